package corpus

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"curbside/internal/text"
)

var spacedRange = regexp.MustCompile(`\d +- +\d`)

// characters finds look-alikes that make equal words unequal, in any file of the corpus. One finding for each kind of
// character on a line.
func (t *linter) characters(file string, lines []string) {
	for i, l := range lines {
		seen := map[string]bool{}
		for _, r := range l {
			severity, what, write := character(r)
			if what != "" && !seen[what] {
				seen[what] = true
				t.add(severity, ruleCharacters, file, i+1, what, write)
			}
		}
		if strings.Contains(l, "--") && strings.Trim(l, "- ") != "" && !strings.HasPrefix(strings.TrimSpace(l), "#") {
			t.add(SeverityWarning, ruleCharacters, file, i+1, "two hyphens as a dash", "write a comma, a colon or brackets")
		}
		if m := spacedRange.FindString(l); m != "" {
			t.add(SeverityWarning, ruleCharacters, file, i+1, fmt.Sprintf("a range with spaces: %q", m), "write it as "+strings.ReplaceAll(m, " ", "")+", or with `to`")
		}
	}
}

func character(r rune) (severity, what, write string) {
	switch {
	case r < 0x80:
		return "", "", ""
	case text.IsDash(r):
		return SeverityError, fmt.Sprintf("a dash that is no ASCII hyphen (U+%04X)", r), "write - in ranges, a comma or brackets in sentences"
	case r == 0xfffd:
		return SeverityError, "a replacement character (U+FFFD): something was lost here", "look the character up in the original"
	case text.Invisible(r), unicode.IsControl(r):
		return SeverityError, fmt.Sprintf("a hidden character (U+%04X)", r), "remove it"
	case unicode.IsSpace(r):
		return SeverityError, fmt.Sprintf("a space that is no plain space (U+%04X)", r), "write a plain space"
	case strings.ContainsRune("\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u2032\u2033\u00ab\u00bb", r):
		return SeverityWarning, fmt.Sprintf("a curly quotation mark (U+%04X)", r), "write a straight ' or \""
	}
	return "", "", ""
}
