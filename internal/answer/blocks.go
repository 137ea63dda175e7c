package answer

import (
	"fmt"
	"slices"
	"strings"

	"curbside/internal/text"
)

// BlockKind names a part of an answer as adapters lay it out.
type BlockKind string

// The blocks of an answer, in the order in which they are shown.
const (
	StatusBlock       BlockKind = "status"
	HeadlineBlock     BlockKind = "headline"
	ComparisonBlock   BlockKind = "comparison"
	ClaimsBlock       BlockKind = "claims"
	WarningsBlock     BlockKind = "warnings"
	CautionsBlock     BlockKind = "cautions"
	DisagreementBlock BlockKind = "disagreement"
	MissingBlock      BlockKind = "missing"
	EvidenceBlock     BlockKind = "evidence"
	ReferencesBlock   BlockKind = "references"
	FollowUpsBlock    BlockKind = "follow_ups"
	DisclaimerBlock   BlockKind = "disclaimer"
)

// Block is one part of an answer without any markup.
type Block struct {
	Kind  BlockKind
	Title string
	Lines []Line
	Table [][]string // of a comparison: the head, then the rows; the lines say the same
}

// Line is a sentence or item with the references that it cites.
type Line struct {
	Text      string
	Citations []int
	Note      string // set behind the citations: a strength, a detail
	URL       string // of a reference; from the source record only
}

// Blocks lays an answer out in neutral blocks.
func Blocks(a *Answer) []Block {
	var out []Block
	add := func(kind BlockKind, title string, lines ...Line) {
		if len(lines) > 0 {
			out = append(out, Block{Kind: kind, Title: title, Lines: lines})
		}
	}
	add(StatusBlock, "", statusLines(a)...)
	first, later := cautionBlocks(a)
	if a.Headline != nil {
		add(HeadlineBlock, "", claimLine(*a.Headline))
	}
	out = append(out, first...)
	if a.Comparison != nil {
		out = append(out, comparisonBlock(a.Comparison))
	}
	out = append(out, claimBlocks(a.Claims)...)
	for _, w := range a.Warnings {
		add(WarningsBlock, warningTitles[w.Kind], Line{Text: w.Text, Citations: w.Citations})
	}
	out = append(out, later...)
	for _, d := range a.Disagreements {
		add(DisagreementBlock, "Sources differ: "+d.About, disagreementLines(d)...)
	}
	add(MissingBlock, "Nearest sources", nearestLines(a.Nearest)...)
	add(EvidenceBlock, "Evidence", evidenceLines(a)...)
	add(ReferencesBlock, "References", referenceLines(a.References)...)
	add(FollowUpsBlock, followUpsTitle(a), plainLines(a.FollowUps)...)
	add(DisclaimerBlock, "", Line{Text: a.Disclaimer})
	return out
}

// followUpsTitle says what the questions are that follow.
func followUpsTitle(a *Answer) string {
	if a.Status == Declined {
		return "The sources do answer"
	}
	return "You could ask next"
}

// cautionBlocks lays out each remark once, with all references that it is on:
// first those on what the headline cites, which stand beside it.
func cautionBlocks(a *Answer) (first, later []Block) {
	var order []*Block
	for _, c := range a.Cautions {
		if i := slices.IndexFunc(order, func(b *Block) bool { return b.Lines[0].Text == c.Text }); i >= 0 {
			order[i].Lines[0].Citations = append(order[i].Lines[0].Citations, c.N)
			continue
		}
		order = append(order, &Block{Kind: CautionsBlock, Title: "Caution (" + c.State + ")", Lines: []Line{{Text: c.Text, Citations: []int{c.N}, Note: by(c.By)}}})
	}
	for _, b := range order {
		if a.Headline != nil && slices.ContainsFunc(b.Lines[0].Citations, func(n int) bool { return slices.Contains(a.Headline.Citations, n) }) {
			first = append(first, *b)
		} else {
			later = append(later, *b)
		}
	}
	return first, later
}

var warningTitles = map[string]string{
	"boxed_warning": "Boxed warning", "contraindication": "Contraindications",
	"population": "Another population", "context": "Another context",
}

var noteTexts = map[string]string{
	NotePatient:       "The sources give a range, not a dose for one patient: no arithmetic is done here. The dose of a patient is worked out and checked by those who treat them.",
	NoteModelDown:     "The model could not be reached in time; the sources' own sentences answer.",
	NoteModelUnproven: "The model's draft could not be verified; the sources' own sentences answer.",
	NoteModelBudget:   "The model's budget for today is used up; the sources' own sentences answer.",
	NoteModelEmpty:    "The model found no answer in the passages; the sources' own sentences answer.",
}

func statusLines(a *Answer) []Line {
	var lines []Line
	if a.Message != "" {
		lines = append(lines, Line{Text: a.Message})
	}
	if a.Status == Answered && len(a.Missing) > 0 {
		lines = append(lines, Line{Text: "Answered in part: the sources do not cover " + listWords(a.Missing) + "."})
	}
	for _, n := range a.Notes {
		if t := noteTexts[n]; t != "" {
			lines = append(lines, Line{Text: t})
		}
	}
	return lines
}

func claimLine(c Claim) Line {
	l := Line{Text: c.Text, Citations: c.Citations}
	if c.Strength != nil {
		l.Note = *c.Strength
	}
	return l
}

// claimBlocks makes a block of each run of claims with one section.
func claimBlocks(claims []Claim) []Block {
	var out []Block
	for _, c := range claims {
		if n := len(out); n == 0 || out[n-1].Title != c.Section {
			out = append(out, Block{Kind: ClaimsBlock, Title: c.Section})
		}
		b := &out[len(out)-1]
		b.Lines = append(b.Lines, claimLine(c))
	}
	return out
}

func by(who string) string {
	if who == "" {
		return ""
	}
	return "remark by " + who
}

func disagreementLines(d Disagreement) []Line {
	var out []Line
	for _, p := range d.Positions {
		out = append(out, Line{Text: p.Text, Citations: p.Citations})
	}
	if d.Note != "" {
		out = append(out, Line{Text: d.Note, Note: "curator's note"})
	}
	return out
}

func nearestLines(ns []Nearest) []Line {
	var out []Line
	for _, n := range ns {
		out = append(out, Line{Text: n.Title, Note: n.Source})
	}
	return out
}

func plainLines(ts []string) []Line {
	var out []Line
	for _, t := range ts {
		out = append(out, Line{Text: t})
	}
	return out
}

// gradeWords say what an evidence grade stands for.
var gradeWords = map[string]string{
	"A": "guideline or regulator", "B": "peer-reviewed or government summary", "C": "patient education",
	"D": "lay press", "E": "machine-written, not reviewed",
}

func evidenceLines(a *Answer) []Line {
	e := a.Evidence
	if e == nil {
		return nil
	}
	var grades []string
	for _, g := range e.Grades {
		grades = append(grades, g+" ("+gradeWords[g]+")")
	}
	parts := []string{"Grade " + listWords(grades)}
	if s := e.Sources.String(); s != "" {
		parts = append(parts, "sources of "+s)
	}
	if s := e.Works.String(); s != "" {
		parts = append(parts, "citing works of "+s)
	}
	parts = append(parts, text.Counted(e.Checked, "claim")+" checked, "+fmt.Sprint(e.Removed)+" removed")
	if e.Withheld > 0 {
		parts = append(parts, text.Counted(e.Withheld, "sentence")+" of the cited passages left out: a text for programs, not for readers")
	}
	if on := hangsWords(e); on != "" {
		parts = append(parts, on)
	}
	return []Line{{Text: strings.Join(parts, "; ") + "."}, {Text: made(a)}}
}

// made says how the answer was made and who has reviewed it.
func made(a *Answer) string {
	how := "Sentences from the sources, no model."
	if a.Composer != nil && *a.Composer == "llm" {
		how = "Drafted by a model, each sentence checked."
	}
	return how + " Not reviewed by a clinician."
}

// String returns "2024", "2024-2025" or nothing.
func (s Years) String() string {
	switch {
	case s.Oldest == nil:
		return ""
	case *s.Oldest == *s.Newest:
		return fmt.Sprint(*s.Oldest)
	}
	return fmt.Sprintf("%d-%d", *s.Oldest, *s.Newest)
}
