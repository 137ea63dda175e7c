package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"plain", "IL-2 dose?", "IL-2 dose?"},
		{"zero width", "al\u200bdes\u2060leukin", "aldesleukin"},
		{"direction override", "dose \u202e051\u202c IU", "dose 051 IU"},
		{"invalid UTF-8", "do\xffse", "dose"},
		{"combining", "e\u0301tude", "\u00e9tude"},
		{"line ends", "a\r\nb\u2028c\td", "a\nb\nc d"},
		{"tag characters", "dose\U000e0041", "dose"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Clean(c.in); got != c.want {
				t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestFold(t *testing.T) {
	got := Fold("“High–Dose” IL‐2’s ５ µg\u00a0IU")
	if want := "\"high-dose\" il-2's 5 μg iu"; got != want {
		t.Errorf("Fold = %q, want %q", got, want)
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"two", "IL-2 is given. It is toxic.", "IL-2 is given.|It is toxic."},
		{"decimal", "The dose is 0.037 mg/kg. Rest follows.", "The dose is 0.037 mg/kg.|Rest follows."},
		{"abbreviation", "Agents (e.g. Proleukin) vs. placebo by Dr. Jones were used.", "Agents (e.g. Proleukin) vs. placebo by Dr. Jones were used."},
		{"et al", "Rosenberg et al. Nature showed it", "Rosenberg et al.|Nature showed it"},
		{"lines", "Heading\n- First item\n- Second item.", "Heading|- First item|- Second item."},
		{"reference mark", "ORR was 15%. [1, 2] CR was 7%.[3] Done.", "ORR was 15%. [1, 2]|CR was 7%.[3]|Done."},
		{"quote", "He said \"stop.\" Then left.", "He said \"stop.\"|Then left."},
		{"initial", "By J. Smith in Boston.", "By J. Smith in Boston."},
		{"letter ends", "Take vitamin C. Then rest.", "Take vitamin C.|Then rest."},
		{"number starts", "Stop at once. 40% of experts agree.", "Stop at once.|40% of experts agree."},
		{"no as a word", "The answer is no. Patients stop.", "The answer is no.|Patients stop."},
		{"no. as number", "See no. 5 for it.", "See no. 5 for it."},
		{"empty", " \n ", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			rs := []rune(c.in)
			var got []string
			for _, s := range Sentences(c.in) {
				got = append(got, s.Slice(rs))
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("Sentences(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

// Sentences lose nothing but white space and keep their order.
func TestSentencesCoverText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Clean(rapid.StringMatching(`([A-Za-z0-9 .!?\[\]\n"é–-]{0,80})`).Draw(t, "s"))
		rs := []rune(s)
		at := 0
		for _, sp := range Sentences(s) {
			if sp.Start < at || sp.End <= sp.Start || sp.End > len(rs) {
				t.Fatalf("span %v after %d of %d", sp, at, len(rs))
			}
			if strings.TrimSpace(string(rs[at:sp.Start])) != "" {
				t.Fatalf("text lost before %v in %q", sp, s)
			}
			at = sp.End
		}
		if strings.TrimSpace(string(rs[at:])) != "" {
			t.Fatalf("text lost at the end of %q", s)
		}
	})
}

func FuzzClean(f *testing.F) {
	f.Add("IL\u200b-2 \xff\u202edose")
	f.Fuzz(func(t *testing.T, s string) {
		c := Clean(s)
		if !utf8.ValidString(c) || Clean(c) != c {
			t.Errorf("Clean(%q) = %q is not clean", s, c)
		}
		if utf8.RuneCountInString(Fold(c)) != utf8.RuneCountInString(c) {
			t.Errorf("Fold(%q) changes the number of code points", c)
		}
	})
}
