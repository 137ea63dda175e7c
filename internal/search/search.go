package search

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"curbside/internal/corpus"
	"curbside/internal/text"
)

// Defaults and bounds of a Query.
const (
	DefaultLimit     = 8
	DefaultPerSource = 3
	diverseTop       = 8 // the hits to which the limit per source applies
)

// ErrClosed is returned by a search on a closed index.
var ErrClosed = errors.New("the index is closed")

// Query is what to look for.
type Query struct {
	Text        string
	Limit       int      // most hits; 0 means DefaultLimit
	PerSource   int      // most hits of one source in the first eight; 0 means DefaultPerSource, below 0 no limit
	Collections []string // empty means all
	Plain       bool     // leave out the questions that curators wrote to passages
	Audience    string   // sources written for it lead where scores are near; "" for none
	Setting     Setting  // how to rank; the zero value is Standard
	Lexical     bool     // by words alone, also where passages have vectors
}

// Result is what was found.
type Result struct {
	Hits  []Hit
	Terms []Term // how the question was read
	Total int    // passages that hold any of the terms

	// Retrieval says how the passages were found; nil where no model for
	// embeddings is in use.
	Retrieval *Retrieval
}

// Hit is a passage with the reasons for its place.
type Hit struct {
	Passage *corpus.Passage
	Score   float64
	Why     []TermScore // terms found, the weightiest first
	Signals []Signal    // what the second stage added, the weightiest first; none in small corpora
}

// Signal is what one signal of the second stage adds to the score of a hit.
type Signal struct {
	Name  string // letters, feedback or topic
	Score float64
}

// TermScore is what one term adds to a hit.
type TermScore struct {
	Term    string // as typed
	Matched string // as found: its stems
	Kind    string // exact, synonym, near or spelling; or meaning, of the whole question
	Field   string // text, headings, about, title or asked; or vector
	Score   float64
}

// Search returns the passages that bear on q.Text, best first.
func (ix *Index) Search(ctx context.Context, q Query) (*Result, error) {
	leave, ok := ix.Hold()
	if !ok {
		return nil, ErrClosed
	}
	defer leave()
	question := text.Clean(q.Text)
	terms, err := ix.read(ctx, question)
	if err != nil {
		return nil, fmt.Errorf("read the question: %w", err)
	}
	r, err := ix.newRanking(ctx, terms, ix.analyzer.rules.asksFor(question, terms), q)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	retrieval, err := r.byMeaning(ctx, question, q)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	hits, err := r.spread(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	res := &Result{Terms: terms, Total: r.total(), Retrieval: retrieval}
	for _, s := range hits {
		h, err := r.hit(s)
		if err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		res.Hits = append(res.Hits, h)
	}
	return res, nil
}

// filter returns whether a passage may be found; nil where all may.
func (ix *Index) filter(q Query) func(doc int) bool {
	if len(q.Collections) == 0 {
		return nil
	}
	return func(doc int) bool {
		return slices.Contains(q.Collections, ix.docs.of(doc).Collection)
	}
}

// hit explains a scored passage.
func (r *ranking) hit(s scored) (Hit, error) {
	p, err := r.ix.readPassage(s.doc)
	if err != nil {
		return Hit{}, err
	}
	h := Hit{Passage: p, Score: s.score}
	for _, m := range r.explain(s.doc) {
		t := &r.terms[m.term]
		form, _ := t.form(m.form)
		h.Why = append(h.Why, TermScore{
			Term: t.Text, Matched: strings.Join(form, " "), Kind: t.matchKind(m.form),
			Field: fields[m.field].name, Score: m.score,
		})
	}
	if s.meaning > 0 {
		h.Why = append(h.Why, TermScore{Term: "the question", Matched: "the question", Kind: matchMeaning, Field: "vector", Score: s.meaning})
	}
	slices.SortStableFunc(h.Why, func(a, b TermScore) int { return cmp.Compare(b.Score, a.Score) })
	h.Signals = s.signals()
	return h, nil
}
