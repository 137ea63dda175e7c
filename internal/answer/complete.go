package answer

import (
	"slices"
	"strings"

	"curbside/internal/corpus"
	"curbside/internal/text"
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

// treatmentTopics are topics of answers that someone may act on by giving
// the drug.
var treatmentTopics = []string{"dosing", "withholding", "administration", "indication", "eligibility", "place-in-therapy"}

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
	if len(v.sentences) == 0 {
		return "", false
	}
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
