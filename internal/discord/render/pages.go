package render

import (
	"fmt"
	"strings"

	"curbside/internal/answer"
	"curbside/internal/consult"
)

// Pages lays the whole answer out in messages of at most PageLimit units,
// broken between lines, each with the disclaimer.
func Pages(r *consult.Reply) []string {
	groups := [][]string{{status(r.Answer)}}
	if r.Understood != "" {
		groups = append(groups, []string{"-# Understood as: " + Escape(r.Understood)})
	}
	if r.Meanings != nil {
		groups = append(groups, []string{explained(r)})
	}
	for _, b := range r.Blocks {
		switch lines := blockLines(r, b); b.Kind {
		case answer.DisagreementBlock, answer.ComparisonBlock, answer.MissingBlock, answer.FollowUpsBlock: // its lines are read together
			groups = append(groups, lines)
		default:
			for _, l := range lines {
				groups = append(groups, []string{l})
			}
		}
	}
	return paginate(groups, disclaimer(r.Answer))
}

func explained(r *consult.Reply) string {
	if len(r.Meanings) == 0 {
		return "-# The sources explain no term of this answer."
	}
	return "-# The same sentences; behind ↳ stands what their terms mean, in the words of the sources."
}

// blockLines are the lines of one block, each with what its terms mean where
// that is told; a title is joined to its first line,
// so that no page ends with a bare title.
func blockLines(r *consult.Reply, b answer.Block) []string {
	var out []string
	for i, l := range b.Lines {
		text := line(l.Text, l.Citations)
		if l.Note != "" && b.Kind != answer.ReferencesBlock {
			text += " (" + Escape(l.Note) + ")"
		}
		switch b.Kind {
		case answer.DisclaimerBlock:
			continue
		case answer.StatusBlock:
			text = emphasis(r.Answer, l.Text)
		case answer.HeadlineBlock:
			text = "**" + Escape(l.Text) + "** " + marks(l.Citations)
		case answer.WarningsBlock, answer.CautionsBlock:
			text = fmt.Sprintf("⚠ **%s:** %s", Escape(b.Title), text)
		case answer.EvidenceBlock:
			text = "-# " + text
		case answer.ReferencesBlock:
			text = fullReference(l)
		default:
			text = "- " + text
		}
		if i == 0 {
			text = title(b) + text
		}
		out = append(out, text)
		if b.Kind != answer.ReferencesBlock {
			for _, m := range r.Meanings[l.Text] {
				out = append(out, "-# ↳ "+line(m.Text, m.Citations))
			}
		}
	}
	return out
}

func title(b answer.Block) string {
	switch b.Kind {
	case answer.DisagreementBlock:
		return "\n⇄ **" + Escape(b.Title) + "**\n"
	case answer.ClaimsBlock, answer.ComparisonBlock, answer.ReferencesBlock, answer.FollowUpsBlock, answer.MissingBlock:
		if b.Title != "" {
			return "\n**" + Escape(b.Title) + "**\n"
		}
	}
	return ""
}

func fullReference(l answer.Line) string {
	out := marks(l.Citations) + " " + Escape(l.Text) + "."
	if linkable(l.URL) {
		out += " <" + l.URL + ">"
	}
	if l.Note != "" {
		out += " " + Escape(l.Note) + "."
	}
	return out
}

// paginate fills messages with groups of lines, each page ending with foot. A
// group that fits a page is not broken over two; a line that is longer than a
// page is broken between words.
func paginate(groups [][]string, foot string) []string {
	p := pager{room: PageLimit - Length(foot) - 1, foot: foot}
	for _, g := range groups {
		whole := strings.Join(g, "\n")
		if n := Length(whole); n > p.left() && n <= p.room {
			p.flush()
		}
		for _, l := range g {
			for _, piece := range broken(l, p.room-1) {
				p.add(piece)
			}
		}
	}
	p.flush()
	return p.pages
}

// pager is pages that are being filled.
type pager struct {
	room  int // of a page, in UTF-16 units
	foot  string
	page  string
	pages []string
}

// left is the room for another line.
func (p *pager) left() int {
	if p.page == "" {
		return p.room
	}
	return p.room - Length(p.page) - 1
}

func (p *pager) add(line string) {
	if Length(line) > p.left() {
		p.flush()
	}
	if p.page != "" {
		p.page += "\n"
	}
	p.page += line
}

func (p *pager) flush() {
	if strings.TrimSpace(p.page) != "" {
		p.pages = append(p.pages, strings.TrimSpace(p.page)+"\n"+p.foot)
	}
	p.page = ""
}

// broken cuts a line into pieces of at most most units, between words where
// there are any.
func broken(s string, most int) []string {
	var out []string
	for Length(s) > most {
		cut, n := 0, 0
		for i, r := range s {
			if n += Length(string(r)); n > most {
				break
			}
			cut = i + len(string(r))
		}
		if i := strings.LastIndexByte(s[:cut], ' '); i > cut/2 {
			cut = i
		}
		for cut > 1 && s[cut-1] == '\\' { // a mark of markup stays with its character
			cut--
		}
		out = append(out, s[:cut])
		s = strings.TrimLeft(s[cut:], " ")
	}
	return append(out, s)
}
