package answer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"curbside/internal/corpus"
)

// Comparison sets figures of the fact ledger side by side, where a question
// compares two things and the ledger has the same measure of both.
type Comparison struct {
	Columns []string        `json:"columns"` // the two sides, as asked
	Rows    []ComparisonRow `json:"rows"`
}

// ComparisonRow is one measure with a cell for each column.
type ComparisonRow struct {
	Measure string           `json:"measure"`
	Cells   []ComparisonCell `json:"cells"`
}

// ComparisonCell is one figure, and the claim that was checked for it.
type ComparisonCell struct {
	Text      string  `json:"text"`  // "15% (37 of 255)"
	Claim     string  `json:"claim"` // what the figure says, in a sentence
	Citations []int   `json:"citations"`
	Quotes    []Quote `json:"quotes"`

	claim claim
}

// mostRows bounds a comparison.
const mostRows = 6

// kindsSet are the kinds of things that a comparison can set beside each
// other by the ledger.
var kindsSet = map[string]bool{"drug": true, "disease": true, "population": true, "regimen": true}

// compared makes the table for a question that compares; nil where there is
// none to make.
func (w *work) compared() *Comparison {
	for i := range w.parts {
		p := &w.parts[i]
		if p.Form != compareForm {
			continue
		}
		one, other, ok := comparedWords(p)
		if !ok {
			continue
		}
		t := &tabulator{work: w, part: p, sides: [2]*word{one, other}}
		if c := t.table(); c != nil {
			return c
		}
	}
	return nil
}

// comparedWords returns the two words of one kind that a question compares.
func comparedWords(p *part) (one, other *word, ok bool) {
	two, split := sides(p)
	if !split {
		return nil, nil, false
	}
	only := func(a, b *part) *word {
		for i := range a.Words {
			if !slices.ContainsFunc(b.Words, func(o word) bool { return canonical(o.Term) == canonical(a.Words[i].Term) }) {
				return &a.Words[i]
			}
		}
		return nil
	}
	one, other = only(&two[0], &two[1]), only(&two[1], &two[0])
	return one, other, one != nil && other != nil && kindsSet[one.Kind] && one.Kind == other.Kind
}

// tabulator fills the table of one question.
type tabulator struct {
	work  *work
	part  *part
	sides [2]*word
}

// candidate is a row of the ledger that a cell may be made of.
type candidate struct {
	source *corpus.Source
	fact   corpus.Fact
}

// table fills rows whose measure the ledger has for both sides.
func (t *tabulator) table() *Comparison {
	out := &Comparison{Columns: []string{t.sides[0].Text, t.sides[1].Text}}
	of := map[string]*[2][]candidate{}
	var order []string
	for _, s := range t.sources() {
		for _, f := range s.Facts {
			side, ok := t.side(f)
			if !ok || f.State == corpus.FactRefused || !t.asked(f.Measure) {
				continue
			}
			if of[f.Measure] == nil {
				of[f.Measure], order = &[2][]candidate{}, append(order, f.Measure)
			}
			of[f.Measure][side] = append(of[f.Measure][side], candidate{s, f})
		}
	}
	for _, m := range order {
		if one, other := t.pair(of[m]); one != nil && len(out.Rows) < mostRows {
			out.Rows = append(out.Rows, ComparisonRow{Measure: m, Cells: []ComparisonCell{*one, *other}})
		}
	}
	if len(out.Rows) == 0 {
		return nil
	}
	return out
}

// pair chooses the two cells of a row: of one passage, else of one source,
// else the strongest on each side. Drugs are compared within one passage only:
// across trials their patients differ.
func (t *tabulator) pair(of *[2][]candidate) (one, other *ComparisonCell) {
	together := []func(a, b candidate) bool{
		func(a, b candidate) bool { return a.fact.PassageOf(a.source.ID) == b.fact.PassageOf(b.source.ID) },
		func(a, b candidate) bool { return a.source == b.source },
		func(_, _ candidate) bool { return true },
	}
	if t.sides[0].Kind == "drug" {
		together = together[:1]
	}
	for _, fit := range together {
		for _, a := range of[0] {
			for _, b := range of[1] {
				if !fit(a, b) {
					continue
				}
				if one, other = t.cell(a), t.cell(b); one != nil && other != nil {
					return one, other
				}
			}
		}
	}
	return nil, nil
}

// sources are those that may answer, the strongest first.
func (t *tabulator) sources() []*corpus.Source {
	var out []*corpus.Source
	for _, s := range t.work.engine.Corpus.Sources {
		if len(s.Facts) > 0 && t.work.allowed(s) {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b *corpus.Source) int { return cmp.Compare(a.Evidence, b.Evidence) })
	return out
}

// side tells of which of the two sides a row of the ledger is, if of one and
// not of both, and of the treatment that is asked about.
func (t *tabulator) side(f corpus.Fact) (int, bool) {
	field := f.Population
	switch t.sides[0].Kind {
	case "drug":
		field = f.Drug
	case "regimen":
		field = f.Regimen
	}
	stems := t.work.engine.views.stems(field)
	one, other := anyForm(stems, t.sides[0].Forms), anyForm(stems, t.sides[1].Forms)
	if one == other || !t.treated(f) {
		return 0, false
	}
	if one {
		return 0, true
	}
	return 1, true
}

// treated reports whether a row is of the treatment asked about alone: of the
// question's drug, of the compared one, else of the one that the sources are on.
func (t *tabulator) treated(f corpus.Fact) bool {
	if strings.Contains(f.Drug, " plus ") || strings.Contains(f.Drug, " versus ") {
		return false
	}
	if t.sides[0].Kind == "drug" {
		return true
	}
	stems := t.work.engine.views.stems(f.Drug)
	named := false
	for i := range t.part.Words {
		if wd := &t.part.Words[i]; wd.Kind == "drug" {
			named = true
			if anyForm(stems, wd.Forms) {
				return true
			}
		}
	}
	return !named && f.Drug == t.work.engine.views.mainDrug
}

// asked reports whether the question asks for a measure: it has one of the
// question's words for measures and effects, or the question has none.
func (t *tabulator) asked(measure string) bool {
	stems := t.work.engine.views.stems(measure)
	asks := false
	for i := range t.part.Words {
		wd := &t.part.Words[i]
		if kindsSet[wd.Kind] || wd.Level == softLevel {
			continue
		}
		asks = true
		if anyForm(stems, wd.Forms) {
			return true
		}
	}
	return !asks
}

// cell makes and checks the cell of a row; nil where its passage does not
// support what it says.
func (t *tabulator) cell(of candidate) *ComparisonCell {
	s, f := of.source, of.fact
	p := t.work.engine.Corpus.Passage(f.PassageOf(s.ID))
	n := f.Sentence()
	if p == nil || n < 1 || n > len(p.Sentences) {
		return nil
	}
	c := &ComparisonCell{Text: FigureOf(f), Claim: sentenceOfFact(f)}
	c.claim = claim{text: c.Claim, view: t.work.engine.views.of(p), quote: p.Sentences[n-1].Text}
	if refuted(c.claim.view) || len(t.work.problems(c.claim)) > 0 {
		return nil
	}
	return c
}

// FigureOf prints the figure of a row: "about 5%", "15% (37 of 255)", "at most
// 14 doses".
func FigureOf(f corpus.Fact) string {
	out := f.Value
	switch {
	case f.Unit == "%":
		out += "%"
	case f.Unit != "":
		out += " " + f.Unit
	}
	if f.Comparator != "" {
		out = f.Comparator + " " + out
	}
	if f.N > 0 && f.Of > 0 {
		out += fmt.Sprintf(" (%d of %d)", f.N, f.Of)
	}
	return out
}

// sentenceOfFact says a row of the ledger in a sentence.
func sentenceOfFact(f corpus.Fact) string {
	out := "The " + f.Measure
	if f.Drug != "" {
		out += " with " + f.Drug
	}
	if f.Population != "" {
		out += " in " + f.Population
	}
	f.N, f.Of = 0, 0
	return out + " was " + FigureOf(f) + "."
}

// deliverComparison numbers the passages of a table's cells and shows it.
func (w *work) deliverComparison() {
	c := w.compared()
	if c == nil {
		return
	}
	for r := range c.Rows {
		for k := range c.Rows[r].Cells {
			cell := &c.Rows[r].Cells[k]
			n := w.cite(cell.claim.view)
			cell.Citations, cell.Quotes = []int{n}, []Quote{{N: n, Text: cell.claim.quote}}
			w.cells++
		}
	}
	w.answer.Comparison = c
}

// comparisonBlock lays a table out: cells for those who show tables, lines
// for those who do not.
func comparisonBlock(c *Comparison) Block {
	b := Block{Kind: ComparisonBlock, Title: "Side by side: " + strings.Join(c.Columns, " and ")}
	b.Table = [][]string{append([]string{""}, c.Columns...)}
	for _, row := range c.Rows {
		cells := []string{row.Measure}
		for k, cell := range row.Cells {
			cells = append(cells, cell.Text+marks(cell.Citations))
			b.Lines = append(b.Lines, Line{Text: row.Measure + ", " + c.Columns[k] + ": " + cell.Text, Citations: cell.Citations})
		}
		b.Table = append(b.Table, cells)
	}
	return b
}
