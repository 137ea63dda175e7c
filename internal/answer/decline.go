package answer

import (
	"slices"
	"strings"
)

// mostNearest is how many sources a decline names.
const mostNearest = 3

// decline ends a question that the sources do not cover. Nothing of the
// passages is said; what is missing and the nearest sources are.
func (w *work) decline(gaps []gap) {
	a := w.answer
	a.Status, a.Composer, a.Headline = Declined, nil, nil
	a.Claims, a.Removed = []Claim{}, []Removed{}
	if !w.inScope() {
		a.Reason = ptr(ReasonOutOfScope)
		a.Message = "This is outside what the sources are about. " + w.scope()
		return
	}
	a.Reason = ptr(ReasonNotCovered)
	w.reportGaps(gaps)
	a.Nearest = w.nearest()
	w.offer()
	a.Message = "The sources do not cover this, so there is no answer."
	if len(a.Missing) > 0 {
		a.Message = "The sources do not cover this: no passage speaks to " + listWords(a.Missing) + "."
	}
}

// reportGaps names what parts of the question nothing covers.
func (w *work) reportGaps(gaps []gap) {
	for _, g := range gaps {
		for _, m := range g.missing {
			if !slices.Contains(w.answer.Missing, m) {
				w.answer.Missing = append(w.answer.Missing, m)
			}
		}
	}
}

// inScope reports whether the question is about anything that the corpus or
// the drug and disease names know.
func (w *work) inScope() bool {
	if w.onePatient() {
		return true
	}
	for i := range w.parts {
		for _, word := range w.parts[i].Words {
			if word.Level >= measureLevel && (word.Known || word.Kind == "drug" || word.Kind == "disease") || w.isOnAPage(&word) {
				return true
			}
		}
	}
	return false
}

// isOnAPage reports whether a page that no curator has read names a word of the
// question that no everyday text would: such pages come without a lexicon.
func (w *work) isOnAPage(word *word) bool {
	return word.Level == contentLevel && word.Kind == "" && word.Known && !word.Plain &&
		slices.ContainsFunc(w.hits, func(h passageHit) bool {
			return h.view.unread() && slices.ContainsFunc(h.view.sentences, func(s *sentenceView) bool { return anyForm(s.stems, word.Forms) })
		})
}

// scope says in a sentence what the sources are about.
func (w *work) scope() string {
	var names []string
	for _, s := range w.engine.Corpus.Sources {
		if !slices.Contains(names, s.Collection) {
			names = append(names, s.Collection)
		}
	}
	return "They cover: " + strings.Join(names, ", ") + "."
}

// nearest names the sources of the passages that came closest.
func (w *work) nearest() []Nearest {
	out := []Nearest{}
	for _, h := range w.hits {
		n := Nearest{Source: h.view.Source.ID, Title: h.view.Source.Title}
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
		if len(out) == mostNearest {
			break
		}
	}
	return out
}

// listWords joins words as a sentence does: "a, b and c".
func listWords(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

// Disclaimer is the line that stands under everything that is shown to an
// audience.
func Disclaimer(audience string) string { return disclaimer(audience) }

// disclaimer is the last line of each answer.
func disclaimer(audience string) string {
	if audience == Patient {
		return "Educational information, not medical advice. Talk to your care team before you change anything; in an emergency call your local emergency number."
	}
	return "Educational information from curated sources, not medical advice. Check the cited source and your local policy before you act."
}
