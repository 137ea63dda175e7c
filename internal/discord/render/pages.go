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
	var lines []string
	if r.Understood != "" {
		lines = append(lines, "-# Understood as: "+Escape(r.Understood))
	}
	for _, b := range r.Blocks {
		lines = append(lines, blockLines(r, b)...)
	}
	return paginate(append([]string{status(r.Answer)}, lines...), disclaimer(r.Answer))
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
	case answer.ClaimsBlock, answer.ReferencesBlock, answer.FollowUpsBlock, answer.MissingBlock:
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

// paginate fills messages with lines, each page ending with foot. A line that
// is longer than a page is broken between words.
func paginate(lines []string, foot string) []string {
	room := PageLimit - Length(foot) - 1
	var pages []string
	page := ""
	flush := func() {
		if strings.TrimSpace(page) != "" {
			pages = append(pages, strings.TrimSpace(page)+"\n"+foot)
		}
		page = ""
	}
	for _, l := range lines {
		for _, piece := range broken(l, room-1) {
			if page != "" && Length(page)+1+Length(piece) > room {
				flush()
			}
			if page != "" {
				page += "\n"
			}
			page += piece
		}
	}
	flush()
	return pages
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
