package verify

// directions checks the claim's words that have an opposite: each needs its
// own side in the source, near to the same words.
func (r *reading) directions() []Problem {
	var out []Problem
	forbid := r.bothForbid()
	for i := r.cs.from; i < r.cs.to; i++ {
		x := &r.c.toks[i]
		if !x.content() || len(x.axis) == 0 || x.fig >= 0 || forbid && r.onPermitAxis(x) {
			continue
		}
		if _, ok := joints[x.low]; ok && r.aligned < nearVerbatim {
			continue // "before" and "after" are judged with their sides
		}
		if r.untilThen(i, x) || x.negIn && r.insignificantly(i) || x.low == "more" && i > r.cs.from && r.c.toks[i-1].low == "no" {
			continue
		}
		same, against := r.sides(i, x, r.core)
		if len(same)+len(against) == 0 {
			same, against = r.sides(i, x, r.toks)
		}
		if len(same) == 0 && comparative(x) {
			if p, judged := r.byFigures(i, x); judged {
				if p.Kind != "" {
					out = append(out, p)
				}
				continue
			}
		}
		if r.aligned < nearVerbatim {
			against = r.unsaid(against)
		}
		switch {
		case len(against) == 0:
			if len(same) == 0 && !r.afterMultiple(i) && x.content() && r.lent[i-r.cs.from] < likeLoose && comparative(x) {
				out = append(out, Problem{KindDirection, x.low, "not in the passage"})
			}
		case len(same) == 0:
			out = append(out, Problem{KindDirection, x.low, "the passage says " + r.d.toks[against[0]].low})
		case r.boundBySame(x, same):
		case r.local(i, against) > 1.35*r.local(i, same)+0.3:
			out = append(out, Problem{KindDirection, x.low, "the passage says " + r.d.toks[against[0]].low + " of this"})
		}
	}
	return out
}

// unsaid returns those of the source's words that the claim does not say too: what
// both say of something is not what parts them.
func (r *reading) unsaid(words []int) []int {
	out := words[:0:0]
	for _, at := range words {
		if y := &r.d.toks[at]; !r.claimSays(y) {
			out = append(out, at)
		}
	}
	return out
}

// claimSays reports whether the claim has the very word y, negated as there.
func (r *reading) claimSays(y *token) bool {
	for i := r.cs.from; i < r.cs.to; i++ {
		if x := &r.c.toks[i]; x.content() && x.stem == y.stem && x.negIn == y.negIn {
			return true
		}
	}
	return false
}

// untilThen reports whether the claim says "resumed once X" where its source
// says "withheld until X".
func (r *reading) untilThen(i int, x *token) bool {
	if x.negIn || !onAxis(x, axisBegin, -1) {
		return false
	}
	then := false
	for k := r.cs.from; k < r.cs.to; k++ {
		switch r.c.toks[k].low {
		case "after", "once", "before", "when", "only":
			then = true
		}
	}
	if !then {
		return false
	}
	until, held := false, false
	for _, at := range r.core {
		y := &r.d.toks[at]
		until = until || y.low == "until"
		held = held || onAxis(y, axisBegin, 1) && !until
	}
	return until && held
}

func onAxis(t *token, axis int16, side int8) bool {
	for _, a := range t.axis {
		if a.axis == axis && a.side == side {
			return true
		}
	}
	return false
}

// boundBySame reports whether the very word stands in the source and a figure
// of the claim, bound before, says which of the sides is meant.
func (r *reading) boundBySame(x *token, same []int) bool {
	found := false
	for _, at := range same {
		found = found || r.d.toks[at].stem == x.stem
	}
	for _, k := range r.match {
		if found && k >= 0 && r.aligned < nearVerbatim {
			return true
		}
	}
	return false
}

// afterMultiple reports whether "six times" stands before word i.
func (r *reading) afterMultiple(i int) bool {
	for k := i - 1; k >= r.cs.from && k >= i-2; k-- {
		if n := r.c.toks[k].fig; n >= 0 && r.cs.figs[n].dim == "times" {
			return true
		}
	}
	return false
}

// sides returns the source's words on the same side of x's axes and those on
// the other, negation counted.
func (r *reading) sides(i int, x *token, toks []int) (same, against []int) {
	for _, at := range toks {
		y := &r.d.toks[at]
		if y.kind != tokWord || y.fig >= 0 {
			continue
		}
		if v := r.d.word[at]; v >= 0 && r.tab.grade[i-r.cs.from][v] >= likeSyn {
			if x.negIn == y.negIn {
				same = append(same, at)
			}
			continue // the same word, negated on one side, is a matter of polarity
		}
		s, a := false, false
		for _, p := range x.axis {
			for _, q := range y.axis {
				if p.axis != q.axis {
					continue
				}
				equal := (p.side == q.side) == (x.negIn == y.negIn)
				s = s || equal
				a = a || !equal
			}
		}
		switch {
		case s:
			same = append(same, at)
		case a:
			against = append(against, at)
		}
	}
	return same, against
}

// local says how near the claim's neighbours of word i stand to any of the
// given words of the source.
func (r *reading) local(i int, at []int) float64 {
	var best float64
	for _, k := range at {
		var sum float64
		for j := max(r.cs.from, i-5); j < min(r.cs.to, i+6); j++ {
			z := &r.c.toks[j]
			if j == i || !z.content() || z.fig >= 0 {
				continue
			}
			w := 1 / (1 + 0.5*float64(abs(j-i)-1))
			sum += w * r.nearTo(j, k, j > i)
		}
		best = max(best, sum)
	}
	return best
}

// nearTo is the closeness to token k of the nearest word that may stand for
// the claim's word j, which counts less on the other side of k.
func (r *reading) nearTo(j, k int, behind bool) float64 {
	row := r.tab.grade[j-r.cs.from]
	var best float64
	for _, at := range r.toks {
		if v := r.d.word[at]; at == k || v < 0 || row[v] < likeSyn {
			continue
		}
		near := 1 / (1 + 0.3*float64(abs(at-k)-1))
		if (at > k) != behind {
			near *= 0.6
		}
		best = max(best, near)
	}
	return best
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
