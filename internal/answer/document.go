package answer

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	gmtext "github.com/yuin/goldmark/text"

	"curbside/internal/text"
)

// MaxDocument is the largest document that is checked, in bytes.
const MaxDocument = 1 << 20

// Document is a checked text: each sentence with what the sources say.
type Document struct {
	Sentences []Checked        `json:"sentences"`
	Summary   map[Relation]int `json:"summary"`

	source string
	ends   []int // byte offset behind each sentence
}

// CheckDocument checks each sentence of a text or Markdown document.
// Headings and code are left out.
func (e *Engine) CheckDocument(ctx context.Context, source string, r Request) (*Document, error) {
	if len(source) > MaxDocument {
		return nil, fmt.Errorf("the document is larger than %d KiB: check it in parts", MaxDocument>>10)
	}
	source = strings.ToValidUTF8(source, "")
	d := &Document{source: source, Summary: map[Relation]int{Supported: 0, Contradicted: 0, NotCovered: 0}, Sentences: []Checked{}}
	for _, s := range proseOf(source) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c, err := e.CheckStatement(ctx, plain(source[s.from:s.to]), r)
		if err != nil {
			return nil, err
		}
		c.Start = utf8.RuneCountInString(source[:s.from])
		c.End = c.Start + utf8.RuneCountInString(source[s.from:s.to])
		d.Sentences = append(d.Sentences, c)
		d.ends = append(d.ends, s.to)
		d.Summary[c.Relation]++
	}
	return d, nil
}

// Worst is the relation that decides for a whole document: a contradiction,
// else something not covered, else support.
func (d *Document) Worst() Relation {
	switch {
	case d.Summary[Contradicted] > 0:
		return Contradicted
	case d.Summary[NotCovered] > 0 || len(d.Sentences) == 0:
		return NotCovered
	}
	return Supported
}

type byteSpan struct{ from, to int }

// proseOf finds the sentences of the paragraphs and list items of a
// Markdown document, as byte ranges of the source.
func proseOf(source string) []byteSpan {
	src := []byte(source)
	root := goldmark.DefaultParser().Parse(gmtext.NewReader(src))
	var out []byteSpan
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n.Kind() {
		case ast.KindHeading, ast.KindCodeBlock, ast.KindFencedCodeBlock, ast.KindHTMLBlock:
			return ast.WalkSkipChildren, nil
		case ast.KindParagraph, ast.KindTextBlock:
			if l := n.Lines(); l.Len() > 0 {
				from, to := l.At(0).Start, l.At(l.Len()-1).Stop
				out = append(out, sentencesIn(source, from, to)...)
			}
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return out
}

// sentencesIn splits one block into sentences. Lines of a paragraph belong
// together, so its line ends count as spaces.
func sentencesIn(source string, from, to int) []byteSpan {
	block := strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, source[from:to])
	var out []byteSpan
	at, runes := from, 0
	for _, s := range text.Sentences(block) {
		at += byteLen(block[at-from:], s.Start-runes)
		end := at + byteLen(block[at-from:], s.End-s.Start)
		if strings.ContainsFunc(source[at:end], isLetter) {
			out = append(out, byteSpan{at, end})
		}
		at, runes = end, s.End
	}
	return out
}

func isLetter(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r > 0x7f }

// byteLen is the length in bytes of the first n code points of s.
func byteLen(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// plain takes Markdown marks off a sentence.
func plain(s string) string {
	s = strings.NewReplacer("**", "", "__", "", "`", "", "\n", " ").Replace(s)
	return strings.Trim(text.Squeeze(s), "*_> ")
}

var relationMarks = map[Relation]string{Supported: "✓", Contradicted: "✗ contradicted", NotCovered: "? not covered"}

// Marked returns the document with a mark behind each sentence and the
// passages below.
func (d *Document) Marked() string {
	var b strings.Builder
	at, note := 0, 0
	var notes []string
	for i, s := range d.Sentences {
		b.WriteString(d.source[at:d.ends[i]])
		at = d.ends[i]
		mark := relationMarks[s.Relation]
		if len(s.Evidence) > 0 {
			note++
			mark += fmt.Sprintf(" %d", note)
			notes = append(notes, checkedNote(note, s))
		}
		b.WriteString(" **\\[" + mark + "\\]**")
	}
	b.WriteString(d.source[at:])
	if len(notes) > 0 {
		b.WriteString("\n\n### What the sources say\n\n" + strings.Join(notes, ""))
	}
	return b.String()
}

func checkedNote(n int, s Checked) string {
	ev := s.Evidence[0]
	return fmt.Sprintf("%d. %s: \"%s\" (%s, %s)\n", n, s.Relation, Escape(ev.Words), Escape(ev.Title), ev.Passage)
}
