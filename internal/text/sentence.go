package text

import (
	"strings"
	"unicode"
)

// Span is a half-open range of code points.
type Span struct{ Start, End int }

// Slice returns the part of rs that s covers.
func (s Span) Slice(rs []rune) string { return string(rs[s.Start:s.End]) }

// Sentences returns the spans of the sentences of s, in order, without the
// white space around them. A sentence ends at '.', '!' or '?' before a new
// start, and at the end of each line, so that headings and list items stand
// alone. Decimals, abbreviations and initials do not end one.
func Sentences(s string) []Span {
	rs := []rune(s)
	var out []Span
	start := 0
	cut := func(end int) {
		a, b := start, end
		for a < b && unicode.IsSpace(rs[a]) {
			a++
		}
		for b > a && unicode.IsSpace(rs[b-1]) {
			b--
		}
		if a < b {
			out = append(out, Span{a, b})
		}
		start = end
	}
	for i := 0; i < len(rs); i++ {
		switch rs[i] {
		case '\n':
			cut(i)
		case '.', '!', '?':
			if end, ok := sentenceEnd(rs, start, i); ok {
				cut(end)
				i = end - 1
			}
		}
	}
	cut(len(rs))
	return out
}

// sentenceEnd reports whether the mark at i ends the sentence that began at
// start, and where, closing quotes, brackets and reference marks included.
func sentenceEnd(rs []rune, start, i int) (int, bool) {
	end := i + 1
	for end < len(rs) && strings.ContainsRune(".!?\"'”’)]*_", rs[end]) {
		end++
	}
	end = referenceMarks(rs, end)
	if end == len(rs) {
		return end, true
	}
	if !unicode.IsSpace(rs[end]) {
		return 0, false
	}
	next := end
	for next < len(rs) && unicode.IsSpace(rs[next]) {
		next++
	}
	if next == len(rs) {
		return end, true
	}
	if rs[i] == '.' && end == i+1 && abbreviation(rs, start, i, rs[next]) {
		return 0, false
	}
	return end, !unicode.IsLower(rs[next])
}

// referenceMarks skips marks such as "[3]" or "[1, 2]" that stand directly
// behind a full stop or after one space.
func referenceMarks(rs []rune, at int) int {
	for {
		i := at
		if i < len(rs) && rs[i] == ' ' {
			i++
		}
		if i >= len(rs) || rs[i] != '[' {
			return at
		}
		j := i + 1
		for j < len(rs) && (unicode.IsDigit(rs[j]) || strings.ContainsRune(", -–", rs[j])) {
			j++
		}
		if j == i+1 || j >= len(rs) || rs[j] != ']' {
			return at
		}
		at = j + 1
	}
}

// abbreviations end in a full stop that ends no sentence.
const abbreviations = " dr mr mrs ms prof st vs e.g i.e etc cf al fig figs tab eq ref refs no nos vol ed eds approx ca resp incl inc dept est max min avg "

// closing are abbreviations that may also end a sentence: before a capital
// letter they do.
const closing = " etc al inc max min "

func abbreviation(rs []rune, start, dot int, next rune) bool {
	a := dot
	for a > start && (unicode.IsLetter(rs[a-1]) || (rs[a-1] == '.' && a-1 > start)) {
		a--
	}
	word := strings.ToLower(string(rs[a:dot]))
	if word == "" {
		return false
	}
	if len(word) == 1 && unicode.IsUpper(rs[a]) && unicode.IsUpper(next) && a > start && word != "i" {
		// An initial ("J. Smith") unless it closes a term such as "vitamin C."
		return a >= 2 && (rs[a-1] == ' ' && (a < 2 || unicode.IsUpper(firstOfPrevious(rs, start, a))) || rs[a-1] == '.')
	}
	if word == "no" && !unicode.IsDigit(next) {
		return false
	}
	key := " " + word + " "
	if strings.Contains(closing, key) && unicode.IsUpper(next) {
		return false
	}
	return strings.Contains(abbreviations, key)
}

// firstOfPrevious returns the first letter of the word before position a, or
// the letter itself where there is none.
func firstOfPrevious(rs []rune, start, a int) rune {
	i := a - 1
	for i > start && unicode.IsSpace(rs[i]) {
		i--
	}
	for i > start && !unicode.IsSpace(rs[i-1]) {
		i--
	}
	return rs[i]
}
