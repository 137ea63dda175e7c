package discordtest

import (
	"fmt"
	"strings"
	"testing"
)

// recorder is a test that notes what it is told, and is ended by hand.
type recorder struct {
	*testing.T
	ends []func()
	said []string
}

func (r *recorder) Cleanup(f func()) { r.ends = append(r.ends, f) }

func (r *recorder) Errorf(format string, args ...any) {
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

// TestViolationsFail: what a bot does wrong fails its test, unless the test took it or tolerates its kind.
func TestViolationsFail(t *testing.T) {
	for _, c := range []struct {
		name  string
		opts  []Option
		take  bool
		fails bool
	}{
		{name: "untouched", fails: true},
		{name: "taken", take: true},
		{name: "tolerated", opts: []Option{Tolerate(KindBody)}},
		{name: "another kind tolerated", opts: []Option{Tolerate(KindLate)}, fails: true},
	} {
		r := &recorder{T: t}
		srv := New(r, append(c.opts, AnyCommand())...)
		general := srv.Guild("Ward 3").Channel("general")
		it := srv.Guild("Ward 3").Member("ana").Slash(general, "ask")
		b := bot{t: t, srv: srv, ua: "DiscordBot (https://example.org, 1)"}
		b.do(RouteCallback, `{"type":4,"data":{"content":"a","colour":1}}`, it.ID, it.Token)
		if got := srv.Violations(); len(got) != 1 || !strings.Contains(got[0].String(), "colour") || got[0].Route != RouteCallback {
			t.Errorf("%s: violations %v", c.name, got)
		}
		if c.take {
			srv.TakeViolations()
		}
		for _, end := range r.ends {
			end()
		}
		if (len(r.said) > 0) != c.fails {
			t.Errorf("%s: the test was told %q", c.name, r.said)
		}
	}
}

// TestImpatience: what never comes fails the test, with the bot's last requests.
func TestImpatience(t *testing.T) {
	w := newWorld(t, Patience(1))
	f := &failing{T: t}
	w.srv.t = f
	it := w.ana.Slash(w.general, "ask")
	w.do("GET /users/@me", "")
	defer func() {
		if r := recover(); r != (stop{}) || !strings.Contains(f.said, "for an answer to ana in #general: /ask") || !strings.Contains(f.said, "GET /users/@me") {
			t.Errorf("%v: %s", r, f.said)
		}
	}()
	it.Message()
}
