package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"curbside/internal/text"
)

type tokenKind uint8

const (
	tokWord   tokenKind = iota
	tokNumber           // digits as printed: "600,000", ".02"
	tokMark             // a reference mark: "[2,18]"
	tokList             // the number of a list item: "2."
	tokPunct            // one sign that bears on the reading: , ; : ( ) / - < > = % + ~ . ? !
)

// token is one word, number or sign of a text.
type token struct {
	low     string // folded spelling
	stem    string
	kind    tokenKind
	start   int  // code points
	end     int  // code points
	upper   bool // all letters are capitals, two at least
	cap     bool // begins with a capital letter
	first   bool // first word of its sentence
	name    bool // letters and digits together: CD4, IL-2, p53
	glued   bool // no space before it
	weight  float64
	counted bool // the noun that a figure counts: "14 doses"
	fig     int  // index of the figure that it belongs to, or -1
	syn     []int32
	loose   []int32
	wording []int32
	flags   wordFlag
	axis    []axisSide
	sets    []int32
	negIn   bool // stands in the scope of a negation
}

func (t *token) content() bool { return t.kind == tokWord && t.weight > 0 }

// asciiDigits writes digits of other scripts and widths as ASCII ones, in
// place: a figure is a figure however its digits look.
func asciiDigits(rs []rune) []rune {
	for i, r := range rs {
		switch {
		case r < utf8.RuneSelf || !unicode.IsDigit(r):
		case r >= 0x1d7ce && r <= 0x1d7ff: // mathematical digits, five runs of ten
			rs[i] = '0' + (r-0x1d7ce)%10
		default:
			v := rune(0)
			for v < 9 && unicode.IsDigit(r-v-1) {
				v++
			}
			rs[i] = '0' + v
		}
	}
	return rs
}

// tokenize reads s into tokens. Formatting signs of Markdown vanish.
func tokenize(s string) []token {
	rs := asciiDigits([]rune(s))
	var out []token
	lineStart := true
	for i := 0; i < len(rs); {
		r := text.FoldRune(rs[i])
		switch {
		case r == '\n' || rs[i] == '\n':
			lineStart = true
			i++
			continue
		case unicode.IsSpace(r), text.Invisible(rs[i]), strings.ContainsRune("*_`#\\\"'", r):
			i++
			continue
		}
		tok, next := readToken(rs, i, lineStart)
		tok.glued = i > 0 && !unicode.IsSpace(text.FoldRune(rs[i-1])) && !lineStart
		tok.fig = -1
		if tok.kind != tokPunct || tok.low != "-" {
			lineStart = false
		}
		out = append(out, tok)
		i = max(next, i+1)
	}
	return out
}

func readToken(rs []rune, i int, lineStart bool) (token, int) {
	r := text.FoldRune(rs[i])
	if r == '[' {
		if end := markEnd(rs, i); end > 0 {
			return token{kind: tokMark, low: squeezeMark(rs[i:end]), start: i, end: end}, end
		}
	}
	if lineStart && unicode.IsDigit(r) {
		if end := listNumberEnd(rs, i); end > 0 {
			return token{kind: tokList, low: string(rs[i:end]), start: i, end: end}, end
		}
	}
	if isDigit(r) || (r == '.' && i+1 < len(rs) && isDigit(rs[i+1]) && (i == 0 || !isWordRune(rs[i-1]))) {
		if end, name := numberEnd(rs, i); !name || r == '.' {
			return token{kind: tokNumber, low: string(rs[i:end]), start: i, end: end}, end
		}
		return wordToken(rs, i, nameEnd(rs, i))
	}
	if isWordRune(r) {
		return wordToken(rs, i, wordEnd(rs, i))
	}
	if r == '|' {
		r = ';'
	}
	return token{kind: tokPunct, low: string(r), start: i, end: i + 1}, i + 1
}

func isDigit(r rune) bool    { return r >= '0' && r <= '9' }
func isWordRune(r rune) bool { return unicode.IsLetter(r) || isDigit(r) || unicode.IsMark(r) }

// markEnd returns the end of a reference mark such as "[2,18-20]" at i, or 0.
func markEnd(rs []rune, i int) int {
	digits := false
	for j := i + 1; j < len(rs) && j < i+40; j++ {
		r := text.FoldRune(rs[j])
		switch {
		case isDigit(r):
			digits = true
		case r == ']' && digits:
			return j + 1
		case r != ',' && r != '-' && r != ' ':
			return 0
		}
	}
	return 0
}

func squeezeMark(rs []rune) string {
	return strings.ReplaceAll(text.Fold(string(rs)), " ", "")
}

// listNumberEnd returns the end of "2." or "2)" at the start of a line, or 0.
func listNumberEnd(rs []rune, i int) int {
	j := i
	for j < len(rs) && isDigit(rs[j]) {
		j++
	}
	if j-i > 2 || j+1 >= len(rs) || (rs[j] != '.' && rs[j] != ')') || !unicode.IsSpace(rs[j+1]) {
		return 0
	}
	return j + 1
}

// numberEnd returns the end of the number at i, and whether what stands there
// is rather a name that begins with digits (5-FU, 17p).
func numberEnd(rs []rune, i int) (int, bool) {
	j := i
	for j < len(rs) && isDigit(rs[j]) {
		j++
	}
	for j+3 < len(rs)+1 && j < len(rs) && groupAt(rs, j) && j-i <= 3+4*4 {
		j += 4
	}
	if j+1 < len(rs) && rs[j] == '.' && isDigit(rs[j+1]) {
		for j++; j < len(rs) && isDigit(rs[j]); j++ {
		}
	}
	return j, startsName(rs, j)
}

// groupAt reports whether a separator and a group of exactly three digits
// stand at j, as in 600,000 or 600 000.
func groupAt(rs []rune, j int) bool {
	if j+3 >= len(rs) {
		return false
	}
	sep := rs[j] == ',' || (rs[j] != '\n' && unicode.IsSpace(rs[j]) && rs[j] != ' ')
	if rs[j] == ' ' && rs[j+1] == '0' && rs[j+2] == '0' && rs[j+3] == '0' {
		sep = true
	}
	if !sep || !isDigit(rs[j+1]) || !isDigit(rs[j+2]) || !isDigit(rs[j+3]) {
		return false
	}
	return j+4 >= len(rs) || !isDigit(rs[j+4])
}
