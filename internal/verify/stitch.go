package verify

// Two true sentences can be sewn into a false one: "saturation below 90% for
// more than 72 hours" out of one sentence on saturation and one on
// intubation. So each clause of a claim must rest on one sentence; only what
// an anaphor ties together counts as one.

const (
	clauseShare = 0.80 // of what the window holds of a clause must stand in one sentence
	figureShare = 0.93 // ... and of a clause with a figure
	figureMass  = 4.0  // weight of a figure beside words
)

// stitched checks a window of several sentences.
func (r *reading) stitched() []Problem {
	groups := r.groups()
	if len(groups) < 2 || r.allSettled() {
		return nil
	}
	for _, cl := range r.clauses() {
		var whole, best float64
		bestGroup := -1
		mass := make([]float64, len(groups))
		for i := cl[0]; i < cl[1]; i++ {
			w := r.massOf(i)
			if w == 0 {
				continue
			}
			any := false
			for g := range groups {
				if r.inGroup(i, groups[g]) {
					mass[g] += w
					any = true
				}
			}
			if any {
				whole += w
			}
		}
		for g := range mass {
			if mass[g] > best && r.hasFigures(cl, groups[g]) {
				best, bestGroup = mass[g], g
			}
		}
		if bestGroup < 0 {
			if whole > 0 {
				return []Problem{{KindSubject, r.words(cl[0], min(cl[1], cl[0]+6)), "the passage says this of several things"}}
			}
			continue
		}
		if word, bad := r.rivalOutside(cl, groups[bestGroup]); bad {
			return []Problem{{KindSubject, word, "the passage says this of something else"}}
		}
		need := clauseShare
		if r.hasFigure(cl) {
			need = figureShare
		}
		if need == figureShare {
			if word, bad := r.nameOutside(cl, groups[bestGroup]); bad {
				return []Problem{{KindSubject, word, "the passage says this of something else"}}
			}
		}
		if whole > 0 && best < need*whole {
			return []Problem{{KindSubject, r.outside(cl, groups[bestGroup]), "the passage says this of something else"}}
		}
	}
	return nil
}

func (r *reading) hasFigure(cl [2]int) bool {
	for n := range r.cs.figs {
		if f := &r.cs.figs[n]; f.num >= cl[0] && f.num < cl[1] && r.match[n] >= 0 {
			return true
		}
	}
	return false
}

// hasFigures reports whether the sentences hold all bound figures of a clause.
func (r *reading) hasFigures(cl [2]int, group []int) bool {
	for n := range r.cs.figs {
		if f := &r.cs.figs[n]; f.num >= cl[0] && f.num < cl[1] && r.match[n] >= 0 && !r.inGroup(f.num, group) {
			return false
		}
	}
	return true
}

// groups returns the window's sentences, those tied by an anaphor or a list
// together.
func (r *reading) groups() [][]int {
	var out [][]int
	for k, n := range r.sents {
		if k > 0 && (r.sents[k-1] == n-1 && r.d.anaphoric(n) || r.d.oneList(r.sents[k-1], n)) {
			out[len(out)-1] = append(out[len(out)-1], n)
			continue
		}
		out = append(out, []int{n})
	}
	return out
}

// shortItem is how many tokens an item has at most that is no statement of
// its own.
const shortItem = 9

// oneList reports whether sentence m introduces n, or both are items of one
// list.
func (d *document) oneList(m, n int) bool {
	a, b := &d.sents[m], &d.sents[n]
	return b.lead == m || a.lead >= 0 && a.lead == b.lead && b.item && a.to-a.from <= shortItem && b.to-b.from <= shortItem
}

// anaphoric reports whether sentence n points back with its first words.
func (d *document) anaphoric(n int) bool {
	st := &d.sents[n]
	for i := st.from; i < st.to && i < st.from+2; i++ {
		switch d.toks[i].low {
		case "it", "its", "this", "these", "they", "their", "he", "she", "such", "both", "those", "that":
			return true
		}
	}
	return false
}

// clauses cuts the claim's sentence where a new statement may begin.
func (r *reading) clauses() [][2]int {
	var out [][2]int
	from := r.cs.from
	for i := r.cs.from; i < r.cs.to; i++ {
		if r.breaks(i) && r.contentIn(from, i) >= 2 && r.contentIn(i+1, r.cs.to) >= 2 {
			out = append(out, [2]int{from, i})
			from = i + 1
		}
	}
	return append(out, [2]int{from, r.cs.to})
}

func (r *reading) breaks(i int) bool {
	t := &r.c.toks[i]
	if t.fig >= 0 {
		return false
	}
	switch t.low {
	case ";", ":", "but", "whereas", "while", "although":
		return true
	case ",", "and":
		return r.contentIn(max(r.cs.from, i-9), i) >= 3 && r.contentIn(i+1, min(r.cs.to, i+10)) >= 3
	}
	return false
}

func (r *reading) contentIn(from, to int) int {
	n := 0
	for i := from; i < to && i < r.cs.to; i++ {
		if t := &r.c.toks[i]; t.content() && t.fig < 0 || t.kind == tokNumber {
			n++
		}
	}
	return n
}

func (r *reading) massOf(i int) float64 {
	x := &r.c.toks[i]
	if x.fig >= 0 {
		if f := &r.cs.figs[x.fig]; f.num == i {
			return figureMass
		}
		return 0
	}
	if !x.content() || r.best[i-r.cs.from] < likeLoose || r.isTopical(i) {
		return 0
	}
	return x.weight
}

// inGroup reports whether the claim's token i stands in one of the sentences,
// or in what introduces them or the passage is about.
func (r *reading) inGroup(i int, group []int) bool {
	x := &r.c.toks[i]
	for _, n := range group {
		st := &r.d.sents[n]
		if x.fig >= 0 {
			f := &r.cs.figs[x.fig]
			for k := range st.figs {
				if f.sameValue(&st.figs[k]) && f.sameUnit(&st.figs[k]) {
					return true
				}
			}
			continue
		}
		for k := st.from; k < st.to; k++ {
			if v := r.d.word[k]; v >= 0 && r.tab.grade[i-r.cs.from][v] >= likeLoose {
				return true
			}
		}
	}
	return x.fig < 0 && (r.isTopical(i) || r.aboutGrade(x) >= likeSyn || r.bestOf(i-r.cs.from, r.lead) >= likeSyn)
}

// rivalOutside returns a word of the clause that the group lacks and for which
// the group has another, which the claim lacks.
func (r *reading) rivalOutside(cl [2]int, group []int) (string, bool) {
	for i := cl[0]; i < cl[1]; i++ {
		x := &r.c.toks[i]
		if x.fig >= 0 || len(x.sets) == 0 || r.massOf(i) == 0 || r.inGroup(i, group) {
			continue
		}
		for _, n := range group {
			st := &r.d.sents[n]
			for k := st.from; k < st.to; k++ {
				if y := &r.d.toks[k]; y.content() && y.fig < 0 && excluded(x, y) && !r.claimHas(y) {
					return x.low, true
				}
			}
		}
	}
	return "", false
}

// nameOutside returns a name of the clause that the group lacks.
func (r *reading) nameOutside(cl [2]int, group []int) (string, bool) {
	for i := cl[0]; i < cl[1]; i++ {
		if x := &r.c.toks[i]; r.massOf(i) > 0 && x.fig < 0 && named(x) && !r.inGroup(i, group) {
			return x.low, true
		}
	}
	return "", false
}

// outside returns the heaviest word of the clause that the group lacks.
func (r *reading) outside(cl [2]int, group []int) string {
	var most float64
	word := ""
	for i := cl[0]; i < cl[1]; i++ {
		if w := r.massOf(i); w > most && !r.inGroup(i, group) {
			most, word = w, r.c.toks[i].low
		}
	}
	return word
}
