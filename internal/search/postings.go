package search

import (
	"context"
	"fmt"
	"slices"
)

// Weights of a match that is not the exact word or a true synonym of it.
const nearWeight = 0.5

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
// number, and how many of them hold an exact form or a synonym.
func (ix *Index) find(ctx context.Context, t *Term) ([]termDoc, int, error) {
	byDoc := map[int]*termDoc{}
	for f := range fields {
		spans, err := ix.spans(ctx, t, f)
		if err != nil {
			return nil, 0, err
		}
		for _, s := range distinct(spans) {
			d := byDoc[s.doc]
			if d == nil {
				d = &termDoc{doc: s.doc, form: s.form, weight: s.weight, field: f}
				byDoc[s.doc] = d
			}
			d.tf[f] += s.weight
			if s.weight > d.weight || s.weight == d.weight && s.form < d.form {
				d.form, d.weight, d.field = s.form, s.weight, f
			}
		}
	}
	out := make([]termDoc, 0, len(byDoc))
	df := 0
	for _, d := range byDoc {
		out = append(out, *d)
		if d.weight == 1 && d.tf[fieldText]+d.tf[fieldHeadings] > 0 {
			df++
		}
	}
	slices.SortFunc(out, func(a, b termDoc) int { return a.doc - b.doc })
	return out, df, nil
}

// spans returns all places of all forms of t in field f.
func (ix *Index) spans(ctx context.Context, t *Term, f int) ([]span, error) {
	var out []span
	for n := range len(t.Forms) + len(t.Near) {
		form, weight := t.form(n)
		starts, err := ix.phrase(ctx, form, f)
		if err != nil {
			return nil, fmt.Errorf("look up %q: %w", t.Text, err)
		}
		for doc, at := range starts {
			for _, p := range at {
				out = append(out, span{doc: doc, start: p, end: p + len(form), form: n, weight: weight})
			}
		}
	}
	return out, nil
}

// distinct drops spans that overlap a better one: the same words count once,
// however many forms of the term they fit.
func distinct(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int {
		if a.doc != b.doc {
			return a.doc - b.doc
		}
		if a.weight != b.weight {
			return int(2 * (b.weight - a.weight))
		}
		if a.end-a.start != b.end-b.start {
			return (b.end - b.start) - (a.end - a.start)
		}
		if a.start != b.start {
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

// phrase returns where the stems stand one after the other in field f, by
// document number.
func (ix *Index) phrase(ctx context.Context, stems []string, f int) (map[int][]int, error) {
	var at map[int][]int
	for n, stem := range stems {
		next := map[int][]int{}
		err := ix.postings(ctx, stem, f, func(doc int, positions []int) {
			if n == 0 {
				next[doc] = positions
				return
			}
			for _, p := range at[doc] {
				if slices.Contains(positions, p+n) {
					next[doc] = append(next[doc], p)
				}
			}
		})
		if err != nil || len(next) == 0 {
			return nil, err
		}
		at = next
	}
	return at, nil
}

// postings visits the passages that hold stem in field f, with positions.
func (ix *Index) postings(ctx context.Context, stem string, f int, visit func(doc int, positions []int)) error {
	r, err := ix.reader.TermFieldReader(ctx, []byte(stem), fields[f].name, true, false, true)
	if err != nil {
		return err
	}
	d, err := r.Next(nil)
	for ; err == nil && d != nil; d, err = r.Next(d.Reset()) {
		positions := make([]int, len(d.Vectors))
		for i, v := range d.Vectors {
			positions[i] = int(v.Pos)
		}
		visit(int(d.ID.Value()), positions)
	}
	if closeErr := r.Close(); err == nil {
		err = closeErr
	}
	return err
}
