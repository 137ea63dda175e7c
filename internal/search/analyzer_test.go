package search

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"curbside/internal/text"
)

func testAnalyzer() *analyzer { return newAnalyzer(sharedRules()) }

func TestSpellingsOfOneTerm(t *testing.T) {
	for _, same := range [][]string{
		{"IL-2", "IL2", "il-2", "il2", "IL 2", "interleukin 2", "interleukin-2", "Interleukin 2", "INTERLEUKIN-2", "IL\u20112", "IL\u20132"},
		{"rIL-2", "rIL2"},
		{"IL-12", "interleukin-12", "IL 12"},
		{"600,000", "600 000", "600000", "600\u00a0000", "600\u202f000"},
		{"22 million", "22,000,000", "22000000"},
		{"0.5", ".5", "0.50"},
		{"CD4+", "CD4", "CD-4", "CD 4"},
		{"PD-1", "PD1", "pd-1"},
		{"α", "alpha", "alfa", "Alpha"},
		{"interferon α", "interferon alfa", "interferon-alpha", "Interferon-α"},
		{"IFN-α", "IFN-alpha", "IFNα"},
		{"edema", "oedema", "Edema", "œdema"},
		{"tumor", "tumour", "tumours", "tumors"},
		{"anemia", "anaemia", "anæmia"},
		{"leukemia", "leukaemia"}, {"diarrhea", "diarrhoea"}, {"hemorrhage", "haemorrhage"},
		{"hyperbilirubinemia", "hyperbilirubinaemia"}, {"dyspnea", "dyspnoea"}, {"esophagus", "oesophagus"},
		{"randomized", "randomised"}, {"hospitalization", "hospitalisation"}, {"pediatric", "paediatric"},
		{"dose", "doses", "dosing", "dosage", "Dosages"},
		{"metastasis", "metastases", "metastatic"}, {"diagnosis", "diagnoses"}, {"kidneys", "kidney"},
		{"%", "percent", "per cent"},
		{"mcg", "µg", "μg", "ug", "micrograms"},
		{"patient's", "patients", "patient\u2019s"},
		{"8 hours", "eight hours", "8 hrs"},
		{"not", "can't", "shouldn\u2019t", "cannot", "wasnt"},
		{"i.v.", "IV", "iv"},
		{"naïve", "naive"},
		{"50mg", "50 mg", "50-mg"},
		{"m2", "m²"},
	} {
		want := testAnalyzer().stems(same[0])
		for _, s := range same[1:] {
			if got := testAnalyzer().stems(s); !slices.Equal(got, want) {
				t.Errorf("%q is %q, and %q is %q", same[0], want, s, got)
			}
		}
	}
}

func TestSpellingsOfDifferentTerms(t *testing.T) {
	for _, pair := range [][2]string{
		{"IL-2", "IL-12"}, {"IL-2", "IL-2R"}, {"IL-2", "2"}, {"600,000", "60,000"}, {"0.5", "5"}, {"1.5", "15"},
		{"severe", "several"}, {"hypotension", "hypertension"}, {"important", "import"}, {"internal", "international"},
		{"experience", "experiment"}, {"positive", "position"}, {"response", "responsible"}, {"not", "no"},
		{"hyperthyroidism", "hypothyroidism"}, {"intravenous", "intramuscular"}, {"PD-1", "PD-L1"}, {"rest", "restless"},
		{"organ", "organization"}, {"general", "generic"},
	} {
		if a, b := testAnalyzer().stems(pair[0]), testAnalyzer().stems(pair[1]); slices.Equal(a, b) {
			t.Errorf("%q and %q are both %q", pair[0], pair[1], a)
		}
	}
}

func TestAnalyzeKeepsPlaces(t *testing.T) {
	for text, want := range map[string]string{
		"High-dose IL-2, 600,000-720,000 IU/kg": "High|dose|IL-2|600,000|720,000|IU|kg",
		"in 7-9% of CD4+ T cells":               "in|7|9|%|of|CD4+|T|cells",
		"α-interferon – 2 million IU":           "α|interferon|2 million|IU",
		"grade 3-4, ECOG PS >1, Category 2B":    "grade|3|4|ECOG|PS|1|Category|2B",
		"given day 1 to 5 in 2024.":             "given|day|1|to|5|in|2024",
		"in 1992 255 patients":                  "in|1992|255|patients",
		"":                                      "",
		"🙂 \u200bIL\u200b-2 \xff":               "IL\u200b-2",
	} {
		var got []string
		rs := []rune(text)
		for _, tok := range testAnalyzer().analyze(text) {
			if s := string(rs[tok.Start:tok.End]); s != tok.Text {
				t.Errorf("%q: token %q stands at %q", text, tok.Text, s)
			}
			got = append(got, tok.Text)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q is read as %q, want %q", text, strings.Join(got, "|"), want)
		}
	}
}

// checkTokens holds what is true of every text: places in order and inside
// the text, nothing empty, the same again when asked again, and words that
// stay as they are when folded twice.
func checkTokens(t interface{ Fatalf(string, ...any) }, a *analyzer, text string) {
	n, last := utf8.RuneCountInString(text), 0
	tokens := a.analyze(text)
	for _, tok := range tokens {
		if tok.Start < last || tok.End <= tok.Start || tok.End > n {
			t.Fatalf("%q: token %+v is out of place after %d, of %d", text, tok, last, n)
		}
		if tok.Stem == "" || strings.ContainsAny(tok.Stem, " \n") {
			t.Fatalf("%q: token %+v has no usable stem", text, tok)
		}
		last = tok.End
	}
	if !slices.Equal(tokens, a.analyze(text)) {
		t.Fatalf("%q is read differently the second time", text)
	}
	for _, tok := range a.tokens([]rune(text)) {
		if tok.kind != wordToken {
			continue
		}
		if twice := a.rules.foldWord(tok.norm); twice != tok.norm {
			t.Fatalf("%q: %q folds on to %q", text, tok.norm, twice)
		}
	}
}

func FuzzAnalyze(f *testing.F) {
	for _, s := range []string{
		"High-dose IL-2 (600,000-720,000 IU/kg) i.v. q8h", "CD4+ α-interferon 2 million 0.037 mg/kg", "patient's don't",
		"\xff\u200b\u202e", "IL - 2", "600 000 000", "per cent %", "ﬁ Ⅳ ² µg", "haemorrhoea's", "'s n't", "1.2.3,456",
	} {
		f.Add(s)
	}
	a := testAnalyzer()
	f.Fuzz(func(t *testing.T, s string) { checkTokens(t, a, s) })
}

func TestAnalyzeProperties(t *testing.T) {
	a := testAnalyzer()
	piece := rapid.SampledFrom([]string{"IL", "-", "2", " ", "600", ",000", "α", "haemorrhage", "oedema", "isation", "'s", ".", "%", "million", "not", "CD4", "+", "\n", "é", "per", "cent"})
	rapid.Check(t, func(t *rapid.T) {
		checkTokens(t, a, strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), ""))
		checkTokens(t, a, rapid.String().Draw(t, "text"))
	})
}

// Every rule of the data files must do what its line says, and no more than
// once.
func TestRulesAreSettled(t *testing.T) {
	d := sharedRules()
	for from, to := range d.spelling {
		if got := d.foldWord(from); got != to {
			t.Errorf("%q folds to %q, and the list says %q", from, got, to)
		}
		if again := d.foldWord(to); again != to {
			t.Errorf("%q folds on to %q", to, again)
		}
	}
	for word, stem := range d.stems {
		if folded := d.foldWord(word); folded != word {
			t.Errorf("the stem of %q is never used: the word folds to %q", word, folded)
		}
		if again, ok := d.stems[stem]; ok && again != stem {
			t.Errorf("%q has the stem %q, which has the stem %q", word, stem, again)
		}
	}
}

// Every letter and sign there is is read to its end, alone and behind
// another: a sign that becomes a letter of another script (the ohm in kΩ)
// once held the reader up for ever.
func TestEveryRuneIsRead(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		for _, rs := range [][]rune{{r}, {'k', r}, {r, 'k'}} {
			for i := 0; i < len(rs); {
				if c := text.FoldRune(rs[i]); !isDigit(c) && !startsWord(c) {
					i++
					continue
				}
				var end int
				if isDigit(text.FoldRune(rs[i])) {
					end = scanNumber(rs, i).end
				} else {
					end = scanWord(rs, i).end
				}
				if end <= i {
					t.Fatalf("%q: nothing is read at %d", string(rs), i)
				}
				i = end
			}
		}
	}
	if got := newAnalyzer(sharedRules()).stems("5 k\u2126"); len(got) != 3 {
		t.Errorf("5 kΩ is read as %q", got)
	}
}
