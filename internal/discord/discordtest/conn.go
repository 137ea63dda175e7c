package discordtest

import (
	"encoding/json"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// conn is one connection to the gateway. One goroutine reads, one writes.
type conn struct {
	s       *Server
	ws      *websocket.Conn
	out     chan sent // answers that are no events: hello, ack, ...
	wake    chan struct{}
	over    chan struct{}
	once    sync.Once
	session *session // nil before identify or resume
	told    int      // number of the newest event that was written
	deaf    bool     // half-open: neither reads nor writes, nor closes
	since   time.Time
	count   int
}

func newConn(s *Server, ws *websocket.Conn) *conn {
	c := &conn{s: s, ws: ws, out: make(chan sent, 256), wake: make(chan struct{}, 1), over: make(chan struct{}), since: time.Now()}
	s.mu.Lock()
	s.gateway.add(c)
	s.mu.Unlock()
	s.work.Go(c.write)
	return c
}

// hello greets the bot, unless the script says that it does not.
func (c *conn) hello() bool {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if c.s.gateway.noHello > 0 {
		c.s.gateway.noHello--
		return true
	}
	c.push(object{"op": opHello, "d": object{"heartbeat_interval": c.s.opts.heartbeat.Milliseconds(), "_trace": []string{}}})
	return true
}

// read takes what the bot sends until the connection ends. A bot that sends nothing for two heartbeats is dead.
func (c *conn) read() {
	for {
		_ = c.ws.SetReadDeadline(time.Now().Add(2*c.s.opts.heartbeat + 5*time.Second))
		_, raw, err := c.ws.ReadMessage()
		if err != nil {
			return
		}
		c.s.mu.Lock()
		goesOn := c.deaf || c.receive(raw)
		c.s.mu.Unlock()
		if !goesOn {
			return
		}
	}
}

// push sends an answer. It never blocks: a bot that does not read loses it.
func (c *conn) push(v any) {
	raw, _ := json.Marshal(v)
	select {
	case c.out <- sent{raw: raw, due: time.Now().Add(c.s.opts.roundTrip / 2)}:
	default:
	}
}

// write sends answers, and events in their order, until the connection is over.
func (c *conn) write() {
	for {
		select {
		case m := <-c.out:
			if !c.send(m) {
				return
			}
		case <-c.wake:
			for _, e := range c.pending() {
				if !c.send(e) {
					return
				}
			}
		case <-c.over:
			return
		}
	}
}

func (c *conn) send(m sent) bool {
	if wait := time.Until(m.due); wait > 0 {
		t := time.NewTimer(wait)
		defer t.Stop()
		select {
		case <-t.C:
		case <-c.over:
			return false
		}
	}
	c.s.mu.Lock()
	deaf := c.deaf
	c.s.mu.Unlock()
	if deaf {
		return true
	}
	_ = c.ws.SetWriteDeadline(time.Now().Add(5 * time.Second))
	return c.ws.WriteMessage(websocket.TextMessage, m.raw) == nil
}

// pending takes the events that were not written to this connection yet.
func (c *conn) pending() []sent {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if c.session == nil || c.session.conn != c {
		return nil
	}
	return c.session.take(c)
}

// attach makes this the connection of a session, which goes on after the event of that number.
func (c *conn) attach(sess *session, after int) {
	c.session, c.told = sess, after
	sess.conn = c
	c.s.deliver(sess)
}

// deliver wakes the writer of a session.
func (s *Server) deliver(sess *session) {
	if sess.conn == nil {
		return
	}
	select {
	case sess.conn.wake <- struct{}{}:
	default:
	}
}

// fault ends a connection because of what the bot sent, as Discord does, and records it.
func (c *conn) fault(code int, text string, raw []byte) bool {
	c.s.violate(KindGateway, "gateway", string(raw), "%d %s", code, text)
	c.closeLocked(code, text)
	return false
}

func (c *conn) close(code int, text string) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.closeLocked(code, text)
}

// closeLocked says goodbye with a code. Codes after which Discord keeps no session end it.
func (c *conn) closeLocked(code int, text string) {
	if c.session != nil && endsSession(code) {
		delete(c.s.sessions, c.session.id)
	}
	msg := websocket.FormatCloseMessage(code, text)
	_ = c.ws.WriteControl(websocket.CloseMessage, msg, time.Now().Add(time.Second))
	c.drop()
}

func endsSession(code int) bool {
	switch code {
	case 1000, 1001, 4003, 4004, 4005, 4007, 4009, 4010, 4011, 4012, 4013, 4014:
		return true
	}
	return false
}

// drop ends the connection without a word.
func (c *conn) drop() {
	c.once.Do(func() {
		close(c.over)
		_ = c.ws.Close()
	})
}

// end leaves the session, which waits for a resume.
func (c *conn) end() {
	c.drop()
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.s.gateway.remove(c)
	if c.session != nil && c.session.conn == c {
		c.session.conn, c.session.left = nil, time.Now()
	}
	c.s.notify()
}
