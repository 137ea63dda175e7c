package answer

import (
	"slices"
	"sort"
)

// overviewSections are the sections of a broad answer, in order, with the
// topics that fill them.
var overviewSections = []struct {
	title  string
	topics []string
	most   int
	query  string // words that find the heart of the section
	figure quantity
}{
	{"What it is", []string{"definition"}, 2, "what is a cytokine protein", noQuantity},
	{"What it is for", []string{"indication"}, 3, "approved for indication cancer", noQuantity},
	{"How it works", []string{"mechanism"}, 3, "how it works immune system T cells", noQuantity},
	{"What it achieves", []string{"efficacy"}, 3, "response rate complete responses duration", rateAmount},
	{"Dosing", []string{"dosing"}, 4, "standard dose schedule every hours doses per cycle", doseAmount},
	{"How it is given", []string{"administration"}, 3, "given infusion vein injection hospital setting", noQuantity},
	{"Who is eligible", []string{"eligibility"}, 5, "eligible patients criteria", noQuantity},
	{"Contraindications", []string{"contraindication"}, 4, "contraindications who should not receive", noQuantity},
	{"Toxicity", []string{"warning", "toxicity"}, 6, "serious toxicity side effects capillary leak hypotension", noQuantity},
	{"Monitoring", []string{"monitoring"}, 5, "baseline tests before treatment monitoring during treatment", noQuantity},
	{"Supportive care", []string{"supportive-care"}, 4, "supportive care fever rigors nausea", noQuantity},
	{"Place in therapy", []string{"place-in-therapy"}, 3, "place in therapy option", noQuantity},
	{"Pitfalls", []string{"pitfall"}, 4, "pitfalls avoid", noQuantity},
}

// Bounds of a section: passages of one topic, and sentences of a passage.
const (
	perTopic   = 3
	perPassage = 3
)

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
		if p.Narrowed && !slices.ContainsFunc(sec.topics, func(t string) bool { return p.Topics[t] }) {
			continue
		}
		sel.addSection(sec.title, sec.most, sectionPoints(p, audience, sec.topics, sec.figure, all, shares))
	}
	if sel.headline == nil || len(sel.points) < 3 {
		for _, w := range p.Words {
			if w.Level >= measureLevel {
				g.missing = append(g.missing, w.Text)
			}
		}
		return selection{}, g, false
	}
	sel.closeLists()
	return sel, gap{}, true
}

// addSection adds up to most sentences that say something new. A list comes
// with all its items.
func (sel *selection) addSection(title string, most int, found []*sentenceView) {
	taken := 0
	for _, s := range found {
		inList := s.item && len(sel.points) > 0 && sel.points[len(sel.points)-1].s.passage == s.passage
		switch {
		case taken >= most && !inList, sel.holds(s):
			continue
		case !inList && redundant(s, sel.with(nil)):
			continue
		case sel.headline == nil:
			sel.headline = s
		default:
			sel.points = append(sel.points, point{section: title, s: s})
		}
		taken++
	}
}

// sectionPoints returns the sentences of passages on the topics: for each
// topic the best passage of a strong source first, then the best of others.
func sectionPoints(p *part, audience string, topics []string, figure quantity, all []*passageView, shares map[string]float64) []*sentenceView {
	var out []*sentenceView
	for _, topic := range topics {
		var found []scored
		for _, v := range all {
			if v.About.Topic == topic && speaksOf(p, v) {
				bare := part{Words: p.Words, Folded: p.Folded, Context: p.Context, Figure: figure}
				found = append(found, score(&bare, audience, passageHit{v, shares[v.ID]}, v.sentences[0]))
			}
		}
		sort.SliceStable(found, func(i, j int) bool { return found[i].score > found[j].score })
		for _, r := range strongestFirst(found, perTopic) {
			out = append(out, opening(r.passage)...)
		}
	}
	return out
}

// strongestFirst returns up to n passages: the best of a guideline, regulator
// or evidence summary, then the best of other sources.
func strongestFirst(found []scored, n int) []scored {
	var out []scored
	used := map[string]bool{}
	for _, strong := range []bool{true, false} {
		for _, r := range found {
			src := r.passage.Source
			if len(out) < n && !used[src.ID] && (!strong || src.Evidence <= "B") && (!strong || len(out) == 0) {
				used[src.ID] = true
				out = append(out, r)
			}
		}
	}
	return out
}

// opening returns the first sentences of a passage, and all items of a list
// that the first one opens.
func opening(v *passageView) []*sentenceView {
	if opensList(v.sentences[0]) {
		return v.sentences
	}
	return v.sentences[:min(len(v.sentences), perPassage)]
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
