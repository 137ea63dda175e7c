package discordtest

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
)

// call is a request on its way through a handler.
type call struct {
	route route
	req   *http.Request
	body  []byte
	files []File
	// problems is what the API description has against the body.
	problems []problem
}

func (c *call) arg(name string) string   { return c.req.PathValue(name) }
func (c *call) query(name string) string { return c.req.URL.Query().Get(name) }

// decode reads the body, which was checked before, into a value.
func (c *call) decode(v any) {
	if len(c.body) > 0 {
		_ = json.Unmarshal(c.body, v)
	}
}

// route is one operation of the API that the server knows. Its path is written as in the API description.
type route struct {
	method, path string
	open         bool // needs no bot token: the path holds one, or it is public
	handle       func(*Server, *call) (int, any, error)
}

func (r route) String() string { return r.method + " " + r.path }

func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	for _, v := range []string{"/api/v10", "/api/v9"} {
		for _, r := range routes() {
			mux.Handle(r.method+" "+v+r.path, s.serve(r))
		}
	}
	mux.HandleFunc("GET /gateway-socket/", s.serveGateway)
	mux.HandleFunc("/", s.serveUnknown)
	return mux
}

func (s *Server) serveUnknown(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	s.mu.Lock()
	s.violate(KindRoute, r.Method+" "+r.URL.Path, "", "the server does not know this route")
	s.mu.Unlock()
	writeJSON(w, http.StatusNotFound, refuse(http.StatusNotFound, 0, "404: Not Found"))
}

// serve is the way of a request: network, scripted faults, checks, rate limits, what it does, and the answer.
func (s *Server) serve(rt route) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.pause(r.Context(), s.opts.roundTrip/2)
		c := &call{route: rt, req: r}
		readErr := c.read()
		s.mu.Lock()
		fault := s.takeFault(rt)
		s.mu.Unlock()
		s.pause(r.Context(), fault.Before)
		w.Header().Set("Date", s.Now().UTC().Format(http.TimeFormat))
		if fault.decides() {
			s.mu.Lock()
			s.keepRequest(c, fault.Status, true)
			s.mu.Unlock()
			fault.answer(w)
			return
		}
		s.describe(c)
		s.mu.Lock()
		status, out, header := s.do(c, readErr)
		s.keepRequest(c, status, fault.CutAfter)
		if fault.CutAfter {
			s.unheard(c)
		}
		s.mu.Unlock()
		s.pause(r.Context(), fault.After+s.opts.roundTrip/2)
		if fault.CutAfter {
			cut(w)
			return
		}
		for k, v := range header {
			w.Header()[k] = v
		}
		writeJSON(w, status, out)
	}
}

// do answers a request, under the lock.
func (s *Server) do(c *call, readErr *apiError) (int, any, http.Header) {
	header, limited := s.take(c)
	if limited != nil {
		return http.StatusTooManyRequests, limited, header
	}
	err := readErr
	if err == nil {
		err = s.admit(c)
	}
	var status int
	var out any
	if err == nil {
		var e error
		if status, out, e = c.route.handle(s, c); e != nil {
			err, _ = e.(*apiError)
		}
	}
	if err == nil {
		return status, out, header
	}
	if err.kind != "" {
		s.violate(err.kind, c.route.String(), string(c.body), "%s", err.detail())
	}
	return err.status, err, header
}

// admit holds a request against what Discord asks of every one: token, User-Agent, query and body.
func (s *Server) admit(c *call) *apiError {
	if !c.route.open && c.req.Header.Get("Authorization") != "Bot "+s.opts.token {
		e := refuse(http.StatusUnauthorized, 0, "401: Unauthorized")
		e.kind = KindAuth
		return e
	}
	if ua := c.req.UserAgent(); !strings.HasPrefix(ua, "DiscordBot (") {
		s.violate(KindAuth, c.route.String(), "", "User-Agent %q is not of the form DiscordBot (url, version)", ua)
	}
	known := s.spec.queryNames(c.route.method, c.route.path)
	for name := range c.req.URL.Query() {
		if !slices.Contains(known, name) {
			s.violate(KindRoute, c.route.String(), "", "query parameter %q is not in the API description", name)
		}
	}
	if c.problems != nil {
		return invalid(c.problems...)
	}
	return nil
}

// describe holds the body against the API description; where the test asked for it, only each nth of a route. It takes
// longest of all that a request costs, and so it is done without the lock.
func (s *Server) describe(c *call) {
	s.mu.Lock()
	n := s.counts[c.route.String()]
	s.counts[c.route.String()]++
	s.mu.Unlock()
	op := s.spec.operation(c.route.method, c.route.path)
	if op["requestBody"] != nil && n%s.opts.checkEvery == 0 {
		c.problems = s.spec.body(c.route.method, c.route.path, c.body)
	}
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	if v == nil {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// cut ends a connection without an answer.
func cut(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}
