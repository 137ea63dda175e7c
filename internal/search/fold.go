package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// greekNames are the words for Greek letters, which text writes as either.
var greekNames = map[rune]string{
	'α': "alpha", 'β': "beta", 'γ': "gamma", 'δ': "delta", 'ε': "epsilon", 'ζ': "zeta", 'η': "eta",
	'θ': "theta", 'ι': "iota", 'κ': "kappa", 'λ': "lambda", 'μ': "mu", 'ν': "nu", 'ξ': "xi",
	'ο': "omicron", 'π': "pi", 'ρ': "rho", 'σ': "sigma", 'ς': "sigma", 'τ': "tau", 'υ': "upsilon",
	'φ': "phi", 'χ': "chi", 'ψ': "psi", 'ω': "omega",
}

// foldWord returns the one surface form of a lower-case word: no possessive,
// no accents, Greek letters by name, American spelling, figures for number
// words. Folding a folded word changes nothing.
func (d *rules) foldWord(w string) string {
	if i := strings.IndexByte(w, '\''); i > 0 {
		switch w[i:] {
		case "'s", "'m", "'re", "'ve", "'ll", "'d":
			w = w[:i]
		case "'t":
			return "not"
		default:
			w = strings.ReplaceAll(w, "'", "")
		}
	}
	if to, ok := d.spelling[w]; ok {
		return to
	}
	if !isASCII(w) {
		w = foldScript(w)
	}
	for {
		next := d.foldParts(w)
		if next == w {
			return w
		}
		w = next // each rule takes away what it looks for, so this ends
	}
}

// foldParts applies the rules for whole words, else those for parts of words
// (haem -> hem) once each.
func (d *rules) foldParts(w string) string {
	if to, ok := d.spelling[w]; ok {
		return to
	}
	if len(w) < 5 {
		return w
	}
	for _, p := range d.prefixes[w[:2]] {
		if strings.HasPrefix(w, p.from) {
			w = p.to + w[len(p.from):]
			break
		}
	}
	for _, p := range d.infixes {
		if i := strings.Index(w, p.from); i > 0 {
			w = w[:i] + p.to + w[i+len(p.from):]
		}
	}
	return w
}

// foldScript spells Greek letters out and drops accents and ligatures.
func foldScript(w string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(w) {
		r = unicode.ToLower(r)
		if name, ok := greekNames[r]; ok {
			b.WriteString(name)
			continue
		}
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r): // marks, and spaces inside ligatures
		case r == 'ß':
			b.WriteString("ss")
		case r == 'æ':
			b.WriteString("ae")
		case r == 'œ':
			b.WriteString("oe")
		case r == 'ø':
			b.WriteByte('o')
		default:
			b.WriteRune(r)
		}
	}
	if b.Len() == 0 {
		return w
	}
	return b.String()
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
