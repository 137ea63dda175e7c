package answer

import (
	"regexp"
	"slices"
	"strings"
)

// point is a sentence chosen for an answer.
type point struct {
	section string
	s       *sentenceView
}

// selection is what the extractive composer chose for one part.
type selection struct {
	headline *sentenceView
	points   []point
}

// Limits of an extractive answer, in sentences besides the headline.
const (
	mostPoints     = 5
	mostListPoints = 24
	leastShare     = 0.62 // of the headline's score, for a sentence of another passage
	leastOwnShare  = 0.3  // of the headline's score, for a sentence of its own passage
	leastPointMass = 0.5
	mostOfOther    = 2 // sentences of one other passage
)

// direct chooses the headline and what completes it. ok is false where the
// passages do not cover the part; then the gap says what is missing.
func direct(p *part, audience string, ranked []scored) (selection, gap, bool) {
	head, g, ok := headline(p, audience, ranked)
	if !ok {
		return selection{}, g, false
	}
	sel := selection{headline: head.sentenceView}
	list := p.Form == listForm || opensList(head.sentenceView)
	if list {
		sel.points = listPoints(head)
	}
	sel.points = append(sel.points, ownPoints(p, head, ranked, sel)...)
	limit := mostPoints
	if own := len(sel.points); own > limit-2 && !list {
		limit = own + 2
	}
	if list {
		limit = max(limit, min(len(head.passage.sentences)+2, mostListPoints))
	}
	sel.points = append(sel.points, otherPoints(p, head, ranked, sel)...)
	if len(sel.points) > limit {
		sel.points = sel.points[:limit]
	}
	sel.closeLists()
	return sel, gap{}, true
}

// leadMargin is the margin of score within which a stronger source leads: less
// where the wording decides.
var leadMargin = map[form]float64{
	factForm: 0.4, listForm: 0.3, yesNoForm: 0.1, howForm: 0.2, compareForm: 0.25, whyForm: 0.1, definitionForm: 0.1,
}

// mostWeighed is how many sentences are asked what they lack.
const mostWeighed = 12

// massMargin is how much less of the question's content it may meet.
const massMargin = 0.15

// headline returns the best sentence that covers p, a stronger source before
// a slightly better wording, else the gap of the sentence that came closest.
func headline(p *part, audience string, ranked []scored) (*scored, gap, bool) {
	var closest gap
	var best, lead *scored
	for i := range ranked {
		r := &ranked[i]
		if best != nil && r.score < best.score-leadMargin[p.Form] {
			break
		}
		g, ok := covers(p, r)
		switch {
		case ok && best == nil:
			best, lead = r, r
		case ok && r.mass >= best.mass-massMargin && r.passage.About.Topic == best.passage.About.Topic && standing(p, audience, r) < standing(p, audience, lead):
			lead = r
		case best == nil && i < mostWeighed && len(g.missing) > 0 && (closest.missing == nil || closest.farther(g)):
			closest = g
		}
	}
	if best == nil {
		return nil, closest, false
	}
	return listOpening(p, ranked, lead), gap{}, true
}

// standing orders sources for the headline: guideline, regulator and evidence
// summary first; for a patient who asks for no figure what was written for
// patients.
func standing(p *part, audience string, r *scored) int {
	source := r.passage.Source
	if audience == Patient && p.Figure == noQuantity && slices.Contains(source.Audience, Patient) && source.Evidence == "C" {
		return 0
	}
	switch source.Evidence {
	case "A", "B":
		return 1
	case "C":
		return 2
	}
	return 3
}

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
		if s.passage == best.passage && s.n == 0 {
			return s
		}
	}
	return best
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

// How many more sentences of its own passage complete a headline: all that
// answer as well as it does, as the rows of a list do, else a few.
const (
	mostOwn   = 3
	mostEqual = 8
	equalMass = 0.95
)

// ownPoints returns the sentences of the headline's passage that bear on p
// most, in the order of the source.
func ownPoints(p *part, head *scored, ranked []scored, sel selection) []point {
	var best []*sentenceView
	for i := range ranked { // best first
		r := &ranked[i]
		if r.passage != head.passage || sel.holds(r.sentenceView) || r.score < leastOwnShare*head.score || wholeDose(p, r) {
			continue
		}
		limit := mostOwn
		if _, ok := covers(p, r); ok && r.mass >= equalMass*head.mass {
			limit = mostEqual
		}
		if len(best) < limit && !redundant(r.sentenceView, append(sel.with(nil), best...)) {
			best = append(best, r.sentenceView)
		}
	}
	slices.SortFunc(best, func(a, b *sentenceView) int { return a.n - b.n })
	var out []point
	for _, s := range best {
		out = append(out, point{s: s})
	}
	return out
}

// otherPoints returns the best sentences of other passages that add
// something, in order of worth.
func otherPoints(p *part, head *scored, ranked []scored, sel selection) []point {
	var out []point
	used := map[*passageView]int{head.passage: 9}
	for i := range ranked {
		r := &ranked[i]
		if len(out) >= 4 || r.score < leastShare*head.score {
			break
		}
		if used[r.passage] >= mostOfOther || r.mass < leastPointMass || !r.figure || foreignDrug(p, r) != "" {
			continue
		}
		if wholeDose(p, r) || !meetsEntities(p, r) || redundant(r.sentenceView, sel.with(out)) {
			continue
		}
		used[r.passage]++
		out = append(out, point{s: r.sentenceView})
	}
	return out
}

// wholeDose reports whether a sentence gives amounts that are not per weight
// where the dose of one patient is asked for: they would look like its answer.
func wholeDose(p *part, r *scored) bool {
	return p.Patients && amount.MatchString(r.folded) && !strings.Contains(r.folded, "/kg")
}

var amount = regexp.MustCompile(number + `\s*(?:million|iu\b|international|mg\b|ml\b|mcg\b)`)

// meetsEntities reports whether all that must stand with the answer stands
// with r.
func meetsEntities(p *part, r *scored) bool {
	for i := range p.Words {
		w := &p.Words[i]
		if w.Level >= measureLevel && r.match(w) < inHeadings*nearShare {
			return false
		}
	}
	return true
}

func (sel selection) holds(s *sentenceView) bool {
	return s == sel.headline || slices.ContainsFunc(sel.points, func(p point) bool { return p.s == s })
}

func (sel selection) with(more []point) []*sentenceView {
	out := []*sentenceView{sel.headline}
	for _, p := range sel.points {
		out = append(out, p.s)
	}
	for _, p := range more {
		out = append(out, p.s)
	}
	return out
}

// overlap above which a sentence repeats another.
const repeats = 0.75

// redundant reports whether s says nothing that the chosen sentences do not.
func redundant(s *sentenceView, chosen []*sentenceView) bool {
	for _, c := range chosen {
		if c == nil {
			continue
		}
		if c == s || c.folded == s.folded || overlapOf(s.stems, c.stems) >= repeats {
			return true
		}
	}
	return false
}

// overlapOf is the share of a's different stems that stand in b.
func overlapOf(a, b []string) float64 {
	seen, both := map[string]bool{}, 0
	for _, x := range a {
		if seen[x] {
			continue
		}
		seen[x] = true
		if slices.Contains(b, x) {
			both++
		}
	}
	if len(seen) == 0 {
		return 1
	}
	return float64(both) / float64(len(seen))
}
