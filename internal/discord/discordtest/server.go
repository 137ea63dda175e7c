package discordtest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// T is what a server needs of a test. *testing.T is one; a command that drives load brings its own, whose Fatalf must
// not return.
type T interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Logf(format string, args ...any)
	Cleanup(func())
}

// Server is a Discord in a process. Its methods are safe for concurrent use.
type Server struct {
	// URL is where it listens: http://127.0.0.1:port. The API stands below /api/v10 and /api/v9.
	URL string

	t     T
	opts  options
	spec  *spec
	http  *http.Server
	done  chan struct{}
	wires *http.Transport
	work  sync.WaitGroup

	mu      sync.Mutex
	changed chan struct{} // closed, and replaced, whenever something happened
	lastID  int64

	bot          *User
	users        []*User
	byID, byName map[string]*User
	guilds       []*Guild
	channels     map[string]*Channel
	messages     map[string]*Message
	interactions map[string]*Interaction // by id
	tokens       map[string]*Interaction // by token
	recent       []string                // ids of interactions, oldest first
	nonces       map[string]string       // channel + nonce -> message, for as long as Discord remembers it
	commands     []*Command              // global ones

	sessions map[string]*session
	gateway  gatewayFaults

	faults     []*Fault
	buckets    map[string]*bucket
	limits     map[string]limit
	requests   []Request
	counts     map[string]int
	violations []Violation
	sightings  []sighting
}

// New starts a server that is closed when the test ends. The test fails then for every violation that it did not take.
func New(t T, opts ...Option) *Server {
	t.Helper()
	s, err := start(t, opts)
	if err != nil {
		t.Fatalf("discordtest: start: %v", err)
	}
	t.Cleanup(func() {
		s.Close()
		for _, v := range s.TakeViolations() {
			if !s.opts.tolerated[v.Kind] {
				t.Errorf("discordtest: %s", v)
			}
		}
	})
	return s
}

func start(t T, opts []Option) (*Server, error) {
	sp, err := loadSpec()
	if err != nil {
		return nil, err
	}
	s := &Server{
		t: t, opts: defaults(), spec: sp, done: make(chan struct{}), changed: make(chan struct{}), wires: &http.Transport{},
		byID: map[string]*User{}, byName: map[string]*User{},
		channels: map[string]*Channel{}, messages: map[string]*Message{}, nonces: map[string]string{},
		interactions: map[string]*Interaction{}, tokens: map[string]*Interaction{},
		sessions: map[string]*session{}, buckets: map[string]*bucket{}, limits: map[string]limit{}, counts: map[string]int{},
	}
	for _, o := range opts {
		o(&s.opts)
	}
	s.bot = s.addUser(s.opts.name)
	s.bot.Bot = true
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	s.URL = "http://" + l.Addr().String()
	s.http = &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second}
	s.work.Go(func() { _ = s.http.Serve(l) })
	return s, nil
}

// Close ends all connections and waits for what still runs.
func (s *Server) Close() {
	s.mu.Lock()
	select {
	case <-s.done:
		s.mu.Unlock()
		return
	default:
	}
	close(s.done)
	for _, c := range s.gateway.conns {
		c.drop()
	}
	s.mu.Unlock()
	_ = s.http.Close()
	s.work.Wait()
	s.wires.CloseIdleConnections()
}

// APIURL is the root of the HTTP API, version 10.
func (s *Server) APIURL() string { return s.URL + "/api/v10" }

// Token is the bot's, without the word "Bot" before it.
func (s *Server) Token() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.opts.token
}

// Reset gives the bot another token, as an operator does whose token leaked: the old one is refused from now on, and the
// connections that were made with it are closed with 4004.
func (s *Server) Reset(token string) {
	s.mu.Lock()
	s.opts.token = token
	s.mu.Unlock()
	s.Gateway().Close(4004, "Authentication failed.")
}

// Bot is the bot's user; its id is the application's too.
func (s *Server) Bot() *User { return s.bot }

// Now is the time by the server's clock.
func (s *Server) Now() time.Time { return s.opts.now() }

// Transport sends what is meant for discord.com to this server: for clients whose base address cannot be set.
func (s *Server) Transport() http.RoundTripper {
	return transport{host: strings.TrimPrefix(s.URL, "http://"), wires: s.wires}
}

type transport struct {
	host  string
	wires *http.Transport
}

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme, r.URL.Host, r.Host = "http", t.host, t.host
	return t.wires.RoundTrip(r)
}

// newID makes a snowflake: its upper bits tell the time, as Discord's do.
func (s *Server) newID() string {
	const discordEpoch = 1420070400000
	id := (s.Now().UnixMilli() - discordEpoch) << 22
	s.lastID = max(s.lastID+1, id)
	return strconv.FormatInt(s.lastID, 10)
}

// notify wakes all that wait for something to happen.
func (s *Server) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// Await waits until ok is true and fails the test when it is not within the server's patience. It is asked again after
// everything that happens; it must not call methods that await.
func (s *Server) Await(what string, ok func() bool) {
	s.t.Helper()
	if !s.await(ok) {
		s.t.Fatalf("discordtest: waited %s in vain for %s\n%s", s.opts.patience, what, s.lately())
	}
}

// await is Await without the failure. Conditions are asked without the lock.
func (s *Server) await(ok func() bool) bool {
	deadline := time.NewTimer(s.opts.patience)
	defer deadline.Stop()
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if ok() {
			return true
		}
		select {
		case <-changed:
		case <-deadline.C:
			return ok()
		}
	}
}

// pause lasts as long as the simulated network: it ends early when the request or the server does.
func (s *Server) pause(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	case <-s.done:
	}
}
