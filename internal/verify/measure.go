package verify

// otherMeasure reports whether the measure nearest to the figure in the
// claim is another than the one nearest to it in the passage: overall
// survival for progression-free survival, response for survival.
func (r *reading) otherMeasure(f, g *figure) (Problem, bool) {
	st := r.sentenceOf(g)
	if st == nil || f.label != "" || f.role != rolePlain {
		return Problem{}, false
	}
	at := r.c.measureOf(r.lex, r.cs, f)
	if at < 0 {
		return Problem{}, false
	}
	found, fits := false, false
	theirs := r.d.owners(st, g)
	for k := st.from; k < st.to; k++ {
		y := &r.d.toks[k]
		if v := r.d.word[k]; v < 0 || y.fig >= 0 || r.tab.grade[at-r.cs.from][v] < likeSyn {
			continue
		}
		found = true
		fits = fits || theirs[k-st.from] > 0 && r.qualified(at, k, st)
	}
	if found && !fits {
		return Problem{KindQuantity, r.words(max(r.cs.from, at-1), at+1), "the passage measures something else"}, true
	}
	return Problem{}, false
}

// incidence is the line of measures.txt whose words ("occurred") say nothing of
// what is counted.
const incidence = 7

// measureOf returns the measure word nearest to figure f, or -1.
func (d *document) measureOf(lex *lexicon, st *sentence, f *figure) int {
	best, at := 16, -1
	for i := st.from; i < st.to; i++ {
		t := &d.toks[i]
		if t.flags&flagMeasure == 0 || t.fig >= 0 || lex.measures[t.stem] == 0 || lex.measures[t.stem] == incidence || d.ofLevel(st, i) {
			continue
		}
		if dist := distance(d.toks, i, f); dist < best && d.nearestTo(st, i, f) {
			best, at = dist, i
		}
	}
	return at
}

// nearestTo reports whether no other figure is nearer to word i than f.
func (d *document) nearestTo(st *sentence, i int, f *figure) bool {
	mine := distance(d.toks, i, f)
	for n := range st.figs {
		if h := &st.figs[n]; h.num != f.num && h.role == rolePlain && h.label == "" && distance(d.toks, i, h) < mine {
			return false
		}
	}
	return true
}

// ofLevel reports whether "high" or "low" stands before word i: the dose of
// "high-dose" measures nothing.
func (d *document) ofLevel(st *sentence, i int) bool {
	return i > st.from && (d.toks[i-1].low == "high" || d.toks[i-1].low == "low")
}

// qualified reports whether the claim's measure at has no qualifier that the
// passage's measure k lacks, and none is dropped that changes it.
func (r *reading) qualified(at, k int, st *sentence) bool {
	for i := at - 1; i >= max(r.cs.from, at-2); i-- {
		x := &r.c.toks[i]
		if x.flags&flagQualifier == 0 {
			continue
		}
		has := false
		for j := k - 1; j >= max(st.from, k-3); j-- {
			has = has || like(x, &r.d.toks[j]) >= likeSyn
		}
		if !has && !r.coordinated(x, k, st) {
			return false
		}
	}
	return true
}

// coordinated reports whether qualifier x stands before "and" or "or" with
// the qualifier of measure k: "complete and partial responses".
func (r *reading) coordinated(x *token, k int, st *sentence) bool {
	joint := false
	for j := k - 1; j >= max(st.from, k-8); j-- {
		y := &r.d.toks[j]
		if y.fig >= 0 {
			return false
		}
		joint = joint || y.low == "and" || y.low == "or" || y.low == "," || y.low == "/"
		if joint && like(x, y) >= likeSyn {
			return true
		}
	}
	return false
}

// distance counts the steps between token i and figure f; signs and joints
// that part one thing from the next count more.
func distance(toks []token, i int, f *figure) int {
	a, b := i, f.from
	if i >= f.to {
		a, b = f.to-1, i
	}
	steps := 1
	for k := a + 1; k < b; k++ {
		switch toks[k].low {
		case ",", "and", "or":
			steps += 2
		case "than", "versus", "vs", "compared", "while", ")":
			steps += 3
		case ";", "but", "whereas", "although":
			steps += 8
		}
		steps++
	}
	return steps
}
