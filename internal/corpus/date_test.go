package corpus

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDateAfter(t *testing.T) {
	now := time.Date(2026, 11, 22, 23, 0, 0, 0, time.UTC)
	for s, want := range map[string]bool{"2026": false, "2027": true, "2026-11": false, "2026-12": true, "2026-10": false, "2026-11-22": false, "2026-11-23": true, "2025-12-31": false} {
		d, err := ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		if d.After(now) != want {
			t.Errorf("%s after %s: %v, want %v", s, now, !want, want)
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	for _, s := range []string{"", "0000", "2025-13", "2025-00", "2025-01-00", "2025-1-1", "2025-02-29", "25", "2025-01-01T00:00:00Z", " 2025"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("%q is read as %v", s, d)
		}
	}
}

// TestDateRoundTrip: a date survives text and JSON, in the exactness in which it is known.
func TestDateRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Date{Year: rapid.IntRange(1, 9999).Draw(t, "year"), Month: rapid.IntRange(0, 12).Draw(t, "month")}
		if d.Month > 0 {
			d.Day = rapid.IntRange(0, 28).Draw(t, "day")
		}
		if got, err := ParseDate(d.String()); err != nil || got != d {
			t.Fatalf("%v read back as %v, %v", d, got, err)
		}
		js, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var got Date
		if err := json.Unmarshal(js, &got); err != nil || got != d {
			t.Fatalf("%s read back as %v, %v", js, got, err)
		}
		if d.Compare(got) != 0 || d.Compare(Date{Year: d.Year + 1}) >= 0 {
			t.Fatalf("order of %v", d)
		}
	})
}
