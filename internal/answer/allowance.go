package answer

import "context"

// Allowance bounds what a model may be asked for somebody's sake.
type Allowance interface {
	// Left reports whether anything of it is left.
	Left() bool
	// Spend takes tokens, prompts and completions together, from it.
	Spend(tokens int)
}

type allowanceKey struct{}

// WithAllowance bounds the model in all that is done with the context.
func WithAllowance(ctx context.Context, a Allowance) context.Context {
	return context.WithValue(ctx, allowanceKey{}, a)
}

// OverAllowance is the error of a call for which nothing was left.
type OverAllowance struct{}

func (OverAllowance) Error() string { return "the allowance of model tokens is spent for today" }

// OverBudget tells that a budget, and not the model, refused.
func (OverAllowance) OverBudget() bool { return true }

// Allowed is a completer that keeps to the allowance of its context.
func Allowed(c Completer) Completer { return allowed{c} }

type allowed struct{ Completer }

func (a allowed) Complete(ctx context.Context, req CompletionRequest) (Completion, error) {
	purse, bound := ctx.Value(allowanceKey{}).(Allowance)
	if bound && !purse.Left() {
		return Completion{}, OverAllowance{}
	}
	out, err := a.Completer.Complete(ctx, req)
	if bound {
		purse.Spend(max(out.Tokens, 0))
	}
	return out, err
}
