package search

import (
	"slices"
	"strings"

	"curbside/internal/corpus"
	"curbside/internal/text"
)

// forTopic is how much more a passage counts whose topic, as the curator
// gave it, is the one that the question's wording asks for.
const forTopic = 1.15

// intent is a wording of questions and the topic that it asks for.
type intent struct {
	topics []string
	words  string // folded, with a space on either side
	alone  bool   // counts only where the question names one thing
}

// intents are the wordings known, or those that one question uses.
type intents []intent

// readIntents reads lines "topic,topic: wording | wording"; a wording that
// ends in "..." counts only in questions about one thing ("what is ...").
func readIntents(data string) intents {
	var out intents
	for _, f := range dataLines(data) {
		topics, wordings, _ := strings.Cut(strings.Join(f, " "), ":")
		for _, w := range strings.Split(wordings, "|") {
			w = strings.TrimSpace(w)
			words, alone := strings.CutSuffix(w, " ...")
			out = append(out, intent{strings.Split(topics, ","), " " + words + " ", alone})
		}
	}
	return out
}

// of returns the intents that question shows.
func (known intents) of(question string, terms []Term) intents {
	words := strings.FieldsFunc(text.Fold(question), func(r rune) bool { return !isWordRune(r) && r != '\'' && r != '-' })
	q := " " + strings.Join(words, " ") + " "
	var out intents
	for _, in := range known {
		if strings.Contains(q, in.words) && (!in.alone || len(terms) == 1) {
			out = append(out, in)
		}
	}
	return out
}

// boost returns the factor for a passage: forTopic where its topic is asked
// for.
func (asked intents) boost(p *corpus.Passage) float64 {
	for _, in := range asked {
		if slices.Contains(in.topics, p.About.Topic) {
			return forTopic
		}
	}
	return 1
}
