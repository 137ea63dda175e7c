package verify

// align finds the ordered alignment of the claim's words with the window's
// that covers the most weight.
func (r *reading) align() {
	var cw, dw []int
	for i := r.cs.from; i < r.cs.to; i++ {
		if x := &r.c.toks[i]; x.content() && x.fig < 0 {
			cw = append(cw, i)
		}
	}
	for _, i := range r.toks {
		if y := &r.d.toks[i]; y.content() && y.fig < 0 {
			dw = append(dw, i)
		}
	}
	r.paired = make([]int, r.cs.to-r.cs.from)
	for i := range r.paired {
		r.paired[i] = -1
	}
	m, n := len(cw), len(dw)
	if m == 0 || n == 0 {
		return
	}
	cost := make([]float32, (m+1)*(n+1))
	for i := m - 1; i >= 0; i-- {
		x := &r.c.toks[cw[i]]
		row := r.tab.grade[cw[i]-r.cs.from]
		for j := n - 1; j >= 0; j-- {
			best := max(cost[(i+1)*(n+1)+j], cost[i*(n+1)+j+1])
			if g := row[r.d.word[dw[j]]]; g > 0 {
				best = max(best, cost[(i+1)*(n+1)+j+1]+g*float32(x.weight))
			}
			cost[i*(n+1)+j] = best
		}
	}
	r.trace(cw, dw, cost)
}

func (r *reading) trace(cw, dw []int, cost []float32) {
	n := len(dw)
	var sum float64
	for i, j := 0, 0; i < len(cw) && j < n; {
		here := cost[i*(n+1)+j]
		g := r.tab.grade[cw[i]-r.cs.from][r.d.word[dw[j]]]
		x := &r.c.toks[cw[i]]
		switch {
		case g > 0 && here == cost[(i+1)*(n+1)+j+1]+g*float32(x.weight):
			r.pairs = append(r.pairs, pair{cw[i], dw[j], g})
			r.paired[cw[i]-r.cs.from] = dw[j]
			sum += float64(g) * x.weight
			i++
			j++
		case here == cost[(i+1)*(n+1)+j]:
			i++
		default:
			j++
		}
	}
	if r.weight > 0 {
		r.aligned = sum / r.weight
	}
}

// closeMatch reports whether claim and source are the same sentence with some
// words changed: each has most of its weight in the alignment.
func (r *reading) closeMatch() bool { return r.closeBy(nearVerbatim, closeShare) }

// closeBy is closeMatch with other shares of claim and source.
func (r *reading) closeBy(claim, source float64) bool {
	if r.aligned < claim {
		return false
	}
	var all, paired float64
	for _, at := range r.core {
		if y := &r.d.toks[at]; y.content() && y.fig < 0 {
			all += y.weight
		}
	}
	for _, p := range r.pairs {
		if len(r.core) > 0 && p.d >= r.core[0] && p.d <= r.core[len(r.core)-1] {
			paired += r.d.toks[p.d].weight
		}
	}
	return paired >= source*all
}

// closeShare is the share of the source's sentence that must be aligned.
const closeShare = 0.6
