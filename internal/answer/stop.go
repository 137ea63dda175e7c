package answer

import (
	"cmp"
	"slices"
	"strings"

	"curbside/internal/guard"
)

// stop ends a question that must not be answered: an emergency, identifiers
// of a patient, harm, orders to the bot. It fills the answer and reports
// whether it did.
func (e *Engine) stop(a *Answer, r Request) bool {
	res := guard.Check(r.Question)
	kinds := identifierKinds(res.Spans)
	if len(kinds) > 0 {
		a.Question = nil
	}
	if res.Verdict == guard.Emergency && r.Anyway && len(kinds) == 0 {
		return false
	}
	switch res.Verdict {
	case guard.Emergency:
		a.Status = Emergency
		a.Message = guard.EmergencyText(res.Emergency, a.Audience, cmp.Or(r.Country, e.Country))
		return true
	case guard.Identifiers:
		a.Status, a.Reason = Blocked, ptr(ReasonIdentifiers)
		a.Identifiers = kinds
		a.Message = "Your message seems to identify a patient (" + listWords(kinds) + "). It was not stored, logged or sent on. Ask again without it: age, sex and condition are fine."
		return true
	case guard.Unsafe:
		a.Status, a.Reason = Declined, ptr(ReasonUnsafe)
		a.Message = "This asks for something that could harm a person, so it is not answered. If someone is in danger, call your local emergency number now."
		return true
	}
	if len(guard.Injection(r.Question)) > 0 {
		a.Status, a.Reason = Declined, ptr(ReasonOutOfScope)
		a.Message = "Instructions inside a question are not followed: every answer comes from the sources and is checked. Ask the clinical question on its own."
		return true
	}
	return false
}

// identifierKinds lists the kinds of identifiers found, each once, never the
// values.
func identifierKinds(spans []guard.Span) []string {
	var out []string
	for _, s := range spans {
		if !strings.Contains(s.Kind, ":") && !slices.Contains(out, s.Kind) {
			out = append(out, s.Kind)
		}
	}
	return out
}
