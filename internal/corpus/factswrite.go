package corpus

import (
	"fmt"
	"strconv"
	"strings"
)

// WriteFacts lays a ledger out as YAML, one row a line under the sentence that it is read from, ready for a curator.
func WriteFacts(s *Source, rows []Fact) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# What the figures of %s measure, of which drug and in whom. README.md tells how to correct a row.\nfacts:\n", s.ID)
	if len(rows) == 0 {
		return strings.Replace(b.String(), "facts:\n", "facts: []\n", 1)
	}
	last := ""
	for _, f := range rows {
		if f.At != last {
			fmt.Fprintf(&b, "  # %s\n", sentenceOf(s, f))
			last = f.At
		}
		b.WriteString("  - {" + strings.Join(factKeys(f), ", ") + "}\n")
	}
	return b.String()
}

func sentenceOf(s *Source, f Fact) string {
	for _, p := range s.Passages {
		if n := f.Sentence(); p.ID == f.PassageOf(s.ID) && n > 0 && n <= len(p.Sentences) {
			return p.Sentences[n-1].Text
		}
	}
	return ""
}

// factKeys are the keys of a row that say something.
func factKeys(f Fact) []string {
	out := []string{"at: " + strconv.Quote(f.At)}
	text := func(key, value string) {
		if value != "" {
			out = append(out, key+": "+quoted(value))
		}
	}
	number := func(key string, value int) {
		if value != 0 {
			out = append(out, fmt.Sprintf("%s: %d", key, value))
		}
	}
	text("measure", f.Measure)
	text("comparator", f.Comparator)
	out = append(out, "value: "+strconv.Quote(f.Value))
	text("unit", f.Unit)
	number("n", f.N)
	number("of", f.Of)
	text("drug", f.Drug)
	text("regimen", f.Regimen)
	text("population", f.Population)
	text("state", f.State)
	return out
}

// quoted writes a scalar bare where YAML reads it as these words.
func quoted(s string) string {
	bare := s != "" && strings.IndexFunc(s, func(r rune) bool {
		return !(r == ' ' || r == '-' || r == '/' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	}) < 0
	switch strings.ToLower(s) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		bare = false
	}
	if bare && s[0] != '-' && s[0] != '/' && s[0] != ' ' {
		return s
	}
	return strconv.Quote(s)
}
