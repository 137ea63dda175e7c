package verify

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"curbside/internal/text"
)

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
	case hasUpper(head) && (len(head) <= 6 || head == strings.ToUpper(head) && len(head) <= 12), numberedNames[low]:
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
