package search

import "strings"

// vocabulary counts the words of the corpus: for rarity, and for knowing and
// mending words of a question.
type vocabulary struct {
	analyzer     *analyzer
	passages     int
	passagesWith map[string]int      // by stem, in text or headings
	inFields     map[string]uint8    // by stem, a bit for each field that has it
	apart        map[string]bool     // stems that stand outside of compounds somewhere
	words        map[string]int      // occurrences by surface form
	compounds    map[string][]string // "followup" -> stems of "follow-up"
	asked        map[string]bool     // words of curators' questions: askers use them, so they are not mended
	stems        map[string]bool     // stems of corpus and lexicon
}

func newVocabulary(a *analyzer) *vocabulary {
	return &vocabulary{
		analyzer: a, passagesWith: make(map[string]int, 4096), inFields: make(map[string]uint8, 4096), apart: make(map[string]bool, 4096), words: make(map[string]int, 4096),
		compounds: map[string][]string{}, asked: make(map[string]bool, 4096), stems: make(map[string]bool, 4096),
	}
}

// add counts the tokens of one part of field f of a passage; seen holds the
// stems that were counted for the passage already. Words in what a curator
// says about a passage, and in the title of its source, are found but not
// counted.
func (v *vocabulary) add(ts []rawToken, f int, seen map[string]bool) {
	for i, t := range ts {
		v.inFields[t.stem] |= 1 << f
		if f == fieldAsked && t.kind == wordToken {
			v.asked[t.norm] = true
		}
		if f != fieldText && f != fieldHeadings {
			continue
		}
		if !seen[t.stem] {
			seen[t.stem] = true
			v.passagesWith[t.stem]++
			v.stems[t.stem] = true
		}
		if !t.glued && !(i+1 < len(ts) && ts[i+1].glued) {
			v.apart[t.stem] = true
		}
		if t.glued && i > 0 && ts[i-1].kind == wordToken && t.kind != numberToken {
			v.addCompound(ts[i-1], t)
		}
		if t.kind == wordToken {
			v.words[t.norm]++
		}
	}
}

func (v *vocabulary) addCompound(a, b rawToken) {
	if joined := a.norm + b.norm; v.compounds[joined] == nil {
		v.compounds[joined] = []string{a.stem, b.stem}
	}
}

// addLexicon makes the words of the lexicon known, so that they are neither
// mended nor missed.
func (v *vocabulary) addLexicon(l *lexicon) {
	for _, f := range l.surfaces {
		for _, t := range f {
			v.stems[t.stem] = true
			if t.kind == wordToken {
				v.words[t.norm]++
			}
		}
	}
	for prefix := range v.analyzer.rules.spaced { // interleukin, which always merges with its number
		if len(prefix) > 4 {
			v.words[prefix]++
			v.stems[v.analyzer.stemmer.stem(prefix)] = true
		}
	}
}

// known reports whether corpus or lexicon hold a word with this stem.
func (v *vocabulary) known(stem string) bool { return v.stems[stem] }

// split returns the two known words that word runs together, as written
// apart, or "".
func (v *vocabulary) split(word string) string {
	best, count := "", 0
	for i := 3; i+3 <= len(word); i++ {
		a, b := v.words[word[:i]], v.words[word[i:]]
		if a > 1 && b > 1 && min(a, b) > count {
			best, count = strings.Join([]string{word[:i], word[i:]}, " "), min(a, b)
		}
	}
	return best
}
