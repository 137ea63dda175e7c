package discordtest

import (
	"encoding/json"
	"slices"
)

// gatewayFaults is what is scripted for the gateway, and its counters.
type gatewayFaults struct {
	conns                           []*conn
	noHello                         int
	noAck                           bool
	invalid                         int
	identify                        []int
	refuse                          []int
	identifies, resumes, heartbeats int
}

// tuning disturbs the events of a session.
type tuning struct {
	held bool   // events wait
	next []sent // that are written before any other, as they are
}

func (g *gatewayFaults) add(c *conn) { g.conns = append(g.conns, c) }

func (g *gatewayFaults) remove(c *conn) {
	g.conns = slices.DeleteFunc(g.conns, func(x *conn) bool { return x == c })
}

func takeFirst(list *[]int) int {
	if len(*list) == 0 {
		return 0
	}
	out := (*list)[0]
	*list = (*list)[1:]
	return out
}

func (g *gatewayFaults) takeRefusal() int  { return takeFirst(&g.refuse) }
func (g *gatewayFaults) takeIdentify() int { return takeFirst(&g.identify) }

func (g *gatewayFaults) takeInvalid() bool {
	if g.invalid == 0 {
		return false
	}
	g.invalid--
	return true
}

// take returns the events that a connection has to write next.
func (sess *session) take(c *conn) []sent {
	out := sess.next
	sess.next = nil
	if sess.held {
		return out
	}
	for _, e := range sess.events {
		if e.seq > c.told {
			out = append(out, e)
			c.told = e.seq
		}
	}
	return out
}

// Gateway scripts the gateway's faults. All of them strike every connection there is.
type Gateway struct{ s *Server }

// Gateway returns the script of the gateway.
func (s *Server) Gateway() Gateway { return Gateway{s} }

func (g Gateway) each(do func(*conn)) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	for _, c := range slices.Clone(g.s.gateway.conns) {
		do(c)
	}
}

// Close ends the connections with a close code. After 4000, 4001, 4002 and 4008 the session may be resumed.
func (g Gateway) Close(code int, text string) { g.each(func(c *conn) { c.closeLocked(code, text) }) }

// Cut ends the connections without a close frame.
func (g Gateway) Cut() { g.each((*conn).drop) }

// Reconnect sends op 7.
func (g Gateway) Reconnect() { g.each(func(c *conn) { c.push(object{"op": opReconnect, "d": nil}) }) }

// Invalidate sends op 9. Where it may not be resumed the session is forgotten.
func (g Gateway) Invalidate(resumable bool) {
	g.each(func(c *conn) {
		if c.session != nil && !resumable {
			delete(g.s.sessions, c.session.id)
			c.session = nil
		}
		c.push(object{"op": opInvalid, "d": resumable})
	})
}

// HalfOpen makes the connections deaf and dumb: they stay open, and nothing is read or written any more.
func (g Gateway) HalfOpen() { g.each(func(c *conn) { c.deaf = true }) }

// BeatNow asks for a heartbeat at once (op 1).
func (g Gateway) BeatNow() { g.each(func(c *conn) { c.push(object{"op": opHeartbeat, "d": nil}) }) }

// Send sends a payload as it is, to see what the bot makes of it.
func (g Gateway) Send(raw string) { g.each(func(c *conn) { c.out <- sent{raw: []byte(raw)} }) }

// Emit sends an event of any name, with the next sequence number.
func (g Gateway) Emit(name string, data any) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	for _, sess := range g.s.sessions {
		g.s.queue(sess, name, data)
	}
}

// NoHello lets the next n connections wait for Hello in vain.
func (g Gateway) NoHello(n int) { g.set(func(f *gatewayFaults) { f.noHello = n }) }

// NoAck stops, or begins again, to acknowledge heartbeats.
func (g Gateway) NoAck(stop bool) { g.set(func(f *gatewayFaults) { f.noAck = stop }) }

// Refuse answers the next handshake with an HTTP status; it may be called more than once.
func (g Gateway) Refuse(status int) {
	g.set(func(f *gatewayFaults) { f.refuse = append(f.refuse, status) })
}

// RefuseIdentify closes the connection of the next identify with a code; it may be called more than once.
func (g Gateway) RefuseIdentify(code int) {
	g.set(func(f *gatewayFaults) { f.identify = append(f.identify, code) })
}

// RefuseSession answers the next n identifies and resumes with op 9, not resumable.
func (g Gateway) RefuseSession(n int) { g.set(func(f *gatewayFaults) { f.invalid = n }) }

func (g Gateway) set(change func(*gatewayFaults)) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	change(&g.s.gateway)
}

// Hold keeps events back until Release.
func (g Gateway) Hold() { g.sessions(func(sess *session) { sess.held = true }) }

// Release lets the held events go; in reverse order where that is asked for. Their sequence numbers stay theirs.
func (g Gateway) Release(reversed bool) {
	g.sessions(func(sess *session) {
		sess.held = false
		if c := sess.conn; reversed && c != nil {
			sess.next = sess.take(c)
			slices.Reverse(sess.next)
		}
		g.s.deliver(sess)
	})
}

// Repeat sends the last n events once more, with the same sequence numbers.
func (g Gateway) Repeat(n int) {
	g.sessions(func(sess *session) {
		sess.next = append(sess.next, sess.events[max(0, len(sess.events)-n):]...)
		g.s.deliver(sess)
	})
}

func (g Gateway) sessions(do func(*session)) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	for _, sess := range g.s.sessions {
		do(sess)
	}
}

// Ready tells how many sessions the bot has with a connection.
func (g Gateway) Ready() int {
	n := 0
	g.sessions(func(sess *session) {
		if sess.conn != nil {
			n++
		}
	})
	return n
}

// AwaitReady waits until the bot has a session with a connection.
func (g Gateway) AwaitReady() {
	g.s.t.Helper()
	g.s.Await("the bot at the gateway", func() bool { return g.Ready() > 0 })
}

// GatewayCounts is what bots did at the gateway.
type GatewayCounts struct{ Connections, Identifies, Resumes, Heartbeats int }

// Counts tells what bots did so far; Connections are those open now.
func (g Gateway) Counts() GatewayCounts {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	f := &g.s.gateway
	return GatewayCounts{len(f.conns), f.identifies, f.resumes, f.heartbeats}
}

// Delivered tells the sequence number of the newest event that was written to the bot.
func (g Gateway) Delivered() int {
	n := 0
	g.sessions(func(sess *session) {
		if sess.conn != nil {
			n = max(n, sess.conn.told)
		}
	})
	return n
}

// String shows the state, for a failed test.
func (g Gateway) String() string {
	raw, _ := json.Marshal(g.Counts())
	return string(raw)
}
