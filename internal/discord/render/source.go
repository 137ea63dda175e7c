package render

import (
	"fmt"
	"strings"

	"curbside/internal/answer"
	"curbside/internal/corpus"
)

// SourcePage is one message of a list of sources.
type SourcePage struct {
	Text    string
	Sources []*corpus.Source
}

// Most of what a menu holds.
const mostListed = 10

// SourcePages lists sources, each with its facts in a few words.
func SourcePages(sources []*corpus.Source, title, foot string) []SourcePage {
	var pages []SourcePage
	foot = "-# " + Escape(foot)
	page := SourcePage{Text: title}
	for _, s := range sources {
		line := "\n" + sourceLine(s)
		if len(page.Sources) == mostListed || len(page.Sources) > 0 && Length(page.Text+line+"\n"+foot) > PrimaryLimit {
			pages, page = append(pages, page), SourcePage{Text: title}
		}
		page.Text += line
		page.Sources = append(page.Sources, s)
	}
	pages = append(pages, page)
	for i := range pages {
		pages[i].Text += pageFoot(i, len(pages), foot)
	}
	return pages
}

// pageFoot ends page i of n.
func pageFoot(i, n int, foot string) string {
	if n > 1 {
		foot = fmt.Sprintf("-# Page %d of %d\n", i+1, n) + foot
	}
	return "\n" + foot
}

func sourceLine(s *corpus.Source) string {
	year := "undated"
	if y := s.Date().Year; y > 0 {
		year = fmt.Sprint(y)
	}
	publisher := "publisher not stated"
	if s.Publisher != "" {
		publisher = Escape(short(s.Publisher, 60))
	}
	line := fmt.Sprintf("**%s** “%s”, %s, %s · %s", s.Evidence, Escape(short(s.Title, 100)), publisher, year, reviewOf(s))
	if len(s.ConflictsOfInterest) > 0 {
		line += " · conflicts of interest stated"
	}
	return line
}

func reviewOf(s *corpus.Source) string {
	switch {
	case s.Review.State == "reviewed":
		return "reviewed by a person"
	case s.Digest:
		return "our summary not yet reviewed"
	}
	return "not reviewed"
}

// GradeMeaning says what an evidence grade stands for.
func GradeMeaning(grade string) string {
	return map[string]string{
		"A": "guideline or regulator", "B": "peer-reviewed or government summary", "C": "patient education from a care institution",
		"D": "lay press", "E": "machine-written, not reviewed by a person",
	}[grade]
}

// PassagePage is one message of a source's passages.
type PassagePage struct {
	Text     string
	Passages []*corpus.Passage
}

// mostPassages is how many passages a page names: as many as a menu holds.
const mostPassages = 25

// Source lays a source out: its facts, then its passages by title.
func Source(s *corpus.Source, foot string) []PassagePage {
	var pages []PassagePage
	foot = "-# " + Escape(foot)
	head := "**" + Escape(short(s.Title, usualTitle)) + "**"
	page := PassagePage{Text: head + "\n" + facts(s) + "\n**Passages**"}
	for _, p := range s.Passages {
		line := fmt.Sprintf("\n%d · %s", p.N, Escape(short(p.Title, 80)))
		if len(p.Cautions) > 0 {
			line += " ⚠"
		}
		if len(page.Passages) == mostPassages || Length(page.Text+line+"\n"+foot) > PrimaryLimit && len(page.Passages) > 0 {
			pages, page = append(pages, page), PassagePage{Text: head + "\n**Passages**"}
		}
		page.Text += line
		page.Passages = append(page.Passages, p)
	}
	pages = append(pages, page)
	for i := range pages {
		pages[i].Text += pageFoot(i, len(pages), foot)
	}
	return pages
}

// facts are what is known of a source; what is not known is said to be so.
func facts(s *corpus.Source) string {
	lines := []string{fmt.Sprintf("Evidence: **%s** (%s) · %s · for %s", s.Evidence, GradeMeaning(s.Evidence), Escape(s.Kind), list(s.Audience, 3))}
	by := "publisher not stated"
	if s.Publisher != "" {
		by = Escape(short(s.Publisher, 120))
	}
	if s.Author != "" {
		by += ", " + Escape(short(s.Author, 120))
	}
	lines = append(lines, "By: "+by)
	if linkable(s.URL) {
		lines = append(lines, "Read it: <"+s.URL+">")
	} else {
		lines = append(lines, "Address: not stated")
	}
	lines = append(lines, "Published: "+stated(s.Published.String())+" · updated: "+stated(s.Updated.String())+" · fetched: "+stated(s.Retrieved.String()))
	interests := "none stated"
	if s.ConflictsOfInterest == nil {
		interests = "not known"
	} else if len(s.ConflictsOfInterest) > 0 {
		interests = Escape(short(strings.Join(s.ConflictsOfInterest, "; "), 240))
	}
	lines = append(lines, "Conflicts of interest: "+interests)
	review := reviewOf(s)
	if s.Review.Note != "" {
		review += " (" + Escape(short(s.Review.Note, 160)) + ")"
	}
	lines = append(lines, "Review: "+review)
	if s.Digest {
		lines = append(lines, "-# Shown as Curbside's summary, in its curators' words; each passage says where it stands in the original.")
	}
	return strings.Join(lines, "\n")
}

func stated(s string) string {
	if s == "" {
		return "not stated"
	}
	return Escape(s)
}

// Passage shows one passage as the corpus has it, with where it stands in the
// original and what curators remarked.
func Passage(p *corpus.Passage, foot string) []string {
	r := answer.ReferenceTo(1, p)
	lines := []string{strings.TrimSpace(reference(r, nil, usualTitle))}
	if where := place(r); where != "" {
		lines = append(lines, "-# "+where)
	}
	for _, l := range strings.Split(p.Text, "\n") {
		lines = append(lines, "> "+Escape(l))
	}
	if p.Strength != "" {
		lines = append(lines, "Strength, as the source states it: "+Escape(p.Strength))
	}
	for _, c := range p.Cautions {
		lines = append(lines, "⚠ **Caution ("+Escape(c.State)+"):** "+Escape(c.Text))
	}
	for _, w := range r.Works {
		lines = append(lines, "-# Cites: "+work(w))
	}
	return paginate([][]string{lines}, "-# "+Escape(foot))
}

func work(w answer.Work) string {
	var parts []string
	if w.Title != nil {
		parts = append(parts, "“"+Escape(short(*w.Title, 120))+"”")
	}
	if w.Journal != nil {
		parts = append(parts, Escape(short(*w.Journal, 80)))
	}
	if w.Year != nil {
		parts = append(parts, fmt.Sprint(*w.Year))
	}
	if len(parts) == 0 && w.Note != nil {
		parts = append(parts, Escape(short(*w.Note, 160)))
	}
	return strings.Join(parts, ", ")
}
