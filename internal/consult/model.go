package consult

import (
	"context"
	"slices"
	"strings"
	"time"

	"curbside/internal/search"
	"curbside/internal/text"
)

// Rewriter makes a follow-up stand alone, as a language model does. Earlier
// questions come oldest first.
type Rewriter interface {
	Standalone(ctx context.Context, earlier []string, followUp string) (string, error)
}

// WithRewriter lets a model rewrite the follow-ups in which the rules find
// that something is left out. Where it fails, is slow, or says more or less
// than was asked, the rules' version stands.
func WithRewriter(r Rewriter) Option { return func(s *Service) { s.model = r } }

const (
	// patience is how long a model may take for a follow-up: the asker still
	// waits for the answer.
	patience = 10 * time.Second
	// toldToModel is how many earlier questions a model sees.
	toldToModel = 3
)

// askModel has the model rewrite a follow-up in a time, of which it gets no
// more than patience. It reports false where the result cannot be trusted.
func (s *Service) askModel(ctx context.Context, t *talk, asked string, most time.Duration) (string, bool) {
	if most <= 0 {
		return "", false
	}
	ctx, cancel := context.WithTimeout(ctx, min(most, patience))
	defer cancel()
	var earlier []string
	for _, u := range t.said[:min(toldToModel, len(t.said))] {
		earlier = append(earlier, u.text)
	}
	slices.Reverse(earlier)
	asked = text.Squeeze(text.Clean(asked))
	out, err := s.model.Standalone(ctx, earlier, asked)
	if err != nil {
		return "", false
	}
	out = text.Squeeze(text.Clean(out))
	if out == "" || strings.EqualFold(out, asked) || stopped(out) || !s.sameNames(out, asked, earlier) {
		return "", false
	}
	return out, true
}

// sameNames reports whether a rewritten question names all that the follow-up
// names, and nothing that neither it nor an earlier question does.
func (s *Service) sameNames(rewritten, asked string, earlier []string) bool {
	now, then := names(s.index.Read(rewritten)), names(s.index.Read(asked))
	for _, n := range then {
		if !holds(now, n) {
			return false
		}
	}
	for _, q := range earlier {
		then = append(then, names(s.index.Read(q))...)
	}
	for _, n := range now {
		if !holds(then, n) {
			return false
		}
	}
	return true
}

// names are the terms that stand for something.
func names(terms []search.Term) []search.Term {
	return slices.DeleteFunc(terms, func(t search.Term) bool { return t.Kind == "" })
}

func holds(terms []search.Term, n search.Term) bool {
	return slices.ContainsFunc(terms, func(t search.Term) bool { return same(t, n) || t.Stem == n.Stem })
}
