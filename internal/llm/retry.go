package llm

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/retrypolicy"
	openai "github.com/sashabaranov/go-openai"
)

// maxBackoff bounds the wait between two attempts where the server does not ask for one.
const maxBackoff = 5 * time.Second

// ask sends a request, again where another attempt may help and fits into the context's deadline. Tried again are: a
// refused or lost connection, 429, 408 and 5xx. Not tried again is an answer that came: it would cost tokens twice.
func (c *Client) ask(ctx context.Context, request openai.ChatCompletionRequest) (openai.ChatCompletionResponse, int, error) {
	attempts := 0
	policy := retrypolicy.NewBuilder[openai.ChatCompletionResponse]().
		WithMaxRetries(c.options.Retries).
		ReturnLastFailure().
		HandleIf(func(_ openai.ChatCompletionResponse, err error) bool {
			var typed *Error
			return errors.As(err, &typed) && typed.retry && fits(ctx, c.wait(typed, attempts))
		}).
		WithDelayFunc(func(execution failsafe.ExecutionAttempt[openai.ChatCompletionResponse]) time.Duration {
			var typed *Error
			if errors.As(execution.LastError(), &typed) {
				return jitter(c.wait(typed, execution.Attempts()), typed.wait)
			}
			return c.options.Backoff
		}).
		Build()
	response, err := failsafe.With(policy).WithContext(ctx).Get(func() (openai.ChatCompletionResponse, error) {
		attempts++
		return c.wire.CreateChatCompletion(ctx, request)
	})
	return response, attempts, err
}

// wait is the mean time before the attempt after the given one: what the server asked for, or doubling from Backoff.
func (c *Client) wait(err *Error, attempt int) time.Duration {
	if err.wait > 0 {
		return err.wait
	}
	return min(c.options.Backoff<<min(max(attempt-1, 0), 10), maxBackoff)
}

// jitter spreads a wait over ±50 %, so that clients that failed together do not return together; never below least,
// which the server asked for.
func jitter(wait, least time.Duration) time.Duration {
	return max(time.Duration((0.5+rand.Float64())*float64(wait)), least)
}

// fits tells whether a wait, jitter included, leaves time before the deadline.
func fits(ctx context.Context, wait time.Duration) bool {
	deadline, ok := ctx.Deadline()
	return !ok || time.Until(deadline) > wait+wait/2
}
