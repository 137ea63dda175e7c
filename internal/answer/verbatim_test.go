package answer

import "testing"

// Without a model every sentence shown is a sentence of the sources, for each
// audience: wording, order and leading source may change, a number cannot.
func TestSentencesAreOfTheSources(t *testing.T) {
	e := engine(t, nil)
	known := map[string]bool{}
	for _, p := range e.Corpus.Passages() {
		for _, s := range p.Sentences {
			known[s.Text] = true
		}
	}
	answered := 0
	for _, q := range []string{
		"What is the standard dose of aldesleukin?", "Tell me about interleukin-2", "What are the side effects of IL-2?",
		"How often does hypotension occur?", "What helps against nausea on IL-2?", "Who should not get IL-2?",
		"How does IL-2 work?", "When was IL-2 approved for melanoma?", "What is lifileucel?", "What does a high IL-2 level mean?",
	} {
		for _, audience := range []string{Clinician, Educator, Patient} {
			a := ask(t, e, Request{Question: q, Audience: audience})
			if a.Status != Answered {
				t.Errorf("%s, for a %s: %s, missing %v", q, audience, a.Status, a.Missing)
				continue
			}
			answered++
			for _, c := range append([]Claim{*a.Headline}, a.Claims...) {
				if !known[c.Text] {
					t.Errorf("%s, for a %s: %q stands in no source", q, audience, c.Text)
				}
			}
		}
	}
	if answered == 0 {
		t.Error("nothing was answered")
	}
}
