package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean returns s fit to be stored and shown: valid UTF-8 in NFC, without
// zero-width characters, direction overrides and control characters. Line
// ends become "\n" and tabs a space. Other spaces are kept.
func Clean(s string) string {
	if isPlain(s) {
		return s
	}
	s = strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\r\n", "\n")
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
			b.WriteByte('\n')
		case r == '\t':
			b.WriteByte(' ')
		case Invisible(r), unicode.IsControl(r), r == utf8.RuneError:
		default:
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

// isPlain reports whether s is printable ASCII and line ends, which Clean
// returns as it is.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < ' ' && c != '\n') || c >= 0x7f {
			return false
		}
	}
	return true
}

// Invisible reports whether r takes no space on a screen and so can hide
// text from a reader: zero-width characters, direction marks and overrides,
// variation selectors, tags, soft hyphens.
func Invisible(r rune) bool {
	switch {
	case r == 0xad, r == 0x34f, r == 0x61c, r == 0xfeff, r == 0x3164, r == 0xffa0:
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e:
		return true
	case r >= 0x2060 && r <= 0x206f, r >= 0x180b && r <= 0x180e:
		return true
	case r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0000 && r <= 0xe0fff:
		return true
	}
	return false
}

// Fold returns s with what readers do not distinguish made equal: lower
// case, one kind of dash ('-'), straight quotes, ordinary spaces, full-width
// forms narrow. Fold maps rune to rune, so code-point offsets stay true.
func Fold(s string) string {
	return strings.Map(FoldRune, s)
}

// FoldRune is Fold of one rune.
func FoldRune(r rune) rune {
	if r < utf8.RuneSelf {
		return unicode.ToLower(r)
	}
	switch {
	case IsDash(r):
		return '-'
	case r == '\u2018', r == '\u2019', r == '\u201a', r == '\u201b', r == '\u2032', r == '\u02bc':
		return '\''
	case r == '\u201c', r == '\u201d', r == '\u201e', r == '\u2033', r == '\u00ab', r == '\u00bb':
		return '"'
	case unicode.IsSpace(r):
		return ' '
	case r >= 0xff01 && r <= 0xff5e:
		return unicode.ToLower(r - 0xfee0)
	case r == '\u00b5':
		return '\u03bc' // micro sign as the Greek letter
	}
	return unicode.ToLower(r)
}

// IsDash reports whether r is written as a dash, hyphen or minus.
func IsDash(r rune) bool {
	return r == '-' || (r >= 0x2010 && r <= 0x2015) || r == 0x2212 || r == 0xfe63 || r == 0xff0d
}

// Squeeze returns s with each run of white space as one space, trimmed.
func Squeeze(s string) string {
	return strings.Join(strings.Fields(s), " ")
}

// Truncate returns at most n code points of s.
func Truncate(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
