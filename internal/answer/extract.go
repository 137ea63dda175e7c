package answer

import (
	"slices"
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
	part     *part    // that it answers
	ranked   []scored // what it was chosen from
	apart    bool     // one sentence on each side of a comparison, none on both
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
	list := p.Form == listForm && !opensElsewhere(head) || opensList(head.sentenceView)
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

// A stronger source leads within this margin of score, and only where it
// meets as much of the question: wording that answers comes before rank.
const leadMargin = 0.12

// figureMargin is the wider margin where a figure is asked for: the figure of
// a regulator before that of a page, if both measure the same.
const figureMargin = 0.4

// mostWeighed is how many sentences are asked what they lack.
const mostWeighed = 12

// massMargin is how much less of the question's content it may meet then.
const massMargin = 0.15

// headline returns the best sentence that covers p, a stronger source before
// a slightly better wording, else the gap of the sentence that came closest.
func headline(p *part, audience string, ranked []scored) (*scored, gap, bool) {
	var closest gap
	var best, lead *scored
	for i := range ranked {
		r := &ranked[i]
		if best != nil && r.score < best.score-figureMargin {
			break
		}
		g, ok := covers(p, r)
		switch {
		case ok && best == nil:
			best, lead = r, r
		case ok && rivals(p, best, r) && standing(p, audience, r) < standing(p, audience, lead):
			lead = r
		case best == nil && i < mostWeighed && len(g.missing) > 0 && (closest.missing == nil || closest.farther(g)):
			closest = g
		}
	}
	if best == nil {
		return nil, closest.apart(p, ranked), false
	}
	return listOpening(p, ranked, nearest(p, ranked, lead)), gap{}, true
}

// How a sentence of the same passage comes before the one that leads.
const (
	nearestMargin = 0.25 // less in score, at most
	nearestAsked  = 0.06 // nearer to a curator's question
	nearestTold   = 0.1  // more of the telling words in its own wording, as a share
)

// nearest returns the sentence of lead's passage that says what is asked: the
// one that answers a curator's question nearer to the asker's, else the one
// whose own words hold more of the question's.
func nearest(p *part, ranked []scored, lead *scored) *scored {
	if p.Form == overviewForm || p.Form == definitionForm || p.Form == compareForm {
		return lead
	}
	best := lead
	for i := range ranked {
		r := &ranked[i]
		if r.passage != lead.passage || r == best || r.score < lead.score-nearestMargin {
			continue
		}
		if p.Figure != noQuantity && !r.statesKind(p.Figure) || opensList(r.sentenceView) || !r.nearer(p, best) {
			continue
		}
		if _, ok := covers(p, r); ok {
			best = r
		}
	}
	return best
}

// nearer reports whether s says what p asks rather than other does.
func (s *scored) nearer(p *part, other *scored) bool {
	a, b := s.asked.value, other.asked.value
	switch {
	case a >= nearAsked && a >= b+nearestAsked:
		return s.told(p) >= other.told(p)-nearestTold || a >= sameAsked
	case b >= nearAsked && b >= a+nearestAsked:
		return false
	}
	return s.told(p) >= other.told(p)+nearestTold
}

// told is the share of p's telling words, by rarity, that the sentence itself
// holds, whatever stands over it.
func (s *scored) told(p *part) float64 {
	got, all := 0.0, 0.0
	for i := range p.Words {
		w := &p.Words[i]
		if w.Level == softLevel || w.Light || isName(w.Kind) {
			continue
		}
		weight := weightOf(w)
		all += weight
		switch {
		case anyForm(s.stems, w.Forms):
			got += weight
		case anyForm(s.stems, w.Near):
			got += weight * nearShare
		}
	}
	if all == 0 {
		return 0
	}
	return got / all
}

// rivals reports whether r answers as well as the best sentence does, so that
// the stronger source may lead.
func rivals(p *part, best, r *scored) bool {
	if r.passage.About.Topic != best.passage.About.Topic {
		return false
	}
	if p.Figure == doseAmount || p.Figure == duration || p.Figure == countAmount || refuted(best.passage) {
		return r.mass >= best.mass-massMargin && r.measuresAs(p, best)
	}
	return r.score >= best.score-leadMargin && r.mass >= best.mass
}

// measuresAs reports whether r names in its own words each measure of p that
// best names: how long an infusion runs is not how long a response lasts.
func (s *scored) measuresAs(p *part, best *scored) bool {
	return !slices.ContainsFunc(p.Words, func(w word) bool {
		if w.Kind != "measure" || w.Level < measureLevel {
			return false
		}
		named := func(o *scored) bool { return anyForm(o.stems, w.Forms) || anyForm(o.stems, w.Near) }
		return named(best) && !named(s)
	})
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
