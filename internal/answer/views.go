package answer

import (
	"math"
	"slices"
	"strings"
	"sync"

	"curbside/internal/corpus"
	"curbside/internal/search"
	"curbside/internal/text"
	"curbside/internal/verify"
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
	leans    bool          // says nothing without the sentence before
	label    bool          // names something and says nothing of it
	refers   bool          // asks something or points elsewhere, and says nothing
	on       *sentenceView // that it leans on; nil where it stands alone
	asked    []askedView   // questions that it answers
	figures  figureMemo
	strange  bool // has nothing to do with its passage, nor with any other
}

// passageView is a passage made ready for matching.
type passageView struct {
	*corpus.Passage
	verifiable     verify.Passage
	sentences      []*sentenceView
	title          []string
	about          []string
	headings       []string
	names          [][]string // stems of its source's title and of each heading
	regimen        []string
	treats         []string        // stems of the populations that the source is on
	mainDrug       string          // that the corpus is about
	classes        map[string]bool // drugs of the lexicon that are a class
	foreign        bool            // speaks of drugs, and not of the one that the corpus is about
	does           []string        // procedures that its own heading names
	defines        []string        // canonical names of the terms that it says what they are
	foldedHeadings string
	withheld       int // sentences of the passage that are not used: they speak to a program
}

// views makes and keeps passage views; they are the same for every question.
type views struct {
	index    *search.Index
	names    map[string][]termName      // of drugs and measures, by first stem
	treated  map[string][]string        // stems of the populations of a source, by its id
	topics   map[string]map[string]bool // that passages on a drug have
	mainDrug string                     // that most passages are about
	classes  map[string]bool            // drugs of the lexicon that have a plural: classes
	soft     map[string]bool            // words without content of their own
	meanings map[string]string          // passage that says what a term is, by its name
	rare     float64                    // words rarer than this stand in one or two passages
	mu       sync.Mutex
	made     map[string]*passageView
}

// termName is one name of a term of the lexicon.
type termName struct {
	stems      []string
	kind, term string
}

func newViews(ix *search.Index, c *corpus.Corpus, soft map[string]bool) *views {
	v := &views{index: ix, soft: soft, mainDrug: mainDrug(c), made: map[string]*passageView{}, topics: topicsByDrug(c), treated: map[string][]string{}, names: map[string][]termName{}, meanings: map[string]string{}}
	v.rare = rarity(3, len(c.Passages()))
	v.classes = map[string]bool{}
	for _, t := range c.Lexicon.Terms {
		v.classes[t.Term] = t.Kind == "drug" && slices.Contains(t.Same, t.Term+"s")
		if t.Meaning != nil {
			v.meanings[t.Term] = t.Meaning.Passage
		}
	}
	for _, kind := range []string{"drug", "measure", "procedure"} {
		for term, forms := range ix.Names(kind) {
			for _, stems := range forms {
				v.names[stems[0]] = append(v.names[stems[0]], termName{stems, kind, term})
			}
		}
	}
	return v
}

// rarity is the weight of a word that stands in df of n passages, as the index
// weighs it.
func rarity(df, n int) float64 {
	return math.Log(1 + (float64(n-df)+0.5)/(float64(df)+0.5))
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
	p, withheld := v.withoutOrders(p)
	pv := &passageView{
		withheld:   withheld,
		verifiable: verifiable(p, withheld > 0),
		Passage:    p,
		mainDrug:   v.mainDrug,
		classes:    v.classes,
		title:      v.stems(p.Title),
		regimen:    v.stems(p.About.Regimen),
		about:      v.stems(strings.Join(about, " ; ")),
		headings:   v.stems(strings.Join(p.Headings, " ; ") + " ; " + p.Source.Title),
	}
	for _, name := range append(slices.Clone(p.Headings), p.Source.Title) {
		pv.names = append(pv.names, v.stems(name))
	}
	pv.foldedHeadings = text.Fold(strings.Join(p.Headings, "; ") + "; " + p.Source.Title)
	pv.does = v.named(pv.title, "procedure")
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
			asked: v.asked(s.Questions),
		})
	}
	for _, s := range pv.sentences {
		s.strange = v.strange(s)
	}
	pv.place()
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
