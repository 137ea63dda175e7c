package llm_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"curbside/internal/llm"
	"curbside/internal/llm/llmtest"
)

// wall is a clock that tests move.
type wall struct {
	mu  sync.Mutex
	now time.Time
}

func (w *wall) Now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *wall) set(now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = now
}

var evening = time.Date(2026, 3, 1, 23, 30, 0, 0, time.UTC)

func TestBudgetStopsAndStartsAnew(t *testing.T) {
	clock := &wall{now: evening}
	server := llmtest.NewServer(t, llmtest.Text(goodAnswer))
	client := newClient(t, server, func(o *llm.Options) {
		o.DailyTokens, o.MaxTokens, o.Clock = 60, 20, clock.Now // a call may need 40 and uses 8
	})
	for i := range 3 {
		if _, err := client.Complete(background(), colourRequest()); err != nil {
			t.Fatalf("call %d: %v", i+1, err)
		}
	}
	_, err := client.Complete(background(), colourRequest())
	if !errors.Is(err, llm.ErrBudget) || !strings.Contains(err.Error(), "starts anew at 2026-03-02 00:00 UTC") {
		t.Fatalf("error = %v", err)
	}
	var typed *llm.Error
	if !errors.As(err, &typed) || !typed.OverBudget() || typed.Unavailable() || typed.Reason() != "budget" {
		t.Errorf("error = %#v", err)
	}
	if got := len(server.Requests()); got != 3 {
		t.Errorf("%d requests, want 3", got)
	}
	clock.set(evening.Add(time.Hour))
	if _, err := client.Complete(background(), colourRequest()); err != nil {
		t.Errorf("the next day: %v", err)
	}
}

// The day is UTC's, wherever the clock stands.
func TestBudgetDayIsUTC(t *testing.T) {
	east := time.FixedZone("east", 5*60*60)
	clock := &wall{now: time.Date(2026, 3, 2, 4, 0, 0, 0, east)} // still 1 March in UTC
	client := newClient(t, llmtest.NewServer(t, llmtest.Text(goodAnswer)), func(o *llm.Options) { o.DailyTokens, o.Clock = 1<<20, clock.Now })
	if _, err := client.Complete(background(), colourRequest()); err != nil {
		t.Fatal(err)
	}
	clock.set(time.Date(2026, 3, 2, 4, 59, 0, 0, east))
	if spent := client.Describe().Spent; spent != 8 {
		t.Errorf("before midnight UTC %d tokens are spent, want 8", spent)
	}
	clock.set(time.Date(2026, 3, 2, 5, 0, 0, 0, east))
	if spent := client.Describe().Spent; spent != 0 {
		t.Errorf("after midnight UTC %d tokens are spent, want 0", spent)
	}
}

func TestWhatACallIsChargedWith(t *testing.T) {
	for name, test := range map[string]struct {
		step    llmtest.Step
		charged int
	}{
		"as the server counts":  {llmtest.Text(goodAnswer), 8},
		"cut off":               {llmtest.Truncated(goodAnswer), 8},
		"refused":               {llmtest.Status(400), 0},
		"failed":                {llmtest.Status(500), 0},
		"unknown: what it held": {llmtest.CutBody(), 40},
		"uncounted":             {llmtest.Raw("application/json", `{"choices":[]}`), 40},
	} {
		t.Run(name, func(t *testing.T) {
			client := newClient(t, llmtest.NewServer(t, test.step), func(o *llm.Options) { o.DailyTokens, o.MaxTokens = 1<<20, 20 })
			response, _ := client.Complete(background(), colourRequest())
			if spent := client.Describe().Spent; spent != test.charged || response.Charged != test.charged {
				t.Errorf("charged %d tokens, told %d, want %d", spent, response.Charged, test.charged)
			}
		})
	}
}

// A call that began before midnight and ends after it costs nothing of the new day.
func TestBudgetOverMidnight(t *testing.T) {
	clock := &wall{now: evening}
	arrived, release := make(chan struct{}), make(chan struct{})
	server := llmtest.NewServer(t, llmtest.Held(arrived, release, llmtest.Text(goodAnswer)))
	client := newClient(t, server, func(o *llm.Options) { o.DailyTokens, o.Clock = 1<<20, clock.Now })
	done := make(chan error, 1)
	go func() {
		_, err := client.Complete(background(), colourRequest())
		done <- err
	}()
	<-arrived
	if spent := client.Describe().Spent; spent < 8 {
		t.Errorf("while it runs %d tokens are reserved", spent)
	}
	clock.set(evening.Add(time.Hour))
	close(release)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if spent := client.Describe().Spent; spent != 0 {
		t.Errorf("the new day starts with %d tokens spent", spent)
	}
}

// Calls at the same time cannot overspend together: what does not fit is refused before it is sent.
func TestBudgetIsSharedByConcurrentCalls(t *testing.T) {
	const calls, fitting = 20, 5
	arrived, release := make(chan struct{}), make(chan struct{})
	server := llmtest.NewServer(t, llmtest.Held(arrived, release, llmtest.Text(goodAnswer)))
	client := newClient(t, server, func(o *llm.Options) { o.DailyTokens, o.MaxTokens = fitting*40, 20 })
	results := make(chan error, calls)
	for range calls {
		go func() {
			_, err := client.Complete(context.Background(), colourRequest())
			results <- err
		}()
	}
	for range fitting {
		<-arrived
	}
	for range calls - fitting {
		if err := <-results; !errors.Is(err, llm.ErrBudget) {
			t.Errorf("error = %v, want ErrBudget", err)
		}
	}
	close(release)
	for range fitting {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
	if spent := client.Describe().Spent; spent != fitting*8 {
		t.Errorf("%d tokens are spent, want %d", spent, fitting*8)
	}
}
