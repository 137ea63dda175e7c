package verify

// nearVerbatim is the share of aligned weight from which a claim is read as
// its source's sentence with some words changed: then each change is judged.
const nearVerbatim = 0.70

// gapBudget is how much weight of unknown wording near-verbatim text may add.
const gapBudget = 5.2

// gaps judges each place where the claim and its source part.
func (r *reading) gaps() []Problem {
	if r.aligned < nearVerbatim || len(r.pairs) == 0 {
		return nil
	}
	var out []Problem
	var unknown float64
	var words string
	cAt, dAt := r.cs.from, 0
	for n := 0; n <= len(r.pairs); n++ {
		cEnd, dEnd := r.cs.to, len(r.toks)
		if n < len(r.pairs) {
			cEnd, dEnd = r.pairs[n].c, r.place(r.pairs[n].d)
		}
		p, w, word := r.gap(cAt, cEnd, dAt, dEnd)
		out = append(out, p...)
		if unknown += w; w > 0 {
			words = word
		}
		if n < len(r.pairs) {
			cAt, dAt = r.pairs[n].c+1, dEnd+1
		}
	}
	if unknown > gapBudget {
		out = append(out, Problem{KindCoverage, words, "not in the source's sentence"})
	}
	return out
}

// place returns where passage token d stands in the window.
func (r *reading) place(d int) int {
	for k, at := range r.toks {
		if at == d {
			return k
		}
	}
	return len(r.toks)
}

// gap judges claim tokens [cAt,cEnd) against window places [dAt,dEnd).
func (r *reading) gap(cAt, cEnd, dAt, dEnd int) (out []Problem, unknown float64, word string) {
	for i := cAt; i < cEnd; i++ {
		x := &r.c.toks[i]
		if x.fig >= 0 || x.kind != tokWord {
			continue
		}
		if !x.content() || r.isTold(i) {
			continue
		}
		if p, ok := r.replaced(x, i, dAt, dEnd); ok {
			out = append(out, p)
			continue
		}
		if r.lent[i-r.cs.from] < likeLoose {
			w := x.weight
			if !x.hard() {
				w *= 0.5
			}
			unknown += w
			word = x.low
		}
	}
	return out, unknown, word
}

// replaced reports whether claim word x stands where the source has its
// opposite, or another name, or another measure.
func (r *reading) replaced(x *token, i, dAt, dEnd int) (Problem, bool) {
	for k := dAt; k < dEnd && k < len(r.toks); k++ {
		y := &r.d.toks[r.toks[k]]
		if !y.content() || y.fig >= 0 || like(x, y) >= likeLoose {
			continue
		}
		swapped := r.oneForOne(i, dAt, dEnd)
		if !swapped && r.best[i-r.cs.from] >= likeSyn && r.claimHas(y) && !r.exchanged(i, r.toks[k]) {
			continue
		}
		switch {
		case opposed(x, y) && x.negIn == y.negIn:
			if !swapped && r.best[i-r.cs.from] >= likeSyn && r.claimHas(y) {
				continue
			}
			return Problem{KindDirection, x.low, "the passage says " + y.low}, true
		case excluded(x, y), x.flags&y.flags&flagDrug != 0:
			return Problem{KindEntity, x.low, "the passage says " + y.low}, true
		case x.flags&y.flags&flagMeasure != 0 && r.lex.measures[x.stem] != r.lex.measures[y.stem]:
			return Problem{KindQuantity, x.low, "the passage says " + y.low}, true
		case r.best[i-r.cs.from] >= likeSyn && r.exchanged(i, r.toks[k]):
			return Problem{KindSubject, x.low, "the passage has " + y.low + " in its place"}, true
		case swapped && r.predicate(x) && r.best[i-r.cs.from] < likeLoose:
			return Problem{KindDirection, x.low, "the passage says " + y.low}, true
		case swapped && (x.hard() || y.hard()) && r.best[i-r.cs.from] < likeLoose,
			x.hard() && y.hard() && r.best[i-r.cs.from] < likeLoose && dEnd-dAt <= 3 && !r.claimHas(y):
			return Problem{KindEntity, x.low, "the passage says " + y.low}, true
		}
	}
	return Problem{}, false
}

// oneForOne reports whether exactly one content word of the claim, i, stands
// where the source has exactly one other, in text that is otherwise the same.
func (r *reading) oneForOne(i, dAt, dEnd int) bool {
	if r.aligned < almostVerbatim {
		return false
	}
	words := 0
	for k := dAt; k < dEnd && k < len(r.toks); k++ {
		if y := &r.d.toks[r.toks[k]]; y.content() && y.fig < 0 {
			words++
		}
	}
	alone := func(step int) bool {
		for j := i + step; j >= r.cs.from && j < r.cs.to; j += step {
			if x := &r.c.toks[j]; x.content() && x.fig < 0 {
				return r.paired[j-r.cs.from] >= 0
			}
		}
		return true
	}
	return words == 1 && alone(1) && alone(-1)
}

// exchanged reports whether claim word i and passage word k have changed
// places: each stands in the other text, where the other one stood, and they
// are not members of one list.
func (r *reading) exchanged(i, k int) bool {
	y := &r.d.toks[k]
	if r.aligned < almostVerbatim && !comparableNames(&r.c.toks[i], y) {
		return false
	}
	for j := r.cs.from; j < r.cs.to; j++ {
		z := &r.c.toks[j]
		if j == i || !z.content() || z.fig >= 0 || like(z, y) < likeSyn || r.paired[j-r.cs.from] >= 0 {
			continue
		}
		return !listMembers(r.c.toks, min(i, j), max(i, j))
	}
	return false
}

// almostVerbatim is the share of aligned weight from which any two words that
// have changed places count, not names alone.
const almostVerbatim = 0.85

// comparableNames reports whether two words are names of one kind.
func comparableNames(x, y *token) bool {
	switch {
	case x.flags&y.flags&(flagDrug|flagMeasure) != 0, excluded(x, y):
		return true
	case (x.upper || x.name) && (y.upper || y.name):
		return true
	}
	return x.cap && !x.first && y.cap && !y.first
}

// listMembers reports whether only words, commas and "and" or "or" stand between
// two members of a list.
func listMembers(toks []token, i, j int) bool {
	joint := false
	for k := i + 1; k < j; k++ {
		switch t := &toks[k]; {
		case t.low == "and" || t.low == "or" || t.low == "," || t.low == "/" || t.low == "with" || t.low == "plus":
			joint = true
		case t.content() && t.fig < 0 && j-i <= 14:
		default:
			return false
		}
	}
	return joint
}
