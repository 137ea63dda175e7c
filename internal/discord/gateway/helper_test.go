package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"curbside/internal/discord/rest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const token = "MTIzNDU2.secret-bot-token.AbCd_ef-gh"

// fake is a gateway whose connections are played by a function each.
type fake struct {
	*httptest.Server
	mu     sync.Mutex
	count  int
	status int // of discovery, 0: 200
	limit  string
}

// peer is the other end of one connection.
type peer struct {
	t  *testing.T
	ws *websocket.Conn
	n  int // of the connection, from 0
	f  *fake

	stopped <-chan struct{} // the test is over with this connection
}

// newFake plays connection n with script; when that returns, the connection
// is cut.
func newFake(t *testing.T, script func(p *peer)) *fake {
	t.Helper()
	f := &fake{}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /gateway/bot", func(w http.ResponseWriter, r *http.Request) {
		f.mu.Lock()
		defer f.mu.Unlock()
		if f.status != 0 {
			w.WriteHeader(f.status)
		}
		fmt.Fprintf(w, `{"url":%q,"shards":1,"session_start_limit":{%s}}`, f.ws(), f.limit)
	})
	var up websocket.Upgrader
	mux.HandleFunc("GET /ws/", func(w http.ResponseWriter, r *http.Request) {
		ws, err := up.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer ws.Close()
		f.mu.Lock()
		p := &peer{t: t, ws: ws, n: f.count, f: f}
		f.count++
		f.mu.Unlock()
		script(p)
	})
	f.Server = httptest.NewServer(mux)
	t.Cleanup(f.Close)
	return f
}

func (f *fake) ws() string { return strings.Replace(f.URL, "http", "ws", 1) + "/ws/" }

func (f *fake) connections() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.count
}

// send writes a payload; op with a string for JSON.
func (p *peer) send(raw string) {
	_ = p.ws.WriteMessage(websocket.TextMessage, []byte(raw))
}

func (p *peer) hello(ms int) { p.send(fmt.Sprintf(`{"op":10,"d":{"heartbeat_interval":%d}}`, ms)) }

// event sends a dispatch.
func (p *peer) event(seq int, name, data string) {
	p.send(fmt.Sprintf(`{"op":0,"s":%d,"t":%q,"d":%s}`, seq, name, data))
}

func (p *peer) ready(seq int, session string) {
	p.event(seq, "READY", fmt.Sprintf(`{"v":10,"user":{"id":"1","username":"curbside","bot":true},"session_id":%q,"resume_gateway_url":%q,"application":{"id":"900"},"guilds":[{"id":"5","unavailable":true}]}`, session, p.f.ws()+"resume"))
}

func (p *peer) message(seq int, id string) {
	p.event(seq, "MESSAGE_CREATE", fmt.Sprintf(`{"id":%q,"channel_id":"10","author":{"id":"7"},"content":"my patient Ann"}`, id))
}

// next returns the next payload that is no heartbeat; heartbeats are
// acknowledged. ok is false when the connection is over.
func (p *peer) next() (op int, data json.RawMessage, ok bool) {
	for {
		var got payload
		if err := p.ws.ReadJSON(&got); err != nil {
			return 0, nil, false
		}
		if got.Op != opHeartbeat {
			return got.Op, got.Data, true
		}
		p.send(`{"op":11}`)
	}
}

// drain acknowledges heartbeats until the connection is over.
func (p *peer) drain() {
	for {
		if _, _, ok := p.next(); !ok {
			return
		}
	}
}

func (p *peer) close(code int) {
	_ = p.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
	p.drain()
}

// listener runs the gateway against a fake.
type listener struct {
	mu      sync.Mutex
	events  []Event
	reasons []string
	waits   []time.Duration
	came    chan Event
	err     chan error
	stop    context.CancelFunc
}

func listen(t *testing.T, f *fake, change func(*Options)) *listener {
	t.Helper()
	client, err := rest.New(rest.Options{BaseURL: f.URL, Token: token, Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	l := &listener{came: make(chan Event, 10000), err: make(chan error, 1)}
	o := Options{Token: token, REST: client, HelloWait: 5 * time.Second, ReadyWait: 5 * time.Second, Jitter: func() float64 { return 0.5 },
		Handle: func(_ context.Context, e Event) {
			l.mu.Lock()
			l.events = append(l.events, e)
			l.mu.Unlock()
			l.came <- e
		},
		Wait: func(ctx context.Context, d time.Duration) error {
			l.mu.Lock()
			l.waits = append(l.waits, d)
			l.mu.Unlock()
			return ctx.Err()
		},
		Hooks: Hooks{Lost: func(reason string) {
			l.mu.Lock()
			l.reasons = append(l.reasons, reason)
			l.mu.Unlock()
		}}}
	var log lockedBuilder
	o.Log = jsonLog(&log)
	t.Cleanup(func() {
		if log.contains(token) || log.contains("my patient") {
			t.Errorf("a token or what a user wrote is in the log: %s", log.b.String())
		}
	})
	if change != nil {
		change(&o)
	}
	ctx, cancel := context.WithCancel(t.Context())
	l.stop = cancel
	go func() { l.err <- Run(ctx, o) }()
	t.Cleanup(cancel)
	return l
}

// end stops the listener and returns what Run said.
func (l *listener) end(t *testing.T) error {
	t.Helper()
	l.stop()
	return l.result(t)
}

func (l *listener) result(t *testing.T) error {
	t.Helper()
	select {
	case err := <-l.err:
		return err
	case <-time.After(20 * time.Second):
		t.Fatal("Run does not return")
		return nil
	}
}

// until waits for an event of a type.
func until[E Event](t *testing.T, l *listener) E {
	t.Helper()
	limit := time.After(20 * time.Second)
	for {
		select {
		case e := <-l.came:
			if e, ok := e.(E); ok {
				return e
			}
		case err := <-l.err:
			t.Fatalf("Run returned %v before the event came", err)
		case <-limit:
			t.Fatalf("no %T came", *new(E))
		}
	}
}

// lockedBuilder is written by one goroutine and read by another.
type lockedBuilder struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lockedBuilder) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuilder) contains(s string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Contains(l.b.String(), s)
}

func jsonLog(w io.Writer) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug}))
}
