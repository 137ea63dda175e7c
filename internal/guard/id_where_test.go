package guard

import "testing"

// An identifier is told by where it stands; the same words elsewhere are none.
func TestWhereItStands(t *testing.T) {
	for kind, texts := range map[string][]string{
		KindAge:       {"my aunt, 94, has a renal mass", "grandad will be 92 in June, is it too late", "at 96 she still drives, low dose?", "his 90th birthday is near, is that a limit", "our oldest pt - 97 - wants it", "mum is ninety three"},
		KindName:      {"Q.Z. in 5-118 is febrile", "MICU 4, D.F., urine 20 ml", "K.T., farmer, 51, third relapse", "Rusty had three cycles, one more?", "summer's platelets fell to 20"},
		KindDate:      {"he was admitted 07JUN2025 for dose 1", "I was born on the second of May", "her op was on the 14th, when may she start", "my pt: SRS 7/30, when can IL-2 begin"},
		KindURL:       {"her insta: kidney_kate_77 shows it", "https://cancerjourneyoftom.example/day2 is my dad"},
		KindBiometric: {"finger print attached for my pt", "the patient's palm vein scan fails"},
		KindOther:     {"the goalie of our town's team has melanoma", "our patient is the vicar of this parish"},
	} {
		for _, text := range texts {
			if !hasKind(Check(text), kind) {
				t.Errorf("%q: no %s in %+v", text, kind, Check(text).Spans)
			}
		}
	}
	for _, text := range []string{
		"sats are 94, is that enough", "90% of patients, 95 of 105", "O.S. and P.F.S. in the trial", "Fisher R.I. 2000, follow up", "give it on the 3rd dose", "the 14th rib",
		"reported on the 5th of May 1992 by the FDA", "https://www.cancer.gov/types/kidney on my mind", "do fingerprints change on chemotherapy", "who won the cup final", "strength 4/5 in both arms", "dose 9/14 given",
	} {
		if res := Check(text); res.Has(Identifiers) {
			t.Errorf("%q: %+v", text, res.Spans)
		}
	}
}

func hasKind(res Result, kind string) bool {
	for _, s := range res.Spans {
		if s.Kind == kind {
			return true
		}
	}
	return false
}
