package answer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A table of bands has a row for each range of a figure: a dose of up to 25.4
// million units goes into one volume, one above 60 million into another. Who
// gives the figure asks for its row.

// Worth of a row that the asker's figure falls into, and of one that it does
// not where another row of its passage holds it, in units of the share of a
// question's content. A lone bound is the rule, on whichever side of it one is.
const (
	bandBonus = 0.3
	bandMalus = 0.5
)

// ofUnit finds a figure with a unit in which bands are written.
var ofUnit = regexp.MustCompile(`(\d[\d,]*(?:\.\d+)?)\s*(million|mcg/kg/min|mg/dl|mmhg|%|miu|mu)(?:[^a-z/]|$)`)

// band finds a range: above a figure, up to one, above one and up to another,
// between two.
var (
	bandBetween = regexp.MustCompile(`\b(?:above|over|more than|from|between)\s+(` + number + `)\s*(?:million|%|mg/dl|mmhg|mcg/kg/min)?\s*(?:and up to|up to|to|and|-)\s*(` + number + `)\s*(million|mcg/kg/min|mg/dl|mmhg|%)`)
	bandAbove   = regexp.MustCompile(`\b(?:above|over|more than|exceeding|greater than|at least)\s+(` + number + `)\s*(million|mcg/kg/min|mg/dl|mmhg|%)`)
	bandBelow   = regexp.MustCompile(`\b(?:up to|below|under|less than|at most|not above)\s+(` + number + `)\s*(million|mcg/kg/min|mg/dl|mmhg|%)`)
)

// given is a figure that a question gives, with a unit of bands.
type given struct {
	value float64
	unit  string
}

// givenIn returns the figures that a folded question gives.
func givenIn(folded string) []given {
	var out []given
	for _, m := range ofUnit.FindAllStringSubmatch(folded, -1) {
		out = append(out, given{plainNumber(m[1]), unitOfBand(m[2])})
	}
	return out
}

// bandFit is what the band of a sentence is worth for the figures that p
// gives; 0 where it has none in their unit.
func bandFit(p *part, s *sentenceView) float64 {
	for _, g := range p.Given {
		if _, _, ok := bandOf(s.folded, g.unit); !ok {
			continue
		}
		if g.standsIn(s) {
			return bandBonus
		}
		if slices.ContainsFunc(s.passage.sentences, g.standsIn) {
			return -bandMalus
		}
	}
	return 0
}

// standsIn reports whether s has a band that holds g.
func (g given) standsIn(s *sentenceView) bool {
	low, high, ok := bandOf(s.folded, g.unit)
	return ok && g.value >= low && g.value <= high
}

// bandOf reads the range of a folded sentence in a unit.
func bandOf(folded, unit string) (low, high float64, ok bool) {
	const without = 1e18
	if m := bandBetween.FindStringSubmatch(folded); m != nil && m[3] == unit {
		return plainNumber(m[1]), plainNumber(m[2]), true
	}
	above, below := bandAbove.FindStringSubmatch(folded), bandBelow.FindStringSubmatch(folded)
	switch {
	case above != nil && above[2] == unit:
		return plainNumber(above[1]), without, true
	case below != nil && below[2] == unit:
		return 0, plainNumber(below[1]), true
	}
	return 0, 0, false
}

func unitOfBand(unit string) string {
	if unit == "miu" || unit == "mu" {
		return "million"
	}
	return unit
}

// plainNumber reads a figure that may have commas in it.
func plainNumber(s string) float64 {
	v, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	if err != nil {
		return -1
	}
	return v
}

// Words that a total is told by: "per course" is not "per cycle".
var perWhat = regexp.MustCompile(`\b(?:per|each|every|a|an|in one|in a) (course|cycle|vial|bag|kg|day|week|month|dose|infusion|shift)\b`)

// perMalus is what a figure costs that is told per another thing than was asked.
const perMalus = 0.25

// askedPer returns what a folded question asks for a figure per, or "".
func askedPer(folded string) string {
	if m := perWhat.FindStringSubmatch(folded); m != nil && strings.Contains(folded, "per "+m[1]) {
		return m[1]
	}
	return ""
}

// perAnother reports whether p asks for a figure per one thing, and s tells it
// per another and does not name the one.
func perAnother(p *part, s *sentenceView) bool {
	if p.Per == "" || strings.Contains(s.folded, p.Per) {
		return false
	}
	told := perWhat.FindStringSubmatch(s.folded)
	return told != nil && told[1] != p.Per
}
