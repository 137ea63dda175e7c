package guard

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// folded is a text made plain for matching. runes[i] comes from the code point
// at[i] of the text as given; several runes may come from one code point, and
// code points that show nothing leave no rune.
type folded struct {
	runes []rune
	at    []int32
	total int // code points in the text as given
}

// fold makes s plain: compatibility forms and accents resolved, dashes, quotes
// and spaces to ASCII, invisible characters dropped, letters of other scripts
// that only look Latin replaced inside Latin words. Case is kept.
func fold(s string) folded {
	f := folded{runes: make([]rune, 0, len(s)), at: make([]int32, 0, len(s))}
	for _, r := range s {
		f.add(r, int32(f.total))
		f.total++
	}
	f.unmask()
	return f
}

func (f *folded) add(r rune, at int32) {
	if r < 0x80 {
		f.addASCII(r, at)
		return
	}
	if to, ok := special(r); ok {
		for _, t := range to {
			f.push(t, at)
		}
		return
	}
	if unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r) || unicode.IsControl(r) {
		return
	}
	if unicode.IsSpace(r) {
		f.push(' ', at)
		return
	}
	if unicode.Is(unicode.Pd, r) || r == '\u2212' {
		f.push('-', at)
		return
	}
	f.decompose(r, at)
}

func (f *folded) addASCII(r rune, at int32) {
	switch {
	case r == '\n' || r == '\r':
		f.push('\n', at)
	case r == '\t':
		f.push(' ', at)
	case r == '`':
		f.push('\'', at)
	case r >= 0x20 && r != 0x7f:
		f.push(r, at)
	}
}

// decompose resolves compatibility forms (full width, ligatures, styled
// letters) and drops accents.
func (f *folded) decompose(r rune, at int32) {
	var buf [4]byte
	n := copy(buf[:], string(r))
	d := norm.NFKD.Properties(buf[:n]).Decomposition()
	if d == nil {
		f.push(r, at)
		return
	}
	for _, t := range string(d) {
		if unicode.Is(unicode.Mn, t) {
			continue
		}
		if to, ok := special(t); ok {
			for _, u := range to {
				f.push(u, at)
			}
			continue
		}
		f.push(t, at)
	}
}

func (f *folded) push(r rune, at int32) {
	f.runes = append(f.runes, r)
	f.at = append(f.at, at)
}

// span gives the code points of the text as given that runes[from:to] cover.
func (f *folded) span(kind string, from, to int) Span {
	return Span{Kind: kind, Start: int(f.at[from]), End: int(f.at[to-1]) + 1}
}

// special folds what Unicode's decomposition leaves alone.
func special(r rune) (string, bool) {
	switch r {
	case '\u2018', '\u2019', '\u201a', '\u201b', '\u2032', '\u02bc', '\u00b4', '\uff07':
		return "'", true
	case '\u201c', '\u201d', '\u201e', '\u2033', '\u00ab', '\u00bb':
		return "\"", true
	case '\u00df':
		return "ss", true
	case '\u00f8':
		return "o", true
	case '\u00d8':
		return "O", true
	case '\u0142':
		return "l", true
	case '\u0141':
		return "L", true
	case '\u0111':
		return "d", true
	case '\u0110':
		return "D", true
	case '\u0131':
		return "i", true
	case '\u00e6':
		return "ae", true
	case '\u0153':
		return "oe", true
	case '\u2028', '\u2029', '\u0085':
		return "\n", true
	case '\ufffd':
		return "", true
	}
	return "", false
}

// Letters of Cyrillic and Greek that pass for Latin ones.
const (
	maskFrom = "авекмнорстухіјѕԁԛԝёАВЕКМНОРСТУХІЈЅЁαβεικνορτυχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
	maskTo   = "abekmhopctyxijsdqweABEKMHOPCTYXIJSEabeikvoptuxyABEZHIKMNOPTYX"
)

var masks = func() map[rune]rune {
	m := make(map[rune]rune)
	to := []rune(maskTo)
	for i, r := range []rune(maskFrom) {
		m[r] = to[i]
	}
	return m
}()

// unmask replaces look-alike letters in words that hold a Latin letter too.
func (f *folded) unmask() {
	for i := 0; i < len(f.runes); {
		if !unicode.IsLetter(f.runes[i]) {
			i++
			continue
		}
		j, latin, masked := i, false, false
		for ; j < len(f.runes) && unicode.IsLetter(f.runes[j]); j++ {
			latin = latin || f.runes[j] < 0x80
			masked = masked || f.runes[j] >= 0x370 && f.runes[j] < 0x530
		}
		if latin && masked {
			f.replace(i, j)
		}
		i = j
	}
}

func (f *folded) replace(from, to int) {
	for i := from; i < to; i++ {
		if r, ok := masks[f.runes[i]]; ok {
			f.runes[i] = r
		}
	}
}

// foldString is fold for short strings such as entries of a word list.
func foldString(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' || r >= 'A' && r <= 'Z' || r == '`' }) {
		return s
	}
	f := fold(s)
	return strings.ToLower(string(f.runes))
}
