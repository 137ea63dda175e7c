package gateway

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestNotReady: heartbeats alone make no session.
func TestNotReady(t *testing.T) {
	f := newFake(t, func(p *peer) {
		if _, ok := p.introduced(1000); ok && p.n > 0 {
			p.ready(1, "s1")
		}
		p.drain()
	})
	l := listen(t, f, func(o *Options) { o.ReadyWait = 200 * time.Millisecond })
	until[*Ready](t, l)
	if err := l.end(t); err != nil || !slices.Equal(l.reasons, []string{"not ready"}) {
		t.Errorf("%v, %q", err, l.reasons)
	}
}

// the number of the last event.
func TestBeatOnDemand(t *testing.T) {
	got := make(chan string, 1)
	f := newFake(t, func(p *peer) {
		p.introduced(60_000)
		p.ready(41, "s1")
		p.send(`{"op":1,"d":null}`)
		var beat payload
		if p.ws.ReadJSON(&beat) == nil {
			got <- fmt.Sprint(beat.Op, " ", string(beat.Data))
		}
		p.drain()
	})
	l := listen(t, f, nil)
	if s := <-got; s != "1 41" {
		t.Errorf("got %q", s)
	}
	if err := l.end(t); err != nil {
		t.Fatal(err)
	}
}

// names, with the session kept.
func TestResumeThatFails(t *testing.T) {
	f := newFake(t, func(p *peer) {
		resumes, ok := p.introduced(1000)
		switch {
		case !ok:
		case !resumes:
			p.ready(1, fmt.Sprint("s", p.n))
			if p.n > 0 {
				p.drain()
			}
		}
	})
	l := listen(t, f, nil)
	until[*Ready](t, l)
	until[*Ready](t, l)
	if err := l.end(t); err != nil || f.connections() != 2+resumeTries {
		t.Errorf("%v after %d connections", err, f.connections())
	}

	resumed := make(chan bool, 1)
	f = newFake(t, func(p *peer) {
		resumes, _ := p.introduced(1000)
		if p.n == 0 {
			p.event(1, "READY", `{"user":{"id":"1"},"session_id":"s1","resume_gateway_url":"ws://127.0.0.1:1"}`)
			return
		}
		resumed <- resumes
		p.event(2, "RESUMED", `{}`)
		p.drain()
	})
	l = listen(t, f, nil)
	until[*Resumed](t, l)
	if err := l.end(t); err != nil || !<-resumed || !slices.Equal(l.reasons, []string{"cut", "unreachable", "unreachable"}) {
		t.Errorf("%v, %q", err, l.reasons)
	}
}

// TestRefusedToken at discovery ends the program; so does having none.
func TestRefusedToken(t *testing.T) {
	f := newFake(t, func(*peer) {})
	f.status = 401
	err := listen(t, f, nil).result(t)
	if fatal, ok := errors.AsType[*FatalError](err); !ok || fatal.Code != codeBadToken || strings.Contains(err.Error(), token) {
		t.Error(err)
	}
	err = listen(t, f, func(o *Options) { o.Token = "" }).result(t)
	if _, ok := errors.AsType[*FatalError](err); !ok {
		t.Error(err)
	}
}

// TestNoSessionsLeft: the bot waits as long as Discord says.
func TestNoSessionsLeft(t *testing.T) {
	f := newFake(t, func(p *peer) { p.introduced(1000); p.ready(1, "s1"); p.drain() })
	f.limit = `"total":1000,"remaining":0,"reset_after":7200000`
	var waited time.Duration
	l := listen(t, f, func(o *Options) {
		o.Wait = func(ctx context.Context, d time.Duration) error {
			waited = max(waited, d)
			f.mu.Lock()
			f.limit = ""
			f.mu.Unlock()
			return ctx.Err()
		}
	})
	until[*Ready](t, l)
	if err := l.end(t); err != nil || waited != 2*time.Hour {
		t.Errorf("%v, waited %v", err, waited)
	}
}

// not begun more often than Discord allows.
func TestBackoff(t *testing.T) {
	f := newFake(t, func(p *peer) { p.introduced(1000) })
	enough := make(chan struct{})
	var once sync.Once
	var mu sync.Mutex
	var waits []time.Duration
	start := time.Now()
	ahead := time.Duration(0)
	var identified []time.Duration
	l := listen(t, f, func(o *Options) {
		o.Now = func() time.Time { mu.Lock(); defer mu.Unlock(); return start.Add(ahead) }
		o.Wait = func(ctx context.Context, d time.Duration) error {
			mu.Lock()
			defer mu.Unlock()
			waits = append(waits, d)
			ahead += d
			if len(waits) > 14 {
				once.Do(func() { close(enough) })
			}
			return ctx.Err()
		}
		o.Hooks.State = func(s State) {
			mu.Lock()
			defer mu.Unlock()
			if s == Disconnected {
				identified = append(identified, ahead)
			}
		}
	})
	<-enough
	if err := l.end(t); err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(identified); i++ {
		if i < 8 && identified[i]-identified[i-1] < betweenSessions {
			t.Errorf("sessions at %v", identified)
		}
	}
	if last := waits[len(waits)-1]; last < 30*time.Second || slices.Max(waits) > 90*time.Second {
		t.Errorf("waits %v", waits)
	}
}
