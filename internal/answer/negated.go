package answer

import (
	"regexp"
	"strings"
)

// negated finds what a text denies of its subject: "has not spread". A
// question whether something is so is none that denies it.
var negated = regexp.MustCompile(`\b(?:(?:has|have|had|did|does|do|is|are|was|were) not|(?:has|have|had|did|does|do|is|are|was|were)n't|never) (?:yet |been |be )?([a-z]{4,})`)

// negatedMalus is what a sentence costs that says of a thing what the
// question denies.
const negatedMalus = 0.3

// saysDenied reports whether s says plainly what the question denies: cancer
// that has spread, where it asks for one that has not.
func saysDenied(p *part, s *sentenceView) bool {
	for _, m := range negated.FindAllStringSubmatch(p.Folded, -1) {
		if strings.Contains(" "+s.folded, " "+m[1]) && !strings.Contains(s.folded, "not "+m[1]) && !strings.Contains(s.folded, "never "+m[1]) && !negated.MatchString(s.folded) {
			return true
		}
	}
	return false
}
