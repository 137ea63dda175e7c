package verify

import "strings"

// stem returns the root of a lower-case English word after Porter's first
// algorithm, which conflates more than later ones ("relate", "relation"): a
// verifier would rather see a word twice than miss its other form. Words with
// digits or foreign letters are returned as they are.
func stem(w string) string {
	if root, ok := irregular[w]; ok {
		w = root
	}
	if len(w) < 4 || !asciiLetters(w) {
		return w
	}
	w = stepPlural(w)
	w = stepPast(w)
	if strings.HasSuffix(w, "y") && hasVowel(w[:len(w)-1]) {
		w = w[:len(w)-1] + "i"
	}
	w = stepAdverb(stepSuffixes(w, doubleSuffixes, 0))
	w = stepSuffixes(w, singleSuffixes, 0)
	w = stepSuffixes(w, lastSuffixes, 1)
	return stepFinal(w)
}

type suffix struct{ from, to string }

// The tables of Porter's steps 2, 3 and 4; longer suffixes stand first.
var (
	doubleSuffixes = []suffix{{"ational", "ate"}, {"ization", "ize"}, {"iveness", "ive"}, {"fulness", "ful"},
		{"ousness", "ous"}, {"tional", "tion"}, {"biliti", "ble"}, {"entli", "ent"}, {"ousli", "ous"}, {"ation", "ate"},
		{"alism", "al"}, {"aliti", "al"}, {"iviti", "ive"}, {"enci", "ence"}, {"anci", "ance"}, {"izer", "ize"},
		{"abli", "able"}, {"alli", "al"}, {"ator", "ate"}, {"eli", "e"}}
	singleSuffixes = []suffix{{"icate", "ic"}, {"ative", ""}, {"alize", "al"}, {"iciti", "ic"}, {"ical", "ic"},
		{"ness", ""}, {"ful", ""}}
	lastSuffixes = []suffix{{"ement", ""}, {"ance", ""}, {"ence", ""}, {"able", ""}, {"ible", ""}, {"ment", ""},
		{"sion", "s"}, {"tion", "t"}, {"ant", ""}, {"ent", ""}, {"ism", ""}, {"ate", ""}, {"iti", ""}, {"ous", ""},
		{"ive", ""}, {"ize", ""}, {"al", ""}, {"er", ""}, {"ic", ""}, {"ou", ""}}
)

func asciiLetters(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] < 'a' || w[i] > 'z' {
			return false
		}
	}
	return true
}

func vowelAt(w string, i int) bool {
	switch w[i] {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	case 'y':
		return i > 0 && !vowelAt(w, i-1)
	}
	return false
}

func hasVowel(w string) bool {
	for i := range w {
		if vowelAt(w, i) {
			return true
		}
	}
	return false
}

// measure counts Porter's vowel-consonant sequences.
func measure(w string) int {
	n, prev := 0, false
	for i := range w {
		v := vowelAt(w, i)
		if prev && !v {
			n++
		}
		prev = v
	}
	return n
}

func stepPlural(w string) string {
	switch {
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "ies"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "us"), strings.HasSuffix(w, "is"):
		return w
	case strings.HasSuffix(w, "s"):
		return w[:len(w)-1]
	}
	return w
}

func stepPast(w string) string {
	if strings.HasSuffix(w, "eed") {
		if measure(w[:len(w)-3]) > 0 {
			return w[:len(w)-1]
		}
		return w
	}
	cut := ""
	for _, s := range []string{"ed", "ing"} {
		if strings.HasSuffix(w, s) && hasVowel(w[:len(w)-len(s)]) {
			cut = w[:len(w)-len(s)]
		}
	}
	switch {
	case cut == "":
		return w
	case strings.HasSuffix(cut, "at"), strings.HasSuffix(cut, "bl"), strings.HasSuffix(cut, "iz"):
		return cut + "e"
	case doubled(cut):
		return cut[:len(cut)-1]
	case measure(cut) == 1 && consonantVowelConsonant(cut):
		return cut + "e"
	}
	return cut
}

func doubled(w string) bool {
	n := len(w)
	return n > 1 && w[n-1] == w[n-2] && !vowelAt(w, n-1) && !strings.ContainsRune("lsz", rune(w[n-1]))
}

func consonantVowelConsonant(w string) bool {
	n := len(w)
	return n >= 3 && !vowelAt(w, n-1) && vowelAt(w, n-2) && !vowelAt(w, n-3) && !strings.ContainsRune("wxy", rune(w[n-1]))
}

// stepSuffixes replaces the first suffix that fits if what stays is long
// enough.
func stepSuffixes(w string, table []suffix, more int) string {
	for _, s := range table {
		if !strings.HasSuffix(w, s.from) {
			continue
		}
		if root := w[:len(w)-len(s.from)] + s.to; measure(w[:len(w)-len(s.from)]) > more || (s.to != "" && more == 1 && measure(root) > more) {
			return root
		}
		return w
	}
	return w
}

// stepAdverb cuts the "ly" of an adverb behind the letters that the later
// English stemmer allows: "rapidly", "significantly".
func stepAdverb(w string) string {
	if n := len(w); n > 5 && strings.HasSuffix(w, "li") && strings.IndexByte("cdeghkmnrt", w[n-3]) >= 0 && measure(w[:n-2]) > 0 {
		return w[:n-2]
	}
	return w
}

func stepFinal(w string) string {
	if strings.HasSuffix(w, "e") {
		root := w[:len(w)-1]
		if m := measure(root); m > 1 || (m == 1 && !consonantVowelConsonant(root)) {
			w = root
		}
	}
	if strings.HasSuffix(w, "ll") && measure(w) > 1 {
		w = w[:len(w)-1]
	}
	return w
}
