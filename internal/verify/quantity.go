package verify

import "strings"

// quantities checks that each figure of the claim stands in the window with
// its unit and comparator, and notes which figure it is.
func (r *reading) quantities() []Problem {
	var out []Problem
	r.match = make([]int, len(r.cs.figs))
	for n := range r.cs.figs {
		f := &r.cs.figs[n]
		r.match[n] = -1
		var wrongUnit, wrongComparator *figure
		found := false
		for k, g := range r.figs {
			if !f.sameValue(g) && !(f.scaled(g)) {
				continue
			}
			switch {
			case !f.sameRole(g):
			case !f.sameUnit(g) || !f.sameValue(g):
				wrongUnit = g
			case !f.sameComparator(g) && !(f.cmp == cmpAtLeast && r.halfAtMedian()):
				wrongComparator = g
			default:
				if !found || r.closer(f, g, r.figs[r.match[n]]) {
					r.match[n] = k
				}
				found = true
			}
		}
		if found || r.backReference(f) || r.enumerated(f) || r.fromEnds(f) || r.spoken(f) || r.yearsApart(f) || r.multipleOf(f) || f.fraction && f.lo == 50 && r.halfAtMedian() {
			continue
		}
		words := r.words(f.from, f.to)
		switch {
		case wrongComparator != nil:
			out = append(out, Problem{KindComparator, words, "the passage says " + wrongComparator.text(r.d.toks)})
		case wrongUnit != nil:
			out = append(out, Problem{KindUnit, words, "the passage says " + wrongUnit.text(r.d.toks)})
		default:
			out = append(out, Problem{KindNumber, words, ""})
		}
	}
	return out
}

// fewThings is the most that "the three drugs" points back to.
const fewThings = 6

// backReference lets "the three drugs" rest on a count anywhere in the passage.
func (r *reading) backReference(f *figure) bool {
	if len(r.cs.figs) > 1 || f.lo < 2 || f.lo > fewThings || f.ranged || f.cmp != cmpNone || f.label != "" || f.key() != "count" || f.from == r.cs.from || r.c.toks[f.from-1].low != "the" {
		return false
	}
	for _, g := range r.d.figures() {
		if g.key() == "count" && g.label == "" && f.sameValue(g) && !strings.HasPrefix(g.dim, "count:people") {
			return true
		}
	}
	return false
}

// enumerated lets "four signs" rest on a list of four, where the window
// counts nothing of the kind.
func (r *reading) enumerated(f *figure) bool {
	if f.lo < 2 || f.lo > 9 || f.lo != float64(int(f.lo)) || f.ranged || f.cmp != cmpNone || f.about || f.label != "" || f.key() != "count" || r.c.toks[f.num].kind != tokWord {
		return false
	}
	for _, g := range r.figs {
		if g.key() == "count" && g.label == "" {
			return false
		}
	}
	for _, n := range r.sents {
		if block := r.d.list(n); len(block)-1 == int(f.lo) {
			return true
		}
		if r.d.longestSeries(&r.d.sents[n]) == int(f.lo) {
			return true
		}
	}
	return false
}

// memberLength is how many tokens a member of a series has at most.
const memberLength = 7

// longestSeries counts the members of the longest "a, b and c" of a sentence.
func (d *document) longestSeries(st *sentence) int {
	best, members, since := 0, 0, 0
	for i := st.from; i < st.to; i++ {
		low := d.toks[i].low
		if low == "," || low == "and" || low == "or" {
			if since == 0 && members > 0 {
				continue // ", and"
			}
			if members == 0 || since > memberLength {
				members = 1
			}
			members++
			since = 0
			best = max(best, members)
			continue
		}
		since++
	}
	return best
}

// scaled reports whether f and g are printed alike but mean other amounts, as
// 5 mg and 5 g do.
func (f *figure) scaled(g *figure) bool {
	if f.scale == 0 || g.scale == 0 {
		return false
	}
	return near(f.lo/f.scale, g.lo/g.scale) && near(f.hi/f.scale, g.hi/g.scale) && f.ranged == g.ranged
}

// sameRole tells results from P values and confidence levels.
func (f *figure) sameRole(g *figure) bool {
	statistic := func(h *figure) bool { return h.role == roleInterval || h.role == roleP }
	return statistic(f) == statistic(g)
}

// figureOrder checks, in text that follows its source word by word, that the
// figures come in the same order.
func (r *reading) figureOrder() []Problem {
	if r.aligned < almostVerbatim || !r.closeMatch() || r.allSettled() {
		return nil
	}
	last := map[string]int{}
	for n, k := range r.match {
		if k < 0 {
			continue
		}
		f := &r.cs.figs[n]
		next, kind := -1, r.orderKind(f)
		for _, g := range r.figs {
			if g.num >= last[kind] && f.sameValue(g) && f.sameUnit(g) {
				next = g.num
				break
			}
		}
		if next < 0 {
			return []Problem{{KindSubject, r.words(f.from, f.to), "the passage has its figures in another order"}}
		}
		last[kind] = next + 1
	}
	return nil
}

// orderKind names the sequence in which a figure of the claim must stand: "ten-year"
// and a year or a grade may stand elsewhere than in the source.
func (r *reading) orderKind(f *figure) string {
	adjective := f.role == roleModifier && f.num+1 < r.cs.to && r.c.toks[f.num+1].glued
	if adjective || f.role == roleYear || f.label != "" {
		return f.key()
	}
	return ""
}

func (f *figure) sameComparator(g *figure) bool {
	if f.nextWhole(g) {
		return true
	}
	if (f.fraction || f.justBelow(g) || f.justAbove(g) || g.ranged && !f.ranged && (f.cmp == cmpAtMost || f.cmp == cmpAtLeast)) && f.cmp != cmpNone && g.cmp == cmpNone {
		return true // "more than half" was judged with the value
	}
	if f.cmp == g.cmp || f.fromTo != g.fromTo && f.ranged != g.ranged {
		return f.cmp == g.cmp
	}
	within := func(c comparator) bool { return c == cmpWithin || c == cmpAtMost || c == cmpLess }
	return (f.cmp == cmpWithin && within(g.cmp) || g.cmp == cmpWithin && f.cmp == cmpAtMost) && f.dim == g.dim && (f.dim == "clock" || f.dim == "calendar")
}

// fromEnds lets "from 5 to 12" rest on two figures of the passage.
func (r *reading) fromEnds(f *figure) bool {
	if !f.fromTo || !f.ranged {
		return false
	}
	lo, hi := false, false
	for _, g := range r.figs {
		if g.ranged || !f.sameUnit(g) || g.cmp != cmpNone {
			continue
		}
		lo = lo || near(f.lo, g.lo)
		hi = hi || near(f.hi, g.lo)
	}
	return lo && hi
}

// halfAtMedian reports whether the claim says "half" where the source gives a
// median: half of the responses last at least as long as the median one.
func (r *reading) halfAtMedian() bool {
	half, bound := false, false
	for n := range r.cs.figs {
		f := &r.cs.figs[n]
		half = half || f.fraction && f.lo == 50
		bound = bound || f.cmp == cmpAtLeast && (f.dim == "calendar" || f.dim == "clock")
	}
	if !half || !bound {
		return false
	}
	for _, at := range r.core {
		if r.d.toks[at].low == "median" {
			return true
		}
	}
	return false
}

// multipleOf lets "more than doubled" rest on two figures of one kind.
func (r *reading) multipleOf(f *figure) bool {
	if f.dim != "times" || f.ranged || f.lo < 2 {
		return false
	}
	for n, g := range r.figs {
		for _, h := range r.figs[n+1:] {
			if !rivals(g, h) || g.lo <= 0 || h.lo <= 0 || g.ranged || h.ranged || r.sentenceOf(g) != r.sentenceOf(h) {
				continue
			}
			ratio := max(g.lo/h.lo, h.lo/g.lo)
			switch f.cmp {
			case cmpMore, cmpAtLeast:
				if ratio > f.lo && ratio < f.lo+1 {
					return true
				}
			case cmpNone:
				if ratio > f.lo*0.95 && ratio < f.lo*1.05 || f.below && ratio > f.lo*0.85 && ratio < f.lo {
					return true
				}
			}
		}
	}
	return false
}

// yearsApart lets "six years later" rest on two years of the passage.
func (r *reading) yearsApart(f *figure) bool {
	if f.dim != "calendar" || f.ranged || f.cmp != cmpNone || f.role == roleModifier || f.lo > 1200 {
		return false
	}
	if next := r.tokenAt(f.to); next != "later" && next != "after" && next != "earlier" && next != "before" && next != "apart" {
		return false
	}
	for _, g := range r.figs {
		for _, h := range r.figs {
			if g.role == roleYear && h.role == roleYear && near(12*(h.lo-g.lo), f.lo) {
				return true
			}
		}
	}
	return false
}

func (r *reading) tokenAt(i int) string {
	if i < r.cs.to {
		return r.c.toks[i].low
	}
	return ""
}

// spoken lets "one" stand for "a" or "single" before the same word.
func (r *reading) spoken(f *figure) bool {
	if f.lo != 1 || f.ranged || f.cmp != cmpNone || f.label != "" || r.c.toks[f.num].low != "one" {
		return false
	}
	if f.to >= r.cs.to {
		return false
	}
	next := r.c.toks[f.to-1]
	if f.to-f.num < 2 {
		next = r.c.toks[f.to]
	}
	for k, at := range r.toks {
		if low := r.d.toks[at].low; (low == "a" || low == "an" || low == "single") && k+1 < len(r.toks) && r.d.toks[r.toks[k+1]].stem == next.stem {
			return true
		}
	}
	return false
}

// closer reports whether passage figure g has more of the claim's words
// around it than h.
func (r *reading) closer(f, g, h *figure) bool {
	return r.affinity(f, g) > r.affinity(f, h)
}

func (r *reading) words(from, to int) string {
	out := ""
	for i := from; i < to; i++ {
		t := &r.c.toks[i]
		if out != "" && !t.glued {
			out += " "
		}
		out += t.low
	}
	return out
}
