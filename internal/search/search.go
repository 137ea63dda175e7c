package search

import (
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
}

// Result is what was found.
type Result struct {
	Hits  []Hit
	Terms []Term // how the question was read
	Total int    // passages that hold any of the terms
}

// Hit is a passage with the reasons for its place.
type Hit struct {
	Passage *corpus.Passage
	Score   float64
	Why     []TermScore // terms found, the weightiest first
}

// TermScore is what one term adds to a hit.
type TermScore struct {
	Term    string // as typed
	Matched string // as found: its stems
	Kind    string // exact, synonym, near or spelling
	Field   string // text, headings, about, title or asked
	Score   float64
}

// Search returns the passages that bear on q.Text, best first.
func (ix *Index) Search(ctx context.Context, q Query) (*Result, error) {
	if ix.reader == nil {
		return nil, ErrClosed
	}
	question := text.Clean(q.Text)
	terms, err := ix.read(ctx, question)
	if err != nil {
		return nil, fmt.Errorf("read the question: %w", err)
	}
	ranked, err := ix.rank(ctx, terms, ix.analyzer.rules.asksFor(question, terms), q)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	res := &Result{Terms: terms, Total: len(ranked)}
	for _, s := range ix.spread(ranked, q) {
		res.Hits = append(res.Hits, ix.hit(s, terms))
	}
	return res, nil
}

// filter returns whether a passage may be found.
func (ix *Index) filter(q Query) func(doc int) bool {
	if len(q.Collections) == 0 {
		return func(int) bool { return true }
	}
	return func(doc int) bool {
		return slices.Contains(q.Collections, ix.passages[doc].Source.Collection)
	}
}

// spread takes the best hits so that among the first eight no source has
// more than its share. What a source has beyond it comes after all others,
// from the ninth place on; where only one source speaks of a subject, or
// more than eight hits are wanted, nothing is left out.
func (ix *Index) spread(ranked []scored, q Query) []scored {
	limit, share := q.Limit, q.PerSource
	if limit <= 0 {
		limit = DefaultLimit
	}
	if share == 0 {
		share = DefaultPerSource
	}
	if share < 0 {
		return ranked[:min(limit, len(ranked))]
	}
	var head, tail []scored
	taken := map[*corpus.Source]int{}
	for _, s := range ranked {
		source := ix.passages[s.doc].Source
		if len(head) == diverseTop || taken[source] == share {
			tail = append(tail, s)
			continue
		}
		taken[source]++
		head = append(head, s)
	}
	if len(taken) == 1 || limit > diverseTop {
		head = append(head, tail...)
	}
	return head[:min(limit, len(head))]
}

// hit explains a scored passage.
func (ix *Index) hit(s scored, terms []Term) Hit {
	h := Hit{Passage: ix.passages[s.doc], Score: s.score}
	for _, m := range s.terms {
		t := &terms[m.term]
		form, _ := t.form(m.match.form)
		h.Why = append(h.Why, TermScore{
			Term: t.Text, Matched: strings.Join(form, " "), Kind: t.matchKind(m.match.form),
			Field: fields[m.match.field].name, Score: m.score,
		})
	}
	slices.SortStableFunc(h.Why, func(a, b TermScore) int {
		switch {
		case a.Score > b.Score:
			return -1
		case a.Score < b.Score:
			return 1
		}
		return 0
	})
	return h
}
