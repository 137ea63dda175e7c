package answer

import (
	_ "embed"
	"regexp"
	"sort"
	"strings"

	"curbside/internal/text"
)

//go:embed data/soft.txt
var softText string

//go:embed data/topics.txt
var topicsText string

//go:embed data/broad.txt
var broadText string

//go:embed data/phrases.txt
var phrasesText string

//go:embed data/idioms.txt
var idiomsText string

//go:embed data/attributes.txt
var attributesText string

// The everyday words are sorted, one a line, and searched where they stand.
//
//go:embed data/everyday.txt
var everydayText string

// isEveryday reports whether a folded word is one of everyday English that
// names no thing: a verb, an adjective, a noun of thought, speech or time.
func isEveryday(word string) bool {
	i := sort.Search(len(everydayText), func(i int) bool {
		line, _, _ := strings.Cut(everydayText[lineStart(i):], "\n")
		return line >= word
	})
	line, _, _ := strings.Cut(everydayText[lineStart(i):], "\n")
	return word != "" && line == word
}

// lineStart returns where the line of everyday words begins that holds byte i.
func lineStart(i int) int { return strings.LastIndexByte(everydayText[:i], '\n') + 1 }

// vocabulary is what the data files say about the words of questions.
type vocabulary struct {
	soft   map[string]bool     // words without content of their own
	weak   map[string]bool     // those of them that count where a question holds only names besides
	hard   map[string]bool     // properties that must stand with the answer
	topics map[string][]string // word or phrase -> topics that answer it
	idioms *regexp.Regexp      // turns of phrase that ask for nothing
	exact  []string            // properties of several words, which the answer must hold
	broad  []string            // phrases that ask for an overview

	shorthand *shorthand
}

func newVocabulary() *vocabulary {
	v := &vocabulary{shorthand: newShorthand(), hard: wordSet(attributesText), topics: map[string][]string{}}
	v.soft, v.weak = softWords(softText)
	for _, line := range dataLines(topicsText) {
		names, words, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		for _, w := range strings.Split(words, ",") {
			w = strings.TrimSpace(w)
			v.topics[w] = append(v.topics[w], strings.Fields(names)...)
		}
	}
	v.broad, v.exact = dataLines(broadText), dataLines(phrasesText)
	v.idioms = regexp.MustCompile(`(?i)\b(?:` + strings.Join(dataLines(idiomsText), "|") + `)\b[,:]?`)
	return v
}

// softWords reads the soft words; those below a line "# weak" are weak, until
// a line "# soft".
func softWords(s string) (soft, weak map[string]bool) {
	soft, weak = map[string]bool{}, map[string]bool{}
	inWeak := false
	for _, line := range strings.Split(s, "\n") {
		switch strings.TrimSpace(line) {
		case "# weak":
			inWeak = true
		case "# soft":
			inWeak = false
		}
		for w := range wordSet(line) {
			soft[w] = true
			if inWeak {
				weak[w] = true
			}
		}
	}
	return soft, weak
}

// wordSet reads a data file of words; "_" stands for the space of a phrase.
func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, line := range dataLines(s) {
		for _, w := range strings.Fields(line) {
			set[strings.ReplaceAll(w, "_", " ")] = true
		}
	}
	return set
}

// dataLines returns the lines of a data file without comments and blanks.
func dataLines(s string) []string {
	var out []string
	for _, line := range strings.Split(s, "\n") {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

// topicsOf returns the topics that the words of a folded question ask for.
func (v *vocabulary) topicsOf(folded string) map[string]bool {
	out := map[string]bool{}
	padded := " " + wordsOnly(folded) + " "
	for phrase, topics := range v.topics {
		if strings.Contains(padded, " "+phrase+" ") {
			for _, t := range topics {
				out[t] = true
			}
		}
	}
	return out
}

// wordsOnly returns folded text with punctuation as single spaces; hyphens
// inside words stay.
func wordsOnly(folded string) string {
	return strings.Join(strings.FieldsFunc(folded, func(r rune) bool {
		return !(r == '-' || r == '\'' || r == '%' || r == '+' || isWordRune(r))
	}), " ")
}

func isWordRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 0x7f
}

// IsSoft reports whether a word carries no content of its own in a question.
func (e *Engine) IsSoft(word string) bool { return e.reader.words.soft[text.Fold(word)] }
