package answer

import (
	"testing"
)

// What is off before a dose that is due is answered by the rule for it, and
// by nothing else that is said of it.
func TestFindingBeforeADoseIsAnsweredByItsRule(t *testing.T) {
	e := engine(t, nil)
	leadsWith(t, e, map[string]string{
		"plts 38k, ok to hang the 6am dose?":              "30,000-50,000 platelets",
		"bili 7.4 this morning, hold?":                    "bilirubin above 7",
		"uop 70 cc last shift, hold or give":              "urine output",
		"pt weepy nonstop on il2, rel or abs?":            "persistent crying",
		"sats 88 RA before dose 5, give?":                 "below 90%",
		"ck-mb up, which tier":                            "CK-MB",
		"gut perf on proleukin: hold or dc forever":       "discontinue aldesleukin permanently",
		"vivid dreams overnight, dose 8 due, give?":       "vivid dreams",
		"limbs super tight, relative hold or absolute?":   "tightness of the limbs",
		"rales 1/3 up, can we give the next dose of il2?": "one third up the chest",
	})
	for _, question := range []string{"lipase 900 on il2, hold?", "k 2.8 on il2, hold dose?", "hb 6.9 on il2, hold next dose?", "qtc 520 on il2, hold?", "can i give nivolumab if plts 40k"} {
		if a := ask(t, e, Request{Question: question}); a.Status != Declined {
			t.Errorf("%q is answered by %q, and no source tells it", question, a.Headline.Text)
		}
	}
}

// The kind of thing asked for must be told.
func TestWhatNoSentenceTellsIsDeclined(t *testing.T) {
	e := engine(t, nil)
	for _, question := range []string{
		"fever rate dabrafenib + trametinib", "ipi/nivo rcc 5 yr OS %", "% hypothyroid after il2", "median time to response with high-dose IL-2",
		"what percentage of IL-2 patients end up in the ICU?", "when is the central line pulled after the last IL-2 dose?",
		"how often do nurses weigh patients on IL-2?", "hb trigger for transfusion on il2", "pt is 9 yo w rcc, dose of proleukin?",
		"can IL-2 run in the same line as dopamine?", "mg of meperidine for rigors?", "which antiemetic is used for IL-2 nausea?", "plt goal for il2 pts",
	} {
		if a := ask(t, e, Request{Question: question}); a.Status != Declined {
			t.Errorf("%q is answered by %q, and no source tells it", question, a.Headline.Text)
		}
	}
}

// And what they do tell is answered, in the same wording.
func TestWhatASentenceTellsIsAnswered(t *testing.T) {
	e := engine(t, nil)
	leadsWith(t, e, map[string]string{
		"hypotension rate hd il2":                                 "71%",
		"what % get a rash on il2":                                "42%",
		"how long until il2 fever starts":                         "hours to days",
		"which antibiotics are given for line prophylaxis on il2": "oxacillin",
		"what drugs are nephrotoxic with il2":                     "aminoglycosides",
		"nivo/cabo PFS vs suni":                                   "16.6 months",
		"tmz vs dtic OS":                                          "7.7 months",
		"dabra+trame 5 yr OS mel":                                 "34%",
		"dose for a 54 yo 80 kg man, il2":                         "600,000 IU/kg",
		"what sort of hospital can give il2":                      "hospital",
	})
}
