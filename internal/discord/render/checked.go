package render

import (
	"fmt"
	"slices"
	"strings"

	"curbside/internal/answer"
)

var relationWords = map[answer.Relation]string{
	answer.Supported: "✅ **Supported:**", answer.Contradicted: "❌ **Contradicted:**", answer.NotCovered: "❔ **Not covered by the sources:**",
}

// problemWords say what differs, by the kind of problem.
var problemWords = map[string]string{
	"number": "the number", "unit": "the unit", "comparator": "the limit (at most, at least, more than …)", "quantity": "what the number counts",
	"subject": "said of something else", "entity": "something else is named", "polarity": "the sources say the opposite",
	"direction": "the direction (up or down)", "citation": "the source that is named", "quote": "the words that are quoted", "coverage": "a part that the sources do not cover",
}

// Checked lays a checked text out as one message. Where the message cannot
// hold everything, the rest is in file, a Markdown document; else it is empty.
func Checked(doc *answer.Document, foot string) (message, file string) {
	message, shortened := checkedMessage(doc, foot)
	if shortened {
		file = checkedFile(doc, foot)
	}
	return message, file
}

// checkedMessage shows as much as there is room for.
func checkedMessage(doc *answer.Document, foot string) (message string, shortened bool) {
	all := len(doc.Sentences)
	c := &checked{doc: doc, foot: "-# " + Escape(foot)}
	for i := range rooms {
		c.room = rooms[i]
		if out := c.message(all); Length(out) <= PrimaryLimit {
			return out, i > 0
		}
	}
	for n := all; n > 0; n-- {
		if out := c.message(n); Length(out) <= PrimaryLimit {
			return out, true
		}
	}
	return strings.Join([]string{checkedTitle, c.summary(), "The whole check is in the file.", c.foot}, "\n"), true
}

const checkedTitle = "-# Compared with the sources, sentence by sentence · educational · not reviewed by a clinician"

// room is how much a message shows of each sentence.
type room struct {
	statement int  // of it, in characters
	title     int  // of a source's title
	evidence  int  // passages
	quotes    bool // with the words that decide
	sides     bool // with the sides of a disagreement, not just what it is about
	notes     bool // with curators' notes on it
}

// rooms are tried from the largest.
var rooms = []room{
	{statement: answer.MaxQuestion, title: usualTitle, evidence: 3, quotes: true, sides: true, notes: true},
	{statement: answer.MaxQuestion, title: 70, evidence: 1, quotes: true, sides: true},
	{statement: 400, title: 70, evidence: 1, quotes: true},
	{statement: 120, title: leastTitle, evidence: 1},
	{statement: 70, title: leastTitle, evidence: 1},
}

// checked is a checked text that is being laid out.
type checked struct {
	room
	doc  *answer.Document
	foot string

	refs   []answer.Reference
	differ map[string]bool // disagreements that were shown
}

// message lays out n sentences: those that are contradicted first where not
// all have room.
func (c *checked) message(n int) string {
	c.refs, c.differ = nil, map[string]bool{}
	lines := []string{checkedTitle}
	list := c.doc.Sentences
	if n < len(list) {
		list = slices.Clone(list)
		slices.SortStableFunc(list, func(a, b answer.Checked) int { return weight(b) - weight(a) })
		list = list[:n]
	}
	for _, s := range list {
		lines = append(lines, c.sentence(s)...)
	}
	if n < len(c.doc.Sentences) {
		lines = append(lines, fmt.Sprintf("… and %d more sentences: all are in the file.", len(c.doc.Sentences)-n))
	} else if !c.notes {
		lines = append(lines, "-# Shortened to fit: the whole check is in the file.")
	}
	if len(c.doc.Sentences) > 1 {
		lines = append(lines, c.summary())
	}
	if len(c.refs) > 0 {
		a, shown := &answer.Answer{References: c.refs}, map[int]bool{}
		for _, r := range c.refs {
			shown[r.N] = true
		}
		lines = append(lines, references(a, shown, c.title))
	}
	return strings.Join(append(lines, c.foot), "\n")
}

func weight(s answer.Checked) int {
	switch s.Relation {
	case answer.Contradicted:
		return 2
	case answer.NotCovered:
		return 1
	}
	return 0
}

func (c *checked) sentence(s answer.Checked) []string {
	evidence := slices.DeleteFunc(slices.Clone(s.Evidence), func(e answer.CheckedPassage) bool { return e.Words == "" })
	evidence = evidence[:min(len(evidence), c.evidence)]
	var numbers []int
	for _, e := range evidence {
		numbers = append(numbers, c.number(e.Reference))
	}
	lines := []string{strings.TrimSpace(relationWords[s.Relation] + " " + Escape(short(s.Statement, c.statement)) + " " + marks(numbers))}
	if s.Relation == answer.Contradicted {
		lines = append(lines, differences(s)...)
	}
	for i, e := range evidence {
		if c.quotes {
			how := ""
			if s.Relation == answer.Contradicted && e.Supports {
				how = " (this one agrees)"
			}
			lines = append(lines, "> "+Escape(e.Words)+" "+marks(numbers[i:i+1])+how)
		}
	}
	for _, k := range s.Cautions {
		lines = append(lines, "⚠ **Caution ("+Escape(k.State)+"):** "+Escape(k.Text))
	}
	return append(lines, c.disagreements(s)...)
}

// disagreements of the curated list that a sentence touches, each once in a
// message.
func (c *checked) disagreements(s answer.Checked) []string {
	var lines []string
	for _, d := range s.Disagreements {
		if c.differ[d.About] {
			continue
		}
		c.differ[d.About] = true
		if !c.sides {
			lines = append(lines, "⇄ **Sources differ: "+Escape(d.About)+".** What each says is in the file.")
			continue
		}
		lines = append(lines, "⇄ **Sources differ: "+Escape(d.About)+"**")
		for _, p := range d.Positions {
			lines = append(lines, "- "+c.position(s, p))
		}
		if d.Note != "" && c.notes {
			lines = append(lines, "-# Curators' note: "+Escape(d.Note))
		}
	}
	return lines
}

// position is one side of a disagreement, with the numbers that this message
// gives to its passages.
func (c *checked) position(s answer.Checked, p answer.Position) string {
	var numbers []int
	for _, n := range p.Citations {
		for _, e := range s.Evidence {
			if e.N == n {
				numbers = append(numbers, c.number(e.Reference))
			}
		}
	}
	return Escape(p.Text) + " " + marks(numbers)
}

// number is a passage's number in this message.
func (c *checked) number(r answer.Reference) int {
	for _, have := range c.refs {
		if have.Passage == r.Passage {
			return have.N
		}
	}
	r.N = len(c.refs) + 1
	c.refs = append(c.refs, r)
	return r.N
}

// differences say in what a contradicted sentence differs, each once.
func differences(s answer.Checked) []string {
	var out []string
	for _, p := range s.Problems {
		text := problemWords[p.Kind]
		if text == "" {
			continue
		}
		if p.Words != "" {
			text += " (“" + Escape(short(asWritten(p.Words, s.Statement), 80)) + "”)"
		}
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return []string{"-# What differs: " + strings.Join(out, "; ")}
}

// asWritten finds words of the verifier, which are in lower case, in the
// statement.
func asWritten(words, statement string) string {
	if i := strings.Index(strings.ToLower(statement), words); i >= 0 && i+len(words) <= len(statement) && strings.EqualFold(statement[i:i+len(words)], words) {
		return statement[i : i+len(words)]
	}
	return words
}

func (c *checked) summary() string {
	return fmt.Sprintf("-# %d supported, %d contradicted, %d not covered",
		c.doc.Summary[answer.Supported], c.doc.Summary[answer.Contradicted], c.doc.Summary[answer.NotCovered])
}
