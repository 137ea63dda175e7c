package rest

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	botToken  = "MTIzNDU2.secret-bot-token.AbCd_ef-gh"
	hookToken = "aW50ZXJhY3Rpb246.secret-hook/token+x"
)

var hook = Hook{Application: "900", Token: hookToken}

// sent is a request as the server saw it.
type sent struct {
	Method, Path, Query, Auth, Type, Body string
}

// server answers with what its handler says, and keeps what came.
type server struct {
	*httptest.Server
	mu   sync.Mutex
	seen []sent
}

func newServer(t *testing.T, answer func(n int, w http.ResponseWriter, r *http.Request)) *server {
	t.Helper()
	s := &server{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		s.mu.Lock()
		n := len(s.seen)
		s.seen = append(s.seen, sent{r.Method, r.URL.EscapedPath(), r.URL.RawQuery, r.Header.Get("Authorization"), r.Header.Get("Content-Type"), string(body)})
		s.mu.Unlock()
		r.Body = io.NopCloser(bytes.NewReader(body))
		answer(n, w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *server) requests() []sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]sent(nil), s.seen...)
}

// waits keeps what a client would have waited, and sets its clock forward
// instead.
type waits struct {
	mu    sync.Mutex
	all   []time.Duration
	ahead time.Duration
}

func (w *waits) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return time.Now().Add(w.ahead)
}

func (w *waits) wait(ctx context.Context, d time.Duration) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.all = append(w.all, d)
	w.ahead += max(0, d)
	return ctx.Err()
}

// client of a server, whose log is in the buffer and which waits in name
// only.
func newClient(t *testing.T, url string, change func(*Options)) (*Client, *bytes.Buffer, *waits) {
	t.Helper()
	var log bytes.Buffer
	w := &waits{}
	o := Options{BaseURL: url, Token: botToken, Wait: w.wait, Now: w.now, Jitter: func() float64 { return 0.5 },
		Log: slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	if change != nil {
		change(&o)
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c, &log, w
}

// text is a handler that answers always the same.
func text(status int, body string) func(int, http.ResponseWriter, *http.Request) {
	return func(_ int, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}
