package rest

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestTooManyRequests: each way in which Discord says "wait" is honoured.
func TestTooManyRequests(t *testing.T) {
	for name, tt := range map[string]struct {
		header map[string]string
		body   string
		wait   time.Duration // before the repeat
		other  time.Duration // before a call to another channel meanwhile
	}{
		"body":           {nil, `{"message":"x","retry_after":1.337,"global":false}`, 1337 * time.Millisecond, 0},
		"header":         {map[string]string{"Retry-After": "3"}, `<html>`, 3 * time.Second, 0},
		"nothing":        {nil, ``, time.Second, 0},
		"nonsense":       {map[string]string{"Retry-After": "soon"}, `{"retry_after":"later"}`, time.Second, 0},
		"negative":       {nil, `{"retry_after":-5}`, 0, 0},
		"shared":         {map[string]string{"X-RateLimit-Scope": "shared", "Retry-After": "2"}, `{"retry_after":1.5}`, 1500 * time.Millisecond, 0},
		"global, header": {map[string]string{"X-RateLimit-Global": "true", "Retry-After": "4"}, ``, 4 * time.Second, 4 * time.Second},
		"global, body":   {nil, `{"retry_after":2.5,"global":true}`, 2500 * time.Millisecond, 2500 * time.Millisecond},
		"global, scope":  {map[string]string{"X-RateLimit-Scope": "global"}, `{"retry_after":2}`, 2 * time.Second, 2 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				first := true
				var mu sync.Mutex
				var calls []Call
				c := bubble(t, func(r *http.Request) (int, map[string]string, string) {
					mu.Lock()
					defer mu.Unlock()
					if first {
						first = false
						return 429, tt.header, tt.body
					}
					return 200, nil, `{"id":"1"}`
				}, func(o *Options) {
					o.Jitter = func() float64 { return 0 }
					o.Observe = func(c Call) { mu.Lock(); defer mu.Unlock(); calls = append(calls, c) }
				})
				start := time.Now()
				var all sync.WaitGroup
				all.Go(func() {
					// A 429 says that nothing was done: also what is not repeated otherwise is sent again.
					if _, err := c.CreateMessage(t.Context(), "1", Message{Content: "x"}); err != nil {
						t.Error(err)
					}
					if took := time.Since(start); took != tt.wait {
						t.Errorf("waited %v, want %v", took, tt.wait)
					}
				})
				synctest.Wait()
				all.Go(func() {
					if _, err := c.CreateMessage(t.Context(), "2", Message{Content: "x"}); err != nil {
						t.Error(err)
					}
					if took := time.Since(start); took != tt.other {
						t.Errorf("another channel waited %v, want %v", took, tt.other)
					}
				})
				all.Wait()
				limited := 0
				for _, call := range calls {
					limited += call.Limited
				}
				if limited != 1 {
					t.Errorf("observed %+v", calls)
				}
			})
		})
	}
}

// TestHopelessWait: a wait that ends after the context, or beyond all
// patience, is not begun.
func TestHopelessWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := bubble(t, func(*http.Request) (int, map[string]string, string) {
			return 429, nil, `{"retry_after":30}`
		}, nil)
		start := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		for range 2 { // the second is held back before it is sent
			_, err := c.EditOriginal(ctx, hook, Edit{})
			if Status(err) != 429 || Unknown(err) || !strings.Contains(err.Error(), "try again in") {
				t.Error(err)
			}
		}
		if time.Since(start) > 0 {
			t.Errorf("waited %v", time.Since(start))
		}
		c = bubble(t, func(*http.Request) (int, map[string]string, string) {
			return 429, map[string]string{"Retry-After": "7200"}, `<html>banned</html>`
		}, nil)
		if _, err := c.GetMessage(t.Context(), "1", "2"); Status(err) != 429 || time.Since(start) > 0 {
			t.Errorf("%v after %v", err, time.Since(start))
		}
	})
}

// TestEndlessLimit: 429 for ever ends after the repeats.
func TestEndlessLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		c := bubble(t, func(*http.Request) (int, map[string]string, string) { n++; return 429, nil, `{"retry_after":1}` }, nil)
		if err := callback(t.Context(), c, Defer(false)); Status(err) != 429 || Unknown(err) || n != 1+defaultRetries {
			t.Errorf("%v after %d", err, n)
		}
	})
}

// TestHeaderForms of a window.
func TestHeaderForms(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	base := map[string]string{"X-RateLimit-Bucket": "b", "X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "4", "X-RateLimit-Reset-After": "1.5"}
	for name, tt := range map[string]struct {
		set  map[string]string
		want time.Duration // 0: not read
	}{
		"as Discord sends it": {nil, 1500*time.Millisecond + resetSlack},
		"a clock an hour off": {map[string]string{"X-RateLimit-Reset-After": "", "X-RateLimit-Reset": "1795352402.25", "Date": "Sun, 22 Nov 2026 13:00:00 GMT"}, 2250*time.Millisecond + resetSlack},
		"no bucket":           {map[string]string{"X-RateLimit-Bucket": ""}, 0},
		"no limit":            {map[string]string{"X-RateLimit-Limit": "many"}, 0},
		"limit of none":       {map[string]string{"X-RateLimit-Limit": "0"}, 0},
		"no end":              {map[string]string{"X-RateLimit-Reset-After": "NaN"}, 0},
	} {
		h := http.Header{}
		for k, v := range base {
			h.Set(k, v)
		}
		for k, v := range tt.set {
			h.Set(k, v)
		}
		w, ok := windowOf(h, now)
		if ok != (tt.want > 0) || (ok && (w.reset.Sub(now) != tt.want || w.size != 5 || w.left != 4)) {
			t.Errorf("%s: %+v, %v", name, w, ok)
		}
	}
}
