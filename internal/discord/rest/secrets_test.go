package rest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestNoTokens calls every method against every fault and looks for tokens
// in all that comes out: errors in every form, logs, observations, and what
// prints the client and its parts.
func TestNoTokens(t *testing.T) {
	echo := func(status int) func(int, http.ResponseWriter, *http.Request) {
		return func(n int, w http.ResponseWriter, r *http.Request) {
			// A server that repeats what it was sent.
			all := fmt.Sprintf("%s %s %s", r.Header.Get("Authorization"), r.URL.EscapedPath(), r.URL.Path)
			text(status, fmt.Sprintf(`{"message":%q,"code":1,"errors":{%q:{"_errors":[{"code":%q}]}}}`, all, all, all))(n, w, r)
		}
	}
	faults := map[string]func(int, http.ResponseWriter, *http.Request){
		"cut": cut, "no http": func(_ int, w http.ResponseWriter, r *http.Request) {
			conn, buf, err := w.(http.Hijacker).Hijack()
			if err == nil {
				fmt.Fprintf(buf, "what is %s %s\r\n\r\n", r.URL.Path, r.Header.Get("Authorization"))
				_ = buf.Flush()
				_ = conn.Close()
			}
		},
		"200": text(200, `nonsense`), "400": echo(400), "401": echo(401), "404": echo(404), "429": echo(429), "500": echo(500),
		"redirect": func(_ int, w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "http://127.0.0.1:1"+r.URL.EscapedPath()+"\x7f%zz")
			w.WriteHeader(307)
		},
		"slow": func(_ int, _ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
	}
	for name, answer := range faults {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, answer)
			var out strings.Builder
			c, log, _ := newClient(t, s.URL, func(o *Options) {
				o.Timeout = 30 * time.Millisecond
				o.Observe = func(c Call) { fmt.Fprintf(&out, "%+v\n", c) }
			})
			for _, err := range everyCall(t.Context(), c) {
				for ; err != nil; err = errors.Unwrap(err) {
					fmt.Fprintf(&out, "%v %+v %#v %q\n", err, err, err, err)
					slog.New(slog.NewJSONHandler(&out, nil)).Error("x", "err", err)
				}
			}
			fmt.Fprintf(&out, "%v %+v %#v %v %+v %#v %v", c, c, c, hook, hook, hook, struct{ H Hook }{hook})
			slog.New(slog.NewJSONHandler(&out, nil)).Error("x", "hook", hook, "hooks", []Hook{hook}, "client", c)
			noTokens(t, out.String()+log.String())
		})
	}
	s := newServer(t, cut)
	s.Close()
	c, log, _ := newClient(t, s.URL, nil)
	for _, err := range everyCall(t.Context(), c) {
		noTokens(t, fmt.Sprintf("%v %+v %#v", err, err, err))
	}
	noTokens(t, log.String())
}

func noTokens(t *testing.T, s string) {
	t.Helper()
	if len(s) < 100 {
		t.Errorf("hardly anything came out: %q", s)
	}
	for _, secret := range []string{botToken, hookToken} {
		for _, form := range []string{secret, url.PathEscape(secret), url.QueryEscape(secret), secret[5:20]} {
			if i := strings.Index(s, form); i >= 0 {
				t.Fatalf("a token is in …%s…", s[max(0, i-100):min(len(s), i+100)])
			}
		}
	}
}

func everyCall(ctx context.Context, c *Client) []error {
	var errs []error
	add := func(_ any, err error) { errs = append(errs, err) }
	m := Message{Content: "x", Nonce: "n", Files: []File{{Name: "a.md"}}}
	add(c.Callback(ctx, "77", hookToken, Reply(m)))
	add(c.EditOriginal(ctx, hook, Edit{}))
	add(c.GetOriginal(ctx, hook))
	add(nil, c.DeleteOriginal(ctx, hook))
	add(c.FollowUp(ctx, hook, m))
	add(c.EditFollowUp(ctx, hook, "5", Edit{}))
	add(c.CreateMessage(ctx, "1", m))
	add(c.EditMessage(ctx, "1", "2", Edit{}))
	add(nil, c.DeleteMessage(ctx, "1", "2"))
	add(c.GetMessage(ctx, "1", "2"))
	add(c.StartThread(ctx, "1", "2", "x"))
	add(c.CreateDM(ctx, "7"))
	add(c.SyncCommands(ctx, "900", "", nil))
	add(c.CreateCommand(ctx, "900", "5", Command{Name: "ask"}))
	add(c.Gateway(ctx))
	add(c.CurrentApplication(ctx))
	add(c.CurrentUser(ctx))
	add(c.Channel(ctx, "1"))
	add(c.Guild(ctx, "5"))
	add(c.GuildChannels(ctx, "5"))
	add(c.Member(ctx, "5", "7"))
	add(c.MyGuilds(ctx, ""))
	return errs
}
