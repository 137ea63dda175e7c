package guard

import (
	"strings"
	"unicode"
)

type tokenKind byte

const (
	kindWord   tokenKind = iota // letters only
	kindNumber                  // digits, with inner points and commas
	kindMixed                   // letters and digits together: il2, 54m, a1234
	kindMark                    // one punctuation mark or symbol
)

// token is a piece of the folded text: runes[from:to].
type token struct {
	from, to int32
	text     string // lower case
	kind     tokenKind
	upper    bool // the first letter is a capital
	caps     bool // every letter is a capital
	several  bool // capitals and a small s: "RNAs", "TKIs"
	gap      bool // white space stands before it
	line     bool // a line break stands before it
}

// tokenize cuts the folded text into tokens.
func tokenize(f *folded) []token {
	toks := make([]token, 0, len(f.runes)/4+1)
	gap, line := true, true
	for i := 0; i < len(f.runes); {
		r := f.runes[i]
		if r == ' ' || r == '\n' {
			gap, line = true, line || r == '\n'
			i++
			continue
		}
		t := scan(f.runes, i)
		t.gap, t.line = gap, line
		gap, line = false, false
		toks = append(toks, t)
		i = int(t.to)
	}
	return toks
}

// scan reads the token that begins at i.
func scan(rs []rune, i int) token {
	t := token{from: int32(i), caps: true}
	letters, digits, capitals := 0, 0, 0
	j := i
	if unicode.Is(unicode.Han, rs[i]) { // written without spaces: each sign is a word
		return token{from: int32(i), to: int32(i + 1), text: string(rs[i]), kind: kindWord}
	}
	for ; j < len(rs); j++ {
		r := rs[j]
		switch {
		case isDigit(r):
			digits++
			continue
		case unicode.IsLetter(r):
			letters++
			if unicode.IsUpper(r) {
				capitals++
			} else {
				t.caps = false
			}
			continue
		case r == '\'' && j > i && j+1 < len(rs) && unicode.IsLetter(rs[j+1]) && letters > 0:
			continue
		case (r == '.' || r == ',') && j > i && j+1 < len(rs) && isDigit(rs[j-1]) && isDigit(rs[j+1]) && letters == 0:
			continue
		}
		break
	}
	if j == i {
		j++
	}
	t.to = int32(j)
	t.text = lower(rs[i:j])
	t.upper = unicode.IsUpper(rs[i])
	switch {
	case letters > 0 && digits > 0:
		t.kind = kindMixed
	case letters > 0:
		t.kind = kindWord
	case digits > 0:
		t.kind = kindNumber
	default:
		t.kind = kindMark
	}
	t.caps = t.caps && letters > 0
	t.several = letters > 2 && capitals == letters-1 && rs[j-1] == 's' && rs[j-2] != '\''
	return t
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func lower(rs []rune) string {
	var b strings.Builder
	b.Grow(len(rs))
	for _, r := range rs {
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
