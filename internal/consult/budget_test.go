package consult

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"curbside/internal/answer"
	"curbside/prompts"
)

// costly is a model that makes no use of what it is asked, for a price.
type costly struct {
	mu    sync.Mutex
	calls []string // names of what was asked for
	price int
	err   error
}

func (c *costly) Complete(_ context.Context, r answer.CompletionRequest) (answer.Completion, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls = append(c.calls, r.SchemaName)
	return answer.Completion{Text: "{}", Tokens: c.price}, c.err
}

func (c *costly) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.calls)
}

// modelled is a service whose drafts and rewritten follow-ups are a model's.
func modelled(t *testing.T, m answer.Completer, store Store, now func() time.Time) *Service {
	t.Helper()
	e, err := shippedEngine()
	if err != nil {
		t.Fatal(err)
	}
	composer, err := answer.NewLLMComposer(answer.LLMOptions{Prompts: prompts.FS(), Model: answer.Allowed(m)})
	if err != nil {
		t.Fatal(err)
	}
	return New(answer.New(answer.Options{Corpus: e.Corpus, Index: e.Index, Composer: composer, Now: now, NewID: counter()}), store, WithRewriter(composer))
}

// A server's budget ends its calls of the model, not another's, and only until midnight UTC; whoever asks is told.
func TestBudgetOfATenant(t *testing.T) {
	now := time.Date(2026, 1, 2, 23, 0, 0, 0, time.UTC)
	model := &costly{price: 60, err: errors.New("down")}
	s := modelled(t, model, NewMemory(), func() time.Time { return now })
	ask := func(tenant string, limit int) []string {
		t.Helper()
		r, err := s.Prepare(t.Context(), Question{Tenant: tenant, Text: "What is the standard dose of high-dose IL-2?", DailyTokens: limit})
		if err != nil || r.Answer.Status != answer.Answered || *r.Answer.Composer != "extractive" {
			t.Fatalf("%+v, error %v", r, err)
		}
		return r.Answer.Notes
	}
	for i, want := range []string{answer.NoteModelDown, answer.NoteModelDown, answer.NoteModelBudget, answer.NoteModelBudget} {
		if notes := ask("guild:1", 100); !slices.Contains(notes, want) {
			t.Errorf("question %d: notes %v, want %q", i+1, notes, want)
		}
	}
	if n := model.count(); n != 2 {
		t.Errorf("the model was asked %d times for 100 tokens at 60 each", n)
	}
	ask("guild:2", 100)
	ask("guild:1", 0)
	now = now.Add(2 * time.Hour)
	ask("guild:1", 100)
	if n := model.count(); n != 5 {
		t.Errorf("another server, no limit, another day: %d calls, want 5", n)
	}
}

// What the model rewrites counts, and is not asked for where nothing is left.
func TestBudgetCountsRewriting(t *testing.T) {
	model := &costly{price: 100}
	store := NewMemory()
	now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	s := modelled(t, model, store, func() time.Time { return now })
	before := turns("What is the response rate of high-dose IL-2 in kidney cancer?")[0]
	ask := func(limit int) *answer.Answer {
		t.Helper()
		r, err := s.Prepare(t.Context(), Question{Tenant: "guild:1", Text: "and in melanoma?", After: &before, DailyTokens: limit})
		if err != nil {
			t.Fatal(err)
		}
		return r.Answer
	}
	a := ask(100) // spent by the rewriting alone
	if !slices.Equal(model.calls, []string{"standalone"}) || !slices.Contains(a.Notes, answer.NoteModelBudget) {
		t.Errorf("asked for %q, notes %v", model.calls, a.Notes)
	}
	if *a.Standalone != "What is the response rate of high-dose IL-2 in melanoma?" {
		t.Errorf("understood as %q", *a.Standalone)
	}
	ask(100)
	if model.count() != 1 {
		t.Errorf("asked for %q", model.calls)
	}
	if used, err := store.Spent(t.Context(), "guild:1", now); err != nil || used != 100 {
		t.Errorf("%d tokens used, error %v", used, err)
	}
}

// Calls at the same time do not overspend together.
func TestBudgetAtOnce(t *testing.T) {
	arrived, release := make(chan struct{}, 8), make(chan struct{})
	model := answer.Allowed(slow(func() { arrived <- struct{}{}; <-release }))
	ctx := answer.WithAllowance(t.Context(), purse{of: NewMemory(), now: time.Now, tenant: "guild:1", limit: 1000})
	done := make(chan error, 8)
	for range 8 {
		go func() {
			_, err := model.Complete(ctx, answer.CompletionRequest{MaxTokens: 600})
			done <- err
		}()
	}
	refused := 0
	for range 6 {
		if err := <-done; errors.Is(err, answer.OverAllowance{}) {
			refused++
		}
	}
	<-arrived
	<-arrived
	close(release)
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if refused != 6 {
		t.Errorf("%d of 8 calls of up to 600 tokens were refused for 1,000", refused)
	}
}

// slow is a model that does something before it answers.
type slow func()

func (s slow) Complete(context.Context, answer.CompletionRequest) (answer.Completion, error) {
	s()
	return answer.Completion{Tokens: 10}, nil
}

// broken counts nothing.
type broken struct{ *Memory }

func (broken) Spend(context.Context, string, time.Time, int, int) (bool, error) {
	return false, errors.New("no disk")
}

// Where nothing can be counted, only those do without the model who have a limit.
func TestBudgetThatCannotBeCounted(t *testing.T) {
	for limit, want := range map[int]int{0: 1, 1000: 0} {
		model := &costly{err: errors.New("down")}
		s := modelled(t, model, broken{NewMemory()}, time.Now)
		r, err := s.Prepare(t.Context(), Question{Tenant: "guild:1", Text: "What is the standard dose of high-dose IL-2?", DailyTokens: limit})
		if err != nil || r.Answer.Status != answer.Answered || model.count() != want {
			t.Errorf("limit %d: asked %d times, error %v", limit, model.count(), err)
		}
	}
}
