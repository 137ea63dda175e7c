package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	index "github.com/blevesearch/bleve_index_api"
)

// Weights of a match that is not the word as typed or a true synonym of it:
// a looser word for it, or the true words for a looser one.
const (
	nearWeight  = 0.5
	looseWeight = 0.7
)

// span is one place where a form of a term stands in a field.
type span struct {
	doc, start, end int
	form            int // index into Term.Forms, then Term.Near
	weight          float64
}

// termDoc is what one term finds in one passage.
type termDoc struct {
	doc    int
	tf     [numFields]float64 // weighted occurrences
	form   int                // the best form found
	weight float64            // and its weight
	field  int                // where it stands, the weightiest field first
}

// find returns the passages that hold t in any of its forms, by document
// number, and how many of them hold an exact form or a synonym in text or
// headings.
func (l *lookup) find(t *Term) ([]termDoc, int, error) {
	key := t.formsKey()
	if f, ok := l.ix.finds.get(key); ok {
		return f.docs, f.exact, nil
	}
	c := collected{byDoc: map[int]*termDoc{}}
	for f := range fields {
		if err := l.collect(t, f, c.add); err != nil {
			return nil, 0, fmt.Errorf("look up %q: %w", t.Text, err)
		}
	}
	out := make([]termDoc, 0, len(c.byDoc))
	df := 0
	for _, d := range c.byDoc {
		out = append(out, *d)
		if d.form < len(t.Forms) && d.tf[fieldText]+d.tf[fieldHeadings] > 0 {
			df++
		}
	}
	slices.SortFunc(out, func(a, b termDoc) int { return a.doc - b.doc })
	l.ix.finds.put(key, finding{out, df})
	return out, df, nil
}

// collected gathers what a term finds.
type collected struct{ byDoc map[int]*termDoc }

func (c *collected) add(s span, f int, times float64) {
	d := c.byDoc[s.doc]
	if d == nil {
		d = &termDoc{doc: s.doc, form: s.form, weight: s.weight, field: f}
		c.byDoc[s.doc] = d
	}
	d.tf[f] += times * s.weight
	if s.weight > d.weight || s.weight == d.weight && s.form < d.form {
		d.form, d.weight, d.field = s.form, s.weight, f
	}
}

// collect calls add for what t finds in field f. Only forms of several words
// need positions: single words cannot overlap.
func (l *lookup) collect(t *Term, f int, add func(s span, f int, times float64)) error {
	if t.singleWords() {
		for n := range t.forms() {
			form, weight := t.form(n)
			err := l.ix.postings(l.ctx, form[0], f, false, func(d *index.TermFieldDoc) {
				add(span{doc: int(d.ID.Value()), form: n, weight: weight}, f, float64(d.Freq))
			})
			if err != nil {
				return err
			}
		}
		return nil
	}
	spans, err := l.spans(t, f)
	if err != nil {
		return err
	}
	for _, s := range distinct(spans) {
		add(s, f, 1)
	}
	return nil
}

// distinct drops spans that overlap a better one: the same words count once,
// however many forms of the term they fit.
func distinct(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int {
		switch {
		case a.doc != b.doc:
			return a.doc - b.doc
		case a.weight != b.weight:
			return cmp.Compare(b.weight, a.weight)
		case a.end-a.start != b.end-b.start:
			return (b.end - b.start) - (a.end - a.start)
		case a.start != b.start:
			return a.start - b.start
		}
		return a.form - b.form
	})
	out := spans[:0]
	from := 0 // first kept span of the same passage
	for _, s := range spans {
		if len(out) > 0 && out[len(out)-1].doc != s.doc {
			from = len(out)
		}
		if !overlapsAny(out[from:], s) {
			out = append(out, s)
		}
	}
	return out
}

func overlapsAny(kept []span, s span) bool {
	for _, k := range kept {
		if s.start < k.end && k.start < s.end {
			return true
		}
	}
	return false
}

// postings visits the passages that hold stem in field f.
func (ix *Index) postings(ctx context.Context, stem string, f int, positions bool, visit func(*index.TermFieldDoc)) error {
	if ix.reader == nil {
		return ErrClosed
	}
	if ix.vocab.inFields[stem]&(1<<f) == 0 {
		return nil
	}
	r, err := ix.reader.TermFieldReader(ctx, []byte(stem), fields[f].name, true, false, positions)
	if err != nil {
		return err
	}
	d, err := r.Next(nil)
	for ; err == nil && d != nil; d, err = r.Next(d.Reset()) {
		visit(d)
	}
	if closeErr := r.Close(); err == nil {
		err = closeErr
	}
	return err
}
