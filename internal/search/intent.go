package search

import (
	"slices"
	"strings"

	"curbside/internal/text"
)

// forTopic is how much more a passage counts whose topic, as the curator
// gave it, is the one that the question's wording asks for.
const forTopic = 1.2

// forMeaning is how much more the passage counts that the lexicon names as
// the one that says what a term is, where just that is asked.
const forMeaning = 1.4

// intent is a wording of questions and the topic that it asks for.
type intent struct {
	topics []string
	words  string // folded, with a space on either side
	alone  bool   // counts only where the question names one thing
}

// asked is what the wording of one question asks for.
type asked struct {
	topics  []string
	meaning string // id of the passage that says what the one thing asked about is, or ""
}

// readIntents reads lines "topic,topic: wording | wording"; a wording that
// ends in "..." counts only in questions about one thing ("what is ...").
func readIntents(data string) []intent {
	var out []intent
	for _, f := range dataLines(data) {
		topics, wordings, _ := strings.Cut(strings.Join(f, " "), ":")
		for w := range strings.SplitSeq(wordings, "|") {
			words, alone := strings.CutSuffix(strings.TrimSpace(w), " ...")
			out = append(out, intent{strings.Split(topics, ","), " " + words + " ", alone})
		}
	}
	return out
}

// asksFor reads the wording of a question.
func (d *rules) asksFor(question string, terms []Term) asked {
	q := wording(question, terms)
	var out asked
	for _, in := range d.intents {
		if !strings.Contains(q, in.words) || in.alone && len(terms) != 1 {
			continue
		}
		out.topics = append(out.topics, in.topics...)
		if slices.Contains(in.topics, "definition") && len(terms) == 1 {
			out.meaning = terms[0].means
		}
	}
	return out
}

// boost returns the factor for a passage.
func (a asked) boost(ix *Index, doc int) float64 {
	switch {
	case a.meaning != "" && ix.means[a.meaning] == doc+1:
		return forMeaning
	case len(a.topics) > 0 && slices.Contains(a.topics, ix.docs.topics[ix.docs.topic[doc]]):
		return forTopic
	}
	return 1
}

// mostBoost bounds boost.
func (a asked) mostBoost() float64 {
	switch {
	case a.meaning != "":
		return forMeaning
	case len(a.topics) > 0:
		return forTopic
	}
	return 1
}

// wording returns the words of a question with a space around each, terms of
// the lexicon by their one name: a synonym must not ask for something else.
func wording(question string, terms []Term) string {
	rs := []rune(question)
	var b strings.Builder
	from := 0
	for _, t := range terms {
		if t.Canonical != "" {
			b.WriteString(string(rs[from:t.Start]) + " " + t.Canonical + " ")
			from = t.End
		}
	}
	b.WriteString(string(rs[from:]))
	words := strings.FieldsFunc(text.Fold(b.String()), func(r rune) bool { return !isWordRune(r) && r != '\'' && r != '-' })
	return " " + strings.Join(words, " ") + " "
}
