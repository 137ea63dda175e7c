package answer

import "context"

// Allowance bounds what a model may be asked for somebody's sake. It is safe
// for concurrent use.
type Allowance interface {
	// Take sets tokens aside for a call, and returns what is to be told how
	// many the call cost in the end. The error is OverAllowance where nothing
	// is left.
	Take(ctx context.Context, tokens int) (settle func(cost int), err error)
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

// Reason is a short word for it, as for the other errors of a call.
func (OverAllowance) Reason() string { return "allowance" }

// usualAnswer is how many tokens an answer may have where a request does not
// bound it.
const usualAnswer = 1200

// Allowed is a completer that keeps to the allowance of its context, if that
// has one. What is set aside for a call is counted until its cost is known,
// so that calls at the same time cannot overspend together.
func Allowed(c Completer) Completer { return allowed{c} }

type allowed struct{ Completer }

func (a allowed) Complete(ctx context.Context, req CompletionRequest) (Completion, error) {
	purse, bound := ctx.Value(allowanceKey{}).(Allowance)
	if !bound {
		return a.Completer.Complete(ctx, req)
	}
	settle, err := purse.Take(ctx, mostTokens(req))
	if err != nil {
		return Completion{}, err
	}
	out, err := a.Completer.Complete(ctx, req)
	settle(max(out.Tokens, 0))
	return out, err
}

// mostTokens is an upper guess of what a call costs: three bytes a token, where
// four are usual in English.
func mostTokens(req CompletionRequest) int {
	answer := req.MaxTokens
	if answer <= 0 {
		answer = usualAnswer
	}
	return (len(req.System)+len(req.User))/3 + answer
}
