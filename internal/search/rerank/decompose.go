package rerank

import (
	"context"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/mat"
)

// sparse is a matrix by rows, and by columns for the product with its
// transpose.
type sparse struct {
	rows, cols int
	stems      []uint32 // by column
	byRow      lists
	byCol      lists
}

type lists struct {
	from  []int
	at    []uint32
	value []float32
}

// matrix holds the sampled passages as rows of length 1 over the stems that
// stand in enough passages.
func (s *Stage) matrix(rows []int) *sparse {
	a := &sparse{rows: len(rows)}
	column := make([]int, len(s.stems))
	for stem, df := range s.holds {
		column[stem] = -1
		if df >= leastHolds {
			column[stem] = len(a.stems)
			a.stems = append(a.stems, uint32(stem))
		}
	}
	a.cols = len(a.stems)
	var buffer []entry
	a.byRow.from = []int{0}
	for _, doc := range rows {
		from := len(a.byRow.value)
		s.topicWeights(doc, &buffer, func(stem uint32, w float32) {
			if c := column[stem]; c >= 0 {
				a.byRow.at = append(a.byRow.at, uint32(c))
				a.byRow.value = append(a.byRow.value, w)
			}
		})
		unit(a.byRow.value[from:])
		a.byRow.from = append(a.byRow.from, len(a.byRow.value))
	}
	a.byCol = a.byRow.turned(a.cols)
	return a
}

// turned returns the same matrix by columns.
func (l *lists) turned(cols int) lists {
	out := lists{from: make([]int, cols+1), at: make([]uint32, len(l.at)), value: make([]float32, len(l.value))}
	for _, c := range l.at {
		out.from[c+1]++
	}
	for c := range cols {
		out.from[c+1] += out.from[c]
	}
	next := append([]int(nil), out.from...)
	for row := range len(l.from) - 1 {
		for i := l.from[row]; i < l.from[row+1]; i++ {
			c := l.at[i]
			out.at[next[c]], out.value[next[c]] = uint32(row), l.value[i]
			next[c]++
		}
	}
	return out
}

// times returns the product with a dense matrix of the given width. Each row
// is summed by one goroutine in one order, so the result does not depend on
// how many there are.
func (l *lists) times(ctx context.Context, dense []float32, width int) ([]float32, error) {
	n := len(l.from) - 1
	out := make([]float32, n*width)
	err := parallel(ctx, n, func(from, to int) {
		for row := from; row < to; row++ {
			sum := out[row*width : (row+1)*width]
			for i := l.from[row]; i < l.from[row+1]; i++ {
				v := l.value[i]
				for j, x := range dense[int(l.at[i])*width : (int(l.at[i])+1)*width] {
					sum[j] += v * x
				}
			}
		}
	})
	return out, err
}

// directions returns the strongest directions among the columns: dims
// numbers for each column.
func (a *sparse) directions(ctx context.Context, dims int) ([]float32, error) {
	width := min(dims+spare, a.rows, a.cols)
	basis := make([]float32, a.cols*width)
	draw := rand.New(rand.NewPCG(drawSeed, uint64(dims)))
	for i := range basis {
		basis[i] = float32(draw.NormFloat64())
	}
	for range turns + 1 {
		image, err := a.byRow.times(ctx, basis, width)
		if err != nil {
			return nil, err
		}
		image = orthonormal(image, width)
		if basis, err = a.byCol.times(ctx, image, width); err != nil {
			return nil, err
		}
	}
	values, vectors := strongest(basis, width)
	turn := make([]float32, width*dims)
	for d := range dims {
		if values[width-1-d] <= 0 {
			continue
		}
		f := 1 / math.Sqrt(values[width-1-d])
		for i := range width {
			turn[i*dims+d] = float32(vectors.At(i, width-1-d) * f)
		}
	}
	return product(basis, width, turn, dims), nil
}

// orthonormal returns a matrix of the given width whose columns span what
// those of m span, at right angles and of length 1; directions that are lost
// in rounding become zero.
func orthonormal(m []float32, width int) []float32 {
	values, vectors := strongest(m, width)
	turn := make([]float32, width*width)
	for d := range width {
		if values[d] <= 1e-9*values[width-1] {
			continue
		}
		f := 1 / math.Sqrt(values[d])
		for i := range width {
			turn[i*width+d] = float32(vectors.At(i, d) * f)
		}
	}
	return product(m, width, turn, width)
}

// strongest returns the eigenvalues, ascending, and eigenvectors of the
// products of the columns of m with each other.
func strongest(m []float32, width int) ([]float64, *mat.Dense) {
	rows := len(m) / width
	g := make([]float32, width*width)
	view := blas32.General{Rows: rows, Cols: width, Stride: width, Data: m}
	blas32.Gemm(blas.Trans, blas.NoTrans, 1, view, view, 0, blas32.General{Rows: width, Cols: width, Stride: width, Data: g})
	sym := mat.NewSymDense(width, nil)
	for i := range width {
		for j := i; j < width; j++ {
			sym.SetSym(i, j, float64(g[i*width+j]))
		}
	}
	var e mat.EigenSym
	var vectors mat.Dense
	if !e.Factorize(sym, true) {
		return make([]float64, width), mat.NewDense(width, width, nil) // not finite: nothing is learned
	}
	e.VectorsTo(&vectors)
	return e.Values(nil), &vectors
}

// product returns m (of the given width) times turn (width x cols).
func product(m []float32, width int, turn []float32, cols int) []float32 {
	rows := len(m) / width
	out := make([]float32, rows*cols)
	blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, blas32.General{Rows: rows, Cols: width, Stride: width, Data: m},
		blas32.General{Rows: width, Cols: cols, Stride: cols, Data: turn}, 0, blas32.General{Rows: rows, Cols: cols, Stride: cols, Data: out})
	return out
}
