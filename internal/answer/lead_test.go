package answer

import (
	"strings"
	"testing"
)

// What leads an answer, by class of question: a wrong sentence in front is
// read as the answer.
func TestHeadlineSaysWhatIsAsked(t *testing.T) {
	e := engine(t, nil)
	cases := []struct{ name, question, audience, holds string }{
		{"the figure of the drug asked about", "How long do responses to high-dose IL-2 last in renal cell?", "", "54 months"},
		{"the vial, not the bag", "How many IU per mL in the reconstituted vial?", "", "18 million"},
		{"the bag, not the vial", "Final concentration after dilution of aldesleukin?", "", "0.03-0.07"},
		{"the organ asked about", "Which lung function findings rule out aldesleukin?", "", "FEV1"},
		{"the item, not the list's opening", "recurrent fits on aldesleukin, what then?", "", "eizures"},
		{"the foods, not care in general", "Which foods make the nausea worse on IL-2?", Patient, "should be avoided"},
		{"the labeled dose for one patient", "70 kg man with renal cancer, Proleukin dose?", "", "600,000 IU/kg (0.037 mg/kg)"},
		{"the list of side effects", "adverse effects IL-2 pls", Patient, "infection"},
		{"the class of a drug", "Can naproxen be used for IL-2 fever?", "", "NSAIDs"},
		{"what is done, not what was seen", "how do you manage capillary leak syndrome", "", "withheld or stopped"},
		{"the cause, not the rate", "why do patients gain weight", "", "leak from the bloodstream"},
		{"the cause, not the bound", "why is creatinine elevated", "", "can cause kidney problems"},
		{"the band that the dose falls into", "What do I dilute a 70 million unit dose in?", "", "goes into 100 mL"},
		{"the band below it", "what do I dilute a 20 million unit dose in?", "", "goes into 25 mL"},
		{"the volume of the water, not of the bag", "what volume of sterile water goes into the vial", "", "1.2 mL"},
		{"whether it may be done, not the amount named", "Can the dose of IL-2 be reduced to 300,000 IU/kg when the patient gets hypotensive?", "", "no dose reduction"},
		{"per course, not per cycle", "max doses per course?", "", "28 doses"},
		{"the drug of the sources", "What percent got hypotension in the label trials", "", "71%"},
		{"a response, not an infusion", "how long do responses last in RCC", "", "54 months"},
		{"harm to the organ, not who has harm", "is IL-2 bad for the liver?", "", "can cause liver toxicity"},
		{"the tests, not the stay", "What workup do I need before admitting someone for HD IL-2?", "", "baseline blood counts"},
		{"a bare finding asks for its rule", "weight up 17% from baseline", "", "more than 15%"},
		{"an everyday name of a test", "she can't do serial 7s any more, next dose?", "", "serial sevens"},
		{"what the case tells, not another finding", "My patient keeps crying and can't spell WORLD backwards. Do I give the next dose?", "", "absolute criteri"},
		{"who takes something, not what it is", "is il-2 ok for somebody taking prednisone", "", "will not likely benefit"},
		{"whom to ring about a fever at home", "mum is home after her interleukin shots and has a temp of 38.6, is it just the flu feeling or do we ring someone?", "", "a doctor or nurse should be told"},
		{"a temperature is a fever", "temperature 38.6 at home after interleukin, should we worry", "", "A fever during interleukin-2 treatment"},
		{"the bag that pharmacy has made", "how long is the aldesleukin bag good for once pharmacy has made it up", "", "Diluted aldesleukin (in the bag) may be stored"},
		{"a beta-blocker by name", "dad takes blood pressure tablets, metoprolol. problem with il-2?", "", "Beta-blockers and other antihypertensives"},
		{"an aminoglycoside by name", "can he get gentamicin on il-2?", "", "Examples of nephrotoxic drugs"},
		{"a statement to judge", "True or false: the dose of aldesleukin should be reduced by 50% in patients with hypotension.", "", "The label recommends no dose reduction"},
		{"who may have it", "my husband is 64 with kidney cancer, can he get interleukin-2?", "", "Aldesleukin (Proleukin) is approved in the United States for adults"},
		{"the differences, however called", "State three structural differences between aldesleukin and native IL-2.", "", "Aldesleukin differs from native interleukin-2"},
		{"the vials' temperature is no fever", "At what temperature are vials stored?", "", "Unopened vials of aldesleukin"},
		{"an earlier name", "What was aldesleukin called before?", "", "growth factor"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a := ask(t, e, Request{Question: c.question, Audience: c.audience})
			if a.Headline == nil || !strings.Contains(a.Headline.Text, c.holds) {
				t.Errorf("%q: headline %v, want one that holds %q", c.question, a.Headline, c.holds)
			}
		})
	}
}

func TestEverydayWordsAloneAreNoAnswer(t *testing.T) {
	e := engine(t, nil)
	for _, q := range []string{"Is Proleukin on the hospital's crucial list?", "Is aldesleukin on the WHO essential medicines list?"} {
		if a := ask(t, e, Request{Question: q}); a.Status == Answered {
			t.Errorf("%q is answered by %q, want a decline", q, a.Headline.Text)
		}
	}
}

// A table of doses lacks none of its rows, however many would fit.
func TestRowsStayTogether(t *testing.T) {
	e := engine(t, nil)
	for _, q := range []string{"PVC bag for the dilution of aldesleukin?", "Which volumes of dextrose are used to dilute aldesleukin?"} {
		a := ask(t, e, Request{Question: q})
		said := ""
		for _, c := range a.Claims {
			said += c.Text + " "
		}
		if a.Headline != nil {
			said += a.Headline.Text
		}
		for _, row := range []string{" 25 mL", " 50 mL", " 100 mL"} {
			if !strings.Contains(said, row) {
				t.Errorf("%q: the row of%s is not shown in %q", q, row, said)
			}
		}
	}
}

// A child's age in any wording is a child's: what is said of adults does not answer.
func TestAdultsRuleIsNotAChilds(t *testing.T) {
	e := engine(t, nil)
	for _, question := range []string{"my son is 14 with kidney cancer, can he get interleukin-2?", "dose of aldesleukin for a girl aged 9 with melanoma", "What dose of aldesleukin for my son, 9, 30 kg, with melanoma?"} {
		if a := ask(t, e, Request{Question: question}); a.Status != Declined || !strings.Contains(strings.Join(a.Missing, " "), "-year-old") {
			t.Errorf("%q: %s %+v, missing %v", question, a.Status, a.Headline, a.Missing)
		}
	}
}
