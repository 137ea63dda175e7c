package discordtest

import (
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Request is one request that the bot made.
type Request struct {
	At     time.Time
	Route  string // "POST /channels/{channel_id}/messages"
	Path   string
	Body   string // its JSON
	Status int    // what it was answered with; 0 where the connection was cut
	Fault  bool   // a scripted fault decided the answer
}

// read takes in the body: JSON, or a form with payload_json and files.
func (c *call) read() *apiError {
	media, params, _ := mime.ParseMediaType(c.req.Header.Get("Content-Type"))
	body := http.MaxBytesReader(nil, c.req.Body, 26<<20)
	if media == "multipart/form-data" {
		return c.readForm(multipart.NewReader(body, params["boundary"]))
	}
	raw, err := io.ReadAll(body)
	c.body = raw
	if err != nil {
		return refuse(http.StatusRequestEntityTooLarge, 40005, "Request entity too large")
	}
	if len(raw) > 0 && media != "application/json" {
		return violation(KindBody, http.StatusBadRequest, 50109, "The request body is not declared as application/json.")
	}
	return nil
}

func (c *call) readForm(form *multipart.Reader) *apiError {
	for {
		part, err := form.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return violation(KindBody, http.StatusBadRequest, 50109, "The form cannot be read: "+err.Error())
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return refuse(http.StatusRequestEntityTooLarge, 40005, "Request entity too large")
		}
		var n int
		name := part.FormName()
		switch {
		case name == "payload_json":
			c.body = data
		case scanIndex(name, &n):
			c.files = append(c.files, File{Name: part.FileName(), Type: part.Header.Get("Content-Type"), Data: data, index: n})
		default:
			return invalid(problem{path: at(name), code: "UNKNOWN_FIELD", text: "a form holds payload_json and files[n], nothing else"})
		}
	}
}

func scanIndex(name string, n *int) bool {
	_, err := fmt.Sscanf(name, "files[%d]", n)
	return err == nil && name == fmt.Sprintf("files[%d]", *n)
}

// keepRequest keeps a request, also one that a fault decides, and wakes those that wait. It is called under the lock.
func (s *Server) keepRequest(c *call, status int, fault bool) {
	s.notify()
	s.requests = append(s.requests, Request{At: s.Now(), Route: c.route.String(), Path: c.req.URL.Path, Body: string(c.body), Status: status, Fault: fault})
	if n := s.opts.keep; n > 0 && len(s.requests) > 2*n {
		s.requests = slices.Clone(s.requests[len(s.requests)-n:])
	}
}

// Requests returns what the bot requested, oldest first; of one route where it is named.
func (s *Server) Requests(route ...string) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Request
	for _, r := range s.requests {
		if len(route) == 0 || slices.Contains(route, r.Route) {
			out = append(out, r)
		}
	}
	return out
}

// lately tells the last requests, for a failed test.
func (s *Server) lately() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b strings.Builder
	b.WriteString("the bot's last requests:\n")
	for _, r := range s.requests[max(0, len(s.requests)-8):] {
		fmt.Fprintf(&b, "\t%d %s %.300s\n", r.Status, r.Route, r.Body)
	}
	for _, v := range s.violations {
		fmt.Fprintf(&b, "\t%s\n", v)
	}
	return b.String()
}
