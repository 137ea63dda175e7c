package discordtest

import "net/http"

func (s *Server) postThread(c *call) (int, any, error) {
	m, err := s.messageFor(c, CreatePublicThreads|ReadHistory)
	if err != nil {
		return 0, nil, err
	}
	if m.Channel.Parent != nil || m.Channel.Guild == nil {
		return 0, nil, refuse(http.StatusBadRequest, 50024, "Cannot execute action on this channel type")
	}
	if m.thread != nil {
		return 0, nil, refuse(http.StatusBadRequest, 160004, "A thread has already been created for this message")
	}
	var body struct {
		Name string `json:"name"`
	}
	c.decode(&body)
	th := s.addThread(m.Channel, m.ID, body.Name, channelPublic, s.bot)
	next := *m
	next.thread, next.Flags = th, m.Flags|flagHasThread
	s.messages[m.ID] = &next
	s.notify()
	return http.StatusCreated, th.wire(), nil
}

func (s *Server) postFreeThread(c *call) (int, any, error) {
	var body struct {
		Name string `json:"name"`
		Type *int   `json:"type"`
	}
	c.decode(&body)
	kind, want := channelPrivate, int64(CreatePrivateThreads)
	if body.Type != nil && *body.Type == channelPublic {
		kind, want = channelPublic, CreatePublicThreads
	}
	ch, err := s.channelFor(c, want)
	if err != nil {
		return 0, nil, err
	}
	if ch.Parent != nil || ch.Guild == nil {
		return 0, nil, refuse(http.StatusBadRequest, 50024, "Cannot execute action on this channel type")
	}
	th := s.addThread(ch, s.newID(), body.Name, kind, s.bot)
	s.notify()
	return http.StatusCreated, th.wire(), nil
}

func (s *Server) threadFor(c *call) (*Channel, *User, error) {
	ch, err := s.channelFor(c, ViewChannel)
	if err != nil {
		return nil, nil, err
	}
	if ch.Parent == nil {
		return nil, nil, refuse(http.StatusBadRequest, 50024, "Cannot execute action on this channel type")
	}
	if ch.archived {
		return nil, nil, refuse(http.StatusBadRequest, 50083, "Thread is archived")
	}
	u := s.bot
	if id := c.arg("user_id"); id != "" {
		u = s.userByID(id)
	}
	if u == nil || !ch.Parent.may(u, ViewChannel) {
		return nil, nil, refuse(http.StatusNotFound, 10013, "Unknown User")
	}
	return ch, u, nil
}

func (s *Server) joinThread(c *call) (int, any, error) {
	ch, u, err := s.threadFor(c)
	if err != nil {
		return 0, nil, err
	}
	if u != s.bot && !ch.may(s.bot, SendMessagesInThreads) {
		return 0, nil, refuse(http.StatusForbidden, 50013, "Missing Permissions")
	}
	ch.joined[u.ID] = true
	s.notify()
	return http.StatusNoContent, nil, nil
}

func (s *Server) quitThread(c *call) (int, any, error) {
	ch, u, err := s.threadFor(c)
	if err != nil {
		return 0, nil, err
	}
	delete(ch.joined, u.ID)
	s.notify()
	return http.StatusNoContent, nil, nil
}

func (s *Server) getThreadMembers(c *call) (int, any, error) {
	ch, _, err := s.threadFor(c)
	if err != nil {
		return 0, nil, err
	}
	out := []object{}
	for _, u := range s.users {
		if ch.joined[u.ID] {
			out = append(out, object{"id": ch.ID, "user_id": u.ID, "join_timestamp": stamp(ch.made), "flags": 0})
		}
	}
	return http.StatusOK, out, nil
}

func (s *Server) postDirect(c *call) (int, any, error) {
	var body struct {
		Recipient string `json:"recipient_id"`
	}
	c.decode(&body)
	u := s.userByID(body.Recipient)
	if u == nil || u.Bot {
		return 0, nil, refuse(http.StatusBadRequest, 50033, "Invalid Recipient(s)")
	}
	return http.StatusOK, s.direct(u).wire(), nil
}
