package verify

import "strings"

// inherit hands the unit of a list's last figure to those before it: "5, 10,
// or 20 mg", "20.5 versus 12.8 months".
func (r *figureReader) inherit() {
	for n := len(r.out) - 2; n >= 0; n-- {
		f, g := &r.out[n], &r.out[n+1]
		if f.dim != "" || f.label != "" || g.dim == "" || g.label != "" || strings.HasPrefix(g.dim, "count:") || g.dim == "times" || g.fraction {
			continue
		}
		if prev := r.at(f.num - 1); prev.kind == tokWord && prev.cap && !prev.first && prev.weight > 0 {
			continue // "CheckMate 204, 26%"
		}
		if strings.HasPrefix(r.at(f.num).low, "0") && f.lo >= 1 || f.num > 0 && r.year(f.lo, f.num) || !r.listed(f.to, g.from) {
			continue
		}
		f.dim, f.per, f.scale = g.dim, g.per, g.scale
		f.lo *= g.scale
		f.hi *= g.scale
	}
}

// inheritBack hands the unit of a figure to a bare one behind the same
// preposition: "38% after five years and 28% after ten".
func (r *figureReader) inheritBack() {
	for n := 1; n < len(r.out); n++ {
		f := &r.out[n]
		if next := r.at(f.to); f.dim != "" || f.label != "" || f.role != rolePlain || f.cmp != cmpNone || next.kind == tokWord && next.low != "and" || next.kind == tokNumber || next.low == "-" || next.low == "/" {
			continue
		}
		before := r.at(f.from - 1).low
		if before != "after" && before != "in" && before != "at" && before != "for" && before != "on" || r.year(f.lo, f.num) {
			continue
		}
		for m := n - 1; m >= 0; m-- {
			g := &r.out[m]
			if r.at(g.from-1).low != before || g.label != "" || g.dim == "" || strings.HasPrefix(g.dim, "count:") {
				continue
			}
			f.dim, f.per, f.scale = g.dim, g.per, g.scale
			f.lo, f.hi = f.lo*nonZero(g.scale), f.hi*nonZero(g.scale)
			break
		}
	}
}

// bracketed hands the comparator of a figure to the same amount in brackets
// behind it: "up to 25.4 million IU (1.5 mg)".
func (r *figureReader) bracketed() {
	for n := 1; n < len(r.out); n++ {
		f, g := &r.out[n-1], &r.out[n]
		if g.from == f.to+1 && r.at(f.to).low == "(" && r.at(g.to).low == ")" && f.cmp != cmpNone && g.cmp == cmpNone && f.dim != g.dim && g.dim != "" && g.dim != "percent" {
			g.cmp = f.cmp
		}
	}
}

// listed reports whether only list joints stand in toks[i:j].
func (r *figureReader) listed(i, j int) bool {
	if i >= j {
		return false
	}
	for ; i < j; i++ {
		switch r.at(i).low {
		case ",", "or", "and", "to", "vs", "versus", "against", "/", "-", "v", ".", "then":
		default:
			return false
		}
	}
	return true
}

// roles tells figures that are no result: years, P values, confidence
// intervals, totals, and "5-year" before a measure.
func (r *figureReader) roles() {
	interval := -1 // the token behind which a confidence interval may stand
	for n := range r.out {
		f := &r.out[n]
		if f.label != "" {
			continue
		}
		before, after := r.at(f.from-1), r.at(f.to)
		if before.low == "=" {
			before = r.at(f.from - 2)
		}
		switch {
		case before.low == "p" && !f.ranged:
			f.role = roleP
		case r.interval(f.to):
			f.role = roleInterval
			interval = f.to + 6
		case interval > f.from && (f.ranged || after.low == "-" || before.low == "-"):
			f.role = roleInterval
		case f.dim == "" && f.per == "" && !f.age && r.year(f.lo, f.num) && (f.cmp == cmpNone):
			f.role = roleYear
		case before.low == "at" && (f.dim == "calendar" || f.dim == "clock") && !f.ranged && f.per == "":
			f.role = roleModifier
		case n > 0 && r.total(f, &r.out[n-1]):
			f.role = roleTotal
			r.out[n-1].of = f.num
			if f.lo > 0 {
				r.out[n-1].share = 100 * r.out[n-1].lo / f.lo
			}
		}
	}
}

// sameDegrees hands the comparator of one temperature to its other scale:
// "over 38 C (100.4 F)".
func (r *figureReader) sameDegrees() {
	for n := 1; n < len(r.out); n++ {
		f, g := &r.out[n-1], &r.out[n]
		if f.dim == g.dim || f.dim != "celsius" && f.dim != "fahrenheit" || g.dim != "celsius" && g.dim != "fahrenheit" || g.from-f.to > 2 {
			continue
		}
		if f.cmp == cmpNone {
			f.cmp = g.cmp
		} else if g.cmp == cmpNone {
			g.cmp = f.cmp
		}
	}
}

// interval reports whether a word for a confidence interval stands at i.
func (r *figureReader) interval(i int) bool {
	return r.at(i).low == "ci" || r.at(i).low == "cis" || (r.at(i).stem == stem("confidence") && r.at(i+1).stem == stem("interval")) ||
		(r.at(i).stem == stem("credible") && r.at(i+1).stem == stem("interval"))
}

// total reports whether f is the N of "n of N" or "n/N" behind figure g.
func (r *figureReader) total(f, g *figure) bool {
	if f.dim != "" && !strings.HasPrefix(f.dim, "count:") || f.from-g.to > 4 || f.from <= g.to || g.role == roleYear || g.label != "" {
		return false
	}
	plain := g.dim == "" || strings.HasPrefix(g.dim, "count:") || g.dim == "percent"
	if !plain {
		return false
	}
	if r.at(g.to).low == "/" && f.from == g.to+1 {
		return g.dim == "" && f.lo >= g.hi
	}
	last := r.at(f.from - 1).low
	return last == "of" || ((last == "the" || last == "these" || last == "all") && r.at(f.from-2).low == "of")
}
