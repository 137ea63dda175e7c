package llm

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// service is what errors call an endpoint and its settings.
type service struct {
	name     string // "the model endpoint"
	asked    string // "the model"
	settings string // "llm"
	answer   string // what it sends
	needs    string // what to do where it refuses a request that is well formed
	tooLong  string // what does not fit into its context
	widen    string // what to do about that
}

var (
	completions = service{
		name: "the model endpoint", asked: "the model", settings: "llm", answer: "completion",
		needs:   "it must support response_format json_schema; check llm.model",
		tooLong: "the passages", widen: "give the model a larger context, or use another one",
	}
	embeddings = service{
		name: "the embeddings endpoint", asked: "for embeddings", settings: "embeddings", answer: "list of embeddings",
		needs:   "check embeddings.model, and set embeddings.batch lower",
		tooLong: "a passage", widen: "make the passage shorter, or use another model",
	}
)

// wrongAddress is what to do where something answers that is no such API.
func (s service) wrongAddress() string {
	return "check that " + s.settings + ".base_url is an OpenAI-compatible API (it usually ends in /v1)"
}

// finalError turns what the last attempt left into the error that the caller sees.
func (s service) finalError(ctx context.Context, err error, attempts int, endpoint string, timeout time.Duration) error {
	if ctx.Err() != nil {
		return s.contextError(ctx.Err(), attempts, endpoint, timeout)
	}
	var typed *Error
	switch {
	case errors.As(err, &typed):
		typed.Attempts = attempts
		return typed
	case errors.Is(err, context.DeadlineExceeded):
		return s.contextError(err, attempts, endpoint, timeout)
	}
	// What the library refuses or cannot decode by itself; its text may quote the answer, so it is not passed on.
	return &Error{Kind: ErrBadResponse, What: s.name + " " + endpoint + " sent JSON that is no " + s.answer, Do: s.wrongAddress(), Attempts: attempts}
}

func (s service) contextError(err error, attempts int, endpoint string, timeout time.Duration) error {
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("asking %s: %w", s.asked, context.Canceled)
	}
	return &Error{
		Kind: ErrTimeout, What: fmt.Sprintf("%s %s gave no answer within %s", s.name, endpoint, timeout),
		Do: "raise " + s.settings + ".timeout, or use a faster model", Attempts: attempts,
	}
}
