package verify

import "sort"

const (
	mostSentences = 4    // of a passage that a claim may rest on
	scoreMargin   = 0.30 // below the best a window is no place to rest on
	vetoRecall    = 0.75 // ... or that says the opposite of as much of it
	vetoAligned   = 0.80 // a sentence this like the claim that refutes it has the last word
)

// sentence judges one sentence of the claim against all passages.
func (c *Checker) sentence(doc *document, cs *sentence, docs []*document) Verdict {
	var best, spare *reading
	var spareProblems []Problem
	for _, d := range docs {
		if from, to, ok := verbatim(doc, cs, d); ok {
			return Verdict{Supported: true, Support: d.support(from, to), Facts: d.facts(from, to)}
		}
	}
	if word, cut := doc.breaksOff(cs); cut {
		return Verdict{Problems: []Problem{{KindCoverage, word, "the claim breaks off"}}}
	}
	var all []*reading
	for _, d := range docs {
		all = append(all, c.windows(doc, cs, d)...)
	}
	if len(docs) > 1 {
		all = append(all, c.windows(doc, cs, merge(docs))...)
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].score > all[j].score })
	var problems []Problem
	for _, r := range all {
		if best != nil && best.aligned >= vetoAligned && len(r.sents) > 1 && r.rests(best.sents[0]) {
			continue // the same sentence with words borrowed from another
		}
		if best != nil && (r.score < best.score-scoreMargin || best.aligned >= vetoAligned && r.aligned < best.aligned-0.04 || best.recall >= vetoRecall && r.recall < best.recall-0.02 && turnedRound(problems)) {
			continue
		}
		p := r.judge()
		if len(p) > 0 && len(r.sents) > 1 && problems == nil {
			spare, spareProblems = r, p
			continue
		}
		if len(p) == 0 {
			return Verdict{Supported: true, Support: r.supports(), Facts: r.used}
		}
		if best == nil {
			best, problems = r, p
		}
	}
	if best == nil {
		best, problems = spare, spareProblems
	}
	if best == nil {
		return Verdict{Problems: []Problem{{KindCitation, wordsOf(doc, cs), "the passage is about something else"}}}
	}
	v := Verdict{Problems: problems, Support: best.supports()}
	v.Contradicted = best.contradicts(problems)
	if !v.Contradicted && best.recall < 0.3 {
		v.Problems = append(v.Problems, Problem{KindCitation, wordsOf(doc, cs), "the passage is about something else"})
	}
	return v
}

func (r *reading) rests(n int) bool {
	for _, m := range r.sents {
		if m == n {
			return true
		}
	}
	return false
}

// turnedRound reports whether problems say that the source states the opposite.
func turnedRound(problems []Problem) bool {
	for _, p := range problems {
		if p.Kind == KindPolarity || p.Kind == KindDirection {
			return true
		}
	}
	return false
}

func wordsOf(d *document, st *sentence) string {
	out := ""
	for i := st.from; i < st.to && len(out) < 60; i++ {
		if d.toks[i].kind == tokWord {
			if out != "" {
				out += " "
			}
			out += d.toks[i].low
		}
	}
	return out
}

// contradicts reports whether the claim is on the window's topic and only
// facts part them.
func (r *reading) contradicts(problems []Problem) bool {
	if r.recall < 0.6 {
		return false
	}
	for _, p := range problems {
		if p.Kind == KindCoverage || p.Kind == KindCitation || p.Kind == KindQuote {
			return r.recall >= 0.75
		}
	}
	return true
}

// windows returns readings of the claim's sentence against the sentences of d
// that it may rest on, alone, with their list, and in pairs.
func (c *Checker) windows(doc *document, cs *sentence, d *document) []*reading {
	tab := newTable(doc, cs, d)
	top := c.top(doc, cs, d, tab)
	var out []*reading
	read := func(sents ...int) {
		r := newReading(c.lex, doc, cs, d, tab, sents)
		r.skip = c.skip
		r.rank()
		out = append(out, r)
	}
	lists := map[int]bool{}
	for _, n := range top {
		read(n)
		if block := d.list(n); len(block) > 1 && !lists[block[0]] {
			lists[block[0]] = true
			read(block...)
		}
	}
	for i := 0; i < len(top); i++ {
		for j := i + 1; j < len(top) && i < 2; j++ {
			read(min(top[i], top[j]), max(top[i], top[j]))
		}
	}
	return out
}

// top returns the sentences that share most with the claim's, best first.
func (c *Checker) top(doc *document, cs *sentence, d *document, tab *table) []int {
	type scored struct {
		n int
		s float64
	}
	all := make([]scored, 0, len(d.sents))
	for n := range d.sents {
		if s := quickScore(doc, cs, d, &d.sents[n], tab); s > 0 {
			all = append(all, scored{n, s})
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].s > all[j].s })
	var out []int
	for i := 0; i < len(all) && i < mostSentences; i++ {
		out = append(out, all[i].n)
	}
	return out
}

func quickScore(doc *document, cs *sentence, d *document, st *sentence, tab *table) float64 {
	var s float64
	for i := cs.from; i < cs.to; i++ {
		x := &doc.toks[i]
		if !x.content() || x.fig >= 0 {
			continue
		}
		var best float32
		row := tab.grade[i-cs.from]
		for k := st.from; k < st.to; k++ {
			if v := d.word[k]; v >= 0 {
				best = max(best, row[v])
			}
		}
		s += float64(best) * x.weight
	}
	for n := range cs.figs {
		for k := range st.figs {
			if cs.figs[n].sameValue(&st.figs[k]) {
				s += 5
				break
			}
		}
	}
	return s
}

// list returns the sentences of the list that sentence n belongs to or
// introduces.
func (d *document) list(n int) []int {
	lead := n
	if d.sents[n].item {
		lead = d.sents[n].lead
	}
	if lead < 0 {
		return nil
	}
	out := []int{lead}
	for m := lead + 1; m < len(d.sents) && len(out) < 24; m++ {
		if !d.sents[m].item || d.sents[m].lead != lead {
			break
		}
		out = append(out, m)
	}
	return out
}

func (d *document) support(from, to int) []Support {
	var out []Support
	for n := from; n < to; n++ {
		out = append(out, d.span(n))
	}
	return out
}

// facts returns the ledger's rows of some sentences.
func (d *document) facts(from, to int) []Fact {
	var out []Fact
	for n := from; n < to; n++ {
		for k := range d.sents[n].figs {
			for _, row := range d.sents[n].figs[k].rows {
				out = append(out, row.fact)
			}
		}
	}
	return out
}

func (r *reading) supports() []Support {
	var out []Support
	for _, n := range r.sents {
		out = append(out, r.d.span(n))
	}
	return out
}

func (d *document) span(n int) Support {
	id := d.id
	if d.ids != nil {
		id = d.ids[n]
	}
	return Support{Passage: id, Start: d.sents[n].start, End: d.sents[n].end}
}
