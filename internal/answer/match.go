package answer

import (
	"slices"
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
	akinShare  = 0.65 // a plain word that may stand for it
)

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
		} else if value*akinShare > best && anyForm(stems, w.Akin) {
			best = value * akinShare
		}
	}
	try(inSentence, s.stems)
	if s.item && s.on != nil {
		try(inTitle, s.on.stems)
	}
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
		if form[0] == "food" && i+2 < len(stems) && stems[i+1] == "and" && stems[i+2] == "drug" {
			continue // of the Administration
		}
		if slices.Equal(stems[i:i+len(form)], form) {
			return i
		}
	}
	return -1
}
