package discordtest

import (
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Routes of which faults and limits are scripted most often. Any other is written the same way.
const (
	RouteCallback       = "POST /interactions/{interaction_id}/{interaction_token}/callback"
	RouteOriginal       = "GET /webhooks/{webhook_id}/{webhook_token}/messages/@original"
	RouteEditOriginal   = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
	RouteDeleteOriginal = "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original"
	RouteFollowUp       = "POST /webhooks/{webhook_id}/{webhook_token}"
	RouteEditFollowUp   = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"
	RouteCreateMessage  = "POST /channels/{channel_id}/messages"
	RouteEditMessage    = "PATCH /channels/{channel_id}/messages/{message_id}"
	RouteDeleteMessage  = "DELETE /channels/{channel_id}/messages/{message_id}"
	RouteThread         = "POST /channels/{channel_id}/messages/{message_id}/threads"
	RouteDM             = "POST /users/@me/channels"
	RouteCommands       = "PUT /applications/{application_id}/commands"
	RouteGuildCommands  = "PUT /applications/{application_id}/guilds/{guild_id}/commands"
	RouteGatewayBot     = "GET /gateway/bot"
)

// Fault is what goes wrong with the next requests of a route. Without Status and Cut, the request is answered as ever,
// only slowly, or unheard.
type Fault struct {
	Route    string        // a Route constant; empty for every route
	Skip     int           // requests that pass first
	Times    int           // requests that it strikes; 0 is one, -1 all
	Before   time.Duration // waits before anything happens
	After    time.Duration // waits after it happened and before it is answered
	Cut      bool          // ends the connection; nothing happened
	CutAfter bool          // ends the connection after it happened: the bot never hears of it
	Status   int           // answers with this; nothing happened
	Code     int           // Discord's error code
	Message  string
	Header   http.Header
	Body     string // instead of Discord's error body
}

// Fail scripts a fault. Faults of one route strike in the order in which they were scripted.
func (s *Server) Fail(f Fault) {
	if f.Times == 0 {
		f.Times = 1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
}

// Heal forgets all faults that are still to come.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// Status is the fault of an HTTP status, as Discord words it.
func Status(route string, status int) Fault {
	return Fault{Route: route, Status: status, Message: fmt.Sprintf("%d: %s", status, http.StatusText(status))}
}

// UnknownWebhook is what Discord says of a token that it does not know (any more).
func UnknownWebhook(route string) Fault {
	return Fault{Route: route, Status: http.StatusNotFound, Code: 10015, Message: "Unknown Webhook"}
}

// MissingPermissions is what Discord says where the bot may not.
func MissingPermissions(route string) Fault {
	return Fault{Route: route, Status: http.StatusForbidden, Code: 50013, Message: "Missing Permissions"}
}

// TooMany is a 429 with all its headers.
func TooMany(route string, retryAfter time.Duration) Fault {
	secs := strconv.FormatFloat(retryAfter.Seconds(), 'f', -1, 64)
	h := http.Header{
		"Retry-After":             {strconv.Itoa(int((retryAfter + time.Second - 1) / time.Second))},
		"X-Ratelimit-Reset-After": {secs}, "X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Limit": {"5"},
		"X-Ratelimit-Bucket": {"scripted"}, "X-Ratelimit-Scope": {"user"},
	}
	body := fmt.Sprintf(`{"message":"You are being rate limited.","retry_after":%s,"global":false}`, secs)
	return Fault{Route: route, Status: http.StatusTooManyRequests, Header: h, Body: body}
}

// TooManyGlobal is a 429 of the global limit.
func TooManyGlobal(route string, retryAfter time.Duration) Fault {
	f := TooMany(route, retryAfter)
	f.Header = http.Header{"Retry-After": f.Header["Retry-After"], "X-Ratelimit-Global": {"true"}, "X-Ratelimit-Scope": {"global"}}
	f.Body = fmt.Sprintf(`{"message":"You are being rate limited.","retry_after":%s,"global":true}`, strconv.FormatFloat(retryAfter.Seconds(), 'f', -1, 64))
	return f
}

// TooManyBare is a 429 of the network before Discord: no headers, and no JSON.
func TooManyBare(route string) Fault {
	return Fault{Route: route, Status: http.StatusTooManyRequests, Body: "error code: 1015"}
}

func (f Fault) decides() bool { return f.Cut || f.Status != 0 }

func (f Fault) answer(w http.ResponseWriter) {
	if f.Cut {
		cut(w)
		return
	}
	for k, v := range f.Header {
		w.Header()[k] = v
	}
	if f.Body == "" {
		writeJSON(w, f.Status, refuse(f.Status, f.Code, f.Message))
		return
	}
	if f.Body[0] == '{' {
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(f.Status)
	_, _ = w.Write([]byte(f.Body))
}

// takeFault returns the fault that strikes this request; the zero one strikes nothing.
func (s *Server) takeFault(rt route) Fault {
	for i, f := range s.faults {
		if f.Route != "" && f.Route != rt.String() {
			continue
		}
		if f.Skip > 0 {
			f.Skip--
			return Fault{}
		}
		if f.Times > 0 {
			f.Times--
		}
		if f.Times == 0 {
			s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
		}
		return *f
	}
	return Fault{}
}
