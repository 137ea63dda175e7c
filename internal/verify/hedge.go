package verify

// hedges checks that the claim is not surer than its source.
func (r *reading) hedges() []Problem {
	var out []Problem
	claim, source := r.strength(r.c.toks, r.cs.from, r.cs.to), r.sourceStrength()
	if source.maybe != "" && claim.maybe == "" && r.hedgedCore() {
		out = append(out, Problem{KindPolarity, source.maybe, "the passage is less sure: " + source.maybe})
	}
	if claim.all != "" && source.all == "" && !r.saysAsMuch(claim.all) {
		out = append(out, Problem{KindPolarity, claim.all, "the passage does not say " + claim.all})
	}
	if word := r.oftenUnsaid(); word != "" {
		out = append(out, Problem{KindPolarity, word, "the passage does not say how often"})
	}
	if word := r.doseUnsaid(); word != "" {
		out = append(out, Problem{KindEntity, word + " dose", "not in the passage"})
	}
	return out
}

// oftenUnsaid returns a word of the claim by which something is common or rare,
// where the source's sentence and its headings give neither such a word nor a share.
func (r *reading) oftenUnsaid() string {
	word := ""
	for i := r.cs.from; i < r.cs.to; i++ {
		if t := &r.c.toks[i]; t.fig < 0 && r.oftenWord(t) {
			word = t.low
		}
	}
	if word == "" {
		return ""
	}
	for _, toks := range [][]int{r.core, r.lead} {
		for _, at := range toks {
			if t := &r.d.toks[at]; r.oftenWord(t) || quantifiers[t.low] || t.kind == tokNumber && t.fig >= 0 && !r.ofTime(at) {
				return ""
			}
		}
	}
	for i := range r.d.about {
		if r.oftenWord(&r.d.about[i]) {
			return ""
		}
	}
	return word
}

// ofTime reports whether the figure at token at is a time and no part of one: it
// says nothing of how often something is.
func (r *reading) ofTime(at int) bool {
	for _, g := range r.figs {
		if at >= g.from && at < g.to {
			return g.time() && !g.fraction && g.of < 0
		}
	}
	return false
}

func (r *reading) oftenWord(t *token) bool {
	return onAxis(t, axisCommon, 1) || onAxis(t, axisCommon, -1)
}

type strength struct{ maybe, all string }

func (r *reading) strength(toks []token, from, to int) strength {
	var s strength
	for i := from; i < to; i++ {
		t := &toks[i]
		if t.fig >= 0 {
			continue
		}
		if t.flags&flagMaybe != 0 {
			s.maybe = t.low
		}
		if t.flags&flagAll != 0 && !t.negIn && !(i+1 < to && t.low == "no") && !focus(toks, i, from, to) {
			s.all = t.low
		}
	}
	return s
}

// focus reports whether "only" at i stresses a figure or the contrast before
// it ("only 5%", "but only a few") and "all" closes a sum ("nine in all").
func focus(toks []token, i, from, to int) bool {
	switch toks[i].low {
	case "only":
		for k := i + 1; k < to && k <= i+2; k++ {
			if toks[k].fig >= 0 {
				return true
			}
		}
		if i+2 < to && toks[i+1].low == "a" {
			switch toks[i+2].low {
			case "few", "minority", "small", "subset", "fraction", "little":
				return true
			}
		}
		return i > from && toks[i-1].low == "but"
	case "all":
		return i > from && toks[i-1].low == "in"
	}
	return false
}

func (r *reading) sourceStrength() strength {
	var s strength
	for _, n := range r.sents {
		x := r.strength(r.d.toks, r.d.sents[n].from, r.d.sents[n].to)
		if x.maybe != "" {
			s.maybe = x.maybe
		}
		if x.all != "" {
			s.all = x.all
		}
	}
	return s
}

// hedgedCore reports whether a "may" or "might" of the source stands directly
// before a word that the claim takes over.
func (r *reading) hedgedCore() bool {
	for k, at := range r.core {
		t := &r.d.toks[at]
		if t.flags&flagMaybe == 0 || t.low == "can" {
			continue
		}
		for j := k + 1; j < len(r.core) && j <= k+4; j++ {
			y := &r.d.toks[r.core[j]]
			if y.content() && r.claimHas(y) {
				return true
			}
		}
	}
	return false
}

// saysAsMuch reports whether the source says by another word what the claim's
// universal word says: "whenever" is "always", "until" is "only after".
func (r *reading) saysAsMuch(word string) bool {
	for _, g := range r.figs {
		if g.dim == "percent" && g.lo == 100 && !g.ranged && g.role == rolePlain && word != "only" && word != "any" {
			return true // 100 % of them
		}
	}
	for _, at := range r.toks {
		switch low := r.d.toks[at].low; low {
		case "until":
			if word == "only" {
				return true
			}
		case "whenever", "anyone":
			if word != "only" {
				return true
			}
		}
	}
	return false
}

// doseUnsaid returns "high" or "low" where the claim says it of a dose and neither the
// passage nor what it is about does.
func (r *reading) doseUnsaid() string {
	for i := r.cs.from; i < r.cs.to; i++ {
		if low := r.c.toks[i].low; levels(r.c.toks, i) && !saysDose(r.d.toks, low) && !saysDose(r.d.about, low) {
			return low
		}
	}
	return ""
}

func saysDose(toks []token, word string) bool {
	for i := range toks {
		if toks[i].low == word && levels(toks, i) {
			return true
		}
	}
	return false
}
