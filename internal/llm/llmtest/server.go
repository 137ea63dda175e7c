package llmtest

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
)

// TB is the part of testing.TB that a server needs.
type TB interface {
	Helper()
	Cleanup(func())
	Fatalf(format string, args ...any)
}

// Message is one message of a request.
type Message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// Request is what a client sent, once it was found valid.
type Request struct {
	Model       string
	Messages    []Message
	SchemaName  string
	Schema      json.RawMessage // as it came, key order kept; nil where none was sent
	MaxTokens   int             // of either name; 0 where not sent
	Temperature *float64        // nil where not sent
	Inputs      []string        // the texts to embed; nil where a completion is asked for
	APIKey      string          // the bearer token; empty where none was sent
	Number      int             // 1 for the first request to this server
}

// Text is the content of all messages of a role, joined by line ends.
func (r Request) Text(role string) string {
	var texts []string
	for _, message := range r.Messages {
		if message.Role == role {
			texts = append(texts, message.Content)
		}
	}
	return strings.Join(texts, "\n")
}

// Exchange is what a step gets: the request, and where to write.
type Exchange struct {
	Request Request
	Writer  http.ResponseWriter
	Gone    <-chan struct{} // closed when the client has left or the server is closing
}

// Step answers one request.
type Step func(Exchange)

// Server is a scripted model endpoint. Its methods are safe for concurrent use.
type Server struct {
	URL string // base address for the client, ends in /v1
	Key string // the API key to demand, empty for none; set before the first request

	client *http.Client
	closed chan struct{}

	mu       sync.Mutex
	steps    []Step
	requests []Request
	refusals []string
}

// NewServer starts a server on loopback that follows the steps, and stops it when the test ends. Without steps it
// answers honestly.
func NewServer(t TB, steps ...Step) *Server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("llmtest: %v", err)
	}
	return start(t, listener, (&net.Dialer{}).DialContext, steps)
}

// NewMemoryServer starts the same server on a connection in memory: only its own Client reaches it.
func NewMemoryServer(t TB, steps ...Step) *Server {
	t.Helper()
	listener := newMemoryListener()
	return start(t, listener, listener.dial, steps)
}

type dialFunc func(ctx context.Context, network, address string) (net.Conn, error)

func start(t TB, listener net.Listener, dial dialFunc, steps []Step) *Server {
	if len(steps) == 0 {
		steps = []Step{Honest()}
	}
	transport := &http.Transport{DialContext: dial}
	server := &Server{
		URL:    "http://" + listener.Addr().String() + "/v1",
		client: &http.Client{Transport: transport},
		closed: make(chan struct{}),
		steps:  steps,
	}
	web := &httptest.Server{Listener: listener, Config: &http.Server{Handler: server}}
	web.Start()
	t.Cleanup(func() {
		close(server.closed)
		transport.CloseIdleConnections()
		web.Close()
	})
	return server
}

// Client reaches the server. Its connections end with the test.
func (s *Server) Client() *http.Client { return s.client }

// Requests are the valid requests so far, in order.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// Refusals say why requests were answered with 4xx before any step was taken.
func (s *Server) Refusals() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.refusals...)
}

// ServeHTTP checks a request and lets the next step answer it.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	request, problem := s.read(r)
	if problem != nil {
		s.mu.Lock()
		s.refusals = append(s.refusals, problem.message)
		s.mu.Unlock()
		writeError(w, problem)
		return
	}
	gone, cancel := context.WithCancel(r.Context())
	defer cancel()
	go func() {
		select {
		case <-s.closed:
			cancel()
		case <-gone.Done():
		}
	}()
	request, step := s.next(request)
	step(Exchange{Request: request, Writer: w, Gone: gone.Done()})
}

// next records a request and gives the step that answers it.
func (s *Server) next(request Request) (Request, Step) {
	s.mu.Lock()
	defer s.mu.Unlock()
	request.Number = len(s.requests) + 1
	s.requests = append(s.requests, request)
	return request, s.steps[min(request.Number, len(s.steps))-1]
}

// RefusedURL is a base address on loopback where nobody listens.
func RefusedURL(t TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("llmtest: %v", err)
	}
	defer listener.Close()
	return "http://" + listener.Addr().String() + "/v1"
}
