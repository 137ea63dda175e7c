package verify

// significance checks what is said of a difference: where the source says that
// it was not significant, the claim may neither call it so nor state it as if
// it were.
func (r *reading) significance() (Problem, bool) {
	claim, denied := 0, false
	word := ""
	for i := r.cs.from; i < r.cs.to; i++ {
		x := &r.c.toks[i]
		if x.fig >= 0 {
			continue
		}
		if significant(x) {
			claim, denied = claim+1, denied || x.negIn
			word = x.low
		}
		denied = denied || r.c.negates(r.cs, i) || x.flags&(flagWeakens|flagMaybe) != 0 || sameness[x.low]
	}
	if denied {
		return Problem{}, false
	}
	not, is := r.sourceSignificance()
	if !not || is {
		return Problem{}, false
	}
	if claim == 0 {
		if word = r.bareVerdict(); word == "" {
			return Problem{}, false
		}
	}
	return Problem{KindPolarity, word, "the passage says that it was not significant"}, true
}

func significant(t *token) bool {
	return t.low == "significant" || t.low == "significantly" || t.low == "significance"
}

// sourceSignificance tells whether the window denies significance, and whether
// it states it of something.
func (r *reading) sourceSignificance() (not, is bool) {
	for k, at := range r.toks {
		y := &r.d.toks[at]
		switch {
		case y.low == "nonsignificant" || y.low == "insignificant":
			not = true
		case significant(y) && (y.negIn || r.weakenedWithin(at, 4) || k > 1 && r.d.toks[at-1].low == "non"):
			not = true
		case significant(y):
			is = true
		}
	}
	return not, is
}

// sameness are words that say that two things do not differ, or hardly.
var sameness = map[string]bool{"similar": true, "similarly": true, "comparable": true, "same": true, "equal": true, "equally": true,
	"alike": true, "trend": true, "borderline": true}

// bareVerdict returns the claim's word by which one thing does better than
// another, where the claim gives no figures for the reader to judge by.
func (r *reading) bareVerdict() string {
	if len(r.cs.figs) > 0 {
		return ""
	}
	for i := r.cs.from; i < r.cs.to; i++ {
		if x := &r.c.toks[i]; x.content() && (r.predicate(x) || comparative(x)) && !x.negIn {
			return x.low
		}
	}
	return ""
}

// insignificantly reports whether "not significantly" stands before word i: it
// may be longer all the same.
func (r *reading) insignificantly(i int) bool {
	for k := i - 1; k >= r.cs.from && k >= i-3; k-- {
		if x := &r.c.toks[k]; significant(x) && x.negIn {
			return true
		}
	}
	return false
}
