package vectors

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
)

// Set is the vectors of passages by document number, in memory: a byte a dimension and eight for each passage. It
// never changes and is safe for concurrent use.
type Set struct {
	dimensions int
	rows       []int8
	scales     []float32 // 0 where a passage has no vector
	have       int
}

// Set arranges vectors by document number: row i is the vector of keys[i], if there is one.
func (f *Folder) Set(keys []Key) (*Set, error) {
	s := &Set{dimensions: f.dimensions, rows: make([]int8, len(keys)*f.dimensions), scales: make([]float32, len(keys))}
	type want struct{ row, doc int }
	wants := make([][]want, len(f.files))
	for doc, key := range keys {
		if p, ok := f.at[key]; ok {
			wants[p.file] = append(wants[p.file], want{p.row, doc})
		}
	}
	for n, w := range wants {
		slices.SortFunc(w, func(a, b want) int { return cmp.Compare(a.row, b.row) })
		err := f.files[n].eachRow(func(i int, row []int8) error {
			for ; len(w) > 0 && w[0].row == i; w = w[1:] {
				copy(s.row(w[0].doc), row)
				s.scales[w[0].doc] = f.files[n].scales[i]
				s.have++
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("read the vectors in %s: %w", f.dir, err)
		}
	}
	return s, nil
}

func (s *Set) row(doc int) []int8 { return s.rows[doc*s.dimensions : (doc+1)*s.dimensions] }

// Len is the number of passages, with a vector or without.
func (s *Set) Len() int { return len(s.scales) }

// Have is how many passages have a vector.
func (s *Set) Have() int { return s.have }

// Has reports whether a passage has a vector.
func (s *Set) Has(doc int) bool { return s.scales[doc] != 0 }

// Dimensions is the length of the vectors, 0 where there are none.
func (s *Set) Dimensions() int { return s.dimensions }

// Vector returns a passage's vector, nil where it has none.
func (s *Set) Vector(doc int) []float32 {
	if !s.Has(doc) {
		return nil
	}
	out := make([]float32, s.dimensions)
	for i, n := range s.row(doc) {
		out[i] = float32(n) * s.scales[doc]
	}
	return out
}

// share is how many passages one worker compares before it asks for more.
const share = 4096

// Scores compares a vector of length 1 with every passage: the cosine, -1 to 1 but for rounding; 0 for a passage
// without a vector. The work is shared by all cores. It fails when ctx ends or v has another length.
func (s *Set) Scores(ctx context.Context, v []float32) ([]float32, error) {
	if len(v) != s.dimensions {
		return nil, fmt.Errorf("the question's vector has %d dimensions, the passages' have %d", len(v), s.dimensions)
	}
	q, out := newQuery(v), make([]float32, s.Len())
	var workers sync.WaitGroup
	next := make(chan int, s.Len()/share+1)
	for from := 0; from < s.Len(); from += share {
		next <- from
	}
	close(next)
	for range min(runtime.GOMAXPROCS(0), len(next)) {
		workers.Go(func() {
			for from := range next {
				if ctx.Err() != nil {
					return
				}
				for doc := from; doc < min(from+share, s.Len()); doc++ {
					out[doc] = float32(dot(s.row(doc), q.numbers)) * q.scale * s.scales[doc]
				}
			}
		})
	}
	workers.Wait()
	return out, ctx.Err()
}

// At compares a vector of length 1 with some passages, as Scores does with all.
func (s *Set) At(v []float32, docs []int) []float32 {
	out := make([]float32, len(docs))
	if len(v) != s.dimensions {
		return out
	}
	q := newQuery(v)
	for i, doc := range docs {
		out[i] = float32(dot(s.row(doc), q.numbers)) * q.scale * s.scales[doc]
	}
	return out
}

// Mean is the mean of some passages' vectors; those without one are left out. Nil where none has one.
func (s *Set) Mean(docs []int) []float32 {
	sum, n := make([]float32, s.dimensions), float32(0)
	for _, doc := range docs {
		if !s.Has(doc) {
			continue
		}
		n++
		for i, x := range s.row(doc) {
			sum[i] += float32(x) * s.scales[doc]
		}
	}
	if n == 0 {
		return nil
	}
	for i := range sum {
		sum[i] /= n
	}
	return sum
}
