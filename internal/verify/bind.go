package verify

// A figure belongs to the words around it. In the claim the words nearest to
// a figure say what it is; in the passage the same words must not be nearer
// to another figure of the same kind.

// bound is how far a figure reaches at all, in steps.
const bound = 24

// distance counts the steps between token i and figure f of a sentence; signs
// and joints that part one thing from the next count more.
func distance(toks []token, st *sentence, i int, f *figure) int {
	a, b := i, f.from
	if i >= f.to {
		a, b = f.to-1, i
	} else if i >= f.from {
		return 0
	}
	steps, depth := 0, 0
	for k := a + 1; k < b; k++ {
		t := &toks[k]
		if t.kind == tokPunct && t.low == "(" {
			depth++
			steps++
			continue
		}
		if t.kind == tokPunct && t.low == ")" {
			if depth > 0 {
				depth--
			} else {
				steps += 2
			}
			continue
		}
		if depth > 0 && closesBefore(toks, k, b) {
			continue
		}
		steps += stepCost(t)
	}
	return steps + 1
}

// closesBefore reports whether the bracket open at k closes before token b.
func closesBefore(toks []token, k, b int) bool {
	depth := 1
	for ; k < b; k++ {
		switch toks[k].low {
		case "(":
			depth++
		case ")":
			if depth--; depth == 0 {
				return true
			}
		}
	}
	return false
}

func stepCost(t *token) int {
	switch t.low {
	case ",":
		return 3
	case "and", "or":
		return 3
	case "than", "versus", "vs", "compared", "while":
		return 4
	case ";", "but", "whereas", "although", "however":
		return 8
	}
	if t.kind == tokWord && t.weight == 0 {
		return 1
	}
	if t.fig >= 0 {
		return 1
	}
	return 1
}

// closeness falls from 1 beside the figure to 0 far away.
func closeness(d int) float64 {
	if d > bound {
		return 0
	}
	return 1 / (1 + 0.35*float64(d-1))
}

// affinity adds up how near the claim words that belong to f stand to g.
func (r *reading) affinity(f, g *figure) float64 {
	st := r.sentenceOf(g)
	if st == nil {
		return 0
	}
	var sum float64
	for i := r.cs.from; i < r.cs.to; i++ {
		x := &r.c.toks[i]
		if x.weight == 0 || x.fig >= 0 || x.kind != tokWord {
			continue
		}
		share := r.share(i, f)
		if share == 0 {
			continue
		}
		sum += share * x.weight * r.nearest(i, st, g)
	}
	return sum
}

// share is how far the claim's word i belongs to figure f rather than to the
// claim's other figures of the same kind.
func (r *reading) share(i int, f *figure) float64 {
	d := distance(r.c.toks, r.cs, i, f)
	for n := range r.cs.figs {
		h := &r.cs.figs[n]
		if h == f || h.key() != f.key() {
			continue
		}
		if distance(r.c.toks, r.cs, i, h) < d {
			return 0.15
		}
	}
	return 0.4 + 0.6*closeness(d)
}

// nearest is the closeness of the passage word nearest to g that may stand
// for the claim's word i.
func (r *reading) nearest(i int, st *sentence, g *figure) float64 {
	row := r.tab.grade[i-r.cs.from]
	var best float64
	for k := st.from; k < st.to; k++ {
		v := r.d.word[k]
		if v < 0 || row[v] < likeLoose || r.d.toks[k].fig >= 0 {
			continue
		}
		c := closeness(distance(r.d.toks, st, k, g)) * float64(row[v])
		if order := r.respective(st, k, g); order != 0 {
			c = max(0, float64(order)) * float64(row[v])
		}
		best = max(best, c)
	}
	return best
}

func (r *reading) sentenceOf(g *figure) *sentence {
	for _, n := range r.sents {
		if st := &r.d.sents[n]; g.from >= st.from && g.from < st.to {
			return st
		}
	}
	return nil
}

// subjects checks that each figure of the claim belongs to the same words in
// the window.
func (r *reading) subjects() []Problem {
	var out []Problem
	for n := range r.cs.figs {
		if r.match[n] < 0 {
			continue
		}
		f, g := &r.cs.figs[n], r.figs[r.match[n]]
		mine := r.affinity(f, g)
		for _, h := range r.figs {
			if h == g || h.key() != g.key() || f.sameValue(h) && f.sameUnit(h) {
				continue
			}
			if other := r.affinity(f, h); other > mine*subjectMargin+subjectSlack {
				out = append(out, Problem{KindSubject, r.words(f.from, f.to), "the passage gives " + h.text(r.d.toks) + " for this"})
				break
			}
		}
	}
	return out
}

const (
	subjectMargin = 1.12
	subjectSlack  = 0.6
)

// respective returns 1 when sentence st lists figures "respectively" and word
// k is the one that g is for, -1 when it is another figure's, 0 otherwise.
func (r *reading) respective(st *sentence, k int, g *figure) int {
	list := r.d.respectively(st)
	for _, l := range list {
		mine, other := false, false
		for _, e := range l {
			if e.word != k {
				continue
			}
			if e.fig == g.num {
				mine = true
			} else {
				other = true
			}
		}
		belongs := false
		for _, e := range l {
			belongs = belongs || e.fig == g.num
		}
		switch {
		case mine:
			return 1
		case other && belongs:
			return -1
		}
	}
	return 0
}

type listed struct{ word, fig int }

// respectively pairs the words of a list with the figures of another: "EFS
// and OS were 85% and 95%, respectively".
func (d *document) respectively(st *sentence) [][]listed {
	at := -1
	for i := st.from; i < st.to; i++ {
		if d.toks[i].low == "respectively" {
			at = i
			break
		}
	}
	if at < 0 || len(st.figs) < 2 {
		return nil
	}
	figs := d.figureRun(st, at)
	if len(figs) < 2 {
		return nil
	}
	words := d.listBefore(st, figs[0], len(figs))
	if words == nil {
		return nil
	}
	var out []listed
	for n, ws := range words {
		for _, w := range ws {
			out = append(out, listed{w, figs[n]})
		}
	}
	return [][]listed{out}
}

// figureRun returns the number tokens of the last run of like figures before
// token at.
func (d *document) figureRun(st *sentence, at int) []int {
	last := -1
	for n := range st.figs {
		if f := &st.figs[n]; f.from < at && f.role == rolePlain && f.label == "" {
			last = n
		}
	}
	if last < 0 {
		return nil
	}
	out := []int{st.figs[last].num}
	for n := last - 1; n >= 0; n-- {
		f := &st.figs[n]
		if f.role == roleInterval || f.role == roleP {
			continue
		}
		if f.key() != st.figs[last].key() {
			break
		}
		out = append([]int{f.num}, out...)
	}
	return out
}

// listBefore finds n coordinated words before token at: the words around the
// last "and" whose list has n members.
func (d *document) listBefore(st *sentence, at, n int) [][]int {
	for i := at - 1; i > st.from; i-- {
		if t := &d.toks[i]; t.low != "and" && t.low != "or" && t.low != "versus" && t.low != "vs" {
			continue
		}
		members := [][]int{d.contentRun(st, i+1, 1, at, 2)}
		left := i - 1
		for left >= st.from && len(members) < n {
			if d.toks[left].low == "," {
				left--
				continue
			}
			run := d.contentRun(st, left, -1, st.from-1, 2)
			if len(run) == 0 {
				break
			}
			members = append([][]int{run}, members...)
			for left >= st.from && d.toks[left].low != "," {
				left--
			}
		}
		if len(members) == n && len(members[0]) > 0 && len(members[n-1]) > 0 {
			return members
		}
	}
	return nil
}

// contentRun collects up to most content words from i in steps of dir.
func (d *document) contentRun(st *sentence, i, dir, stop, most int) []int {
	var out []int
	for ; i != stop && i >= st.from && i < st.to && len(out) < most; i += dir {
		t := &d.toks[i]
		if t.kind == tokPunct && t.low != "-" || t.fig >= 0 && len(out) > 0 {
			break
		}
		if t.content() && t.fig < 0 {
			out = append(out, i)
		} else if len(out) > 0 && t.weight == 0 {
			break
		}
	}
	return out
}
