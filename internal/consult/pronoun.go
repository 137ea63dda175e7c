package consult

import (
	"regexp"
	"slices"
	"strings"

	"curbside/internal/search"
)

var (
	singular   = regexp.MustCompile(`(?i)\b(it|its|the drug|the treatment|the therapy)\b`)
	plural     = regexp.MustCompile(`(?i)\b(they|them|their)\b`)
	someOfThem = regexp.MustCompile(`(?i)\bof (?:them|these|those)\b`)
	someOnes   = regexp.MustCompile(`(?i)\b([\w-]+) (ones\b|one[\s?.!]*$)`)
	counts     = regexp.MustCompile(`(?i)^(?:which|what|only|any|some|this|that|no|each|every|first|last)$`)
	anyOf      = regexp.MustCompile(`(?i)\b(?:it|its|they|them|their|that|this|those|these|ones?|the same|the drug|the treatment|the therapy)\b`)

	// standsForNothing finds an "it" that means nothing: "is it safe to drive?"
	standsForNothing = regexp.MustCompile(`(?i)\bit (?:\w+ ){1,2}(?:to|that|if|when)\b|\bdoes it (?:take|matter)\b|\btake it easy\b`)

	// asksOfTrouble finds what is asked of a symptom or disease, not of a drug.
	asksOfTrouble = regexp.MustCompile(`(?i)\b(?:treat|manag|control|prevent|eas|reliev|avoid|caus|happen|occur|resolv|revers|recogni|diagnos|worse)\w*\b|\b(?:go away|get rid|do about|help with|do for|how (?:common|frequent|likely|bad|severe|serious)|(?:take|use|give|given|used|taken) (?:[\w-]+ )?for)\b`)
	asksOfDrug    = regexp.MustCompile(`(?i)\b(?:giv|administ|work|approv|dos|stor|pronounc|ma[dk]e|infus|inject|cost|licens|prepar|mix|reconstitut|(?:re)?start|stop|paus|resum|withh[eo]ld|held|hold)\w*\b`)
	asksOfFigure  = regexp.MustCompile(`(?i)\b(?:lower|higher|rising|falling|improving)\b`)
)

// things are the kinds of names that a pronoun may stand for.
var things = []string{"drug", "regimen", "cell", "procedure", "symptom", "disease"}

func isThing(t search.Term) bool { return slices.Contains(things, t.Kind) }

// resolve puts the name that a pronoun stands for in its place. It reports
// false where there is no pronoun, or nothing that it can stand for.
func (t *talk) resolve(rest string, now []search.Term) (string, bool) {
	if m := someOnes.FindStringSubmatchIndex(rest); m != nil && !counts.MatchString(rest[m[2]:m[3]]) {
		several := strings.EqualFold(rest[m[4]:m[5]], "ones")
		if of := t.newest(2, ones(several, now)); of != nil {
			return rest[:m[4]] + bareNoun(*of) + rest[m[5]:], true
		}
		return rest, false
	}
	at, of := singular.FindStringSubmatchIndex(rest), (*search.Term)(nil)
	switch {
	case at != nil && !standsForNothing.MatchString(rest):
		if strings.HasPrefix(strings.ToLower(rest[at[2]:at[3]]), "the ") { // the drug, the treatment
			of = t.newest(longestTalk, ofKind("drug", "regimen"))
			break
		}
		of = t.antecedent(rest, now)
	case plural.MatchString(rest) && !someOfThem.MatchString(rest):
		at = plural.FindStringSubmatchIndex(rest)
		of = t.severals(now)
	}
	if of == nil {
		return rest, false
	}
	return rest[:at[2]] + possessive(rest[at[2]:at[3]], name(*of)) + rest[at[3]:], true
}

// antecedent is what "it" stands for: what is asked of it tells whether a
// symptom, a drug or a figure is meant; else it is what the newest question
// names first.
func (t *talk) antecedent(rest string, now []search.Term) *search.Term {
	fits := func(kinds ...string) func(search.Term) bool {
		return func(c search.Term) bool {
			return slices.Contains(kinds, c.Kind) && !slices.ContainsFunc(now, func(n search.Term) bool { return same(n, c) })
		}
	}
	var of *search.Term
	ofTrouble := asksOfTrouble.MatchString(rest) && !slices.ContainsFunc(now, ofKind("symptom"))
	switch {
	case ofTrouble:
		if of = t.newest(3, fits("symptom")); of == nil {
			of = t.last().first(fits("disease"))
		}
	case asksOfDrug.MatchString(rest):
		of = t.newest(longestTalk, fits("drug", "regimen"))
	case asksOfFigure.MatchString(rest):
		of = t.newest(3, fits("measure"))
	}
	if center := t.last().center; of == nil && center != nil && fits(things...)(*center) {
		of = center
	}
	for _, u := range t.said[:min(2, len(t.said))] {
		for _, kinds := range [][]string{{"drug", "regimen", "cell", "symptom", "disease"}, {"measure"}, {"procedure", "concept"}} {
			if of == nil {
				of = u.first(fits(kinds...))
			}
		}
	}
	return of
}

// severals is what "they" stands for: the first name that was typed in the
// plural, else a figure.
func (t *talk) severals(now []search.Term) *search.Term {
	other := func(c search.Term) bool {
		return named(c) && c.Kind != "population" && !asks.MatchString(c.Text) && !slices.ContainsFunc(now, func(n search.Term) bool { return same(n, c) })
	}
	if of := t.newest(2, func(c search.Term) bool { return other(c) && isPlural(c.Text) }); of != nil {
		return of
	}
	return t.last().first(func(c search.Term) bool { return other(c) && c.Kind == "measure" })
}

// ones fits what "ones" or "one" can stand for.
func ones(several bool, now []search.Term) func(search.Term) bool {
	return func(c search.Term) bool {
		if slices.ContainsFunc(now, func(n search.Term) bool { return same(n, c) }) {
			return false
		}
		if several {
			return named(c) && isPlural(c.Text) && !asks.MatchString(c.Text)
		}
		return c.Kind == "measure"
	}
}

// bareNoun is a name without what "a low one" or "topical ones" replaces.
func bareNoun(t search.Term) string {
	words := strings.Fields(name(t))
	if len(words) > 1 && degree.MatchString(words[0]) {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

var degree = regexp.MustCompile(`(?i)^(?:high|low|higher|lower|elevated|raised|severe|mild|topical|oral|intravenous)$`)

func isPlural(word string) bool {
	return strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word, "us") && !strings.HasSuffix(word, "is")
}

func possessive(pronoun, with string) string {
	switch strings.ToLower(pronoun) {
	case "its", "their":
		return with + "'s"
	}
	return with
}

func same(a, b search.Term) bool {
	return a.Canonical != "" && a.Canonical == b.Canonical || strings.EqualFold(a.Text, b.Text)
}
