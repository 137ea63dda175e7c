package discordtest

import (
	"encoding/json"
	"slices"
	"time"
)

// session is what a bot's identify begins and its resume continues. It outlives its connections.
type session struct {
	id      string
	intents int
	seq     int
	events  []sent // that the bot has not acknowledged by a heartbeat
	conn    *conn  // nil while nobody listens
	left    time.Time
	tuning  // how events are disturbed on their way
}

// sent is an event with its number, and when it may arrive.
type sent struct {
	seq int
	raw []byte
	due time.Time
}

// trim forgets the events that the bot acknowledged; some stay, to be told again.
func (sess *session) trim(seq int) {
	const kept = 100
	if i := slices.IndexFunc(sess.events, func(e sent) bool { return e.seq > seq }); i > kept {
		sess.events = slices.Clone(sess.events[i-kept:])
	} else if i < 0 && len(sess.events) > kept {
		sess.events = slices.Clone(sess.events[len(sess.events)-kept:])
	}
}

func (c *conn) identify(data json.RawMessage) bool {
	s := c.s
	s.gateway.identifies++
	var d struct {
		Token      string          `json:"token"`
		Intents    *int            `json:"intents"`
		Properties json.RawMessage `json:"properties"`
		Shard      []int           `json:"shard"`
	}
	err := json.Unmarshal(data, &d)
	code := s.gateway.takeIdentify()
	switch {
	case c.session != nil:
		return c.fault(4005, "Already authenticated.", nil)
	case code != 0:
		c.closeLocked(code, "scripted")
		return false
	case err != nil || len(d.Properties) == 0:
		return c.fault(4002, "Error while decoding payload.", data)
	case d.Token != s.opts.token && d.Token != "Bot "+s.opts.token:
		c.closeLocked(4004, "Authentication failed.")
		return false
	case len(d.Shard) == 2 && (d.Shard[0] < 0 || d.Shard[0] >= d.Shard[1]):
		return c.fault(4010, "Invalid shard.", data)
	case d.Intents == nil || *d.Intents < 0 || *d.Intents > allIntents:
		return c.fault(4013, "Invalid intent(s).", data)
	case *d.Intents&(intentMembers|intentPresences|intentContent)&^s.opts.privileged != 0:
		c.closeLocked(4014, "Disallowed intent(s).")
		return false
	}
	if s.gateway.takeInvalid() {
		c.push(object{"op": opInvalid, "d": false})
		return true
	}
	c.begin(*d.Intents)
	return true
}

// begin starts a session: READY, then every guild.
func (c *conn) begin(intents int) {
	s := c.s
	s.dropStale()
	sess := &session{id: s.newID() + "x", intents: intents}
	s.sessions[sess.id] = sess
	c.attach(sess, 0)
	guilds := []object{}
	for _, g := range s.guilds {
		if g.member(s.bot) != nil {
			guilds = append(guilds, object{"id": g.ID, "unavailable": true})
		}
	}
	me := s.bot.wire()
	me["verified"], me["email"], me["mfa_enabled"] = true, nil, false
	s.queue(sess, "READY", object{
		"v": 10, "user": me, "guilds": guilds, "session_id": sess.id, "resume_gateway_url": s.socketURL(), "session_type": "normal",
		"application": object{"id": s.bot.ID, "flags": 0}, "private_channels": []int{}, "relationships": []int{}, "shard": []int{0, 1},
	})
	for _, g := range s.guilds {
		if g.member(s.bot) != nil && intents&intentGuilds != 0 {
			s.queue(sess, "GUILD_CREATE", g.created())
		}
	}
	s.notify()
}

func (c *conn) resume(data json.RawMessage) bool {
	s := c.s
	s.gateway.resumes++
	var d struct {
		Token   string `json:"token"`
		Session string `json:"session_id"`
		Seq     int    `json:"seq"`
	}
	if json.Unmarshal(data, &d) != nil {
		return c.fault(4002, "Error while decoding payload.", data)
	}
	if d.Token != s.opts.token && d.Token != "Bot "+s.opts.token {
		c.closeLocked(4004, "Authentication failed.")
		return false
	}
	sess := s.sessions[d.Session]
	if s.gateway.takeInvalid() || sess == nil {
		delete(s.sessions, d.Session)
		c.push(object{"op": opInvalid, "d": false})
		return true
	}
	if d.Seq > sess.seq {
		return c.fault(4007, "Invalid seq.", data)
	}
	if sess.conn != nil {
		sess.conn.drop()
	}
	c.attach(sess, d.Seq)
	s.queue(sess, "RESUMED", object{"_trace": []string{}})
	s.notify()
	return true
}

// dropStale forgets all but the newest sessions that nobody listens to: a bot that is started again and again leaves one
// behind each time.
func (s *Server) dropStale() {
	var left []*session
	for _, sess := range s.sessions {
		if sess.conn == nil {
			left = append(left, sess)
		}
	}
	slices.SortFunc(left, func(a, b *session) int { return b.left.Compare(a.left) })
	for _, sess := range left[min(4, len(left)):] {
		delete(s.sessions, sess.id)
	}
}
