package search

import (
	"strings"

	"curbside/internal/corpus"
)

// A passage is indexed in five fields. Weight says how much a word counts
// there beside one in the text; b how much the field's length matters.
const (
	fieldText = iota
	fieldHeadings
	fieldAbout
	fieldTitle
	fieldAsked // questions that its sentences answer
	numFields
)

// fieldSpec is how one field is read and weighed.
type fieldSpec struct {
	name      string
	weight, b float64
}

var fields = [numFields]fieldSpec{
	fieldText:     {name: "text", weight: 1, b: 0.4},
	fieldHeadings: {name: "headings", weight: 1.3, b: 0.5},
	fieldAbout:    {name: "about", weight: 0.6, b: 0.5},
	fieldTitle:    {name: "title", weight: 0.3, b: 0.5},
	fieldAsked:    {name: "asked", weight: 0.7, b: 0.5},
}

// k1 bounds what repeating a word adds.
const k1 = 1.2

// partGap keeps phrases from running over from one heading into the next.
const partGap = 16

// fieldParts returns the texts of each field of p.
func fieldParts(p *corpus.Passage) [numFields][]string {
	about := append([]string{}, p.About.Drug...)
	for _, s := range []string{p.About.Regimen, p.About.Population, p.About.Topic, p.About.Context} {
		if s != "" {
			about = append(about, s)
		}
	}
	out := [numFields][]string{fieldText: {p.Text}, fieldHeadings: p.Headings, fieldAbout: about}
	if strings.TrimSpace(p.Source.Title) != "" {
		out[fieldTitle] = []string{p.Source.Title}
	}
	for _, s := range p.Sentences {
		out[fieldAsked] = append(out[fieldAsked], s.Questions...)
	}
	return out
}
