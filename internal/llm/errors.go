package llm

import (
	"errors"
	"fmt"
	"time"
)

// The kinds of failure. Every error of [Client.Complete] matches exactly one of them, or context.Canceled, under errors.Is.
var (
	// ErrUnavailable: nobody answers at the address, or the server failed (5xx).
	ErrUnavailable = errors.New("the model is unavailable")
	// ErrTimeout: no whole answer within the time that a call may take. It also matches context.DeadlineExceeded.
	ErrTimeout = errors.New("the model took too long")
	// ErrRateLimited: the endpoint asked to slow down (429), and waiting would have taken too long.
	ErrRateLimited = errors.New("the model endpoint is limiting requests")
	// ErrRejected: the endpoint refused the request as such (other 4xx, or a redirect).
	ErrRejected = errors.New("the model endpoint refused the request")
	// ErrBudget: the day's tokens are spent.
	ErrBudget = errors.New("the day's token budget is spent")
	// ErrTruncated: the model ran into the limit of tokens, its answer is cut off.
	ErrTruncated = errors.New("the model's answer was cut off")
	// ErrFiltered: the endpoint's own content filter, or the model itself, declined to answer.
	ErrFiltered = errors.New("the model declined to answer")
	// ErrBadResponse: what came back is no completion: HTML, an empty or cut body, no choices, too large.
	ErrBadResponse = errors.New("the model endpoint sent no usable answer")
	// ErrSchema: a completion came back whole, but its text is not JSON that the schema accepts.
	ErrSchema = errors.New("the model's answer does not follow the schema")
)

// Error is a failed call. Its text is "what happened; what to do" and safe to show and to log.
type Error struct {
	Kind     error         // one of the Err… values
	What     string        // what happened
	Do       string        // what to do about it
	Status   int           // the HTTP status, 0 where none came
	Attempts int           // how often the endpoint was asked, 0 where it was not
	retry    bool          // worth another attempt
	billed   bool          // the endpoint may have worked on the request, and counted tokens
	wait     time.Duration // how long the endpoint asked to wait, 0 where it did not say
}

// Error says what happened, how often it was tried, and what to do.
func (e *Error) Error() string {
	text := e.What
	if e.Attempts > 1 {
		text += fmt.Sprintf(" (%d attempts)", e.Attempts)
	}
	if e.Do != "" {
		text += "; " + e.Do
	}
	return text
}

// Unwrap gives the kind, and context.DeadlineExceeded for a timeout. The cause itself is left out on purpose: it may
// quote the request or the server.
func (e *Error) Unwrap() []error {
	if e.Kind == ErrTimeout {
		return []error{e.Kind, errDeadline}
	}
	return []error{e.Kind}
}

// Reason is a short word for the kind, for receipts and metrics: "unavailable", "timeout", "rate_limited",
// "rejected", "budget", "truncated", "filtered", "bad_response", "schema".
func (e *Error) Reason() string {
	switch e.Kind {
	case ErrUnavailable:
		return "unavailable"
	case ErrTimeout:
		return "timeout"
	case ErrRateLimited:
		return "rate_limited"
	case ErrRejected:
		return "rejected"
	case ErrBudget:
		return "budget"
	case ErrTruncated:
		return "truncated"
	case ErrFiltered:
		return "filtered"
	case ErrSchema:
		return "schema"
	}
	return "bad_response"
}

// Resting tells whether the endpoint was not asked since it had failed shortly before.
func (e *Error) Resting() bool { return e.Kind == ErrUnavailable && e.Attempts == 0 }

// OverBudget tells whether the day's tokens are spent.
func (e *Error) OverBudget() bool { return e.Kind == ErrBudget }

// Unavailable tells whether no model answered in time: nobody there, failing, limiting, or too slow.
func (e *Error) Unavailable() bool {
	return e.Kind == ErrUnavailable || e.Kind == ErrTimeout || e.Kind == ErrRateLimited
}
