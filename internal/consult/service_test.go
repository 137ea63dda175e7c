package consult

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"curbside/internal/answer"
)

// ask asks in a consult and demands an answer of some status.
func ask(t *testing.T, s *Service, q Question, want answer.Status) *Reply {
	t.Helper()
	r, err := s.Ask(t.Context(), q)
	if err != nil {
		t.Fatalf("%q: %v", q.Text, err)
	}
	if r.Answer.Status != want {
		t.Fatalf("%q: %s, want %s", q.Text, r.Answer.Status, want)
	}
	return r
}

func TestConversation(t *testing.T) {
	s, store := newService(t)
	first := ask(t, s, Question{Tenant: "a", Text: "When was aldesleukin approved for melanoma?"}, answer.Answered)
	id := first.Answer.Consult
	if id == "" || first.Understood != "" || first.Answer.Standalone == nil || *first.Answer.Standalone != *first.Answer.Question {
		t.Errorf("first question: consult %q, understood %q, standalone %v", id, first.Understood, first.Answer.Standalone)
	}
	if !slices.Contains(first.Actions, "sources") || len(first.Blocks) == 0 {
		t.Errorf("actions %v, %d blocks", first.Actions, len(first.Blocks))
	}
	second := ask(t, s, Question{Tenant: "a", Consult: id, Text: "and for kidney cancer?"}, answer.Answered)
	if want := "When was aldesleukin approved for kidney cancer?"; second.Understood != want || second.Answer.Consult != id {
		t.Errorf("understood %q in consult %q, want %q", second.Understood, second.Answer.Consult, want)
	}
	// It is retrieved anew: the year is that of the other disease.
	if a, b := first.Answer.Headline.Text, second.Answer.Headline.Text; !strings.Contains(a, "1998") || !strings.Contains(b, "1992") {
		t.Errorf("headlines %q and %q", a, b)
	}
	alone := ask(t, s, Question{Tenant: "a", Text: second.Understood}, answer.Answered)
	if alone.Answer.Headline.Text != second.Answer.Headline.Text {
		t.Errorf("asked alone it is answered %q, as a follow-up %q", alone.Answer.Headline.Text, second.Answer.Headline.Text)
	}
	kept, err := store.Turns(t.Context(), "a", id)
	if err != nil || len(kept) != 2 || kept[1].Asked != "and for kidney cancer?" || kept[1].Standalone != second.Understood || kept[1].Answer == nil {
		t.Errorf("kept %+v, error %v", kept, err)
	}
}

func TestTenantsAreApart(t *testing.T) {
	s, _ := newService(t)
	id := ask(t, s, Question{Tenant: "a", Text: "When was aldesleukin approved for melanoma?"}, answer.Answered).Answer.Consult
	r, err := s.Ask(t.Context(), Question{Tenant: "b", Consult: id, Text: "and for kidney cancer?"})
	if err != nil {
		t.Fatal(err)
	}
	if r.Understood != "" {
		t.Errorf("another tenant's question was leant on: %q", r.Understood)
	}
}

// What identifies a patient, and an emergency, is not kept and is not mixed
// with what was asked before.
func TestStoppedQuestionsAreNotKept(t *testing.T) {
	s, store := newService(t)
	id := ask(t, s, Question{Tenant: "a", Text: "What is the standard dose of high-dose IL-2?"}, answer.Answered).Answer.Consult
	const secret = "my patient Adam Kowalski, MRN 0048213"
	for text, want := range map[string]answer.Status{
		"and for " + secret + "?":                                     answer.Blocked,
		secret + " cannot breathe and is turning blue after the IL-2": answer.Emergency,
		"I cannot breathe":                                            answer.Emergency,
	} {
		r := ask(t, s, Question{Tenant: "a", Consult: id, Text: text}, want)
		if r.Understood != "" || r.Answer.Standalone != nil {
			t.Errorf("%s: understood as %q", want, r.Understood)
		}
		if strings.Contains(text, secret) && (r.Answer.Question != nil || strings.Contains(fmt.Sprintf("%+v", r.Blocks), "Kowalski")) {
			t.Errorf("%s: the question is repeated", want)
		}
	}
	for key, list := range store.turns {
		for _, turn := range list {
			if strings.Contains(turn.Asked+turn.Standalone, "Kowalski") || turn.Answer.Status != answer.Answered {
				t.Errorf("%v keeps %+v", key, turn)
			}
		}
	}
	ask(t, s, Question{Tenant: "a", Consult: id, Text: "what about the rest period?"}, answer.Answered)
}

// brokenStore fails as a full disk does.
type brokenStore struct{ Memory }

var errDisk = errors.New("disk full")

func (*brokenStore) Append(context.Context, string, string, Turn) error { return errDisk }
func (*brokenStore) Turns(context.Context, string, string) ([]Turn, error) {
	return nil, errDisk
}

func TestStoreFails(t *testing.T) {
	s, _ := newService(t)
	s.store = &brokenStore{}
	for _, q := range []Question{{Text: "What is aldesleukin?"}, {Consult: "x", Text: "why?"}} {
		if _, err := s.Ask(t.Context(), q); !errors.Is(err, errDisk) || !strings.Contains(err.Error(), "the conversation") {
			t.Errorf("%q: error %v", q.Text, err)
		}
	}
	// An emergency is answered without the store.
	ask(t, s, Question{Text: "I cannot breathe"}, answer.Emergency)
}

func TestAskAtOnce(t *testing.T) {
	s, store := newService(t)
	var wait sync.WaitGroup
	for n := range 8 {
		wait.Go(func() {
			if _, err := s.Ask(context.Background(), Question{Tenant: fmt.Sprint(n % 2), Consult: "shared", Text: "What is aldesleukin?"}); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	for _, tenant := range []string{"0", "1"} {
		if kept, _ := store.Turns(t.Context(), tenant, "shared"); len(kept) != 4 {
			t.Errorf("tenant %s has %d turns", tenant, len(kept))
		}
	}
}

func TestFeedback(t *testing.T) {
	s, store := newService(t)
	for _, f := range []Feedback{
		{Answer: "1", Helpful: true},
		{Answer: "2", Wrong: "number", Words: "The label says 14 doses."},
		{Answer: "3", Wrong: "missing", Words: "Not right for my patient Adam Kowalski, MRN 0048213"},
		{Answer: "4", Words: "Adam Kowalski, MRN 0048213, cannot breathe"},
	} {
		if err := s.Feedback(t.Context(), "a", f); err != nil {
			t.Fatal(err)
		}
	}
	kept := store.feedback["a"]
	if len(kept) != 4 || kept[1].Words == "" || kept[2].Words != "" || kept[2].Wrong != "missing" || kept[3].Words != "" {
		t.Errorf("kept %+v", kept)
	}
}

func TestDefine(t *testing.T) {
	s, _ := newService(t)
	for _, name := range []string{"aldesleukin", "Proleukin", "IL-2", "il 2", "  Interleukin\u20112 ", "rIL-2"} {
		d, err := s.Define(name)
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		if d.Term != "aldesleukin" || d.Meaning == "" || d.PassageID == nil || d.Passage == nil || d.Said == "" || d.SaidPassageID == nil {
			t.Errorf("%q: %+v", name, d)
			continue
		}
		if !strings.Contains(d.Passage.Text, d.Meaning) {
			t.Errorf("%q: the meaning does not stand in %s", name, *d.PassageID)
		}
	}
	for name, hint := range map[string]string{"capilary leak sindrome": `did you mean "capillary leak syndrome"?`, "proluekin": `did you mean "aldesleukin"?`, "zzzyx": "curbside search", "": "name one", " - ": "name one"} {
		if _, err := s.Define(name); !errors.Is(err, ErrNoTerm) || !strings.Contains(err.Error(), hint) {
			t.Errorf("%q: error %v, want %q", name, err, hint)
		}
	}
	if _, err := s.Define(strings.Repeat("x", 10_000)); err == nil || len(err.Error()) > 200 {
		t.Errorf("a long term gives an error of %d bytes", len(fmt.Sprint(err)))
	}
}

func TestSourcesAndPassages(t *testing.T) {
	s, _ := newService(t)
	all := s.Sources(nil)
	if len(all) != len(s.corpus.Sources) || all[0].Evidence != "A" || all[len(all)-1].Evidence < all[0].Evidence {
		t.Errorf("%d sources, from %s to %s", len(all), all[0].Evidence, all[len(all)-1].Evidence)
	}
	if got := s.Sources([]string{all[0].Collection}); len(got) == 0 {
		t.Error("a collection without sources")
	}
	if got := s.Sources([]string{"none"}); len(got) != 0 {
		t.Errorf("%d sources of no collection", len(got))
	}
	want := s.corpus.Passages()[0]
	if got, err := s.Passage(want.ID); err != nil || got != want {
		t.Errorf("passage %v, error %v", got, err)
	}
	if _, err := s.Passage("nothing#1"); !errors.Is(err, ErrNoPassage) {
		t.Errorf("error %v", err)
	}
}

func TestCheckAndExplain(t *testing.T) {
	s, _ := newService(t)
	doc, err := s.Check(t.Context(), Question{Text: "Aldesleukin was approved for melanoma in 1998. Aldesleukin was approved for melanoma in 2011."})
	if err != nil || len(doc.Sentences) != 2 || doc.Sentences[0].Relation != answer.Supported || doc.Sentences[1].Relation != answer.Contradicted {
		t.Errorf("checked %+v, error %v", doc, err)
	}
	said, err := s.Explain(t.Context(), Question{Text: "What is the dose of proluekin?"})
	if err != nil || !strings.Contains(said, "proleukin") {
		t.Errorf("explained %q, error %v", said, err)
	}
}
