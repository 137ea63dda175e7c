package search

import (
	"strconv"
	"strings"

	"curbside/internal/text"
)

// merge joins tokens that are one term however they are written: IL-2, IL 2
// and interleukin-2; 22 million; per cent.
func merge(rs []rune, in []rawToken, d *rules) []rawToken {
	out := in[:0]
	for i := 0; i < len(in); i++ {
		t := in[i]
		if i+1 < len(in) {
			if m, ok := mergePair(rs, t, in[i+1], d); ok {
				t = m
				i++
			}
		}
		out = append(out, t)
	}
	return out
}

func mergePair(rs []rune, a, b rawToken, d *rules) (rawToken, bool) {
	m := a
	m.end = b.end
	switch {
	case isCode(rs, a, b, d):
		m.kind, m.norm = codeToken, d.codePrefix(a.norm)+b.norm
		if m.end < len(rs) && rs[m.end] == '+' { // CD-4+
			m.end++
		}
		return m, true
	case a.kind == numberToken && len(a.norm) <= 6 && d.magnitude[b.norm] != 0:
		f, err := strconv.ParseFloat(a.norm, 64)
		if err != nil {
			return a, false
		}
		m.norm = strconv.FormatFloat(f*d.magnitude[b.norm], 'f', -1, 64)
		return m, true
	case a.norm == "per" && b.norm == "cent":
		m.kind, m.norm = signToken, "%"
		return m, true
	}
	return a, false
}

// isCode reports whether a and b are the letters and the number of one name.
// Joined by a hyphen, capitals are enough (PD-1, CTLA-4); apart, only
// prefixes that are never words of their own (IL 2, interleukin 2).
func isCode(rs []rune, a, b rawToken, d *rules) bool {
	if a.kind != wordToken || (b.kind != numberToken && b.kind != codeToken) {
		return false
	}
	if !isDigit(rune(b.norm[0])) || len(b.norm) > 7 || strings.ContainsAny(b.norm, ".") {
		return false
	}
	if b.glued {
		return !d.notCode[a.norm] && (a.upper || d.codes[a.norm] != "")
	}
	return d.spaced[a.norm] && onlyGap(rs[a.end:b.start])
}

// onlyGap reports whether gap is a space, perhaps with a hyphen in it.
func onlyGap(gap []rune) bool {
	if len(gap) > 3 {
		return false
	}
	for _, r := range gap {
		if r == '\n' || !(text.FoldRune(r) == ' ' || text.IsDash(r)) {
			return false
		}
	}
	return true
}
