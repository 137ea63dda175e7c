package consult

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"curbside/internal/corpus"
	"curbside/internal/text"
)

// longestSuggestion is what chats show of one, in code points.
const longestSuggestion = 100

// leastFit is how well a question must fit beside the one that fits best.
const leastFit = 0.5

// suggestion is a curator's question that can be put before an asker.
type suggestion struct {
	text       string
	folded     string
	words      []string
	means      map[string]bool // canonical terms and stems in it
	collection string
	sentence   string // which it asks for
	grade      string
}

// Suggest lists curators' questions, which the sources answer, for somebody
// who is typing one: those that hold what was typed first. Of what asks for
// the same sentence it takes one.
func (s *Service) Suggest(typed string, collections []string, most int) []string {
	s, leave := s.enter()
	defer leave()
	type found struct {
		*suggestion
		score float64 // by words and terms
		first float64 // that it begins so, or holds everything
	}
	var all []found
	best := 0.0
	folded := text.Fold(text.Squeeze(text.Clean(text.Truncate(typed, 2*longestSuggestion))))
	wanted := strings.FieldsFunc(folded, notInWord)
	meant := s.meant(folded)
	for i := range s.suggestions() {
		q := &s.suggestions()[i]
		if len(collections) > 0 && !slices.Contains(collections, q.collection) {
			continue
		}
		if n, first := q.score(folded, wanted, meant); n > 0 || len(wanted) == 0 {
			all = append(all, found{q, n, first})
			best = max(best, n)
		}
	}
	all = slices.DeleteFunc(all, func(f found) bool { return f.score < leastFit*best })
	slices.SortStableFunc(all, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.score+b.first, a.score+a.first), strings.Compare(a.grade, b.grade), len(a.text)-len(b.text), strings.Compare(a.text, b.text))
	})
	var out []string
	asked := map[string]bool{}
	for _, f := range all {
		if len(out) == most {
			break
		}
		if !asked[f.sentence] {
			asked[f.sentence] = true
			out = append(out, f.text)
		}
	}
	return out
}

// score is how well a question fits what was typed: words by their beginning,
// terms by what they mean; a question that begins so comes first.
func (q *suggestion) score(folded string, wanted []string, meant map[string]float64) (n, first float64) {
	fit := 0
	for _, w := range wanted {
		if slices.ContainsFunc(q.words, func(have string) bool { return strings.HasPrefix(have, w) }) {
			n += float64(min(len(w), 8))
			fit++
		}
	}
	for term, weight := range meant {
		if q.means[term] {
			n += 6 * weight
		}
	}
	switch {
	case folded != "" && strings.HasPrefix(q.folded, folded):
		first = 100
	case len(wanted) > 0 && fit == len(wanted):
		first = 20
	}
	return n, first
}

// meant are the terms in what was typed, with their weights.
func (s *Service) meant(folded string) map[string]float64 {
	out := map[string]float64{}
	for _, t := range s.index.Read(folded) {
		weight := 1.0
		if t.Kind == "drug" { // all questions are about few of them
			weight = 0.5
		}
		out[cmp.Or(t.Canonical, t.Stem)] = weight
	}
	return out
}

// suggestionsOf collects what curators wrote well enough to be read by all:
// whole sentences that name what they ask about.
func (s *Service) suggestionsOf(c *corpus.Corpus) []suggestion {
	var out []suggestion
	for _, p := range c.Passages() {
		for _, sentence := range p.Sentences {
			for _, q := range sentence.Questions {
				if !presentable(q) {
					continue
				}
				one := suggestion{
					text: q, folded: text.Fold(q), words: strings.FieldsFunc(text.Fold(q), notInWord), means: map[string]bool{},
					collection: p.Source.Collection, sentence: p.ID + "/" + sentence.Text, grade: p.Source.Evidence,
				}
				named := false
				for _, t := range s.index.Read(q) {
					one.means[cmp.Or(t.Canonical, t.Stem)] = true
					named = named || t.Kind == "drug"
				}
				if named {
					out = append(out, one)
				}
			}
		}
	}
	return out
}

// presentable reports whether a question reads as a sentence that stands
// alone: a capital, a question mark, and no word for what was said before.
func presentable(q string) bool {
	first, _ := utf8.DecodeRuneInString(q)
	if !unicode.IsUpper(first) || !strings.HasSuffix(q, "?") || utf8.RuneCountInString(q) > longestSuggestion || len(strings.Fields(q)) < 4 {
		return false
	}
	second := []rune(q)[1]
	if unicode.IsUpper(second) || !unicode.IsLetter(second) && second != ' ' { // shorthand, such as "HD IL-2 - dose?"
		return false
	}
	if strings.ContainsAny(q, ":;/") || strings.Contains(q, " - ") {
		return false
	}
	for _, w := range strings.FieldsFunc(text.Fold(q), notInWord) {
		switch w {
		case "this", "these", "those", "it", "they", "them", "he", "she", "his", "her", "him", "my", "our", "i", "we", "me", "us":
			return false
		}
	}
	return true
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' }
