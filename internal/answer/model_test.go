package answer

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

// drafting is a composer that drafts what a test wants of the candidates.
type drafting func(req ComposeRequest) ([]Draft, error)

func (s drafting) Compose(_ context.Context, req ComposeRequest) (ComposeResult, error) {
	drafts, err := s(req)
	return ComposeResult{Drafts: drafts, Model: "test-model", Prompt: "sha256:test"}, err
}

const labelDose = "fda-aldesleukin-label#8"

// doseSentence is the label's sentence on the dose.
func doseSentence(t *testing.T, e *Engine) string {
	t.Helper()
	return e.Corpus.Passage(labelDose).Sentences[0].Text
}

const doseQuestion = "What is the standard dose of high-dose IL-2?"

func TestModelAnswerIsCheckedAndShown(t *testing.T) {
	e := engine(t, nil)
	quote := doseSentence(t, e)
	e.Composer = drafting(func(ComposeRequest) ([]Draft, error) {
		return []Draft{{Text: "The labeled dose of aldesleukin is 600,000 IU/kg intravenously every 8 hours.", Passage: labelDose, Quote: quote}}, nil
	})
	a := ask(t, e, Request{Question: doseQuestion})
	if *a.Composer != "llm" || *a.Model != "test-model" || !strings.HasPrefix(a.Headline.Text, "The labeled dose of aldesleukin is 600,000 IU/kg") {
		t.Errorf("composer %s, headline %q", *a.Composer, a.Headline.Text)
	}
}

// Whatever a model gets wrong, no wrong word is shown: the claim is replaced
// by the sentence that it quotes, or the sources answer.
func TestModelFaults(t *testing.T) {
	e := engine(t, nil)
	quote := doseSentence(t, e)
	for _, c := range []struct {
		name, text, passage, quote string
		never                      string
	}{
		{"foreign number", "The dose of aldesleukin is 900,000 IU/kg every 8 hours.", labelDose, quote, "900,000"},
		{"wrong unit", "The dose of aldesleukin is 600,000 mg/kg every 8 hours.", labelDose, quote, "600,000 mg/kg"},
		{"another drug", "The dose of ondansetron is 600,000 IU/kg every 8 hours.", labelDose, quote, "ondansetron"},
		{"another measure", "The median overall survival is 14 doses per cycle.", labelDose, quote, "overall survival"},
		{"invented passage", "The dose of aldesleukin is 1 mg.", "no-such-source#1", "1 mg", "is 1 mg"},
		{"a link", "The dose is 600,000 IU/kg, see https://example.com/dose.", labelDose, quote, "example.com"},
		{"negated", "Aldesleukin is not given at 600,000 IU/kg every 8 hours.", labelDose, quote, "is not given at"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e.Composer = drafting(func(ComposeRequest) ([]Draft, error) {
				return []Draft{{Text: c.text, Passage: c.passage, Quote: c.quote}}, nil
			})
			a := ask(t, e, Request{Question: doseQuestion})
			if a.Status != Answered || len(a.Removed) == 0 {
				t.Fatalf("status %s, removed %v", a.Status, a.Removed)
			}
			if shown := Text(a, 0); strings.Contains(shown, c.never) {
				t.Errorf("shows %q:\n%s", c.never, shown)
			}
		})
	}
}

type typedError struct{ budget, unproven bool }

func (typedError) Error() string      { return "scripted" }
func (e typedError) OverBudget() bool { return e.budget }
func (e typedError) Unproven() bool   { return e.unproven }

// A model that cannot answer leaves the sources' own sentences and a note.
func TestModelFallsBack(t *testing.T) {
	for _, c := range []struct {
		name   string
		drafts []Draft
		err    error
		note   string
	}{
		{"down", nil, errors.New("refused"), NoteModelDown},
		{"over budget", nil, typedError{budget: true}, NoteModelBudget},
		{"unproven", nil, typedError{unproven: true}, NoteModelUnproven},
		{"empty", nil, nil, NoteModelEmpty},
		{"beside the question", []Draft{{Text: "Aldesleukin must be given to hospital inpatients.", Passage: "fda-aldesleukin-label#12", Quote: "x"}}, nil, NoteModelUnproven},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := ask(t, engine(t, drafting(func(ComposeRequest) ([]Draft, error) { return c.drafts, c.err })), Request{Question: doseQuestion})
			if a.Status != Answered || *a.Composer != "extractive" || !slices.Contains(a.Notes, c.note) {
				t.Errorf("status %s, composer %s, notes %v; want extractive with %s", a.Status, *a.Composer, a.Notes, c.note)
			}
		})
	}
}

// A question that the sources do not cover never reaches the model.
func TestModelIsNotAskedBeyondTheSources(t *testing.T) {
	e := engine(t, drafting(func(ComposeRequest) ([]Draft, error) {
		t.Error("the model was asked")
		return nil, nil
	}))
	if a := ask(t, e, Request{Question: "What is the dose of ondansetron?"}); a.Status != Declined {
		t.Errorf("status %s", a.Status)
	}
}

func TestModelIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	e := engine(t, drafting(func(ComposeRequest) ([]Draft, error) {
		cancel()
		return nil, context.Canceled
	}))
	if _, err := e.Ask(ctx, Request{Question: doseQuestion}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

// A model has the time that the asker has not waited already, less what the answer needs on its way.
func TestModelTime(t *testing.T) {
	e := engine(t, nil)
	e.Patience = 20 * time.Second
	for waited, want := range map[time.Duration]time.Duration{
		0: 20 * time.Second, time.Second: 18 * time.Second, 17 * time.Second: 2 * time.Second, 18 * time.Second: 0, time.Hour: 0,
	} {
		if got := e.ModelTime(waited); got != want {
			t.Errorf("after %v: %v, want %v", waited, got, want)
		}
	}
	asked := 0
	e.Composer = drafting(func(ComposeRequest) ([]Draft, error) { asked++; return nil, nil })
	if a := ask(t, e, Request{Question: doseQuestion, Waited: 19 * time.Second}); asked != 0 || !slices.Contains(a.Notes, NoteModelDown) || *a.Composer != "extractive" {
		t.Errorf("asked %d times, notes %v", asked, a.Notes)
	}
}
