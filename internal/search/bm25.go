package search

import (
	"context"
	"math/bits"
	"slices"

	"curbside/internal/search/rerank"
)

// scored is a passage with its score and what each term found in it.
type scored struct {
	doc   int                       // its place in the corpus
	score float64                   // words times the factors for source and wording
	words float64                   // what the terms add up to
	exact int                       // terms found as typed
	parts *[rerank.NumParts]float64 // of the second stage; nil where it did not rank

	meaning float64 // share of score that nearness in meaning adds
}

// ranking is one question on its way to hits.
//
// Scoring is BM25 over fields weighted together (BM25F) with true average
// lengths; a term with all its forms is one term with one frequency.
// Factors for the source and for what the question's wording asks for are
// bounded, so that pruning stays exact.
type ranking struct {
	ix      *Index
	terms   []Term
	asked   asked
	ties    *tieTable
	allowed func(doc int) bool // nil allows all
	cursors []cursor           // of the terms that find anything
	setting Setting

	near  []int    // the nearest passages by meaning
	fused []scored // the passages by words and meaning, nil where words alone decide

	mostFactor float64 // bounds factor
}

// newRanking looks the terms of a question up.
func (ix *Index) newRanking(ctx context.Context, terms []Term, a asked, q Query) (*ranking, error) {
	r := &ranking{ix: ix, terms: terms, asked: a, ties: ix.tiesFor(q.Audience), allowed: ix.filter(q), setting: q.Setting.orStandard()}
	r.mostFactor = r.ties.most * a.mostBoost()
	for n := range terms {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		t := &terms[n]
		found := t.found
		if q.Plain && found.asked {
			var err error
			if found, err = ix.find(ctx, t, true); err != nil {
				return nil, err
			}
		}
		if len(found.docs) == 0 {
			continue
		}
		c := cursor{listing: found, term: n, weight: t.rarity * t.boost(), typed: t.Correction == ""}
		c.most = c.weight * float64(found.most)
		r.cursors = append(r.cursors, c)
	}
	return r, nil
}

// factor is what the score of a passage is multiplied by.
func (r *ranking) factor(doc int) float64 {
	return r.ties.factor[r.ix.docs.source[doc]] * r.asked.boost(r.ix, doc)
}

// best returns the k best passages that the query allows.
func (r *ranking) best(ctx context.Context, k int) ([]scored, error) {
	return r.pick(ctx, k, r.allowed)
}

// pick returns the k best passages that keep lets through, by words or, where they were fused, by meaning too.
func (r *ranking) pick(ctx context.Context, k int, keep func(doc int) bool) ([]scored, error) {
	if r.fused == nil {
		return r.top(ctx, k, keep)
	}
	var out []scored
	for _, s := range r.fused {
		if len(out) == k {
			break
		}
		if keep == nil || keep(s.doc) {
			out = append(out, s)
		}
	}
	return out, ctx.Err()
}

// explain returns what each term adds to a passage.
func (r *ranking) explain(doc int) []scoredTerm {
	var out []scoredTerm
	for i := range r.cursors {
		c := &r.cursors[i]
		if at, ok := c.listing.at(doc); ok {
			form, field := match(c.how[at])
			out = append(out, scoredTerm{term: c.term, form: form, field: field, score: c.weight * float64(c.bent[at])})
		}
	}
	return out
}

// scoredTerm is what one term finds in a passage, and adds to its score.
type scoredTerm struct {
	term, form, field int
	score             float64
}

// total counts the passages that hold any of the terms and that the query
// allows.
func (r *ranking) total() int {
	if r.allowed == nil && len(r.cursors) == 1 {
		return len(r.cursors[0].docs)
	}
	seen := make([]uint64, (r.ix.docs.count()+63)/64)
	for _, c := range r.cursors {
		for _, doc := range c.docs {
			seen[doc/64] |= 1 << (doc % 64)
		}
	}
	n := 0
	for i, word := range seen {
		if r.allowed == nil {
			n += bits.OnesCount64(word)
			continue
		}
		for ; word != 0; word &= word - 1 {
			if r.allowed(i*64 + bits.TrailingZeros64(word)) {
				n++
			}
		}
	}
	return n
}

// exhaustive scores every passage that holds a term, best first: what top
// must agree with.
func (r *ranking) exhaustive() []scored {
	byDoc := map[uint32]*scored{}
	for i := range r.cursors {
		c := &r.cursors[i]
		for at, doc := range c.docs {
			if r.allowed != nil && !r.allowed(int(doc)) {
				continue
			}
			s := byDoc[doc]
			if s == nil {
				s = &scored{doc: int(doc)}
				byDoc[doc] = s
			}
			s.words += c.weight * float64(c.bent[at])
			if form, _ := match(c.how[at]); form == 0 && c.typed {
				s.exact++
			}
		}
	}
	out := make([]scored, 0, len(byDoc))
	for _, s := range byDoc {
		s.score = s.words * r.factor(s.doc)
		out = append(out, *s)
	}
	slices.SortFunc(out, ahead)
	return out
}
