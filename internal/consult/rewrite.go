package consult

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"curbside/internal/search"
	"curbside/internal/text"
)

var (
	connective = regexp.MustCompile(`(?i)^\s*(?:(?:and|but|so|ok(?:ay)?|also|then|right|thanks?(?: you)?|hm+|what about|how about|what of|and what about|and how about)[\s,.!:-]+)+`)
	pronoun    = regexp.MustCompile(`(?i)\b(?:it|its|they|them|their|that|this|those|these|the same|the drug|the treatment|the therapy)\b`)
	barely     = regexp.MustCompile(`(?i)^(why|where|when|how|how so|how long|how often|how much|how many|who|which ones?|which|what for)\s*(?:is that|is it|so|exactly|then|not)?\s*[?.!]*$`)
	again      = regexp.MustCompile(`(?i)^(?:are you sure|really|sources?|says who|tell me more|more|more details?|go on|explain|explain that|simpler|in simple words|elaborate)\s*[?.!]*$`)
	opening    = regexp.MustCompile(`(?i)^(?:what|which|how|when|where|who|why)\s+(is|are|was|were|can|could|should|does|do|did|must|may|will)\b`)
	asks       = regexp.MustCompile(`(?i)^(?:what|which|how|when|where|who|why)\b`)
	yesNo      = regexp.MustCompile(`(?i)^(?:is|are|was|were|can|could|should|does|do|did|must|may|will|has|have)\b`)
)

// carried are the kinds of words that a follow-up leaves out and that the
// question before supplies.
var carried = []string{"drug", "regimen", "disease"}

// swappable are the kinds of names that a follow-up may put in the place of
// another of the same kind.
var swappable = []string{"drug", "regimen", "disease", "population", "symptom", "cell", "procedure"}

// rewrite returns asked as a question that stands alone, with what it leaves
// out taken from the question before it; asked itself where it leaves out
// nothing.
func (s *Service) rewrite(before, asked string) string {
	asked = text.Squeeze(text.Clean(asked))
	if again.MatchString(asked) {
		return before
	}
	prior := s.index.Read(before)
	if m := barely.FindStringSubmatch(asked); m != nil {
		return bareQuestion(strings.ToLower(m[1]), before, prior)
	}
	rest := connective.ReplaceAllString(asked, "")
	led := rest != asked
	now := s.index.Read(rest)
	if s.onlyNames(now) && !referring.MatchString(rest) && (led || pronoun.MatchString(rest) || len(strings.Fields(rest)) <= 3) {
		if swapped, ok := swap(before, prior, now); ok {
			return swapped
		}
	}
	unresolved := rest
	if resolved, ok := resolve(rest, prior, now); ok {
		rest, led = resolved, true
		now = s.index.Read(rest)
	}
	missing := leftOut(prior, now)
	if len(missing) == 0 && rest != unresolved {
		return upperFirst(rest)
	}
	if len(missing) == 0 {
		return asked
	}
	if !led && standsAlone(now) {
		return asked
	}
	return supply(rest, missing)
}

// resolve puts what a pronoun stands for in its place: the one thing that the
// question before is most about, where the follow-up does not name it.
func resolve(rest string, prior, now []search.Term) (string, bool) {
	at := referring.FindStringSubmatchIndex(rest)
	if at == nil {
		return rest, false
	}
	var about *search.Term
	for i := range prior {
		t := &prior[i]
		if !slices.Contains(things, t.Kind) || slices.ContainsFunc(now, func(n search.Term) bool { return same(n, *t) }) {
			continue
		}
		if about == nil || weightier(*t, *about) {
			about = t
		}
	}
	if about == nil {
		return rest, false
	}
	return rest[:at[2]] + possessive(rest[at[2]:at[3]], name(*about)) + rest[at[3]:], true
}

// weightier reports whether a question is more about a than about b: about a
// drug or regimen first, then about what is rarer.
func weightier(a, b search.Term) bool {
	given := func(t search.Term) bool { return t.Kind == "drug" || t.Kind == "regimen" }
	if given(a) != given(b) {
		return given(a)
	}
	return a.IDF > b.IDF
}

// things are the kinds of words that a pronoun may stand for.
var things = []string{"drug", "regimen", "cell", "procedure", "symptom", "disease"}

// referring are pronouns that stand for a thing, not for what was said.
var referring = regexp.MustCompile(`(?i)\b(it|its|they|them|their|the drug)\b`)

func same(a, b search.Term) bool {
	return a.Canonical != "" && a.Canonical == b.Canonical || strings.EqualFold(a.Text, b.Text)
}

// standsAlone reports whether a question names what it is about itself.
func standsAlone(now []search.Term) bool {
	return slices.ContainsFunc(now, func(t search.Term) bool { return slices.Contains(things, t.Kind) })
}

// onlyNames reports whether a follow-up says no more than names: "and in
// melanoma?", "is that for kidney cancer too?".
func (s *Service) onlyNames(now []search.Term) bool {
	named := 0
	for _, t := range now {
		switch {
		case slices.Contains(swappable, t.Kind):
			named++
		case s.engine.IsSoft(t.Text):
		default:
			return false
		}
	}
	return named > 0
}

// swap puts the names of a follow-up in the place of the names of the same
// kind in the question before; a kind that it does not have is added.
func swap(before string, prior, now []search.Term) (string, bool) {
	rs := []rune(before)
	out, done := before, false
	for i := len(prior) - 1; i >= 0; i-- {
		for _, t := range now {
			if t.Kind == prior[i].Kind && slices.Contains(swappable, t.Kind) && prior[i].End <= len(rs) {
				out = string(rs[:prior[i].Start]) + name(t) + string([]rune(out)[prior[i].End:])
				rs, done = []rune(out), true
			}
		}
	}
	if done {
		return out, true
	}
	for _, t := range now {
		if t.Kind == "disease" || t.Kind == "population" {
			return strings.TrimRight(before, "?. ") + " in " + name(t) + "?", true
		}
	}
	return before, false
}

// leftOut returns the names of the question before that a follow-up lacks.
func leftOut(prior, now []search.Term) []search.Term {
	var out []search.Term
	for _, kind := range carried {
		has := func(ts []search.Term) int {
			return slices.IndexFunc(ts, func(t search.Term) bool { return t.Kind == kind })
		}
		if i := has(prior); i >= 0 && has(now) < 0 {
			if kind == "drug" && slices.ContainsFunc(now, func(t search.Term) bool { return t.Kind == "regimen" }) {
				continue
			}
			out = append(out, prior[i])
		}
	}
	return out
}

// supply adds what a follow-up leaves out: in the place of its first
// pronoun, else behind it.
func supply(rest string, missing []search.Term) string {
	var with, in string
	for _, t := range missing {
		switch t.Kind {
		case "disease":
			in = name(t)
		case "regimen":
			with = strings.TrimSpace(name(t) + " " + with)
		default:
			if !strings.Contains(strings.ToLower(with), strings.ToLower(name(t))) {
				with = strings.TrimSpace(with + " " + name(t))
			}
		}
	}
	body := strings.TrimRight(rest, "?.! ")
	if with != "" {
		if at := pronoun.FindStringIndex(body); at != nil {
			body = body[:at[0]] + possessive(body[at[0]:at[1]], with) + body[at[1]:]
		} else {
			body += " with " + with
		}
	}
	if in != "" {
		body += " in " + in
	}
	if !asks.MatchString(body) && !yesNo.MatchString(body) {
		return "What about " + lowerFirst(body) + "?"
	}
	return upperFirst(body) + "?"
}

func possessive(pronoun, with string) string {
	switch strings.ToLower(pronoun) {
	case "its", "their":
		return with + "'s"
	}
	return with
}

// bareQuestion makes "why?" or "where?" a question about the one before.
func bareQuestion(word, before string, prior []search.Term) string {
	q := strings.TrimRight(before, "?. ")
	switch {
	case strings.HasPrefix(word, "what"):
		word = "why"
	case strings.HasPrefix(word, "which"):
		return before
	}
	if m := opening.FindStringSubmatchIndex(q); m != nil && !dropsSubject(word, q) {
		return upperFirst(word) + " " + q[m[2]:] + "?"
	}
	if yesNo.MatchString(q) {
		return upperFirst(word) + " " + lowerFirst(q) + "?"
	}
	var names []string
	for _, t := range prior {
		if slices.Contains(carried, t.Kind) && !slices.Contains(names, name(t)) {
			names = append(names, name(t))
		}
	}
	if len(names) == 0 {
		return before
	}
	if word == "why" {
		return "Why: " + lowerFirst(q) + "?"
	}
	return upperFirst(word) + " is " + strings.Join(names, " ") + " given?"
}

var namesFigure = regexp.MustCompile(`(?i)^(?:what|which)\b.*\b(?:dose|dosage|rate|number|percentage|duration|period)\b`)

// dropsSubject reports whether the question before asks for a figure, of
// which "where?" or "when?" cannot be asked.
func dropsSubject(word, before string) bool {
	return word != "why" && namesFigure.MatchString(before)
}

func name(t search.Term) string {
	if t.Correction != "" {
		return t.Correction
	}
	return t.Text
}

func lowerFirst(s string) string {
	rs := []rune(s)
	if len(rs) > 1 && unicode.IsUpper(rs[0]) && unicode.IsLower(rs[1]) {
		rs[0] = unicode.ToLower(rs[0])
	}
	return string(rs)
}

func upperFirst(s string) string {
	rs := []rune(s)
	if len(rs) > 0 {
		rs[0] = unicode.ToUpper(rs[0])
	}
	return string(rs)
}
