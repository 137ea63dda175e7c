package verify

import "strings"

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
	if word, bad := r.unfoundedUse(); bad {
		return []Problem{{KindCoverage, word, "the passage does not say that it may be used"}}
	}
	for _, at := range append(append([]int{}, r.core...), r.lead...) {
		y := &r.d.toks[at]
		if (y.flags&flagForbids != 0 && !y.negIn || r.ruledOut(r.d.toks, at, len(r.d.toks))) && r.concerns(at) {
			return []Problem{{KindPolarity, word, "the passage says " + y.low}}
		}
	}
	return nil
}

// bothForbid reports whether claim and source both forbid something, in
// whatever words: "should not be given" and "is contraindicated".
func (r *reading) bothForbid() bool {
	if r.closeMatch() || !r.forbids(r.c.toks, r.cs.from, r.cs.to) {
		return false
	}
	for _, n := range r.sents {
		st := &r.d.sents[n]
		if r.forbids(r.d.toks, st.from, st.to) || st.lead >= 0 && r.forbids(r.d.toks, r.d.sents[st.lead].from, r.d.sents[st.lead].to) {
			return true
		}
	}
	return false
}

// forbids reports whether a sentence forbids something.
func (r *reading) forbids(toks []token, from, to int) bool {
	for i := from; i < to; i++ {
		t := &toks[i]
		switch {
		case t.fig >= 0:
		case t.flags&flagForbids != 0 && (i == from || toks[i-1].low != "not"), r.ruledOut(toks, i, to):
			return true
		case t.low == "not" && i > from && forbidding[toks[i-1].low], t.low == "never" && i == from:
			return true
		case (t.low == "nobody" || t.low == "no") && i == from && modalNear(toks, i, to):
			return true
		}
	}
	return false
}

// modalNear reports whether an order stands shortly behind token i: "nobody
// with … should".
func modalNear(toks []token, i, end int) bool {
	for k := i + 1; k < end && k < i+12; k++ {
		if forbidding[toks[k].low] && toks[k].low != "do" {
			return true
		}
	}
	return false
}

// forbidding are the words that make "not" an order.
var forbidding = map[string]bool{"should": true, "must": true, "do": true, "may": true, "shall": true}

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

// unfoundedUse finds "can be given", "may be used" in a claim whose source
// speaks of no use at all.
func (r *reading) unfoundedUse() (string, bool) {
	use := -1
	for i := r.cs.from + 1; i < r.cs.to; i++ {
		if prev := r.c.toks[i-1].low; (prev == "be" || prev == "is" || prev == "are") && useWords[r.c.toks[i].stem] {
			use = i
		}
	}
	if use < 0 || len(r.cs.figs) > 0 {
		return "", false
	}
	for _, at := range append(append([]int{}, r.core...), r.lead...) {
		if y := &r.d.toks[at]; useWords[y.stem] || y.flags&flagPermits != 0 && !modalWords[y.low] || r.onPermitAxis(y) && !modalWords[y.low] {
			return "", false
		}
	}
	return r.c.toks[use].low, true
}

var modalWords = map[string]bool{"may": true, "can": true, "could": true, "should": true}

// useWords are the stems of words that speak of a drug's use.
var useWords = stemSet("given give gave use used administer infuse inject receive take taken treat treatment therapy manage control option prescribe consider require need help prevent offer choose recommend premedication apply combine continue")

func stemSet(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[stem(w)] = true
	}
	return out
}

func (r *reading) onPermitAxis(y *token) bool {
	for _, a := range y.axis {
		if a.axis == axisPermit {
			return true
		}
	}
	return false
}
