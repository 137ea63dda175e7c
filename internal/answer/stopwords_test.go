package answer

import (
	"strings"
	"testing"

	"curbside/internal/guard"
)

// Kinds of identifiers are told in words, not by the names that the program has for them.
func TestIdentifierWords(t *testing.T) {
	for _, kind := range []string{guard.KindSSN, guard.KindMRN, guard.KindURL, guard.KindIP, guard.KindHealthPlan, guard.KindOther, guard.KindAge} {
		if got := identifierWords([]string{kind})[0]; got == kind || strings.Contains(got, "-") {
			t.Errorf("%s is told as %q", kind, got)
		}
	}
	if got := listWords(identifierWords([]string{guard.KindName, guard.KindMRN})); got != "name and record number" {
		t.Errorf("told as %q", got)
	}
}
