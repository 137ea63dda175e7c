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
