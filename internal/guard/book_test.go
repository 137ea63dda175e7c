package guard

import (
	"slices"
	"strings"
	"testing"
)

func TestBookFindsEveryLine(t *testing.T) {
	b := newBook("# remark\n# another\nanna\nbea\nbeatrix\nzoe\n")
	for _, w := range []string{"anna", "bea", "beatrix", "zoe"} {
		if !b.has(w) {
			t.Errorf("%q is not found", w)
		}
	}
	for _, w := range []string{"", "a", "ann", "beat", "zoee", "# remark", "zz"} {
		if b.has(w) {
			t.Errorf("%q is found", w)
		}
	}
}

// A book out of order would be searched in vain.
func TestBooksAreSorted(t *testing.T) {
	for name, b := range shared().lex.books {
		lines := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
		if len(lines) < 10_000 || !slices.IsSorted(lines) {
			t.Errorf("%s: %d lines, sorted: %v", name, len(lines), slices.IsSorted(lines))
		}
	}
}
