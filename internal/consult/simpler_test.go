package consult

import (
	"strings"
	"testing"

	"curbside/internal/answer"
)

// Simpler keeps every sentence and number, and tells the meaning of terms in a source's words with its reference.
func TestSimpler(t *testing.T) {
	s, _ := newService(t)
	for _, q := range []string{
		"What is the standard dose of high-dose IL-2?", "What are the side effects of IL-2?", "Who should not get IL-2?",
		"How does IL-2 work?", "What is capillary leak syndrome?",
	} {
		a := ask(t, s, Question{Tenant: "a", Text: q}, answer.Answered).Answer
		references := len(a.References)
		r := s.Simpler(a, nil)
		if len(a.References) != references {
			t.Fatalf("%q: the kept answer was changed", q)
		}
		if r.Answer.Headline.Text != a.Headline.Text || len(r.Answer.Claims) != len(a.Claims) {
			t.Errorf("%q: sentences were changed", q)
		}
		if len(r.Meanings) == 0 {
			t.Errorf("%q: nothing is explained", q)
		}
		for sentence, lines := range r.Meanings {
			for _, l := range lines {
				text, passage := l.Text, r.Answer.References[l.Citations[0]-1]
				_, said, _ := strings.Cut(text, ": ")
				if !strings.Contains(passage.Text, said) {
					t.Errorf("%q: %q is not what [%d] says: %s", q, said, passage.N, passage.Text)
				}
				if said == sentence {
					t.Errorf("%q: a sentence explains itself: %s", q, said)
				}
			}
		}
	}
}

func TestSimplerKeepsToCollections(t *testing.T) {
	s, _ := newService(t)
	a := ask(t, s, Question{Tenant: "a", Text: "What are the side effects of IL-2?"}, answer.Answered).Answer
	r := s.Simpler(a, []string{"another"})
	if len(r.Meanings) != 0 || len(r.Answer.References) != len(a.References) {
		t.Errorf("sources of a collection that may not answer explain %v", r.Meanings)
	}
}

// A new conversation can go on from a turn of another one, and leaves that one alone.
func TestAfterAnotherConversation(t *testing.T) {
	s, store := newService(t)
	first := ask(t, s, Question{Tenant: "a", Text: "When was aldesleukin approved for melanoma?"}, answer.Answered)
	second := ask(t, s, Question{Tenant: "a", After: first.Turn, Text: "and for kidney cancer?"}, answer.Answered)
	if want := "When was aldesleukin approved for kidney cancer?"; second.Understood != want || second.Answer.Consult == first.Answer.Consult {
		t.Errorf("understood %q in consult %q, want %q in another than %q", second.Understood, second.Answer.Consult, want, first.Answer.Consult)
	}
	if kept, err := store.Turns(t.Context(), "a", first.Answer.Consult); err != nil || len(kept) != 1 {
		t.Errorf("the first conversation has %d turns, error %v", len(kept), err)
	}
}
