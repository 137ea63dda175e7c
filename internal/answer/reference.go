package answer

import (
	"fmt"
	"sort"
	"strings"
)

// referenceLines lists the sources of the references, the strongest first,
// each once with the numbers of its passages; numbers stay those of the text.
func referenceLines(refs []Reference) []Line {
	sorted := append([]Reference(nil), refs...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Evidence < sorted[j].Evidence })
	var out []Line
	for len(sorted) > 0 {
		var of, rest []Reference
		for _, r := range sorted {
			if r.Source == sorted[0].Source {
				of = append(of, r)
			} else {
				rest = append(rest, r)
			}
		}
		out = append(out, sourceLine(of))
		sorted = rest
	}
	return out
}

// sourceLine is the line of one source for its references.
func sourceLine(of []Reference) Line {
	l := Line{Text: referenceText(of[0])}
	if of[0].URL != nil {
		l.URL = *of[0].URL
	}
	var notes []string
	for _, r := range of {
		l.Citations = append(l.Citations, r.N)
		switch where := passageNote(r); {
		case where == "":
		case len(of) > 1:
			notes = append(notes, fmt.Sprintf("[%d] %s", r.N, where))
		default:
			notes = append(notes, where)
		}
	}
	l.Note = strings.Join(append(notes, sourceNotes(of[0])...), "; ")
	return l
}

func referenceText(r Reference) string {
	title := r.Title
	if r.Digest {
		title = "Curbside's summary of \"" + title + "\""
	}
	parts := []string{r.Evidence + ": " + title}
	if r.Author != nil {
		parts = append(parts, *r.Author)
	}
	if r.Publisher != nil {
		parts = append(parts, *r.Publisher)
	} else {
		parts = append(parts, "publisher not stated")
	}
	if r.Year != nil {
		parts = append(parts, fmt.Sprint(*r.Year))
	} else {
		parts = append(parts, "undated")
	}
	return strings.Join(parts, ", ")
}

// passageNote tells where in the source a passage stands and what it cites.
func passageNote(r Reference) string {
	var parts []string
	if r.Locator != nil {
		parts = append(parts, *r.Locator)
	}
	if w := workNote(r.Works); w != "" {
		parts = append(parts, w)
	}
	return strings.Join(parts, ", ")
}

// sourceNotes tell who reviewed a source and who paid for it.
func sourceNotes(r Reference) []string {
	var parts []string
	if r.SourceReview != "reviewed" && r.Evidence == "E" {
		parts = append(parts, "source not reviewed by a person")
	}
	if len(r.Conflicts) > 0 {
		parts = append(parts, "conflict of interest: "+strings.TrimSuffix(strings.Join(r.Conflicts, "; "), "."))
	}
	return parts
}

// workNote lists what the source cites for the passage. A number that the
// source does not resolve is shown as such.
func workNote(works []Work) string {
	var cited, unresolved []string
	for _, w := range works {
		switch {
		case w.N == nil:
		case w.Title == nil:
			unresolved = append(unresolved, fmt.Sprint(*w.N))
		default:
			cited = append(cited, workText(w))
		}
	}
	var parts []string
	if len(cited) > 0 {
		parts = append(parts, "citing "+strings.Join(cited, "; "))
	}
	if len(unresolved) > 0 {
		noun := "citation "
		if len(unresolved) > 1 {
			noun = "citations "
		}
		parts = append(parts, "its "+noun+listWords(unresolved)+" unresolved")
	}
	return strings.Join(parts, "; ")
}

func workText(w Work) string {
	parts := []string{strings.TrimSuffix(*w.Title, ".")}
	if w.Journal != nil {
		parts = append(parts, *w.Journal)
	}
	if w.Year != nil {
		parts = append(parts, fmt.Sprint(*w.Year))
	}
	return strings.Join(parts, ", ")
}
