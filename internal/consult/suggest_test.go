package consult

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"curbside/internal/answer"
)

// What is put before askers is answered: of every third question, and of all that an empty field shows.
func TestSuggestionsAreAnswered(t *testing.T) {
	s, _ := newService(t)
	if n := len(s.suggestions()); n < 100 {
		t.Fatalf("%d suggestions", n)
	}
	var asked, declined []string
	for i, q := range s.suggestions() {
		if i%3 == 0 {
			asked = append(asked, q.text)
		}
	}
	for _, q := range append(asked, s.Suggest("", nil, 25)...) {
		r, err := s.Prepare(t.Context(), Question{Tenant: "t", Text: q})
		if err != nil {
			t.Fatal(err)
		}
		if r.Answer.Status != answer.Answered {
			declined = append(declined, q)
		}
	}
	if len(declined) > len(asked)/25 {
		t.Errorf("%d of %d are declined: %q", len(declined), len(asked), declined)
	}
}

func TestSuggest(t *testing.T) {
	s, _ := newService(t)
	for typed, first := range map[string]string{
		"How do you say":     "How do you say aldesleukin?",
		"how do you SAY":     "How do you say aldesleukin?",
		"Proleukin side eff": "What are the common side effects of Proleukin?",
	} {
		got := s.Suggest(typed, nil, 25)
		if len(got) == 0 || got[0] != first {
			t.Errorf("Suggest(%q) begins with %q, want %q", typed, got[:min(1, len(got))], first)
		}
	}
	if got := s.Suggest("capilary leak", nil, 25); !slices.ContainsFunc(got, func(q string) bool { return strings.Contains(q, "capillary leak") }) {
		t.Errorf("a misspelling finds %q", got)
	}
	if got := s.Suggest("", []string{"no such collection"}, 25); len(got) > 0 {
		t.Errorf("another collection is asked about: %q", got)
	}
	for _, typed := range []string{"", "z", "\u202e\u200b", strings.Repeat("what is ", 500), "@everyone *", "\xff"} {
		for _, q := range s.Suggest(typed, nil, 25) {
			if n := utf8.RuneCountInString(q); n > 100 || q == "" {
				t.Errorf("%q has %d characters", q, n)
			}
		}
	}
}

func TestSuggestIsQuick(t *testing.T) {
	s, _ := newService(t)
	s.Suggest("", nil, 25) // reads all questions once
	start := time.Now()
	const n = 50
	for range n {
		s.Suggest("What is the standard dose of Proleukin in kidney cancer?", nil, 25)
	}
	if mean := time.Since(start) / n; mean > 50*time.Millisecond {
		t.Errorf("%v a time", mean)
	}
}

func TestTermsAndNearest(t *testing.T) {
	s, _ := newService(t)
	if got := s.Terms("capil", 25); len(got) == 0 || got[0] != "capillary leak syndrome" {
		t.Errorf("Terms = %q", got)
	}
	if got := s.Nearest("capilary leek sindrome", 3); len(got) == 0 || got[0] != "capillary leak syndrome" {
		t.Errorf("Nearest = %q", got)
	}
	if got := s.Nearest("qqqq", 3); len(got) > 0 {
		t.Errorf("nothing looks like that, but %q", got)
	}
	if got := s.Terms("", 25); len(got) != 25 {
		t.Errorf("%d terms for an empty field", len(got))
	}
}

func TestExamine(t *testing.T) {
	s, _ := newService(t)
	for text, want := range map[string]answer.Status{
		"My patient John Smith, MRN 4471123, got 14 doses.": answer.Blocked,
		"My chest hurts badly and I cannot breathe":         answer.Emergency,
	} {
		doc, r, err := s.Examine(t.Context(), Question{Text: text})
		if err != nil || doc != nil || r == nil || r.Answer.Status != want {
			t.Errorf("%q: %v %v %v", text, doc, r, err)
		}
	}
	doc, r, err := s.Examine(t.Context(), Question{Text: "Aldesleukin is approved for metastatic melanoma."})
	if err != nil || r != nil || doc.Worst() != answer.Supported {
		t.Errorf("%v %v %v", doc, r, err)
	}
	if _, _, err := s.Examine(t.Context(), Question{Text: " \u200b "}); err == nil {
		t.Error("nothing was checked")
	}
	if _, _, err := s.Examine(t.Context(), Question{Text: strings.Repeat("a", answer.MaxQuestion+1)}); err == nil {
		t.Error("too long a text was checked")
	}
}
