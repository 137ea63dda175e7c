package discordtest

import (
	"net/http"
)

// byToken finds the interaction of a webhook path. A token that was never acknowledged is none; one that is older than
// 15 minutes is none any more.
func (s *Server) byToken(c *call) (*Interaction, error) {
	it := s.tokens[c.arg("webhook_token")]
	if it == nil || it.callback == 0 || c.arg("webhook_id") != s.bot.ID {
		return nil, refuse(http.StatusNotFound, 10015, "Unknown Webhook")
	}
	if s.Now().Sub(it.Sent) > TokenLives {
		return nil, violation(KindExpired, http.StatusUnauthorized, 50027, "Invalid Webhook Token")
	}
	return it, nil
}

// ofToken finds a message that a token may touch: the original or a follow-up.
func (s *Server) ofToken(c *call) (*Interaction, *Message, error) {
	it, err := s.byToken(c)
	if err != nil {
		return nil, nil, err
	}
	id := it.original
	if named := c.arg("message_id"); named != "" {
		id = named
	}
	m := s.messages[id]
	if m == nil || m.Deleted || m.Channel.gone || (m.Interaction != it && id != it.original) {
		return nil, nil, refuse(http.StatusNotFound, 10008, "Unknown Message")
	}
	return it, m, nil
}

func (s *Server) getWebhookMessage(c *call) (int, any, error) {
	_, m, err := s.ofToken(c)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, s.wireMessage(m), nil
}

func (s *Server) patchWebhookMessage(c *call) (int, any, error) {
	it, m, err := s.ofToken(c)
	if err != nil {
		return 0, nil, err
	}
	var p payload
	c.decode(&p)
	if m.ID == it.original {
		if err := s.editOriginal(it, &p, c.files); err != nil {
			return 0, nil, err
		}
	} else if err := s.edit(m, &p, c.files); err != nil {
		return 0, nil, err
	}
	return http.StatusOK, s.wireMessage(s.messages[m.ID]), nil
}

// editOriginal changes the message that @original names, and so answers what was deferred.
func (s *Server) editOriginal(it *Interaction, p *payload, files []File) error {
	m := s.messages[it.original]
	if m == nil || m.Deleted {
		return refuse(http.StatusNotFound, 10008, "Unknown Message")
	}
	if p.Flags != nil && (p.flags()&flagEphemeral != 0) != (m.For != nil) && p.flags()&flagEphemeral != 0 {
		s.violate(KindEphemeral, "edit of the original", "", "the first reply fixed who sees it; flags cannot make it private now")
	}
	if err := s.edit(m, p, files); err != nil {
		return err
	}
	it.answer()
	return nil
}

func (s *Server) deleteWebhookMessage(c *call) (int, any, error) {
	_, m, err := s.ofToken(c)
	if err != nil {
		return 0, nil, err
	}
	s.erase(m)
	return http.StatusNoContent, nil, nil
}

// postFollowUp sends a further message. The first one after a deferred reply takes that reply's place, and its privacy,
// as it does at Discord.
func (s *Server) postFollowUp(c *call) (int, any, error) {
	it, err := s.byToken(c)
	if err != nil {
		return 0, nil, err
	}
	var p payload
	c.decode(&p)
	if it.Channel.gone {
		return 0, nil, refuse(http.StatusNotFound, 10003, "Unknown Channel")
	}
	m, err := s.build(&p, c.files, messagePlace{interaction: true})
	if err != nil {
		return 0, nil, err
	}
	if original := s.messages[it.original]; it.callback == callbackDefer && original != nil && original.Thinking {
		if private := m.Flags&flagEphemeral != 0; private != it.private {
			s.violate(KindEphemeral, c.route.String(), string(c.body), "it takes the place of the deferred reply, whose privacy is fixed (private: %t)", it.private)
		}
		shown := p.flags() &^ flagEphemeral
		p.Flags = &shown
		if err := s.editOriginal(it, &p, c.files); err != nil {
			return 0, nil, err
		}
		return http.StatusOK, s.wireMessage(s.messages[it.original]), nil
	}
	m.Interaction = it
	if m.Flags&flagEphemeral != 0 {
		m.For = it.User
	}
	m = s.post(it.Channel, s.bot, m)
	it.follow = append(it.follow, m.ID)
	return http.StatusOK, s.wireMessage(m), nil
}
