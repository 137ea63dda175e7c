package verify

// parity compares how many words turn the sense round, modulo 2, in the claim
// and in the part of the source's sentence that it rests on.
func (r *reading) parity() []Problem {
	if r.closeMatch() || len(r.core) == 0 || len(r.cs.figs) > 0 || r.bothForbid() {
		return nil
	}
	first, last := -1, -1
	for _, p := range r.pairs {
		if k := p.d - r.core[0]; k >= 0 && k < len(r.core) {
			if first < 0 {
				first = k
			}
			last = k
		}
	}
	if first < 0 {
		return nil
	}
	first = max(0, first-6)
	last = min(len(r.core)-1, last+4)
	for k := 0; k < first && k < 2; k++ {
		if r.d.toks[r.core[k]].flags&flagNegates != 0 {
			first = 0 // "No trial has shown …"
		}
	}
	a, word := r.turns(r.c.toks, r.cs.from, r.cs.to, func(i int) bool { return !r.saidOtherwise(i) && !r.saidByPrefix(i) })
	b, _ := r.turns(r.d.toks, r.core[first], r.core[last]+1, func(int) bool { return true })
	if a%2 == b%2 || r.resumes() {
		return nil
	}
	if word == "" {
		word = "not"
	}
	return []Problem{{KindPolarity, word, "turned round on one side only"}}
}

// ofName are stems of words before which a turning word is part of a name:
// "lower dose", "prevention trial", "suppressor gene".
var ofName = stemSet("dose trial study gene therapy treatment limb back extremity")

// turns counts the words that turn the sense round.
func (r *reading) turns(toks []token, from, to int, counts func(int) bool) (int, string) {
	n, word := 0, ""
	for i := from; i < to; i++ {
		t := &toks[i]
		if t.fig >= 0 || t.kind != tokWord {
			continue
		}
		if t.flags&(flagNegates|flagNegatesBack|flagWeakens) != 0 || r.downward(t) && !(i+1 < to && ofName[toks[i+1].stem]) || freeOf(toks, i, from) {
			if !counts(i) {
				continue
			}
			n++
			word = t.low
		}
	}
	return n, word
}

func (r *reading) downward(t *token) bool {
	if !t.content() {
		return false
	}
	for _, a := range t.axis {
		if a.axis == axisQuality || a.axis == axisRisk {
			continue // what harms or worsens turns nothing round
		}
		if r.lex.predicate[a.axis] {
			return a.side > 0
		}
	}
	return false
}

// freeOf reports whether "-free" stands at token i: "alcohol-free".
func freeOf(toks []token, i, from int) bool {
	return toks[i].low == "free" && i > from && toks[i].glued && toks[i-1].kind == tokWord
}

// freed finds "alcohol" in a claim whose source says "alcohol-free".
func (r *reading) freed() (Problem, bool) {
	for _, at := range r.toks {
		if at == 0 || !freeOf(r.d.toks, at, 0) {
			continue
		}
		what, plain, free := &r.d.toks[at-1], "", false
		for _, k := range r.toks {
			y := &r.d.toks[k]
			free = free || k != at-1 && y.stem == what.stem && y.content() && !y.negIn
		}
		for i := r.cs.from; i < r.cs.to; i++ {
			if x := &r.c.toks[i]; x.content() && like(x, what) >= likeSyn {
				free = free || x.negIn || r.claimWeakened(i)
				plain = x.low
			}
		}
		if plain != "" && !free {
			return Problem{KindPolarity, plain, "the passage says " + what.low + "-free"}, true
		}
	}
	return Problem{}, false
}

// resumes reports whether the claim says "resumed once X" for "withheld until
// X".
func (r *reading) resumes() bool {
	for i := r.cs.from; i < r.cs.to; i++ {
		if x := &r.c.toks[i]; onAxis(x, axisBegin, -1) && r.untilThen(i, x) {
			return true
		}
	}
	return false
}

// saidOtherwise reports whether the source says what the claim's turning word
// i says by a word that is not counted: "drops" by "gets too low".
func (r *reading) saidOtherwise(i int) bool {
	x := &r.c.toks[i]
	if !r.downward(x) {
		return false
	}
	same, _ := r.sides(i, x, r.core)
	for _, at := range same {
		if y := &r.d.toks[at]; y.flags&(flagNegates|flagNegatesBack|flagWeakens) != 0 || r.downward(y) {
			return false
		}
	}
	return len(same) > 0
}

// saidByPrefix reports whether the source says by a prefix what the claim's
// negation at i says: "unexplained" for "have not been explained".
func (r *reading) saidByPrefix(i int) bool {
	if r.c.toks[i].flags&flagNegates == 0 {
		return false
	}
	for k := i + 1; k < r.cs.to && k <= i+4; k++ {
		x := &r.c.toks[k]
		if !x.content() || x.fig >= 0 {
			continue
		}
		for _, at := range r.core {
			if y := &r.d.toks[at]; y.content() && len(y.low) > len(x.low) && prefixOpposed(x.low, y.low) {
				return true
			}
		}
	}
	return false
}
