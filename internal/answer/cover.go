package answer

import (
	"regexp"
	"slices"
	"strings"
)

// leastMass is the share of a question's content that must stand in the
// passage that the headline cites. Chosen on the tuning half of the question
// set; lowering it to have something to cite is a defect.
const leastMass = 0.58

// gap says why a sentence does not cover a part of a question.
type gap struct {
	missing []string // words of the question that are not there
	names   int      // how many of them are names of drugs, diseases, regimens
}

// farther reports whether a leaves out more than b. That a property is not
// there says more than that a name stands elsewhere, so names count double.
func (a gap) farther(b gap) bool {
	return len(a.missing)+a.names > len(b.missing)+b.names
}

func (g *gap) add(w *word) {
	g.missing = append(g.missing, w.Text)
	if isName(w.Kind) {
		g.names++
	}
}

// covers reports whether s can be the headline for p: the key terms stand in
// its passage, what is asked about them is met, and the figure asked for
// stands in the sentence and belongs to the drug asked about.
func covers(p *part, s *scored) (gap, bool) {
	var g gap
	if s.refers {
		return g, false
	}
	if wanted := aspectUnmet(p, s); wanted != "" {
		g.missing = append(g.missing, wanted)
		return g, false
	}
	if s.isAsked(p) {
		return g, true
	}
	if p.Alien && s.asked.value < sameAsked {
		for i := range p.Words {
			if w := &p.Words[i]; !w.Known {
				g.add(w)
			}
		}
		return g, false
	}
	if w := onlyWord(p); w != nil && w.Kind == "" && w.Correction == "" && p.Form == definitionForm && definitionFit(p, s.sentenceView) < leadsDefinition && !(len(p.Topics) > 0 && s.isAbout(w)) {
		if g.add(w); w.Known {
			g.missing = []string{"a definition of " + w.Text}
		}
		return g, false
	}
	forgiven := mayLack(p, s)
	for i := range p.Words {
		w := &p.Words[i]
		switch {
		case w.Level == softLevel, slices.Contains(forgiven, w):
		case s.asked.holds(w):
		case w.strange() && s.asked.pooled(p, w):
		case w.strange() && len(w.Topics) > 0 && w.Level == contentLevel:
			// met by the topic of the passage or by nothing; the mass tells
		case w.strange() && w.Kind == "number":
			// a figure of a case, which no source repeats
		case w.strange():
			g.add(w)
		case w.Kind == "drug" && w.IDF >= leastAnchor && !namesOther(p, s):
			g.add(w) // another drug than the one that all is about: its sentence names it
		case w.Level >= measureLevel && s.match(w) < needed(p, w):
			g.add(w)
		case isCode(w) && s.match(w) < inTitle:
			g.add(w) // what else the passage tells is of another
		case w.Kind == "measure" && p.Figure != noQuantity && !s.measuresThat(w):
			g.add(w)
		}
	}
	for _, n := range p.Numbered {
		if !p.Patients && !n.standsWith(s.sentenceView) {
			g.missing = append(g.missing, n.said)
		}
	}
	if w := topicUnmet(p, s); w != nil && anchorsOf(p, s) == 0 {
		g.add(w)
	}
	if len(g.missing) > 0 {
		return g, false
	}
	if !s.holdsFigure(p) || tooVague(p, s) {
		g.missing = append(g.missing, figureName(p))
		return g, false
	}
	if s.withholds(p) {
		g.missing = append(g.missing, p.Matter.missing(p))
		return g, false
	}
	for _, rule := range []func(*part, *scored) string{otherTime, excluded} {
		if lacking := rule(p, s); lacking != "" {
			g.missing = append(g.missing, lacking)
			return g, false
		}
	}
	if foreign := foreignDrug(p, s); foreign != "" {
		g.missing = append(g.missing, "a statement about "+strings.Join(drugsOf(p), ", "))
		return g, false
	}
	if p.Form == whyForm && !slices.ContainsFunc(p.Words, func(w word) bool { return !isName(w.Kind) || w.IDF >= leastAnchor }) {
		g.missing = append(g.missing, "what is to be explained")
		return g, false
	}
	for _, rule := range []func(*part, *scored) *word{otherTopic, aside, torn, subjectLacking} {
		if w := rule(p, s); w != nil {
			g.add(w)
			return g, false
		}
	}
	if w := guessed(p); w != nil {
		g.add(w)
		return g, false
	}
	if massWithout(p, s, forgiven) < p.least {
		g.missing = s.missing
		return g, false
	}
	if w := thin(p, s); w != nil {
		g.add(w)
		return g, false
	}
	if w := uncounted(p, s); w != nil {
		g.add(w)
		return g, false
	}
	if w := onlyWord(p); w != nil && s.passage.foreign && !s.isAbout(w) {
		g.add(w)
		return g, false
	}
	return g, true
}

// code finds a name of letters and digits: GC1118, TAK-994.
var code = regexp.MustCompile(`^[A-Z][A-Za-z]*-?[A-Z]*\d{2,}[A-Za-z]?$`)

// isCode reports whether w is the code name of one drug, gene or trial that
// the lexicon does not have.
func isCode(w *word) bool { return w.Kind == "" && code.MatchString(w.Text) }

// holdsFigure reports whether a sentence holds the kind of figure asked for,
// or says of what was asked that it is not known.
func (s *scored) holdsFigure(p *part) bool {
	return s.figure && (s.statesKind(p.Figure) || s.meetsMatter(p))
}

// meetsMatter reports whether the sentence itself holds a word of the question
// that is no name: that something is not known answers only a question for it.
func (s *scored) meetsMatter(p *part) bool {
	for i := range p.Words {
		w := &p.Words[i]
		if w.Level != softLevel && !isName(w.Kind) && anyForm(s.stems, w.Forms) {
			return true
		}
	}
	return false
}

// massWithout is the mass of s without the forgiven words.
func massWithout(p *part, s *scored, forgiven []*word) float64 {
	if len(forgiven) == 0 {
		return s.mass
	}
	q := *p
	q.Words = nil
	for i := range p.Words {
		if !slices.Contains(forgiven, &p.Words[i]) {
			q.Words = append(q.Words, p.Words[i])
		}
	}
	m, _ := mass(&q, s.match)
	return m
}

// namesOther reports whether s speaks of one of the drugs asked about besides
// the one that the whole corpus is about.
func namesOther(p *part, s *scored) bool {
	return slices.ContainsFunc(p.Words, func(w word) bool {
		return w.Kind == "drug" && w.IDF >= leastAnchor && s.match(&w) > inPassage
	})
}

// subjectStems is how far into a sentence its subject reaches.
const subjectStems = 8

// isAbout reports whether a sentence is about w rather than mentions it in
// passing: w stands in the heading or at the beginning.
func (s *scored) isAbout(w *word) bool {
	begins := s.stems[:min(len(s.stems), subjectStems)]
	return anyForm(s.passage.title, w.Forms) || anyForm(begins, w.Forms) || anyForm(begins, w.Near) || w.Topics[s.passage.About.Topic]
}

// measuresThat reports whether the figure of a sentence measures w: the
// sentence says so, or its passage is headed so and the sentence names no
// other measure.
func (s *scored) measuresThat(w *word) bool {
	switch {
	case anyForm(s.stems, w.Forms), anyForm(s.stems, w.Near):
		return true
	case w.Topics[s.passage.About.Topic]:
		return true
	}
	return anyForm(s.passage.title, w.Forms) && len(s.measures) == 0
}

// needed is the least match for a word that must stand with the answer. A
// figure must stand with what it measures.
func needed(p *part, w *word) float64 {
	if p.Figure == noQuantity {
		return inPassage * nearShare
	}
	if w.Kind == "procedure" && (p.Figure == timing || p.Figure == interval) {
		return inTitle * akinShare // when one thing is done tells nothing of another
	}
	if w.Level == measureLevel && w.Kind == "" && p.Figure == rateAmount {
		return inTopic * nearShare // another sentence of the passage may tell of another share
	}
	if w.Level == measureLevel || w.Kind == "symptom" {
		return inHeadings * nearShare
	}
	return inPassage * nearShare
}
