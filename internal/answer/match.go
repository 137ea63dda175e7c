package answer

import (
	"slices"
	"strings"
	"sync"

	"curbside/internal/corpus"
	"curbside/internal/search"
	"curbside/internal/text"
)

// How well a word of a question is met, by where it stands. The order is
// what counts: with the sentence, over it, about it, near it.
const (
	inSentence = 1.0
	inTitle    = 0.85 // the passage's own heading
	inAbout    = 0.8  // what the curator says the passage speaks of
	inTopic    = 0.75
	inHeadings = 0.6  // headings above, the source's title
	inPassage  = 0.5  // another sentence of the passage
	inSource   = 0.45 // the source is on treating it, and the passage on no population
	nearShare  = 0.7  // a looser word in place of the exact one
)

// sentenceView is a sentence made ready for matching.
type sentenceView struct {
	passage  *passageView
	n        int // its place in the passage, from 0
	text     string
	folded   string
	stems    []string
	drugs    []string // canonical names of the drugs that it names
	measures []string // and of what it measures
	item     bool
}

// passageView is a passage made ready for matching.
type passageView struct {
	*corpus.Passage
	sentences []*sentenceView
	title     []string
	about     []string
	headings  []string
	regimen   []string
	treats    []string // stems of the populations that the source is on
	foreign   bool     // speaks of drugs, and not of the one that the corpus is about
	defines   []string // canonical names of the terms that it says what they are
}

// views makes and keeps passage views; they are the same for every question.
type views struct {
	index    *search.Index
	names    map[string][]termName      // of drugs and measures, by first stem
	treated  map[string][]string        // stems of the populations of a source, by its id
	topics   map[string]map[string]bool // that passages on a drug have
	mainDrug string                     // that most passages are about
	meanings map[string]string          // passage that says what a term is, by its name
	mu       sync.Mutex
	made     map[string]*passageView
}

// termName is one name of a term of the lexicon.
type termName struct {
	stems      []string
	kind, term string
}

func newViews(ix *search.Index, c *corpus.Corpus) *views {
	v := &views{index: ix, mainDrug: mainDrug(c), made: map[string]*passageView{}, topics: topicsByDrug(c), treated: map[string][]string{}, names: map[string][]termName{}, meanings: map[string]string{}}
	for _, t := range c.Lexicon.Terms {
		if t.Meaning != nil {
			v.meanings[t.Term] = t.Meaning.Passage
		}
	}
	for _, kind := range []string{"drug", "measure"} {
		for term, forms := range ix.Names(kind) {
			for _, stems := range forms {
				v.names[stems[0]] = append(v.names[stems[0]], termName{stems, kind, term})
			}
		}
	}
	return v
}

func topicsByDrug(c *corpus.Corpus) map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for _, p := range c.Passages() {
		for _, d := range p.About.Drug {
			if out[d] == nil {
				out[d] = map[string]bool{}
			}
			out[d][p.About.Topic] = true
		}
	}
	return out
}

// mainDrug is the drug that most passages are about.
func mainDrug(c *corpus.Corpus) string {
	count, best := map[string]int{}, ""
	for _, p := range c.Passages() {
		for _, d := range p.About.Drug {
			if count[d]++; count[d] > count[best] {
				best = d
			}
		}
	}
	return best
}

func (v *views) of(p *corpus.Passage) *passageView {
	v.mu.Lock()
	defer v.mu.Unlock()
	if pv := v.made[p.ID]; pv != nil {
		return pv
	}
	pv := v.build(p)
	v.made[p.ID] = pv
	return pv
}

func (v *views) build(p *corpus.Passage) *passageView {
	about := append(slices.Clone(p.About.Drug), p.About.Regimen, p.About.Population)
	pv := &passageView{
		Passage:  p,
		title:    v.stems(p.Title),
		regimen:  v.stems(p.About.Regimen),
		about:    v.stems(strings.Join(about, " ; ")),
		headings: v.stems(strings.Join(p.Headings, " ; ") + " ; " + p.Source.Title),
	}
	pv.treats = v.treats(p.Source)
	pv.foreign = len(p.About.Drug) > 0 && !slices.Contains(p.About.Drug, v.mainDrug)
	for term, id := range v.meanings {
		if id == p.ID {
			pv.defines = append(pv.defines, term)
		}
	}
	for i, s := range p.Sentences {
		stems := v.stems(s.Text)
		pv.sentences = append(pv.sentences, &sentenceView{
			passage: pv, n: i, text: s.Text, folded: text.Fold(s.Text),
			stems: stems, drugs: v.named(stems, "drug"), measures: v.named(stems, "measure"), item: s.Item,
		})
	}
	return pv
}

// treats returns the stems of the populations of a source's passages. The
// caller holds v.mu.
func (v *views) treats(s *corpus.Source) []string {
	if stems, ok := v.treated[s.ID]; ok {
		return stems
	}
	var populations []string
	for _, p := range s.Passages {
		if p.About.Context == "treatment" && !slices.Contains(populations, p.About.Population) {
			populations = append(populations, p.About.Population)
		}
	}
	v.treated[s.ID] = v.stems(strings.Join(populations, " ; "))
	return v.treated[s.ID]
}

func (v *views) stems(s string) []string {
	var out []string
	for _, t := range v.index.Analyze(s) {
		out = append(out, t.Stem)
	}
	return out
}

// named returns the canonical names of the terms of a kind that stand in a
// run of stems.
func (v *views) named(stems []string, kind string) []string {
	var out []string
	for i, stem := range stems {
		for _, n := range v.names[stem] {
			if n.kind == kind && !slices.Contains(out, n.term) && indexOf(stems[i:min(len(stems), i+len(n.stems))], n.stems) == 0 {
				out = append(out, n.term)
			}
		}
	}
	return out
}

func canonical(t search.Term) string {
	if t.Canonical != "" {
		return t.Canonical
	}
	return text.Fold(t.Text)
}

// match returns how well sentence s meets w, 0 to 1.
func (s *sentenceView) match(w *word) float64 {
	p := s.passage
	best := 0.0
	try := func(value float64, stems []string) {
		if value <= best {
			return
		}
		if anyForm(stems, w.Forms) {
			best = value
		} else if value*nearShare > best && anyForm(stems, w.Near) {
			best = value * nearShare
		}
	}
	try(inSentence, s.stems)
	try(inTitle, p.title)
	try(inAbout, p.about)
	if w.Kind == "regimen" && best < inAbout && sameStrength(p.regimen, w.Forms) {
		best = inAbout
	}
	if w.Topics[p.About.Topic] {
		best = max(best, topicMatch(w))
	}
	try(inHeadings, p.headings)
	if w.Kind == "disease" && best < inSource && p.About.Population == "" && anyForm(p.treats, w.Forms) {
		best = inSource
	}
	for _, other := range p.sentences {
		if best >= inPassage {
			break
		}
		try(inPassage, other.stems)
	}
	return best
}

// topicMatch is what the topic of a passage is worth for a word: less for a
// word that the corpus nowhere uses.
func topicMatch(w *word) float64 {
	if w.Known {
		return inTopic
	}
	return inPassage
}

// sameStrength reports whether a passage's regimen is of the dose strength,
// high or low, that a regimen's name begins with.
func sameStrength(regimen []string, forms [][]string) bool {
	for _, f := range forms {
		if len(f) >= 2 && f[1] == "dose" && len(regimen) >= 2 && slices.Equal(regimen[:2], f[:2]) {
			return true
		}
	}
	return false
}

func anyForm(stems []string, forms [][]string) bool {
	for _, f := range forms {
		if indexOf(stems, f) >= 0 {
			return true
		}
	}
	return false
}

// turnsAway reports whether the stem before makes another thing of a stem:
// the dose in "high-dose" names a regimen, "non-alcoholic" is not alcohol.
func turnsAway(before, stem string) bool {
	return before == "non" || stem == "dose" && (before == "high" || before == "low")
}

// indexOf returns where the run of stems form begins in stems, or -1.
func indexOf(stems, form []string) int {
	if len(form) == 0 {
		return -1
	}
	for i := 0; i+len(form) <= len(stems); i++ {
		if i > 0 && turnsAway(stems[i-1], form[0]) {
			continue
		}
		if slices.Equal(stems[i:i+len(form)], form) {
			return i
		}
	}
	return -1
}
