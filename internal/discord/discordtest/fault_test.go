package discordtest

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestFaults: each scripted fault strikes as often as it was told, and what it answers is what Discord answers.
func TestFaults(t *testing.T) {
	w := newWorld(t)
	send := func() (int, string) {
		t.Helper()
		return w.raw(RouteCreateMessage, "application/json", `{"content":"a"}`, w.general.ID)
	}
	later := Status(RouteCreateMessage, 503)
	later.Skip, later.Times = 1, 2
	w.srv.Fail(later)
	for i, want := range []int{200, 503, 503, 200} {
		if got, _ := send(); got != want {
			t.Errorf("request %d: %d, want %d", i, got, want)
		}
	}
	for _, c := range []struct {
		f      Fault
		status int
		body   string
		shown  int
	}{
		{UnknownWebhook(RouteCreateMessage), 404, `"code":10015`, 0},
		{MissingPermissions(RouteCreateMessage), 403, `"code":50013`, 0},
		{TooMany(RouteCreateMessage, 1500*time.Millisecond), 429, `"retry_after":1.5`, 0},
		{TooManyGlobal(RouteCreateMessage, time.Second), 429, `"global":true`, 0},
		{TooManyBare(RouteCreateMessage), 429, `error code: 1015`, 0},
		{Fault{Route: RouteCreateMessage, Cut: true}, 0, "EOF", 0},
		{Fault{Route: RouteCreateMessage, CutAfter: true}, 0, "EOF", 1},
		{Fault{Before: time.Millisecond, After: time.Millisecond}, 200, `"content":"a"`, 1},
	} {
		before := len(w.ana.Messages(w.general))
		w.srv.Fail(c.f)
		status, body := send()
		if status != c.status || !strings.Contains(body, c.body) {
			t.Errorf("%+v: %d %s", c.f, status, body)
		}
		if got := len(w.ana.Messages(w.general)) - before; got != c.shown {
			t.Errorf("%+v: %d messages appeared", c.f, got)
		}
	}
	w.srv.Fail(Fault{Route: RouteCallback, CutAfter: true})
	it := w.ana.Slash(w.general, "ask")
	w.answer(it, `{"type":5}`)
	if status, body := w.answer(it, `{"type":5}`); status != 400 || body["code"] != 40060.0 || w.taken() != "" {
		t.Errorf("a bot that was not heard asks again: %d, no violation", status)
	}
}

// TestLimits: enforced limits count by channel, tell their state, and refuse what is too much.
func TestLimits(t *testing.T) {
	now := newClock()
	w := newWorld(t, Clock(now.Now))
	w.srv.Limit(RouteCreateMessage, 2, 5*time.Second)
	other := w.ward.Channel("other")
	send := func(ch *Channel) *http.Response {
		t.Helper()
		req, _ := http.NewRequest("POST", w.srv.APIURL()+"/channels/"+ch.ID+"/messages", strings.NewReader(`{"content":"a"}`))
		req.Header = http.Header{"Authorization": {"Bot " + w.srv.Token()}, "User-Agent": {w.ua}, "Content-Type": {"application/json"}}
		client := http.Client{Transport: w.srv.Transport()}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		return res
	}
	if h := send(w.general).Header; h.Get("X-RateLimit-Remaining") != "1" || h.Get("X-RateLimit-Limit") != "2" || h.Get("X-RateLimit-Bucket") == "" {
		t.Errorf("headers %v", h)
	}
	now.Add(2 * time.Second)
	if h := send(w.general).Header; h.Get("X-RateLimit-Remaining") != "0" || h.Get("X-RateLimit-Reset-After") != "3.000" {
		t.Errorf("headers %v", h)
	}
	res := send(w.general)
	if res.StatusCode != 429 || res.Header.Get("Retry-After") != "3" || res.Header.Get("X-RateLimit-Scope") != "user" {
		t.Errorf("%d %v", res.StatusCode, res.Header)
	}
	if res := send(other); res.StatusCode != 200 {
		t.Errorf("another channel: %d", res.StatusCode)
	}
	now.Add(2 * time.Second)
	if res := send(w.general); res.StatusCode != 429 || w.taken() != KindRateLimit {
		t.Errorf("a bot that does not wait: %d", res.StatusCode)
	}
	now.Add(time.Second)
	if res := send(w.general); res.StatusCode != 200 || w.srv.RateLimited() != 2 {
		t.Errorf("after the wait: %d, %d refused", res.StatusCode, w.srv.RateLimited())
	}
	w.srv.Limit("", 1, time.Second)
	send(other)
	if res := send(w.general); res.StatusCode != 429 || res.Header.Get("X-RateLimit-Global") != "true" {
		t.Errorf("global: %d %v", res.StatusCode, res.Header)
	}
}
