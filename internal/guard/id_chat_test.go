package guard

import "testing"

// The chat_… sets hold messages as people type them, worded without a look at
// the rules.

func TestChatIdentifiers(t *testing.T) {
	rate(t, "chat_identifiers", 400, 0.98, func(m message) bool { return Check(m.text).Has(Identifiers) })
}

func TestChatWithoutIdentifiers(t *testing.T) {
	rate(t, "chat_clean", 700, 0.99, func(m message) bool { return !Check(m.text).Has(Identifiers) })
}

func TestChatInjection(t *testing.T) {
	rate(t, "chat_injection", 150, 0.97, func(m message) bool { return len(Injection(m.text)) > 0 })
}

func TestChatWithoutInjection(t *testing.T) {
	rate(t, "chat_clean", 700, 0.99, func(m message) bool { return len(Injection(m.text)) == 0 })
}

// What looks like a name or a code and is none.
func TestNoIdentifier(t *testing.T) {
	for _, text := range []string{
		"Who was Michael Lotze?", "Does MD Anderson offer IL-2?", "NDC 0078-0495-61, is it still valid?",
		"hazard ratio 0.78 (0.67-0.90)", "my voice is hoarse", "her face is swollen and red", "Is Santa Monica UCLA giving IL-2?",
	} {
		if res := Check(text); res.Has(Identifiers) {
			t.Errorf("Check(%q) = %+v", text, res.Spans)
		}
	}
}
