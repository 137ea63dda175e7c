package discordtest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// nonceKept is how long a nonce is known. Discord speaks of "the past few minutes".
const nonceKept = 3 * time.Minute

// channelFor finds the channel of a path in which the bot has all these permissions.
func (s *Server) channelFor(c *call, want int64) (*Channel, error) {
	ch := s.channels[c.arg("channel_id")]
	if ch == nil {
		return nil, refuse(http.StatusNotFound, 10003, "Unknown Channel")
	}
	if !ch.may(s.bot, ViewChannel) {
		return nil, refuse(http.StatusForbidden, 50001, "Missing Access")
	}
	if !ch.may(s.bot, want) {
		return nil, refuse(http.StatusForbidden, 50013, "Missing Permissions")
	}
	return ch, nil
}

// messageFor finds a message that everybody in a channel sees; private ones have no address there.
func (s *Server) messageFor(c *call, want int64) (*Message, error) {
	ch, err := s.channelFor(c, want)
	if err != nil {
		return nil, err
	}
	m := s.messages[c.arg("message_id")]
	if m == nil || m.Deleted || m.Channel != ch || m.For != nil {
		return nil, refuse(http.StatusNotFound, 10008, "Unknown Message")
	}
	return m, nil
}

func (s *Server) getChannel(c *call) (int, any, error) {
	ch, err := s.channelFor(c, ViewChannel)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, ch.wire(), nil
}

func (s *Server) patchChannel(c *call) (int, any, error) {
	ch, err := s.channelFor(c, ViewChannel)
	if err != nil {
		return 0, nil, err
	}
	if ch.Parent == nil {
		return 0, nil, refuse(http.StatusForbidden, 50013, "Missing Permissions")
	}
	var body struct {
		Name     *string `json:"name"`
		Archived *bool   `json:"archived"`
		Locked   *bool   `json:"locked"`
	}
	c.decode(&body)
	manages := ch.may(s.bot, ManageThreads)
	if !manages && (body.Locked != nil || ch.locked || ch.owner != s.bot.ID) {
		return 0, nil, refuse(http.StatusForbidden, 50013, "Missing Permissions")
	}
	if body.Name != nil {
		ch.Name = *body.Name
		s.sawThread(ch)
	}
	if body.Archived != nil {
		ch.archived = *body.Archived
	}
	if body.Locked != nil {
		ch.locked = *body.Locked
	}
	s.emit(event{name: "THREAD_UPDATE", intent: intentGuilds, guild: ch.Guild, channel: ch, data: ch.wire()})
	return http.StatusOK, ch.wire(), nil
}

func (s *Server) getMessages(c *call) (int, any, error) {
	ch, err := s.channelFor(c, ViewChannel)
	if err != nil {
		return 0, nil, err
	}
	n := 50
	if q := c.query("limit"); q != "" {
		if n, err = strconv.Atoi(q); err != nil || n < 1 || n > 100 {
			return 0, nil, invalid(problem{path: at("limit"), code: "NUMBER_TYPE_RANGE", text: "1 to 100"})
		}
	}
	var ids []string
	for _, id := range ch.messages {
		if m := s.messages[id]; ch.may(s.bot, ReadHistory) && m != nil && !m.Deleted && m.For == nil && within(id, c) {
			ids = append(ids, id)
		}
	}
	if len(ids) > n { // those next after an id, else the newest
		if c.query("after") != "" {
			ids = ids[:n]
		} else {
			ids = ids[len(ids)-n:]
		}
	}
	out := []object{}
	for _, id := range slices.Backward(ids) {
		w := s.wireMessage(s.messages[id])
		delete(w, "nonce") // told to the sender only
		out = append(out, w)
	}
	return http.StatusOK, out, nil
}

// within holds an id against the query's before and after.
func within(id string, c *call) bool {
	n, _ := strconv.ParseInt(id, 10, 64)
	if q := c.query("before"); q != "" {
		if limit, _ := strconv.ParseInt(q, 10, 64); n >= limit {
			return false
		}
	}
	if q := c.query("after"); q != "" {
		if limit, _ := strconv.ParseInt(q, 10, 64); n <= limit {
			return false
		}
	}
	return true
}

func (s *Server) getMessage(c *call) (int, any, error) {
	m, err := s.messageFor(c, ReadHistory)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, s.wireMessage(m), nil
}

func (s *Server) postMessage(c *call) (int, any, error) {
	ch, err := s.channelFor(c, ViewChannel)
	if err != nil {
		return 0, nil, err
	}
	var p payload
	c.decode(&p)
	if err := s.maySend(ch, &p, len(c.files) > 0); err != nil {
		return 0, nil, err
	}
	nonce := ""
	if p.Nonce != nil {
		nonce = fmt.Sprint(p.Nonce)
	}
	if nonce != "" && p.Enforce {
		if m := s.messages[s.nonces[ch.ID+" "+nonce]]; m != nil && !m.Deleted && s.Now().Sub(m.Sent) <= nonceKept {
			return http.StatusOK, s.wireMessage(m), nil
		}
	}
	m, err := s.build(&p, c.files, messagePlace{})
	if err != nil {
		return 0, nil, err
	}
	if ref := p.Reference; ref != nil {
		to := s.messages[ref.MessageID]
		known := to != nil && to.Channel == ch && !to.Deleted && to.For == nil
		if !known && (ref.Fail == nil || *ref.Fail) {
			return 0, nil, refuse(http.StatusBadRequest, 50035, "Invalid Form Body: message_reference: Unknown message")
		}
		if known {
			m.ReplyTo, m.pingsReply = to.ID, repliesPing(m.Mentions)
		}
	}
	m.nonce = nonce
	m = s.post(ch, s.bot, m)
	if nonce != "" {
		s.nonces[ch.ID+" "+nonce] = m.ID
	}
	return http.StatusOK, s.wireMessage(m), nil
}

// maySend says whether the bot may send such a message into a channel.
func (s *Server) maySend(ch *Channel, p *payload, files bool) error {
	if ch.With != nil && ch.With.closed {
		return refuse(http.StatusForbidden, 50007, "Cannot send messages to this user")
	}
	if ch.With != nil && !s.shareGuild(ch.With) {
		return refuse(http.StatusForbidden, 50278, "Cannot send messages to this user due to having no mutual guilds")
	}
	want := int64(SendMessages)
	if ch.Parent != nil {
		want = SendMessagesInThreads
	}
	if files {
		want |= AttachFiles
	}
	if p.Reference != nil {
		want |= ReadHistory
	}
	if !ch.may(s.bot, want) {
		return refuse(http.StatusForbidden, 50013, "Missing Permissions")
	}
	if ch.locked && !ch.may(s.bot, ManageThreads) {
		return refuse(http.StatusForbidden, 160005, "Thread is locked")
	}
	return nil
}

func (s *Server) shareGuild(u *User) bool {
	return slices.ContainsFunc(s.guilds, func(g *Guild) bool { return g.member(u) != nil && g.member(s.bot) != nil })
}

func (s *Server) patchMessage(c *call) (int, any, error) {
	m, err := s.messageFor(c, ViewChannel)
	if err != nil {
		return 0, nil, err
	}
	if m.Author != s.bot {
		return 0, nil, refuse(http.StatusForbidden, 50005, "Cannot edit a message authored by another user")
	}
	if m.Channel.archived {
		return 0, nil, refuse(http.StatusBadRequest, 50083, "Thread is archived")
	}
	var p payload
	c.decode(&p)
	if err := s.edit(m, &p, c.files); err != nil {
		return 0, nil, err
	}
	return http.StatusOK, s.wireMessage(s.messages[m.ID]), nil
}

func (s *Server) deleteMessage(c *call) (int, any, error) {
	m, err := s.messageFor(c, ViewChannel)
	if err != nil {
		return 0, nil, err
	}
	if m.Author != s.bot && (m.Channel.Guild == nil || !m.Channel.may(s.bot, ManageMessages)) {
		return 0, nil, refuse(http.StatusForbidden, 50003, "Cannot execute action on a DM channel")
	}
	if m.Channel.archived {
		return 0, nil, refuse(http.StatusBadRequest, 50083, "Thread is archived")
	}
	s.erase(m)
	return http.StatusNoContent, nil, nil
}

func (s *Server) postTyping(c *call) (int, any, error) {
	if _, err := s.channelFor(c, SendMessages); err != nil {
		return 0, nil, err
	}
	return http.StatusNoContent, nil, nil
}
