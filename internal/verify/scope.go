package verify

// plainlyDropped reports whether the very word behind "not" or "never" stands
// in the claim without a negation.
func (r *reading) plainlyDropped(st *sentence, k int) bool {
	if low := r.d.toks[k].low; low != "not" && low != "never" && low != "cannot" {
		return false
	}
	for at := k + 1; at < st.to && at < k+4; at++ {
		y := &r.d.toks[at]
		if y.kind == tokPunct {
			return false
		}
		if !y.content() {
			continue
		}
		for i := r.cs.from; i < r.cs.to; i++ {
			if v := r.d.word[at]; v >= 0 && r.tab.grade[i-r.cs.from][v] >= likeSyn && !r.c.toks[i].negIn && !r.claimWeakened(i) {
				return true
			}
		}
		return false
	}
	return false
}

// dropped judges the scope of the negation at k.
func (r *reading) dropped(st *sentence, k int) (string, bool) {
	var with, against, all float64
	word := ""
	step, at := 1, k
	if r.d.toks[k].flags&flagNegatesBack != 0 {
		step = -1
	}
	for words := 0; words < scopeLength; {
		at += step
		if at < st.from || at >= st.to {
			break
		}
		y := &r.d.toks[at]
		if y.kind == tokPunct && y.low != "-" && y.low != "/" && !(y.low == "," && words == 0) {
			break
		}
		if !y.content() || y.fig >= 0 {
			continue
		}
		words++
		all += y.weight
		for i := r.cs.from; i < r.cs.to; i++ {
			x := &r.c.toks[i]
			v := r.d.word[at]
			if v < 0 || r.tab.grade[i-r.cs.from][v] < likeLoose || r.paired[i-r.cs.from] >= 0 && r.paired[i-r.cs.from] != at && !r.d.toks[r.paired[i-r.cs.from]].negIn {
				continue
			}
			if x.negIn || r.claimWeakened(i) {
				with += y.weight
			} else {
				against += y.weight
				word = x.low
			}
			break
		}
	}
	return word, against > with && against >= 0.5*all && !r.claimOpposes()
}

// claimWeakened reports whether the claim itself says "lacks", "fails to".
func (r *reading) claimWeakened(i int) bool {
	for k := i - 1; k >= r.cs.from && k >= i-5; k-- {
		if r.c.toks[k].flags&(flagWeakens|flagNegatesBack) != 0 {
			return true
		}
	}
	return false
}

// claimOpposes reports whether the claim says by an opposite what its source
// says by "not".
func (r *reading) claimOpposes() bool {
	for i := r.cs.from; i < r.cs.to; i++ {
		x := &r.c.toks[i]
		if !x.content() || len(x.axis) == 0 || r.paired[i-r.cs.from] >= 0 {
			continue
		}
		for _, at := range r.toks {
			if y := &r.d.toks[at]; y.negIn && opposed(x, y) {
				return true
			}
		}
	}
	return false
}
