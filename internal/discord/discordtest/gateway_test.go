package discordtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// wire is a bare websocket client, to see exactly what the server sends.
type wire struct {
	t  *testing.T
	ws *websocket.Conn
}

func dial(t *testing.T, srv *Server, query string) wire {
	t.Helper()
	ws, _, err := websocket.DefaultDialer.Dial(srv.socketURL()+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ws.Close() })
	return wire{t, ws}
}

// next reads a payload and tells it briefly: its operation, or its event with its number; or the close code.
func (w wire) next() string {
	w.t.Helper()
	_ = w.ws.SetReadDeadline(time.Now().Add(5 * time.Second))
	_, raw, err := w.ws.ReadMessage()
	var closed *websocket.CloseError
	if errors.As(err, &closed) {
		return fmt.Sprint("closed ", closed.Code)
	}
	if err != nil {
		return "ended"
	}
	var p struct {
		Op int
		S  int
		T  string
		D  json.RawMessage
	}
	if err := json.Unmarshal(raw, &p); err != nil {
		w.t.Fatal(err)
	}
	switch p.Op {
	case opDispatch:
		return fmt.Sprint(p.S, " ", p.T)
	case opInvalid:
		return "op 9 " + string(p.D)
	}
	return fmt.Sprint("op ", p.Op)
}

func (w wire) all(n int) string {
	w.t.Helper()
	var out []string
	for range n {
		out = append(out, w.next())
	}
	return strings.Join(out, ", ")
}

func (w wire) send(format string, args ...any) {
	_ = w.ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, format, args...))
}

func (w wire) identify(srv *Server) { w.send("%s", identifyFor(srv.Token(), 1|1<<9|1<<12)) }

func identifyFor(token string, intents int) string {
	return fmt.Sprintf(`{"op":2,"d":{"token":%q,"intents":%d,"properties":{"os":"linux","browser":"t","device":"t"}}}`, token, intents)
}

const greeting = "op 10, 1 READY, 2 GUILD_CREATE"

// onlySession is the id of the one session there is.
func onlySession(srv *Server) string {
	srv.mu.Lock()
	defer srv.mu.Unlock()
	for id := range srv.sessions {
		return id
	}
	return ""
}

// TestCloseCodes: what a bot does wrong at the gateway ends its connection with Discord's code.
func TestCloseCodes(t *testing.T) {
	for name, c := range map[string]struct {
		query, send, want, violation string
	}{
		"no JSON":             {send: `{`, want: "closed 4002", violation: KindGateway},
		"unknown op":          {send: `{"op":99}`, want: "closed 4001", violation: KindGateway},
		"not authenticated":   {send: `{"op":3,"d":{}}`, want: "closed 4003", violation: KindGateway},
		"wrong token":         {send: identifyFor("other", 1), want: "closed 4004"},
		"invalid intents":     {send: identifyFor("TOKEN", 1<<30), want: "closed 4013", violation: KindGateway},
		"disallowed intents":  {send: identifyFor("TOKEN", 1<<15), want: "closed 4014"},
		"seq from the future": {send: `{"op":6,"d":{"token":"TOKEN","session_id":"none","seq":1}}`, want: "op 9 false"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			g := dial(t, w.srv, "/?v=10&encoding=json")
			g.next()
			g.send("%s", strings.ReplaceAll(c.send, "TOKEN", w.srv.Token()))
			if got := g.next(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if got := w.taken(); got != c.violation {
				t.Errorf("violations %q, want %q", got, c.violation)
			}
		})
	}
	w := newWorld(t)
	if got := dial(t, w.srv, "/?v=6").next(); got != "closed 4012" {
		t.Errorf("old version: %s", got)
	}
	if got := dial(t, w.srv, "/?v=10&compress=zlib-stream").next(); got != "closed 4012" {
		t.Errorf("compression: %s", got)
	}
}

// TestResume: a session outlives its connection and tells what was missed, in order.
func TestResume(t *testing.T) {
	w := newWorld(t)
	a := dial(t, w.srv, "/?v=10")
	a.next()
	a.identify(w.srv)
	if got := "op 10, " + a.all(2); got != greeting {
		t.Fatalf("greeted with %s", got)
	}
	w.ana.Say(w.general, "@Curbside one")
	if got := a.next(); got != "3 MESSAGE_CREATE" {
		t.Errorf("got %s", got)
	}
	w.srv.Gateway().Reconnect()
	if got := a.next(); got != "op 7" {
		t.Errorf("got %s", got)
	}
	w.srv.Gateway().Cut()
	w.ana.Say(w.general, "two")
	w.ana.DM("three")
	b := dial(t, w.srv, "/?v=10")
	b.next()
	b.send(`{"op":6,"d":{"token":%q,"session_id":%q,"seq":3}}`, w.srv.Token(), onlySession(w.srv))
	if got := b.all(3); got != "4 MESSAGE_CREATE, 5 MESSAGE_CREATE, 6 RESUMED" {
		t.Errorf("resumed with %s", got)
	}
	w.srv.Gateway().Invalidate(true)
	w.srv.Gateway().Invalidate(false)
	if got := b.all(2); got != "op 9 true, op 9 false" {
		t.Errorf("got %s", got)
	}
	b.identify(w.srv)
	if got := b.all(2); got != "1 READY, 2 GUILD_CREATE" {
		t.Errorf("a new session begins with %s", got)
	}
	w.srv.Gateway().RefuseSession(1)
	w.srv.Gateway().Close(4000, "")
	if got := b.next(); got != "closed 4000" {
		t.Errorf("got %s", got)
	}
	c := dial(t, w.srv, "/?v=10")
	c.next()
	c.send(`{"op":6,"d":{"token":%q,"session_id":%q,"seq":2}}`, w.srv.Token(), onlySession(w.srv))
	if got := c.next(); got != "op 9 false" {
		t.Errorf("got %s", got)
	}
}

// TestDisturbedEvents: held, reversed, repeated; and connections that are half open.
func TestDisturbedEvents(t *testing.T) {
	w := newWorld(t, Heartbeat(time.Minute))
	g := dial(t, w.srv, "/?v=10")
	g.next()
	g.identify(w.srv)
	g.all(2)
	script := w.srv.Gateway()
	script.Hold()
	for range 3 {
		w.ana.Say(w.general, "hm")
	}
	script.Release(true)
	if got := g.all(3); got != "5 MESSAGE_CREATE, 4 MESSAGE_CREATE, 3 MESSAGE_CREATE" {
		t.Errorf("reversed: %s", got)
	}
	script.Repeat(2)
	if got := g.all(2); got != "4 MESSAGE_CREATE, 5 MESSAGE_CREATE" {
		t.Errorf("repeated: %s", got)
	}
	g.send(`{"op":1,"d":5}`)
	if got := g.next(); got != "op 11" {
		t.Errorf("heartbeat: %s", got)
	}
	script.NoAck(true)
	g.send(`{"op":1,"d":5}`)
	script.BeatNow()
	if got := g.next(); got != "op 1" {
		t.Errorf("without acknowledgement: %s", got)
	}
	script.Emit("SOMETHING_NEW", map[string]any{"a": 1})
	if got := g.next(); got != "6 SOMETHING_NEW" {
		t.Errorf("event of no name: %s", got)
	}
	script.HalfOpen()
	w.ana.Say(w.general, "unheard")
	_ = g.ws.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
	if _, _, err := g.ws.ReadMessage(); err == nil || websocket.IsUnexpectedCloseError(err) {
		t.Errorf("half-open: %v", err)
	}
	script.NoHello(1)
	silent := dial(t, w.srv, "/?v=10")
	silent.identify(w.srv)
	if got := silent.next(); got != "1 READY" {
		t.Errorf("without Hello the first payload is %s", got)
	}
	script.Refuse(502)
	if _, res, err := websocket.DefaultDialer.Dial(w.srv.socketURL()+"/?v=10", nil); err == nil || res.StatusCode != 502 {
		t.Errorf("refused handshake: %v", err)
	}
	script.RefuseIdentify(4011)
	g = dial(t, w.srv, "/?v=10")
	g.next()
	g.identify(w.srv)
	if got := g.next(); got != "closed 4011" {
		t.Errorf("refused identify: %s", got)
	}
}

// TestTwoProcesses: two sessions with one token are both told everything.
func TestTwoProcesses(t *testing.T) {
	w := newWorld(t)
	var both []wire
	for range 2 {
		g := dial(t, w.srv, "/?v=9")
		g.next()
		g.identify(w.srv)
		g.all(2)
		both = append(both, g)
	}
	w.ana.Slash(w.general, "ask")
	for _, g := range both {
		if got := g.next(); got != "3 INTERACTION_CREATE" {
			t.Errorf("got %s", got)
		}
	}
}
