package search

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed data/thesaurus.txt
var thesaurusData string

// thesaurus finds plain words that may stand for one another: looser than
// the lexicon, and never names.
type thesaurus struct {
	akin    map[string][][]string // by stems joined with spaces: stems of the other forms
	longest int                   // tokens of the longest form
	stems   []string              // of the passages, sorted
}

// newThesaurus reads the groups; forms with a word that the corpus lacks find
// nothing and are left out.
func newThesaurus(a *analyzer, v *vocabulary, data string) *thesaurus {
	t := &thesaurus{akin: map[string][][]string{}, stems: v.sortedStems()}
	for line := range strings.Lines(data) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		var group [][]string
		for form := range strings.SplitSeq(line, ",") {
			var stems []string
			for _, tok := range a.tokens([]rune(form)) {
				stems = append(stems, tok.stem)
			}
			if len(stems) > 0 {
				group = append(group, stems)
			}
		}
		for _, form := range group {
			key := strings.Join(form, " ")
			for _, other := range group {
				if v.holds(other) {
					t.akin[key] = addForms(t.akin[key], [][]string{other}, [][]string{form})
				}
			}
			t.longest = max(t.longest, len(form))
		}
	}
	return t
}

// holds reports whether the corpus has each stem of a form.
func (v *vocabulary) holds(form []string) bool {
	for _, stem := range form {
		if v.df(stem) == 0 {
			return false
		}
	}
	return true
}

// match returns how many tokens, two or more, the longest form takes that
// begins at ts[i], or 0.
func (t *thesaurus) match(ts []rawToken, i int) int {
	key, best := ts[i].stem, 0
	for j := i + 1; j < len(ts) && j-i < t.longest; j++ {
		key += " " + ts[j].stem
		if len(t.akin[key]) > 0 {
			best = j - i + 1
		}
	}
	return best
}

// Bounds of one family of words: letters in common, and letters that differ.
const (
	leastCommon = 6
	mostEnding  = 3
)

// of returns what may stand for a word with this stem: its groups, and where
// the corpus lacks it, words of the same family (eosinophil, eosinophilia).
func (t *thesaurus) of(stem string, known bool) [][]string {
	out := t.akin[stem]
	if known || len(stem) < leastCommon || !isASCII(stem) {
		return out
	}
	root := stem[:max(leastCommon, len(stem)-mostEnding)]
	i, _ := slices.BinarySearch(t.stems, root)
	for ; i < len(t.stems) && strings.HasPrefix(t.stems[i], root); i++ {
		if other := t.stems[i]; other != stem && len(other) <= len(stem)+mostEnding {
			out = addForms(slices.Clip(out), [][]string{{other}}, nil)
		}
	}
	return out
}
