package answer

import (
	"regexp"
	"slices"
)

// Pages that no curator has read say of their passages neither which patients
// they are on nor how far their disease has gone. What a question says of that
// must not be contradicted there: the survival of those whose cancer has
// spread is not that of those whose has not.

// side is one of several things that exclude each other: adults and children,
// a cancer in its place and one that has spread.
type side struct {
	name string
	said *regexp.Regexp // finds it in folded text
}

// opposites are groups of such sides.
var opposites = [][]side{
	{
		{"adults", regexp.MustCompile(`\b(?:adults?|grown-?ups?|elderly)\b`)},
		{"children", regexp.MustCompile(`\b(?:child(?:ren|hood|s)?|paediatric|pediatric|infants?|babies|newborns?|kids?|toddlers?)\b`)},
	},
	{
		{"a disease that has not spread", regexp.MustCompile(`\b(?:localized|localised|confined|has not spread|have not spread|hasn t spread|hasn't spread|early[- ]stage|in situ|non-?metastatic)\b`)},
		{"a disease that has spread", regexp.MustCompile(`\b(?:metasta(?:tic|ses|sis|sized)|distant|(?:has|have|had|that) spread|advanced|disseminated)\b`)},
	},
}

// excluded returns what the question is on where s is on its opposite, or "".
// What is written over a passage counts where the sentence says neither.
func excluded(p *part, s *scored) string {
	if !s.passage.unread() {
		return ""
	}
	for _, sides := range opposites {
		asked := saidOf(sides, p.Folded)
		if len(asked) != 1 {
			continue
		}
		told := saidOf(sides, s.folded)
		if len(told) == 0 {
			told = saidOf(sides, s.passage.foldedHeadings)
		}
		if len(told) > 0 && !slices.Contains(told, asked[0]) {
			return asked[0]
		}
	}
	return ""
}

// saidOf returns the names of the sides that folded text speaks of. That
// something has not spread says nothing of what has.
func saidOf(sides []side, folded string) []string {
	var out []string
	for _, s := range sides {
		if s.said.MatchString(folded) {
			out = append(out, s.name)
			folded = s.said.ReplaceAllString(folded, " ")
		}
	}
	return out
}
