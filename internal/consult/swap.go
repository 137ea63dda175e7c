package consult

import (
	"regexp"
	"slices"
	"strings"

	"curbside/internal/search"
)

// swappable are the kinds of names that a follow-up may put in the place of
// another of the same kind.
var swappable = []string{"drug", "regimen", "disease", "population", "symptom", "cell", "procedure"}

var (
	behind = regexp.MustCompile(`(?i)\b([a-z]+)\s*$`)
	// background are prepositions before what a question takes for granted.
	background = []string{"on", "during", "from", "after", "before", "under", "receiving", "getting", "with"}
	lead       = regexp.MustCompile(`(?i)^(?:in|for|with|during|on|to|of|is|are|that|it|this)\s+`)
	trail      = regexp.MustCompile(`(?i)[\s,]*(?:too|also|as well|instead|then)?[\s?.!]*$`)
)

// onlyNames reports whether a follow-up says no more than names: "and in
// melanoma?", "is that for kidney cancer too?".
func (t *talk) onlyNames(now []search.Term) bool {
	count := 0
	for _, n := range now {
		switch {
		case slices.Contains(swappable, n.Kind):
			count++
		case n.Kind == "" && (t.isSoft(n.Text) || ofPeople.MatchString(n.Text)):
		default:
			return false
		}
	}
	return count > 0
}

var ofPeople = regexp.MustCompile(`(?i)^(?:women|men|woman|man|people|patients?|adults?|children|elderly|older|younger)$`)

// swap puts the names of a follow-up in the place of names of the same kind
// in the newest question; a disease or population that it does not have is
// added. It reports false where nothing can be put in place.
func (t *talk) swap(rest string, now []search.Term) (string, bool) {
	u := t.last()
	out, done := []rune(u.text), false
	var added string
	known := true // whether all names stand in the question already
	for _, n := range now {
		if !slices.Contains(swappable, n.Kind) || slices.ContainsFunc(u.terms, func(o search.Term) bool { return same(o, n) }) {
			continue // nothing new: the question stays as it is
		}
		known = false
		old := t.counterpart(u, n, wordBefore(rest, n))
		switch {
		case old != nil && !done:
			out = slices.Concat(out[:old.Start], []rune(name(n)), out[old.End:])
			done = true
		case old == nil && (n.Kind == "disease" || n.Kind == "population"):
			added = " in " + shorn(rest)
		}
	}
	switch {
	case known:
		return u.text, true
	case done:
		return string(out), true
	case added != "" && !whatAbout.MatchString(u.text) && !plural.MatchString(u.text):
		return strings.TrimRight(u.text, "?. ") + added + "?", true
	}
	return "", false
}

// counterpart is the name in a question that another of its kind replaces:
// the one behind the same preposition, else one that the question does not
// take for granted, else the last. A drug that the sources are about is not
// replaced by one that they only mention.
func (t *talk) counterpart(u utterance, n search.Term, before string) *search.Term {
	var fits []*search.Term
	for i := range u.terms {
		old := &u.terms[i]
		if old.Kind != n.Kind || old.End > len([]rune(u.text)) || same(*old, n) || n.Kind == "drug" && t.leads(*old) && !t.leads(n) {
			continue
		}
		fits = append(fits, old)
	}
	if len(fits) == 0 {
		return nil
	}
	for _, ok := range []func(string) bool{
		func(w string) bool { return before != "" && w == before },
		func(w string) bool { return !slices.Contains(background, w) },
	} {
		if at := slices.IndexFunc(fits, func(o *search.Term) bool { return ok(wordBefore(u.text, *o)) }); at >= 0 {
			return fits[at]
		}
	}
	return fits[len(fits)-1]
}

// wordBefore is the word in front of a term, in lower case.
func wordBefore(s string, t search.Term) string {
	rs := []rune(s)
	if t.Start > len(rs) {
		return ""
	}
	m := behind.FindStringSubmatch(string(rs[:t.Start]))
	if m == nil {
		return ""
	}
	return strings.ToLower(m[1])
}

// shorn is a follow-up without the small words at its ends.
func shorn(rest string) string {
	rest = trail.ReplaceAllString(rest, "")
	for {
		shorter := lead.ReplaceAllString(rest, "")
		if shorter == rest {
			return rest
		}
		rest = shorter
	}
}
