package guard

import "testing"

// A word that is a name too is one where the grammar of a ward puts a person, in
// small letters as well; elsewhere it stays a word.
func TestWordsThatAreNames(t *testing.T) {
	for kind, texts := range map[string][]string{
		KindName: {
			"Willow refused the foley", "sage is itchy again", "Sierra's potassium is back", "told april she may shower", "can olive drive tomorrow", "Brooks in 12 is tachy",
			"Summer, 9, neuroblastoma", "QV in 6C: MAP 58", "asked ngozichukwu if he sleeps", "Dr. Amsel is our patient this time", "Orders for B. Halvorssen 81 kg", "Rounds // Pham / D2 / neo off",
		},
		KindDate:  {"stent placed 11/12/24, no angina", "ileostomy reversed 3/9/23, output high", "no stool since Friday the 9th", "biopsied on Boxing Day", "bx 04.06.25, scan clean", "home on 2/28? no, discharge planned for 3/5"},
		KindPlace: {"She stays with us on Hollis Street", "dispo to Birchwood Nursing Home", "he drives in from Okanogan county", "pt from 59901 wants video visits", "she is from a village near Puebla"},
		KindAge:   {"the pt is coming up on 93", "our candidate turned 91 yesterday", "Pt b. 1931, mRCC", "he was born in 1928"},
		KindOther: {"our patient is a former governor of the state", "she hosts the morning show on radio", "the senator's wife has mets", "my patient won gold at the olympics"},
		KindPhoto: {"is this selfie jaundiced?"},
		KindURL:   {"my patient posts from www.kidneyjoe.example every day"},
	} {
		for _, text := range texts {
			if !hasKind(Check(text), kind) {
				t.Errorf("%q: no %s in %+v", text, kind, Check(text).Spans)
			}
		}
	}
	for _, text := range []string{
		"Hope is low in this trial", "summer is hot, does it hurt the vials", "grace period of two days", "does faith help with pain", "Chase the dose with furosemide", "Rose in 7 of 10 patients", "the art is in the timing",
		"home for Christmas between cycles?", "webinar on Tuesday the 3rd", "approved on Boxing Day 2019 by the FDA", "trials in Okanogan county", "nursing home patients in the trial", "the label of 1931", "the governor of the pump",
		"did anybody win gold for TIL", "Lotze, Yang, Schwartzentruber - who did gp100", "baxter pumps for 5FU",
	} {
		if res := Check(text); res.Has(Identifiers) {
			t.Errorf("%q: %+v", text, res.Spans)
		}
	}
}

// A line of values is no emergency by its words, only by its values.
func TestLinesOfValues(t *testing.T) {
	checkVerdicts(t, map[string]string{
		"K 2.9 Mg 1.3 Ca 7.4 alb 2.1 day 4":           Clear,
		"lactate 1.4, bp 116/70, hr 88":               Clear,
		"Na 131 K 5.6 Cr 2.4 BUN 40 day 3":            Clear,
		"bp 52/30 hr 150 lactate 9 sats 78":           Emergency,
		"K 7.6 Cr 4.1 lactate 9, pt unresponsive":     Emergency,
		"the exam stem: a pale baby, limp, HR 50":     Clear,
		"what if my wife cannot breathe in the night": Clear,
	})
}
