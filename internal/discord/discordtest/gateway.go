package discordtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/gorilla/websocket"
)

// Intents, as Discord numbers them.
const (
	intentGuilds         = 1 << 0
	intentMembers        = 1 << 1
	intentPresences      = 1 << 8
	intentMessages       = 1 << 9
	intentDirectMessages = 1 << 12
	intentContent        = 1 << 15
	allIntents           = 1<<26 - 1
)

// Operations of the gateway.
const (
	opDispatch  = 0
	opHeartbeat = 1
	opIdentify  = 2
	opPresence  = 3
	opVoice     = 4
	opResume    = 6
	opReconnect = 7
	opMembers   = 8
	opInvalid   = 9
	opHello     = 10
	opAck       = 11
)

// event is something that the bot may be told.
type event struct {
	name    string
	intent  int // that it needs; 0 for none
	guild   *Guild
	channel *Channel
	message *Message
	data    object
}

// emit tells an event to all sessions that may know of it.
func (s *Server) emit(e event) {
	if e.guild != nil && e.guild.member(s.bot) == nil {
		return
	}
	if e.channel != nil && e.channel.Guild != nil && !e.channel.may(s.bot, ViewChannel) {
		return
	}
	if e.intent == intentMessages && e.guild == nil {
		e.intent = intentDirectMessages
	}
	for _, sess := range s.sessions {
		if sess.intents&e.intent == e.intent {
			s.queue(sess, e.name, s.contentFor(sess, e))
		}
	}
}

// contentFor takes out what a bot without the message content intent is not told: all of a message that neither comes
// from it, mentions it, nor was sent to it directly.
func (s *Server) contentFor(sess *session, e event) object {
	m := e.message
	if m == nil || sess.intents&intentContent != 0 || m.Author == s.bot || m.Channel.Guild == nil || slices.Contains(s.mentioned(m), s.bot) {
		return e.data
	}
	out := object{}
	for k, v := range e.data {
		out[k] = v
	}
	out["content"], out["embeds"], out["attachments"], out["components"] = "", []int{}, []int{}, []int{}
	return out
}

func (s *Server) queue(sess *session, name string, data any) {
	sess.seq++
	raw, err := json.Marshal(object{"op": opDispatch, "s": sess.seq, "t": name, "d": data})
	if err != nil {
		panic(fmt.Sprintf("discordtest: event %s: %v", name, err))
	}
	sess.events = append(sess.events, sent{seq: sess.seq, raw: raw, due: time.Now().Add(s.opts.roundTrip / 2)})
	s.deliver(sess)
}

func (s *Server) getGateway(*call) (int, any, error) {
	return http.StatusOK, object{"url": s.socketURL()}, nil
}

func (s *Server) getGatewayBot(*call) (int, any, error) {
	left := 1000 - s.gateway.identifies%1000
	return http.StatusOK, object{"url": s.socketURL(), "shards": 1, "session_start_limit": object{"total": 1000, "remaining": left, "reset_after": 3600000, "max_concurrency": 1}}, nil
}

func (s *Server) socketURL() string { return "ws" + s.URL[len("http"):] + "/gateway-socket" }

// serveGateway is one connection of a bot, from the handshake to its end.
func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	status := s.gateway.takeRefusal()
	select {
	case <-s.done:
		status = http.StatusServiceUnavailable
	default:
		s.work.Add(1)
		defer s.work.Done()
	}
	s.mu.Unlock()
	if status != 0 {
		w.WriteHeader(status)
		return
	}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	ws, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := newConn(s, ws)
	defer c.end()
	q := r.URL.Query()
	if v := q.Get("v"); v != "9" && v != "10" {
		c.close(4012, "Invalid API version")
		return
	}
	if q.Get("compress") != "" || (q.Get("encoding") != "" && q.Get("encoding") != "json") {
		c.close(4012, "This server speaks uncompressed JSON only")
		return
	}
	s.pause(r.Context(), s.opts.roundTrip/2)
	if c.hello() {
		c.read()
	}
}

// payload of the gateway, on its way in.
type inbound struct {
	Op   *int            `json:"op"`
	Data json.RawMessage `json:"d"`
}

// receive acts on what the bot sent; it answers whether the connection goes on. It is called under the lock.
func (c *conn) receive(raw []byte) bool {
	var in inbound
	if err := json.Unmarshal(raw, &in); err != nil || in.Op == nil {
		return c.fault(4002, "Error while decoding payload.", raw)
	}
	c.count++
	if now := time.Now(); now.Sub(c.since) > time.Minute {
		c.since, c.count = now, 1
	}
	if c.count > 120 {
		return c.fault(4008, "You are being rate limited.", nil)
	}
	switch *in.Op {
	case opHeartbeat:
		return c.heartbeat(in.Data)
	case opIdentify:
		return c.identify(in.Data)
	case opResume:
		return c.resume(in.Data)
	case opPresence, opVoice, opMembers:
		if c.session == nil {
			return c.fault(4003, "Not authenticated.", raw)
		}
		return true
	}
	return c.fault(4001, "Unknown opcode.", raw)
}

func (c *conn) heartbeat(data json.RawMessage) bool {
	c.s.gateway.heartbeats++
	c.s.notify()
	var seq int
	if json.Unmarshal(data, &seq) == nil && c.session != nil {
		if seq > c.session.seq {
			return c.fault(4007, "Invalid seq.", data)
		}
		c.session.trim(seq)
	}
	if !c.s.gateway.noAck {
		c.push(object{"op": opAck})
	}
	return true
}
