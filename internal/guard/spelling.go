package guard

import (
	"strings"
	"unicode/utf8"
)

// speller mends misspelt danger words. It knows only the words of
// data/spelling.txt, so that ordinary words are left alone.
type speller struct {
	byHead map[byte][]string // the words by first letter
	keep   map[string]bool   // real words that look like a misspelling
	target map[string]bool
}

// add reads a line of data/spelling.txt: words to mend towards, or after
// "keep:" words that are never mended.
func (s *speller) add(line string) error {
	if s.target == nil {
		s.byHead, s.keep, s.target = map[byte][]string{}, map[string]bool{}, map[string]bool{}
	}
	if rest, ok := strings.CutPrefix(line, "keep:"); ok {
		for _, w := range strings.Fields(rest) {
			s.keep[w] = true
		}
		return nil
	}
	for _, w := range strings.Fields(line) {
		if !s.target[w] {
			s.target[w] = true
			s.byHead[w[0]] = append(s.byHead[w[0]], w)
		}
	}
	return nil
}

// reach is how many slips a word of this length may hold.
func reach(w string) int {
	switch {
	case len(w) >= 8:
		return 2
	case len(w) >= 5:
		return 1
	}
	return 0
}

// Words longer than this are not looked at.
const maxMend = 18

// mended gives the danger word that w most likely is, or "".
func (s *speller) mended(w string) string {
	if len(w) < 4 || len(w) > maxMend || s.keep[w] || s.target[w] {
		return ""
	}
	best, bestAt := "", 3
	for _, c := range s.byHead[w[0]] {
		most := reach(c)
		if d := len(c) - len(w); d > most || -d > most {
			continue
		}
		if n := slips(w, c); n <= most && n < bestAt {
			best, bestAt = c, n
		}
	}
	return best
}

// slips counts inserted, lost, changed and swapped neighbouring letters of two
// words of at most maxMend+2 letters.
func slips(a, b string) int {
	var rows [3][maxMend + 4]int
	prev2, prev, cur := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}

// written gives the words that a token stands for: contractions and chat
// spellings written out, a possessive split off, stretched letters and
// misspelt danger words mended.
func (l *lexicon) written(text string) []string {
	if w, ok := l.normal[text]; ok {
		return w
	}
	if _, known := l.vocab[text]; known {
		return []string{text}
	}
	if strings.Contains(text, "'") {
		if stem, ok := strings.CutSuffix(text, "'s"); ok {
			return append(l.written(stem), "s")
		}
		text = strings.ReplaceAll(text, "'", "")
		if w, ok := l.normal[text]; ok {
			return w
		}
	}
	if strings.HasSuffix(text, "in") && l.vocab[text+"g"] != 0 {
		return []string{text + "g"}
	}
	if short := unstretch(text); short != text {
		return l.written(short)
	}
	if utf8.RuneCountInString(text) == len(text) && !l.likely(text) {
		if m := l.mend.mended(text); m != "" {
			return []string{m}
		}
	}
	return []string{text}
}

// likely reports whether a word is known to some pattern, whole or by prefix.
func (l *lexicon) likely(w string) bool {
	sym, _ := l.symbols(w)
	return sym != 0
}

// unstretch shortens letters repeated three times or more ("heeelp").
func unstretch(w string) string {
	run := 1
	for i := 1; i < len(w); i++ {
		if w[i] == w[i-1] && w[i] >= 'a' && w[i] <= 'z' {
			if run++; run >= 3 {
				return squeeze(w)
			}
			continue
		}
		run = 1
	}
	return w
}

func squeeze(w string) string {
	var b strings.Builder
	for i := 0; i < len(w); {
		j := i
		for j < len(w) && w[j] == w[i] {
			j++
		}
		if j-i >= 3 {
			j0 := i + 1
			b.WriteString(w[i:j0])
		} else {
			b.WriteString(w[i:j])
		}
		i = j
	}
	return b.String()
}

var leet = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t")

// unleet reads digits as letters, if that gives a danger word.
func (l *lexicon) unleet(w string) (string, bool) {
	plain := leet.Replace(w)
	return plain, l.mend.target[plain]
}

// spell cuts a pattern word as a message is cut, without mending it.
func (l *lexicon) spell(w string) []string {
	if w == symNumber || w == symYear || w == symBig {
		return []string{w}
	}
	var out []string
	f := fold(w)
	for _, t := range tokenize(&f) {
		switch {
		case t.kind == kindMark:
		case l.normal[t.text] != nil:
			out = append(out, l.normal[t.text]...)
		default:
			out = append(out, strings.ReplaceAll(t.text, "'", ""))
		}
	}
	return out
}
