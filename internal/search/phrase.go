package search

import (
	"context"
	"errors"
	"slices"

	index "github.com/blevesearch/bleve_index_api"
)

// phrases returns where the forms of t that have several words stand in
// field f of a part, by bleve's document number; nil where nowhere.
func (ix *Index) phrases(ctx context.Context, t *Term, p *part, f int) (map[uint64][]span, error) {
	var out map[uint64][]span
	for n := range t.forms() {
		form, weight := t.form(n)
		if len(form) < 2 {
			continue
		}
		err := ix.phrase(ctx, form, p, f, func(number uint64, start int) {
			if out == nil {
				out = map[uint64][]span{}
			}
			out[number] = append(out[number], span{start, start + len(form), n, weight})
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// phrase visits the places where the stems stand one after the other. Only
// passages that hold all of them are looked at, and the positions only of
// these are read.
func (ix *Index) phrase(ctx context.Context, stems []string, p *part, f int, visit func(number uint64, start int)) (err error) {
	for _, stem := range stems { // most synonyms fail here, for nothing
		if ix.vocab.fields(stem)&(1<<f) == 0 {
			return nil
		}
	}
	readers := make([]*placeReader, len(stems))
	for i, stem := range stems {
		r, openErr := ix.readerOf(ctx, p, stem, f, true)
		if openErr != nil || r == nil {
			return openErr
		}
		defer func() { err = errors.Join(err, r.Close()) }()
		readers[i] = &placeReader{reader: r, offset: i, df: ix.vocab.df(stem)}
	}
	slices.SortStableFunc(readers, func(a, b *placeReader) int { return a.df - b.df }) // the rarest leads
	for n, number := 1, uint64(0); ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		next, ok, err := together(readers, number)
		if err != nil || !ok {
			return err
		}
		for _, v := range readers[0].at.Vectors {
			if start := int(v.Pos) - readers[0].offset; allFollow(readers[1:], start) {
				visit(next, start)
			}
		}
		number = next + 1
	}
}

// placeReader reads the places of one word of a phrase.
type placeReader struct {
	reader index.TermFieldReader
	at     *index.TermFieldDoc // where it stands now; nil before the first
	offset int                 // of the word in the phrase
	df     int
}

// seek goes to the first passage from number on, and returns its number or
// false at the end.
func (r *placeReader) seek(number uint64) (uint64, bool, error) {
	if r.at != nil && r.at.ID.Value() >= number {
		return r.at.ID.Value(), true, nil
	}
	d, err := r.reader.Advance(index.NewIndexInternalID(nil, number), nil)
	if err != nil || d == nil {
		return 0, false, err
	}
	r.at = d
	return d.ID.Value(), true, nil
}

// together goes to the first passage from number on that has all the words.
func together(readers []*placeReader, number uint64) (uint64, bool, error) {
	for agreed := 0; agreed < len(readers); {
		agreed = 0
		for _, r := range readers {
			at, ok, err := r.seek(number)
			if err != nil || !ok {
				return 0, false, err
			}
			if at > number {
				number = at
				break
			}
			agreed++
		}
	}
	return number, true, nil
}

func allFollow(readers []*placeReader, start int) bool {
	for _, r := range readers {
		want := uint64(start + r.offset)
		if !slices.ContainsFunc(r.at.Vectors, func(v *index.TermFieldVector) bool { return v.Pos == want }) {
			return false
		}
	}
	return true
}
