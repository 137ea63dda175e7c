package storetest

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"curbside/internal/answer"
	"curbside/internal/consult"
)

// noon is when the tests begin.
func noon() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 123456789, time.UTC) }

// Answer is a small answer with two references.
func Answer(id, headline string) *answer.Answer {
	ask, year := "What is the dose?", 2024
	return &answer.Answer{
		SchemaVersion: 1, ID: id, Consult: "c1", Question: &ask, Standalone: &ask, Audience: answer.Clinician, Status: answer.Answered,
		Notes: []string{}, Headline: &answer.Claim{Text: headline, Citations: []int{1}, Quotes: []answer.Quote{{N: 1, Text: headline}}},
		Claims: []answer.Claim{{Text: "Another.", Citations: []int{2}}},
		References: []answer.Reference{
			{N: 1, Source: "label", Passage: "label#4", Title: "Label", Year: &year, Evidence: "A", Text: headline, Hash: "sha256:1"},
			{N: 2, Source: "review", Passage: "review#1", Title: "Review", Evidence: "B", Text: "Another.", Hash: "sha256:2", Conflicts: []string{}},
		},
		Review: answer.Review{Status: "submitted"}, Disclaimer: "Educational.", Corpus: "sha256:0",
	}
}

// request is an open request with every field set.
func request(id string) consult.Request {
	return consult.Request{
		ID: id, Adapter: "discord", Tenant: "guild:1", User: "100", Channel: "200", Kind: "ask", Text: "What is the dose?",
		Options: map[string]string{"audience": "clinician"}, Private: true, Token: "secret-" + id, Received: noon(),
	}
}

// keptFor is an answer to a request.
func keptFor(r consult.Request, answerID string) *consult.Kept {
	return &consult.Kept{
		Turn:   consult.Turn{Asked: r.Text, Standalone: r.Text, Answer: Answer(answerID, "Headline of "+answerID+".")},
		Tenant: r.Tenant, Consult: "c1", Request: r.ID, User: r.User, Channel: r.Channel, Private: r.Private, At: r.Received.Add(time.Second),
	}
}

func claim(t testing.TB, s consult.Outbox, r consult.Request, want bool) {
	t.Helper()
	got, err := s.Claim(t.Context(), r)
	if err != nil || got != want {
		t.Fatalf("claim %s: %v, error %v; want %v", r.ID, got, err, want)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantGone(t testing.TB, what string, err error) {
	t.Helper()
	if !errors.Is(err, consult.ErrGone) {
		t.Errorf("%s: error %v, want %v", what, err, consult.ErrGone)
	}
}

// failer is what testing.TB and rapid.T have in common.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// same compares by JSON, which tells nil from empty and knows no pointers.
func same(t failer, what string, got, want any) {
	t.Helper()
	g, err := json.Marshal(got)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	w, err := json.Marshal(want)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if string(g) != string(w) {
		t.Errorf("%s is\n%s\nwant\n%s", what, g, w)
	}
}

// serve answers a request as an adapter does.
func serve(t testing.TB, s Store, r consult.Request, answerID, message string) {
	t.Helper()
	claim(t, s, r, true)
	must(t, s.Acknowledged(t.Context(), r.ID, "", r.Received))
	must(t, s.Composed(t.Context(), r.ID, keptFor(r, answerID), []byte("{}")))
	must(t, s.Delivered(t.Context(), r.ID, message, r.Received.Add(2*time.Second)))
}
