package verify

import "strings"

// comparative reports whether x compares: "higher", "longer", "fewer".
func comparative(x *token) bool {
	switch x.low {
	case "more", "less", "fewer", "better", "worse", "superior", "inferior", "improved", "worsened":
		return true
	}
	return len(x.axis) > 0 && strings.HasSuffix(x.low, "er") && len(x.low) > 4 && !timeOrPlace[x.low]
}

// timeOrPlace are words in "er" that tell a time or a place rather than compare.
var timeOrPlace = map[string]bool{"after": true, "later": true, "earlier": true, "older": true, "younger": true, "former": true, "outer": true,
	"inner": true, "upper": true, "other": true, "under": true, "over": true, "another": true, "together": true, "either": true}

// byFigures judges a comparison by the source's figures: "longer with A than
// with B" where the source gives 20.5 and 12.8 months.
func (r *reading) byFigures(i int, x *token) (Problem, bool) {
	up, ok := r.upward(i, x)
	if !ok {
		return Problem{}, false
	}
	left, right := r.sidesOf(i)
	var best float64
	var verdict Problem
	judged := false
	told := r.toldTwo()
	for n, g := range r.figs {
		for _, h := range r.nextRival(n, told) {
			if told != nil && !told[g.num] || g.role != rolePlain || g.ranged || h.ranged || !rivals(g, h) || near(g.lo, h.lo) || r.sentenceOf(g) != r.sentenceOf(h) {
				continue
			}
			lg, lh, rg, rh := r.sideAffinity(left, g), r.sideAffinity(left, h), r.sideAffinity(right, g), r.sideAffinity(right, h)
			lead := lg - lh + rh - rg
			if sum := lg + lh + rg + rh; lead > -1 && lead < 1 || sum <= best {
				continue
			} else {
				best = sum
			}
			judged, verdict = true, Problem{}
			if (lead > 0) != ((g.lo > h.lo) == up) {
				verdict = Problem{KindDirection, x.low, "the passage gives " + g.text(r.d.toks) + " and " + h.text(r.d.toks)}
			}
		}
	}
	return verdict, judged
}

// toldTwo returns the source's figures that the claim itself gives, by their
// tokens, where it gives two of one kind: the comparison is of these.
func (r *reading) toldTwo() map[int]bool {
	told, two := map[int]bool{}, false
	for _, k := range r.match {
		if k < 0 || r.figs[k].role != rolePlain {
			continue
		}
		for _, o := range r.match {
			two = two || o >= 0 && o != k && rivals(r.figs[k], r.figs[o])
		}
		told[r.figs[k].num] = true
	}
	if !two {
		return nil
	}
	return told
}

// nextRival returns the figure behind the n-th that it can be compared with,
// if no semicolon parts them.
func (r *reading) nextRival(n int, told map[int]bool) []*figure {
	g := r.figs[n]
	for _, h := range r.figs[n+1:] {
		if !rivals(g, h) || told != nil && !told[h.num] {
			continue
		}
		for i := g.to; i < h.from; i++ {
			if r.d.toks[i].low == ";" {
				return nil
			}
		}
		return []*figure{h}
	}
	return nil
}

// upward tells whether the comparison says that the figure is greater.
func (r *reading) upward(i int, x *token) (up, ok bool) {
	for _, a := range x.axis {
		switch a.axis {
		case axisAmount, axisLength, axisLevel:
			return (a.side < 0) != x.negIn, true
		case axisQuality:
			good, known := r.goodMeasure()
			return ((a.side < 0) == good) != x.negIn, known
		}
	}
	return false, false
}

// The places of some axes in the list.
const (
	axisAmount  = 1
	axisLength  = 2
	axisLevel   = 3
	axisQuality = 5
	axisRisk    = 6
	axisBegin   = 9
	axisPermit  = 10
	axisCommon  = 15
)

// goodMeasure tells whether more of what the claim measures is better.
func (r *reading) goodMeasure() (good, known bool) {
	for i := r.cs.from; i < r.cs.to; i++ {
		switch r.c.toks[i].low {
		case "survival", "response", "remission", "control", "cure", "alive", "survived", "prognosis", "outcome", "outcomes":
			return true, true
		case "mortality", "death", "relapse", "recurrence", "toxicity", "risk", "failure", "incidence", "progression":
			return false, true
		}
	}
	return false, false
}

// sidesOf returns the claim's content words before and behind "than" or
// "compared with", or all and none.
func (r *reading) sidesOf(i int) (left, right []int) {
	cut := -1
	for k := i; k < r.cs.to; k++ {
		switch r.c.toks[k].low {
		case "than", "versus", "vs", "compared", "against", "over":
			if cut < 0 && r.c.toks[k].fig < 0 {
				cut = k
			}
		}
	}
	for k := r.cs.from; k < r.cs.to; k++ {
		x := &r.c.toks[k]
		if !x.content() || x.fig >= 0 || k == i {
			continue
		}
		if cut >= 0 && k > cut {
			right = append(right, k)
		} else {
			left = append(left, k)
		}
	}
	return left, right
}

// sideAffinity adds up the words that belong to figure g alone.
func (r *reading) sideAffinity(words []int, g *figure) float64 {
	st := r.sentenceOf(g)
	theirs := r.d.owners(st, g)
	var sum float64
	for _, i := range words {
		sum += r.c.toks[i].weight * r.owned(i, st, theirs)
	}
	return sum
}
