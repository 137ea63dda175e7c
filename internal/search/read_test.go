package search

import (
	"slices"
	"strings"
	"testing"

	"curbside/internal/corpus"
)

// handmade is a small corpus whose words the tests know.
func handmade(tb testing.TB) *Index {
	tb.Helper()
	source := func(id, title, grade, collection string, texts ...string) *corpus.Source {
		s := &corpus.Source{ID: id, Title: title, Evidence: grade, Collection: collection, Audience: []string{"clinician"}}
		for i, text := range texts {
			s.Passages = append(s.Passages, &corpus.Passage{
				ID: id + "#" + string(rune('1'+i)), Source: s, N: i + 1, Text: text,
				Headings: []string{"Notes"}, Title: "Notes",
			})
		}
		return s
	}
	c := &corpus.Corpus{
		Sources: []*corpus.Source{
			source("label", "Label", "A", "interleukin-2",
				"Aldesleukin is given at 600,000 IU/kg every 8 hours as an infusion.",
				"Aldesleukin may cause capillary leak syndrome with hypotension and stroke.",
				"Prednisolone was not studied with aldesleukin.",
				"Melanoma and kidney cancer responded to aldesleukin.",
				"Flu-like symptoms, fatigue and diarrhea are common with aldesleukin."),
			source("leaflet", "Leaflet", "C", "leaflets",
				"Proleukin can leak fluid from small vessels.",
				"Tell your team about swelling, itching and relatlimab."),
		},
		Lexicon: &corpus.Lexicon{Terms: []corpus.Term{
			{Term: "aldesleukin", Kind: "drug", Same: []string{"Proleukin", "IL-2"}, Near: []string{"immune shot"}, Not: []string{"IL-12", "interferon gamma"}, Meaning: &corpus.Meaning{Passage: "label#4"}},
			{Term: "capillary leak syndrome", Kind: "symptom", Same: []string{"CLS", "capillary leak"}, Near: []string{"leaky vessels"}},
			{Term: "renal cell carcinoma", Kind: "disease", Same: []string{"kidney cancer", "RCC"}},
			{Term: "melanoma", Kind: "disease"},
			{Term: "acute lymphoblastic leukemia", Kind: "disease", Same: []string{"ALL"}},
		}},
	}
	ix, err := New(tb.Context(), c)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := ix.Close(); err != nil {
			tb.Error(err)
		}
	})
	return ix
}

func TestReadTerms(t *testing.T) {
	ix := handmade(t)
	for question, want := range map[string]string{
		"What is the dose of IL-2?":                             "[dose]; IL-2 = aldesleukin",
		"What is capillary leak syndrome?":                      "capillary leak syndrome = capillary leak syndrome",
		"is the immune shot for kidney cancer":                  "immune shot = aldesleukin; kidney cancer = renal cell carcinoma",
		"why is it given every 8 hours and not daily":           "8 hours; not; [daily]",
		"600 000 IU per kg":                                     "600 000 IU per kg",
		"Is ALL treated with it, and are all patients treated?": "[ALL = acute lymphoblastic leukemia]; [treated]; [patients]",
		"flulike symptoms":                                      "flulike; symptoms",
		"flu-like symptoms":                                     "flu-like; symptoms",
		"well-known leak":                                       "[known]; leak",
		"Proleukin or aldesleukin or il2":                       "Proleukin = aldesleukin",
		"breast cancer and uveal melanoma":                      "[breast cancer]; [uveal melanoma]",
		"how do they give it, I'm asking":                       "give",
		"im scared":                                             "[scared]",
		"IM injection":                                          "[IM]; [injection]",
		"TKI-258 and PD-L1":                                     "[TKI-258]; [PD-L1]",
		"is a flu shot safe":                                    "[flu]; [shot]; [safe]",
		"what is this":                                          "",
		"🙂 ؟ \u200b":                                            "",
		"metastatic renal cell carcinoma without hypotension":   "[metastatic]; renal cell carcinoma = renal cell carcinoma; [without]; hypotension",
	} {
		if got := asRead(ix.Read(question)); got != want {
			t.Errorf("%q is read as %q, want %q", question, got, want)
		}
	}
}

func TestTermsHaveKindFormsAndPlace(t *testing.T) {
	ix := handmade(t)
	question := "Is nivolumab or IL-2 better in breast cancer?"
	got := ix.Read(question)
	find := func(text string) Term {
		i := slices.IndexFunc(got, func(t Term) bool { return t.Text == text })
		if i < 0 {
			t.Fatalf("%q is not among %q", text, asRead(got))
		}
		return got[i]
	}
	for _, term := range got {
		if s := string([]rune(question)[term.Start:term.End]); s != term.Text {
			t.Errorf("%q stands at %q", term.Text, s)
		}
	}
	if n := find("nivolumab"); n.Kind != "drug" || n.Known || n.Canonical != "" {
		t.Errorf("a drug that the corpus lacks is read as %+v", n)
	}
	if b := find("breast cancer"); b.Kind != "disease" || b.Known {
		t.Errorf("a disease that the corpus lacks is read as %+v", b)
	}
	il2 := find("IL-2")
	if il2.Kind != "drug" || !il2.Known || il2.Forms[0][0] != "il2" || len(il2.Forms) != 3 || len(il2.Near) != 1 {
		t.Errorf("IL-2 is read as %+v", il2)
	}
	for _, other := range []string{"IL-12", "interferon gamma"} {
		if o := ix.Read(other); len(o) != 1 || o[0].Kind != "drug" || o[0].Known || o[0].Canonical != "" {
			t.Errorf("%s, which is not the drug, is read as %+v", other, o)
		}
	}
	uveal := ix.Read("uveal melanoma")[0]
	if uveal.Known || len(uveal.Near) != 1 || uveal.Near[0][0] != "melanoma" {
		t.Errorf("a disease with a known one inside its name is read as %+v", uveal)
	}
}

func TestSpelling(t *testing.T) {
	ix := handmade(t)
	for typed, want := range map[string]string{
		"proluekin": "proleukin", "prolekin": "proleukin", "aldesluekin": "aldesleukin", "aldeslukine": "aldesleukin",
		"capilary": "capillary", "syndorme": "syndrome", "hypotention": "hypotension", "diarrea": "diarrhea",
		"diarrhoae": "diarrhea", "melenoma": "melanoma", "interlukin-2": "il2", "interlukin 2": "il2",
		"relatlimba": "relatlimab", "itchng": "itching", "symptomns": "symptoms", "fatige": "fatigue",
		// known words that the corpus lacks, misspelt, become themselves
		"stroage": "storage", "predisone": "prednisone", "nivolumba": "nivolumab", "niovlumab": "nivolumab",
	} {
		terms := ix.Read(typed)
		if len(terms) != 1 || terms[0].Correction != want {
			t.Errorf("%q is read as %q, want a correction to %q", typed, asRead(terms), want)
		}
	}
}

func TestSpellingLeavesOtherWordsAlone(t *testing.T) {
	ix := handmade(t)
	for _, word := range []string{
		"nivolumab", "prednisone", "interleukin-12", "IL-12", "IL-15", "lymphoma", "storage", "price", "hypertension",
		"strike", "dose", "aldesleukin", "Proleukin", "IL2", "ipilimumab", "leek", "swilling", "denileukin",
		"bempegaldesleukin", "zanzalintinib", "xyzzyq", "qwrtplkj", "CLSX", "H2", "2B", "fludarabine", "keytruda",
		"myeloma", "melatonin", "caplan",
	} {
		for _, term := range ix.Read("the " + word) {
			if term.Correction != "" {
				t.Errorf("%q becomes %q", word, term.Correction)
			}
			if term.Text != word && !strings.EqualFold(term.Text, word) {
				t.Errorf("%q is read as %q", word, term.Text)
			}
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"dose", "dose", 0}, {"dosse", "dose", 1}, {"dsoe", "dose", 1}, {"dise", "dose", 1}, {"ose", "dose", 1},
		{"proluekin", "proleukin", 1}, {"prolukein", "proleukin", 2}, {"abcd", "wxyz", 3}, {"a", "abcd", 3},
		{strings.Repeat("a", 60), strings.Repeat("a", 60), 3},
	} {
		if got := distance(c.a, c.b, 2); got != c.want {
			t.Errorf("distance(%q, %q, 2) = %d, want %d", c.a, c.b, got, c.want)
		}
		if got := distance(c.b, c.a, 2); got != c.want {
			t.Errorf("distance(%q, %q, 2) = %d, want %d", c.b, c.a, got, c.want)
		}
	}
}

func TestKnownNames(t *testing.T) {
	for word, want := range map[string]bool{
		"Nivolumab": true, "aldesleukin": true, "ondansetron": true, "Keytruda": true, "newdrugumab": true, "aspirin": true,
		"water": false, "interleukin": false, "dose": false, "": false, "zzzz": false, "storage": false, "melanoma": false,
	} {
		if IsDrug(word) != want {
			t.Errorf("IsDrug(%q) = %v", word, !want)
		}
	}
	for phrase, want := range map[string]bool{
		"breast cancer": true, "Breast Cancers": true, "non-Hodgkin lymphoma": true, "leukaemia": true, "Crohn's disease": true,
		"uveal melanoma": true, "type 2 diabetes": true, "high dose": false, "": false, "cancer": false, "a kidney": false,
	} {
		if IsDisease(phrase) != want {
			t.Errorf("IsDisease(%q) = %v", phrase, !want)
		}
	}
	for name, list := range map[string]string{"english": englishData, "drugs": drugData, "diseases": diseaseData, "medical": medicalData} {
		lines := strings.Split(strings.TrimSuffix(list, "\n"), "\n")
		if !slices.IsSorted(lines) {
			t.Errorf("data/%s.txt is not sorted", name)
		}
		for _, i := range []int{0, 1, len(lines) / 2, len(lines) - 1} {
			if !inList(list, lines[i]) {
				t.Errorf("data/%s.txt: %q is not found", name, lines[i])
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"What is the dose of IL-2?", "capilary leek syndrom", "600 000 IU per kg every 8 hours", "PD-L1 and interlukin two",
		"uveal melanoma ALL im I'm", "flulike\u200b", "per per 5 per mg", "\xff 2-2-2 IL-IL-2", "interferon gamma alpha",
	} {
		f.Add(s)
	}
	ix := handmade(f)
	f.Fuzz(func(t *testing.T, question string) {
		if len(question) > 2000 {
			return
		}
		n := len([]rune(question))
		for _, term := range ix.Read(question) {
			if term.Start < 0 || term.End <= term.Start || term.End > n {
				t.Fatalf("%q: %q stands at %d to %d of %d", question, term.Text, term.Start, term.End, n)
			}
			if term.Stem == "" || term.IDF < 0 || term.Known && len(term.Forms) == 0 {
				t.Fatalf("%q: %+v", question, term)
			}
			for i := range term.forms() {
				if form, weight := term.form(i); len(form) == 0 || weight <= 0 || weight > 1 {
					t.Fatalf("%q: form %q of %q weighs %v", question, form, term.Text, weight)
				}
			}
		}
	})
}
