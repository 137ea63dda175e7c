package verify

import (
	"strings"
	"sync"
	"testing"
)

func TestListsAreWellFormed(t *testing.T) {
	for _, name := range []string{"antonyms", "axes", "drugs", "everyday", "exclusive", "frequency", "function", "hedges", "measures",
		"negators", "qualifiers", "related", "synonyms", "thesaurus", "units", "wording"} {
		if len(dataLines(name+".txt")) == 0 {
			t.Errorf("%s.txt is missing or empty", name)
		}
	}
	for _, line := range dataLines("axes.txt") {
		name, rest, ok := strings.Cut(line, ": ")
		if left, right, two := strings.Cut(rest, " | "); !ok || !two || name == "" || left == "" || right == "" || strings.Contains(right, "|") {
			t.Errorf("axes.txt: %q: write \"name: words | opposite words\"", line)
		}
	}
	for _, line := range dataLines("exclusive.txt") {
		if _, rest, ok := strings.Cut(line, ": "); !ok || len(strings.Fields(rest)) < 2 {
			t.Errorf("exclusive.txt: %q: write \"name: term other-term\"", line)
		}
	}
	for _, line := range dataLines("units.txt") {
		f := strings.Fields(line)
		if len(f) < 3 || newLexiconUnit(line) == 0 {
			t.Errorf("units.txt: %q: write \"dimension size spelling\"", line)
		}
	}
	for _, line := range dataLines("synonyms.txt") {
		if !strings.Contains(line, ",") {
			t.Errorf("synonyms.txt: %q names one term only", line)
		}
	}
}

// newLexiconUnit returns the size that a line of units.txt gives.
func newLexiconUnit(line string) float64 {
	l := &lexicon{units: map[string]unit{}}
	l.loadUnits()
	return l.units[strings.Fields(line)[2]].factor
}

func TestStem(t *testing.T) {
	for _, tc := range [][2]string{{"responses", "response"}, {"reduced", "reduces"}, {"metastases", "metastasis"}, {"toxicities", "toxicity"}, {"therapy", "therapies"}} {
		a, b := stem(tc[0]), stem(tc[1])
		if a != b && !prefixForm(a, b) {
			t.Errorf("%s and %s have the roots %s and %s", tc[0], tc[1], a, b)
		}
	}
	if stem("CD4") != "CD4" || stem("αβγδ") != "αβγδ" {
		t.Error("a name was cut")
	}
}

func TestConcurrentUse(t *testing.T) {
	c := New(Options{})
	p := []Passage{{ID: "a", Text: "Fever occurred in 33% of patients."}, {ID: "b", Text: "The dose is 20 mg per day."}}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if v := c.Check(Claim{Text: "Fever occurred in 33% of patients. The dose is 20 mg a day."}, p); !v.Supported {
					t.Error(v.Problems)
				}
			}
		})
	}
	wg.Wait()
}

func TestMemoryIsBounded(t *testing.T) {
	m := newMemory(4)
	for i := range 100 {
		m.put(string(rune('a'+i)), &document{})
		if len(m.docs) > 4 {
			t.Fatalf("%d documents kept, 4 allowed", len(m.docs))
		}
	}
}
