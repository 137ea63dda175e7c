package rest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// discord is a Discord without sockets, for time that is not real.
type discord func(r *http.Request) (status int, header map[string]string, body string)

func (d discord) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
	}
	status, header, body := d(r)
	h := http.Header{}
	for k, v := range header {
		h.Set(k, v)
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

// bubble makes a client whose time is the bubble's.
func bubble(t *testing.T, d discord, change func(*Options)) *Client {
	t.Helper()
	o := Options{BaseURL: "http://discord.test/api/v10", Token: botToken, HTTP: &http.Client{Transport: d}}
	if change != nil {
		change(&o)
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// windows counts requests as Discord does: size in each window, by key.
type windows struct {
	mu    sync.Mutex
	size  int
	width time.Duration
	began map[string]time.Time
	used  map[string]int
	over  int // requests beyond the limit
}

func newWindows(size int, width time.Duration) *windows {
	return &windows{size: size, width: width, began: map[string]time.Time{}, used: map[string]int{}}
}

func (w *windows) take(key string) (int, map[string]string, string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := time.Now()
	if now.Sub(w.began[key]) >= w.width {
		w.began[key], w.used[key] = now, 0
	}
	w.used[key]++
	after := w.width - now.Sub(w.began[key])
	h := map[string]string{"X-RateLimit-Bucket": "abc", "X-RateLimit-Limit": fmt.Sprint(w.size),
		"X-RateLimit-Remaining": fmt.Sprint(max(0, w.size-w.used[key])), "X-RateLimit-Reset-After": fmt.Sprintf("%.3f", after.Seconds())}
	if w.used[key] > w.size {
		w.over++
		h["Retry-After"] = fmt.Sprint(int(after.Seconds()) + 1)
		return 429, h, fmt.Sprintf(`{"message":"You are being rate limited.","retry_after":%.3f,"global":false}`, after.Seconds())
	}
	return 200, h, `{"id":"1"}`
}

// TestBucket: requests beyond a window's size wait for the next window, and
// once the size is known nothing is refused any more.
func TestBucket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWindows(5, 5*time.Second)
		c := bubble(t, func(r *http.Request) (int, map[string]string, string) {
			time.Sleep(100 * time.Millisecond)
			return w.take(r.URL.Path)
		}, nil)
		start := time.Now()
		var all sync.WaitGroup
		for range 23 {
			all.Go(func() {
				if _, err := c.CreateMessage(t.Context(), "1", Message{Content: "x"}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if took := time.Since(start); took < 20*time.Second || took > 21*time.Second {
			t.Errorf("23 messages at 5 in 5 s took %v", took)
		}
		if w.over > 0 {
			t.Errorf("%d were refused", w.over)
		}
	})
}

// TestMajorParameters: a channel and an interaction that are used up hold up
// no other.
func TestMajorParameters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWindows(2, time.Minute)
		c := bubble(t, func(r *http.Request) (int, map[string]string, string) { return w.take(r.URL.Path) }, nil)
		send := func(ctx context.Context, channel string) error {
			_, err := c.CreateMessage(ctx, channel, Message{Content: "x"})
			return err
		}
		edit := func(ctx context.Context, token string) error {
			_, err := c.EditOriginal(ctx, Hook{"900", token}, Edit{})
			return err
		}
		start := time.Now()
		for what, use := range map[string]func(context.Context, string) error{"channel": send, "interaction": edit} {
			for i, id := range []string{"1", "1", "2", "3", "2"} {
				if err := use(t.Context(), what+id); err != nil || time.Since(start) > 0 {
					t.Fatalf("%s %d: %v after %v", what, i, err, time.Since(start))
				}
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			if err := use(ctx, what+"1"); Status(err) != 429 {
				t.Errorf("%s used up: %v", what, err)
			}
			cancel()
		}
	})
}

// TestEditsRunBesideEachOther: 300 interactions with two edits each at a round
// trip of 150 ms take two round trips, not 600.
func TestEditsRunBesideEachOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWindows(5, time.Second)
		c := bubble(t, func(r *http.Request) (int, map[string]string, string) {
			time.Sleep(150 * time.Millisecond)
			return w.take(r.URL.Path)
		}, nil)
		start := time.Now()
		var all sync.WaitGroup
		for i := range 300 {
			all.Go(func() {
				for range 2 {
					if _, err := c.EditOriginal(t.Context(), Hook{"900", fmt.Sprint("token", i)}, Edit{Content: Text("x")}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		if took := time.Since(start); took > 301*time.Millisecond {
			t.Errorf("took %v", took)
		}
	})
}

// TestGlobalLimit: at most 50 in any second with the bot's token, and
// interactions are not bound by it.
func TestGlobalLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var bot, hooks []time.Time
		c := bubble(t, func(r *http.Request) (int, map[string]string, string) {
			mu.Lock()
			defer mu.Unlock()
			if r.Header.Get("Authorization") != "" {
				bot = append(bot, time.Now())
			} else {
				hooks = append(hooks, time.Now())
			}
			return 200, nil, `{"id":"1"}`
		}, nil)
		start := time.Now()
		var all sync.WaitGroup
		for i := range 220 {
			all.Go(func() {
				if _, err := c.CreateMessage(t.Context(), fmt.Sprint(i), Message{Content: "x"}); err != nil {
					t.Error(err)
				}
			})
			all.Go(func() {
				if _, err := c.EditOriginal(t.Context(), Hook{"900", fmt.Sprint(i)}, Edit{}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for i := range len(bot) - 50 {
			if d := bot[i+50].Sub(bot[i]); d < time.Second {
				t.Fatalf("51 requests within %v", d)
			}
		}
		if d := bot[len(bot)-1].Sub(start); d > 5*time.Second {
			t.Errorf("220 took %v", d)
		}
		if d := hooks[len(hooks)-1].Sub(start); d > 0 {
			t.Errorf("interactions waited %v", d)
		}
	})
}

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

// TestMemoryOfInteractions: what is over is forgotten.
func TestMemoryOfInteractions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWindows(5, time.Second)
		c := bubble(t, func(r *http.Request) (int, map[string]string, string) {
			if strings.HasSuffix(r.URL.Path, "/callback") {
				return 204, nil, ""
			}
			return w.take(r.URL.Path)
		}, nil)
		most := 0
		for i := range 5_000 {
			token := fmt.Sprint("token", i)
			if _, err := c.Callback(t.Context(), "1", token, Defer(true)); err != nil {
				t.Fatal(err)
			}
			if _, err := c.EditOriginal(t.Context(), Hook{"900", token}, Edit{}); err != nil {
				t.Fatal(err)
			}
			time.Sleep(5 * time.Millisecond)
			most = max(most, len(c.limits.buckets))
		}
		// 200 a second, and each is remembered for a second: 200 and twice the sweep at most.
		if most > 2*firstSweep+200 || len(c.limits.routes) > 2 || len(c.limits.sizes) > 1 {
			t.Errorf("%d buckets, %d routes, %d sizes", most, len(c.limits.routes), len(c.limits.sizes))
		}
	})
}

// TestCancelWhileHeldBack: who waits for a window leaves when its context
// ends.
func TestCancelWhileHeldBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWindows(1, 20*time.Second)
		c := bubble(t, func(r *http.Request) (int, map[string]string, string) { return w.take("x") }, nil)
		if _, err := c.GetMessage(t.Context(), "1", "2"); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		start := time.Now()
		time.AfterFunc(time.Second, cancel)
		if _, err := c.GetMessage(ctx, "1", "2"); err == nil || time.Since(start) != time.Second {
			t.Errorf("%v after %v", err, time.Since(start))
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
