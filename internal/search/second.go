package search

import (
	"cmp"
	"context"
	"slices"

	"curbside/internal/search/rerank"
)

// secondFrom is how many passages a corpus has at least where the second
// stage ranks: what words go together is learned from the corpus, and some
// hundred passages teach too little.
const secondFrom = 2000

// secondTo is how many passages it has at most: beyond, the second stage
// takes longer than all else together, and hundreds of bytes a passage.
const secondTo = 50000

// headingTimes is how often a word of a heading counts in the second stage.
const headingTimes = 2

// mostRelated bounds the postings that are read for related words.
const mostRelated = 50000

// forward gathers what the second stage needs while passages are analyzed; a
// nil forward gathers nothing.
type forward struct {
	builder *rerank.Builder
	words   []rerank.Word
	times   []int
}

// newForward returns nil for a corpus that is too small or too large.
func newForward(passages int) *forward {
	if passages < secondFrom || passages > secondTo {
		return nil
	}
	return &forward{builder: rerank.NewBuilder()}
}

// take notes the words of a part of field f.
func (w *forward) take(f int, ts []rawToken) {
	if w == nil || f != fieldText && f != fieldHeadings {
		return
	}
	times := 1
	if f == fieldHeadings {
		times = headingTimes
	}
	for _, t := range ts {
		w.words = append(w.words, rerank.Word{Text: t.norm, Stem: t.stem})
		w.times = append(w.times, times)
	}
}

// end ends a passage.
func (w *forward) end() {
	if w == nil {
		return
	}
	w.builder.Add(w.words, w.times)
	w.words, w.times = w.words[:0], w.times[:0]
}

// build returns the second stage, nil for a nil forward.
func (w *forward) build(ctx context.Context) (*rerank.Stage, error) {
	if w == nil {
		return nil, nil
	}
	return w.builder.Build(ctx)
}

// ranked returns at least the k best passages that the query allows, where
// there are so many, and whether there may be more. Where there is a second
// stage, it has put them in order; where meaning counts too, that has.
func (r *ranking) ranked(ctx context.Context, k int) ([]scored, bool, error) {
	if r.fused != nil {
		return r.fused[:min(k, len(r.fused))], len(r.fused) > k, nil
	}
	if r.ix.second == nil || r.setting.weights == (rerank.Weights{}) {
		found, err := r.best(ctx, k)
		return found, len(found) == k, err
	}
	most := rerank.Most - len(r.near)
	first, err := r.best(ctx, most)
	if err != nil {
		return nil, false, err
	}
	more := len(first) == most
	byDoc := make(map[int]scored, len(first))
	candidates := make([]rerank.Candidate, len(first))
	for i, s := range first {
		byDoc[s.doc], candidates[i] = s, rerank.Candidate{Doc: s.doc, Score: s.score}
	}
	for _, doc := range r.near {
		if _, known := byDoc[doc]; !known {
			byDoc[doc] = r.byWords(doc)
			candidates = append(candidates, rerank.Candidate{Doc: doc, Score: byDoc[doc].score})
		}
	}
	q := r.secondQuery()
	if r.setting.widen && !more {
		if candidates, err = r.widened(ctx, q, candidates, byDoc); err != nil {
			return nil, false, err
		}
	}
	out := make([]scored, 0, len(candidates))
	weights := r.setting.weights
	if r.near != nil {
		weights = besideMeaning
	}
	for _, c := range r.ix.second.Rank(q, candidates, weights) {
		s := byDoc[c.Doc]
		s.doc, s.score, s.parts = c.Doc, c.Score, &c.Parts
		out = append(out, s)
	}
	return out, more, nil
}

// secondQuery holds the words of all terms.
func (r *ranking) secondQuery() rerank.Query {
	var q rerank.Query
	for i := range r.terms {
		q.Words = append(q.Words, r.terms[i].words...)
	}
	return q
}

// widened adds the passages in which related words weigh most, up to what
// the second stage ranks.
func (r *ranking) widened(ctx context.Context, q rerank.Query, candidates []rerank.Candidate, found map[int]scored) ([]rerank.Candidate, error) {
	further := map[int]float64{}
	left := mostRelated
	for _, w := range r.ix.second.Widen(q, candidates) {
		if w.Holds > left {
			continue
		}
		left -= w.Holds
		l, err := r.ix.find(ctx, &Term{Text: w.Stem, Forms: [][]string{{w.Stem}}}, true)
		if err != nil {
			return nil, err
		}
		weight := w.Weight * idf(w.Holds, r.ix.docs.count())
		for i, doc := range l.docs {
			if _, known := found[int(doc)]; !known && (r.allowed == nil || r.allowed(int(doc))) {
				further[int(doc)] += weight * float64(l.bent[i])
			}
		}
	}
	docs := make([]int, 0, len(further))
	for doc := range further {
		docs = append(docs, doc)
	}
	slices.SortFunc(docs, func(a, b int) int { return cmp.Or(cmp.Compare(further[b], further[a]), cmp.Compare(a, b)) })
	for _, doc := range docs[:min(len(docs), rerank.Most-len(candidates))] {
		candidates = append(candidates, rerank.Candidate{Doc: doc})
	}
	return candidates, nil
}

// signalNames are the parts that the second stage adds to words.
var signalNames = map[int]string{rerank.Letters: "letters", rerank.Feedback: "feedback", rerank.Topic: "topic"}

// signals lists what the second stage added.
func (s scored) signals() []Signal {
	if s.parts == nil {
		return nil
	}
	var out []Signal
	for part, score := range s.parts {
		if name := signalNames[part]; name != "" && score > 0 {
			out = append(out, Signal{name, score})
		}
	}
	slices.SortStableFunc(out, func(a, b Signal) int { return cmp.Compare(b.Score, a.Score) })
	return out
}
