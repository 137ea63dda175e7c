package search

import (
	"context"
	"slices"

	index "github.com/blevesearch/bleve_index_api"
)

// lookup reads postings for one question. The forms of a term share most of
// their words, so positions that were read once are kept until it ends.
type lookup struct {
	ix   *Index
	ctx  context.Context // of the one call that looks up
	seen map[fieldStem][]docPositions
}

type fieldStem struct {
	field int
	stem  string
}

// docPositions is where a stem, or a phrase, stands in one passage.
type docPositions struct {
	doc int
	at  []int
}

func (ix *Index) newLookup(ctx context.Context) *lookup {
	return &lookup{ix: ix, ctx: ctx, seen: map[fieldStem][]docPositions{}}
}

// spans returns all places of all forms of t in field f.
func (l *lookup) spans(t *Term, f int) ([]span, error) {
	var out []span
	for n := range t.forms() {
		form, weight := t.form(n)
		found, err := l.phrase(form, f)
		if err != nil {
			return nil, err
		}
		for _, d := range found {
			for _, p := range d.at {
				out = append(out, span{doc: d.doc, start: p, end: p + len(form), form: n, weight: weight})
			}
		}
	}
	return out, nil
}

// phrase returns where the stems stand one after the other in field f.
func (l *lookup) phrase(stems []string, f int) ([]docPositions, error) {
	for _, stem := range stems { // most synonyms fail here, for nothing
		if l.ix.vocab.inFields[stem]&(1<<f) == 0 {
			return nil, nil
		}
	}
	var found []docPositions
	for n, stem := range stems {
		next, err := l.positions(stem, f)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			found = next
			continue
		}
		if found = follow(found, next, n); len(found) == 0 {
			return nil, nil
		}
	}
	return found, nil
}

// follow keeps the starts in found that have a position in next n further
// on. Both are sorted by passage.
func follow(found, next []docPositions, n int) []docPositions {
	var out []docPositions
	j := 0
	for _, d := range found {
		for j < len(next) && next[j].doc < d.doc {
			j++
		}
		if j == len(next) {
			break
		}
		if next[j].doc != d.doc {
			continue
		}
		var at []int
		for _, start := range d.at {
			if slices.Contains(next[j].at, start+n) {
				at = append(at, start)
			}
		}
		if len(at) > 0 {
			out = append(out, docPositions{d.doc, at})
		}
	}
	return out
}

// positions returns where stem stands in field f, by passage.
func (l *lookup) positions(stem string, f int) ([]docPositions, error) {
	key := fieldStem{f, stem}
	if found, ok := l.seen[key]; ok {
		return found, nil
	}
	n := l.ix.vocab.passagesWith[stem]
	found, all := make([]docPositions, 0, n), make([]int, 0, 2*n)
	err := l.ix.postings(l.ctx, stem, f, true, func(d *index.TermFieldDoc) {
		from := len(all)
		for _, v := range d.Vectors {
			all = append(all, int(v.Pos))
		}
		found = append(found, docPositions{int(d.ID.Value()), all[from:len(all):len(all)]})
	})
	if err != nil {
		return nil, err
	}
	l.seen[key] = found
	return found, nil
}
