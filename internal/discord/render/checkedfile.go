package render

import (
	"fmt"
	"strings"

	"curbside/internal/answer"
)

// checkedFile is the checked text with a mark behind each sentence, what the sources
// say, on what they differ, and where they are.
func checkedFile(doc *answer.Document, foot string) string {
	var b strings.Builder
	b.WriteString("# Checked against the sources\n\n" + strings.TrimSpace(doc.Marked()) + "\n")
	remarks(&b, doc)
	var refs []answer.Reference
	seen := map[string]bool{}
	for _, s := range doc.Sentences {
		for _, e := range s.Evidence {
			if !seen[e.Source] {
				seen[e.Source] = true
				refs = append(refs, e.Reference)
			}
		}
	}
	if len(refs) > 0 {
		b.WriteString("\n## Sources\n\n")
	}
	for _, r := range refs {
		b.WriteString("- " + strings.TrimSpace(reference(r, nil, usualTitle)) + "\n")
	}
	b.WriteString("\n" + answer.Escape(foot) + "\n")
	return b.String()
}

// remarks writes what curators remarked: cautions and disagreements.
func remarks(b *strings.Builder, doc *answer.Document) {
	seen := map[string]bool{}
	for _, s := range doc.Sentences {
		for _, k := range s.Cautions {
			if text := fmt.Sprintf("- Caution (%s): %s\n", k.State, answer.Escape(k.Text)); !seen[text] {
				seen[text] = true
				b.WriteString("\n" + text)
			}
		}
		for _, d := range s.Disagreements {
			if seen[d.About] {
				continue
			}
			seen[d.About] = true
			fmt.Fprintf(b, "\n## Sources differ: %s\n\n", answer.Escape(d.About))
			for _, p := range d.Positions {
				fmt.Fprintf(b, "- %s%s\n", answer.Escape(p.Text), titles(s, p))
			}
			if d.Note != "" {
				b.WriteString("- Curators' note: " + answer.Escape(d.Note) + "\n")
			}
		}
	}
}

// titles names the sources of a position.
func titles(s answer.Checked, p answer.Position) string {
	var out []string
	for _, n := range p.Citations {
		for _, e := range s.Evidence {
			if e.N == n {
				out = append(out, answer.Escape(e.Title)+", "+e.Passage)
			}
		}
	}
	if len(out) == 0 {
		return ""
	}
	return " (" + strings.Join(out, "; ") + ")"
}
