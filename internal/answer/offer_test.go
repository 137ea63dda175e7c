package answer

import (
	"slices"
	"strings"
	"testing"
)

// What a decline says is missing is missing: a word that some passage speaks
// of is not, though the closest sentence lacks it.
func TestDeclinesNameWhatIsMissing(t *testing.T) {
	e := engine(t, nil)
	for q, want := range map[string]string{
		"when does CLS start":                                     "a time for CLS",
		"can i give dexamethasone for CLS":                        "CLS together with dexamethasone",
		"What prednisone dose should be used for capillary leak?": "a dose for prednisone and capillary leak",
		"Dose for a 95 kg patient with clear cell RCC":            "a dose for clear cell RCC",
		"What is the treatment of asthma?":                        "a treatment of asthma",
		"what is the half-life of IL-15":                          "IL-15",
	} {
		if a := ask(t, e, Request{Question: q}); a.Status != Declined || !slices.Equal(a.Missing, []string{want}) {
			t.Errorf("%q: %s, missing %q, want %q", q, a.Status, a.Missing, want)
		}
	}
}

// A decline offers questions on what was asked that the sources do answer, and
// none where they speak of nothing that was asked.
func TestDeclinesOfferWhatIsAnswered(t *testing.T) {
	e := engine(t, nil)
	for q, on := range map[string]string{
		"when does CLS start": "capillary leak", "can i give dexamethasone for CLS": "dexamethasone",
		"can I give ondansetron for nausea": "sick", "how long does CLS last": "capillary leak",
	} {
		offered := ask(t, e, Request{Question: q}).FollowUps
		if len(offered) == 0 || len(offered) > mostFollowUps || !strings.Contains(offered[0], on) {
			t.Errorf("%q: offered %q, want first one on %s", q, offered, on)
		}
		for _, next := range offered {
			if a := ask(t, e, Request{Question: next}); a.Status != Answered {
				t.Errorf("%q: offers %q, which is %s (missing %v)", q, next, a.Status, a.Missing)
			}
		}
	}
	for _, q := range []string{"What is the treatment of asthma?", "Which wine goes with fish?", "what dose for a 16-year-old?"} {
		if offered := ask(t, e, Request{Question: q}).FollowUps; len(offered) > 0 {
			t.Errorf("%q: offered %q, want none", q, offered)
		}
	}
}
