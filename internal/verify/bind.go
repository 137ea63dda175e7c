package verify

// A figure belongs to the words around it. owners.go says which words of a
// sentence belong to which of its figures; here the claim's words of a figure
// are compared with the passage's.

const (
	subjectSlack  = 2.0  // weight by which another figure must fit better
	otherSentence = 1.15 // ... times this in another sentence of the passage
	missingName   = 0.6  // weight of a figure's names that the claim lacks
)

// subjects checks that each figure of the claim belongs to the same words in
// the window.
func (r *reading) subjects() []Problem {
	var out []Problem
	for n := range r.cs.figs {
		if r.match[n] < 0 || r.settled != nil && r.settled[n] {
			continue
		}
		f, g := &r.cs.figs[n], r.figs[r.match[n]]
		if p, bad := r.otherMeasure(f, g); bad {
			out = append(out, p)
			continue
		}
		h := r.fitsBetter(f, g)
		if h == nil {
			h = r.otherArm(f, g)
		}
		if h != nil {
			out = append(out, Problem{KindSubject, r.words(f.from, f.to), "the passage gives " + h.text(r.d.toks) + " for this"})
		}
	}
	return out
}

// fitsBetter returns a figure of the window to which the claim's words of f
// belong rather than to g.
func (r *reading) fitsBetter(f, g *figure) *figure {
	if f.label != "" && r.tagsOther(f) {
		return nil // "65 % had ECOG 0": the share is bound by its grade, not the grade by its share
	}
	if f.role == roleTotal || g.role == roleInterval || g.role == roleP || g.role == roleModifier {
		return nil
	}
	mine, st := r.affinity(f, g), r.sentenceOf(g)
	whole := r.held(f, st)
	for _, h := range r.d.figures() {
		if h.num == g.num || !rivals(g, h) || r.totalInClaim(h) || f.sameValue(h) && f.sameUnit(h) && f.sameComparator(h) {
			continue
		}
		slack := subjectSlack
		if other := r.sentenceOf(h); other != st {
			slack *= otherSentence
			if r.aligned < nearVerbatim && whole >= r.held(f, other)+slack {
				continue // the claim's figures and words stand in g's sentence
			}
		}
		if r.affinity(f, h) > mine+slack {
			return h
		}
	}
	return nil
}

// tagsOther reports whether the claim has another figure, found in the source,
// that the label f belongs to.
func (r *reading) tagsOther(f *figure) bool {
	for n, k := range r.match {
		if o := &r.cs.figs[n]; k >= 0 && o.num != f.num && o.label == "" && o.role == rolePlain {
			return true
		}
	}
	return false
}

// held is the weight of the claim's words and other figures that a sentence of
// the passage has.
func (r *reading) held(f *figure, st *sentence) float64 {
	if st == nil {
		return 0
	}
	var sum float64
	for i := r.cs.from; i < r.cs.to; i++ {
		x := &r.c.toks[i]
		if x.fig >= 0 {
			if o := &r.cs.figs[x.fig]; o.num == i && o.num != f.num {
				for k := range st.figs {
					if o.sameValue(&st.figs[k]) && o.sameUnit(&st.figs[k]) {
						sum += figureMass
						break
					}
				}
			}
			continue
		}
		var best float32
		for k := st.from; k < st.to; k++ {
			if v := r.d.word[k]; v >= 0 {
				best = max(best, r.tab.grade[i-r.cs.from][v])
			}
		}
		sum += x.weight * float64(best)
	}
	return sum
}

// totalInClaim reports whether h is the N of the claim's "n of N".
func (r *reading) totalInClaim(h *figure) bool {
	for n := range r.cs.figs {
		if f := &r.cs.figs[n]; f.role == roleTotal && near(f.lo, h.lo) {
			return true
		}
	}
	return false
}

// rivals reports whether two figures could be taken for each other.
func rivals(g, h *figure) bool {
	if g.key() != h.key() || h.role == roleInterval || h.role == roleP || h.role == roleModifier || h.role == roleTotal {
		return false
	}
	return g.key() != "count" || g.dim == "" || h.dim == "" || g.dim == h.dim || compatibleCounts[g.dim+" "+h.dim]
}

// affinity adds up the claim's words of figure f that belong to g in the
// passage: wholly, or shared with other figures.
func (r *reading) affinity(f, g *figure) float64 {
	st := r.sentenceOf(g)
	if st == nil {
		return 0
	}
	mine := r.c.owners(r.cs, f)
	if len(r.c.sameKind(r.cs, f)) < 2 {
		r.c.nearOnly(r.cs, f, mine)
	} else {
		for i := range mine {
			if mine[i] == ownedShared {
				mine[i] = 0.15 // what all figures share tells none from another
			}
		}
	}
	theirs := r.d.owners(st, g)
	var sum float64
	for i := r.cs.from; i < r.cs.to; i++ {
		x := &r.c.toks[i]
		w := x.weight
		if x.fig >= 0 {
			w = r.tag(i, f)
		}
		share := mine[i-r.cs.from]
		if w == 0 || share == 0 {
			continue
		}
		sum += share * w * r.owned(i, st, theirs)
	}
	if r.namesAny() {
		sum -= missingName * r.namesMissing(st, theirs)
	}
	return sum
}

// isName reports whether a word is the name of a drug, a gene or the like.
func (t *token) isName() bool {
	return t.content() && t.fig < 0 && (t.flags&flagDrug != 0 || t.name || t.upper || t.low == "placebo")
}

// namesAny reports whether the claim mentions a name that the window has.
func (r *reading) namesAny() bool {
	for i := range r.best {
		if r.best[i] >= likeSyn && r.c.toks[r.cs.from+i].isName() {
			return true
		}
	}
	return false
}

// namesMissing adds up the names that belong to a figure alone and that the
// claim does not mention: 34 % on A plus B is not 34 % on B.
func (r *reading) namesMissing(st *sentence, theirs []float64) float64 {
	var sum float64
	for k := st.from; k < st.to; k++ {
		y := &r.d.toks[k]
		if theirs[k-st.from] < ownedWholly || !y.isName() {
			continue
		}
		if !r.claimHas(y) {
			sum += y.weight
		}
	}
	return sum
}

// nearOnly gives a claim's only figure of its kind the words of its own part
// of the sentence, and those beyond "than", "after" or a comma less.
func (d *document) nearOnly(st *sentence, f *figure, out []float64) {
	beyond := func(i int) bool {
		switch d.toks[i].low {
		case "than", "versus", "vs", "compared", "after", "before", "against", "but", "whereas", "while", ";":
			return d.toks[i].fig < 0
		}
		return false
	}
	v := ownedWholly
	for i := f.from - 1; i >= st.from; i-- {
		if beyond(i) {
			v = ownedShared
		}
		out[i-st.from] = v
	}
	v = ownedWholly
	for i := f.to; i < st.to; i++ {
		if beyond(i) {
			v = ownedShared
		}
		out[i-st.from] = v
	}
}

// owned is how far the passage's words that may stand for the claim's word i
// belong to a figure.
func (r *reading) owned(i int, st *sentence, theirs []float64) float64 {
	x := &r.c.toks[i]
	var best float64
	for k := st.from; k < st.to; k++ {
		y := &r.d.toks[k]
		if x.fig >= 0 {
			if y.fig >= 0 && r.sameTag(i, st, k) {
				best = max(best, theirs[k-st.from])
			}
			continue
		}
		v := r.d.word[k]
		if v < 0 || y.fig >= 0 {
			continue
		}
		if g := r.tab.grade[i-r.cs.from][v]; g >= likeLoose {
			best = max(best, theirs[k-st.from]*float64(g))
		}
	}
	return best
}

// tag is the weight of a figure that tells what another one is of: "cycle 2",
// "5-year". It counts once, at its number.
func (r *reading) tag(i int, of *figure) float64 {
	f := &r.cs.figs[r.c.toks[i].fig]
	time := (f.dim == "calendar" || f.dim == "clock") && f.per == "" && of.dim != f.dim && of.dim == "percent"
	if f.num == i && (f.label != "" || f.role == roleModifier || time) {
		return 5
	}
	return 0
}

func (r *reading) sameTag(i int, st *sentence, k int) bool {
	f, g := &r.cs.figs[r.c.toks[i].fig], &st.figs[r.d.toks[k].fig]
	return g.num == k && f.sameValue(g) && f.sameUnit(g)
}

// sentenceOf returns the passage's sentence that holds figure g.
func (r *reading) sentenceOf(g *figure) *sentence {
	for n := range r.d.sents {
		if st := &r.d.sents[n]; g.num >= st.from && g.num < st.to {
			return st
		}
	}
	return nil
}

// figures returns all figures of a text.
func (d *document) figures() []*figure {
	var out []*figure
	for n := range d.sents {
		for k := range d.sents[n].figs {
			out = append(out, &d.sents[n].figs[k])
		}
	}
	return out
}
