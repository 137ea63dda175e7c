package answer

import (
	"slices"
	"sort"

	"curbside/internal/corpus"
)

// Bounds of what completes an answer.
const (
	mostDisagreements = 2
	mostWarnings      = 3
)

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
