package search

import (
	"unicode"
	"unicode/utf8"

	"curbside/internal/text"
)

// tokenKind says how a raw token is treated by the filters.
type tokenKind uint8

const (
	wordToken   tokenKind = iota // letters, perhaps with digits: "edema", "H2"
	numberToken                  // "600,000", "0.037"
	codeToken                    // a name with a number: "IL-2", "2B"
	signToken                    // "%"
)

// rawToken is a token on its way through the filters. Offsets count code
// points of the text that was read, and stay true whatever a filter does to
// norm and stem.
type rawToken struct {
	norm       string // canonical surface form: lower case, one spelling
	stem       string // what is indexed and compared
	start, end int
	kind       tokenKind
	upper      bool // written in capitals but for a lower-case prefix (IL, rIL)
	glued      bool // a hyphen or a change of script joins it to the token before
}

// tokenize splits rs into words, numbers and signs. Spaces and other
// punctuation only separate.
func tokenize(rs []rune) []rawToken {
	out := make([]rawToken, 0, len(rs)/5+1)
	for i := 0; i < len(rs); {
		r := text.FoldRune(rs[i])
		var t rawToken
		switch {
		case isDigit(r), r == '.' && startsDecimal(rs, i):
			t = scanNumber(rs, i)
		case startsWord(r):
			t = scanWord(rs, i)
		case r == '%':
			t = rawToken{norm: "%", start: i, end: i + 1, kind: signToken}
		default:
			i++
			continue
		}
		t.glued = len(out) > 0 && gluedAt(rs, out[len(out)-1], t)
		out = append(out, t)
		i = t.end
	}
	return out
}

// gluedAt reports whether t follows prev without a space: directly, or after
// one hyphen.
func gluedAt(rs []rune, prev, t rawToken) bool {
	if prev.kind == signToken || t.kind == signToken {
		return false
	}
	switch t.start - prev.end {
	case 0:
		return prev.kind == wordToken
	case 1:
		return text.IsDash(rs[prev.end])
	}
	return false
}

// scanWord reads the word at i: letters of one script, with digits,
// apostrophes and the dots of abbreviations such as "i.v." inside it.
func scanWord(rs []rune, i int) rawToken {
	t := rawToken{start: i, kind: wordToken}
	greek := isGreek(text.FoldRune(rs[i])) // the sign for ohm becomes a letter
	var buffer [48]byte
	norm := buffer[:0]
	j := i
scan:
	for ; j < len(rs); j++ {
		r := text.FoldRune(rs[j])
		switch {
		case r >= 'a' && r <= 'z' && !greek:
			norm = append(norm, byte(r))
		case isDigit(r), r == '²', r == '³':
			norm = append(norm, plainDigit(r))
			t.kind = codeToken
		case text.Invisible(rs[j]):
		case isWordRune(r) && (isGreek(r) == greek || microUnit(norm)):
			norm = utf8.AppendRune(norm, r) // one script, or a unit such as μg
		case r == '\'' && j+1 < len(rs) && unicode.IsLetter(rs[j+1]):
			norm = append(norm, '\'')
		case r == '.' && dottedAbbreviation(rs, i, j):
		default:
			break scan
		}
	}
	t.end, t.norm = j, string(norm)
	t.upper = isCodeCase(rs[i:j])
	if t.kind == codeToken && j < len(rs) && rs[j] == '+' { // CD4+
		t.end++
	}
	return t
}

// microUnit reports whether norm begins as a unit does: μg, μmol.
func microUnit(norm []byte) bool {
	r, n := utf8.DecodeRune(norm)
	return r == 'μ' && len(norm)-n <= 3
}

// dottedAbbreviation reports whether the dot at j belongs to single letters
// with dots between them (i.v., e.g.), which begin at i.
func dottedAbbreviation(rs []rune, i, j int) bool {
	if j == i || !unicode.IsLetter(rs[j-1]) || (j-2 >= i && rs[j-2] != '.') {
		return false
	}
	if j+1 < len(rs) && unicode.IsLetter(rs[j+1]) {
		return j+2 >= len(rs) || !unicode.IsLetter(rs[j+2])
	}
	return j-2 >= i // the last dot of i.v.
}

// isCodeCase reports whether word is written as short names of molecules
// are: one to five capitals, at most two lower-case letters before them.
func isCodeCase(word []rune) bool {
	i := 0
	for i < len(word) && i < 2 && unicode.IsLower(word[i]) {
		i++
	}
	n := 0
	for ; i < len(word); i++ {
		if !unicode.IsUpper(word[i]) {
			return false
		}
		n++
	}
	return n >= 1 && n <= 5
}

// startsWord reports whether a word may begin with r: marks and invisible
// letters stand inside words only.
func startsWord(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !text.Invisible(r)
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isGreek(r rune) bool { return r >= 0x370 && r <= 0x3ff || r == 0xb5 }

func plainDigit(r rune) byte {
	switch r {
	case '²':
		return '2'
	case '³':
		return '3'
	}
	return byte(r)
}
