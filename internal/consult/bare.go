package consult

import (
	"regexp"
	"slices"
	"strings"

	"curbside/internal/search"
)

const (
	auxiliaries = `is|are|was|were|can|could|should|does|do|did|must|may|will|has|have`
	manner      = `come|often|long|fast|soon|quickly|slowly|early|late|far|much|exactly|so`
	padding     = `(?:[\s,]+(?:not|so|exactly|then|though|is that|is this|that|this|those|these|them))*[\s?.!]*$`
)

var (
	// barely finds a question word alone ("why?", "how often?") or behind a
	// preposition ("in which study?").
	barely  = regexp.MustCompile(`(?i)^((?:in|on|for|with|by|at|since|from|until|under|over|of|to) (?:what|which|whom?|how)(?: [\w-]+){0,4}|why|where|when|who|whom|which(?: ones?| drugs?| of them)?|what for|how(?: (?:` + manner + `))?)` + padding)
	anyVerb = regexp.MustCompile(`(?i)\b(?:` + auxiliaries + `)\b`)
	// howSo finds "how common?", which is asked of a name.
	howSo      = regexp.MustCompile(`(?i)^(how (?:[a-z]+ly )?[a-z]+)(?: (?:is|are) (?:it|that|this))?[\s?.!]*$`)
	opening    = regexp.MustCompile(`(?i)^(?:what|which|how|when|where|why)(?: (?:` + manner + `|common|high|low))? (` + auxiliaries + `)\b`)
	ofWhom     = regexp.MustCompile(`(?i)^who (` + auxiliaries + `) `)
	nounFirst  = regexp.MustCompile(`(?i)^(?:what|which) (.+?) (` + auxiliaries + `) (.+)$`)
	whatAbout  = regexp.MustCompile(`(?i)^what about `)
	yesNo      = regexp.MustCompile(`(?i)^(?:` + auxiliaries + `|had|would)\b`)
	asks       = regexp.MustCompile(`(?i)^(?:(?:in|on|for|with|by|at|since|from|until|under|over|of|to) )?(?:what|which|how|when|where|who|whom|why)\b`)
	asksFigure = regexp.MustCompile(`(?i)^(?:what|which)\b.*\b(?:dose|dosage|rate|number|percentage|duration|period)\b`)
)

// bareQuestion makes a question word a question about the one before: "why?"
// behind "Is it approved?" is "Why is it approved?".
func (t *talk) bareQuestion(word string, denied bool) string {
	u := t.last()
	q := strings.TrimRight(u.text, "?. ")
	word = upperFirst(strings.ToLower(word))
	why := word == "Why" || word == "How come"
	switch {
	case strings.HasPrefix(word, "Which"), word == "What for" && asksFigure.MatchString(q):
		return u.text
	case word == "What for":
		word, why = "Why", true
	case whatAbout.MatchString(q):
		return word + verbFor(why) + whatAbout.ReplaceAllString(q, "") + "?"
	}
	if turned, ok := turn(word, q, why, denied); ok {
		return turned
	}
	if why {
		return "Why: " + lowerFirst(q) + "?"
	}
	about := phrase(u.terms)
	if about == "" {
		return u.text
	}
	return word + " is " + about + "?"
}

// turn puts a question word in the place of a question's own.
func turn(word, q string, why, denied bool) (string, bool) {
	figure := !why && strings.Count(word, " ") < 2 && asksFigure.MatchString(q)
	switch {
	case figure:
		return "", false
	case ofWhom.MatchString(q):
		m := ofWhom.FindStringSubmatchIndex(q)
		verb := strings.ToLower(q[m[2]:m[3]])
		if several := map[string]string{"is": "are", "was": "were", "has": "have", "does": "do"}[verb]; several != "" {
			verb = several
		}
		return word + " " + verb + " patients " + q[m[1]:] + "?", true
	case yesNo.MatchString(q) && why && denied:
		return "Why " + lowerFirst(q) + ", or why not?", true
	case yesNo.MatchString(q):
		return word + " " + lowerFirst(q) + "?", true
	}
	if m := opening.FindStringSubmatchIndex(q); m != nil {
		return word + " " + q[m[2]:] + "?", true
	}
	m := nounFirst.FindStringSubmatch(q)
	if m == nil {
		return "", false
	}
	noun, verb, rest := m[1], strings.ToLower(m[2]), m[3]
	if slices.Contains([]string{"is", "are", "was", "were", "must", "should"}, verb) {
		return word + " " + verb + " " + noun + " " + rest + "?", true
	}
	return word + " " + verb + " " + rest + " " + noun + "?", true
}

// verbFor stands between a question word and a name.
func verbFor(why bool) string {
	if why {
		return " "
	}
	return " is "
}

// phrase is what a question is about, as the rest of "where is …?".
func phrase(terms []search.Term) string {
	var given, in string
	for _, t := range terms {
		switch t.Kind {
		case "regimen":
			given = name(t)
		case "drug":
			if given == "" {
				given = name(t)
			}
		case "disease":
			if in == "" {
				in = " in " + name(t)
			}
		}
	}
	if given == "" {
		return strings.TrimPrefix(in, " in ")
	}
	return given + " given" + in
}
