package answer

import (
	"slices"
	"sort"
)

// overviewSection is one section of a broad answer.
type overviewSection struct {
	title  string
	topics []string // that fill it
	most   int      // sentences
	query  string   // words that find the heart of the section
	figure quantity
	headed string // a word that the heading of its passages holds; "" for any
	asked  bool   // only where the question asks for its topic
}

// overviewSections are the sections of a broad answer, in order.
var overviewSections = []overviewSection{
	{title: "What it is", topics: []string{"definition"}, most: 2, query: "what is a cytokine protein"},
	{title: "What it is for", topics: []string{"indication"}, most: 3, query: "approved for indication cancer"},
	{title: "How it works", topics: []string{"mechanism"}, most: 3, query: "how it works immune system T cells"},
	{title: "What it achieves", topics: []string{"efficacy"}, most: 3, query: "response rate complete responses duration", figure: rateAmount},
	{title: "Dosing", topics: []string{"dosing"}, most: 4, query: "standard dose schedule every hours doses per cycle", figure: doseAmount},
	{title: "How it is given", topics: []string{"administration"}, most: 3, query: "given infusion vein injection hospital setting"},
	{title: "Who is eligible", topics: []string{"eligibility"}, most: 5, query: "eligible patients criteria"},
	{title: "Contraindications", topics: []string{"contraindication"}, most: 4, query: "contraindications who should not receive"},
	{title: "Dangers in the boxed warning", topics: []string{"warning"}, most: 3, query: "boxed warning dangers capillary leak syndrome", headed: "box"},
	{title: "Most common side effects", topics: []string{"toxicity"}, most: 3, query: "most common adverse reactions side effects", headed: "common"},
	{title: "Toxicity", topics: []string{"toxicity", "warning"}, most: 6, query: "serious toxicity side effects capillary leak hypotension", asked: true},
	{title: "When a dose is withheld or treatment stopped", topics: []string{"dosing", "withholding"}, most: 4, query: "withhold dose withheld stop discontinue permanently", headed: withholding},
	{title: "Monitoring", topics: []string{"monitoring"}, most: 5, query: "baseline tests before treatment monitoring during treatment"},
	{title: "Supportive care", topics: []string{"supportive-care"}, most: 4, query: "supportive care fever rigors nausea"},
	{title: "What patients can do", topics: []string{"self-care"}, most: 6, query: "self-care at home eases side effects", asked: true},
	{title: "Interactions", topics: []string{"interaction"}, most: 8, query: "interaction other drugs medicines together", asked: true},
	{title: "Pregnancy and breastfeeding", topics: []string{"pregnancy"}, most: 4, query: "pregnancy breastfeeding contraception", asked: true},
	{title: "Place in therapy", topics: []string{"place-in-therapy"}, most: 3, query: "place in therapy option"},
	{title: "Pitfalls", topics: []string{"pitfall"}, most: 4, query: "pitfalls avoid"},
}

// Bounds of a section: passages of one topic, and sentences of a passage.
const (
	perTopic   = 3
	perPassage = 3

	narrowedShare = 2 // as many sentences where an overview of few topics is asked for
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
		asked := slices.ContainsFunc(sec.topics, func(t string) bool { return p.Topics[t] })
		if (p.Narrowed || sec.asked) && !asked {
			continue
		}
		most := sec.most
		if p.Narrowed {
			most *= narrowedShare
		}
		for _, topic := range sec.topics {
			sel.addSection(sec.title, most/len(sec.topics), sectionPoints(p, audience, topic, &sec, all, shares))
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

// sectionPoints returns the sentences of passages on a topic of a section:
// the best passage of a strong source first, then the best of others.
func sectionPoints(p *part, audience, topic string, sec *overviewSection, all []*passageView, shares map[string]float64) []*sentenceView {
	bare := part{Words: p.Words, Folded: p.Folded, Context: p.Context, Figure: sec.figure}
	var found []scored
	for _, v := range all {
		if v.About.Topic == topic && speaksOf(p, v) && sec.takes(v) {
			found = append(found, score(&bare, audience, passageHit{v, shares[v.ID]}, v.sentences[0]))
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].score > found[j].score })
	var out []*sentenceView
	for _, r := range strongestFirst(found, p.Narrowed) {
		out = append(out, opening(r.passage)...)
	}
	return out
}

// takes reports whether a passage belongs to the section by its heading: what
// is said of withholding stands in the section on that and in no other.
func (sec *overviewSection) takes(v *passageView) bool {
	if sec.headed == "" {
		return !slices.Contains(v.title, withholding)
	}
	return slices.Contains(v.title, sec.headed)
}

// withholding is the stem in headings of passages on withholding a dose.
const withholding = "withhold"

// strongestFirst returns some passages: the best of a guideline, regulator or
// evidence summary, then the best of other sources; several of one source
// where few topics are asked for.
func strongestFirst(found []scored, narrowed bool) []scored {
	n, share := perTopic, 1
	if narrowed {
		n, share = perTopic*narrowedShare, perTopic
	}
	var out []scored
	used := map[string]int{}
	for _, strong := range []bool{true, false} {
		for _, r := range found {
			src := r.passage.Source
			if len(out) > 0 && len(r.passage.Cautions) > 0 {
				continue // a disputed passage adds nothing to a sound one
			}
			if len(out) < n && used[src.ID] < share && !slices.ContainsFunc(out, func(o scored) bool { return o.passage == r.passage }) && (!strong || src.Evidence <= "B") && (!strong || len(out) == 0) {
				used[src.ID]++
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
