package rerank

import (
	"context"
	"math"
	"runtime"
	"sync"
)

// What is learned of a corpus: its strongest directions, by a randomised
// singular value decomposition of the matrix of passages and stems.
// N. Halko, P. G. Martinsson, J. A. Tropp, SIAM Review 53 (2011) 217-288.
const (
	dimensions = 300
	spare      = 20    // directions computed besides, for accuracy
	turns      = 2     // of power iteration
	learnFrom  = 20000 // most passages that it is learned from; all are placed
	leastHolds = 2     // passages that a stem must stand in
	drawSeed   = 1
)

// latent places stems and passages in the space that was learned, in steps
// of 1/127 of the largest coordinate of each.
type latent struct {
	dims  int
	stems []byte    // dims for each stem
	scale []float32 // by stem; 0 for a stem that was not learned
	docs  []byte    // dims for each passage, of length 1
	width []float32 // by passage: what a step is worth
}

// learn fills s.latent.
func (s *Stage) learn(ctx context.Context) error {
	rows := s.sample()
	a := s.matrix(rows)
	dims := min(dimensions, a.rows/4, a.cols/4)
	if dims < 2 {
		return ctx.Err()
	}
	directions, err := a.directions(ctx, dims)
	if err != nil {
		return err
	}
	s.latent = latent{dims: dims, stems: make([]byte, len(s.stems)*dims), scale: make([]float32, len(s.stems))}
	for col, stem := range a.stems {
		s.latent.scale[stem] = pack(directions[col*dims:(col+1)*dims], s.latent.stems[int(stem)*dims:])
	}
	return s.place(ctx)
}

// sample returns the passages to learn from, spread evenly over all.
func (s *Stage) sample() []int {
	n := s.docs.len()
	out := make([]int, min(n, learnFrom))
	for i := range out {
		out[i] = i * n / len(out)
	}
	return out
}

// place puts every passage at the sum of its stems.
func (s *Stage) place(ctx context.Context) error {
	l := &s.latent
	n := s.docs.len()
	l.docs, l.width = make([]byte, n*l.dims), make([]float32, n)
	return parallel(ctx, n, func(from, to int) {
		var buffer []entry
		sum := make([]float32, l.dims)
		for doc := from; doc < to; doc++ {
			clear(sum)
			s.topicWeights(doc, &buffer, func(stem uint32, w float32) { l.addStem(stem, w, sum) })
			unit(sum)
			l.width[doc] = pack(sum, l.docs[doc*l.dims:])
		}
	})
}

// addStem adds the place of a stem, weighed, to sum.
func (l *latent) addStem(stem uint32, weight float32, sum []float32) {
	scale := l.scale[stem] * weight
	if scale == 0 {
		return
	}
	at := l.stems[int(stem)*l.dims:]
	for i := range sum {
		sum[i] += scale * float32(int8(at[i]))
	}
}

// near returns the cosine of a vector of length 1 and a passage.
func (l *latent) near(q []float32, doc int) float64 {
	at := l.docs[doc*l.dims : (doc+1)*l.dims]
	var a, b float32
	for i := 0; i+1 < len(q); i += 2 {
		a += q[i] * float32(int8(at[i]))
		b += q[i+1] * float32(int8(at[i+1]))
	}
	if len(q)%2 == 1 {
		a += q[len(q)-1] * float32(int8(at[len(q)-1]))
	}
	return float64((a + b) * l.width[doc])
}

// topicWeights visits the stems of a passage with the logarithm of their
// count times their rarity.
func (s *Stage) topicWeights(doc int, buffer *[]entry, visit func(stem uint32, weight float32)) {
	*buffer = s.docs.entries(doc, *buffer)
	entries := *buffer
	for i := 0; i < len(entries); {
		stem, tf := s.stemOf[entries[i].word], uint32(0)
		for ; i < len(entries) && s.stemOf[entries[i].word] == stem; i++ {
			tf += entries[i].times
		}
		visit(stem, s.idf[stem]*float32(1+math.Log(float64(tf))))
	}
}

// pack writes v in steps of the returned width.
func pack(v []float32, to []byte) float32 {
	largest := float32(0)
	for _, x := range v {
		largest = max(largest, x, -x)
	}
	if largest == 0 {
		return 0
	}
	width := largest / 127
	for i, x := range v {
		to[i] = byte(int8(math.Round(float64(x / width))))
	}
	return width
}

// unit scales v to length 1; a vector of zeros stays.
func unit(v []float32) {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 {
		return
	}
	f := float32(1 / math.Sqrt(sum))
	for i := range v {
		v[i] *= f
	}
}

// parallel runs work over 0..n in pieces on all processors.
func parallel(ctx context.Context, n int, work func(from, to int)) error {
	const piece = 256
	var wg sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for from := range next {
				work(from, min(from+piece, n))
			}
		})
	}
	for from := 0; from < n && ctx.Err() == nil; from += piece {
		next <- from
	}
	close(next)
	wg.Wait()
	return ctx.Err()
}
