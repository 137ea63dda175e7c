package verify

import "strings"

// polarity checks that what is negated on one side is negated on the other.
func (r *reading) polarity() []Problem {
	var out []Problem
	if r.bothForbid() {
		return r.hedges()
	}
	if p, ok := r.negatedByClaim(); ok {
		out = append(out, p)
	}
	if p, ok := r.negatedBySource(); ok {
		out = append(out, p)
	}
	if p, ok := r.sameCount(); ok {
		out = append(out, p)
	}
	if p, ok := r.firstWords(); ok {
		out = append(out, p)
	}
	if p, ok := r.significance(); ok {
		out = append(out, p)
	}
	if p, ok := r.freed(); ok {
		out = append(out, p)
	}
	return append(out, r.hedges()...)
}

// scopeFade makes the first words behind a negation count most.
const scopeFade = 0.3

// negatedByClaim compares the words that the claim negates with theirs in the
// source.
func (r *reading) negatedByClaim() (Problem, bool) {
	var with, against float64
	var cue string
	rank := 1.0
	for i := r.cs.from; i < r.cs.to; i++ {
		x := &r.c.toks[i]
		if r.c.negates(r.cs, i) || x.flags&flagNegatesBack != 0 {
			if r.negatesAlike(i) {
				rank = 0
				continue
			}
			cue, rank = x.low, 1
		}
		if !x.negIn || !x.content() || rank == 0 {
			continue
		}
		neg, pos := r.states(i)
		switch {
		case neg:
			with += x.weight * rank
		case pos:
			against += x.weight * rank
		}
		rank = max(rank*scopeFade, 0.1)
	}
	if cue == "" {
		return Problem{}, false
	}
	if r.aligned < nearVerbatim && r.signs(r.c.toks, r.cs.from, r.cs.to) == r.coreSigns() {
		return Problem{}, false
	}
	if with+against == 0 && !r.sourceNegates() || against > with {
		return Problem{KindPolarity, cue, "the passage does not negate this"}, true
	}
	return Problem{}, false
}

// negatesAlike reports whether the source negates what the claim's negation
// at i negates first.
func (r *reading) negatesAlike(i int) bool {
	if r.aligned >= nearVerbatim {
		return false
	}
	mine := negated(r.c.toks, i, r.cs.to)
	for _, n := range r.sents {
		st := &r.d.sents[n]
		for k := st.from; k < st.to; k++ {
			if r.d.negates(st, k) && r.alike(mine, negated(r.d.toks, k, st.to)) {
				return true
			}
		}
	}
	return false
}

// saidAlike reports whether the claim negates what the source's negation at k
// negates first.
func (r *reading) saidAlike(st *sentence, k int) bool {
	if r.aligned >= nearVerbatim && r.closeMatch() {
		return false
	}
	theirs := negated(r.d.toks, k, st.to)
	for i := r.cs.from; i < r.cs.to; i++ {
		if r.c.negates(r.cs, i) && r.alike(negated(r.c.toks, i, r.cs.to), theirs) {
			return true
		}
	}
	return false
}

// alike reports whether a word of the claim may stand for one of the source.
func (r *reading) alike(mine, theirs []int) bool {
	for _, i := range mine {
		for _, at := range theirs {
			if v := r.d.word[at]; v >= 0 && r.tab.grade[i-r.cs.from][v] >= likeSyn {
				return true
			}
		}
	}
	return false
}

// negated returns the first two content words behind a negation that say what
// is negated.
func negated(toks []token, i, end int) []int {
	var out []int
	for k := i + 1; k < end && k <= i+7 && len(out) < 2; k++ {
		t := &toks[k]
		switch {
		case t.kind == tokPunct && t.low != "-" && t.low != "/":
			return out
		case t.content() && t.fig < 0 && !strings.HasSuffix(t.low, "ly") && t.low != "other" && t.low != "further" && t.low != "additional":
			out = append(out, k)
		}
	}
	return out
}

// signs counts the words that turn a sentence round, modulo 2.
func (r *reading) signs(toks []token, from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		if t := &toks[i]; t.fig < 0 && t.flags&(flagNegates|flagNegatesBack|flagWeakens) != 0 {
			n++
		}
	}
	return n % 2
}

func (r *reading) coreSigns() int {
	if len(r.core) == 0 {
		return 0
	}
	return r.signs(r.d.toks, r.core[0], r.core[len(r.core)-1]+1)
}

// states tells whether the source has claim word i negated, and unnegated.
func (r *reading) states(i int) (neg, pos bool) {
	if neg, pos = r.statesIn(i, r.core); neg || pos {
		return neg, pos
	}
	return r.statesIn(i, r.toks)
}

func (r *reading) statesIn(i int, toks []int) (neg, pos bool) {
	x := &r.c.toks[i]
	row := r.tab.grade[i-r.cs.from]
	for _, at := range toks {
		y := &r.d.toks[at]
		if v := r.d.word[at]; v >= 0 && row[v] >= likeLoose && y.fig < 0 {
			neg = neg || y.negIn || r.weakened(at)
			pos = pos || !y.negIn
		} else if y.content() && opposed(x, y) && !graded(x, y) {
			neg = neg || !y.negIn
		}
	}
	return neg, pos
}

// sameCount compares, in text that repeats its source nearly whole, how many
// negations the two have.
func (r *reading) sameCount() (Problem, bool) {
	if !r.closeBy(almostVerbatim, almostVerbatim) {
		return Problem{}, false
	}
	count := func(toks []token, from, to int) (n int, word string) {
		for i := from; i < to; i++ {
			if t := &toks[i]; t.fig < 0 && t.flags&flagNegates != 0 {
				n++
				word = t.low
			}
		}
		return n, word
	}
	a, word := count(r.c.toks, r.cs.from, r.cs.to)
	b, other := count(r.d.toks, r.core[0], r.core[len(r.core)-1]+1)
	if a == b {
		return Problem{}, false
	}
	if word == "" {
		word = other
	}
	return Problem{KindPolarity, word, "negated on one side only"}, true
}

// firstWords compares, in near-verbatim text, the first word or figure behind
// each negation with its counterpart.
func (r *reading) firstWords() (Problem, bool) {
	if r.aligned < nearVerbatim {
		return Problem{}, false
	}
	for _, p := range r.pairs {
		x, y := &r.c.toks[p.c], &r.d.toks[p.d]
		if x.negIn == y.negIn || p.like < likeSyn {
			continue
		}
		if x.negIn && r.c.behindNegation(r.cs, p.c) && !r.weakenedWithin(p.d, 2) {
			return Problem{KindPolarity, x.low, "the passage does not negate this"}, true
		}
		if st := r.holding(p.d); y.negIn && st != nil && r.d.behindNegation(st, p.d) && !r.claimWeakened(p.c) {
			return Problem{KindPolarity, x.low, "the passage negates this"}, true
		}
	}
	for n, k := range r.match {
		if k < 0 {
			continue
		}
		f, g := &r.cs.figs[n], r.figs[k]
		if r.c.toks[f.num].negIn != r.d.toks[g.num].negIn && (r.c.behindNegation(r.cs, f.from) || r.d.behindNegation(r.sentenceOf(g), g.from)) {
			return Problem{KindPolarity, r.words(f.from, f.to), "negated on one side only"}, true
		}
	}
	return Problem{}, false
}

func (r *reading) holding(at int) *sentence {
	for _, n := range r.sents {
		if st := &r.d.sents[n]; at >= st.from && at < st.to {
			return st
		}
	}
	return nil
}

// behindNegation reports whether a negation stands before token i with no
// content between.
func (d *document) behindNegation(st *sentence, i int) bool {
	for k := i - 1; k >= st.from; k-- {
		t := &d.toks[k]
		if d.negates(st, k) {
			return true
		}
		if t.content() || t.fig >= 0 || t.kind == tokPunct {
			return false
		}
	}
	return false
}

// weakened reports whether "lack of", "fails to" stands shortly before.
func (r *reading) weakened(at int) bool { return r.weakenedWithin(at, 5) }

func (r *reading) weakenedWithin(at, tokens int) bool {
	for k := at - 1; k >= 0 && k >= at-tokens; k-- {
		if r.d.toks[k].flags&flagWeakens != 0 {
			return true
		}
	}
	return false
}

func (r *reading) sourceNegates() bool {
	for _, at := range r.toks {
		if y := &r.d.toks[at]; y.fig < 0 && y.flags&(flagNegates|flagNegatesBack|flagWeakens) != 0 {
			return true
		}
	}
	return false
}

// negatedBySource finds a negation of the source that the claim has dropped:
// most of what it negates stands in the claim without one.
func (r *reading) negatedBySource() (Problem, bool) {
	for _, n := range r.sents {
		st := &r.d.sents[n]
		balanced := r.aligned < nearVerbatim && r.signs(r.c.toks, r.cs.from, r.cs.to) == r.signs(r.d.toks, st.from, st.to)
		for k := st.from; k < st.to; k++ {
			if !r.d.negates(st, k) && r.d.toks[k].flags&flagNegatesBack == 0 || balanced && !r.plainlyDropped(st, k) {
				continue
			}
			if r.saidAlike(st, k) || r.d.noOther(k) && !r.saysOther() {
				continue
			}
			if word, bad := r.dropped(st, k); bad {
				return Problem{KindPolarity, word, "the passage says " + r.d.toks[k].low}, true
			}
		}
	}
	return Problem{}, false
}

// noOther reports whether "no other" stands at token k: what it denies of the
// others it says of its subject.
func (d *document) noOther(k int) bool {
	return d.toks[k].low == "no" && k+1 < len(d.toks) && d.toks[k+1].low == "other"
}

func (r *reading) saysOther() bool {
	for i := r.cs.from; i < r.cs.to; i++ {
		if low := r.c.toks[i].low; low == "other" || low == "another" || low == "others" {
			return true
		}
	}
	return false
}
