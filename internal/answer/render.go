package answer

import (
	"fmt"
	"strings"
)

// Width is the line length of plain text, in columns.
const Width = 88

// Text renders an answer for a terminal or a pipe, without colour.
func Text(a *Answer, width int) string {
	return TextBlocks(Blocks(a), width)
}

// TextBlocks renders blocks as plain text, wrapped at width columns.
func TextBlocks(blocks []Block, width int) string {
	var b strings.Builder
	for i, bl := range blocks {
		if i > 0 && !Joined(blocks[i-1], bl) {
			b.WriteByte('\n')
		}
		textBlock(&b, bl, width)
	}
	return b.String()
}

// Joined reports whether two blocks stand together without a line between:
// warnings, and cautions.
func Joined(a, b Block) bool {
	return a.Kind == b.Kind && (a.Kind == WarningsBlock || a.Kind == CautionsBlock)
}

func textBlock(b *strings.Builder, bl Block, width int) {
	switch bl.Kind {
	case StatusBlock, HeadlineBlock, DisclaimerBlock:
		for _, l := range bl.Lines {
			wrap(b, "", "", lineText(l), width)
		}
		return
	case WarningsBlock, CautionsBlock:
		for _, l := range bl.Lines {
			wrap(b, "", "  ", markOf[bl.Kind]+" "+bl.Title+": "+lineText(l), width)
		}
		return
	case EvidenceBlock:
		for i, l := range bl.Lines {
			text := lineText(l)
			if i == 0 {
				text = bl.Title + ": " + text
			}
			wrap(b, "", "", text, width)
		}
		return
	case ReferencesBlock:
		b.WriteString(bl.Title + "\n")
		for _, l := range bl.Lines {
			textReference(b, l, width)
		}
		return
	}
	if bl.Title != "" {
		wrap(b, "", "  ", strings.TrimSpace(markOf[bl.Kind]+" "+bl.Title), width)
	}
	if len(bl.Table) > 0 {
		textTable(b, bl.Table, width)
		return
	}
	for _, l := range bl.Lines {
		wrap(b, "  - ", "    ", lineText(l), width)
	}
}

// textTable writes rows in columns; where they do not fit, cell under cell.
func textTable(b *strings.Builder, rows [][]string, width int) {
	wide := make([]int, len(rows[0]))
	total := 2
	for c := range wide {
		for _, row := range rows {
			wide[c] = max(wide[c], len([]rune(row[c])))
		}
		total += wide[c] + 2
	}
	for _, row := range rows {
		if width > 0 && total > width {
			for c, cell := range row {
				if c == 0 {
					wrap(b, "  - ", "    ", cell, width)
				} else if row[0] != "" {
					wrap(b, "      ", "      ", rows[0][c]+": "+cell, width)
				}
			}
			continue
		}
		line := " "
		for c, cell := range row {
			line += fmt.Sprintf(" %-*s ", wide[c], cell)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

var markOf = map[BlockKind]string{WarningsBlock: "⚠", CautionsBlock: "⚠", DisagreementBlock: "⇄"}

func textReference(b *strings.Builder, l Line, width int) {
	const pad = "    "
	wrap(b, strings.TrimSpace(marks(l.Citations))+" ", pad, l.Text+".", width)
	if l.URL != "" {
		b.WriteString(pad + "<" + l.URL + ">\n")
	}
	if l.Note != "" {
		wrap(b, pad, pad, l.Note+".", width)
	}
}

// lineText is a line with its citations and note.
func lineText(l Line) string {
	s := l.Text + marks(l.Citations)
	if l.Note != "" {
		s += " (" + l.Note + ")"
	}
	return s
}

// marks writes citations as " [1] [3]".
func marks(ns []int) string {
	var b strings.Builder
	for _, n := range ns {
		fmt.Fprintf(&b, " [%d]", n)
	}
	return b.String()
}

// wrap writes s in lines of at most width columns; a word longer than that
// has a line of its own. A width of 0 does not wrap.
func wrap(b *strings.Builder, first, rest, s string, width int) {
	line, lead := "", first
	for _, word := range strings.Fields(s) {
		switch {
		case line == "":
			line = word
		case width > 0 && len([]rune(lead+line+" "+word)) > width:
			b.WriteString(lead + line + "\n")
			line, lead = word, rest
		default:
			line += " " + word
		}
	}
	b.WriteString(lead + line + "\n")
}
