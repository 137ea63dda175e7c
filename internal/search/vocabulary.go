package search

import (
	"slices"
	"strings"
)

// vocabulary counts the words of the corpus: for rarity, and for knowing and
// mending words of a question.
type vocabulary struct {
	analyzer  *analyzer
	passages  int
	byStem    map[string]stemInfo
	words     map[string]wordInfo // by surface form
	compounds map[string][]string // "followup" -> stems of "follow-up"
	stems     map[string]bool     // stems of the lexicon
	disk      *wordFile           // of an index on disk, else nil: beside it the maps hold what the lexicon adds
}

// stemInfo is what is known of a stem.
type stemInfo struct {
	df     uint32 // passages with it in text or headings
	fields uint8  // a bit for each field that has it
	apart  bool   // it stands outside of compounds somewhere
}

// wordInfo is what is known of a word as it is written.
type wordInfo struct {
	count uint32 // occurrences
	asked bool   // in curators' questions: askers use it, so it is not mended
}

func newVocabulary(a *analyzer) *vocabulary {
	return &vocabulary{
		analyzer: a, byStem: make(map[string]stemInfo, 4096), words: make(map[string]wordInfo, 4096),
		compounds: map[string][]string{}, stems: map[string]bool{},
	}
}

// df returns how many passages have stem in text or headings.
func (v *vocabulary) df(stem string) int { return int(v.stem(stem).df) }

func (v *vocabulary) stem(stem string) stemInfo {
	if v.disk == nil {
		return v.byStem[stem]
	}
	if i := v.disk.stems.find(stem); i >= 0 {
		return unpackStem(v.disk.stemInfo[i])
	}
	return stemInfo{}
}

// word returns what passages and lexicon together have of a word.
func (v *vocabulary) word(word string) wordInfo {
	info := v.words[word]
	if v.disk == nil {
		return info
	}
	if i := v.disk.words.find(word); i >= 0 {
		stored := unpackWord(v.disk.wordInfo[i])
		return wordInfo{info.count + stored.count, info.asked || stored.asked}
	}
	return info
}

// fields returns a bit for each field that has stem.
func (v *vocabulary) fields(stem string) uint8 { return v.stem(stem).fields }

// apart reports whether stem stands outside of compounds somewhere.
func (v *vocabulary) apart(stem string) bool { return v.stem(stem).apart }

// count returns how often corpus and lexicon have a word.
func (v *vocabulary) count(word string) int { return int(v.word(word).count) }

// isAsked reports whether curators' questions have a word.
func (v *vocabulary) isAsked(word string) bool { return v.word(word).asked }

// compound returns the stems of the words that word runs together, or nil.
func (v *vocabulary) compound(word string) []string {
	if v.disk != nil {
		if i := v.disk.compounds.find(word); i >= 0 {
			return strings.Fields(v.disk.pairs[i])
		}
	}
	return v.compounds[word]
}

// known reports whether corpus or lexicon hold a word with this stem.
func (v *vocabulary) known(stem string) bool { return v.df(stem) > 0 || v.stems[stem] }

// sortedStems returns the stems of texts and headings.
func (v *vocabulary) sortedStems() []string {
	out := make([]string, 0, len(v.byStem))
	for stem, info := range v.byStem {
		if info.df > 0 {
			out = append(out, stem)
		}
	}
	if v.disk != nil {
		for i, n := range v.disk.stemInfo {
			if unpackStem(n).df > 0 {
				out = append(out, v.disk.stems.at(i))
			}
		}
	}
	slices.Sort(out)
	return out
}

// sortedWords returns the words of corpus and lexicon with so many letters
// or more.
func (v *vocabulary) sortedWords(letters int) []string {
	var out []string
	for w, info := range v.words {
		if info.count > 0 && len(w) >= letters {
			out = append(out, w)
		}
	}
	if v.disk != nil {
		for i, n := range v.disk.wordInfo {
			if w := v.disk.words.at(i); unpackWord(n).count > 0 && len(w) >= letters && v.words[w].count == 0 {
				out = append(out, w)
			}
		}
	}
	slices.Sort(out)
	return out
}

// add counts the tokens of one part of field f of a passage; seen holds the
// stems that were counted for the passage already. Words in what a curator
// says about a passage, and in the title of its source, are found but not
// counted.
func (v *vocabulary) add(ts []rawToken, f int, seen map[string]bool) {
	for i, t := range ts {
		info := v.byStem[t.stem]
		old := info
		info.fields |= 1 << f
		if f == fieldText || f == fieldHeadings {
			if !seen[t.stem] {
				seen[t.stem] = true
				info.df++
			}
			info.apart = info.apart || !t.glued && !(i+1 < len(ts) && ts[i+1].glued)
			if t.glued && i > 0 && ts[i-1].kind == wordToken && t.kind != numberToken {
				v.addCompound(ts[i-1], t)
			}
		}
		if info != old {
			v.byStem[t.stem] = info
		}
		if t.kind == wordToken {
			v.addWord(t.norm, f)
		}
	}
}

func (v *vocabulary) addWord(word string, f int) {
	info := v.words[word]
	switch f {
	case fieldText, fieldHeadings:
		info.count++
	case fieldAsked:
		info.asked = true
	default:
		return
	}
	v.words[word] = info
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
				v.addWord(t.norm, fieldText)
			}
		}
	}
	for prefix := range v.analyzer.rules.spaced { // interleukin, which always merges with its number
		if len(prefix) > 4 {
			v.addWord(prefix, fieldText)
			v.stems[v.analyzer.stemmer.stem(prefix)] = true
		}
	}
}

// split returns the two known words that word runs together, as written
// apart, or "".
func (v *vocabulary) split(word string) string {
	best, count := "", 0
	for i := 3; i+3 <= len(word); i++ {
		a, b := v.count(word[:i]), v.count(word[i:])
		if a > 1 && b > 1 && min(a, b) > count {
			best, count = strings.Join([]string{word[:i], word[i:]}, " "), min(a, b)
		}
	}
	return best
}
