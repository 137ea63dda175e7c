package verify

// table grades how far each word of a passage may stand for each token of the
// claim's sentence.
type table struct {
	grade [][]float32 // by claim token (from the sentence's first), by vocab
}

func newTable(c *document, cs *sentence, d *document) *table {
	t := &table{grade: make([][]float32, cs.to-cs.from)}
	flat := make([]float32, (cs.to-cs.from)*len(d.vocab))
	for i := cs.from; i < cs.to; i++ {
		x := &c.toks[i]
		row := flat[:len(d.vocab):len(d.vocab)]
		flat = flat[len(d.vocab):]
		t.grade[i-cs.from] = row
		if x.kind != tokWord {
			continue
		}
		for v, at := range d.vocab {
			y := &d.toks[at]
			if (x.weight == 0) != (y.weight == 0) {
				continue
			}
			row[v] = float32(like(x, y))
		}
	}
	return t
}

// reading is a claim's sentence held against a window: some sentences of a
// passage, with what introduces them.
type reading struct {
	lex   *lexicon
	c     *document
	cs    *sentence
	d     *document
	tab   *table
	sents []int // of the passage, in order
	toks  []int // tokens of these sentences
	core  []int // those of the sentence that holds most of the claim
	lead  []int // tokens of the sentences that introduce them
	figs  []*figure

	best    []float32 // by claim token: the best grade in the window
	lent    []float32 // ... or in the lead and what the passage is about
	far     []float32 // ... or elsewhere in the passage
	weight  float64   // of the claim's content words
	recall  float64   // share of it found in the window
	pairs   []pair    // ordered alignment
	aligned float64   // share of the weight that it covers
	paired  []int     // by claim token: the token aligned to it, or -1
	score   float64
	skip    string // a check left out, to measure what it is worth
	match   []int  // by claim figure: index into figs, or -1
	used    []Fact // the ledger's rows of these figures
	settled []bool // by claim figure: a row of the ledger says the same of it
	topical []bool // by claim token: the passage's first sentence names it
	told    []bool // by claim token: such a row has the word
}

type pair struct {
	c, d int // tokens of claim and passage
	like float32
}

func newReading(lex *lexicon, c *document, cs *sentence, d *document, tab *table, sents []int) *reading {
	r := &reading{lex: lex, c: c, cs: cs, d: d, tab: tab, sents: sents}
	leads := map[int]bool{}
	for _, n := range sents {
		st := &d.sents[n]
		for i := st.from; i < st.to; i++ {
			r.toks = append(r.toks, i)
		}
		for k := range st.figs {
			r.figs = append(r.figs, &st.figs[k])
		}
		for l := st.lead; l >= 0 && !leads[l]; l = d.sents[l].lead {
			leads[l] = true
			for i := d.sents[l].from; i < d.sents[l].to; i++ {
				r.lead = append(r.lead, i)
			}
		}
	}
	r.measure()
	r.findCore()
	return r
}

// findCore finds the sentence that holds most of the claim: where it speaks
// of a word, the window's other sentences have no say.
func (r *reading) findCore() {
	var most float64
	for _, n := range r.sents {
		st := &r.d.sents[n]
		if s := quickScore(r.c, r.cs, r.d, st, r.tab); s > most || r.core == nil {
			most = s
			r.core = r.core[:0]
			for i := st.from; i < st.to; i++ {
				r.core = append(r.core, i)
			}
		}
	}
}

// measure finds how much of the claim the window covers.
func (r *reading) measure() {
	n := r.cs.to - r.cs.from
	r.best, r.lent, r.far = make([]float32, n), make([]float32, n), make([]float32, n)
	var found float64
	for i := range n {
		x := &r.c.toks[r.cs.from+i]
		if !x.content() || x.fig >= 0 {
			continue
		}
		r.best[i] = r.bestOf(i, r.toks)
		if r.best[i] < likeSyn {
			r.best[i] = max(r.best[i], r.negatedOpposite(x))
		}
		r.lent[i] = max(r.best[i], r.bestOf(i, r.lead), r.aboutGrade(x))
		r.far[i] = r.lent[i]
		if r.far[i] < likeSyn {
			for _, g := range r.tab.grade[i] {
				r.far[i] = max(r.far[i], g)
			}
		}
		r.weight += x.weight
	}
	r.lendTopic()
	for i := range n {
		if x := &r.c.toks[r.cs.from+i]; x.content() && x.fig < 0 {
			found += x.weight * float64(max(r.best[i], r.lent[i]*0.9))
		}
	}
	if r.weight > 0 {
		r.recall = found / r.weight
	}
}

func (r *reading) bestOf(i int, toks []int) float32 {
	var best float32
	for _, at := range toks {
		if v := r.d.word[at]; v >= 0 && (r.d.toks[at].fig < 0 || r.d.toks[at].counted) {
			best = max(best, r.tab.grade[i][v])
		}
	}
	return best
}

func (r *reading) aboutGrade(x *token) float32 {
	var best float32
	for i := range r.d.about {
		if y := &r.d.about[i]; y.content() {
			best = max(best, float32(like(x, y)))
		}
	}
	return best
}

// negatedOpposite lets "ineffective" stand for "not effective".
func (r *reading) negatedOpposite(x *token) float32 {
	if len(x.axis) == 0 {
		return 0
	}
	for _, at := range r.toks {
		y := &r.d.toks[at]
		if y.negIn != x.negIn && opposed(x, y) && !graded(x, y) {
			return likeSyn
		}
	}
	return 0
}

// gradedAxes are the first axes of the list: "not increased" is no decrease.
const gradedAxes = 5

func graded(a, b *token) bool {
	for _, x := range a.axis {
		for _, y := range b.axis {
			if x.axis == y.axis && x.axis <= gradedAxes {
				return true
			}
		}
	}
	return false
}

// pairCost makes one sentence win against two that hold little more.
const pairCost = 0.08

// rank scores the window as a place for the claim to rest on.
func (r *reading) rank() {
	r.align()
	held := 0
	for n := range r.cs.figs {
		for _, g := range r.figs {
			if r.cs.figs[n].sameValue(g) {
				held++
				break
			}
		}
	}
	r.score = r.recall + 0.5*r.aligned
	if len(r.cs.figs) > 0 {
		r.score += 0.6 * float64(held) / float64(len(r.cs.figs))
	}
	if len(r.sents) == 2 {
		r.score -= pairCost
	}
	for _, n := range r.sents {
		if !r.d.sents[n].asserts {
			r.score -= 0.4
			break
		}
	}
}
