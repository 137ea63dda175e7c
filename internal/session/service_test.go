package session

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	shipped "curbside/corpus"
	"curbside/internal/answer"
	"curbside/internal/consult"
	"curbside/internal/corpus"
	"curbside/internal/search"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	dose  = "What is the standard dose of high-dose IL-2?"
	rest  = "How long is the rest between two cycles of aldesleukin?"
	leak  = "What is capillary leak syndrome?"
	paris = "What is the capital of France?"
)

var (
	class = Lead{Tenant: "guild:1", Channel: "c", User: "teacher"}
	noon  = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
)

func newService(t *testing.T) *Service {
	t.Helper()
	c, err := corpus.Load(shipped.FS())
	if err != nil {
		t.Fatal(err)
	}
	index, err := search.New(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close() })
	n, now := 0, noon
	var mu sync.Mutex
	id := func() string { mu.Lock(); defer mu.Unlock(); n++; return fmt.Sprint("id", n) }
	clock := func() time.Time { mu.Lock(); defer mu.Unlock(); now = now.Add(time.Minute); return now }
	engine := answer.New(answer.Options{Corpus: c, Index: index, Now: clock, NewID: id})
	return New(consult.New(engine, consult.NewMemory()), NewMemory(), clock, id)
}

func start(t *testing.T, s *Service) Round {
	t.Helper()
	r, err := s.Start(t.Context(), Round{Tenant: class.Tenant, Channel: class.Channel, Educator: class.User, Title: "IL-2 for fellows"})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func asking(user, question string) Asking {
	return Asking{Channel: class.Channel, User: user, Question: consult.Question{Tenant: class.Tenant, Text: question}}
}

func put(t *testing.T, s *Service, user, question string) Put {
	t.Helper()
	p, err := s.Ask(t.Context(), asking(user, question))
	if err != nil {
		t.Fatalf("%s asks %q: %v", user, question, err)
	}
	return p
}

func TestRound(t *testing.T) {
	s := newService(t)
	start(t, s)
	for i, q := range []string{dose, rest, leak, paris} {
		if p := put(t, s, fmt.Sprint("student", i), q); p.Entry == nil || p.Place != i+1 {
			t.Fatalf("put %q: %+v", q, p)
		}
	}
	for _, step := range []struct {
		question string
		to       State
	}{{dose, Published}, {rest, Held}, {leak, Skipped}, {paris, Skipped}, {rest, Published}} {
		_, e, err := s.Next(t.Context(), class)
		if err != nil || e.Question != step.question || e.Answer == nil {
			t.Fatalf("next is %q (%v), want %q", e.Question, err, step.question)
		}
		if _, _, err := s.Decide(t.Context(), class, e.ID, step.to, ""); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := s.Next(t.Context(), class); !errors.Is(err, ErrEmpty) {
		t.Errorf("next of an empty queue: %v", err)
	}
	if _, entries, err := s.End(t.Context(), class); err != nil || len(entries) != 4 {
		t.Errorf("end: %d entries, %v", len(entries), err)
	}
	if _, err := s.Ask(t.Context(), asking("late", dose)); !errors.Is(err, ErrNoRound) {
		t.Errorf("a question after the end: %v", err)
	}
	r, entries, err := s.Export(t.Context(), class, "")
	if err != nil {
		t.Fatal(err)
	}
	transcript := Transcript(r, entries)
	for _, want := range []string{"# IL-2 for fellows", "4 questions, 2 published", "## 1. What is the standard dose", "600,000", "#### References", "- What is the capital of France? (skipped)"} {
		if !strings.Contains(transcript, want) {
			t.Errorf("the transcript lacks %q:\n%s", want, transcript)
		}
	}
	if strings.Contains(transcript, "student") {
		t.Error("the transcript names who asked")
	}
	if got := FileName(r); got != "il-2-for-fellows-2026-11-20.md" {
		t.Errorf("file name %q", got)
	}
}

// What must not wait, and what must not be kept, never reaches the queue.
func TestStoppedQuestionsAreTheAskersAlone(t *testing.T) {
	s := newService(t)
	start(t, s)
	for _, q := range []string{"I cannot breathe since my IL-2 infusion, help", "My patient Adam Kowalski, MRN 0048213, needs IL-2. What is the dose?"} {
		if p := put(t, s, "student", q); p.Entry != nil || p.Reply == nil || p.Reply.Answer.Message == "" {
			t.Errorf("%q: %+v", q, p)
		}
	}
	if _, entries, err := s.Queue(t.Context(), class); err != nil || len(entries) != 0 {
		t.Errorf("queue: %+v, %v", entries, err)
	}
}

func TestOnlyTheEducatorLeads(t *testing.T) {
	s := newService(t)
	start(t, s)
	e := put(t, s, "student", dose).Entry
	student, moderator, elsewhere := class, class, class
	student.User, moderator.User, elsewhere.Tenant = "student", "moderator", "guild:2"
	moderator.Any, elsewhere.Any = true, true
	for name, try := range map[string]func(Lead) error{
		"queue":  func(l Lead) error { _, _, err := s.Queue(t.Context(), l); return err },
		"next":   func(l Lead) error { _, _, err := s.Next(t.Context(), l); return err },
		"decide": func(l Lead) error { _, _, err := s.Decide(t.Context(), l, e.ID, Held, ""); return err },
		"export": func(l Lead) error { _, _, err := s.Export(t.Context(), l, ""); return err },
	} {
		if err := try(student); !errors.Is(err, ErrNotYours) {
			t.Errorf("%s by a student: %v", name, err)
		}
		if err := try(moderator); err != nil {
			t.Errorf("%s by a moderator: %v", name, err)
		}
		if err := try(elsewhere); !errors.Is(err, ErrNoRound) {
			t.Errorf("%s from another server: %v", name, err)
		}
	}
}

func TestBoundsOfAQueue(t *testing.T) {
	s := newService(t)
	start(t, s)
	for range mostOfOne {
		put(t, s, "eager", leak)
	}
	if _, err := s.Ask(t.Context(), asking("eager", leak)); !errors.Is(err, ErrTooMany) {
		t.Errorf("one too many: %v", err)
	}
	if _, err := s.Start(t.Context(), Round{Tenant: class.Tenant, Channel: class.Channel, Educator: "other"}); !errors.Is(err, ErrRunning) {
		t.Errorf("a second round: %v", err)
	}
}

// Of many who decide on one question at once, one succeeds.
func TestDecideOnce(t *testing.T) {
	s := newService(t)
	start(t, s)
	e := put(t, s, "student", dose).Entry
	var wait sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range 20 {
		wait.Go(func() {
			if _, _, err := s.Decide(context.Background(), class, e.ID, Published, ""); err == nil {
				mu.Lock()
				done++
				mu.Unlock()
			} else if !errors.Is(err, ErrDecided) {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if done != 1 {
		t.Errorf("published %d times", done)
	}
}

// A question that is put again, as after a crash, is one question; one that is
// decided again by the same key, too.
func TestAgain(t *testing.T) {
	s := newService(t)
	start(t, s)
	a := asking("student", dose)
	a.ID = "request"
	for range 2 {
		if p, err := s.Ask(t.Context(), a); err != nil || p.Place != 1 || p.Entry == nil || p.Entry.ID != "request" {
			t.Fatalf("put: %+v, %v", p, err)
		}
	}
	for _, to := range []State{Published, Published, Held, Published} {
		if _, e, err := s.Decide(t.Context(), class, "request", to, "press"); err != nil || e.State != to {
			t.Fatalf("%s by the same key: %+v, %v", to, e, err)
		}
	}
	if _, _, err := s.Decide(t.Context(), class, "request", Skipped, "another press"); !errors.Is(err, ErrDecided) {
		t.Errorf("by another key: %v", err)
	}
	if _, _, err := s.End(t.Context(), class); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Decide(t.Context(), class, "request", Held, "press"); !errors.Is(err, ErrNoRound) {
		t.Errorf("decided after the end: %v", err)
	}
	if _, e, err := s.Settle(t.Context(), class.Tenant, class.Channel, "request", Held, "press"); err != nil || e.State != Held {
		t.Errorf("settled after the end: %+v, %v", e, err)
	}
}

// A question that was deleted with its asker leaves a line, and no words.
func TestTranscriptAfterForgetting(t *testing.T) {
	r := Round{Started: noon}
	got := Transcript(r, []Entry{{State: Published}, {State: Skipped}})
	for _, want := range []string{"# Question round", "2 questions, 1 published", "## 1. (deleted at the wish of who asked it)", "- (deleted at the wish"} {
		if !strings.Contains(got, want) {
			t.Errorf("it lacks %q:\n%s", want, got)
		}
	}
}
