package search

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
)

// speller mends words of a question that neither corpus nor lexicon hold.
//
// A word that is a plain English word, one of medicine, or the name of a drug
// or disease, is never mended: "storage" does not become "stroke", nor
// "nivolumab" "relatlimab", nor "myositis" "mucositis". Where the nearest word is such a word, the mended word is
// that one, known to be missing from the corpus, and not one further off
// that the corpus happens to hold. A word that ends as only drugs do may be
// one letter off a drug that is listed; further off it is a drug of its own.
type speller struct {
	vocab *vocabulary
	words []string // of the corpus and lexicon, sorted
}

func newSpeller(v *vocabulary) *speller {
	s := &speller{vocab: v, words: v.sortedWords(4)}
	return s
}

// candidate is a word that the typed one may have been meant to be.
type candidate struct {
	word     string
	distance int
	foreign  int // 0 for a word of the corpus, 1 for one that it lacks
	slip     int
	count    int
}

// mend returns the word that typed was meant to be, or "" to leave it.
func (s *speller) mend(t rawToken) string {
	w := t.norm
	if t.kind != wordToken || len(w) < 4 || len(w) > 30 || t.upper || !isASCII(w) || s.isWord(w, t.stem) {
		return ""
	}
	if s.vocab.compound(w) != nil {
		return ""
	}
	limit := 1
	if len(w) > 6 && !endsAsDrug(w) {
		limit = 2
	}
	c, ok := s.nearest(w, limit)
	switch {
	case ok && (!endsAsDrug(w) || IsDrug(c.word)):
		return c.word
	case ok || endsAsDrug(w): // a drug newer than the lists
		return ""
	}
	return s.vocab.split(w)
}

// isWord reports whether w is a word as it stands.
func (s *speller) isWord(w, stem string) bool {
	return s.vocab.known(stem) || s.vocab.count(w) > 0 || isEnglish(w) || inList(drugData, w) || inList(medicalData, w) || isDiseaseKey(w)
}

func (s *speller) nearest(w string, limit int) (candidate, bool) {
	var best candidate
	found := false
	letters := lettersOf(w)
	offer := func(word string, foreign int) {
		if apart(letters, lettersOf(word)) > limit {
			return
		}
		d := distance(w, word, limit)
		if d > limit || d == 2 && doubtful(w, word) {
			return
		}
		c := candidate{word, d, foreign, slip(w, word), s.vocab.count(word)}
		if !found || better(c, best) {
			best, found = c, true
		}
	}
	for _, first := range firstLetters(w) {
		i, _ := slices.BinarySearch(s.words, first)
		for ; i < len(s.words) && strings.HasPrefix(s.words[i], first); i++ {
			offer(s.words[i], 0)
		}
		for _, list := range []string{englishData, drugData, medicalData, diseaseData} {
			eachWord(list, first, max(4, len(w)-limit), len(w)+limit, func(word string) { offer(word, 1) })
		}
	}
	return best, found
}

// lettersOf returns a bit for each letter that stands in word.
func lettersOf(word string) (set uint32) {
	for i := range len(word) {
		set |= 1 << (word[i] & 31)
	}
	return set
}

// apart returns a number of edits that no distance is below: each can bring
// in one letter that the other word has and take away one that it lacks.
func apart(a, b uint32) int { return max(bits.OnesCount32(a&^b), bits.OnesCount32(b&^a)) }

// better orders candidates: nearest first, then words of the corpus, likelier
// slips, more frequent words.
func better(a, b candidate) bool {
	return cmp.Or(
		cmp.Compare(a.distance, b.distance), cmp.Compare(a.foreign, b.foreign), cmp.Compare(a.slip, b.slip),
		cmp.Compare(b.count, a.count), cmp.Compare(a.word, b.word)) < 0
}

// doubtful reports whether two letters are too many between w and word: they
// must not touch the beginning of both, and the shorter word must be long.
func doubtful(w, word string) bool {
	return min(len(w), len(word)) < 6 || w[0] != word[0]
}

// firstLetters returns the letters with which the meant word may begin: the
// first one typed, or the second where the two may be swapped.
func firstLetters(w string) []string {
	if w[0] == w[1] {
		return []string{w[:1]}
	}
	return []string{w[:1], w[1:2]}
}

// eachWord calls f for each single word of the sorted list that begins with
// first and has between least and most letters.
func eachWord(list, first string, least, most int, f func(string)) {
	for list = list[lineFrom(list, first):]; strings.HasPrefix(list, first); {
		n := strings.IndexByte(list, '\n')
		if n < 0 {
			n = len(list)
		}
		if n >= least && n <= most && strings.IndexByte(list[:n], ' ') < 0 {
			f(list[:n])
		}
		list = list[min(n+1, len(list)):]
	}
}
