package answer

import (
	"slices"
	"sort"
	"strings"

	"curbside/internal/corpus"
	"curbside/internal/text"
)

// Bounds of what completes an answer.
const (
	mostDisagreements = 2
	mostWarnings      = 3
)

// complete adds what the reader must not miss: where sources differ,
// warnings that the corpus holds and the claims omit, and where a passage
// speaks of something else than the question.
func (w *work) complete() []pendingWarning {
	w.disagree()
	return append(w.safetyWarnings(), w.contextWarnings()...)
}

// pendingWarning is a warning before its passage has a number.
type pendingWarning struct {
	kind string
	text string
	view *passageView
}

// disagree finds the curated disagreements that bear on the answer.
func (w *work) disagree() {
	type found struct {
		d     *corpus.Disagreement
		score int
	}
	var all []found
	for i := range w.engine.Corpus.Disagreements {
		d := &w.engine.Corpus.Disagreements[i]
		if s := w.bearing(d); s > 0 {
			all = append(all, found{d, s})
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].score > all[j].score })
	for i, f := range all {
		if i == mostDisagreements {
			break
		}
		w.differ = append(w.differ, f.d)
	}
}

// harmScore makes harmful disagreements come first among those that bear
// equally.
var harmScore = map[string]int{"high": 2, "moderate": 1}

// bearing says how much a disagreement bears on the answer; 0: not at all.
// The question must touch one of its terms, and the answer cite one of its
// sides or the question touch its topic. For an overview the harmful ones
// whose sides are cited bear.
func (w *work) bearing(d *corpus.Disagreement) int {
	inQuestion := w.touches(d.Terms, w.questionStems())
	cited := 0
	for _, c := range w.claims {
		if slices.ContainsFunc(d.Positions, func(p corpus.Position) bool { return p.Passage == c.view.ID }) {
			cited++
		}
	}
	topic, broad := false, false
	for i := range w.parts {
		broad = broad || w.parts[i].Form == overviewForm
		for _, t := range d.Topics {
			topic = topic || w.parts[i].Topics[t]
		}
	}
	switch {
	case broad && d.Harm == "high" && cited > 0:
		return cited
	case broad, inQuestion == 0, cited == 0 && !topic:
		return 0
	}
	score := 3*inQuestion + 2*min(cited, 2) + harmScore[d.Harm]
	if topic {
		score += 2
	}
	return score
}

func (w *work) questionStems() []string {
	if w.stems == nil {
		w.stems = w.engine.views.stems(w.question)
		for i := range w.parts {
			for _, word := range w.parts[i].Words {
				if !isName(word.Kind) && word.Canonical != "" {
					w.stems = append(append(w.stems, ";"), w.engine.views.stems(word.Canonical)...)
				}
			}
		}
	}
	return w.stems
}

// touches counts the terms that occur in stems. The names that every
// question of the corpus holds do not count.
func (w *work) touches(terms []string, stems []string) int {
	n := 0
	for _, t := range terms {
		form := w.engine.views.stems(t)
		if indexOf(stems, form) >= 0 && !w.everywhere(form) {
			n++
		}
	}
	return n
}

// tellsNothing is the rarity up to which a word stands in most passages.
const tellsNothing = 0.5

// everywhere reports whether a term is so common in the corpus that it tells
// nothing about a question.
func (w *work) everywhere(form []string) bool {
	for _, stem := range form {
		if w.engine.Index.IDF(stem) > tellsNothing {
			return false
		}
	}
	return true
}

// treatmentTopics are topics of answers that someone may act on by giving
// the drug.
var treatmentTopics = []string{"dosing", "administration", "indication", "eligibility", "place-in-therapy"}

// safetyWarnings returns the boxed warning and the contraindications of the
// drugs that the answer is about giving, unless it says them already. They
// come only from sources that state them.
func (w *work) safetyWarnings() []pendingWarning {
	drugs := w.treatedWith()
	if len(drugs) == 0 {
		return nil
	}
	var out []pendingWarning
	for _, find := range []struct {
		kind string
		is   func(*corpus.Passage) bool
	}{
		{"boxed_warning", isBoxed},
		{"contraindication", isContraindication},
	} {
		best := w.strongest(drugs, find.is)
		if best == nil || w.cites(best) {
			continue
		}
		if said, ok := w.wholeStatement(best); ok {
			out = append(out, pendingWarning{find.kind, said, best})
		}
	}
	return out
}

// wholeStatement is the first sentence of a passage, with the items of the
// list that it opens, checked like any claim.
func (w *work) wholeStatement(v *passageView) (string, bool) {
	said := v.sentences[0].text
	if strings.HasSuffix(said, ":") {
		var items []string
		for _, s := range v.sentences[1:] {
			if s.item {
				items = append(items, strings.TrimRight(s.text, ".;"))
			}
		}
		if len(items) == 0 {
			return "", false
		}
		said += " " + strings.Join(items, "; ") + "."
	}
	c := claim{text: said, view: v, quote: v.sentences[0].text}
	return said, len(w.problems(c)) == 0
}

func isBoxed(p *corpus.Passage) bool {
	return p.About.Topic == "warning" && strings.Contains(text.Fold(strings.Join(p.Headings, " ")), "boxed warning")
}

// isContraindication reports whether a passage says who must not have the
// drug; who must not have it again is another matter.
func isContraindication(p *corpus.Passage) bool {
	return p.About.Topic == "contraindication" && !strings.Contains(text.Fold(p.Title+p.Sentences[0].Text), "retreat")
}

// treatedWith returns the drugs of cited passages on giving them.
func (w *work) treatedWith() []string {
	var out []string
	for _, c := range w.claims {
		about := c.view.About
		if !slices.Contains(treatmentTopics, about.Topic) || about.Context == measured || about.Context == "other-treatment" {
			continue
		}
		for _, d := range about.Drug {
			if !slices.Contains(out, text.Fold(d)) {
				out = append(out, text.Fold(d))
			}
		}
	}
	return out
}

// strongest returns the first passage of the strongest source that is about
// one of the drugs and passes the test.
func (w *work) strongest(drugs []string, is func(*corpus.Passage) bool) *passageView {
	var best *corpus.Passage
	for _, p := range w.engine.Corpus.Passages() {
		if !is(p) || len(p.Sentences) == 0 || (best != nil && best.Source.Evidence <= p.Source.Evidence) || !w.allowed(p.Source) {
			continue
		}
		if slices.ContainsFunc(p.About.Drug, func(d string) bool { return slices.Contains(drugs, text.Fold(d)) }) {
			best = p
		}
	}
	if best == nil {
		return nil
	}
	return w.engine.views.of(best)
}

func (w *work) allowed(s *corpus.Source) bool {
	return len(w.request.Collections) == 0 || slices.Contains(w.request.Collections, s.Collection)
}

func (w *work) cites(v *passageView) bool {
	return slices.ContainsFunc(w.claims, func(c claim) bool { return c.view.ID == v.ID })
}

var contextWords = map[string]string{
	measured:          "speaks of interleukin-2 measured in the blood, not of interleukin-2 given as treatment",
	"other-treatment": "speaks of another treatment than the one asked about",
	"cell-therapy":    "speaks of interleukin-2 given with cell therapy, not of interleukin-2 on its own",
}

// contextWarnings says where a cited passage speaks of another context or
// population than the question.
func (w *work) contextWarnings() []pendingWarning {
	var out []pendingWarning
	seen := map[string]bool{}
	for _, c := range w.claims {
		words := contextWords[c.view.About.Context]
		if words == "" || w.asksContext(c.view) || seen[words] {
			continue
		}
		seen[words] = true
		out = append(out, pendingWarning{"context", "This source " + words + ".", c.view})
	}
	return out
}

func (w *work) asksContext(v *passageView) bool {
	for i := range w.parts {
		if contextGap(&w.parts[i], v) == 0 {
			return true
		}
	}
	return false
}
