package discordtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Kinds of violations.
const (
	KindBody      = "body"       // not what the API description says, or over a limit that it cannot express
	KindRoute     = "route"      // a path or query that Discord does not have
	KindAuth      = "auth"       // no token, a wrong one, or no proper User-Agent
	KindLate      = "late"       // the first response came after 3 s
	KindTwice     = "twice"      // a second first response
	KindExpired   = "expired"    // a token used after its 15 minutes
	KindEphemeral = "ephemeral"  // a change of what the first reply fixed
	KindResponse  = "response"   // a response that does not fit the interaction (a modal after a modal, ...)
	KindGateway   = "gateway"    // a payload that Discord would close the connection for
	KindRateLimit = "rate limit" // a request in a time for which the bot had been told to wait
)

// Violation is something that Discord's rules forbid and the bot did.
type Violation struct {
	At     time.Time
	Kind   string
	Route  string // "POST /channels/{channel_id}/messages", or "gateway"
	Detail string
	Body   string // as sent, cut to 2,000 bytes
}

func (v Violation) String() string {
	out := fmt.Sprintf("violation (%s) at %s: %s", v.Kind, v.Route, v.Detail)
	if v.Body != "" {
		out += "\n\tbody: " + v.Body
	}
	return out
}

// TakeViolations returns what the bot did wrong since the last call, and forgets it: what a test takes does not fail it.
func (s *Server) TakeViolations() []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.violations
	s.violations = nil
	return out
}

// Violations returns the same and forgets nothing.
func (s *Server) Violations() []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Violation(nil), s.violations...)
}

func (s *Server) violate(kind, route, body, format string, args ...any) {
	if len(body) > 2000 {
		body = body[:2000] + "…"
	}
	s.violations = append(s.violations, Violation{At: s.Now(), Kind: kind, Route: route, Body: body, Detail: fmt.Sprintf(format, args...)})
}

// problem is one thing that is wrong in a body.
type problem struct {
	path []string
	code string // Discord's, as BASE_TYPE_BAD_LENGTH
	text string
}

func (p problem) String() string {
	return "/" + strings.Join(p.path, "/") + ": " + p.text
}

// apiError is a refusal as Discord words it.
type apiError struct {
	status   int
	code     int
	message  string
	kind     string // of the violation that it is; empty when the bot could not know better
	problems []problem
}

func (e *apiError) Error() string { return fmt.Sprintf("%d %s", e.code, e.message) }

func refuse(status, code int, message string) *apiError {
	return &apiError{status: status, code: code, message: message}
}

// violation is a refusal that is the bot's fault.
func violation(kind string, status, code int, message string) *apiError {
	return &apiError{status: status, code: code, message: message, kind: kind}
}

// invalid is Discord's "Invalid Form Body".
func invalid(problems ...problem) *apiError {
	return &apiError{status: http.StatusBadRequest, code: 50035, message: "Invalid Form Body", kind: KindBody, problems: problems}
}

func (e *apiError) detail() string {
	if len(e.problems) == 0 {
		return e.message
	}
	lines := make([]string, len(e.problems))
	for i, p := range e.problems {
		lines[i] = p.String()
	}
	return strings.Join(lines, "; ")
}

// MarshalJSON gives the error's body: problems nested by their path.
func (e *apiError) MarshalJSON() ([]byte, error) {
	out := object{"code": e.code, "message": e.message}
	if len(e.problems) == 0 {
		return json.Marshal(out)
	}
	errors := object{}
	out["errors"] = errors
	for _, p := range e.problems {
		at := errors
		for _, step := range p.path {
			next, ok := at[step].(object)
			if !ok {
				next = object{}
				at[step] = next
			}
			at = next
		}
		list, _ := at["_errors"].([]object)
		at["_errors"] = append(list, object{"code": p.code, "message": p.text})
	}
	return json.Marshal(out)
}

// object is a JSON object on its way out.
type object = map[string]any
