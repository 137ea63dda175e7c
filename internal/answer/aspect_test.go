package answer

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// pages is a corpus without a curator's notes: one source for each name and heading.
func pages(t *testing.T, lines ...[3]string) *Engine {
	t.Helper()
	var b strings.Builder
	for i, l := range lines {
		fmt.Fprintf(&b, `{"source":"s%d","n":1,"title":%q,"kind":"patient-education","evidence":"C","audience":["clinician"],"collection":"pages","retrieved":"2026-11-22","headings":[%q,%q],"text":%q}`+"\n", i, l[0], l[0], l[1], l[2])
	}
	return engineOver(t, fstest.MapFS{"x.jsonl": &fstest.MapFile{Data: []byte(b.String())}}, nil)
}

// What is asked of a thing leads, of the thing itself and not of one with a
// longer name or another number; what no page tells is declined.
func TestAspectOfTheSubject(t *testing.T) {
	e := pages(t,
		[3]string{"Marlow syndrome", "Information", "Marlow syndrome is a condition of the inner ear. It was first told of in 1951."},
		[3]string{"Marlow syndrome", "Treatment", "How is Marlow syndrome treated? Most people with Marlow syndrome are treated with a hearing aid."},
		[3]string{"Marlow syndrome", "Inheritance", "Marlow syndrome is inherited in a dominant pattern, which means a single changed copy is enough."},
		[3]string{"Marlow-Hughes syndrome", "Treatment", "Marlow-Hughes syndrome is a condition of the kidney. Treatments for Marlow-Hughes syndrome are dialysis and diet."},
		[3]string{"Tarn ataxia 7", "Symptoms", "Tarn ataxia 7 is a form of ataxia. Symptoms of Tarn ataxia 7 are falls and slurred speech."},
		[3]string{"Studies", "Abstract", "Randomised Trial of Zelvimab Against Placebo in Tarn Ataxia. Zelvimab is an antibody that binds the TRN1 receptor."},
		[3]string{"Studies of glial tumours", "Abstract", "Oranimab had no effect on glial tumours. An earlier course of QX1184 was allowed."},
		[3]string{"Orrin fever", "Information", "Orrin fever is a disease of sheep and shepherds. For more information on how Orrin fever is treated, ask a library."},
	)
	leadsWith(t, e, map[string]string{
		"What are the treatments for Marlow syndrome?":     "hearing aid",
		"How is Marlow syndrome treated?":                  "hearing aid",
		"Is Marlow syndrome inherited?":                    "inherited in a dominant pattern",
		"What is Marlow syndrome?":                         "condition of the inner ear",
		"What is the treatment of Marlow-Hughes syndrome?": "dialysis",
		"What are the symptoms of Tarn ataxia 7?":          "slurred speech",
		"What are the symptoms of Tarn ataxia 8?":          "",
		"What are the treatments for Orrin fever?":         "",
		"What is the outlook for Marlow syndrome?":         "",
		"What is the mechanism of action of zelvimab?":     "binds the TRN1 receptor",
		"Is QX1184 effective against glial tumours?":       "QX1184",
	})
}

// Under an answer stands nothing of another page's subject, nothing that a page
// tells under another heading, and nothing that has lost its beginning.
func TestPointsKeepToTheSubject(t *testing.T) {
	e := pages(t,
		[3]string{"Marlow syndrome", "symptoms", "The symptoms of Marlow syndrome are fever and a rash. They come on slowly."},
		[3]string{"Marlow syndrome", "susceptibility", "Marlow syndrome includes people at risk. These include Marlow patients with diabetes."},
		[3]string{"Tarrow fever", "symptoms", "Symptoms include a stiff neck and Marlow spots."},
		[3]string{"Marlow syndrome", "symptoms", "and of Marlow syndrome symptoms such as swelling are rare."},
	)
	a := ask(t, e, Request{Question: "What are the symptoms of Marlow syndrome?"})
	if a.Headline == nil || !strings.Contains(a.Headline.Text, "fever and a rash") {
		t.Fatalf("leads with %v", a.Headline)
	}
	for _, c := range a.Claims {
		for _, other := range []string{"diabetes", "stiff neck", "swelling"} {
			if strings.Contains(c.Text, other) {
				t.Errorf("shown besides: %q", c.Text)
			}
		}
	}
}

// A model's claim from the page of another disease is not shown where it does
// not name that it is; one that leans on what stood before it in its source is
// shown with that.
func TestModelKeepsToTheSubject(t *testing.T) {
	e := pages(t,
		[3]string{"Marlow syndrome", "treatment", "Marlow syndrome is treated with fluids. They are given as a slow drip for two days."},
		[3]string{"Tarrow fever", "treatment", "Doctors act early, as in any such syndrome. Leafy greens ease the fever as a treatment."},
	)
	e.Composer = drafting(func(req ComposeRequest) ([]Draft, error) {
		var out []Draft
		for _, c := range req.Candidates {
			for _, quote := range []string{"They are given as a slow drip for two days.", "Leafy greens ease the fever as a treatment."} {
				if strings.Contains(c.Text, quote) {
					out = append(out, Draft{Section: "Answer", Text: quote, Passage: c.ID, Quote: quote})
				}
			}
		}
		return out, nil
	})
	a := ask(t, e, Request{Question: "What is the treatment of Marlow syndrome?"})
	shown := Text(a, 0)
	if !strings.Contains(shown, "is treated with fluids. They are given as a slow drip") {
		t.Errorf("a claim that leans does not stand alone:\n%s", shown)
	}
	if strings.Contains(shown, "Leafy greens") {
		t.Errorf("another disease's treatment is shown:\n%s", shown)
	}
}

// What a question says of the patients and of how far the disease has gone is
// not contradicted by the sentence that answers.
func TestOppositesExclude(t *testing.T) {
	e := pages(t,
		[3]string{"Tarn leukemia in children", "Tests", "Tarn leukemia is found by a blood test. The initial tests for tarn leukemia are a count and a biopsy."},
		[3]string{"Orrin cancer statistics", "Survival", "The survival rate after 5 years is 31% for orrin cancer that has spread. It is told by registries."},
		[3]string{"Marlow cancer statistics", "Survival", "The survival rate after 5 years is 94% for marlow cancer that has not spread."},
	)
	leadsWith(t, e, map[string]string{
		"What are the initial tests for tarn leukemia in adults?":                 "",
		"What are the initial tests for tarn leukemia in children?":               "count and a biopsy",
		"What is the 5-year survival rate for localized orrin cancer?":            "",
		"What is the 5-year survival rate for metastatic orrin cancer?":           "31%",
		"What is the 5-year survival rate for marlow cancer that has not spread?": "94%",
		"What is the 5-year survival rate for marlow cancer that is metastatic?":  "",
	})
}
