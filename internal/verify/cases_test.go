package verify

import (
	"os"
	"strings"
	"testing"
)

type caseLine struct {
	passage, claim, kind string
	line                 int
}

// readCases reads testdata/cases.txt, whose head says how it is written.
func readCases(t *testing.T) []caseLine {
	t.Helper()
	b, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []caseLine
	passage := ""
	for n, line := range strings.Split(string(b), "\n") {
		mark, rest, _ := strings.Cut(line, " ")
		switch mark {
		case "P:":
			passage = rest
		case "|":
			passage += "\n" + rest
		case "+":
			out = append(out, caseLine{passage: passage, claim: rest, line: n + 1})
		case "-":
			kind, claim, ok := strings.Cut(rest, " | ")
			if !ok {
				t.Fatalf("line %d: write \"- kind | claim\"", n+1)
			}
			out = append(out, caseLine{passage, claim, kind, n + 1})
		}
	}
	return out
}

func TestCases(t *testing.T) {
	c := New(Options{})
	for _, tc := range readCases(t) {
		v := c.Check(Claim{Text: tc.claim}, []Passage{{ID: "p#1", Text: tc.passage}})
		if tc.kind == "" {
			if !v.Supported {
				t.Errorf("line %d: refused: %q: %v", tc.line, tc.claim, v.Problems)
			}
			continue
		}
		if v.Supported {
			t.Errorf("line %d: accepted: %q", tc.line, tc.claim)
			continue
		}
		named := false
		for _, p := range v.Problems {
			named = named || p.Kind == tc.kind
		}
		if !named {
			t.Errorf("line %d: %q: problems %v, want one of kind %s", tc.line, tc.claim, v.Problems, tc.kind)
		}
	}
}

func TestContradicted(t *testing.T) {
	c := New(Options{})
	p := []Passage{{ID: "p", Text: "High-dose aldesleukin is given every 8 hours for at most 14 doses per cycle."}}
	for _, tc := range []struct {
		claim        string
		contradicted bool
	}{
		{"High-dose aldesleukin is given every 12 hours for at most 14 doses per cycle.", true},
		{"High-dose aldesleukin is not given every 8 hours.", true},
		{"Garlic lowers cholesterol in mice.", false},
		{"High-dose aldesleukin is given every 8 hours.", false},
	} {
		if v := c.Check(Claim{Text: tc.claim}, p); v.Contradicted != tc.contradicted {
			t.Errorf("%q: contradicted = %v, want %v: %v", tc.claim, v.Contradicted, tc.contradicted, v.Problems)
		}
	}
}

func TestQuotesCitationsAndEmptyClaims(t *testing.T) {
	c := New(Options{})
	text := "Aldesleukin is given every 8 hours.\nFever is common."
	p := []Passage{{ID: "a", Text: text}}
	if v := c.Check(Claim{Text: "Fever is common.", Quotes: []string{"given  EVERY 8 hours"}}, p); !v.Supported {
		t.Errorf("a quote in other case and spacing: %v", v.Problems)
	}
	if v := c.Check(Claim{Text: "Fever is common.", Quotes: []string{"given every 18 hours"}}, p); v.Supported || v.Problems[0].Kind != KindQuote {
		t.Errorf("a wrong quote: %+v", v)
	}
	if v := c.Check(Claim{Text: "Fever is common."}, nil); v.Supported || v.Problems[0].Kind != KindCitation {
		t.Errorf("no passage: %+v", v)
	}
	if v := c.Check(Claim{Text: " [1] "}, p); v.Supported {
		t.Error("a claim that says nothing was supported")
	}
	v := c.Check(Claim{Text: "Fever is common. Aldesleukin is given every 8 hours."}, p)
	if !v.Supported || len(v.Support) != 2 {
		t.Fatalf("two true sentences: %+v", v)
	}
	if got := string([]rune(text)[v.Support[0].Start:v.Support[0].End]); got != "Fever is common." {
		t.Errorf("support is %q", got)
	}
	if v := c.Check(Claim{Text: "Fever is common. Aldesleukin is given every 9 hours."}, p); v.Supported {
		t.Error("a true and a false sentence were supported")
	}
}

func TestSeveralPassages(t *testing.T) {
	c := New(Options{})
	p := []Passage{
		{ID: "a#1", Text: "Aldesleukin was approved for renal cell carcinoma in 1992."},
		{ID: "b#1", Text: "Aldesleukin was approved for melanoma in 1998."},
	}
	v := c.Check(Claim{Text: "Aldesleukin was approved for renal cell carcinoma in 1992, and aldesleukin was approved for melanoma in 1998."}, p)
	if !v.Supported || len(v.Support) != 2 || v.Support[0].Passage == v.Support[1].Passage {
		t.Errorf("a claim that rests on two passages: %+v", v)
	}
	if v := c.Check(Claim{Text: "Aldesleukin was approved for melanoma in 1992."}, p); v.Supported {
		t.Error("a year of the other passage was accepted")
	}
}

func TestAboutThePassage(t *testing.T) {
	c := New(Options{Synonyms: [][]string{{"zanubrufen", "Zanux"}}})
	p := []Passage{{ID: "a", Text: "The usual dose is 20 mg twice daily.", Drug: []string{"zanubrufen"}, Headings: []string{"Dosing"}}}
	if v := c.Check(Claim{Text: "The usual dose of Zanux is 20 mg twice a day."}, p); !v.Supported {
		t.Errorf("what the passage is about, by a synonym of the caller: %v", v.Problems)
	}
	if v := c.Check(Claim{Text: "The usual dose of ibuprofen is 20 mg twice a day."}, p); v.Supported {
		t.Error("another drug was accepted")
	}
}
