package search

import (
	"cmp"
	"context"
	"slices"

	"curbside/internal/search/rerank"
)

// mostRelated bounds the postings that are read for related words.
const mostRelated = 50000

// ranked returns at least the k best passages that the query allows, where
// there are so many, and whether there may be more. Where there is a second
// stage, it has put them in order; where meaning counts too, that has.
func (r *ranking) ranked(ctx context.Context, k int) ([]scored, bool, error) {
	if r.fused != nil {
		return r.fused[:min(k, len(r.fused))], len(r.fused) > k, nil
	}
	if r.setting.weights != (rerank.Weights{}) {
		stage, err := r.ix.second.get(ctx)
		if err != nil {
			return nil, false, err
		}
		if stage != nil {
			return r.rerank(ctx, stage)
		}
	}
	found, err := r.best(ctx, k)
	return found, len(found) == k, err
}

// rerank returns what the second stage ranks, in its order, and whether words
// find more.
func (r *ranking) rerank(ctx context.Context, stage *rerank.Stage) ([]scored, bool, error) {
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
		related := stage.Widen(q, candidates)
		if candidates, err = r.widened(ctx, related, candidates, byDoc); err != nil {
			return nil, false, err
		}
	}
	weights := r.setting.weights
	if r.near != nil {
		weights = besideMeaning
	}
	out := make([]scored, 0, len(candidates))
	for _, c := range stage.Rank(q, candidates, weights) {
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
func (r *ranking) widened(ctx context.Context, related []rerank.Related, candidates []rerank.Candidate, found map[int]scored) ([]rerank.Candidate, error) {
	further := map[int]float64{}
	left := mostRelated
	for _, w := range related {
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
