package llm

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/retrypolicy"
)

// maxBackoff bounds the wait between two attempts where the server does not ask for one.
const maxBackoff = 5 * time.Second

// persist calls an endpoint, again where another attempt may help and fits into the context's deadline, and says how
// often. Tried again are: a refused or lost connection, 429, 408 and 5xx. Not tried again is an answer that came: it
// would cost tokens twice.
func persist[T any](ctx context.Context, retries int, backoff time.Duration, call func() (T, error)) (T, int, error) {
	attempts := 0
	policy := retrypolicy.NewBuilder[T]().
		WithMaxRetries(retries).
		ReturnLastFailure().
		HandleIf(func(_ T, err error) bool {
			var typed *Error
			return errors.As(err, &typed) && typed.retry && fits(ctx, pause(typed, backoff, attempts))
		}).
		WithDelayFunc(func(execution failsafe.ExecutionAttempt[T]) time.Duration {
			var typed *Error
			if errors.As(execution.LastError(), &typed) {
				return jitter(pause(typed, backoff, execution.Attempts()), typed.wait)
			}
			return backoff
		}).
		Build()
	response, err := failsafe.With(policy).WithContext(ctx).Get(func() (T, error) {
		attempts++
		return call()
	})
	return response, attempts, err
}

// pause is the mean time before the attempt after the given one: what the server asked for, or doubling from backoff.
func pause(err *Error, backoff time.Duration, attempt int) time.Duration {
	if err.wait > 0 {
		return err.wait
	}
	return min(backoff<<min(max(attempt-1, 0), 10), maxBackoff)
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
