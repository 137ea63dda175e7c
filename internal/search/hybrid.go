package search

import (
	"context"
	"errors"
	"math"
	"slices"

	"curbside/internal/search/rerank"
	"curbside/internal/search/vectors"
)

// How words and meaning are put together. Each signal is scaled to 0..1 over the corpus for each question.
const (
	meaningWeight  = 3.0  // of a passage's nearness to the question, where its words count 1
	feedbackTop    = 3    // the best passages by both, whose mean is added to the question ...
	feedbackWeight = 0.5  // ... with this weight
	mostByWords    = 1000 // passages that are ranked again
	mostByMeaning  = 200  // the nearest passages, which join them
)

// besideMeaning is what the second stage adds where meaning counts too: words spelt alike, and those less than alone.
// What its other signals find, meaning finds better.
var besideMeaning = rerank.Weights{Letters: 0.4}

// matchMeaning is the kind of what nearness in meaning adds.
const matchMeaning = "meaning"

// byMeaning ranks the passages by words and meaning, and says whether it could; nil where no vectors are in use. The
// error is not nil only where ctx has ended or the index failed.
func (r *ranking) byMeaning(ctx context.Context, question string, q Query) (*Retrieval, error) {
	d := r.ix.dense
	if d == nil || q.Lexical || len(r.terms) == 0 {
		return nil, nil
	}
	if d.useless != "" {
		return &Retrieval{ByWords, d.useless}, nil
	}
	v, err := d.question(ctx, question)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, context.Canceled):
		return nil, err
	case err != nil:
		return &Retrieval{ByWords, whyNot(err)}, nil
	}
	if err := r.fuse(ctx, v); err != nil {
		return nil, err
	}
	return &Retrieval{Mode: ByWordsMeaning}, nil
}

// fuse ranks by words and by nearness to v, twice: what is best the first time says what else the question may mean.
func (r *ranking) fuse(ctx context.Context, v []float32) error {
	set := r.ix.dense.set
	nearness, err := set.Scores(ctx, v)
	if err != nil {
		return err
	}
	mayBe := func(doc int) bool {
		return doc < r.ix.docs.count() && set.Has(doc) && (r.allowed == nil || r.allowed(doc))
	}
	r.near = vectors.Top(nearness, mostByMeaning, mayBe)
	words, _, err := r.ranked(ctx, mostByWords)
	if err != nil {
		return err
	}
	fused := r.nearer(words, nearness)
	if v = r.ix.dense.towards(v, fused[:min(feedbackTop, len(fused))]); v != nil {
		if nearness, err = set.Scores(ctx, v); err != nil {
			return err
		}
		r.near = vectors.Top(nearness, mostByMeaning, mayBe)
		fused = r.nearer(words, nearness)
	}
	r.fused = fused
	return nil
}

// towards moves a question's vector towards the best passages'; nil where none of them has one.
func (d *dense) towards(v []float32, best []scored) []float32 {
	var docs []int
	for _, s := range best {
		docs = append(docs, s.doc)
	}
	moved := d.set.Mean(docs)
	if moved == nil {
		return nil
	}
	length := 0.0
	for i := range moved {
		moved[i] = v[i] + feedbackWeight*moved[i]
		length += float64(moved[i]) * float64(moved[i])
	}
	for i := range moved {
		moved[i] /= float32(max(math.Sqrt(length), 1e-9))
	}
	return moved
}

// nearer adds nearness to the passages that words found, and to the nearest of all. Scores keep the size that words
// give them: meaning adds meaningWeight times the best score by words, at most. A passage without a vector counts as
// near as its words are.
func (r *ranking) nearer(words []scored, nearness []float32) []scored {
	set := r.ix.dense.set
	share := r.ix.dense.scale(nearness[:r.ix.docs.count()])
	out, seen, unit := slices.Clone(words), make(map[int]bool, len(words)), 0.0
	for _, s := range words {
		seen[s.doc] = true
		unit = max(unit, s.wordsScore())
	}
	if unit == 0 { // no passage holds a word
		unit = 1
	}
	for _, doc := range r.near {
		if !seen[doc] {
			out = append(out, r.byWords(doc))
		}
	}
	for i := range out {
		s := &out[i]
		s.meaning = meaningWeight * s.wordsScore()
		if set.Has(s.doc) {
			s.meaning = meaningWeight * unit * share(s.doc)
		}
		s.score += s.meaning
	}
	slices.SortFunc(out, ahead)
	return out
}

// wordsScore is the score by words alone.
func (s scored) wordsScore() float64 {
	if s.parts != nil {
		return s.parts[rerank.Words]
	}
	return s.score
}

// byWords scores one passage by words.
func (r *ranking) byWords(doc int) scored {
	s := scored{doc: doc}
	for _, m := range r.explain(doc) {
		s.words += m.score
	}
	s.score = s.words * r.factor(doc)
	return s
}

// scale returns a function that gives a passage's score between those of the farthest and the nearest passage.
func (d *dense) scale(scores []float32) func(doc int) float64 {
	low, high := float32(math.Inf(1)), float32(math.Inf(-1))
	for doc, s := range scores {
		if d.set.Has(doc) {
			low, high = min(low, s), max(high, s)
		}
	}
	return func(doc int) float64 { return float64(scores[doc]-low) / max(float64(high-low), 1e-9) }
}
