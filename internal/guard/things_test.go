package guard

import "testing"

// What happens to a thing is no emergency, and one that happens to a person
// beside a thing is.
func TestThings(t *testing.T) {
	for message, want := range map[string]bool{
		"our car broke down and wont start":                     false,
		"my dog ate my homework":                                false,
		"pharmacy line is busy, keeps hanging up":               false,
		"the pump alarm wont stop beeping":                      false,
		"my wifi router keeps dropping":                         false,
		"my car crashed and there is blood everywhere":          true,
		"the bus hit me, cant move my legs":                     true,
		"my phone is dying and my husband stopped breathing":    true,
		"the pump ran dry and he is grey and not answering":     true,
		"the elevator is stuck and she says she cannot breathe": true,
	} {
		if got := Check(message).Verdict == Emergency; got != want {
			t.Errorf("%q: emergency %v, want %v", message, got, want)
		}
	}
}
