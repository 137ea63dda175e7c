package guard

import (
	"strings"
	"testing"
)

func TestEmergencyText(t *testing.T) {
	cases := []struct {
		kind, audience, country string
		want                    []string
		never                   string
	}{
		{"chest-pain", AudiencePatient, "US", []string{"911", "heart attack"}, "112"},
		{"stroke", AudiencePatient, "GB", []string{"999"}, "911"},
		{"stroke", AudiencePatient, "uk", []string{"999"}, "911"},
		{"breathing", AudiencePatient, "DE", []string{"112"}, "911"},
		{"breathing", AudiencePatient, "GR", []string{"112"}, "911"},
		{"breathing", AudiencePatient, "AU", []string{"000"}, "911"},
		{"breathing", AudiencePatient, "XX", []string{"your local emergency number"}, "911"},
		{"breathing", AudiencePatient, "", []string{"your local emergency number"}, "911"},
		{"circulation", AudienceClinician, "US", []string{"rapid response", "code team", "911"}, ""},
		{"suicide", AudiencePatient, "US", []string{"988", "911", "not have to go through it alone"}, "code team"},
		{"suicide", AudienceClinician, "US", []string{"988", "stay with them"}, ""},
		{"suicide", AudiencePatient, "GB", []string{"116 123", "999"}, "988"},
		{"suicide", AudiencePatient, "", []string{"findahelpline.com", "your local emergency number"}, "988"},
		{"overdose", AudiencePatient, "US", []string{"1-800-222-1222", "911"}, ""},
		{"no-such-kind", AudiencePatient, "US", []string{"911"}, ""},
	}
	for _, c := range cases {
		got := EmergencyText(c.kind, c.audience, c.country)
		for _, w := range c.want {
			if !strings.Contains(got, w) {
				t.Errorf("EmergencyText(%s, %s, %q) lacks %q: %s", c.kind, c.audience, c.country, w, got)
			}
		}
		if c.never != "" && strings.Contains(got, c.never) {
			t.Errorf("EmergencyText(%s, %s, %q) says %q: %s", c.kind, c.audience, c.country, c.never, got)
		}
		if len(got) > 700 {
			t.Errorf("EmergencyText(%s, %s, %q) is long: %d bytes", c.kind, c.audience, c.country, len(got))
		}
	}
}

// Every kind that a rule can report has words of its own.
func TestEveryKindHasWords(t *testing.T) {
	for _, r := range shared().lex.rules {
		if _, ok := firstWords[r.kind]; r.group == "danger" && !ok {
			t.Errorf("no words for kind %q", r.kind)
		}
	}
}
