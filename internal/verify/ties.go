package verify

// ties checks words that belong to one other word: "each cycle", "HER2
// negative", and the disease that a figure is of.
func (r *reading) ties() []Problem {
	var out []Problem
	for _, check := range []func() (Problem, bool){r.perUnit, r.signOf, r.headed} {
		if p, bad := check(); bad {
			out = append(out, p)
		}
	}
	return out
}

func each(low string) bool { return low == "each" || low == "every" || low == "per" }

// perUnit finds "28 doses in each cycle" where the source gives 28 doses in
// all: what a figure is "each" of must be so, or one, in the figure's sentence.
func (r *reading) perUnit() (Problem, bool) {
	for i := r.cs.from; i+1 < r.cs.to; i++ {
		x := &r.c.toks[i+1]
		if !each(r.c.toks[i].low) || r.c.toks[i].fig >= 0 || !x.content() || x.fig >= 0 {
			continue
		}
		for n, k := range r.match {
			if k < 0 || r.cs.figs[n].role != rolePlain || r.cs.figs[n].label != "" {
				continue
			}
			if word, bad := r.notEach(x, r.figs[k]); bad {
				return Problem{KindSubject, "each " + word, "the passage gives " + r.figs[k].text(r.d.toks) + " for something else"}, true
			}
		}
	}
	return Problem{}, false
}

// notEach reports whether the sentence of g counts x in numbers and never says
// "each" or "one" of it.
func (r *reading) notEach(x *token, g *figure) (string, bool) {
	st, counted := r.sentenceOf(g), false
	for k := st.from; k < st.to; k++ {
		y := &r.d.toks[k]
		if !y.content() || y.stem != x.stem {
			continue
		}
		if k == st.from {
			return "", false
		}
		switch prev := &r.d.toks[k-1]; {
		case each(prev.low), prev.low == "a", prev.low == "an", prev.low == "one", prev.low == "single", prev.low == "1", prev.low == "/":
			return "", false
		case y.fig >= 0, prev.fig >= 0, prev.low == "two", prev.low == "three", prev.low == "four", prev.low == "both":
			counted = true
		}
	}
	return x.low, counted
}

// signOf finds "HER2-positive" where the source says "HER2-negative".
func (r *reading) signOf() (Problem, bool) {
	for i := r.cs.from + 1; i < r.cs.to; i++ {
		side, head := signAt(r.c.toks, i)
		if side == 0 || head < r.cs.from {
			continue
		}
		same, against := false, false
		for _, at := range r.toks {
			other, k := signAt(r.d.toks, at)
			if other == 0 || k < 0 || like(&r.c.toks[head], &r.d.toks[k]) < likeSyn {
				continue
			}
			same, against = same || other == side, against || other != side
		}
		if against && !same {
			return Problem{KindDirection, r.c.toks[i].low, "the passage says the opposite of " + r.c.toks[head].low}, true
		}
	}
	return Problem{}, false
}

// signAt returns the sign that stands at token i and the word it is of.
func signAt(toks []token, i int) (side int8, head int) {
	switch toks[i].low {
	case "positive":
		side = 1
	case "negative":
		side = -1
	default:
		return 0, -1
	}
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		if toks[k].content() && (toks[k].name || toks[k].upper) {
			return side, k
		}
	}
	return 0, -1
}

// headed finds a disease, organ or group that stands in the passage's heading
// or elsewhere, beside a rival, and not in the sentence of the claim's figure.
func (r *reading) headed() (Problem, bool) {
	for n, k := range r.match {
		if k < 0 || r.cs.figs[n].role == roleModifier || r.cs.figs[n].role == roleTotal {
			continue
		}
		st := r.sentenceOf(r.figs[k])
		for i := r.cs.from; i < r.cs.to; i++ {
			x := &r.c.toks[i]
			if !x.content() || x.fig >= 0 || len(x.sets) == 0 || r.standsIn(i, st) {
				continue
			}
			if y := r.rivalAbout(x); y != nil {
				return Problem{KindSubject, x.low, "the passage says this of " + y.low + " too"}, true
			}
		}
	}
	return Problem{}, false
}

// standsIn reports whether claim word i stands in a sentence of the passage,
// in what introduces it, or in what it points back to.
func (r *reading) standsIn(i int, st *sentence) bool {
	has := func(from, to int) bool {
		for k := from; k < to; k++ {
			if v := r.d.word[k]; v >= 0 && r.tab.grade[i-r.cs.from][v] >= likeLoose {
				return true
			}
		}
		return false
	}
	if has(st.from, st.to) || st.lead >= 0 && has(r.d.sents[st.lead].from, r.d.sents[st.lead].to) {
		return true
	}
	for n := range r.d.sents {
		if &r.d.sents[n] == st && n > 0 && r.d.anaphoric(n) {
			return has(r.d.sents[n-1].from, r.d.sents[n-1].to)
		}
	}
	return false
}

// rivalAbout returns a word that excludes x among those that the passage is
// about, unless the claim speaks of it too.
func (r *reading) rivalAbout(x *token) *token {
	for i := range r.d.about {
		if y := &r.d.about[i]; y.content() && excluded(x, y) && !r.claimHas(y) {
			return y
		}
	}
	return nil
}
