package answer

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"
)

const askedSource = `---
title: "Aldesleukin"
publisher: "A Hospital"
author: null
url: null
kind: patient-education
evidence: C
audience: [clinician, patient]
collection: interleukin-2
public: true
digest: true
published: 2024
updated: null
retrieved: 2026-11-22
review: {state: unreviewed, by: null, on: null, note: null}
conflicts_of_interest: []
licence: "Own words"
cites: []
---

# Care

### Skin {#1}
` + "```passage" + `
drug: [aldesleukin]
regimen: null
population: null
context: treatment
topic: self-care
strength: null
works: []
locator: "Care, paragraph 1"
` + "```" + `
Emollients soothe the rash that aldesleukin causes.
Aldesleukin causes a rash in most patients.
`

// askedEngine answers from one small source with one curator's question.
func askedEngine(t *testing.T, at, question string) *Engine {
	t.Helper()
	fsys := fstest.MapFS{
		"care.md":             {Data: []byte(askedSource)},
		"lexicon.yaml":        {Data: []byte("terms:\n  - term: aldesleukin\n    kind: drug\n    same: [Proleukin]\n  - term: nivolumab\n    kind: drug\n  - term: psoriasis\n    kind: disease\n")},
		"questions/care.yaml": {Data: []byte("questions:\n  - at: \"" + at + "\"\n    ask: [\"" + question + "\"]\n")},
	}
	return engineOver(t, fsys, nil)
}

// first returns the fit of a question with sentence n, and whether the
// sentence covers it.
func first(e *Engine, question string, n int) (*scored, bool) {
	p := &e.reader.read(question)[0]
	view := e.views.of(e.Corpus.Passages()[0])
	s := score(p, Clinician, passageHit{view, 1}, view.sentences[n])
	_, ok := covers(p, &s)
	return &s, ok
}

func TestCuratorsQuestionCovers(t *testing.T) {
	const curators = "what cream calms an angry crimson torso on aldesleukin"
	with, without := askedEngine(t, "1.1", curators), askedEngine(t, "1.2", curators)
	const question = "Which cream calms the angry crimson torso on Proleukin?"
	if s, ok := first(with, question, 0); !ok || s.asked.value < sameAsked {
		t.Errorf("the curator's own question is not covered: %.2f", s.asked.value)
	}
	if s, ok := first(without, question, 0); ok {
		t.Errorf("covered without a curator's question: %.2f", s.asked.value)
	}
	if s, ok := first(with, "Which hat suits a crimson car?", 0); ok || s.asked.value >= nearAsked {
		t.Errorf("another question is taken for the curator's: %.2f", s.asked.value)
	}
}

// A name that the source lacks is never covered because a curator wrote it.
func TestCuratorsQuestionLendsNoName(t *testing.T) {
	e := askedEngine(t, "1.1", "what cream calms an angry crimson torso on aldesleukin or nivolumab with psoriasis")
	for _, q := range []string{
		"What cream calms an angry crimson torso on nivolumab?",
		"What cream calms an angry crimson torso on aldesleukin with psoriasis?",
	} {
		if s, ok := first(e, q, 0); ok {
			t.Errorf("%q is covered at %.2f", q, s.asked.value)
		}
	}
}

// A figure that the sentence lacks is not covered, whatever a curator wrote.
func TestCuratorsQuestionLendsNoFigure(t *testing.T) {
	e := askedEngine(t, "1.1", "how many mg of cream calm an angry crimson torso on aldesleukin")
	const question = "How many mg of cream calm an angry crimson torso on aldesleukin?"
	if s, ok := first(e, question, 0); ok {
		t.Errorf("covered at %.2f by a sentence without a dose", s.asked.value)
	}
	a, err := e.Ask(context.Background(), Request{Question: question})
	if err != nil || a.Status != Declined {
		t.Errorf("answered: %v %v", a.Status, err)
	}
}

func TestPooledNeedsCompany(t *testing.T) {
	e := askedEngine(t, "1.1", "angry crimson torso on aldesleukin")
	for question, want := range map[string]bool{
		"Does aldesleukin give a crimson torso?": true,  // torso stands with it
		"Does aldesleukin give a crimson nose?":  false, // nothing else of the curator's question
	} {
		p := &e.reader.read(question)[0]
		s := score(p, Clinician, passageHit{e.views.of(e.Corpus.Passages()[0]), 1}, e.views.of(e.Corpus.Passages()[0]).sentences[0])
		for i := range p.Words {
			w := &p.Words[i]
			if strings.EqualFold(w.Text, "crimson") && s.asked.pooled(p, w) != want {
				t.Errorf("%q: pooled is %v", question, !want)
			}
		}
	}
}

func TestOverlap(t *testing.T) {
	for _, tc := range []struct {
		a, b []string
		want float64
	}{
		{nil, nil, 0},
		{[]string{"a"}, nil, 0},
		{[]string{"a", "b"}, []string{"b", "a"}, 1},
		{[]string{"a", "b"}, []string{"a", "c"}, 0.5},
		{[]string{"a", "a", "a"}, []string{"a"}, 1},
	} {
		if got := overlap(tc.a, tc.b); got != tc.want {
			t.Errorf("overlap(%q, %q) = %v, want %v", tc.a, tc.b, got, tc.want)
		}
	}
}
