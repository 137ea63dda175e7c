package answer

import (
	"strings"
	"testing"
	"testing/fstest"
)

// exported is a corpus of another system's export: no lexicon, sentences that lean on each other.
func exported(t *testing.T, lines ...string) *Engine {
	t.Helper()
	facts := `"title":"Pages","kind":"evidence-summary","evidence":"B","audience":["clinician"],"collection":"pages","public":true,"updated":"2025","retrieved":"2026-11-22",`
	return engineOver(t, fstest.MapFS{"x.jsonl": &fstest.MapFile{Data: []byte(strings.Replace(strings.Join(lines, "\n"), `"n":1,`, `"n":1,`+facts, 1))}}, nil)
}

func TestWhatLeansIsShownWithWhatItLeansOn(t *testing.T) {
	e := exported(t,
		`{"source":"a","n":1,"headings":["Histiocytosis"],"text":"The incidence of histiocytosis in England was 1.05 per million. Of these individuals, 44% were younger than 45 years and smoked."}`,
		`{"source":"a","n":2,"headings":["Stomach cancer survival"],"text":"The 5-year survival rates of stomach cancer are:\n- 75% for localized cancer (in the stomach only)\n- 7% for metastatic cancer"}`,
		`{"source":"a","n":3,"headings":["News"],"text":"Mastectomy halves recurrence in advanced vulvar disease\nPosted in May."}`,
		`{"source":"a","n":4,"headings":["Hepatitis vaccine"],"text":"The hepatitis B vaccine is given in a series, the second dose after a month."}`,
		`{"source":"a","n":5,"headings":["Staging"],"text":"Patients with stages II and III colon cancer receive folinate."}`)
	for _, c := range []struct{ question, headline string }{
		{"What share with histiocytosis were younger than 45 years and smoked?", "The incidence of histiocytosis in England was 1.05 per million. Of these individuals, 44% were younger than 45 years and smoked."},
		{"What is the survival rate of localized stomach cancer?", "The 5-year survival rates of stomach cancer are: 75% for localized cancer (in the stomach only)"},
		{"What do patients with stage III colon cancer receive?", "Patients with stages II and III colon cancer receive folinate."},
		{"When is the second dose of the hepatitis B vaccine given?", "The hepatitis B vaccine is given in a series, the second dose after a month."},
	} {
		a := ask(t, e, Request{Question: c.question})
		if a.Headline == nil || a.Headline.Text != c.headline {
			t.Errorf("%q: headline %+v, missing %v", c.question, a.Headline, a.Missing)
		}
	}
	for _, q := range []string{"When is the second dose of the hepatitis A vaccine given?", "What do patients with stage IV colon cancer receive?"} {
		if a := ask(t, e, Request{Question: q}); a.Status != Declined || len(a.Missing) == 0 {
			t.Errorf("%q is answered by %+v, want a decline that names what is missing", q, a.Headline)
		}
	}
}

func TestDefinitionOfAThingOfSeveralWords(t *testing.T) {
	e := exported(t,
		`{"source":"a","n":1,"headings":["Trial"],"text":"In a study, 28 children underwent sentinel lymph node biopsy. Sentinel lymph node biopsy was positive in seven."}`,
		`{"source":"a","n":2,"headings":["Tests"],"text":"A sentinel lymph node biopsy is the removal of the first node that a tumor drains to."}`)
	a := ask(t, e, Request{Question: "What is a sentinel lymph node biopsy?"})
	if a.Headline == nil || !strings.HasPrefix(a.Headline.Text, "A sentinel lymph node biopsy is the removal") {
		t.Errorf("headline %+v", a.Headline)
	}
}

// A name that is given for what was described, a cause told by what came before,
// worth for money and not its price.
func TestWhatIsAskedStandsInOtherWords(t *testing.T) {
	e := exported(t,
		`{"source":"a","n":1,"headings":["Genes"],"text":"Some syndromes have unique patterns of methylation (called \"episignatures\") that serve diagnosis. Known episignatures were compared in a trial."}`,
		`{"source":"a","n":2,"headings":["Chorea"],"text":"Sydenham's chorea is a movement disorder emerging after an infection with streptococci. Sydenham's chorea is rare. The cause of a rash may be heat."}`,
		`{"source":"a","n":3,"headings":["Screening"],"text":"Colonoscopy was a cost-effective strategy for colorectal cancer screening. Colonoscopy takes half an hour."}`)
	for question, want := range map[string]string{
		"What are episignatures?":                                        "Some syndromes have unique patterns",
		"What is the cause of Sydenham's chorea?":                        "Sydenham's chorea is a movement disorder emerging",
		"Is colonoscopy cost-effective for colorectal cancer screening?": "Colonoscopy was a cost-effective strategy",
	} {
		if a := ask(t, e, Request{Question: question}); a.Headline == nil || !strings.HasPrefix(a.Headline.Text, want) {
			t.Errorf("%q: headline %+v, missing %v", question, a.Headline, a.Missing)
		}
	}
	if a := ask(t, e, Request{Question: "What does a colonoscopy cost?"}); a.Status != Declined {
		t.Errorf("a price is answered by %+v", a.Headline)
	}
}

// What both sides of a comparison share, as the disease, may stand over the sentence that compares them.
func TestComparedUnderTheNameOfTheDisease(t *testing.T) {
	e := exported(t,
		`{"source":"a","n":1,"headings":["Sarcoma of the soft tissue","Trials"],"text":"Survival was longer with doxorubicin and ifosfamide (7.4 months) than with doxorubicin alone (4.6 months)."}`,
		`{"source":"a","n":2,"headings":["Sarcoma of the soft tissue","Ifosfamide"],"text":"Ifosfamide may harm the kidneys."}`)
	a := ask(t, e, Request{Question: "Survival with doxorubicin and ifosfamide versus doxorubicin alone in sarcoma?"})
	if a.Headline == nil || !strings.HasPrefix(a.Headline.Text, "Survival was longer with doxorubicin and ifosfamide") {
		t.Errorf("headline %+v, missing %v", a.Headline, a.Missing)
	}
}
