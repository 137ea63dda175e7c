package verify

import (
	"strings"
	"testing"
)

const arms = "Alphamab had a durable response rate of 16% against 2% with GM-CSF in 436 patients with melanoma. Of 525 patients on alphamab, 15% had edema of any grade."

func withLedger() Passage {
	end := strings.Index(arms, ". ") + 1
	return Passage{ID: "p#1", Text: arms, Drug: []string{"alphamab"}, Facts: []Fact{
		{Start: 0, End: end, Drug: "alphamab", Population: "melanoma", Measure: "durable response rate", Value: "16", Unit: "%"},
		{Start: 0, End: end, Drug: "GM-CSF", Population: "melanoma", Measure: "durable response rate", Value: "2", Unit: "%"},
		{Start: end + 1, End: len(arms), Drug: "alphamab", Measure: "edema (any grade)", Value: "15", Unit: "%", Of: 525},
	}}
}

func TestLedger(t *testing.T) {
	c, p := New(Options{}), withLedger()
	bare := p
	bare.Facts = nil
	bare.ID = "q#1"
	for _, tc := range []struct {
		claim, kind string // kind "" where it stands
		alone       bool   // the rules refuse it without the ledger too
	}{
		{"Alphamab had a durable response rate of 16% in melanoma.", "", false},
		{"Of patients with melanoma, 16% responded.", KindQuantity, false},
		{"Of 525 patients on alphamab, 15% had edema.", "", false},
		{"Of 525 patients on alphamab, 15% had severe edema.", KindQuantity, true},
	} {
		v := c.Check(Claim{Text: tc.claim}, []Passage{p})
		if v.Supported != (tc.kind == "") {
			t.Errorf("%q: supported %v, %v", tc.claim, v.Supported, v.Problems)
			continue
		}
		if tc.kind == "" {
			if len(v.Facts) == 0 {
				t.Errorf("%q: nothing says whose figure it is", tc.claim)
			}
			continue
		}
		named := false
		for _, q := range v.Problems {
			named = named || q.Kind == tc.kind
		}
		if !named {
			t.Errorf("%q: refused for %v, not as %s", tc.claim, v.Problems, tc.kind)
		}
		if got := c.Check(Claim{Text: tc.claim}, []Passage{bare}).Supported; got == tc.alone {
			t.Errorf("%q: without the ledger supported is %v", tc.claim, got)
		}
	}
}

func TestPropose(t *testing.T) {
	p := Passage{ID: "p#1", Drug: []string{"nivolumab", "ipilimumab"}, Regimen: "weekly", Population: "adults",
		Text: "Median overall survival in CheckMate 067 was 71.9 months with nivolumab plus ipilimumab and 36.9 months with nivolumab in advanced melanoma. " +
			"Complete responses were seen in 7% (17 of 255) and partial responses in 8% (20 of 255) of the patients. Approval came in 1998."}
	want := []Fact{
		{Drug: "nivolumab plus ipilimumab", Population: "advanced melanoma", Measure: "median overall survival", Value: "71.9", Unit: "months"},
		{Drug: "nivolumab", Population: "advanced melanoma", Measure: "median overall survival", Value: "36.9", Unit: "months"},
		{Population: "adults", Measure: "complete response rate", Value: "7", Unit: "%", N: 17, Of: 255},
		{Population: "adults", Measure: "partial response rate", Value: "8", Unit: "%", N: 20, Of: 255},
	}
	got := New(Options{}).Propose(p)
	if len(got) != len(want) {
		t.Fatalf("%d rows proposed, want %d: %+v", len(got), len(want), got)
	}
	for n, w := range want {
		g := got[n]
		if !strings.Contains(p.Text[g.Start:g.End], g.Value) {
			t.Errorf("row %d is not of its sentence: %+v", n, g)
		}
		g.Start, g.End, g.Regimen = 0, 0, ""
		if g != w {
			t.Errorf("row %d:\n%+v, want\n%+v", n, g, w)
		}
	}
}

func FuzzPropose(f *testing.F) {
	f.Add(arms, "alphamab")
	f.Add("In 3% (1 of 33), 5 to 6 mg vs 7 mg: grade 3-4 in <1%; median OS 9 months.", "")
	c := New(Options{})
	f.Fuzz(func(t *testing.T, text, drug string) {
		for _, row := range c.Propose(Passage{ID: "p#1", Text: text, Drug: []string{drug}}) {
			if row.Value == "" || row.Measure == "" || row.Start >= row.End {
				t.Errorf("an empty row: %+v", row)
			}
		}
	})
}

// A combination's figure is not that of one of its drugs alone, where that one
// has its own.
func TestLedgerArms(t *testing.T) {
	text := "After 10 years, 34% of patients on nivolumab plus ipilimumab, 26% on nivolumab and 16% on ipilimumab were alive with melanoma."
	row := func(drug, value string) Fact {
		return Fact{Start: 0, End: len(text), Drug: drug, Measure: "overall survival rate at 10 years", Value: value, Unit: "%"}
	}
	p := Passage{ID: "p#1", Text: text, Facts: []Fact{row("nivolumab plus ipilimumab", "34"), row("nivolumab", "26"), row("ipilimumab", "16")}}
	c := New(Options{})
	for claim, want := range map[string]bool{
		"After 10 years, 34% of patients on ipilimumab were alive with melanoma.":                false,
		"After 10 years, 16% of patients on ipilimumab were alive with melanoma.":                true,
		"After 10 years, 34% of patients on nivolumab plus ipilimumab were alive with melanoma.": true,
	} {
		if v := c.Check(Claim{Text: claim}, []Passage{p}); v.Supported != want {
			t.Errorf("%q: supported %v, %v", claim, v.Supported, v.Problems)
		}
	}
}
