package verify

// Shares of a word in a figure.
const (
	ownedWholly = 1.0 // the word stands with this figure
	ownedShared = 0.5 // it stands with all of them, before the first or behind the last
	ownedNot    = 0.0 // it stands with another figure of the same kind
)

// headReach is how many content words directly before a list's first figure
// can belong to it alone.
const headReach = 4

// owners says for each token of the sentence how far it belongs to figure f
// rather than to the sentence's other figures of its kind.
func (d *document) owners(st *sentence, f *figure) []float64 {
	out := make([]float64, st.to-st.from)
	for i := range out {
		out[i] = ownedShared
	}
	run := d.sameKind(st, f)
	if len(run) < 2 {
		for i := range out {
			out[i] = ownedWholly
		}
		return out
	}
	mine := 0
	for n, h := range run {
		if h.num == f.num {
			mine = n
		}
	}
	d.ownersByPlace(st, run, mine, out)
	defer d.ownersInBrackets(st, run, mine, out)
	if !d.ownersByOrder(st, run, mine, out) {
		d.ownersBySides(st, run, mine, out)
	}
	return out
}

// ownersByPlace cuts the sentence into the words of each figure. A figure that
// directly follows "and" or "versus" has its words behind it and shares with
// the one before it what stands in front of both: "OS was 30 months with A
// versus 25 months with B".
func (d *document) ownersByPlace(st *sentence, run []*figure, mine int, out []float64) {
	chained := make([]bool, len(run))
	for n := 1; n < len(run); n++ {
		chained[n] = d.directlyAfterJoint(run[n-1].to, run[n].from)
	}
	set := func(from, to, first, last int) {
		v := ownedNot
		if mine >= first && mine <= last {
			v = ownedWholly
			if first != last {
				v = ownedShared
			}
		}
		for i := max(from, st.from); i < min(to, st.to); i++ {
			out[i-st.from] = v
		}
	}
	chainEnd := func(n int) int {
		for n+1 < len(run) && chained[n+1] {
			n++
		}
		return n
	}
	d.ownersByClause(st, run, set)
	if end := chainEnd(0); end < len(run)-1 || end == 0 {
		set(d.headOf(st, run), run[0].from, 0, end)
	}
	for n := 0; n+1 < len(run); n++ {
		a, b := run[n].to, run[n+1].from
		if chained[n+1] {
			cut := d.cutBetween(a, b, false)
			set(a, cut, n, n)
			set(cut, b, n+1, n+1)
			continue
		}
		cut := d.cutBetween(a, b, true)
		set(a, cut, n, n)
		set(max(cut, d.reach(cut, b)), b, n+1, chainEnd(n+1))
	}
	if last := len(run) - 1; chained[last] {
		at := run[last].to
		set(at, d.tailOf(st, run), last, last)
	}
}

// reach returns where the last headReach content words before b begin.
func (d *document) reach(a, b int) int {
	words := 0
	for i := b - 1; i > a; i-- {
		if d.toks[i].content() {
			if words++; words == headReach+1 {
				return i
			}
		}
	}
	return a
}

// ownersByClause gives all words of a clause to its figures where "whereas",
// "while", "but" or a semicolon parts them.
func (d *document) ownersByClause(st *sentence, run []*figure, set func(from, to, first, last int)) {
	from, first := st.from, 0
	for n := 0; n+1 < len(run); n++ {
		for i := run[n].to; i < run[n+1].from; i++ {
			if t := &d.toks[i]; t.fig < 0 && (t.low == "whereas" || t.low == "while" || t.low == ";") {
				set(from, i, first, n)
				from, first = i, n+1
				break
			}
		}
	}
	if first > 0 {
		set(from, st.to, first, len(run)-1)
	}
}

// sameKind returns the sentence's figures that can be confused with f, in
// order, f among them.
func (d *document) sameKind(st *sentence, f *figure) []*figure {
	var out []*figure
	for n := range st.figs {
		if h := &st.figs[n]; h.num == f.num || rivals(f, h) && h.label == f.label {
			out = append(out, h)
		}
	}
	return out
}

// ownersInBrackets gives the words that stand in brackets with one figure to
// that figure: "13.9 months (median follow-up 48.1 months)".
func (d *document) ownersInBrackets(st *sentence, run []*figure, mine int, out []float64) {
	for n, f := range run {
		from, to := f.from-1, f.to
		for from >= st.from && d.toks[from].low != "(" && d.toks[from].low != ")" {
			from--
		}
		for to < st.to && d.toks[to].low != ")" && d.toks[to].low != "(" {
			to++
		}
		if from < st.from || to >= st.to || d.toks[from].low != "(" || d.toks[to].low != ")" {
			continue
		}
		alone := true
		for m, h := range run {
			alone = alone && (m == n || h.num < from || h.num > to)
		}
		for i := from; alone && i < to; i++ {
			out[i-st.from] = ownedNot
			if n == mine {
				out[i-st.from] = ownedWholly
			}
		}
	}
}
