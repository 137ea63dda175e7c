package render

import (
	"fmt"
	"slices"
	"strings"

	"curbside/internal/answer"
	"curbside/internal/consult"
)

// Limits of a message's text in UTF-16 units. Discord takes 2,000.
const (
	PrimaryLimit = 1800
	PageLimit    = 1900
)

const (
	mostPoints   = 5
	leastTitle   = 24 // a reference's title is not cut below that
	usualTitle   = 140
	cutHint      = "-# Shortened to fit: *More…* has the full answer."
	nothingFits  = "The answer is too long for one message: *More…* has it in full."
	readThere    = ": see *More…* before you act."
	moreWarnings = "-# ⚠ More warnings or differences between sources than fit here: read the full answer under *More…* before you act."
)

// unit is a part of the message that is shown whole, in brief, or not at all.
type unit struct {
	place    int // where it stands
	priority int // 0: always; then the smaller the sooner it gets room
	text     string
	brief    string // one line that says what is left out; empty: there is none
	cites    []int  // of the whole
	warns    bool
}

// Places of the parts, from the top.
const (
	placeStatus = iota
	placeHeadline
	placePoints
	placeWarnings
	placeDisagreement
	placeNearest
	placeHint
	placeEvidence
	placeReferences
	placeFollowUps
	placeDisclaimer
)

// Primary lays a reply out as the one message that answers. The room for
// disclaimer, evidence and references is taken first, then that for a line on
// each warning, caution and disagreement.
func Primary(r *consult.Reply) string { return Within(r, PrimaryLimit) }

// Within is Primary for another limit.
func Within(r *consult.Reply, limit int) string {
	units := unitsOf(r)
	slices.SortStableFunc(units, func(a, b unit) int { return a.priority - b.priority })
	for _, title := range []int{usualTitle, 70, leastTitle} {
		l := newLayout(r.Answer, units, title)
		if l.fill(limit) {
			return l.String()
		}
	}
	return strings.Join([]string{nothingFits, disclaimer(r.Answer)}, "\n")
}

func cited(units []unit) map[int]bool {
	out := map[int]bool{}
	for _, u := range units {
		for _, n := range u.cites {
			out[n] = true
		}
	}
	return out
}

func disclaimer(a *answer.Answer) string { return "-# " + Escape(a.Disclaimer) }

// references lists the sources of the numbers that are shown, the strongest
// first.
func references(a *answer.Answer, shown map[int]bool, title int) string {
	refs := slices.DeleteFunc(slices.Clone(a.References), func(r answer.Reference) bool { return !shown[r.N] })
	slices.SortStableFunc(refs, func(x, y answer.Reference) int { return strings.Compare(x.Evidence, y.Evidence) })
	var lines []string
	for len(refs) > 0 {
		first := refs[0]
		var numbers []int
		refs = slices.DeleteFunc(refs, func(r answer.Reference) bool {
			if r.Source != first.Source {
				return false
			}
			numbers = append(numbers, r.N)
			return true
		})
		lines = append(lines, reference(first, numbers, title))
	}
	return strings.Join(lines, "\n")
}

func reference(r answer.Reference, numbers []int, title int) string {
	name := fmt.Sprintf("“%s”", Escape(short(r.Title, title)))
	if r.Digest {
		name = "Curbside's summary of " + name
	}
	parts := []string{name}
	if r.Publisher != nil {
		parts = append(parts, Escape(short(*r.Publisher, title)))
	} else {
		parts = append(parts, "publisher not stated")
	}
	if r.Year != nil {
		parts = append(parts, fmt.Sprint(*r.Year))
	} else {
		parts = append(parts, "undated")
	}
	line := fmt.Sprintf("%s **%s** %s", marks(numbers), r.Evidence, strings.Join(parts, ", "))
	if r.URL != nil && linkable(*r.URL) {
		line += " <" + *r.URL + ">"
	}
	return line
}

// linkable reports whether an address can stand between angle brackets.
func linkable(url string) bool {
	return len(url) <= 300 && strings.HasPrefix(url, "http") && !strings.ContainsAny(url, " <>\n\t\r")
}

// short cuts a title at a word.
func short(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	cut := string(runes[:most-1])
	if i := strings.LastIndexByte(cut, ' '); i > most/2 {
		cut = cut[:i]
	}
	return cut + "…"
}

// marks are the numbers of references as they stand behind a sentence.
func marks(ns []int) string {
	var b strings.Builder
	for _, n := range ns {
		fmt.Fprintf(&b, `\[%d\]`, n)
	}
	return b.String()
}

func line(text string, cites []int) string {
	if len(cites) == 0 {
		return Escape(text)
	}
	return Escape(text) + " " + marks(cites)
}
