package rest

import (
	"encoding/json"
	"math"
	"net/http"
	"strconv"
	"time"
)

// window is what the rate-limit headers of one answer say.
type window struct {
	hash  string
	size  int
	left  int
	reset time.Time // by our clock
}

// windowDrift is by how much two readings of the same end of a window differ
// for the way that they took.
const windowDrift = 100 * time.Millisecond

// windowOf reads the headers; false where they name no bucket.
func windowOf(h http.Header, now time.Time) (window, bool) {
	w := window{hash: h.Get("X-RateLimit-Bucket")}
	size, err1 := strconv.Atoi(h.Get("X-RateLimit-Limit"))
	left, err2 := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	after, ok := seconds(h.Get("X-RateLimit-Reset-After"))
	if !ok {
		after, ok = untilReset(h)
	}
	if w.hash == "" || err1 != nil || err2 != nil || !ok || size <= 0 {
		return window{}, false
	}
	w.size, w.left, w.reset = size, min(max(0, left), size), now.Add(after+resetSlack)
	return w, true
}

// untilReset is the distance of two readings of Discord's own clock, for
// proxies that drop X-RateLimit-Reset-After.
func untilReset(h http.Header) (time.Duration, bool) {
	at, err := strconv.ParseFloat(h.Get("X-RateLimit-Reset"), 64)
	date, err2 := http.ParseTime(h.Get("Date"))
	if err != nil || err2 != nil {
		return 0, false
	}
	return asDuration(at - float64(date.Unix()))
}

// retryAfter is how long a 429 wants to be left alone: what the body says,
// for the header is rounded up to whole seconds; else the header; and a
// second where neither says anything.
func retryAfter(h http.Header, body []byte) time.Duration {
	var said struct {
		RetryAfter *float64 `json:"retry_after"`
	}
	if json.Unmarshal(body, &said) == nil && said.RetryAfter != nil {
		if in, fine := asDuration(*said.RetryAfter); fine {
			return in
		}
	}
	if d, ok := seconds(h.Get("Retry-After")); ok {
		return d
	}
	return noHeader
}

func isGlobal(h http.Header, body []byte) bool {
	if h.Get("X-RateLimit-Global") == "true" || h.Get("X-RateLimit-Scope") == "global" {
		return true
	}
	var said struct {
		Global bool `json:"global"`
	}
	return json.Unmarshal(body, &said) == nil && said.Global
}

func seconds(s string) (time.Duration, bool) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, false
	}
	return asDuration(f)
}

// asDuration bounds what a server may ask for to a day.
func asDuration(secs float64) (time.Duration, bool) {
	if math.IsNaN(secs) {
		return 0, false
	}
	return time.Duration(min(max(0, secs), 86400) * float64(time.Second)), true
}
