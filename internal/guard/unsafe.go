package guard

import "strings"

func verdictOf(kind string) string {
	switch {
	case strings.HasPrefix(kind, Emergency):
		return Emergency
	case strings.HasPrefix(kind, Unsafe):
		return Unsafe
	}
	return Identifiers
}

// unsafeAsks finds requests to help with harm.
func unsafeAsks(r *reading, found []mention) []Span {
	var out []Span
	for _, m := range found {
		if m.rule.group == "unsafe" {
			out = append(out, r.span(Unsafe+":"+m.rule.kind, m.from, m.to))
		}
	}
	return out
}
