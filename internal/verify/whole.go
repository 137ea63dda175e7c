package verify

// "Most patients with a complete response" are not most patients, and what is
// not on a list is not one of its members.

// quantifiers say how many of a group something is said of.
var quantifiers = map[string]bool{"most": true, "all": true, "every": true, "each": true, "majority": true, "half": true, "many": true, "few": true}

// groupReach is how many tokens may stand between a quantifier and its group, and
// describeReach how many behind the group describe it.
const (
	groupReach    = 3
	describeReach = 8
)

// described checks that the claim says of a group no less than the source does of whom
// it counts.
func (r *reading) described() (Problem, bool) {
	mine := r.quantified(r.c.toks, r.cs.from, r.cs.to)
	if len(mine) == 0 || len(r.core) == 0 {
		return Problem{}, false
	}
	theirs := r.quantified(r.d.toks, r.core[0], r.core[len(r.core)-1]+1)
	for word := range mine {
		words, ok := theirs[word]
		if !ok {
			continue
		}
		var all, said float64
		name := ""
		for _, at := range words {
			y := &r.d.toks[at]
			all += y.weight
			if r.claimHas(y) {
				said += y.weight
			} else if name == "" {
				name = y.low
			}
		}
		if all >= describedWeight && said < describedShare*all {
			return Problem{KindSubject, word, "the passage says this of some with " + name}, true
		}
	}
	return Problem{}, false
}

const (
	describedWeight = 4.0 // below which a description says nothing
	describedShare  = 0.34
)

// quantified returns the words that describe the group behind each quantifier.
func (r *reading) quantified(toks []token, from, to int) map[string][]int {
	out := map[string][]int{}
	for i := from; i < to; i++ {
		if !quantifiers[toks[i].low] || toks[i].fig >= 0 {
			continue
		}
		for k := i + 1; k < to && k <= i+groupReach; k++ {
			if !countedPeople[toks[k].low] && toks[k].low != "those" {
				continue
			}
			out[toks[i].low] = describing(toks, k+1, to)
			break
		}
	}
	return out
}

// describing returns the content words that describe a group behind it: "with …",
// "who …".
func describing(toks []token, i, to int) []int {
	if i >= to || toks[i].low != "with" && toks[i].low != "who" && toks[i].low != "whose" {
		return nil
	}
	var out []int
	for k := i + 1; k < to && k <= i+describeReach; k++ {
		t := &toks[k]
		if t.kind == tokPunct || modalWords[t.low] || k > i+2 && auxiliary(t.low) {
			break
		}
		if t.low == "to" || t.low == "on" || k > i+2 && (t.low == "must" || t.low == "need" || t.low == "needs") {
			break
		}
		if t.content() && t.fig < 0 {
			out = append(out, k)
		}
	}
	return out
}

// listing are words by which a claim says what belongs to something.
var listing = map[string]bool{"include": true, "includes": true, "included": true, "including": true, "components": true,
	"component": true, "sign": true, "signs": true, "symptom": true, "symptoms": true, "consists": true, "comprises": true}

// unlisted is the weight of unknown wording from which a claim about what belongs
// to something names what does not.
const unlisted = 10.0

// unlistedMember finds a member of a list that the source does not have.
func (r *reading) unlistedMember() (Problem, bool) {
	lists := false
	for i := r.cs.from; i < r.cs.to; i++ {
		lists = lists || listing[r.c.toks[i].low]
	}
	if !lists {
		return Problem{}, false
	}
	var unknown float64
	word := ""
	for i := range r.best {
		if x := &r.c.toks[r.cs.from+i]; x.content() && x.fig < 0 && r.lent[i] < likeLoose && r.far[i] < likeLoose && len(x.axis) == 0 && x.weight >= 2.5 {
			unknown += x.weight
			word = x.low
		}
	}
	if unknown < unlisted {
		return Problem{}, false
	}
	return Problem{KindEntity, word, "not in the passage's list"}, true
}

// openWords call for a word behind them: a claim that ends with one was cut off.
var openWords = map[string]bool{"a": true, "an": true, "the": true, "and": true, "or": true, "of": true, "than": true, "because": true,
	"whether": true, "although": true, "whereas": true, "their": true, "its": true, "every": true}

// breaksOff reports whether the claim's last sentence ends before it has said what it
// says: with a comma, or with a word that calls for another. What is not said
// cannot be supported. A sentence cut where the source goes on was found verbatim
// before, or not at all.
func (d *document) breaksOff(cs *sentence) (string, bool) {
	last := &d.toks[cs.to-1]
	if cs.to != len(d.toks) {
		return "", false
	}
	if last.kind == tokPunct {
		return last.low, last.low == ","
	}
	return last.low, last.kind == tokWord && !last.upper && last.fig < 0 && openWords[last.low]
}
