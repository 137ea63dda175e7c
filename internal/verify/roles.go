package verify

// What has a role has it for something: the gold standard for sleep monitoring is
// none for a diagnosis. And what was prevented was not done.

// roleWords are the stems of words for a role that something has for another.
var roleWords = stemSet("standard choice indicated approved licensed recommended preferred option marker predictor")

// targetReach is how many content words behind "for" say what a role is for.
const targetReach = 8

// roles checks that what the claim calls a standard, approved, preferred, is so in
// the source for the same.
func (r *reading) roles() []Problem {
	if word := r.hindered(); word != "" {
		return []Problem{{KindPolarity, word, "the passage says that this was prevented"}}
	}
	for i := r.cs.from; i < r.cs.to; i++ {
		x := &r.c.toks[i]
		if !roleWords[x.stem] || x.fig >= 0 || x.negIn || len(r.cs.figs) > 0 {
			continue
		}
		mine := targets(r.c.toks, i, r.cs.to)
		if len(mine) == 0 {
			continue
		}
		found, fits := false, false
		for _, at := range r.core {
			y := &r.d.toks[at]
			if y.stem != x.stem {
				continue
			}
			theirs := targets(r.d.toks, at, r.core[len(r.core)-1]+1)
			found = true
			fits = fits || len(theirs) == 0 || r.anyAlike(mine, theirs)
		}
		if found && !fits {
			return []Problem{{KindSubject, x.low, "the passage says this of something else"}}
		}
	}
	return nil
}

// goesOn are words behind a comma with which another statement begins.
var goesOn = map[string]bool{"but": true, "which": true, "who": true, "although": true, "while": true, "whereas": true, "because": true, "so": true}

// targets returns the content words of what the role at token i is for.
func targets(toks []token, i, end int) []int {
	if i+1 >= end || toks[i+1].low != "for" {
		return nil
	}
	var out []int
	for k := i + 2; k < end && len(out) < targetReach; k++ {
		switch t := &toks[k]; {
		case t.low == "," && k+1 < end && (auxiliary(toks[k+1].low) || modalWords[toks[k+1].low] || goesOn[toks[k+1].low]):
			return out
		case t.kind == tokPunct && t.low != "-" && t.low != "/" && t.low != ",":
			return out
		case t.content() && t.fig < 0:
			out = append(out, k)
		}
	}
	return out
}

// anyAlike reports whether a word of the claim may stand for one of the source.
func (r *reading) anyAlike(mine, theirs []int) bool {
	for _, i := range mine {
		for _, at := range theirs {
			if like(&r.c.toks[i], &r.d.toks[at]) >= likeLoose {
				return true
			}
		}
	}
	return false
}

// hindering are the stems of words for keeping something from being done.
var hindering = stemSet("prevent preclude hinder hamper impede thwart obstruct")

// hinderReach is how many tokens behind such a word may name what it keeps from.
const hinderReach = 4

// hindered returns a word of the claim that the source says was prevented: an
// approval, a use.
func (r *reading) hindered() string {
	for n, at := range r.core {
		if !hindering[r.d.toks[at].stem] || r.d.toks[at].negIn || r.claimNegates() {
			continue
		}
		for k := n + 1; k < len(r.core) && k <= n+hinderReach; k++ {
			y := &r.d.toks[r.core[k]]
			if !useWords[y.stem] && !roleWords[y.stem] && !r.onPermitAxis(y) {
				continue
			}
			for i := r.cs.from; i < r.cs.to; i++ {
				if x := &r.c.toks[i]; x.content() && !x.negIn && like(x, y) >= likeSyn {
					return x.low
				}
			}
		}
	}
	return ""
}

// claimNegates reports whether the claim has a word that turns it round or keeps
// something from being done.
func (r *reading) claimNegates() bool {
	for i := r.cs.from; i < r.cs.to; i++ {
		if t := &r.c.toks[i]; t.fig < 0 && (hindering[t.stem] || t.flags&(flagNegates|flagNegatesBack|flagWeakens) != 0) {
			return true
		}
	}
	return false
}
