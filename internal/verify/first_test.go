package verify

import "testing"

func TestFirst(t *testing.T) {
	c := New(Options{})
	p := []Passage{{ID: "a#1", Text: "The standard regimen of aldesleukin is 600,000-720,000 IU/kg intravenously every 8 hours for a maximum of 14-15 doses per cycle. A second cycle follows after 9-14 days of rest.\nHypotension may occur in 15% of patients and oliguria in 33%."}}
	for _, s := range []string{
		"The standard dose of IL-2 is 600,000-720,000 IU/kg IV every 8 hours, up to 14-15 doses per cycle.",
		"The standard dose of ondansetron is 600,000-720,000 IU/kg IV every 8 hours.",
		"The standard dose of IL-2 is 600,000-720,000 IU/kg IV every 18 hours, up to 14-15 doses per cycle.",
		"The median overall survival of IL-2 is 14-15 doses per cycle.",
		"Oliguria may occur in 15% of patients.",
		"Oliguria may occur in 33% of patients.",
		"A second cycle follows after a rest of 9-14 days.",
		"A second cycle follows after 9-14 weeks of rest.",
		"A second cycle does not follow after 9-14 days of rest.",
	} {
		v := c.Check(Claim{Text: s}, p)
		t.Logf("%v %v %q %v %v", v.Supported, v.Contradicted, s, v.Problems, v.Support)
	}
}
