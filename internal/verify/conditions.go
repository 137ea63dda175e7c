package verify

// A source often says something on a condition ("if the creatinine rises"), or
// of some who are described ("patients with untreated metastases"). A claim that
// says it of all, at all times, says more. What the claim's question gives need
// not be said again.

// Shares and lengths of a condition.
const (
	conditionWeight  = 2.0 // below which it says nothing
	conditionShare   = 0.3 // of its weight that a claim must name
	openingReach     = 14  // tokens in which a condition that opens a sentence must close
	alternativeReach = 8   // tokens behind a comma in which "or" goes on with it
)

// opening are words that begin a condition; ifWords do so anywhere, the others at
// a sentence's start.
var (
	ifWords = map[string]bool{"if": true, "when": true, "whenever": true, "unless": true, "until": true, "provided": true}
	opening = map[string]bool{"with": true, "in": true, "for": true, "during": true, "among": true, "without": true}
)

// discourse are words behind "in" or "for" that only join a sentence to others, or say
// where it was found.
var discourse = map[string]bool{"contrast": true, "addition": true, "general": true, "example": true, "instance": true, "summary": true, "conclusion": true,
	"short": true, "fact": true, "particular": true, "both": true, "this": true, "these": true, "all": true, "most": true, "a": true, "an": true, "one": true, "two": true, "three": true}

// conditions finds a condition of the source that the claim has dropped.
func (r *reading) conditions() []Problem {
	if len(r.core) == 0 {
		return nil
	}
	from, to := r.core[0], r.core[len(r.core)-1]+1
	groups := len(r.cs.figs) == 0 && r.bids(from, to) && !r.describes()
	for i := from; i < to; i++ {
		end := r.conditionEnd(i, from, to)
		if end == 0 && groups {
			end = r.groupEnd(i, to)
		}
		if end == 0 {
			continue
		}
		if word, bad := r.isDropped(i+1, end); bad {
			return []Problem{{KindCoverage, word, "the passage says this only " + wordsOf(r.d, &sentence{from: i, to: end})}}
		}
		i = end - 1
	}
	return nil
}

// conditionEnd returns where the condition that begins at token i ends, or 0 where
// none does.
func (r *reading) conditionEnd(i, from, to int) int {
	t := &r.d.toks[i]
	switch {
	case i == from && i+1 < to && discourse[r.d.toks[i+1].low]:
		return 0
	case i == from && (ifWords[t.low] || opening[t.low] && len(r.cs.figs) == 0):
		for k := i + 2; k < min(to, i+openingReach); k++ {
			if r.d.toks[k].low == "," {
				return k
			}
		}
	case i > from && ifWords[t.low] && r.d.conditional(i, to):
		k := i + 1
		for k < to && !r.d.endsCondition(k, i, to) {
			k++
		}
		return k
	}
	return 0
}

// conditional reports whether the word at token i sets a condition: "even when" and
// "in 1992, when" set none, nor does "provided by".
func (d *document) conditional(i, to int) bool {
	prev := &d.toks[i-1]
	switch {
	case prev.low == "even", d.toks[i].low == "when" && (prev.low == "," || prev.fig >= 0):
		return false
	}
	return d.toks[i].low != "provided" || i+1 < to && d.toks[i+1].low == "that"
}

// endsCondition reports whether the condition from token i ends at k: at a comma
// that no "or" follows soon, or where the other case begins.
func (d *document) endsCondition(k, i, to int) bool {
	switch d.toks[k].low {
	case ";", "otherwise":
		return true
	case ",":
		for n := k + 1; n < min(to, k+alternativeReach); n++ {
			if d.toks[n].low == "or" {
				return false
			}
		}
		return k > i+2
	}
	return false
}

// groupEnd returns where the description of the group at token i ends.
func (r *reading) groupEnd(i, to int) int {
	if t := &r.d.toks[i]; !countedPeople[t.low] || t.fig >= 0 {
		return 0
	}
	if words := describing(r.d.toks, i+1, to); len(words) > 0 {
		return words[len(words)-1] + 1
	}
	return 0
}

// bids reports whether a sentence says what should or may be done, or who is at risk.
func (r *reading) bids(from, to int) bool {
	for i := from; i < to; i++ {
		t := &r.d.toks[i]
		if t.fig < 0 && (t.flags&(flagPermits|flagForbids) != 0 || t.low == "should" || t.low == "must" || t.low == "need" || t.low == "risk") {
			return true
		}
	}
	return false
}

// describes reports whether the claim says of which group it speaks.
func (r *reading) describes() bool {
	for i := r.cs.from; i < r.cs.to; i++ {
		if !countedPeople[r.c.toks[i].low] {
			continue
		}
		if i > r.cs.from && r.c.toks[i-1].content() && !quantifiers[r.c.toks[i-1].low] && !r.sameGroup(i) || len(describing(r.c.toks, i+1, r.cs.to)) > 0 {
			return true
		}
	}
	return false
}

// sameGroup reports whether the source has the claim's group i under the same name:
// "school-age children".
func (r *reading) sameGroup(i int) bool {
	for k := r.core[0] + 1; k <= r.core[len(r.core)-1]; k++ {
		if r.d.toks[k].low == r.c.toks[i].low && r.d.toks[k-1].low == r.c.toks[i-1].low {
			return true
		}
	}
	return false
}

// isDropped reports whether the claim names hardly anything of tokens [from,to) and
// which of their words it misses first.
func (r *reading) isDropped(from, to int) (string, bool) {
	var all, said float64
	missing := ""
	for k := from; k < to; k++ {
		y := &r.d.toks[k]
		if y.fig >= 0 && r.isMatched(k) {
			return "", false
		}
		if !y.content() || y.isName() && r.claimNames(y) {
			continue // the drug that both speak of says nothing of the condition
		}
		all += y.weight
		if y.fig < 0 && r.claimNames(y) {
			said += y.weight
		} else if missing == "" {
			missing = y.low
		}
	}
	return missing, all >= conditionWeight && said < conditionShare*all
}

// claimNames reports whether the claim, or the question that it answers, has a word
// that may stand for y.
func (r *reading) claimNames(y *token) bool {
	return namesLoosely(r.c.toks[r.cs.from:r.cs.to], y) || r.c.given != nil && namesLoosely(r.c.given(), y)
}

func namesLoosely(toks []token, y *token) bool {
	for i := range toks {
		if x := &toks[i]; x.content() && like(x, y) >= likeLoose {
			return true
		}
	}
	return false
}

// isMatched reports whether a figure of the claim is the one that token k is of.
func (r *reading) isMatched(k int) bool {
	for _, m := range r.match {
		if m >= 0 && r.figs[m].num <= k && k < r.figs[m].to {
			return true
		}
	}
	return false
}
