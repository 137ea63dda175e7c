package consult

import (
	"slices"

	"curbside/internal/answer"
	"curbside/internal/corpus"
)

// mostMeanings is how many terms are explained in one answer.
const mostMeanings = 12

// Simpler lays a kept answer out again and adds what the terms in its
// sentences mean, each once and in the words of a source of some collections
// (none: all), with a reference of its own. Sentences stay as they are, and so
// does every number.
func (s *Service) Simpler(a *answer.Answer, collections []string) *Reply {
	s, leave := s.enter()
	defer leave()
	e := &explainer{service: s, collections: collections, told: map[string]bool{}, out: map[string][]answer.Line{}}
	e.copied = *a
	e.copied.References = slices.Clone(a.References)
	sentences := sentencesOf(a)
	for _, sentence := range sentences {
		e.told[key(sentence)] = true
	}
	for _, sentence := range sentences {
		e.explain(sentence)
	}
	r := reply(&e.copied)
	r.Meanings = e.out
	return r
}

// sentencesOf are the sentences of an answer as it shows them.
func sentencesOf(a *answer.Answer) []string {
	var out []string
	if a.Headline != nil {
		out = append(out, a.Headline.Text)
	}
	for _, c := range a.Claims {
		out = append(out, c.Text)
	}
	for _, w := range a.Warnings {
		out = append(out, w.Text)
	}
	return out
}

// explainer adds meanings to a copy of an answer.
type explainer struct {
	service     *Service
	collections []string
	copied      answer.Answer
	told        map[string]bool // terms and sentences that need not be told again
	out         map[string][]answer.Line
	count       int
}

func (e *explainer) explain(sentence string) {
	for _, t := range e.service.index.Read(sentence) {
		if e.count == mostMeanings {
			return
		}
		if t.Canonical == "" || t.Correction != "" || e.told[key(t.Canonical)] {
			continue
		}
		e.told[key(t.Canonical)] = true
		d, err := e.service.Define(t.Canonical)
		if err != nil || d.Passage == nil || d.Meaning == "" || e.told[key(d.Meaning)] || !e.allowed(d.Passage) {
			continue
		}
		e.told[key(d.Meaning)] = true
		e.count++
		e.out[sentence] = append(e.out[sentence], answer.Line{Text: d.Term + ": " + d.Meaning, Citations: []int{e.cite(d.Passage)}})
	}
}

func (e *explainer) allowed(p *corpus.Passage) bool {
	return len(e.collections) == 0 || slices.Contains(e.collections, p.Source.Collection)
}

// cite returns the number of a passage, a new one where the answer does not
// cite it.
func (e *explainer) cite(p *corpus.Passage) int {
	next := 1
	for _, r := range e.copied.References {
		if r.Passage == p.ID {
			return r.N
		}
		next = max(next, r.N+1)
	}
	e.copied.References = append(e.copied.References, answer.ReferenceTo(next, p))
	return next
}
