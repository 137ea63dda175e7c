package verify

// A joint parts a sentence into two sides that must not change places.
type joint struct {
	family int  // joints of one family say the same
	turned bool // ... with the sides exchanged
}

// joints are the words around which roles are told apart. "A before B" is
// "B after A".
var joints = map[string]joint{
	"than": {family: 1}, "versus": {family: 2}, "vs": {family: 2}, "compared": {family: 2}, "unlike": {family: 2},
	"before": {family: 3}, "after": {family: 3, turned: true}, "following": {family: 3, turned: true}, "followed": {family: 3},
	"precedes": {family: 3}, "preceded": {family: 3, turned: true}, "causes": {family: 5}, "caused": {family: 5}, "cause": {family: 5},
	"leads": {family: 5}, "lead": {family: 5}, "instead": {family: 6}, "rather": {family: 6}, "replaces": {family: 6}, "replaced": {family: 6, turned: true},
	"into": {family: 7}, "whereas": {family: 8}, "while": {family: 8}, "but": {family: 8}, "without": {family: 9},
}

// frames checks that what stands on one side of "than", "before" or "causes"
// in the claim stands on the same side in its source.
func (r *reading) frames() []Problem {
	for i := r.cs.from; i < r.cs.to; i++ {
		j, ok := joints[r.c.toks[i].low]
		if !ok || r.c.toks[i].fig >= 0 {
			continue
		}
		crossed, agrees := "", false
		for k, at := range r.toks {
			h, ok := joints[r.d.toks[at].low]
			if !ok || h.family != j.family || r.d.toks[at].fig >= 0 {
				continue
			}
			if w, bad := r.sidesCross(i, k, j.family == 1, r.turned(i, k, j, h)); bad {
				crossed = w
			} else {
				agrees = true
			}
		}
		if crossed != "" && !agrees {
			return []Problem{{KindSubject, crossed, "the sides of " + r.c.toks[i].low + " are exchanged"}}
		}
	}
	return nil
}

// turned reports whether the two joints have their sides the other way round.
func (r *reading) turned(i, k int, j, h joint) bool {
	turned := j.turned != h.turned
	if j.family == 5 && passive(r.c.toks, i) != passive(r.d.toks, r.toks[k]) {
		turned = !turned
	}
	if j.family == 1 && r.comparisonTurned(i, k) {
		turned = !turned
	}
	return turned
}

func passive(toks []token, i int) bool {
	return i+1 < len(toks) && toks[i+1].low == "by"
}

// comparisonTurned reports whether the claim compares by the opposite word:
// "longer with A than B" is "shorter with B than A".
func (r *reading) comparisonTurned(i, k int) bool {
	for c := i - 1; c >= r.cs.from && c >= i-8; c-- {
		x := &r.c.toks[c]
		if len(x.axis) == 0 {
			continue
		}
		for d := k - 1; d >= 0 && d >= k-8; d-- {
			y := &r.d.toks[r.toks[d]]
			if opposed(x, y) {
				return true
			}
			if sameAxis(x, y) {
				return false
			}
		}
	}
	return false
}

// sidesCross compares the sides: words that stand on one side only in both
// texts vote for equal or exchanged sides.
func (r *reading) sidesCross(i, k int, than, turned bool) (string, bool) {
	var equal, crossed float64
	word := ""
	for c := max(r.cs.from, i-8); c < min(r.cs.to, i+9); c++ {
		x := &r.c.toks[c]
		if !x.content() || x.fig >= 0 || c == i {
			continue
		}
		left, right := r.sideOf(c, k)
		if left == right {
			continue
		}
		switch {
		case (left == (c < i)) == turned:
			crossed += x.weight
			word = x.low
		case !than || right || c > i:
			equal += x.weight // what stands before "than" in both is what is compared: it tells nothing
		}
	}
	return word, crossed > 4 && crossed > equal
}

// sideOf tells on which sides of window place k the claim's word c stands.
func (r *reading) sideOf(c, k int) (left, right bool) {
	row := r.tab.grade[c-r.cs.from]
	for n := max(0, k-12); n < min(len(r.toks), k+13); n++ {
		at := r.toks[n]
		if v := r.d.word[at]; v >= 0 && row[v] >= likeSyn && n != k {
			left = left || n < k
			right = right || n > k
		}
	}
	return left, right
}
