package search

import (
	"cmp"
	"context"
	"slices"
)

// scored is a passage with its score and what each term found in it.
type scored struct {
	doc   int
	score float64
	exact int // terms found as typed
	terms []scoredTerm
}

type scoredTerm struct {
	term  int
	match termDoc
	score float64
}

// rank scores every passage that holds a term and that q allows, best first.
// Scoring is BM25 over fields weighted together (BM25F) with true average
// lengths; a term with all its forms is one term with one frequency.
//
// All postings of all terms are read: at some hundred thousand passages
// this is where pruning belongs, and nothing outside would notice.
func (ix *Index) rank(ctx context.Context, terms []Term, a asked, q Query) ([]scored, error) {
	byDoc, keep := map[int]*scored{}, ix.filter(q)
	for n := range terms {
		t := &terms[n]
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for _, m := range t.found {
			if !keep(m.doc) {
				continue
			}
			s := byDoc[m.doc]
			if s == nil {
				s = &scored{doc: m.doc}
				byDoc[m.doc] = s
			}
			score := t.rarity * ix.saturate(m, q.Plain) * t.boost()
			s.score += score
			if m.form == 0 && t.Correction == "" {
				s.exact++
			}
			s.terms = append(s.terms, scoredTerm{term: n, match: m, score: score})
		}
	}
	out := make([]scored, 0, len(byDoc))
	for _, s := range byDoc {
		s.score *= ix.tieBreak(s.doc, q.Audience) * a.boost(ix.passages[s.doc])
		out = append(out, *s)
	}
	slices.SortFunc(out, ix.better)
	return out, nil
}

// better orders by score; of equal scores the passage with more words as
// typed comes first, then the order of the corpus.
func (ix *Index) better(a, b scored) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.exact, a.exact), cmp.Compare(ix.order[a.doc], ix.order[b.doc]))
}

// saturate returns the term's weight in the passage, below k1+1: the
// frequencies of the fields, each put right for its length, added up first
// and bent once.
func (ix *Index) saturate(m termDoc, plain bool) float64 {
	tf := 0.0
	for f, spec := range fields {
		if m.tf[f] > 0 && !(plain && f == fieldAsked) {
			tf += spec.weight * m.tf[f] / (1 - spec.b + spec.b*float64(ix.lengths[f][m.doc])/ix.averages[f])
		}
	}
	return tf * (k1 + 1) / (k1 + tf)
}
