package verify

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

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
	flags   wordFlag
	axis    []axisSide
	sets    []int32
	long    []string // stems of the words that an abbreviation defined in the passage stands for
	negIn   bool     // stands in the scope of a negation
	extra   bool     // stands in brackets
}

func (t *token) content() bool { return t.kind == tokWord && t.weight > 0 }

// tokenize reads s into tokens. Formatting signs of Markdown vanish.
func tokenize(s string) []token {
	rs := []rune(s)
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

// startsName reports whether the letters at j, with or without a hyphen, make
// a name of the digits before them: "5-FU", "17p", "2HG".
func startsName(rs []rune, j int) bool {
	k := j
	if k < len(rs) && text.IsDash(rs[k]) {
		k++
	}
	e, uppers, lowers := k, 0, 0
	for ; e < len(rs) && isWordRune(rs[e]); e++ {
		if unicode.IsUpper(rs[e]) {
			uppers++
		} else {
			lowers++
		}
	}
	word := string(rs[k:e])
	if word == "" || unitSpelling(word) {
		return false
	}
	if k > j {
		return uppers >= 1 && e-k <= 5 && lowers <= 2 && uppers+lowers == e-k
	}
	return word == "p" || word == "q" || uppers >= 2 || (uppers == 1 && lowers == 0 && !unitSpelling(word))
}

// nameEnd returns the end of a name that begins with digits.
func nameEnd(rs []rune, i int) int {
	j := i
	for j < len(rs) && (isWordRune(rs[j]) || text.IsDash(rs[j]) && j+1 < len(rs) && isWordRune(rs[j+1])) {
		j++
	}
	return j
}

// wordEnd returns the end of the word at i. "IL-2", "CTLA-4", "PD-L1" and
// "non-small" are one word, "high-dose" two.
func wordEnd(rs []rune, i int) int {
	j := plainEnd(rs, i)
	head := string(rs[i:j])
	if j+1 >= len(rs) || !text.IsDash(rs[j]) || !isWordRune(rs[j+1]) {
		return j
	}
	k := plainEnd(rs, j+1)
	tail := string(rs[j+1 : k])
	low := strings.ToLower(head)
	switch {
	case low == "non":
		return k
	case strings.IndexFunc(tail, isDigit) < 0:
		return j
	case isDigit(rs[j+1]) && len([]rune(tail)) > 3 && strings.IndexFunc(tail, unicode.IsLetter) < 0:
		return j
	case hasUpper(head) && len(head) <= 6, numberedNames[low]:
		return k
	}
	return j
}

func plainEnd(rs []rune, i int) int {
	j := i
	for j < len(rs) {
		if isWordRune(rs[j]) || text.Invisible(rs[j]) {
			j++
			continue
		}
		if text.FoldRune(rs[j]) == '\'' && j+1 < len(rs) && unicode.IsLetter(rs[j+1]) {
			j++
			continue
		}
		break
	}
	return j
}

func hasUpper(s string) bool { return strings.IndexFunc(s, unicode.IsUpper) >= 0 }

// numberedNames are words whose number is part of the name.
var numberedNames = map[string]bool{"interleukin": true, "interferon": true, "il": true, "covid": true, "glypican": true,
	"cyclin": true, "claudin": true, "nectin": true, "galectin": true, "caspase": true, "omega": true, "factor": true,
	"cytokeratin": true, "hepatitis": true, "trisomy": true, "chromosome": true, "vitamin": true, "beta": true, "alpha": true}

// wordToken makes the token of rs[i:end].
func wordToken(rs []rune, i, end int) (token, int) {
	raw := make([]rune, 0, end-i)
	for _, r := range rs[i:end] {
		if !text.Invisible(r) {
			raw = append(raw, r)
		}
	}
	t := token{kind: tokWord, start: i, end: end}
	letters, uppers, digits := 0, 0, 0
	for _, r := range raw {
		switch {
		case unicode.IsUpper(r):
			uppers++
			letters++
		case unicode.IsLetter(r):
			letters++
		case isDigit(r):
			digits++
		}
	}
	t.cap = len(raw) > 0 && unicode.IsUpper(raw[0])
	t.upper = uppers >= 2 && (uppers == letters || (uppers >= letters-1 && letters <= 6))
	t.name = digits > 0 && letters > 0
	t.low = foldWord(string(raw))
	t.stem = stem(t.low)
	return t, end
}

// foldWord returns w in lower case, without accents, inner hyphens and a
// possessive ending.
func foldWord(w string) string {
	low := text.Fold(w)
	if !isASCII(low) {
		low = strings.Map(func(r rune) rune {
			if unicode.IsMark(r) {
				return -1
			}
			return r
		}, norm.NFKD.String(low))
	}
	low = strings.TrimSuffix(low, "'s")
	low = strings.ReplaceAll(low, "-", "")
	if !strings.Contains(low, "n't") {
		low = strings.ReplaceAll(low, "'", "")
	}
	return low
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
