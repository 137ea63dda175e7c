package consult

import (
	"context"
	"errors"
	"testing"
	"time"

	"curbside/internal/answer"
)

type costly struct{ calls int }

func (c *costly) Complete(context.Context, answer.CompletionRequest) (answer.Completion, error) {
	c.calls++
	return answer.Completion{Tokens: 60}, nil
}

// A server's budget ends its calls of the model, not another's, and only until midnight UTC.
func TestBudgetOfATenant(t *testing.T) {
	now := time.Date(2026, 1, 2, 23, 0, 0, 0, time.UTC)
	b := newBudgets(func() time.Time { return now })
	model := &costly{}
	ask := func(tenant string) error {
		_, err := answer.Allowed(model).Complete(answer.WithAllowance(t.Context(), purse{of: b, tenant: tenant, limit: 100}), answer.CompletionRequest{})
		return err
	}
	for i, want := range []bool{true, true, false} {
		var over interface{ OverBudget() bool }
		if err := ask("guild:1"); (err == nil) != want || err != nil && !errors.As(err, &over) {
			t.Errorf("call %d: %v", i, err)
		}
	}
	if err := ask("guild:2"); err != nil {
		t.Errorf("another server: %v", err)
	}
	now = now.Add(2 * time.Hour)
	if err := ask("guild:1"); err != nil {
		t.Errorf("the next day: %v", err)
	}
	if _, err := answer.Allowed(model).Complete(t.Context(), answer.CompletionRequest{}); err != nil || model.calls != 5 {
		t.Errorf("without a budget: %v, %d calls", err, model.calls)
	}
}
