package corpus

import (
	"slices"
	"strings"
	"testing"
)

func TestConflicts(t *testing.T) {
	source := func(id string, facts ...Fact) *Source {
		s := &Source{ID: id, Passages: []*Passage{{ID: id + "#1", N: 1, Sentences: []Sentence{{Text: "A sentence of " + id + "."}}}}, Facts: facts}
		return s
	}
	row := func(measure, value, population string) Fact {
		return Fact{At: "1.1", Drug: "alphamab", Measure: measure, Value: value, Unit: "%", Population: population, State: FactProposed}
	}
	c := &Corpus{Lexicon: &Lexicon{}, Sources: []*Source{
		source("a", row("response rate", "15", "renal cell carcinoma"), row("oliguria (any grade)", "11", ""), row("dose", "600,000", ""), row("fatigue", "9", "")),
		source("b", row("response rate", "15-20", "metastatic RCC"), row("oliguria/anuria (grade 3-4)", "33", ""), row("dose", "720,000", ""), row("fatigue", "9", "")),
		source("c", row("response rate", "40", "melanoma")),
	}, Disagreements: []Disagreement{{ID: "dose-of-it", Positions: []Position{{Passage: "a#1"}, {Passage: "b#1"}}}}}
	var got []string
	for _, x := range c.Conflicts() {
		got = append(got, x.Harm+": "+x.Measure+": "+x.What+": "+x.Sides[0].Passage+" "+x.Sides[1].Passage)
		if x.Known != "dose-of-it" {
			t.Errorf("%s: curated as %q", x.Measure, x.Known)
		}
		if y := x.WriteDisagreement(); !strings.Contains(y, `{passage: "a#1", text: "A sentence of a."}`) {
			t.Errorf("the entry lacks a side: %s", y)
		}
	}
	want := []string{"high: dose: other value: a#1 b#1", "moderate: oliguria (any grade): severe more often than of any grade: a#1 b#1", "moderate: response rate: wider or narrower: a#1 b#1"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
