package answer

import (
	"testing"
	"testing/fstest"
)

// A corpus of pages without a curator's notes: what stands in capitals is a
// name, what is denied is not so, another number is another thing.
func TestPagesWithoutNotes(t *testing.T) {
	page := func(n, heading, text string) string {
		return `{"source":"a","n":` + n + `,"title":"Pages","kind":"evidence-summary","evidence":"B","audience":["clinician"],"collection":"pages","retrieved":"2026-11-22","headings":["` + heading + `"],"text":"` + text + `"}` + "\n"
	}
	e := engineOver(t, fstest.MapFS{
		"x.jsonl": &fstest.MapFile{Data: []byte(
			page("1", "Bladder screening", "All adults with positive tests upon initial workup were followed.") +
				page("2", "Survival", "The survival rate is 30% for gastric cancer that has spread beyond the stomach. The survival rate is 80% for gastric cancer of the stomach only.") +
				page("3", "FOLVEX", "FOLVEX is used for gastric cancer.") +
				page("4", "Vaccines", "The hepatitis B vaccine has a second dose after 2 months. The hepatitis A vaccine exists."))},
		"lexicon.yaml": &fstest.MapFile{Data: []byte("terms:\n  - {term: acute lymphoblastic leukemia, kind: disease, same: [ALL]}\n")},
	}, nil)
	leadsWith(t, e, map[string]string{
		"Which tests belong to the initial workup of an adult with ALL?":         "",
		"what is the survival rate for gastric cancer that has not spread":       "80%",
		"what is the survival rate for gastric cancer that has spread":           "30%",
		"What is FOLVEX used for?":                                               "FOLVEX is used",
		"When is the second dose of the hepatitis A vaccine?":                    "",
		"When is the second dose of the hepatitis B vaccine?":                    "after 2 months",
		"Is survival with gastric cancer of the stomach only an outcome of ALL?": "",
	})
}
