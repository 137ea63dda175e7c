package arms

import (
	"context"
	"errors"
	"os"
	"testing"

	"curbside/internal/answer"
)

// scripted answers calls in turn.
type scripted struct {
	answers []answer.Completion
	errs    []error
	asked   int
}

func (s *scripted) Complete(context.Context, answer.CompletionRequest) (answer.Completion, error) {
	s.asked++
	return s.answers[s.asked-1], s.errs[s.asked-1]
}

type reasoned string

func (r reasoned) Error() string  { return "failed: " + string(r) }
func (r reasoned) Reason() string { return string(r) }

func TestCallsAreAskedOnce(t *testing.T) {
	dir := t.TempDir()
	model := &scripted{answers: []answer.Completion{{Text: "one"}, {Text: "two"}}, errs: make([]error, 2)}
	calls := &Calls{Dir: dir, Ask: model, Spoken: "small"}
	for range 2 {
		if got, err := calls.Complete(context.Background(), answer.CompletionRequest{User: "first"}); err != nil || got.Text != "one" {
			t.Fatalf("%v, %v", got, err)
		}
	}
	later := &Calls{Dir: dir, Spoken: "small"} // another process, no model
	if got, err := later.Complete(context.Background(), answer.CompletionRequest{User: "first"}); err != nil || got.Text != "one" {
		t.Errorf("kept: %v, %v", got, err)
	}
	if _, err := later.Complete(context.Background(), answer.CompletionRequest{User: "second"}); !errors.Is(err, ErrNotKept) {
		t.Errorf("a new request: %v", err)
	}
	other := &Calls{Dir: dir, Ask: model, Spoken: "large"}
	if got, err := other.Complete(context.Background(), answer.CompletionRequest{User: "first"}); err != nil || got.Text != "two" {
		t.Errorf("another model: %v, %v", got, err)
	}
	if model.asked != 2 {
		t.Errorf("the model was asked %d times", model.asked)
	}
}

// What the same request would give again is kept; what was bad luck is not.
func TestFailuresOfTheAnswerAreKept(t *testing.T) {
	model := &scripted{
		answers: []answer.Completion{{Text: "cut o"}, {}, {Text: "whole"}},
		errs:    []error{reasoned("truncated"), reasoned("timeout"), nil},
	}
	calls := &Calls{Dir: t.TempDir(), Ask: model}
	for range 2 {
		got, err := calls.Complete(context.Background(), answer.CompletionRequest{User: "long"})
		var r interface{ Reason() string }
		if !errors.As(err, &r) || r.Reason() != "truncated" || got.Text != "cut o" {
			t.Fatalf("%v, %v", got, err)
		}
	}
	if _, failed := calls.Said(); failed != nil {
		t.Errorf("an answer that was cut off leaves its question unfinished: %v", failed)
	}
	if _, err := calls.Complete(context.Background(), answer.CompletionRequest{User: "slow"}); err == nil {
		t.Fatal("no error")
	}
	if _, failed := calls.Said(); failed == nil {
		t.Error("a call that took too long does not leave its question unfinished")
	}
	if got, err := calls.Complete(context.Background(), answer.CompletionRequest{User: "slow"}); err != nil || got.Text != "whole" {
		t.Errorf("asked again: %v, %v", got, err)
	}
	if files, _ := os.ReadDir(calls.Dir); len(files) != 2 {
		t.Errorf("%d files", len(files))
	}
}
