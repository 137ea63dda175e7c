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
	connective = regexp.MustCompile(`(?i)^\s*(?:(?:and|but|or|so|ok(?:ay)?|also|then|right|thanks?(?: you)?|hm+|what about|how about|what of|any)[\s,.!:-]+)+`)
	again      = regexp.MustCompile(`(?i)^(?:(?:please|can you|could you)\s+)?(?:are you sure|really|sources?|says who|tell me more|more|more details?|go on|explain(?: (?:it|that|this|more))?|simpler|in (?:simple|plain|other) words|elaborate|what does (?:that|this) mean)(?:,?\s+please)?\s*[?.!]*$`)
	courtesy   = regexp.MustCompile(`(?i)^(?:(?:ok(?:ay)?|thanks?|thank you|thx|cheers|great|good|fine|cool|perfect|got it|i see|understood|bye|hello|hi|very much|so much|a lot)[\s,.!]*)+$`)

	manyOrMuch  = regexp.MustCompile(`(?i)^how (?:many|much)$`)
	ofPerson    = regexp.MustCompile(`(?i)\b(?:i|my|me|we|our|you|patients?|they)\b`)
	compares    = regexp.MustCompile(`(?i)^(?:and )?which(?: one)?(?: of (?:them|those|these|the two))? (?:is|are|was|were|works?|has|have|gives?|causes?)\b`)
	comparative = regexp.MustCompile(`(?i)\b(?:better|worse|safer|cheaper|stronger|weaker|milder|(?:more|less) (?:effective|toxic|dangerous|safe|common|active))\b`)
	degrees     = regexp.MustCompile(`(?i)\b(?:\w+(?:er|est)|more|most|less|least|best|worst)\b`)
	oneOfAKind  = regexp.MustCompile(`(?i)^(?:what|which) [\w-]+(?: [\w-]+)?[\s?.!]*$`)
	// asksWhatFor finds a question for the disease itself.
	asksWhatFor = regexp.MustCompile(`(?i)^(?:what|which)\b.*\bfor(?: then| now| exactly| else)?[\s?.!]*$|\bwhich (?:cancers?|tumou?rs?|diseases?|conditions?|illness(?:es)?|indications?)\b|\bwhat (?:cancers?|diseases?|conditions?|indications?)\b`)
)

// rewrite returns a follow-up as a question that stands alone, with what it
// leaves out taken from the questions before it. It reports false, and
// returns the question as asked, where it leaves out nothing.
func (t *talk) rewrite(asked string, read func(string) []search.Term) (string, bool) {
	asked = text.Squeeze(text.Clean(asked))
	switch {
	case again.MatchString(asked):
		return t.last().text, false
	case courtesy.MatchString(asked):
		return asked, false
	}
	rest := connective.ReplaceAllString(asked, "")
	led := rest != asked
	now := read(rest)
	if right := corrected(rest, now); right != rest {
		rest, now = right, read(right)
	}
	if m := barely.FindStringSubmatch(rest); m != nil && !anyVerb.MatchString(m[1]) {
		return t.bareQuestion(m[1], strings.Contains(strings.ToLower(rest), "not")), true
	}
	if m := howSo.FindStringSubmatch(rest); m != nil && !manyOrMuch.MatchString(m[1]) {
		if of := t.last().first(func(c search.Term) bool { return isThing(c) || c.Kind == "measure" }); of != nil {
			full := m[1] + " is " + name(*of)
			return supply(full, t.leftOut(full, read(full)), read(full)), true
		}
	}
	short := len(strings.Fields(rest)) <= 3 && !oneOfAKind.MatchString(rest)
	if t.onlyNames(now) && !singular.MatchString(rest) && (led || short || anyOf.MatchString(rest)) {
		if swapped, ok := t.swap(rest, now); ok {
			return swapped, true
		}
		led = true
	}
	rest, resolved := t.resolve(rest, now)
	if !resolved && !(compares.MatchString(rest) && degrees.MatchString(rest)) {
		rest, resolved = t.point(rest)
	}
	if resolved {
		now = read(rest)
	}
	if paired, ok := t.compare(rest, now); ok {
		return paired, true
	}
	whole := asks.MatchString(rest) || yesNo.MatchString(rest)
	switch {
	case resolved || anyOf.MatchString(rest):
	case led && whole && slices.ContainsFunc(now, t.leads): // "thanks, and what is nivolumab?"
		return upperFirst(rest), false
	case !led && (t.standsAlone(rest, now) || !ofPerson.MatchString(rest) && strangeTo(now, t.isSoft)):
		return asked, false
	}
	missing := t.leftOut(rest, now)
	if len(missing) == 0 && !resolved && !led {
		return asked, false
	}
	return supply(rest, missing, now), true
}

// corrected is a text with its misspelt words put right.
func corrected(s string, terms []search.Term) string {
	rs := []rune(s)
	for _, t := range slices.Backward(terms) {
		if t.Correction != "" && t.End <= len(rs) {
			rs = slices.Concat(rs[:t.Start], []rune(t.Correction), rs[t.End:])
		}
	}
	return string(rs)
}

// standsAlone reports whether a question names what it is about itself.
func (t *talk) standsAlone(rest string, now []search.Term) bool {
	if oneOfAKind.MatchString(rest) {
		return slices.ContainsFunc(now, t.leads)
	}
	return slices.ContainsFunc(now, ofKind(things...))
}

// strangeTo reports whether a question speaks of what no source mentions: it
// is a new one, not a follow-up.
func strangeTo(now []search.Term, isSoft func(string) bool) bool {
	return slices.ContainsFunc(now, func(n search.Term) bool {
		return !n.Known && n.Correction == "" && n.Kind == "" && !isSoft(n.Text)
	})
}

// compare says between what a follow-up compares: "which one is safer?",
// "is nivolumab better?".
func (t *talk) compare(rest string, now []search.Term) (string, bool) {
	if strings.Contains(strings.ToLower(rest), " than ") {
		return "", false
	}
	body := strings.TrimRight(rest, "?.! ")
	if compares.MatchString(rest) && !slices.ContainsFunc(now, ofKind(things...)) {
		for _, u := range t.said[:min(2, len(t.said))] {
			for _, kinds := range [][]string{{"drug", "regimen"}, {"procedure"}, {"disease"}} {
				if pair := several(u.terms, kinds); len(pair) > 1 {
					return upperFirst(body) + ", " + strings.Join(pair, " or ") + "?", true
				}
			}
		}
	}
	if comparative.MatchString(rest) && slices.ContainsFunc(now, t.leads) {
		other := t.newest(2, func(c search.Term) bool {
			return t.leads(c) && !slices.ContainsFunc(now, func(n search.Term) bool { return same(n, c) })
		})
		if other != nil {
			return upperFirst(body) + " than " + name(*other) + "?", true
		}
	}
	return "", false
}

// several returns the different names of some kinds.
func several(terms []search.Term, kinds []string) []string {
	var out []string
	var seen []search.Term
	for _, c := range terms {
		if slices.Contains(kinds, c.Kind) && !slices.ContainsFunc(seen, func(s search.Term) bool { return same(s, c) }) {
			seen, out = append(seen, c), append(out, name(c))
		}
	}
	return out
}

// leftOut returns the names of the conversation that a follow-up lacks: the
// drug or regimen that it is about, and the disease of the newest question.
func (t *talk) leftOut(rest string, now []search.Term) []search.Term {
	var out []search.Term
	if given := t.newest(longestTalk, t.leads); given != nil && !slices.ContainsFunc(now, t.leads) {
		out = append(out, *given)
	} else if given == nil && !slices.ContainsFunc(now, ofKind("drug", "regimen")) {
		if given = t.newest(2, ofKind("drug")); given != nil {
			out = append(out, *given)
		}
	}
	trouble := ofKind("symptom")
	if symptom := t.newest(2, trouble); symptom != nil && oneOfAKind.MatchString(rest) && slices.ContainsFunc(now, ofKind("drug", "procedure")) && !slices.ContainsFunc(now, trouble) {
		out = append(out, *symptom)
	}
	if in := t.last().first(ofKind("disease")); in != nil && !slices.ContainsFunc(now, ofKind("disease")) && !asksWhatFor.MatchString(rest) {
		out = append(out, *in)
	}
	return slices.DeleteFunc(out, func(m search.Term) bool { // read as part of another name
		return strings.Contains(text.Fold(rest), text.Fold(name(m)))
	})
}

// supply adds what a follow-up leaves out behind it.
func supply(rest string, missing, now []search.Term) string {
	body := thenAtEnd.ReplaceAllString(strings.TrimRight(rest, "?.! "), "")
	for _, m := range missing {
		switch {
		case m.Kind != "disease" && strings.HasSuffix(body, " instead"):
			body += " of " + name(m)
		case m.Kind == "disease":
			body += " in " + name(m)
		case m.Kind == "symptom":
			body += " for " + name(m)
		case slices.ContainsFunc(now, ofKind("symptom")) && asks.MatchString(body):
			body += " during " + name(m)
		default:
			body += " with " + name(m)
		}
	}
	if !asks.MatchString(body) && !yesNo.MatchString(body) {
		return "What about " + lowerFirst(lead.ReplaceAllString(body, "")) + "?"
	}
	return upperFirst(body) + "?"
}

var degreeOnly = regexp.MustCompile(`(?i)^(?:high|hi|low|lower)[ -]?doses?$|^hd$`)

var thenAtEnd = regexp.MustCompile(`(?i),? then$`)

// name is how a term is written into a question: as typed, without
// misspellings; a regimen of one word, "low-dose", by its full name.
func name(t search.Term) string {
	switch {
	case t.Kind == "regimen" && t.Canonical != "" && degreeOnly.MatchString(t.Text):
		return t.Canonical
	case t.Correction != "":
		return t.Correction
	}
	return strings.TrimSuffix(strings.TrimSuffix(t.Text, "'s"), "\u2019s")
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
