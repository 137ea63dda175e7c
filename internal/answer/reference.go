package answer

import (
	"fmt"
	"sort"
	"strings"
)

// referenceLines lists references, the strongest first; their numbers stay
// those of the text.
func referenceLines(refs []Reference) []Line {
	sorted := append([]Reference(nil), refs...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Evidence < sorted[j].Evidence })
	var out []Line
	for _, r := range sorted {
		l := Line{Text: referenceText(r), Citations: []int{r.N}, Note: referenceNote(r)}
		if r.URL != nil {
			l.URL = *r.URL
		}
		out = append(out, l)
	}
	return out
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

// referenceNote tells where in the source, what the source itself cites and
// who paid for it.
func referenceNote(r Reference) string {
	var parts []string
	if r.Locator != nil {
		parts = append(parts, *r.Locator)
	}
	if w := workNote(r.Works); w != "" {
		parts = append(parts, w)
	}
	if r.SourceReview != "reviewed" && r.Evidence == "E" {
		parts = append(parts, "source not reviewed by a person")
	}
	if len(r.Conflicts) > 0 {
		parts = append(parts, "conflict of interest: "+strings.TrimSuffix(strings.Join(r.Conflicts, "; "), "."))
	}
	return strings.Join(parts, "; ")
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
		parts = append(parts, "its citation "+listWords(unresolved)+" unresolved")
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
