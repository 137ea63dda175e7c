package corpus

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Conflict is one measure for which two passages of different sources give different figures.
type Conflict struct {
	Measure string  `json:"measure"`
	Drug    string  `json:"drug"`
	Harm    string  `json:"harm"` // high: acting on the wrong figure harms; moderate: it misleads; low
	What    string  `json:"what"` // "other value", "wider or narrower", "severe more often than any"
	Known   string  `json:"known,omitempty"`
	Sides   [2]Side `json:"sides"`
}

// Side is one figure of a conflict with its passage.
type Side struct {
	Passage  string `json:"passage"`
	Sentence string `json:"sentence"`
	Fact     Fact   `json:"fact"`
}

// Conflicts finds, by the sources' ledgers, measures of one drug in like patients for which sources differ, the
// harmful ones first. Known names the curated disagreement that has both passages.
func (c *Corpus) Conflicts() []Conflict {
	var rows []ledgerFact
	for _, s := range c.Sources {
		for _, f := range s.Facts {
			if f.State != FactRefused {
				rows = append(rows, readFact(s, f))
			}
		}
	}
	var out []Conflict
	seen := map[string]bool{}
	for i := range rows {
		for k := i + 1; k < len(rows); k++ {
			if x, ok := rows[i].against(&rows[k]); ok && !seen[x.key()] {
				seen[x.key()] = true
				x.Known = c.disagreementOf(x.Sides[0].Passage, x.Sides[1].Passage)
				out = append(out, x)
			}
		}
	}
	rank := map[string]int{"high": 0, "moderate": 1, "low": 2}
	slices.SortStableFunc(out, func(a, b Conflict) int {
		return cmp.Or(rank[a.Harm]-rank[b.Harm], cmp.Compare(a.Known, b.Known), cmp.Compare(a.Measure, b.Measure))
	})
	return out
}

// key tells one difference between two passages from another.
func (x *Conflict) key() string {
	return strings.Join([]string{x.Measure, x.Sides[0].Passage, x.Sides[0].Fact.Value, x.Sides[1].Passage, x.Sides[1].Fact.Value}, "\x00")
}

// disagreementOf returns the id of the curated disagreement in which both passages are a side, or "".
func (c *Corpus) disagreementOf(a, b string) string {
	for _, d := range c.Disagreements {
		has := func(id string) bool {
			return slices.ContainsFunc(d.Positions, func(p Position) bool { return p.Passage == id })
		}
		if has(a) && has(b) {
			return d.ID
		}
	}
	return ""
}

// ledgerFact is a row made comparable.
type ledgerFact struct {
	source   *Source
	fact     Fact
	measure  string // folded, without its grade
	grade    string // "any grade", "grade 3-4", ""
	lo, hi   float64
	diseases map[string]bool // of its population
}

var gradeOf = regexp.MustCompile(`\s*\(((?:any grade|grade [0-9-]+))\)$`)

// diseaseWords tell patients apart; those on one line are the same.
var diseaseWords = [][]string{{"renal cell", "kidney", "rcc"}, {"melanoma"}, {"lymphoma"}, {"hiv"}, {"lupus"}, {"leukemia"}, {"brain"}}

func readFact(s *Source, f Fact) ledgerFact {
	x := ledgerFact{source: s, fact: f, measure: strings.ToLower(f.Measure), diseases: map[string]bool{}}
	if m := gradeOf.FindStringSubmatch(x.measure); m != nil {
		x.grade, x.measure = m[1], strings.TrimSuffix(x.measure, m[0])
	}
	x.measure, _, _ = strings.Cut(x.measure, "/")
	ends := strings.Split(strings.ReplaceAll(f.Value, ",", ""), "-")
	x.lo, x.hi = printedValue(ends[0]), printedValue(ends[len(ends)-1])
	low := strings.ToLower(f.Population)
	for _, words := range diseaseWords {
		for _, w := range words {
			if strings.Contains(low, w) {
				x.diseases[words[0]] = true
			}
		}
	}
	return x
}

func printedValue(s string) float64 {
	v, err := strconv.ParseFloat(strings.Trim(s, "$"), 64)
	if err != nil {
		return -1
	}
	return v
}

// against compares two rows of different sources on one measure.
func (x *ledgerFact) against(y *ledgerFact) (Conflict, bool) {
	if x.source == y.source || x.measure != y.measure || !strings.EqualFold(x.fact.Drug, y.fact.Drug) || x.fact.Unit != y.fact.Unit || x.lo < 0 || y.lo < 0 {
		return Conflict{}, false
	}
	if !x.alike(y) || routes(x.fact.Regimen, y.fact.Regimen) {
		return Conflict{}, false
	}
	what := ""
	switch {
	case x.grade != y.grade:
		if severe, all := x, y; x.grade != "" && y.grade != "" {
			if severe.grade == "any grade" {
				severe, all = y, x
			}
			if all.grade == "any grade" && severe.lo > all.hi {
				what = "severe more often than of any grade"
			}
		}
	case x.lo == y.lo && x.hi == y.hi && bound(x.fact) == bound(y.fact):
	case x.lo <= y.hi && y.lo <= x.hi:
		what = "wider or narrower"
	default:
		what = "other value"
	}
	if what == "" {
		return Conflict{}, false
	}
	return Conflict{Measure: x.fact.Measure, Drug: x.fact.Drug, Harm: harmOf(x), What: what, Sides: [2]Side{x.side(), y.side()}}, true
}

// bound is the comparator of a row; "about" bounds nothing.
func bound(f Fact) string { return strings.TrimPrefix(f.Comparator, "about") }

// alike reports whether two rows may be of the same patients: one names no disease, or they share one.
func (x *ledgerFact) alike(y *ledgerFact) bool {
	if len(x.diseases) == 0 || len(y.diseases) == 0 {
		return true
	}
	for d := range x.diseases {
		if y.diseases[d] {
			return true
		}
	}
	return false
}

// routes reports whether two regimens are of different doses.
func routes(a, b string) bool {
	low := func(s string) bool { return strings.Contains(s, "low-dose") && !strings.Contains(s, "high-dose") }
	high := func(s string) bool { return strings.Contains(s, "high-dose") && !strings.Contains(s, "low-dose") }
	return low(a) && high(b) || high(a) && low(b)
}

func (x *ledgerFact) side() Side {
	return Side{Passage: x.fact.PassageOf(x.source.ID), Sentence: sentenceOf(x.source, x.fact), Fact: x.fact}
}

var (
	harmful    = regexp.MustCompile(`dos(?:e|es|ing)\b|interval|frequency|\brest\b|cycle|infusion|concentration|storage|withheld|resumed|death|fatal|temperature|reconstitution|diluent`)
	misleading = regexp.MustCompile(`response|survival|remission|hazard|adverse|grade|duration`)
)

// harmOf says what harm a wrong figure of a measure may do.
func harmOf(x *ledgerFact) string {
	switch {
	case harmful.MatchString(x.measure):
		return "high"
	case x.grade != "", misleading.MatchString(x.measure):
		return "moderate"
	}
	return "low"
}

// WriteDisagreement lays a conflict out as an entry for disagreements.yaml, for a curator to word and to add.
func (x *Conflict) WriteDisagreement() string {
	var b strings.Builder
	id := strings.Trim(notInName.ReplaceAllString(strings.ToLower(x.Measure), "-"), "-")
	fmt.Fprintf(&b, "  - id: %s\n    about: %s\n    harm: %s\n    terms: [%s]\n    positions:\n", id, strconv.Quote(x.Measure+" of "+x.Drug), x.Harm, quoted(x.Measure))
	for _, s := range x.Sides {
		fmt.Fprintf(&b, "      - {passage: %s, text: %s}\n", strconv.Quote(s.Passage), strconv.Quote(s.Sentence))
	}
	b.WriteString("    note: null\n")
	return b.String()
}
