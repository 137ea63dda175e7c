package arms

import (
	"context"
	"errors"
	"fmt"
)

// Session asks questions of several sets in all arms.
type Session struct {
	Benches map[string]*Bench // by set
	Step    func(done, total int, arm string)
	Block   int // questions of the pipeline before the same ones of the plain prompt: a server's cache then helps
}

// Extractive answers all questions with the sources' own sentences.
func (s *Session) Extractive(ctx context.Context, questions []Question) ([]*Outcome, error) {
	var out []*Outcome
	for i, q := range questions {
		s.Step(i, len(questions), Extractive)
		o, err := s.Benches[q.Set].Extractive(ctx, q)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

// errAway ends a run whose model cannot be reached: the next questions would
// fare no better.
type errAway interface{ Unavailable() bool }

// WithModel answers the questions with the checked and with the plain model.
// left is how many answers are not finished because a call is not kept or
// timed out. The error is that of a cancelled context, a failed search, or a
// model that is away; what is finished is returned beside it.
func (s *Session) WithModel(ctx context.Context, questions []Question) (out []*Outcome, left int, err error) {
	for from := 0; from < len(questions); from += s.Block {
		block := questions[from:min(from+s.Block, len(questions))]
		for k, ask := range []func(*Bench, context.Context, Question) (*Outcome, error){(*Bench).Pipeline, (*Bench).Plain} {
			for i, q := range block {
				s.Step(from+i, len(questions), []string{Pipeline, Plain}[k])
				o, err := ask(s.Benches[q.Set], ctx, q)
				switch {
				case err == nil:
					out = append(out, o)
				case ctx.Err() != nil:
					return out, 2*len(questions) - len(out), ctx.Err()
				case !IsUnfinished(err):
					return out, 0, err
				case away(err):
					return out, 2*len(questions) - len(out), fmt.Errorf("question %s: %w", q.ID, err)
				default:
					left++
				}
			}
		}
	}
	return out, left, nil
}

// away reports whether a failure is one of the model's server, other than that
// it took too long.
func away(err error) bool {
	var gone errAway
	if !errors.As(err, &gone) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	return gone.Unavailable()
}
