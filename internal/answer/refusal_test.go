package answer

import (
	"context"
	"testing"
)

// What a passage tells of one thing is not shown for another: neither for a
// drug or disease that it only mentions, nor for another property of the
// same.
func TestDeclinesWhatIsOnlyMentioned(t *testing.T) {
	e := engine(t, nil)
	for q, want := range map[string]Status{
		// a drug that the sources name beside aldesleukin only
		"What class of drug is cisplatin?":                      Declined,
		"so what is vinblastine":                                Declined,
		"What is cyclophosphamide approved for?":                Declined,
		"Does doxorubicin add to the heart toxicity of IL-2?":   Answered,
		"Can I take ibuprofen?":                                 Answered,
		"Which drugs are in R-CHOP?":                            Answered,
		"Which combination chemotherapy contains vindesine?":    Answered,
		"What is (are) scleroderma?":                            Declined,
		"What are the treatments for bullous pemphigoid?":       Declined,
		"What are the symptoms of Hashimoto's thyroiditis?":     Declined,
		"Is an autoimmune disease a contraindication for IL-2?": Answered,
		// a name of several words of which the sources hold each alone
		"Is there a cure for the stiff bowel syndrome?": Declined,
		"What causes capillary leak syndrome?":          Answered,
		// what the second question leaves out stands in the first
		"How should zolmivardine be used and what is the dosage?": Declined,
		"How many IU per kg and how often, paclitaxel?":           Declined,
		"Is it a vaccine and how often, paclitaxel?":              Declined,
		"How is aldesleukin given and what is the dosage?":        Answered,
		// another property of the same
		"What to do for diarrhea?":                                Answered,
		"What is the outlook for dizziness?":                      Declined,
		"What is myositis?":                                       Declined,
		"What is the number of ampoules in a box of aldesleukin?": Declined,
		// another time
		"7-year survival with dabrafenib plus trametinib?":               Declined,
		"What was the 5-year survival with dabrafenib and trametinib?":   Answered,
		"What was the 60-month survival with dabrafenib and trametinib?": Answered,
		"median PFS of dabrafenib plus trametinib":                       Declined,
	} {
		a, err := e.Ask(context.Background(), Request{Question: q})
		if err != nil {
			t.Fatal(err)
		}
		if a.Status != want {
			shown := ""
			if a.Headline != nil {
				shown = a.Headline.Text
			}
			t.Errorf("%q is %s, want %s (%s%v)", q, a.Status, want, shown, a.Missing)
		}
	}
}
