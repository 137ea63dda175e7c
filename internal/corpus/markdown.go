package corpus

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var orderedForm = regexp.MustCompile(`^\d{1,2}[.)]\s`)

// cutHeading splits "## Words" into its level and its words; level 0 means that the line is no heading.
func cutHeading(line string) (level int, title string) {
	rest := strings.TrimLeft(line, "#")
	level, title = len(line)-len(rest), strings.Trim(rest, " \t")
	if level == 0 || title == "" || rest[0] != ' ' && rest[0] != '\t' {
		return 0, ""
	}
	return level, title
}

// cutNumber splits "Words {#12}" into the words and the number; -1 where there is none.
func cutNumber(title string) (words string, n int) {
	open := strings.LastIndex(title, "{#")
	if open < 0 || !strings.HasSuffix(title, "}") {
		return title, -1
	}
	digits := title[open+2 : len(title)-1]
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 || len(digits) > 6 || digits[0] == '+' {
		return title, -1
	}
	return strings.TrimRight(title[:open], " \t"), n
}

// body reads everything behind the front matter.
func (p *parser) body() {
	for _, l := range p.lines[p.at:] {
		if strings.HasPrefix(l, "###") {
			_, n := cutNumber(strings.TrimRight(l, " \t"))
			p.highest = max(p.highest, n)
		}
	}
	for p.at < len(p.lines) {
		line := strings.TrimRight(p.lines[p.at], " \t")
		switch {
		case strings.HasPrefix(line, "#"):
			p.heading(line)
			p.at++
		case line == "```passage":
			p.passageBlock()
		default:
			p.prose(line)
			p.at++
		}
	}
	p.closePassage()
	if len(p.source.Passages) == 0 && len(p.problems) == 0 {
		p.add(len(p.lines), "the source has no passage", "open one with a heading such as `### What it is {#1}`")
	}
}

func (p *parser) heading(line string) {
	p.closePassage()
	p.skipping = false
	level, title := cutHeading(line)
	words, n := cutNumber(title)
	if level == 0 {
		p.add(p.at+1, "a heading needs a space and words behind its #", "write `# Words`")
		p.skipping = true
		return
	}
	switch {
	case level == 3:
		p.openPassage(words, n)
	case level > 3:
		p.add(p.at+1, "headings go three levels deep", "write ### and a number for a passage")
		p.skipping = true
	case n >= 0:
		p.add(p.at+1, "only a ### heading opens a passage", "write `### "+title+"`, or leave the number out")
		p.skipping = true
	default:
		if level == 1 {
			p.headings[0], title = title, ""
		}
		p.headings[1] = title
		p.source.sections = append(p.source.sections, section{line: p.at + 1, level: level, title: cmp.Or(title, p.headings[0])})
	}
}

// openPassage begins passage n of the source, unless its heading is at fault.
func (p *parser) openPassage(title string, n int) {
	line := p.at + 1
	switch {
	case n < 0:
		p.highest++
		p.add(line, "the passage has no number", fmt.Sprintf("write `### %s {#%d}`", title, p.highest))
	case n == 0:
		p.add(line, "passage numbers begin at 1", fmt.Sprintf("write {#%d}", p.highest+1))
	case p.seen[n] > 0:
		p.highest++
		p.addRule(ruleDuplicate, line, fmt.Sprintf("passage number %d stands twice, first on line %d", n, p.seen[n]), fmt.Sprintf("write {#%d} for the newer one", p.highest))
	case title == "":
		p.add(line, "the passage has no title", fmt.Sprintf("write `### Title {#%d}`", n))
	default:
		p.seen[n] = line
		p.passage = &Passage{ID: fmt.Sprintf("%s#%d", p.source.ID, n), Source: p.source, N: n, Title: title, line: line}
		p.passage.Headings = p.path(title)
		p.countPassage()
		return
	}
	p.skipping = true
}

// countPassage marks the open sections as not empty.
func (p *parser) countPassage() {
	level := 3
	for i := len(p.source.sections) - 1; i >= 0; i-- {
		if s := &p.source.sections[i]; s.level < level {
			s.filled, level = true, s.level
		}
	}
}

// path gives the headings above a passage and its own title.
func (p *parser) path(title string) []string {
	var out []string
	for _, h := range append(p.headings[:], title) {
		if h != "" {
			out = append(out, h)
		}
	}
	return out
}

// passageBlock takes the fenced block where it belongs: directly behind the heading of a passage, once.
func (p *parser) passageBlock() {
	line := p.at + 1
	switch {
	case p.passage == nil && !p.skipping:
		p.add(line, "a passage block without a passage", "write a heading such as `### Title {#1}` above it")
	case p.passage != nil && p.passage.blockLine > 0:
		p.add(line, "a second passage block in one passage", "keep one of them")
	case p.passage != nil && !p.text.empty():
		p.add(line, "the passage block stands behind the text", "put it directly under the heading")
	}
	p.block()
}

func (p *parser) prose(line string) {
	text := strings.TrimLeft(line, " \t")
	where := p.at + 1
	switch {
	case text == "":
		p.text.paragraph()
		return
	case p.skipping:
		return
	case p.passage == nil:
		p.add(where, "text outside a passage", "write a heading such as `### Title {#1}` above it")
		p.skipping = true // one complaint for the whole stretch
		return
	}
	if what, write := notProse(text); what != "" {
		p.add(where, what, write)
		return
	}
	if item, ok := strings.CutPrefix(text, "- "); ok {
		p.text.item(strings.TrimSpace(item), where)
		return
	}
	p.text.sentence(text, where)
}

// notProse names Markdown that a passage does not use, since each line is shown as a sentence.
func notProse(text string) (what, write string) {
	switch {
	case strings.HasPrefix(text, "```"):
		return "a code fence that is no passage block", "write ```passage for the block, and plain sentences otherwise"
	case text == "---":
		return "a ruler, or front matter in the middle of the file", "remove the line, or put a second source into a file of its own"
	case text == "-" || text == "*":
		return "an empty list item", "write its sentence behind the -"
	case strings.HasPrefix(text, "* "), strings.HasPrefix(text, "+ "):
		return "a list item that begins with " + text[:1], "write `- " + text[2:] + "`"
	case text[0] <= '9' && orderedForm.MatchString(text):
		return "a numbered list item", "write `- ` in place of its number"
	case strings.HasPrefix(text, "|"):
		return "a table", "write one sentence for each row"
	case strings.HasPrefix(text, "> "):
		return "a block quotation", "write the sentence without >"
	case strings.HasPrefix(text, "<"):
		return "HTML", "write plain sentences; what is not to be shown does not belong here"
	}
	return "", ""
}

func (p *parser) closePassage() {
	ps := p.passage
	p.passage = nil
	text, sentences := p.text.take()
	if ps == nil {
		return
	}
	if len(sentences) == 0 {
		p.addRule(ruleEmptySection, ps.line, fmt.Sprintf("passage %s has no sentence", ps.ID), "write at least one under its block, or remove the heading")
		return
	}
	ps.Text, ps.Sentences = text, sentences
	sum := sha256.Sum256([]byte(text))
	ps.Hash = "sha256:" + hex.EncodeToString(sum[:])
	p.source.Passages = append(p.source.Passages, ps)
}
