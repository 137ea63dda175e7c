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
		a.Message = "Your message seems to identify a patient (" + listWords(identifierWords(kinds)) + "). It was not stored, logged or sent on. Ask again without that: age, sex and condition are fine."
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

// sayKinds words the kinds of identifiers whose name is none that people use.
var sayKinds = map[string]string{
	guard.KindAge: "an age over 89", guard.KindPhone: "phone number", guard.KindFax: "fax number", guard.KindEmail: "email address",
	guard.KindSSN: "social security number", guard.KindMRN: "record number", guard.KindHealthPlan: "insurance number",
	guard.KindAccount: "account number", guard.KindLicence: "licence number", guard.KindVehicle: "vehicle number",
	guard.KindDevice: "device number", guard.KindURL: "web address", guard.KindIP: "network address", guard.KindPhoto: "picture",
	guard.KindBiometric: "biometric mark", guard.KindOther: "another number of theirs",
}

func identifierWords(kinds []string) []string {
	out := slices.Clone(kinds)
	for i, k := range out {
		out[i] = cmp.Or(sayKinds[k], k)
	}
	return out
}
