package render

import (
	"strings"
	"unicode/utf16"

	"curbside/internal/text"
)

// markup are the characters that Discord reads as markup anywhere in a line.
const markup = "\\`*_~|<>[]@#"

// Escape returns s as one line that Discord shows as it stands: no markup, no
// mention, no link.
func Escape(s string) string {
	s = Plain(s)
	var b strings.Builder
	for i, r := range s {
		switch {
		case strings.ContainsRune(markup, r),
			i == 0 && strings.ContainsRune("-+", r),
			r == ':' && strings.HasPrefix(s[i:], "://"), // else a link
			r == '.' && startsNumberedItem(s, i):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// startsNumberedItem reports whether the dot at i would make s a list item.
func startsNumberedItem(s string, i int) bool {
	return i > 0 && strings.Trim(s[:i], "0123456789") == "" && strings.HasPrefix(s[i:], ". ")
}

// Length counts as Discord's clients do, in UTF-16 units; it is never less
// than the number of code points.
func Length(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// Plain returns s as one line without invisible characters, for names, which
// Discord shows as they stand.
func Plain(s string) string { return strings.Join(strings.Fields(text.Clean(s)), " ") }

// Short cuts s at a word, to at most most characters.
func Short(s string, most int) string { return short(s, most) }
