package answer

import (
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
		add(p)
		items(p.section, p.s)
	}
	sel.points = out
}

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
