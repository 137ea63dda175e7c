package corpus

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// questionsFolder holds, for each source that has any, a file <source>.yaml with questions that its sentences answer.
// They prove nothing: they help to find a sentence whose words are not the asker's, and to say what may be asked.
const questionsFolder = "questions"

// longestQuestion bounds one question, in code points.
const longestQuestion = 200

func (l *loader) questionFiles() {
	l.eachYAML(questionsFolder, "questions stand in a file <source>.yaml", l.questions)
}

func (l *loader) questions(file, source string) {
	data, s := l.ofSource(file, source)
	if s == nil {
		return
	}
	var doc struct {
		Questions []askedOf `yaml:"questions"`
	}
	l.problems = append(l.problems, fromYAML(file, l.yaml.Decode(data, 1, &doc))...)
	for _, q := range doc.Questions {
		l.sentenceQuestions(file, s, q)
	}
}

// askedOf is what is asked of one sentence: "3.1" is the first sentence of passage 3.
type askedOf struct {
	Line int      `yaml:",line"`
	At   string   `yaml:"at"`
	Ask  []string `yaml:"ask"`
}

var questionKey = regexp.MustCompile(`^([1-9][0-9]*)\.([1-9][0-9]*)$`)

func (l *loader) sentenceQuestions(file string, s *Source, q askedOf) {
	m := questionKey.FindStringSubmatch(q.At)
	if m == nil {
		l.add(file, q.Line, fmt.Sprintf("%q is no sentence", q.At), "write the number of the passage, a dot, and the number of the sentence in it, such as \"3.1\"")
		return
	}
	n, _ := strconv.Atoi(m[2])
	p := l.corpus.passages[s.ID+"#"+m[1]]
	if p == nil || n > len(p.Sentences) {
		l.addRule(ruleDeadReference, file, q.Line, fmt.Sprintf("sentence %s of %s does not exist", q.At, s.ID), "count passages and sentences as they stand in "+s.file)
		return
	}
	for _, ask := range q.Ask {
		if strings.TrimSpace(ask) == "" || utf8.RuneCountInString(ask) > longestQuestion {
			l.add(file, q.Line, fmt.Sprintf("a question of sentence %s is empty or longer than %d characters", q.At, longestQuestion), "write one short question in each line")
			return
		}
	}
	p.Sentences[n-1].Questions = append(p.Sentences[n-1].Questions, q.Ask...)
}
