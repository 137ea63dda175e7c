package answer

import (
	"regexp"
	"slices"
)

// aspect is what a question wants to know of a disease or complaint as such,
// told by its wording alone: which sentences tell it.
type aspect struct {
	name  string // what is missing where no sentence tells it
	asks  *regexp.Regexp
	tells *regexp.Regexp
	about bool // the sentence must be about the thing, not only name it
}

// aspects are the wordings that ask for one, the first that matches decides.
var aspects = []aspect{
	{"the outlook", regexp.MustCompile(`\b(?:outlook|prognosis)\b`), regexp.MustCompile(`\b(?:surviv\w*|prognos\w*|outlook|die[sd]?|deaths?|fatal|cure[sd]?|recover\w*|resolv\w*|revers\w*|remission\w*|go(?:es)? away|lasts?|months|years|life|live[sd]?)\b`), true},
	{"a diagnosis", regexp.MustCompile(`\bhow (?:to diagnose|(?:is|are) [^?]{2,60} diagnosed|(?:do|does|can) [^?]{2,40} diagnose)\b`), regexp.MustCompile(`\b(?:diagnos\w*|tests?|scans?|biops\w*|imaging|exam\w*|x-rays?|ct|mri)\b`), true},
	{"whom to call", regexp.MustCompile(`\b(?:see|call|tell|contact) (?:a|an|the|my|your) (?:doctor|nurse|physician|provider|team)\b`), regexp.MustCompile(`\b(?:call\w*|report\w*|tell|told|doctor|nurse|provider|team|seek|emergency|see|contact\w*)\b`), true},
	{"symptoms", regexp.MustCompile(`\bsymptoms of\b`), nil, true},
	{"a cause", regexp.MustCompile(`\bcauses? of\b|\bwhat causes\b`), regexp.MustCompile(`\b(?:because|due to|owing to|caus\w+|results? (?:from|in)|leads? to|leading to|comes? from|stems? from|side effects?|toxicit\w+)\b`), false},
	{"prevention", regexp.MustCompile(`\bhow (?:to|(?:do|can|could|should) (?:i|we|you|one|they)) prevent\b|\bprevention of\b`), regexp.MustCompile(`\b(?:prevent\w*|avoid\w*|less likely|reduc\w+|lower\w*|protect\w*|prophyla\w+|premedicat\w+|against|keep\w*)\b`), false},
}

// aspectUnmet returns what the question wants to know of a thing and s does
// not tell, or "". Where the drug that all is about is named, the rules for
// topics see to it.
func aspectUnmet(p *part, s *scored) string {
	at := slices.IndexFunc(aspects, func(a aspect) bool { return a.asks.MatchString(p.Folded) })
	if at < 0 || s.asked.value >= certainlyAsked || slices.ContainsFunc(p.Words, func(w word) bool { return isName(w.Kind) && w.Level == entityLevel && w.IDF < leastAnchor }) {
		return ""
	}
	a := aspects[at]
	away := a.about && slices.ContainsFunc(p.Words, func(w word) bool { return w.Level >= measureLevel && !s.isAbout(&w) })
	if away || a.tells != nil && !a.tells.MatchString(s.folded) {
		return a.name
	}
	return ""
}
