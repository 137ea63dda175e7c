package consult

import (
	"slices"
	"strings"

	"curbside/internal/answer"
	"curbside/internal/corpus"
	"curbside/internal/search"
	"curbside/internal/text"
)

// longestTalk is how many earlier questions a follow-up can lean on.
const longestTalk = 6

// utterance is an earlier question as it was understood.
type utterance struct {
	text   string
	terms  []search.Term
	center *search.Term // what a pronoun in it stood for; may be nil
}

// talk is what a follow-up can lean on: earlier questions, the newest first.
// There is at least one.
type talk struct {
	said   []utterance
	leads  func(search.Term) bool // a drug that sources are about, not one that they mention
	isSoft func(string) bool
}

// talkOf reads the turns of a consult that a follow-up can lean on: answered
// ones, and ones that the sources do not cover. It is nil where there is none.
func (s *Service) talkOf(turns []Turn) *talk {
	t := &talk{leads: s.leads, isSoft: s.engine.IsSoft}
	for i := len(turns) - 1; i >= 0 && len(t.said) < longestTalk; i-- {
		if !answerable(turns[i].Answer) {
			continue
		}
		question := text.Clean(turns[i].Standalone)
		if terms := s.index.Read(question); slices.ContainsFunc(terms, named) {
			t.said = append(t.said, utterance{question, terms, centerOf(turns[i].Asked, terms)})
		}
	}
	if len(t.said) == 0 {
		return nil
	}
	return t
}

// centerOf is what a pronoun in a question stood for: the first thing that
// was not named when it was asked.
func centerOf(asked string, terms []search.Term) *search.Term {
	if !singular.MatchString(asked) {
		return nil
	}
	u := utterance{terms: terms}
	return u.first(func(t search.Term) bool {
		return slices.Contains(things, t.Kind) && !strings.Contains(text.Fold(asked), text.Fold(t.Text))
	})
}

// answerable reports whether a question was one for the sources, whatever
// they hold.
func answerable(a *answer.Answer) bool {
	return a != nil && (a.Status == answer.Answered || a.Reason != nil && *a.Reason == answer.ReasonNotCovered)
}

// named reports whether a term is a name that a question can be about.
func named(t search.Term) bool { return t.Kind != "" && t.Kind != "number" }

// leads reports whether a drug or regimen is what a passage is about.
func (s *Service) leads(t search.Term) bool {
	if t.Kind == "regimen" {
		return true
	}
	return t.Kind == "drug" && (s.subjects()[key(t.Canonical)] || s.subjects()[key(t.Text)])
}

// subjectsOf are the drugs that passages are about, the first that each
// names.
func subjectsOf(c *corpus.Corpus) map[string]bool {
	out := map[string]bool{"": false}
	for _, p := range c.Passages() {
		if len(p.About.Drug) > 0 {
			out[key(p.About.Drug[0])] = true
		}
	}
	return out
}

// last is the newest question.
func (t *talk) last() utterance { return t.said[0] }

// first returns the first name of some kinds in an utterance.
func (u utterance) first(ok func(search.Term) bool) *search.Term {
	var best *search.Term
	for i := range u.terms {
		if ok(u.terms[i]) && (best == nil || u.terms[i].Start < best.Start) {
			best = &u.terms[i]
		}
	}
	return best
}

// newest returns the first fitting name of the newest of the last n
// utterances that has one.
func (t *talk) newest(n int, ok func(search.Term) bool) *search.Term {
	for _, u := range t.said[:min(n, len(t.said))] {
		if found := u.first(ok); found != nil {
			return found
		}
	}
	return nil
}

// ofKind fits names of some kinds.
func ofKind(kinds ...string) func(search.Term) bool {
	return func(t search.Term) bool { return slices.Contains(kinds, t.Kind) }
}
