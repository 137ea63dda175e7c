package answer

import (
	"fmt"
	"strings"
)

// Markdown renders an answer as CommonMark. Text of sources and questions is
// escaped, so that nothing in it becomes markup or a link.
func Markdown(a *Answer) string {
	return MarkdownBlocks(Blocks(a))
}

// MarkdownBlocks renders blocks as CommonMark.
func MarkdownBlocks(blocks []Block) string {
	var b strings.Builder
	for i, bl := range blocks {
		if i > 0 {
			b.WriteByte('\n')
		}
		markdownBlock(&b, bl)
	}
	return b.String()
}

func markdownBlock(b *strings.Builder, bl Block) {
	switch bl.Kind {
	case StatusBlock:
		for i, l := range bl.Lines {
			if i > 0 {
				b.WriteString(">\n")
			}
			fmt.Fprintf(b, "> %s\n", escapedLine(l))
		}
	case HeadlineBlock:
		for _, l := range bl.Lines {
			fmt.Fprintf(b, "**%s**%s%s\n", Escape(l.Text), escapedMarks(l.Citations), escapedNote(l))
		}
	case DisclaimerBlock:
		for _, l := range bl.Lines {
			fmt.Fprintf(b, "*%s*\n", Escape(l.Text))
		}
	case WarningsBlock, CautionsBlock:
		for _, l := range bl.Lines {
			fmt.Fprintf(b, "> %s **%s:** %s\n", markOf[bl.Kind], Escape(bl.Title), escapedLine(l))
		}
	case EvidenceBlock:
		for i, l := range bl.Lines {
			if i == 0 {
				fmt.Fprintf(b, "**%s:** ", bl.Title)
			}
			b.WriteString(escapedLine(l) + "\n")
		}
	case ReferencesBlock:
		fmt.Fprintf(b, "### %s\n\n", bl.Title)
		for _, l := range bl.Lines {
			markdownReference(b, l)
		}
	default:
		if bl.Title != "" {
			fmt.Fprintf(b, "### %s\n\n", Escape(strings.TrimSpace(markOf[bl.Kind]+" "+bl.Title)))
		}
		if len(bl.Table) > 0 {
			markdownTable(b, bl.Table)
			return
		}
		for _, l := range bl.Lines {
			fmt.Fprintf(b, "- %s\n", escapedLine(l))
		}
	}
}

func markdownTable(b *strings.Builder, rows [][]string) {
	for n, row := range rows {
		b.WriteString("|")
		for _, cell := range row {
			b.WriteString(" " + Escape(cell) + " |")
		}
		b.WriteByte('\n')
		if n == 0 {
			b.WriteString("|" + strings.Repeat(" --- |", len(row)) + "\n")
		}
	}
}

func markdownReference(b *strings.Builder, l Line) {
	fmt.Fprintf(b, "- %s %s.", strings.TrimSpace(escapedMarks(l.Citations)), Escape(l.Text))
	if l.URL != "" {
		fmt.Fprintf(b, " <%s>", l.URL)
	}
	if l.Note != "" {
		fmt.Fprintf(b, " %s.", Escape(l.Note))
	}
	b.WriteByte('\n')
}

func escapedLine(l Line) string {
	return Escape(l.Text) + escapedMarks(l.Citations) + escapedNote(l)
}

func escapedNote(l Line) string {
	if l.Note == "" {
		return ""
	}
	return " (" + Escape(l.Note) + ")"
}

func escapedMarks(ns []int) string {
	return strings.NewReplacer("[", `\[`, "]", `\]`).Replace(marks(ns))
}

// markup are the characters that CommonMark reads as markup inside a line.
const markup = "\\`*_[]<>#|~&"

// Escape returns s so that CommonMark shows it as it stands.
func Escape(s string) string {
	var b strings.Builder
	for i, r := range s {
		if strings.ContainsRune(markup, r) || i == 0 && strings.ContainsRune("-+", r) {
			b.WriteByte('\\')
		}
		if r == '\n' {
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}
