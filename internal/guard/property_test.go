package guard

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// checkSpans fails when spans leave the text or are out of order.
func checkSpans(t interface{ Fatalf(string, ...any) }, text string, spans []Span) {
	n := utf8.RuneCountInString(text)
	last := 0
	for _, s := range spans {
		if s.Start < last || s.End <= s.Start || s.End > n {
			t.Fatalf("span %+v of a text of %d code points, after %d", s, n, last)
		}
		last = s.Start
	}
}

func allMessages(t testing.TB) []string {
	var out []string
	for _, set := range []string{"emergencies", "lookalikes", "identifiers", "clean", "unsafe", "injection"} {
		for _, m := range readSet(t, set) {
			out = append(out, m.text)
		}
	}
	return out
}

func TestSpansValid(t *testing.T) {
	all := allMessages(t)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(all).Draw(t, "a") + rapid.String().Draw(t, "between") + rapid.SampledFrom(all).Draw(t, "b")
		checkSpans(t, text, Check(text).Spans)
		checkSpans(t, text, Injection(text))
	})
}

func TestInvisibleCharactersChangeNothing(t *testing.T) {
	all := allMessages(t)
	hidden := []string{"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u2066", "\ufe0f"}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom(all).Draw(t, "text")
		var b strings.Builder
		for _, r := range text {
			b.WriteRune(r)
			if rapid.IntRange(0, 3).Draw(t, "hide") == 0 {
				b.WriteString(rapid.SampledFrom(hidden).Draw(t, "mark"))
			}
		}
		plain, masked := Check(text), Check(b.String())
		if plain.Verdict != masked.Verdict || len(plain.Spans) != len(masked.Spans) {
			t.Fatalf("%q: %+v, with hidden characters %+v", text, plain, masked)
		}
	})
}

func TestEmergencyOutranksIdentifiers(t *testing.T) {
	emergencies, ids := readSet(t, "emergencies"), readSet(t, "identifiers")
	rapid.Check(t, func(t *rapid.T) {
		e, id := rapid.SampledFrom(emergencies).Draw(t, "emergency"), rapid.SampledFrom(ids).Draw(t, "id")
		text := e.text + "\n\n" + id.text
		if Check(e.text).Verdict != Emergency {
			t.Skip("a miss that TestEmergencies counts")
		}
		res := Check(text)
		if res.Verdict == Unsafe || res.Verdict == Clear {
			t.Fatalf("%q: %+v", text, res)
		}
		if slices.ContainsFunc(res.Spans, func(s Span) bool { return strings.HasPrefix(s.Kind, Emergency) }) != (res.Verdict == Emergency) {
			t.Fatalf("%q: %+v", text, res)
		}
	})
}

func TestSameTextSameResult(t *testing.T) {
	g := New()
	for _, text := range allMessages(t) {
		a, b := Check(text), g.Check(text)
		if a.Verdict != b.Verdict || !slices.Equal(a.Spans, b.Spans) {
			t.Fatalf("%q: %+v and %+v", text, a, b)
		}
	}
}

func FuzzCheck(f *testing.F) {
	for _, text := range allMessages(f) {
		f.Add(text)
	}
	f.Add("\xff\xf0 +(+-./ 1.1.1 //:: '' 's \u0301 ß ŉ ﷺ")
	f.Fuzz(func(t *testing.T, text string) {
		checkSpans(t, text, Check(text).Spans)
		checkSpans(t, text, Injection(text))
	})
}

// Time grows with the length: one text of ten times the length takes about as
// long as ten of the length, and ten times as long if the work grew with the
// square. Both sides read as much, so a busy machine slows both; of several
// tries the best counts, so a moment's pause fails nothing. Hard texts: no
// sentence ends, only cues, only digits.
func TestLinearTime(t *testing.T) {
	const tries, limit = 8, 4
	for _, unit := range []string{
		"my patient can not ", "1.1.", "(1-", "name is ", "i want to ", "a@", "her photo of ", "what is the ", "no no no no ", "é\u0301", "Mr. Smith ", "\n",
	} {
		small, large := strings.Repeat(unit, 10_000/len(unit)), strings.Repeat(unit, 100_000/len(unit))
		best := math.Inf(1)
		for try := 0; try < tries && best > limit; try++ {
			parts := time.Duration(0)
			for range 10 {
				parts += took(small)
			}
			best = min(best, float64(took(large))/float64(parts))
		}
		if best > limit {
			t.Errorf("%q: 100 kB take %.1f times as long as ten times 10 kB", unit, best)
		}
	}
}

func took(text string) time.Duration {
	start := time.Now()
	Check(text)
	Injection(text)
	return time.Since(start)
}
