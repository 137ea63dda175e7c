package verify

// budget is how much weight of unknown wording a claim may have beside what
// its source says; a share of its weight, and a floor.
const (
	unknownShare = 0.30
	unknownFloor = 5.0
)

// rareWord is the weight from which a word beside a figure must stand in the
// figure's own sentence.
const rareWord = 4.5

// entities checks that names and terms of the claim stand in its source and
// that none stands in another's place.
func (r *reading) entities() []Problem {
	var out []Problem
	var unknown float64
	var words string
	for i := range r.best {
		x := &r.c.toks[r.cs.from+i]
		if !x.content() || x.fig >= 0 || r.lent[i] >= likeLoose || unitSpelling(x.low) && len(r.cs.figs) > 0 {
			continue
		}
		if rival := r.rival(x); rival != nil {
			out = append(out, Problem{KindEntity, x.low, "the passage speaks of " + rival.low})
			continue
		}
		if r.far[i] >= likeSyn {
			if (named(x) && len(x.sets) == 0 || r.rivalInPassage(x) || len(r.cs.figs) > 0 && x.hard() && x.weight >= rareWord) && !r.tiedBefore(i) {
				out = append(out, Problem{KindSubject, x.low, "the passage says this of something else"})
			}
			continue // other words are judged as stitched
		}
		if r.restricts(x) && !r.graded(x) {
			out = append(out, Problem{KindQuantity, x.low, "the passage does not say " + x.low})
			continue
		}
		if ownName(x) || len(x.sets) > 0 && (r.rivalInPassage(x) || x.flags&flagMeasure != 0 && len(r.cs.figs) > 0) {
			out = append(out, Problem{KindEntity, x.low, "not in the passage"})
			continue
		}
		if x.hard() {
			unknown += x.weight
			words = x.low
		} else {
			unknown += x.weight * 0.35
		}
	}
	if p, bad := r.unlistedMember(); bad {
		out = append(out, p)
	}
	if p, bad := r.described(); bad {
		out = append(out, p)
	}
	if unknown > max(unknownFloor, unknownShare*r.weight) {
		out = append(out, Problem{KindCoverage, words, "not in the passage"})
	}
	return out
}

// tiedBefore reports whether the window's first sentence points back to one
// that has the claim's word i.
func (r *reading) tiedBefore(i int) bool {
	first := r.sents[0]
	if first == 0 || !r.d.anaphoric(first) {
		return false
	}
	prev := &r.d.sents[first-1]
	for k := prev.from; k < prev.to; k++ {
		if v := r.d.word[k]; v >= 0 && r.tab.grade[i][v] >= likeSyn {
			return true
		}
	}
	return false
}

// restricts reports whether x narrows what is said: "severe", "partial",
// "metastatic".
func (r *reading) restricts(x *token) bool {
	for _, a := range x.axis {
		if r.lex.sharp[a.axis] {
			return true
		}
	}
	return false
}

// severeGrade is the grade of toxicity from which it is called severe.
const severeGrade = 3

// graded reports whether the source says "severe" by a grade.
func (r *reading) graded(x *token) bool {
	if x.stem != "sever" && x.stem != "seriou" {
		return false
	}
	for _, g := range r.figs {
		if g.label == "grade" && g.lo >= severeGrade {
			return true
		}
	}
	return false
}

// named reports whether x is a name that nothing else can stand for.
func named(x *token) bool {
	return x.name || x.flags&flagDrug != 0 || x.upper || len(x.sets) > 0 || (x.cap && !x.first && x.flags&flagEveryday == 0)
}

// ownName reports whether x is the name of one thing: a drug, a gene, a
// place. A word that is merely one of a set ("first", "women") is a rival of
// what stands in its place, and else a word like any other.
func ownName(x *token) bool {
	return x.name || x.flags&flagDrug != 0 || x.upper || (x.cap && !x.first && x.flags&flagEveryday == 0)
}

// rival returns a word of the window that the claim lacks and that excludes x.
func (r *reading) rival(x *token) *token {
	for _, at := range r.toks {
		y := &r.d.toks[at]
		if !y.content() || y.fig >= 0 {
			continue
		}
		both := x.flags&y.flags&flagDrug != 0 && x.stem != y.stem
		if !both && !excluded(x, y) && !r.otherOutcome(x, y) {
			continue
		}
		if !r.claimHas(y) {
			return y
		}
	}
	return nil
}

// outcomes are the first lines of measures.txt: survival, death, response,
// remission, relapse, progression, incidence, prevalence.
const outcomes = 8

func (r *reading) otherOutcome(x, y *token) bool {
	if r.progresses(x) && r.untilProgression() {
		return false
	}
	a, b := r.lex.measures[x.stem], r.lex.measures[y.stem]
	return a > 0 && b > 0 && a <= outcomes && b <= outcomes && a != b
}

// untilProgression reports whether the claim gives a time, and the window's sentence
// that of survival without progression.
func (r *reading) untilProgression() bool {
	for n, k := range r.match {
		if k >= 0 && r.cs.figs[n].time() && r.cs.figs[n].role == rolePlain {
			for _, at := range r.core {
				if r.d.toks[at].low == "progressionfree" {
					return true
				}
			}
		}
	}
	return false
}

// rivalInPassage reports whether the passage speaks anywhere of a term that
// excludes x.
func (r *reading) rivalInPassage(x *token) bool {
	for _, at := range r.d.vocab {
		if y := &r.d.toks[at]; y.content() && excluded(x, y) {
			return true
		}
	}
	return false
}

// claimHas reports whether the claim's sentence speaks of y.
func (r *reading) claimHas(y *token) bool {
	for i := r.cs.from; i < r.cs.to; i++ {
		x := &r.c.toks[i]
		if x.content() && like(x, y) >= likeSyn {
			return true
		}
	}
	return false
}
