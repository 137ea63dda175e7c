package answer

import (
	"strings"
	"testing"
)

// Questions as people at a bedside and at home put them: what leads must be what
// they can act on.
func TestAskedAtBedsideAndAtHome(t *testing.T) {
	e := engine(t, nil)
	for question, want := range map[string]string{
		"mum is home after her interleukin shots and has a temp of 38.6, is it just the flu feeling or do we ring someone?": "a doctor or nurse should be told",
		"temperature 38.6 at home after interleukin, should we worry":                                                       "A fever during interleukin-2 treatment",
		"how long is the aldesleukin bag good for once pharmacy has made it up":                                             "Diluted aldesleukin (in the bag) may be stored",
		"dad takes blood pressure tablets, metoprolol. problem with il-2?":                                                  "Beta-blockers and other antihypertensives",
		"can he get gentamicin on il-2?":                                                                                    "Examples of nephrotoxic drugs",
		"True or false: the dose of aldesleukin should be reduced by 50% in patients with hypotension.":                     "The label recommends no dose reduction",
		"my husband is 64 with kidney cancer, can he get interleukin-2?":                                                    "Aldesleukin (Proleukin) is approved in the United States for adults",
		"State three structural differences between aldesleukin and native IL-2.":                                           "Aldesleukin differs from native interleukin-2",
		"At what temperature are vials stored?":                                                                             "Unopened vials of aldesleukin",
	} {
		if a := ask(t, e, Request{Question: question}); a.Headline == nil || !strings.Contains(a.Headline.Text, want) {
			t.Errorf("%q: headline %+v, missing %v", question, a.Headline, a.Missing)
		}
	}
	for _, question := range []string{"my son is 14 with kidney cancer, can he get interleukin-2?", "dose of aldesleukin for a girl aged 9 with melanoma", "What dose of aldesleukin for my son, 9, 30 kg, with melanoma?"} {
		if a := ask(t, e, Request{Question: question}); a.Status != Declined || !strings.Contains(strings.Join(a.Missing, " "), "-year-old") {
			t.Errorf("%q: %s %+v, missing %v", question, a.Status, a.Headline, a.Missing)
		}
	}
}
