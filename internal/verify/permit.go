package verify

// permissions checks that a claim does not permit what its source forbids:
// "may receive it" against "rules it out".
func (r *reading) permissions() []Problem {
	word, permits := "", false
	for i := r.cs.from; i < r.cs.to; i++ {
		t := &r.c.toks[i]
		if t.fig >= 0 {
			continue
		}
		if t.flags&(flagForbids|flagNegates|flagNegatesBack|flagWeakens) != 0 || r.ruledOut(r.c.toks, i, r.cs.to) {
			return nil
		}
		if t.flags&flagPermits != 0 {
			word, permits = t.low, true
		}
	}
	if !permits {
		return nil
	}
	for _, at := range append(append([]int{}, r.core...), r.lead...) {
		y := &r.d.toks[at]
		if (y.flags&flagForbids != 0 && !y.negIn || r.ruledOut(r.d.toks, at, len(r.d.toks))) && r.concerns(at) {
			return []Problem{{KindPolarity, word, "the passage says " + y.low}}
		}
	}
	return nil
}

// ruledOut reports whether "rules … out" begins at token i.
func (r *reading) ruledOut(toks []token, i, end int) bool {
	if toks[i].stem != "rule" {
		return false
	}
	for k := i + 1; k < end && k < i+6; k++ {
		if toks[k].low == "out" {
			return true
		}
	}
	return false
}

// concernReach is how many tokens may stand between what forbids and what the
// claim speaks of.
const concernReach = 40

// concerns reports whether most of what the claim shares with the sentence
// stands near token at.
func (r *reading) concerns(at int) bool {
	var near, all float64
	for i := range r.best {
		x := &r.c.toks[r.cs.from+i]
		if !x.content() || x.fig >= 0 {
			continue
		}
		found, close := false, false
		for _, k := range r.core {
			if v := r.d.word[k]; v >= 0 && r.tab.grade[i][v] >= likeSyn {
				found = true
				close = close || abs(k-at) <= concernReach
			}
		}
		if found {
			all += x.weight
		}
		if close {
			near += x.weight
		}
	}
	return all > 0 && near >= 0.6*all || len(r.core) > 0 && at < r.core[0]
}
