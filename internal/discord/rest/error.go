package rest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Codes of Discord that callers tell apart.
const (
	CodeUnknownChannel      = 10003
	CodeUnknownGuild        = 10004
	CodeUnknownMember       = 10007
	CodeUnknownMessage      = 10008
	CodeUnknownUser         = 10013
	CodeUnknownWebhook      = 10015 // the interaction's token is over, or nothing was acknowledged with it
	CodeUnknownInteraction  = 10062 // too late for a callback
	CodeAlreadyAcknowledged = 40060
	CodeMissingAccess       = 50001
	CodeCannotMessageUser   = 50007 // the user takes no direct messages
	CodeMissingPermissions  = 50013
	CodeTokenExpired        = 50027
	CodeInvalidForm         = 50035
	CodeThreadArchived      = 50083
	CodeThreadExists        = 160004
	CodeThreadLocked        = 160005
)

// Error is what went wrong with one call. It never holds a token or an
// address.
type Error struct {
	Op         string        // what was tried, such as "edit the original reply"
	Status     int           // HTTP status; 0 where no answer came
	Code       int           // Discord's; 0 where it named none
	Message    string        // Discord's words, or what went wrong on the way
	RetryAfter time.Duration // for 429: how long Discord wants to be left alone

	unknown bool
	cause   error
}

// Unknown reports whether the call may have been carried out all the same:
// it was sent, and no answer says that it was not.
func (e *Error) Unknown() bool { return e.unknown }

// Unwrap returns context.Canceled, context.DeadlineExceeded or nil.
func (e *Error) Unwrap() error { return e.cause }

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("discord: " + e.Op + ": ")
	if e.Status != 0 {
		fmt.Fprintf(&b, "status %d", e.Status)
	}
	if e.Code != 0 {
		fmt.Fprintf(&b, ", code %d", e.Code)
	}
	if e.Message != "" {
		if e.Status != 0 {
			b.WriteString(": ")
		}
		b.WriteString(e.Message)
	}
	if e.RetryAfter > 0 {
		fmt.Fprintf(&b, " (try again in %v)", e.RetryAfter.Round(time.Millisecond))
	}
	if e.unknown {
		b.WriteString(" (it may have been carried out)")
	}
	return b.String()
}

// GoString is the same as Error.
func (e *Error) GoString() string { return e.Error() }

// Is reports whether err is an Error of Discord's with one of the codes.
func Is(err error, codes ...int) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Code != 0 && slices.Contains(codes, e.Code)
}

// Unknown reports whether what failed with err may have been carried out.
func Unknown(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.unknown
}

// Status returns the HTTP status of err, or 0.
func Status(err error) int {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Status
	}
	return 0
}

// Gone reports whether what the call was about is not there any more: the
// message, channel or server was deleted, or the interaction's token is over.
func Gone(err error) bool { return Status(err) == 404 || Is(err, CodeTokenExpired) }

// Forbidden reports whether the bot lacks a permission for the call, or the
// user takes no direct messages.
func Forbidden(err error) bool { return Status(err) == 403 }

// Unauthorized reports whether Discord does not know the bot's token.
func Unauthorized(err error) bool { return Status(err) == 401 }

// failure is an Error for a call that got no answer.
func (k *call) failure(err error, sent bool) *Error {
	e := &Error{Op: k.op, unknown: sent && !k.reading()}
	switch {
	case errors.Is(err, context.Canceled):
		e.cause, e.Message = context.Canceled, "given up"
	case errors.Is(err, context.DeadlineExceeded):
		e.cause, e.Message = context.DeadlineExceeded, "no answer in time"
	default:
		e.Message = k.scrub(innermost(err).Error())
	}
	return e
}

// innermost drops url.Error, whose text is the address with the tokens in it.
func innermost(err error) error {
	for {
		u, ok := errors.AsType[*url.Error](err)
		if !ok {
			return err
		}
		err = u.Err
	}
}

// neverSent reports whether err says that no byte left for Discord.
func neverSent(err error) bool {
	op, ok := errors.AsType[*net.OpError](err)
	return ok && op.Op == "dial"
}

// refusal is an Error for an answer that is no success.
func (k *call) refusal(status int, body []byte) *Error {
	e := &Error{Op: k.op, Status: status}
	e.unknown = status >= 500 && !k.reading()
	var said struct {
		Code    int             `json:"code"`
		Message string          `json:"message"`
		Errors  json.RawMessage `json:"errors"`
	}
	if json.Unmarshal(body, &said) != nil {
		return e
	}
	e.Code, e.Message = said.Code, clip(k.scrub(said.Message), 200)
	if fields := wrongFields(said.Errors); len(fields) > 0 {
		e.Message += ": " + clip(k.scrub(strings.Join(fields, ", ")), 400)
	}
	return e
}

// wrongFields lists "path CODE" for each field that Discord found wrong. The
// values are left out: they may be what a user typed.
func wrongFields(raw json.RawMessage) []string {
	var tree any
	if len(raw) == 0 || json.Unmarshal(raw, &tree) != nil {
		return nil
	}
	var out []string
	var walk func(node any, path string, depth int)
	walk = func(node any, path string, depth int) {
		m, ok := node.(map[string]any)
		if !ok || depth > 32 {
			return
		}
		for key, v := range m {
			if list, ok := v.([]any); ok && key == "_errors" {
				for _, item := range list {
					if fault, ok := item.(map[string]any); ok {
						out = append(out, strings.TrimSpace(fmt.Sprintf("%s %v", path, fault["code"])))
					}
				}
				continue
			}
			walk(v, strings.TrimPrefix(path+"."+key, "."), depth+1)
		}
	}
	walk(tree, "", 0)
	slices.Sort(out)
	return out
}

func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "…"
}
