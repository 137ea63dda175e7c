package answer

import (
	"strings"
	"testing"

	"curbside/internal/text"
)

func TestClippedWordsAreReadInFull(t *testing.T) {
	s := newShorthand()
	for typed, want := range map[string]string{
		"cr 3.1 this am, hold?":             "creatinine 3.1 this am, hold?",
		"CR in 7% of pts":                   "CR in 7% of patients",
		"is the Cr up after dose 4":         "is the creatinine up after dose 4",
		"plts 18k w/ bruising":              "platelets 18,000 with bruising",
		"ipi/nivo vs ave/axi":               "ipilimumab / nivolumab vs avelumab / axitinib",
		"mcg/kg/min":                        "mcg/kg/min",
		"600,000 IU/kg q8h iv":              "600,000 IU/kg every 8 hours iv",
		"pt on 4L NC, f/u?":                 "patient on 4L oxygen by nasal cannula, follow-up?",
		"2L tx in kidney ca":                "second-line treatment in kidney cancer",
		"renal tx pt":                       "renal transplant patient",
		"runs over 15 min, max 14 doses":    "runs over 15 minutes, max 14 doses",
		"HR 120 or HR for death":            "HR 120 or hazard ratio for death",
		"low Mg on il2, 4 mg of zofran":     "low magnesium on il2, 4 mg of ondansetron",
		"d/c'd home on day 6, d/c for good": "discharge home on day 6, stop for good",
		"mOS at 24 mos":                     "median overall survival at 24 months",
		"braf wt mel, wt up":                "wild-type BRAF melanoma, weight up",
		"n/v btw doses, y/n":                "nausea and vomiting between doses,",
		"18 MU dose, 18 million u":          "18 million units dose, 18 million units",
		"What is the dose of aldesleukin?":  "What is the dose of aldesleukin?",
		"PT/INR before il2":                 "prothrombin time before il2",

		"total neoadjuvant therapy (TNT) or not": "total neoadjuvant therapy (TNT) or not",
		"temp of 38.6, due in 1h":                "fever of 38.6, due in 1 hour",
		"at a temp of 5 C for 48h":               "at a temp of 5 C for 48 hours",
		"kept at a temperature of 40 F":          "kept at a temperature of 40 F",
		"isn't 40 mg too much":                   "isn't 40 mg too much",
		"My temp is 38.6. Should I call?":        "My fever of 38.6. Should I call?",
		"once the pharmacy has made it up":       "once prepared",
		"raised enzymes (TNT)":                   "raised enzymes (troponin)",
	} {
		if got := s.expand(typed); got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
}

// What the sources themselves write is no clipped word.
func TestClippedWordsAreNotTheSources(t *testing.T) {
	_, c := shipped()
	written := map[string]bool{}
	for _, p := range c.Passages() {
		for _, w := range strings.Fields(wordsOnly(text.Fold(p.Title + " " + p.Text))) {
			written[w] = true
		}
	}
	seen := map[string]bool{}
	for _, line := range dataLines(shorthandText) {
		clipped, full, ok := strings.Cut(line, " = ")
		if !ok || full == "" {
			t.Errorf("%q is no \"typed = read\"", line)
			continue
		}
		for _, w := range strings.Fields(strings.TrimPrefix(clipped, ": ")) {
			if seen[w] {
				t.Errorf("%q stands twice", w)
			}
			seen[w] = true
			if written[w] && !strings.HasPrefix(clipped, ": ") {
				t.Errorf("%q stands in the sources as it is", w)
			}
		}
	}
}
