package answer

import "slices"

// A page named for what a question is about answers it before pages that are
// named for something more special or for something like it: asked of the
// Brown syndrome, the page on the Brown-Séquard syndrome is on another.

// What the name over a passage is worth, in units of the share of a question's
// content, where another passage bears the question's subject for its name.
const (
	subjectBonus  = 0.3
	narrowerMalus = 0.15
	likeMalus     = 0.4
)

// subjectFits returns what the names over the passages are worth for p; none
// where p asks for a figure or the like, or
// no passage is named for its subject.
func subjectFits(p *part, hits []passageHit) map[*passageView]float64 {
	if p.Aspect == nil && p.Form != definitionForm && p.Form != overviewForm {
		return nil
	}
	subject := subjectOf(p)
	if len(subject) == 0 {
		return nil
	}
	out, exact := map[*passageView]float64{}, false
	for _, h := range hits {
		fit := nameFit(subject, h.view.names)
		exact = exact || fit == subjectBonus
		out[h.view] = fit
	}
	if !exact {
		return nil
	}
	return out
}

// subjectOf returns the stems of what p is about, besides the words that ask
// for an aspect of it.
func subjectOf(p *part) []string {
	var out []string
	for i := range p.Words {
		if w := &p.Words[i]; w.Level != softLevel && len(w.Forms) > 0 {
			for _, stem := range w.Forms[0] {
				if !slices.Contains(out, stem) {
					out = append(out, stem)
				}
			}
		}
	}
	return out
}

// nameFit compares a subject with the names over a passage; the best counts.
func nameFit(subject []string, names [][]string) float64 {
	best := -likeMalus
	for _, name := range names {
		inName, inSubject := shareOf(subject, name), shareOf(name, subject)
		switch {
		case inName == 1 && inSubject == 1:
			return subjectBonus
		case inName == 1:
			best = max(best, -narrowerMalus)
		case inSubject == 1 || inName == 0: // broader, or on something else that may speak of it
			best = max(best, 0)
		}
	}
	return best
}

// shareOf is the share of a's stems that stand in b.
func shareOf(a, b []string) float64 {
	n := 0
	for _, stem := range a {
		if slices.Contains(b, stem) {
			n++
		}
	}
	return float64(n) / float64(max(1, len(a)))
}

// away reports whether v is of another page where one is named for the subject
// of p. Words from there that do not name the subject would be taken for words
// on it: "They recommend green leafy vegetables" is no treatment of one eye
// disease on the page of another.
func (p *part) away(v *passageView, fits map[*passageView]float64) bool {
	return fits != nil && v.unread() && fits[v] < subjectBonus
}

// namedBy reports whether stems hold the whole subject of p.
func (p *part) namedBy(stems []string) bool { return shareOf(subjectOf(p), stems) == 1 }

// straysFromAll reports whether words that a model drafted from v are on
// another subject than every part of the question, and do not say so.
func (w *work) straysFromAll(v *passageView, words string) bool {
	stems := w.engine.views.stems(words)
	for i := range w.parts {
		p := &w.parts[i]
		if !p.away(v, subjectFits(p, w.hits)) || p.namedBy(stems) {
			return false
		}
	}
	return len(w.parts) > 0
}
