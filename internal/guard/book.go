package guard

import "strings"

// book is a long list of words, one a line in the order of bytes, that is
// searched where it stands: it costs nothing to load.
type book string

// newBook takes the lines of a file after its remarks.
func newBook(text string) book {
	for strings.HasPrefix(text, "#") {
		_, text, _ = strings.Cut(text, "\n")
	}
	return book(text)
}

// has reports whether a word is in the list.
func (b book) has(w string) bool {
	if w == "" {
		return false
	}
	for len(b) > 0 {
		from := strings.LastIndexByte(string(b[:len(b)/2]), '\n') + 1
		to := from + strings.IndexByte(string(b[from:]), '\n')
		if to < from {
			to = len(b)
		}
		switch line := string(b[from:to]); {
		case line == w:
			return true
		case line < w:
			b = b[min(to+1, len(b)):]
		default:
			b = b[:from]
		}
	}
	return false
}
