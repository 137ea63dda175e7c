package answer

import (
	"sort"
)

// overviewSections are the sections of a broad answer, in order, with the
// topics that fill them.
var overviewSections = []struct {
	title  string
	topics []string
	most   int
}{
	{"What it is for", []string{"indication"}, 3},
	{"How it works", []string{"mechanism"}, 2},
	{"Dosing", []string{"dosing"}, 3},
	{"Who is eligible", []string{"eligibility"}, 4},
	{"Contraindications", []string{"contraindication"}, 5},
	{"Toxicity", []string{"warning", "toxicity"}, 5},
	{"Supportive care", []string{"supportive-care", "monitoring"}, 4},
	{"Place in therapy", []string{"place-in-therapy"}, 3},
	{"Pitfalls", []string{"pitfall"}, 4},
}

// overview chooses sentences for a broad question, section by section. The
// passages must speak of every drug, disease and regimen asked about.
func overview(p *part, audience string, all []*passageView, shares map[string]float64) (selection, gap, bool) {
	var sel selection
	var g gap
	for _, w := range p.Words {
		if w.Level == entityLevel && !w.Known && w.Correction == "" {
			g.missing = append(g.missing, w.Text)
		}
	}
	if len(g.missing) > 0 {
		return sel, g, false
	}
	for _, sec := range overviewSections {
		found := sectionPoints(p, audience, sec.topics, all, shares)
		taken := 0
		for _, s := range found {
			if taken == sec.most {
				break
			}
			if redundant(s.sentenceView, sel.with(nil)) {
				continue
			}
			if sel.headline == nil {
				sel.headline = s.sentenceView
				continue
			}
			sel.points = append(sel.points, point{section: sec.title, s: s.sentenceView})
			taken++
		}
	}
	if sel.headline == nil || len(sel.points) < 3 {
		for _, w := range p.Words {
			if w.Level >= measureLevel {
				g.missing = append(g.missing, w.Text)
			}
		}
		return selection{}, g, false
	}
	return sel, gap{}, true
}

// sectionPoints returns the sentences of passages on the topics, best
// passages first, sentences in their order.
func sectionPoints(p *part, audience string, topics []string, all []*passageView, shares map[string]float64) []scored {
	type ranked struct {
		view  *passageView
		value float64
		topic int
	}
	var found []ranked
	for _, v := range all {
		for t, topic := range topics {
			if v.About.Topic != topic || !speaksOf(p, v) {
				continue
			}
			s := score(&part{Words: p.Words, Folded: p.Folded, Context: p.Context}, audience, passageHit{v, shares[v.ID]}, v.sentences[0])
			found = append(found, ranked{v, s.score + gradeBonus[v.Source.Evidence], t})
		}
	}
	sort.SliceStable(found, func(i, j int) bool {
		if found[i].topic != found[j].topic {
			return found[i].topic < found[j].topic
		}
		return found[i].value > found[j].value
	})
	var out []scored
	for i, f := range found {
		for k, s := range f.view.sentences {
			if k >= perSection && i > 0 {
				break
			}
			out = append(out, scored{sentenceView: s})
		}
	}
	return out
}

// speaksOf reports whether a passage is about the drugs and diseases asked
// about, and about treatment rather than another context.
func speaksOf(p *part, v *passageView) bool {
	if contextGap(p, v) > 0 {
		return false
	}
	for i := range p.Words {
		w := &p.Words[i]
		if w.Level != entityLevel {
			continue
		}
		if v.sentences[0].match(w) < inHeadings*nearShare {
			return false
		}
	}
	return true
}
