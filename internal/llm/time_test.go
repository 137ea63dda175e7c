package llm_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"curbside/internal/llm"
	"curbside/internal/llm/llmtest"
)

// fakeTransport answers every request alike, without a connection.
type fakeTransport struct {
	status            int
	contentType, body string
}

func (f fakeTransport) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: f.status, Header: http.Header{"Content-Type": {f.contentType}}, Body: io.NopCloser(strings.NewReader(f.body)),
	}, nil
}

// inBubble runs a test on a server in memory, with a clock that moves only while everybody waits.
func inBubble(t *testing.T, steps []llmtest.Step, change func(*llm.Options), check func(*testing.T, *llm.Client, *llmtest.Server)) {
	synctest.Test(t, func(t *testing.T) {
		server := llmtest.NewMemoryServer(t, steps...)
		check(t, newClient(t, server, change), server)
	})
}

func TestHangingEndsAtTheTimeout(t *testing.T) {
	for name, step := range map[string]llmtest.Step{
		"no answer":       llmtest.Hang(),
		"slow answer":     llmtest.Slow(21*time.Second, llmtest.Text(goodAnswer)),
		"slow, and fails": llmtest.Slow(9*time.Second, llmtest.Status(503)),
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, []llmtest.Step{step}, func(o *llm.Options) { o.Timeout = 0 }, func(t *testing.T, client *llm.Client, _ *llmtest.Server) {
				start := time.Now()
				_, err := client.Complete(context.Background(), colourRequest())
				if took := time.Since(start); took > llm.DefaultTimeout {
					t.Errorf("took %v", took)
				}
				if !errors.Is(err, llm.ErrTimeout) || !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "within 20s") {
					t.Errorf("error = %v", err)
				}
				mustBeDiscreet(t, err)
			})
		})
	}
}

func TestSlowIsNotTooSlow(t *testing.T) {
	steps := []llmtest.Step{llmtest.Slow(19*time.Second, llmtest.Text(goodAnswer))}
	inBubble(t, steps, func(o *llm.Options) { o.Timeout = 0 }, func(t *testing.T, client *llm.Client, _ *llmtest.Server) {
		if _, err := client.Complete(context.Background(), colourRequest()); err != nil {
			t.Error(err)
		}
	})
}

func TestRetryAfterIsWaitedFor(t *testing.T) {
	steps := []llmtest.Step{llmtest.RateLimited("4"), llmtest.Text(goodAnswer)}
	inBubble(t, steps, func(o *llm.Options) { o.Timeout = 0 }, func(t *testing.T, client *llm.Client, server *llmtest.Server) {
		start := time.Now()
		if _, err := client.Complete(context.Background(), colourRequest()); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took < 4*time.Second || took > 6*time.Second {
			t.Errorf("took %v, want 4s to 6s", took)
		}
	})
}

func TestRetryAfterAsADate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		at := time.Now().Add(3 * time.Second).UTC().Format(http.TimeFormat)
		server := llmtest.NewMemoryServer(t, llmtest.RateLimited(at), llmtest.Text(goodAnswer))
		start := time.Now()
		if _, err := newClient(t, server, nil).Complete(context.Background(), colourRequest()); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took < 3*time.Second {
			t.Errorf("took %v, want at least 3s", took)
		}
	})
}

// A wait that cannot end in time is not begun: the caller learns at once.
func TestRetryAfterBeyondTheTimeoutGivesUp(t *testing.T) {
	inBubble(t, []llmtest.Step{llmtest.RateLimited("30")}, nil, func(t *testing.T, client *llm.Client, server *llmtest.Server) {
		start := time.Now()
		_, err := client.Complete(context.Background(), colourRequest())
		if !errors.Is(err, llm.ErrRateLimited) || time.Since(start) != 0 {
			t.Errorf("error = %v after %v", err, time.Since(start))
		}
	})
}

func TestBackoffGrowsAndIsSpread(t *testing.T) {
	waits := map[time.Duration]bool{}
	for range 5 {
		inBubble(t, []llmtest.Step{llmtest.Status(500)}, func(o *llm.Options) { o.Backoff = time.Second }, func(t *testing.T, client *llm.Client, server *llmtest.Server) {
			start := time.Now()
			client.Complete(context.Background(), colourRequest())
			took := time.Since(start)
			if took < 1500*time.Millisecond || took > 4500*time.Millisecond { // (1 s + 2 s) ± 50 %
				t.Errorf("two waits took %v", took)
			}
			waits[took] = true
		})
	}
	if len(waits) < 2 {
		t.Error("five clients waited equally long")
	}
}

func TestCancelDuringAWait(t *testing.T) {
	inBubble(t, []llmtest.Step{llmtest.RateLimited("5")}, nil, func(t *testing.T, client *llm.Client, _ *llmtest.Server) {
		ctx, cancel := context.WithCancel(context.Background())
		stop := time.AfterFunc(time.Second, cancel)
		defer stop.Stop()
		start := time.Now()
		_, err := client.Complete(ctx, colourRequest())
		if !errors.Is(err, context.Canceled) || time.Since(start) != time.Second {
			t.Errorf("error = %v after %v; want context.Canceled after 1s", err, time.Since(start))
		}
	})
}
