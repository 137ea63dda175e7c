package beir

import (
	"math"
	"math/rand/v2"
	"slices"
)

// NDCG returns the normalised discounted cumulative gain of the first k
// hits, 0 to 1: the gain is the grade, the discount log2(rank+1), as in
// trec_eval's ndcg_cut. Documents that nobody judged gain nothing. A query
// without a relevant document gives 0.
func NDCG(hits []Hit, grades map[string]int, k int) float64 {
	best := make([]int, 0, len(grades))
	for _, g := range grades {
		best = append(best, g)
	}
	slices.SortFunc(best, func(a, b int) int { return b - a })
	ideal := 0.0
	for i, g := range best[:min(k, len(best))] {
		ideal += float64(g) / math.Log2(float64(i)+2)
	}
	if ideal == 0 {
		return 0
	}
	got := 0.0
	for i, h := range first(hits, k) {
		got += float64(grades[h.Doc]) / math.Log2(float64(i)+2)
	}
	return got / ideal
}

// Recall returns the share of the relevant documents (grade 1 and more) that
// stand among the first k hits.
func Recall(hits []Hit, grades map[string]int, k int) float64 {
	relevant := 0
	for _, g := range grades {
		if g > 0 {
			relevant++
		}
	}
	if relevant == 0 {
		return 0
	}
	found := 0
	for _, h := range first(hits, k) {
		if grades[h.Doc] > 0 {
			found++
		}
	}
	return float64(found) / float64(relevant)
}

// ReciprocalRank returns 1 over the rank of the first relevant document, 0
// where none stands among the first k hits.
func ReciprocalRank(hits []Hit, grades map[string]int, k int) float64 {
	for i, h := range first(hits, k) {
		if grades[h.Doc] > 0 {
			return 1 / float64(i+1)
		}
	}
	return 0
}

func first(hits []Hit, k int) []Hit {
	out := sorted(hits)
	return out[:min(k, len(out))]
}

// Estimate is a mean over queries with its 95 % interval.
type Estimate struct {
	Mean float64 `json:"mean"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// rounds is how many samples a bootstrap draws.
const rounds = 2000

// Bootstrap returns the mean of values with its 95 % percentile interval
// over samples of the same size, drawn with replacement. The seed decides
// the samples; the same values and seed give the same interval.
func Bootstrap(values []float64, seed uint64) Estimate {
	n := len(values)
	if n == 0 {
		return Estimate{}
	}
	draw := rand.New(rand.NewPCG(seed, uint64(n)))
	means := make([]float64, rounds)
	for i := range means {
		sum := 0.0
		for range n {
			sum += values[draw.IntN(n)]
		}
		means[i] = sum / float64(n)
	}
	slices.Sort(means)
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return Estimate{sum / float64(n), means[rounds*25/1000], means[rounds*975/1000-1]}
}

// Differences returns a - b, query by query.
func Differences(a, b []float64) []float64 {
	out := make([]float64, len(a))
	for i := range a {
		out[i] = a[i] - b[i]
	}
	return out
}
