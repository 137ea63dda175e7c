package search

import (
	_ "embed"
	"sort"
	"strings"
)

// The word lists are sorted, one entry a line, and are read where they
// stand: nothing is built from them at start.
//
//go:embed data/english.txt
var englishData string

//go:embed data/drugs.txt
var drugData string

//go:embed data/diseases.txt
var diseaseData string

//go:embed data/medical.txt
var medicalData string

// drugEndings are the endings that only names of drugs have, so that a drug
// newer than the list is still known as one.
var drugEndings = []string{
	"mab", "tinib", "ciclib", "parib", "zomib", "rafenib", "metinib", "lisib", "leucel", "gliptin",
	"gliflozin", "glutide", "vastatin", "sartan", "floxacin", "conazole", "prazole", "leukin", "platin",
}

// IsDrug reports whether word is the name of a drug, in any case.
func IsDrug(word string) bool {
	w := strings.ToLower(word)
	return inList(drugData, w) || endsAsDrug(w)
}

func endsAsDrug(w string) bool {
	for _, e := range drugEndings {
		if len(w) > len(e)+2 && strings.HasSuffix(w, e) && w != "interleukin" {
			return true
		}
	}
	return false
}

// IsDisease reports whether phrase is the name of a disease: cancers of the
// Disease Ontology and common other diseases, in either spelling.
func IsDisease(phrase string) bool {
	return isDiseaseKey(diseaseKey(newAnalyzer(sharedRules()), phrase))
}

// diseaseKey is how the list writes a phrase: folded words, single spaces.
func diseaseKey(a *analyzer, phrase string) string {
	var words []string
	for _, t := range a.tokens([]rune(phrase)) {
		words = append(words, t.norm)
	}
	return strings.Join(words, " ")
}

func isDiseaseKey(key string) bool {
	if inList(diseaseData, key) {
		return true
	}
	one, plural := strings.CutSuffix(key, "s")
	return plural && len(one) > 4 && inList(diseaseData, one)
}

// isEnglish reports whether a folded word is a plain English word.
func isEnglish(w string) bool {
	if inList(englishData, w) {
		return true
	}
	one, plural := strings.CutSuffix(w, "s")
	return plural && inList(englishData, one)
}

// inList reports whether a line of the sorted list equals w.
func inList(list, w string) bool {
	if w == "" {
		return false
	}
	i := lineFrom(list, w)
	return strings.HasPrefix(list[i:], w) && (i+len(w) == len(list) || list[i+len(w)] == '\n')
}

// lineFrom returns where the first line not below w begins.
func lineFrom(list, w string) int {
	lineStart := func(i int) int { return strings.LastIndexByte(list[:i], '\n') + 1 }
	i := sort.Search(len(list), func(i int) bool {
		line, _, _ := strings.Cut(list[lineStart(i):], "\n")
		return line >= w
	})
	return lineStart(i)
}

// IsEnglish reports whether a word, in any case, is a plain English word.
func IsEnglish(word string) bool { return isEnglish(strings.ToLower(word)) }
