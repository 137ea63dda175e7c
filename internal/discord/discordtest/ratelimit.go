package discordtest

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// limit is how many requests a bucket takes in a time.
type limit struct {
	n   int
	per time.Duration
}

// bucket counts the requests of a route and its major parameter.
type bucket struct {
	used  int
	reset time.Time
	told  time.Time // until when the bot was told to wait
}

// Limit enforces a rate limit: n requests of a route per time, counted for each channel, webhook token or guild as
// Discord does. The route "" is the global limit. Without it no request is refused, and headers tell a generous limit.
func (s *Server) Limit(route string, n int, per time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limits[route] = limit{n, per}
}

// take counts a request and returns its headers, and a body for a 429 where it is one too many.
func (s *Server) take(c *call) (http.Header, object) {
	now := s.Now()
	if l, ok := s.limits[""]; ok && !strings.HasPrefix(c.route.path, "/interactions/") && !strings.HasPrefix(c.route.path, "/webhooks/") {
		if b := s.bucket("global", l, now); b.used > l.n {
			return s.tooMany(c, b, now, http.Header{"X-Ratelimit-Global": {"true"}, "X-Ratelimit-Scope": {"global"}}, true)
		}
	}
	l, enforced := s.limits[c.route.String()]
	if !enforced {
		if c.route.path == "/interactions/{interaction_id}/{interaction_token}/callback" {
			return http.Header{}, nil
		}
		l = limit{n: 50, per: time.Second}
	}
	key := c.route.String() + " " + c.major()
	b := s.bucket(key, l, now)
	h := http.Header{
		"X-Ratelimit-Limit": {strconv.Itoa(l.n)}, "X-Ratelimit-Remaining": {strconv.Itoa(max(0, l.n-b.used))},
		"X-Ratelimit-Reset":       {seconds(float64(b.reset.UnixMilli()) / 1000)},
		"X-Ratelimit-Reset-After": {seconds(b.reset.Sub(now).Seconds())}, "X-Ratelimit-Bucket": {bucketName(c.route.String())},
	}
	if b.used <= l.n {
		return h, nil
	}
	if !enforced {
		h.Set("X-Ratelimit-Remaining", "1")
		return h, nil
	}
	h.Set("X-Ratelimit-Scope", "user")
	return s.tooMany(c, b, now, h, false)
}

func (s *Server) bucket(key string, l limit, now time.Time) *bucket {
	b := s.buckets[key]
	if b == nil || !now.Before(b.reset) {
		if s.opts.keep > 0 && len(s.buckets) > 4*s.opts.keep {
			clear(s.buckets)
		}
		b = &bucket{reset: now.Add(l.per)}
		s.buckets[key] = b
	}
	b.used++
	return b
}

// tooMany refuses a request. One that comes in a time for which the bot was told to wait is a violation: by then more
// than a second has passed since it was told, so it was not under way already.
func (s *Server) tooMany(c *call, b *bucket, now time.Time, h http.Header, global bool) (http.Header, object) {
	s.counts["429"]++
	if !b.told.IsZero() && now.Sub(b.told) > time.Second {
		s.violate(KindRateLimit, c.route.String(), "", "asked again %s after it was told to wait", now.Sub(b.told))
	}
	if b.told.IsZero() {
		b.told = now
	}
	after := b.reset.Sub(now).Seconds()
	h.Set("Retry-After", strconv.Itoa(int(math.Ceil(after))))
	return h, object{"message": "You are being rate limited.", "retry_after": math.Round(after*1000) / 1000, "global": global}
}

// RateLimited counts the requests that were answered with 429 by a limit.
func (s *Server) RateLimited() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts["429"]
}

// major is what Discord counts a route's requests by.
func (c *call) major() string {
	for _, name := range []string{"channel_id", "guild_id", "webhook_token", "interaction_token"} {
		if v := c.arg(name); v != "" {
			return v
		}
	}
	return ""
}

func bucketName(route string) string {
	sum := sha256.Sum256([]byte(route))
	return hex.EncodeToString(sum[:8])
}

func seconds(f float64) string { return strconv.FormatFloat(f, 'f', 3, 64) }
