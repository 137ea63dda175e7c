package rest

import (
	"math/rand/v2"
	"net/http"
	"testing"
	"time"
)

// TestSkew: whatever the distance of the clocks and the time on the way, it
// is found to half a second at once, and closer with time; and found anew when
// a clock is set.
func TestSkew(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, skew := range []time.Duration{time.Hour, -time.Hour, 90 * time.Second, -3 * time.Second, 0} {
		var c clock
		now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
		for i := range 50 {
			now = now.Add(time.Duration(rnd.IntN(5000)) * time.Millisecond)
			there := now.Add(skew + 30*time.Millisecond) // Discord's clock when it answers
			h := http.Header{"Date": {there.UTC().Format(http.TimeFormat)}}
			c.learn(h, now, now.Add(60*time.Millisecond))
			if off := (c.skew() - skew).Abs(); off > 560*time.Millisecond || (i > 40 && off > 150*time.Millisecond) {
				t.Fatalf("skew %v read as %v after %d answers", skew, c.skew(), i+1)
			}
		}
		// Our clock is set by ten minutes.
		now = now.Add(10 * time.Minute)
		there := now.Add(skew - 10*time.Minute)
		c.learn(http.Header{"Date": {there.Format(http.TimeFormat)}}, now, now)
		if off := (c.skew() - (skew - 10*time.Minute)).Abs(); off > 510*time.Millisecond {
			t.Errorf("after the clock was set: %v", c.skew())
		}
		c.learn(http.Header{"Date": {"yesterday"}}, now, now)
		c.learn(http.Header{}, now, now)
	}
}

// TestServerTime is Discord's, by its answers.
func TestServerTime(t *testing.T) {
	s := newServer(t, func(n int, w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat))
		text(200, `{"id":"1"}`)(n, w, r)
	})
	c, _, _ := newClient(t, s.URL, nil)
	if c.Skew() != 0 {
		t.Errorf("skew %v before any answer", c.Skew())
	}
	if _, err := c.CurrentUser(t.Context()); err != nil {
		t.Fatal(err)
	}
	if off := (c.Skew() - time.Hour).Abs(); off > 2*time.Second {
		t.Errorf("skew %v", c.Skew())
	}
	if off := time.Until(c.ServerTime()); off < 59*time.Minute {
		t.Errorf("server time %v ahead", off)
	}
}

// TestSnowflakeTime holds the example of Discord's documentation.
func TestSnowflakeTime(t *testing.T) {
	if got := SnowflakeTime("175928847299117063"); got != time.UnixMilli(1462015105796).UTC() {
		t.Errorf("got %v", got)
	}
	for _, id := range []string{"", "x", "-1", "12", "99999999999999999999999", "@original"} {
		if got := SnowflakeTime(id); !got.IsZero() {
			t.Errorf("%q: %v", id, got)
		}
	}
}
