package search

import (
	"cmp"
	"context"
	"errors"
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

// part is one bleve index with some of the passages. A corpus in memory has
// one; a large one on disk has several, which are built one by one.
type part struct {
	engine index.Index
	reader index.IndexReader
	place  []uint32 // in the corpus, by bleve's document number

	from     int          // place of its first passage
	passages *passageFile // on disk; nil in memory
}

// span is one place where a form of a term stands in a field.
type span struct {
	start, end int
	form       int // index into Term.Forms, then Term.Near
	weight     float64
}

// find returns what t finds. Without the questions that curators wrote the
// same passages are found, and those questions count nothing.
func (ix *Index) find(ctx context.Context, t *Term, plain bool) (*listing, error) {
	key := t.formsKey(plain)
	if l := ix.listings.get(key); l != nil {
		return l, nil
	}
	if t.forms() > mostForms {
		return nil, fmt.Errorf("look up %q: it has more than %d forms", t.Text, mostForms)
	}
	g := ix.gatherers.Get().(*gatherer)
	defer ix.gatherers.Put(g)
	for f := range fields {
		for _, p := range ix.parts {
			if err := ix.gather(ctx, g, t, p, f); err != nil {
				g.clear()
				return nil, fmt.Errorf("look up %q: %w", t.Text, err)
			}
		}
		g.endField(ix, f, !(plain && f == fieldAsked))
	}
	l := g.listing(t)
	ix.listings.put(key, l)
	return l, nil
}

// gather adds what t finds in field f of a part. Forms of several words need
// positions, and so do single words in the passages where those stand: the
// same words count once, however many forms of the term they fit.
func (ix *Index) gather(ctx context.Context, g *gatherer, t *Term, p *part, f int) error {
	phrases, err := ix.phrases(ctx, t, p, f)
	if err != nil {
		return err
	}
	for n := range t.forms() {
		form, weight := t.form(n)
		if len(form) != 1 {
			continue
		}
		if err := ix.gatherWord(ctx, g, t, p, f, word{form[0], n, weight}, phrases); err != nil {
			return err
		}
	}
	for number, spans := range phrases {
		for _, s := range distinct(spans) {
			g.add(t, p.place[number], s.form, s.weight, f, 1)
		}
	}
	return nil
}

// word is a form of one word.
type word struct {
	stem   string
	form   int
	weight float64
}

// gatherWord counts a word, where no phrase stands; where one does, its
// places join those of the phrases.
func (ix *Index) gatherWord(ctx context.Context, g *gatherer, t *Term, p *part, f int, w word, phrases map[uint64][]span) error {
	err := ix.postings(ctx, p, w.stem, f, func(d *index.TermFieldDoc) {
		number := d.ID.Value()
		if len(phrases) > 0 {
			if _, both := phrases[number]; both {
				return
			}
		}
		g.add(t, p.place[number], w.form, w.weight, f, float64(d.Freq))
	})
	if err != nil || len(phrases) == 0 {
		return err
	}
	r, err := ix.readerOf(ctx, p, w.stem, f, true)
	if err != nil || r == nil {
		return err
	}
	for _, number := range sortedKeys(phrases) {
		d, err := r.Advance(index.NewIndexInternalID(nil, number), nil)
		if err != nil || d == nil {
			return errors.Join(err, r.Close())
		}
		if d.ID.Value() != number {
			continue
		}
		for _, v := range d.Vectors {
			phrases[number] = append(phrases[number], span{int(v.Pos), int(v.Pos) + 1, w.form, w.weight})
		}
	}
	return r.Close()
}

func sortedKeys(m map[uint64][]span) []uint64 {
	out := make([]uint64, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// distinct drops spans of one passage that overlap a better one.
func distinct(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), (b.end-b.start)-(a.end-a.start), a.start-b.start, a.form-b.form)
	})
	out := spans[:0]
	for _, s := range spans {
		if !overlapsAny(out, s) {
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

// readerOf returns a reader of the postings of stem in field f, or nil where
// there are none.
func (ix *Index) readerOf(ctx context.Context, p *part, stem string, f int, positions bool) (index.TermFieldReader, error) {
	if p.reader == nil || ix.vocab.fields(stem)&(1<<f) == 0 {
		return nil, nil
	}
	return p.reader.TermFieldReader(ctx, []byte(stem), fields[f].name, true, false, positions)
}

// postings visits the passages of a part that hold stem in field f.
func (ix *Index) postings(ctx context.Context, p *part, stem string, f int, visit func(*index.TermFieldDoc)) error {
	r, err := ix.readerOf(ctx, p, stem, f, false)
	if err != nil || r == nil {
		return err
	}
	d, err := r.Next(nil)
	for n := 1; err == nil && d != nil; n++ {
		visit(d)
		if n%4096 == 0 && ctx.Err() != nil {
			err = ctx.Err()
			break
		}
		d, err = r.Next(d.Reset())
	}
	return errors.Join(err, r.Close())
}
