package verify

import (
	"regexp"
	"strings"
)

// Propose reads a passage and proposes the rows of the fact ledger that its
// sentences hold: one for each figure that measures something. Whoever curates
// the source corrects them; they prove nothing.
func (c *Checker) Propose(p Passage) []Fact {
	doc := c.document(&p)
	rs := []rune(p.Text)
	var out []Fact
	for n := range doc.sents {
		st := &doc.sents[n]
		first := len(out)
		w := &proposer{lex: c.lex, p: &p, d: doc, st: st, rs: rs[st.start:st.end]}
		for k := range st.figs {
			if row, ok := w.row(k); ok {
				row.Start, row.End = st.start, st.end
				out = append(out, row)
			}
		}
		wholeOfBoth(out[first:])
	}
	return out
}

// wholeOfBoth takes the whole from rows whose sentence compares treatments:
// it counts the patients of all of them.
func wholeOfBoth(rows []Fact) {
	for i := range rows {
		for k := range rows {
			if rows[i].N == 0 && rows[i].Measure == rows[k].Measure && rows[i].Value != rows[k].Value && rows[i].Unit == rows[k].Unit {
				rows[i].Of = 0
			}
		}
	}
}

// proposer proposes the rows of one sentence.
type proposer struct {
	lex *lexicon
	p   *Passage
	d   *document
	st  *sentence
	rs  []rune // the sentence as printed
}

// row proposes a row for the k-th figure of the sentence; ok is false for
// years, labels, statistics, totals and counts that only say of how many.
func (w *proposer) row(k int) (Fact, bool) {
	f := &w.st.figs[k]
	if f.label != "" || f.role != rolePlain || f.age || f.of >= 0 && f.dim != "percent" || f.dim == "count:people" || w.named(f) || w.bracketedRange(f) {
		return Fact{}, false
	}
	value, unit := w.printed(f)
	kind := w.kindOf(f)
	if value == "" || kind == "count" && w.d.toks[f.num].kind == tokWord {
		return Fact{}, false // "two cycles" says which, not how many
	}
	row := Fact{Value: value, Unit: unit, Comparator: f.comparatorWords(), Regimen: w.regimen(), Population: w.population(f)}
	row.Measure = w.measure(f)
	if row.Measure == "" {
		return Fact{}, false
	}
	row.Drug = w.arm(f)
	w.share(&row, k)
	return row, true
}

// named reports whether the number is part of a trial's name: "CheckMate 204".
func (w *proposer) named(f *figure) bool {
	if f.from <= w.st.from || f.num != f.from {
		return false
	}
	prev := &w.d.toks[f.from-1]
	return prev.kind == tokWord && prev.cap && (prev.upper || hasUpper(string(w.rs[prev.start-w.st.start+1:prev.end-w.st.start])))
}

// bracketedRange reports whether f is an interval given behind a ratio:
// "0.78 (0.67-0.90)".
func (w *proposer) bracketedRange(f *figure) bool {
	return f.ranged && w.kindOf(f) == "ratio" && f.from > w.st.from && w.d.toks[f.from-1].low == "("
}

// kindOf says which kind of figure f is, in the words of factmeasures.txt.
func (w *proposer) kindOf(f *figure) string {
	switch {
	case f.dim == "percent":
		return "percent"
	case f.dim == "calendar", f.dim == "clock":
		return "time"
	case f.dim == "volume" && f.per == "":
		return "volume"
	case f.dim == "times":
		return "times"
	case strings.HasPrefix(f.dim, "count:"):
		return "count"
	case f.dim == "":
		for i := f.from - 1; i >= max(w.st.from, f.from-9); i-- {
			if low := w.d.toks[i].low; low == "ratio" || low == "odds" {
				return "ratio"
			}
		}
		return "count"
	}
	return "amount"
}

// amountAt parts a printed figure into number and unit.
var amountAt = regexp.MustCompile(`^(\$?[\d][\d,]*(?:\.\d+)?)( ?%)?(?:(?:-| to | or | and )(\d[\d,]*(?:\.\d+)?))?[ -]?(.*)$`)

// printed returns the number and the unit of a figure as the source prints
// them: "600,000-720,000" and "IU/kg".
func (w *proposer) printed(f *figure) (value, unit string) {
	from, to := w.d.toks[f.num].start-w.st.start, w.d.toks[f.to-1].end-w.st.start
	if from < 0 || to > len(w.rs) || from >= to {
		return "", ""
	}
	s := string(w.rs[from:to])
	for _, c := range suffixComparators {
		s = strings.TrimSuffix(s, " "+c.words)
	}
	m := amountAt.FindStringSubmatch(s)
	if m == nil {
		head, rest, _ := strings.Cut(s, " ")
		return head, strings.TrimSpace(rest)
	}
	value = m[1]
	if m[3] != "" {
		value += "-" + m[3]
	}
	if unit = strings.TrimSpace(m[4]); unit == "" {
		unit = strings.TrimSpace(m[2])
	}
	if unit == "" {
		unit = w.inherited(f)
	}
	return value, unit
}

// inherited returns the unit that a list's later figure of the same kind
// prints for all: "10, 20 or 30 mg".
func (w *proposer) inherited(f *figure) string {
	for k := range w.st.figs {
		g := &w.st.figs[k]
		if g.num > f.num && g.dim == f.dim && g.per == f.per && f.dim != "" {
			if from, to := w.d.toks[g.num].start-w.st.start, w.d.toks[g.to-1].end-w.st.start; from >= 0 && to <= len(w.rs) {
				if m := amountAt.FindStringSubmatch(string(w.rs[from:to])); m != nil && (m[4] != "" || m[2] != "") {
					return strings.TrimSpace(m[4] + m[2])
				}
			}
		}
	}
	return ""
}

// share fills in n of N: "4% (11 of 255)", "Of 525 patients, 71%".
func (w *proposer) share(row *Fact, k int) {
	if w.kindOf(&w.st.figs[k]) != "percent" {
		return
	}
	if k+1 < len(w.st.figs) {
		g := &w.st.figs[k+1]
		if w.d.toks[g.from-1].low == "(" && g.of >= 0 {
			row.N = int(g.lo)
			for m := range w.st.figs {
				if w.st.figs[m].num == g.of {
					row.Of = int(w.st.figs[m].lo)
				}
			}
			return
		}
	}
	of := 0
	for m := range w.st.figs {
		if g := &w.st.figs[m]; m != k && g.dim == "count:people" && g.cmp == cmpNone && !g.ranged && w.wholeAt(g) {
			if of != 0 {
				return // two groups: whose share it is a curator says
			}
			of = int(g.lo)
		}
	}
	row.Of = of
}

// wholeAt reports whether figure g counts those of whom the sentence speaks.
func (w *proposer) wholeAt(g *figure) bool {
	for i := g.from - 1; i >= max(w.st.from, g.from-3); i-- {
		switch w.d.toks[i].low {
		case "of", "in", "among":
			return true
		}
	}
	return false
}
