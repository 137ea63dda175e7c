package search

import (
	"strings"
	"unicode"

	"curbside/internal/text"
)

// attachedUnits may follow a number without a space ("50mg"); any other
// letters there make a name ("2B", "5FU").
var attachedUnits = wordSet("mg g kg mcg ug μg µg ng pg ml l dl iu u miu mu h hr hrs min d wk mo yr x m cm mm mmol mmhg meq bpm c f k")

// startsDecimal reports whether the dot at i begins a number such as ".5".
func startsDecimal(rs []rune, i int) bool {
	if i+1 >= len(rs) || !isDigit(rs[i+1]) {
		return false
	}
	return i == 0 || !(isWordRune(rs[i-1]) || rs[i-1] == '.')
}

// scanNumber reads the number at i with its groups of three digits and its
// decimals, or the name that begins with a digit.
func scanNumber(rs []rune, i int) rawToken {
	var b strings.Builder
	if rs[i] == '.' {
		b.WriteByte('0')
	}
	j := digits(rs, i, &b)
	for grouped := j - i; grouped <= 3; grouped = 0 {
		k, ok := nextGroup(rs, j)
		if !ok {
			break
		}
		j = digits(rs, k, &b)
	}
	if j+1 < len(rs) && rs[j] == '.' && isDigit(text.FoldRune(rs[j+1])) && !strings.Contains(b.String(), ".") {
		b.WriteByte('.')
		j = digits(rs, j+1, &b)
	}
	t := rawToken{norm: trimNumber(b.String()), start: i, end: j, kind: numberToken}
	return withSuffix(rs, t)
}

// digits appends the run of digits at i, and a leading decimal point, to b.
func digits(rs []rune, i int, b *strings.Builder) int {
	for ; i < len(rs); i++ {
		r := text.FoldRune(rs[i])
		if !isDigit(r) && !(r == '.' && b.String() == "0") {
			break
		}
		b.WriteRune(r)
	}
	return i
}

// nextGroup returns where a further group of exactly three digits begins
// after a comma or one space at i.
func nextGroup(rs []rune, i int) (int, bool) {
	if i+3 >= len(rs) || !(rs[i] == ',' || text.FoldRune(rs[i]) == ' ') || rs[i] == '\n' {
		return 0, false
	}
	for _, r := range rs[i+1 : i+4] {
		if !isDigit(r) {
			return 0, false
		}
	}
	if i+4 < len(rs) && isWordRune(rs[i+4]) {
		return 0, false
	}
	return i + 1, true
}

// withSuffix takes letters directly after a number into a name ("2B"),
// unless they are a unit.
func withSuffix(rs []rune, t rawToken) rawToken {
	j := t.end
	for j < len(rs) && isWordRune(rs[j]) {
		j++
	}
	if j == t.end || j-t.start > 12 {
		return t
	}
	suffix := text.Fold(string(rs[t.end:j]))
	if _, unit := attachedUnits[suffix]; unit || strings.Contains(t.norm, ".") || !asciiLetters(suffix) {
		return t
	}
	t.norm, t.end, t.kind = t.norm+suffix, j, codeToken
	return t
}

func asciiLetters(s string) bool {
	for _, r := range s {
		if r > unicode.MaxASCII || !(unicode.IsLetter(r) || isDigit(r)) {
			return false
		}
	}
	return true
}

// trimNumber drops zeros that say nothing, so that .50 and 0.5 are one term.
func trimNumber(s string) string {
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "" {
		return "0"
	}
	return s
}
