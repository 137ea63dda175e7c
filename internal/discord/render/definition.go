package render

import (
	"strings"

	"curbside/internal/answer"
	"curbside/internal/consult"
)

// Definition lays out what a term means, how it is said, and which sources
// tell. A passage that visible refuses is not shown, nor what it says.
func Definition(d *consult.Definition, visible func(collection string) bool, foot string) string {
	lines := []string{"**" + Escape(short(d.Term, 100)) + "**"}
	if len(d.Also) > 0 {
		lines[0] += " (also: " + list(d.Also, 8) + ")"
	}
	var refs []answer.Reference
	shown := map[int]bool{}
	told := false
	if p := d.Passage; p != nil && d.Meaning != "" && visible(p.Source.Collection) {
		told = true
		refs = append(refs, answer.ReferenceTo(1, p))
		shown[1] = true
		lines = append(lines, Escape(d.Meaning)+" "+marks([]int{1}))
		for _, c := range p.Cautions {
			lines = append(lines, "⚠ **Caution ("+Escape(c.State)+"):** "+Escape(c.Text))
		}
	}
	if !told {
		lines = append(lines, "No source here tells what it means.")
	}
	if p := d.SaidPassage; p != nil && d.Said != "" && visible(p.Source.Collection) {
		n := len(refs) + 1
		if told && p.ID == d.Passage.ID {
			n = 1
		} else {
			refs = append(refs, answer.ReferenceTo(n, p))
			shown[n] = true
		}
		lines = append(lines, "Say it: **"+Escape(d.Said)+"** "+marks([]int{n}))
	}
	if len(d.NotTo) > 0 {
		lines = append(lines, "Not to be confused with: "+list(d.NotTo, 8))
	}
	if len(refs) > 0 {
		lines = append(lines, references(&answer.Answer{References: refs}, shown, usualTitle))
	}
	return strings.Join(append(lines, "-# "+Escape(foot)), "\n")
}

// list names things, not too many.
func list(names []string, most int) string {
	var out []string
	for i, n := range names {
		if i == most {
			return strings.Join(out, ", ") + ", …"
		}
		out = append(out, Escape(short(n, 60)))
	}
	return strings.Join(out, ", ")
}
