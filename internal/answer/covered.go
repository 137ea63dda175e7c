package answer

import (
	"context"
	"strings"

	"curbside/internal/text"
)

// Covered says how much of a question the passages cover, for measuring where
// the line between an answer and a decline should lie.
type Covered struct {
	Answerable bool    // every other rule would let it be answered
	Share      float64 // of its content that a passage holds which could answer directly, 0 to 1
}

// LeastShare is the least Share of a question that is answered.
const LeastShare = leastMass

// Covered reads, retrieves and decides as Ask does, with the bound on the
// share of a question's content lifted.
func (e *Engine) Covered(ctx context.Context, r Request) (Covered, error) {
	q := text.Clean(r.Question)
	if strings.TrimSpace(q) == "" {
		return Covered{}, ErrEmpty
	}
	a := e.blank(r, q)
	if e.stop(a, r) {
		return Covered{}, nil
	}
	w := &work{engine: e, request: r, question: q, answer: a, parts: e.reader.read(q)}
	for i := range w.parts {
		w.parts[i].least = 0
	}
	if err := w.retrieve(ctx); err != nil {
		return Covered{}, err
	}
	selections, _ := w.extract(ctx)
	if len(selections) == 0 {
		return Covered{}, nil
	}
	out := Covered{Answerable: true}
	for _, sel := range selections {
		out.Share = max(out.Share, sel.share())
	}
	return out, nil
}

// share is the most that a sentence meets which could lead; an overview and a
// comparison have rules of their own.
func (sel selection) share() float64 {
	p := sel.part
	if p == nil {
		return 1
	}
	most := 0.0
	for i := range sel.ranked {
		s := &sel.ranked[i]
		if _, ok := covers(p, s); !ok {
			continue
		}
		if s.isAsked(p) {
			return 1
		}
		most = max(most, massWithout(p, s, mayLack(p, s)))
	}
	return most
}
