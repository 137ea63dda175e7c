package verify

import "strings"

// themeReach is how many tokens may stand between what carries "increases" in
// the source and what is increased.
const themeReach = 8

// predicates checks the words that say what something does: "increases",
// "prevents", "worsens". Each needs a word of its side in the source, near to
// the same things. Where a figure of the claim is bound, the figure decides.
func (r *reading) predicates() []Problem {
	close, forbid := r.closeMatch(), r.bothForbid()
	if !close && len(r.cs.figs) == 0 && r.onlyAsks() {
		return []Problem{{KindCoverage, wordsOf(r.c, r.cs), "the passage only asks this"}}
	}
	for i := r.cs.from; i < r.cs.to; i++ {
		x := &r.c.toks[i]
		if !x.content() || x.fig >= 0 || !r.predicate(x) || x.negIn && r.insignificantly(i) || x.low == "more" && i > r.cs.from && r.c.toks[i-1].low == "no" || forbid && (r.onPermitAxis(x) || x.flags&flagForbids != 0) {
			continue
		}
		same, against := r.sides(i, x, r.core)
		if len(same) == 0 && len(against) == 0 && r.best[i-r.cs.from] < likeSyn && len(r.cs.figs) == 0 && !softPredicates[x.stem] {
			return []Problem{{KindDirection, x.low, "not in the passage"}}
		}
		if !close && len(same) > 0 && len(r.cs.figs) == 0 && !r.themeHeld(i, same, against) {
			return []Problem{{KindDirection, x.low, "the passage says this of something else"}}
		}
	}
	return r.unlikeWords()
}

// softPredicates are the stems of words that say little of what is done: their
// opposite may not stand in the source, but they need not.
var softPredicates = stemSet("damage harm benefit advantage require allow recommend advise suitable indicate may should appropriate eligible cause caused")

// onlyAsks reports whether the sentence that holds most of the claim states
// nothing.
func (r *reading) onlyAsks() bool {
	for _, n := range r.sents {
		if st := &r.d.sents[n]; len(r.core) > 0 && st.from == r.core[0] {
			return !st.asserts
		}
	}
	return false
}

// themeHeld reports whether what the claim's word i acts on stands near a word
// of its side in the source, and no nearer to one of the other side.
func (r *reading) themeHeld(i int, same, against []int) bool {
	theme := r.theme(i)
	if len(theme) == 0 {
		return true
	}
	for _, t := range theme {
		row := r.tab.grade[t-r.cs.from]
		for _, at := range r.core {
			if v := r.d.word[at]; v < 0 || row[v] < likeSyn {
				continue
			}
			near, far := closest(at, same), closest(at, against)
			if near <= themeReach && near <= far+1 {
				return true
			}
		}
	}
	return false
}

func closest(at int, words []int) int {
	best := 1 << 20
	for _, k := range words {
		if d := abs(at - k); d > 0 {
			best = min(best, d)
		}
	}
	return best
}

// theme returns up to two content words that the word i acts on: behind it,
// or before it in the passive and at a clause's end.
func (r *reading) theme(i int) []int {
	passive := i > r.cs.from && auxiliary(r.c.toks[i-1].low) || i > r.cs.from+1 && auxiliary(r.c.toks[i-2].low)
	collect := func(step int) []int {
		var out []int
		for j := i + step; j >= r.cs.from && j < r.cs.to && len(out) < 2 && abs(j-i) <= 7; j += step {
			t := &r.c.toks[j]
			if t.low == ";" || t.low == "." {
				break
			}
			if t.content() && t.fig < 0 && t.weight >= 1.5 && !r.predicate(t) {
				out = append(out, j)
			}
		}
		return out
	}
	if !passive {
		if out := collect(1); len(out) > 0 {
			return out
		}
	}
	return collect(-1)
}

func (r *reading) predicate(x *token) bool {
	if x.low == "best" {
		return false
	}
	for _, a := range x.axis {
		if r.lex.predicate[a.axis] {
			return true
		}
	}
	return len(x.axis) > 0 && x.flags&flagWeakens != 0
}

// unlikeWords checks words such as "unrelated" and "inaccurate": their
// opposite may not stand in the source, and they must.
func (r *reading) unlikeWords() []Problem {
	for i := range r.best {
		x := &r.c.toks[r.cs.from+i]
		if !x.content() || x.fig >= 0 || r.best[i] >= likeLoose {
			continue
		}
		base := r.lex.withoutPrefix(x.low)
		if base == "" {
			continue
		}
		y := token{kind: tokWord, low: base, stem: stem(base), weight: 1}
		y.syn, y.axis = r.lex.syn[y.stem], r.lex.axes[y.stem]
		for _, at := range r.core {
			if z := &r.d.toks[at]; z.content() && !z.negIn && like(&y, z) >= likeSyn {
				return []Problem{{KindPolarity, x.low, "the passage says " + z.low}}
			}
		}
		if len(r.cs.figs) == 0 {
			return []Problem{{KindPolarity, x.low, "not in the passage"}}
		}
	}
	return nil
}

// withoutPrefix returns the word that a negative prefix turns round, or "".
func (l *lexicon) withoutPrefix(w string) string {
	for _, p := range []string{"un", "in", "im", "ir", "non", "dis"} {
		base, ok := strings.CutPrefix(w, p)
		if !ok || len(base) < 5 {
			continue
		}
		if _, known := l.idf[stem(base)]; known && (len(l.syn[stem(base)]) > 0 || l.flags[stem(base)]&flagEveryday != 0) && l.flags[stem(w)]&flagEveryday+l.everydayAdjective(w) != 0 {
			return base
		}
	}
	return ""
}

// everydayAdjective reports, as a flag, whether w ends like an adjective.
func (l *lexicon) everydayAdjective(w string) wordFlag {
	for _, s := range []string{"ed", "able", "ible", "ate", "ant", "ent", "ive", "ful", "al", "ary"} {
		if strings.HasSuffix(w, s) {
			return flagEveryday
		}
	}
	return 0
}
