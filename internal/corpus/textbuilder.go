package corpus

import (
	"strings"
	"unicode/utf8"
)

// textBuilder joins the lines of a passage and keeps where each sentence stands.
type textBuilder struct {
	b         strings.Builder
	runes     int
	sentences []Sentence
	newLine   bool // a blank line or a list item came last
}

func (t *textBuilder) empty() bool { return len(t.sentences) == 0 }
func (t *textBuilder) paragraph()  { t.newLine = true }

func (t *textBuilder) write(s string) {
	t.b.WriteString(s)
	t.runes += utf8.RuneCountInString(s)
}

func (t *textBuilder) sentence(s string, line int) {
	t.join(t.newLine)
	t.put(s, line, false)
	t.newLine = false
}

func (t *textBuilder) item(s string, line int) {
	t.join(true)
	t.write("- ")
	t.put(s, line, true)
	t.newLine = true
}

func (t *textBuilder) join(newLine bool) {
	switch {
	case t.empty():
	case newLine:
		t.write("\n")
	default:
		t.write(" ")
	}
}

func (t *textBuilder) put(s string, line int, item bool) {
	start := t.runes
	t.write(s)
	t.sentences = append(t.sentences, Sentence{Text: s, Start: start, End: t.runes, Item: item, line: line})
}

func (t *textBuilder) take() (string, []Sentence) {
	text, sentences := t.b.String(), t.sentences
	*t = textBuilder{}
	return text, sentences
}
