package verify

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// prose draws a passage of true-looking sentences with figures.
func prose(t *rapid.T) []string {
	drugs := []string{"Aldesleukin", "Sunitinib", "Nivolumab", "Cisplatin"}
	verbs := []string{"achieved a response in", "caused fever in", "was stopped in", "prolonged survival in"}
	groups := []string{"of patients with melanoma", "of women with breast cancer", "of children with leukemia"}
	n := rapid.IntRange(1, 5).Draw(t, "sentences")
	var out []string
	for range n {
		s := rapid.SampledFrom(drugs).Draw(t, "drug") + " " + rapid.SampledFrom(verbs).Draw(t, "verb") + " " +
			rapid.StringMatching(`[1-9][0-9]?(\.[1-9])?`).Draw(t, "figure") + "% " + rapid.SampledFrom(groups).Draw(t, "group") + "."
		out = append(out, s)
	}
	return out
}

func TestVerbatimIsSupported(t *testing.T) {
	c := New(Options{})
	rapid.Check(t, func(t *rapid.T) {
		s := prose(t)
		claim := rapid.SampledFrom(s).Draw(t, "claim")
		if v := c.Check(Claim{Text: claim}, []Passage{{ID: "p", Text: strings.Join(s, " ")}}); !v.Supported {
			t.Fatalf("%q refused: %v", claim, v.Problems)
		}
	})
}

func TestChangedDigitIsRefused(t *testing.T) {
	c := New(Options{})
	rapid.Check(t, func(t *rapid.T) {
		s := prose(t)
		text := strings.Join(s, " ")
		rs := []rune(rapid.SampledFrom(s).Draw(t, "claim"))
		var at []int
		for i, r := range rs {
			if unicode.IsDigit(r) {
				at = append(at, i)
			}
		}
		i := rapid.SampledFrom(at).Draw(t, "digit")
		rs[i] = '0' + (rs[i]-'0'+rune(rapid.IntRange(1, 8).Draw(t, "by")))%10
		claim := string(rs)
		if strings.Contains(text, claim) {
			t.Skip("another sentence says just this")
		}
		if v := c.Check(Claim{Text: claim}, []Passage{{ID: "p", Text: text}}); v.Supported {
			t.Fatalf("%q accepted from %q", claim, text)
		}
	})
}

func TestSpellingDoesNotMatter(t *testing.T) {
	c := New(Options{})
	cases := readCases(t)
	rapid.Check(t, func(t *rapid.T) {
		tc := rapid.SampledFrom(cases).Draw(t, "case")
		p := []Passage{{ID: "p", Text: tc.passage}}
		dash := rapid.SampledFrom([]string{"-", "\u2010", "\u2011", "\u2013"}).Draw(t, "dash")
		space := rapid.SampledFrom([]string{" ", "\u00a0", "\u202f", "\u2009"}).Draw(t, "space")
		changed := strings.ReplaceAll(strings.ReplaceAll(tc.claim, " ", space), "-", dash)
		if a, b := c.Check(Claim{Text: tc.claim}, p), c.Check(Claim{Text: changed}, p); a.Supported != b.Supported {
			t.Fatalf("%q: %v, but %q: %v %v", tc.claim, a.Supported, changed, b.Supported, b.Problems)
		}
	})
}

func TestOrderOfPassagesAndSentencesDoesNotMatter(t *testing.T) {
	c := New(Options{})
	rapid.Check(t, func(t *rapid.T) {
		a, b := prose(t), prose(t)
		p, q := Passage{ID: "a", Text: strings.Join(a, " ")}, Passage{ID: "b", Text: strings.Join(b, "\n")}
		x := rapid.SampledFrom(a).Draw(t, "first")
		y := rapid.SampledFrom(b).Draw(t, "second")
		if v, w := c.Check(Claim{Text: x + " " + y}, []Passage{p, q}), c.Check(Claim{Text: y + " " + x}, []Passage{q, p}); v.Supported != w.Supported {
			t.Fatalf("%q and %q: %v in one order, %v in the other", x, y, v, w)
		}
	})
}

func FuzzCheck(f *testing.F) {
	f.Add("Fever is seen in 15-20% of 33 patients (p < .05).", "Fever was seen in 15% to 20% of 33 patients.", "fever")
	f.Add("- 1. No IL-2 [1,2]", "# H\n- **IL-2** is not given.\n1. two (OS)", "")
	f.Add("a third of 1 in 5, twice, \u00bd 10^9/L \u2265", "stage IIIB\u20134 grade 3 or 4 | x", "\u0000")
	c := New(Options{})
	f.Fuzz(func(t *testing.T, claim, passage, quote string) {
		if len(claim)+len(passage) > 4000 {
			t.Skip("long texts only cost time")
		}
		v := c.Check(Claim{Text: claim, Quotes: []string{quote}}, []Passage{{ID: "p", Text: passage, Headings: []string{quote}}})
		n := len([]rune(passage))
		for _, s := range v.Support {
			if s.Start < 0 || s.Start >= s.End || s.End > n {
				t.Fatalf("span %d-%d of %d", s.Start, s.End, n)
			}
		}
		if v.Supported == (len(v.Problems) > 0) || v.Supported && (v.Contradicted || len(v.Support) == 0) {
			t.Fatalf("verdict does not agree with itself: %+v", v)
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	c := New(Options{})
	p := []Passage{{ID: "p", Text: strings.Repeat("Hypotension occurred in 15% of patients and oliguria in 33% of 255 patients.\nThe dose is 600,000 IU/kg every 8 hours.\n", 3)}}
	for b.Loop() {
		c.Check(Claim{Text: "Oliguria was seen in 33% of patients on the drug, and the dose is 600,000 IU/kg."}, p)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New(Options{})
	}
}
