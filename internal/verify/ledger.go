package verify

import "strings"

// ledgerRow is a row of the fact ledger, its words analysed.
type ledgerRow struct {
	fact                               Fact
	drug, regimen, population, measure []token
	narrows                            [][]token // words of the measure that a claim must not leave out
}

// attach hands each figure of the passage the rows of the ledger that speak of
// it: the rows of its sentence with its value, in their order where the
// sentence prints a value as often as the ledger has it.
func (d *document) attach(lex *lexicon, weigh func(string) float64, p *Passage, rs []rune) {
	read := func(s string) []token {
		toks := lex.rewrite(dropJoints(tokenize(s)), d.defined)
		for i := range toks {
			lex.annotate(&toks[i], weigh)
		}
		return toks
	}
	for n := range d.sents {
		st := &d.sents[n]
		w := &proposer{lex: lex, p: p, d: d, st: st, rs: rs[st.start:st.end]}
		rows, figs := map[string][]*ledgerRow{}, map[string][]*figure{}
		for _, f := range p.Facts {
			if f.End <= st.start || f.Start >= st.end {
				continue
			}
			row := &ledgerRow{fact: f, drug: read(f.Drug), regimen: read(f.Regimen), population: read(f.Population), measure: read(f.Measure)}
			for _, t := range tokenize(f.Measure) {
				if narrowing[t.low] {
					row.narrows = append(row.narrows, read(t.low))
				}
			}
			rows[f.Value] = append(rows[f.Value], row)
		}
		if len(rows) == 0 {
			continue
		}
		for k := range st.figs {
			value, _ := w.printed(&st.figs[k])
			figs[value] = append(figs[value], &st.figs[k])
		}
		for value, of := range rows {
			for k, g := range figs[value] {
				if len(of) == len(figs[value]) {
					g.rows = of[k : k+1]
				} else {
					g.rows = of
				}
			}
		}
	}
}

// ledger checks that each figure of the claim is, by the ledger, of the drug,
// the patients, the regimen and the measure that the claim says it of.
func (r *reading) ledger() []Problem {
	var out []Problem
	for n, k := range r.match {
		if k < 0 || len(r.figs[k].rows) == 0 || r.cs.figs[n].label != "" {
			continue
		}
		f := &r.cs.figs[n]
		var first *Problem
		fits := false
		for _, row := range r.figs[k].rows {
			p, bad := r.parts(f, row)
			if !bad {
				fits = true
				r.used = append(r.used, row.fact)
				if r.settles(f, row) {
					r.settle(n, f, row)
				}
				break
			}
			if first == nil {
				first = &p
			}
		}
		if !fits {
			out = append(out, *first)
		}
	}
	return out
}

// parts finds in what a row of the ledger and the claim's figure f part.
func (r *reading) parts(f *figure, row *ledgerRow) (Problem, bool) {
	own := r.ownTokens(f)
	said := r.words(f.from, f.to)
	if word, bad := r.otherDrug(own, row); bad {
		return Problem{KindSubject, word, "the passage gives " + said + " for " + row.fact.Drug}, true
	}
	for _, field := range []struct {
		words []token
		is    string
	}{{row.population, row.fact.Population}, {row.regimen, row.fact.Regimen}} {
		if word, bad := r.excludedBy(own, field.words); bad {
			return Problem{KindSubject, word, "the passage gives " + said + " for " + field.is}, true
		}
	}
	if word, bad := r.otherKind(f, own, row); bad {
		return Problem{KindQuantity, word, "the passage gives " + said + " as " + row.fact.Measure}, true
	}
	return Problem{}, false
}

// ownTokens are the claim's words that may belong to figure f.
func (r *reading) ownTokens(f *figure) []int {
	owned := r.c.owners(r.cs, f)
	var out []int
	for i := r.cs.from; i < r.cs.to; i++ {
		if x := &r.c.toks[i]; owned[i-r.cs.from] > ownedNot && x.content() && x.fig < 0 {
			out = append(out, i)
		}
	}
	return out
}

func holds(words []token, x *token) bool {
	for i := range words {
		if words[i].content() && like(x, &words[i]) >= likeSyn {
			return true
		}
	}
	return false
}

// otherDrug reports whether the claim says a figure of treatments among which
// none is the row's.
func (r *reading) otherDrug(own []int, row *ledgerRow) (string, bool) {
	if len(row.drug) == 0 || strings.Contains(row.fact.Drug, " versus ") {
		return "", false
	}
	other := ""
	for i := range row.drug {
		if y := &row.drug[i]; y.content() && r.claimHas(y) {
			return r.partOfArm(row)
		}
	}
	for _, i := range own {
		if x := &r.c.toks[i]; x.flags&flagDrug != 0 && !holds(row.drug, x) && !negatedWord(x) {
			other = x.low
		}
	}
	return other, other != ""
}

// partOfArm reports whether the claim names a part of the row's combination
// and just what another row of the same measure is of: 34 % on A plus B is not
// said of B where the passage gives B a figure of its own.
func (r *reading) partOfArm(row *ledgerRow) (string, bool) {
	named := func(words []token) (all bool) {
		for i := range words {
			if y := &words[i]; y.flags&flagDrug != 0 && !r.claimHas(y) {
				return false
			}
		}
		return true
	}
	if named(row.drug) {
		return "", false
	}
	for _, g := range r.d.figures() {
		for _, o := range g.rows {
			if o.fact.Measure == row.fact.Measure && o.fact.Value != row.fact.Value && len(o.drug) > 0 && !strings.Contains(o.fact.Drug, " versus ") && named(o.drug) {
				return o.fact.Drug, true
			}
		}
	}
	return "", false
}

func negatedWord(x *token) bool { return x.negIn }

// excludedBy returns a word of the claim that a field of the row excludes: the
// row says melanoma, the claim kidney.
func (r *reading) excludedBy(own []int, field []token) (string, bool) {
	for _, i := range own {
		x := &r.c.toks[i]
		if len(x.sets) == 0 && len(x.axis) == 0 || x.flags&flagMeasure != 0 || holds(field, x) {
			continue
		}
		for k := range field {
			y := &field[k]
			if y.flags&flagMeasure != 0 && !levels(r.c.toks, i) {
				continue // the dose of "high-dose" is no other thing than a course
			}
			if y.content() && (excluded(x, y) || levels(r.c.toks, i) && opposed(x, y)) && !r.claimHas(y) {
				return x.low, true
			}
		}
	}
	return "", false
}

// levels reports whether "high" or "low" at i is a regimen's: "low-dose".
func levels(toks []token, i int) bool {
	return i+1 < len(toks) && toks[i+1].stem == "dose" && (toks[i].low == "high" || toks[i].low == "low")
}

// saysAny reports whether the claim says one of some words: "long" for "long
// term".
func (r *reading) saysAny(words []token) bool {
	for i := range words {
		if words[i].content() && r.claimHas(&words[i]) {
			return true
		}
	}
	return false
}

// time reports whether a figure is an amount of time.
func (f *figure) time() bool { return f.dim == "calendar" || f.dim == "clock" }

// progresses reports whether x says that a disease grew worse: a median time until
// then is one of survival without it.
func (r *reading) progresses(x *token) bool {
	return r.lex.measures[x.stem] == r.lex.measures["progress"]
}

// narrowing are words of a row's measure that the claim must not leave out.
var narrowing = map[string]bool{"complete": true, "partial": true, "durable": true, "intracranial": true, "progressionfree": true}

// otherKind reports whether the claim measures another kind of thing than the
// row, or leaves out what makes the row's measure another one.
func (r *reading) otherKind(f *figure, own []int, row *ledgerRow) (string, bool) {
	kinds := map[int32]bool{}
	for i := range row.measure {
		y := &row.measure[i]
		if k := r.lex.measures[y.stem]; k > 0 && k <= outcomes && k != incidence {
			kinds[k] = true
		}
	}
	if f.dim == "percent" {
		for _, narrow := range row.narrows {
			if !r.saysAny(narrow) {
				return narrow[0].low, true
			}
		}
	}
	if at := r.c.measureOf(r.lex, r.cs, f); at >= 0 && len(kinds) > 0 {
		if k := r.lex.measures[r.c.toks[at].stem]; k > 0 && k <= outcomes && !kinds[k] && !(f.time() && r.progresses(&r.c.toks[at]) && strings.Contains(row.fact.Measure, "progression")) && !holds(row.measure, &r.c.toks[at]) {
			return r.c.toks[at].low, true
		}
	}
	if strings.Contains(row.fact.Measure, "(any grade)") {
		for _, i := range own {
			if x := &r.c.toks[i]; x.stem == "sever" || x.low == "life" {
				return x.low, true
			}
		}
		for n := range r.cs.figs {
			if g := &r.cs.figs[n]; g.label == "grade" {
				return r.words(g.from-1, g.to), true
			}
		}
	}
	return "", false
}
