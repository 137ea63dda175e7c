package verify_test

import (
	"testing"

	"curbside/internal/verify"
)

// Figures and negations said in other words, each beside a false twin.
func TestReworded(t *testing.T) {
	c := verify.New(verify.Options{})
	for _, tc := range []struct{ source, kept, refused string }{
		{"Each dose of aldesleukin is infused into a vein over 15 minutes.",
			"Each dose of aldesleukin is infused into a vein over a quarter of an hour.",
			"Each dose of aldesleukin is infused into a vein over half an hour."},
		{"Sustained ventricular tachycardia of at least 5 beats is a reason to discontinue aldesleukin.",
			"Sustained ventricular tachycardia of five beats or more is a reason to discontinue aldesleukin.",
			"Sustained ventricular tachycardia of five beats or fewer is a reason to discontinue aldesleukin."},
		{"An infection was seen in 13% of patients on aldesleukin.",
			"About one patient in eight had an infection on aldesleukin.",
			"About one patient in three had an infection on aldesleukin."},
		{"Side effects reverse within 2-3 days.", "Side effects reverse within two to three days.", "Side effects reverse within four to five days."},
		{"Interferon alfa was given 3 times weekly.", "Interferon alfa was given three times a week.", "Interferon alfa was given three times a day."},
	} {
		p := []verify.Passage{{ID: "a#1", Text: tc.source}}
		if v := c.Check(verify.Claim{Text: tc.kept}, p); !v.Supported {
			t.Errorf("refused %q: %v", tc.kept, v.Problems)
		}
		if v := c.Check(verify.Claim{Text: tc.refused}, p); v.Supported {
			t.Errorf("kept %q", tc.refused)
		}
	}
}
