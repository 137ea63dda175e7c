package answer

import (
	"strings"
	"testing"
)

func TestMatterOf(t *testing.T) {
	e := engine(t, nil)
	for question, want := range map[string]string{
		"fever on IL-2, what to do?":                     "what is done about fever",
		"How is hypotension treated?":                    "what is done about hypotension",
		"what do I give for nausea":                      "what is done about nausea",
		"management of diarrhea on IL-2":                 "what is done about diarrhea",
		"pt has a rash, now what":                        "what is done about rash",
		"How is renal cell carcinoma treated?":           "", // the treatment itself
		"How often does fever come with IL-2?":           "", // a figure
		"What can I do about side effects?":              "", // an overview of many
		"Is IL-2 better than nivolumab?":                 "a comparison of IL-2 and nivolumab",
		"compare response in melanoma and kidney cancer": "", // of one drug
		"is it chemo":                       "whether it counts as chemo",
		"Is proleukin a vaccine?":           "whether it counts as vaccine",
		"Is IL-2 safe?":                     "",
		"What does the infusion feel like?": "how it feels: infusion",
		"how long do i stay in hospital for a cycle of it?": "how long a stay lasts: in hospital and cycle",
	} {
		parts := e.reader.read(question)
		got := ""
		if m := parts[0].Matter; m != nil {
			got = m.missing(&parts[0])
		}
		if got != want {
			t.Errorf("%q wants told %q, want %q", question, got, want)
		}
	}
}

// TestHeadlineTellsTheMatter holds what is done about a complaint before how
// many have it.
func TestHeadlineTellsTheMatter(t *testing.T) {
	e := engine(t, nil)
	for question, want := range map[string]string{
		"fever on IL-2 what to do":                                            "antipyretics",
		"what do I give for nausea during high dose il2":                      "Antiemetics",
		"treatment of diarrhea on IL-2":                                       "relieved with",
		"how do you treat low blood pressure from IL-2":                       "withheld when systolic",
		"is aldesleukin a steroid?":                                           "Aldesleukin is interleukin-2",
		"how do you even say aldesleukin":                                     "pronounced AL-des",
		"Is aldesleukin approved for adults or for children?":                 "for adults with",
		"Which pressors are mentioned for low blood pressure from high IL-2?": "pressors such as",
		"how does aldesleukin work?":                                          "gets a kick-start",
		"what heart tests are needed before IL-2":                             "the cardiac ejection fraction is measured",
		"who should give IL-2":                                                "specialists",
		"what is meperidine for":                                              "are treated with meperidine",
		"what about antihypertensives":                                        "Beta-blockers and other antihypertensives",
		"patient confused on IL-2 what do we do":                              "withheld for mental status changes",
		"I'm confused about the dose of IL-2 in RCC":                          "600,000 IU/kg",
		"how long between courses":                                            "at least 7 weeks",
		"symptoms of capillary leak":                                          "shows as hypotension",
		"most common side effects":                                            "of aldesleukin (Proleukin), each in at least 30%",
		"is IL-2 immunotherapy?":                                              "belongs to immunotherapy",
		"why does IL-2 make blood pressure drop":                              "Capillary leak syndrome under aldesleukin leads to hypotension",
	} {
		a := ask(t, e, Request{Question: question})
		if a.Headline == nil || !strings.Contains(a.Headline.Text, want) {
			t.Errorf("%q: headline %+v, want one with %q", question, a.Headline, want)
		}
	}
}

// TestDeclinesWhatNoSentenceTells shows the sources' silence, not a sentence
// with the same words.
func TestDeclinesWhatNoSentenceTells(t *testing.T) {
	e := engine(t, nil)
	for question, want := range map[string]string{
		"does IL-2 work better than nivolumab?":    "a comparison of IL-2 and nivolumab",
		"how do i manage insomnia on interleukin?": "what is done about insomnia",
		"how does ipilimumab work in melanoma?":    "the way of action of ipilimumab",
		"what are risk factors for melanoma?":      "the risk factors for melanoma",
		"what if a dose is missed?":                "what a missed dose means for dose",
		"is it chemo?":                             "whether it counts as chemo",
		"is IL-2 used in children?":                "",
		"IL-2 price?":                              "a price for IL-2",
		"can I get vaccines during IL-2?":          "",
	} {
		a := ask(t, e, Request{Question: question})
		if a.Status != Declined || want != "" && strings.Join(a.Missing, ", ") != want {
			t.Errorf("%q: %s, missing %q, want declined for %q", question, a.Status, a.Missing, want)
		}
	}
}
