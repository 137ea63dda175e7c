package search

import (
	"slices"
	"strings"
	"testing"
)

func TestPlainWordsStandForOneAnother(t *testing.T) {
	ix := shippedIndex(t)
	for _, c := range []struct{ question, word, akin string }{
		{"Do we halt aldesleukin?", "halt", "discontinu"},
		{"Is it run in on a breathing tube?", "breathing tube", "intub"},
		{"What happens to eosinophils?", "eosinophils", "eosinophilia"},
	} {
		i := slices.IndexFunc(ix.Read(c.question), func(t Term) bool { return t.Text == c.word })
		if i < 0 {
			t.Errorf("%q: no term %q", c.question, c.word)
			continue
		}
		term := ix.Read(c.question)[i]
		if term.Canonical != "" {
			continue // the lexicon knows it better
		}
		if !slices.ContainsFunc(term.Akin, func(f []string) bool { return strings.HasPrefix(strings.Join(f, " "), c.akin) }) {
			t.Errorf("%q: %q is akin to %v, want %q among them", c.question, c.word, term.Akin, c.akin)
		}
	}
}

func TestNamesHaveNoPlainWords(t *testing.T) {
	for _, term := range shippedIndex(t).Read("Is dopamine given with Proleukin for melanoma?") {
		if (term.Kind == "drug" || term.Kind == "disease") && len(term.Akin) > 0 {
			t.Errorf("%q is a name and is akin to %v", term.Text, term.Akin)
		}
	}
}
