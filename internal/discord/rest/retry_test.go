package rest

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
)

// kinds of calls by what may be repeated.
var sends = map[string]struct {
	do     func(context.Context, *Client) error
	repeat bool // after an unknown outcome
	reads  bool
}{
	"callback": {func(ctx context.Context, c *Client) error { return callback(ctx, c, Reply(Message{Content: "x"})) }, false, false},
	"follow-up": {func(ctx context.Context, c *Client) error {
		_, err := c.FollowUp(ctx, hook, Message{Content: "x"})
		return err
	}, false, false},
	"message": {func(ctx context.Context, c *Client) error {
		_, err := c.CreateMessage(ctx, "1", Message{Content: "x"})
		return err
	}, false, false},
	"message and nonce": {func(ctx context.Context, c *Client) error {
		_, err := c.CreateMessage(ctx, "1", Message{Nonce: "n"})
		return err
	}, true, false},
	"edit":           {func(ctx context.Context, c *Client) error { _, err := c.EditOriginal(ctx, hook, Edit{}); return err }, true, false},
	"edit a message": {func(ctx context.Context, c *Client) error { _, err := c.EditMessage(ctx, "1", "2", Edit{}); return err }, true, false},
	"delete":         {func(ctx context.Context, c *Client) error { return c.DeleteMessage(ctx, "1", "2") }, true, false},
	"thread":         {func(ctx context.Context, c *Client) error { _, err := c.StartThread(ctx, "1", "2", "x"); return err }, true, false},
	"read":           {func(ctx context.Context, c *Client) error { _, err := c.GetMessage(ctx, "1", "2"); return err }, true, true},
}

// cut ends the connection without an answer.
func cut(_ int, w http.ResponseWriter, _ *http.Request) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}

// TestUnknownOutcome: only what may be repeated is repeated, a bounded number
// of times, and the error says that the outcome is not known.
func TestUnknownOutcome(t *testing.T) {
	faults := map[string]func(int, http.ResponseWriter, *http.Request){
		"500":           text(500, `{"message":"500: Internal Server Error","code":0}`),
		"502 with HTML": text(502, `<html>bad gateway</html>`),
		"504":           text(504, ``),
		"cut":           cut,
	}
	for fault, answer := range faults {
		for name, k := range sends {
			s := newServer(t, answer)
			c, _, _ := newClient(t, s.URL, nil)
			err := k.do(t.Context(), c)
			want := 1
			if k.repeat {
				want = 1 + defaultRetries
			}
			if n := len(s.requests()); n != want || err == nil || Unknown(err) == k.reads {
				t.Errorf("%s, %s: %d requests (want %d), unknown %v, %v", fault, name, n, want, Unknown(err), err)
			}
		}
	}
}

// TestRecovers: a repeat that succeeds is a success.
func TestRecovers(t *testing.T) {
	for name, k := range sends {
		if !k.repeat {
			continue
		}
		s := newServer(t, func(n int, w http.ResponseWriter, r *http.Request) {
			switch n {
			case 0:
				cut(n, w, r)
			case 1:
				text(503, ``)(n, w, r)
			default:
				text(200, `{"id":"5"}`)(n, w, r)
			}
		})
		c, _, w := newClient(t, s.URL, nil)
		if err := k.do(t.Context(), c); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(w.all) != 2 || w.all[0] != 250*time.Millisecond || w.all[1] != 500*time.Millisecond {
			t.Errorf("%s: waited %v", name, w.all)
		}
	}
}

// TestNotSent: what never left may be sent again, whatever it is.
func TestNotSent(t *testing.T) {
	s := newServer(t, text(200, `{}`))
	s.Close()
	for name, k := range sends {
		var calls []Call
		c, _, w := newClient(t, s.URL, func(o *Options) { o.Observe = func(c Call) { calls = append(calls, c) } })
		err := k.do(t.Context(), c)
		if err == nil || Unknown(err) || len(w.all) != defaultRetries || len(calls) == 0 || calls[0].Tries != 1+defaultRetries {
			t.Errorf("%s: unknown %v, waits %v, %+v: %v", name, Unknown(err), w.all, calls, err)
		}
	}
}

// TestRefusals are not repeated, and say what Discord said.
func TestRefusals(t *testing.T) {
	for _, tt := range []struct {
		status int
		body   string
		is     func(error) bool
		words  string
	}{
		{404, `{"message":"Unknown Webhook","code":10015}`, Gone, "Unknown Webhook"},
		{404, `{"message":"Unknown Message","code":10008}`, func(err error) bool { return Gone(err) && Is(err, CodeUnknownMessage) }, "10008"},
		{401, `{"message":"Invalid Webhook Token","code":50027}`, Gone, ""},
		{403, `{"message":"Missing Access","code":50001}`, func(err error) bool { return Forbidden(err) && Is(err, CodeMissingAccess, CodeMissingPermissions) }, ""},
		{401, `{"message":"401: Unauthorized","code":0}`, Unauthorized, ""},
		{400, `{"message":"Invalid Form Body","code":50035,"errors":{"data":{"components":{"0":{"components":{"1":{"label":{"_errors":[{"code":"BASE_TYPE_BAD_LENGTH","message":"the user wrote this"}]}}}}}}}}`,
			func(err error) bool { return !strings.Contains(err.Error(), "the user wrote") }, "data.components.0.components.1.label BASE_TYPE_BAD_LENGTH"},
		{400, `nonsense`, func(err error) bool { return Status(err) == 400 }, ""},
		{302, ``, func(err error) bool { return Status(err) == 302 }, ""},
	} {
		for name, k := range sends {
			s := newServer(t, func(n int, w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Location", "http://127.0.0.1:1/elsewhere")
				text(tt.status, tt.body)(n, w, r)
			})
			c, _, w := newClient(t, s.URL, nil)
			err := k.do(t.Context(), c)
			if err == nil || Unknown(err) || !tt.is(err) || !strings.Contains(err.Error(), tt.words) || len(s.requests()) != 1 || len(w.all) != 0 {
				t.Errorf("%d, %s: %v after %d requests", tt.status, name, err, len(s.requests()))
			}
		}
	}
}

// TestBrokenAnswer: an answer that cannot be read is no answer.
func TestBrokenAnswer(t *testing.T) {
	for _, body := range []string{``, `{"id":"5"`, `[]`, `"x"`} {
		for name, k := range sends {
			if name == "callback" || name == "delete" {
				continue // accepted is all they need
			}
			s := newServer(t, text(200, body))
			c, _, _ := newClient(t, s.URL, nil)
			if err := k.do(t.Context(), c); err == nil || Unknown(err) == k.reads {
				t.Errorf("%s, %q: %v", name, body, err)
			}
		}
	}
	s := newServer(t, func(_ int, w http.ResponseWriter, _ *http.Request) {
		big := []byte(strings.Repeat(" ", 1<<20))
		for range 10 {
			if _, err := w.Write(big); err != nil {
				return
			}
		}
	})
	c, _, _ := newClient(t, s.URL, nil)
	if _, err := c.Channel(t.Context(), "1"); err == nil || !strings.Contains(err.Error(), "longer than") {
		t.Errorf("endless answer: %v", err)
	}
}

// TestAlreadyDone: what a repeat finds done was done by the try before.
func TestAlreadyDone(t *testing.T) {
	script := func(second int, body string) func(int, http.ResponseWriter, *http.Request) {
		return func(n int, w http.ResponseWriter, r *http.Request) {
			switch {
			case n == 0:
				cut(n, w, r)
			case r.Method == http.MethodGet:
				text(200, `{"id":"2","type":11}`)(n, w, r)
			default:
				text(second, body)(n, w, r)
			}
		}
	}
	s := newServer(t, script(404, `{"code":10008,"message":"Unknown Message"}`))
	c, _, _ := newClient(t, s.URL, nil)
	if err := c.DeleteMessage(t.Context(), "1", "2"); err != nil {
		t.Errorf("delete: %v", err)
	}
	if err := c.DeleteMessage(t.Context(), "1", "3"); !Gone(err) || Unknown(err) {
		t.Errorf("delete of what was not there: %v", err)
	}
	s = newServer(t, script(400, `{"code":160004,"message":"A thread has already been created for this message"}`))
	c, _, _ = newClient(t, s.URL, nil)
	if ch, err := c.StartThread(t.Context(), "1", "2", "x"); err != nil || ch.ID != "2" || !ch.IsThread() {
		t.Errorf("thread: %+v, %v", ch, err)
	}
}

// TestContext: the context ends a call, and the error tells so.
func TestContext(t *testing.T) {
	release := make(chan struct{})
	s := newServer(t, func(int, http.ResponseWriter, *http.Request) { <-release })
	defer close(release)
	c, _, _ := newClient(t, s.URL, nil)
	for name, k := range sends {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		err := k.do(ctx, c)
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) || Unknown(err) == k.reads {
			t.Errorf("%s: %v, unknown %v", name, err, Unknown(err))
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := callback(ctx, c, Defer(true)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before: %v", err)
	}
}

// TestTryTimeout: one try that hangs does not use up the whole context.
func TestTryTimeout(t *testing.T) {
	release := make(chan struct{})
	s := newServer(t, func(n int, w http.ResponseWriter, r *http.Request) {
		if n == 0 {
			<-release
			return
		}
		text(200, `{"id":"5"}`)(n, w, r)
	})
	defer close(release)
	c, _, _ := newClient(t, s.URL, func(o *Options) { o.Timeout = 50 * time.Millisecond })
	if m, err := c.EditOriginal(t.Context(), hook, Edit{}); err != nil || m.ID != "5" {
		t.Errorf("%+v, %v", m, err)
	}
}
