package answer

import (
	"slices"
	"strings"
)

// closeLists sets the items of a list behind the sentence that opens it,
// which says nothing without them.
func (sel *selection) closeLists() {
	var out []point
	held := map[*sentenceView]bool{sel.headline: true}
	add := func(p point) {
		if !held[p.s] {
			held[p.s] = true
			out = append(out, p)
		}
	}
	items := func(section string, s *sentenceView) {
		for _, item := range s.passage.sentences {
			if item.item && opensList(s) {
				add(point{section, item})
			}
		}
	}
	items("", sel.headline)
	for _, p := range sel.points {
		for _, row := range sel.rowsOf(p.s) {
			add(point{p.section, row})
		}
		items(p.section, p.s)
	}
	sel.points = out
}

// parallel is the share of words besides figures that the rows of a table
// written as sentences have in common.
const parallel = 0.75

// rowsOf returns the rows of the table that a sentence stands in, in their
// order, or the sentence alone: a table of doses without one of its rows
// misleads. One item of a list may stand alone; two call for the rest.
func (sel *selection) rowsOf(s *sentenceView) []*sentenceView {
	if s.item && !(opensList(s.passage.sentences[0]) && sel.itemsOf(s.passage) > 1) || !s.item && !anyDigit(s.text) {
		return []*sentenceView{s}
	}
	var rows []*sentenceView
	for _, o := range s.passage.sentences {
		if o == s || s.item && o.item || !s.item && !o.item && isParallel(s, o) {
			rows = append(rows, o)
		}
	}
	return rows
}

// itemsOf counts the chosen items of a passage's list.
func (sel *selection) itemsOf(v *passageView) int {
	n := 0
	for _, p := range sel.points {
		if p.s.item && p.s.passage == v {
			n++
		}
	}
	return n
}

// isParallel reports whether two sentences say the same of other figures.
func isParallel(a, b *sentenceView) bool {
	x, y := wordStems(a.stems), wordStems(b.stems)
	return anyDigit(b.text) && min(overlapOf(x, y), overlapOf(y, x)) >= parallel
}

// wordStems returns the stems that are no figures.
func wordStems(stems []string) []string {
	return slices.DeleteFunc(slices.Clone(stems), anyDigit)
}

func anyDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

// opensList reports whether a sentence says nothing without the items below.
func opensList(s *sentenceView) bool { return strings.HasSuffix(s.text, ":") }

// listOpening returns the sentence that opens the passage's list where an
// item of it was found for a list question.
func listOpening(p *part, ranked []scored, best *scored) *scored {
	if p.Form != listForm || !best.item {
		return best
	}
	for i := range ranked {
		s := &ranked[i]
		if s.passage == best.passage && s.n == 0 && s.mass >= best.mass {
			return s
		}
	}
	return best
}

// opensElsewhere reports whether a list question was answered by one item
// rather than by the list: its opening does not name what is asked.
func opensElsewhere(head *scored) bool {
	return head.item || head.n > 0 && opensList(head.passage.sentences[0])
}

// listPoints returns the rest of the headline's passage where that is a list.
func listPoints(head *scored) []point {
	var out []point
	for _, s := range head.passage.sentences {
		if s != head.sentenceView {
			out = append(out, point{s: s})
		}
	}
	return out
}
