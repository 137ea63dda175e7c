package gateway

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// introduced answers hello, and says whether the other end resumes.
func (p *peer) introduced(ms int) (resumes, ok bool) {
	p.hello(ms)
	op, _, ok := p.next()
	return op == opResume, ok
}

// TestEndings plays each way in which a first connection ends, and looks at
// what the second one does.
func TestEndings(t *testing.T) {
	type second int
	const (
		resume second = iota
		begin
	)
	tests := map[string]struct {
		first  func(p *peer)
		want   second
		reason string
		wait   time.Duration // at least, before the second connection
	}{
		"op 7":       {func(p *peer) { p.send(`{"op":7,"d":null}`); p.drain() }, resume, "reconnect", 0},
		"op 9 true":  {func(p *peer) { p.send(`{"op":9,"d":true}`); p.drain() }, resume, "invalid session", 3 * time.Second},
		"op 9 false": {func(p *peer) { p.send(`{"op":9,"d":false}`); p.drain() }, begin, "invalid session", 3 * time.Second},
		"op 9 odd":   {func(p *peer) { p.send(`{"op":9,"d":{"x":[]}}`); p.drain() }, begin, "invalid session", 3 * time.Second},
		"cut":        {func(*peer) {}, resume, "cut", 0},
		"4000":       {func(p *peer) { p.close(4000) }, resume, "closed 4000", 0},
		"4001":       {func(p *peer) { p.close(4001) }, resume, "closed 4001", 0},
		"4002":       {func(p *peer) { p.close(4002) }, resume, "closed 4002", 0},
		"4003":       {func(p *peer) { p.close(4003) }, begin, "closed 4003", 0},
		"4005":       {func(p *peer) { p.close(4005) }, resume, "closed 4005", 0},
		"4007":       {func(p *peer) { p.close(4007) }, begin, "closed 4007", 0},
		"4008":       {func(p *peer) { p.close(4008) }, resume, "closed 4008", 0},
		"4009":       {func(p *peer) { p.close(4009) }, begin, "closed 4009", 0},
		"1000":       {func(p *peer) { p.close(1000) }, resume, "closed 1000", 0},
		"1001":       {func(p *peer) { p.close(1001) }, resume, "closed 1001", 0},
		"4999":       {func(p *peer) { p.close(4999) }, resume, "closed 4999", 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFake(t, func(p *peer) {
				resumes, ok := p.introduced(1000)
				switch {
				case !ok:
				case p.n == 0:
					p.ready(1, "s1")
					p.message(2, "m2")
					tt.first(p)
				default:
					if resumes != (tt.want == resume) {
						t.Errorf("the second connection resumes: %v", resumes)
					}
					if resumes {
						p.event(3, "RESUMED", `{}`)
					} else {
						p.ready(1, "s2")
					}
					p.message(4, "end")
					p.drain()
				}
			})
			l := listen(t, f, nil)
			for until[*Message](t, l).ID != "end" {
			}
			if err := l.end(t); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(l.reasons, []string{tt.reason}) {
				t.Errorf("ended for %q, want %q", l.reasons, tt.reason)
			}
			var waited time.Duration
			for _, d := range l.waits {
				waited += d
			}
			if waited < tt.wait || waited > tt.wait+7*time.Second {
				t.Errorf("waited %v", l.waits)
			}
		})
	}
}

// silence runs a first connection that goes dead, and returns after how many
// of its beats that was found.
func silence(t *testing.T, beat time.Duration, dead func(p *peer, over <-chan struct{}), reason string) {
	t.Helper()
	died := make(chan time.Time, 1)
	over := make(chan struct{})
	again := make(chan time.Time, 1)
	f := newFake(t, func(p *peer) {
		if p.n > 0 {
			select {
			case again <- time.Now():
			default:
			}
			p.introduced(1000)
			p.drain()
			return
		}
		died <- time.Now()
		dead(p, over)
	})
	l := listen(t, f, func(o *Options) { o.HelloWait = beat * 3 / 2 })
	select {
	case at := <-again:
		if beats := float64(at.Sub(<-died)) / float64(beat); beats > 1.9 {
			t.Errorf("found after %.2f beats", beats)
		}
	case <-time.After(10 * time.Second):
		t.Error("not found")
	}
	close(over)
	if err := l.end(t); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(l.reasons, reason) {
		t.Errorf("ended for %q, want %q", l.reasons, reason)
	}
}

// TestSilence: each way of being dead without being closed is found within
// one and a half beats.
func TestSilence(t *testing.T) {
	const beat = 300 * time.Millisecond
	ms := int(beat / time.Millisecond)
	t.Run("no hello", func(t *testing.T) {
		silence(t, beat, func(_ *peer, over <-chan struct{}) { <-over }, "no hello")
	})
	t.Run("not a hello", func(t *testing.T) {
		silence(t, beat, func(p *peer, over <-chan struct{}) {
			p.send(`{"op":0,"t":"READY","s":1,"d":{}}`)
			<-over
		}, "no hello")
	})
	t.Run("nothing after hello", func(t *testing.T) {
		silence(t, beat, func(p *peer, over <-chan struct{}) { p.hello(ms); <-over }, "no heartbeat ack")
	})
	t.Run("events, but no acknowledgement", func(t *testing.T) {
		silence(t, beat, func(p *peer, over <-chan struct{}) {
			p.hello(ms)
			for i := 1; ; i++ {
				select {
				case <-over:
					return
				case <-time.After(beat / 10):
					p.message(i, fmt.Sprint(i))
				}
			}
		}, "no heartbeat ack")
	})
}

// TestNotReady: heartbeats alone make no session.
func TestNotReady(t *testing.T) {
	f := newFake(t, func(p *peer) {
		if _, ok := p.introduced(20); ok && p.n > 0 {
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

// TestBeatOnDemand: a heartbeat is sent at once when the gateway asks, with
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

// TestResumeThatFails: a session that cannot be resumed is not tried for
// ever, and a place that cannot be reached is left for the one that discovery
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

// TestBackoff grows and is bounded while nothing answers, and sessions are
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

// TestPanics are caught, counted and told without what was written.
func TestPanics(t *testing.T) {
	var log strings.Builder
	panicked := make(chan string, 4)
	f := newFake(t, func(p *peer) {
		p.introduced(1000)
		p.ready(1, "s1")
		p.message(2, "m2")
		p.message(3, "m3")
		p.drain()
	})
	second := make(chan struct{})
	l := listen(t, f, func(o *Options) {
		o.Log = jsonLog(&log)
		o.Hooks.Panicked = func(name string) { panicked <- name }
		o.Handle = func(_ context.Context, e Event) {
			m, ok := e.(*Message)
			switch {
			case ok && m.ID == "m2":
				panic(m.Content + " is secret")
			case ok:
				close(second)
			}
		}
	})
	<-second
	if err := l.end(t); err != nil || <-panicked != "message" {
		t.Error(err)
	}
	if strings.Contains(log.String(), "is secret") || !strings.Contains(log.String(), "faults_test.go") || strings.Contains(log.String(), token) {
		t.Errorf("logged %s", log.String())
	}
}

// TestStop: a clean end closes with 1000 and hands over what had come,
// whatever the other end does.
func TestStop(t *testing.T) {
	for name, after := range map[string]func(p *peer){
		"answers the close": func(p *peer) {},
		"does not":          func(p *peer) { <-p.stopped },
		"goes on sending": func(p *peer) {
			for i := range 200 {
				p.message(100+i, fmt.Sprint("x", i))
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			code, came, stopped := make(chan int, 1), make(chan bool, 1), make(chan struct{})
			f := newFake(t, func(p *peer) {
				p.stopped = stopped
				p.introduced(60_000)
				p.ready(1, "s1")
				for i := range 50 {
					p.message(2+i, fmt.Sprint("m", i))
				}
				p.send(`{"op":1}`)
				_, _, err := p.ws.ReadMessage()
				came <- err == nil // what was sent before was read by now, and waits behind the handler
				_, _, err = p.ws.ReadMessage()
				if e, ok := errors.AsType[*websocket.CloseError](err); ok {
					code <- e.Code
				} else {
					code <- 0
				}
				after(p)
			})
			handled := 0
			ready := make(chan struct{})
			var l *listener
			l = listen(t, f, func(o *Options) {
				o.Handle = func(_ context.Context, e Event) {
					if _, ok := e.(*Ready); ok {
						<-ready
						return
					}
					handled++
				}
			})
			if !<-came {
				t.Fatal("no heartbeat")
			}
			l.stop()
			close(ready)
			start := time.Now()
			if err := l.result(t); err != nil || time.Since(start) > 3*closeWait {
				t.Errorf("%v after %v", err, time.Since(start))
			}
			close(stopped)
			if c := <-code; c != websocket.CloseNormalClosure || handled < 50 {
				t.Errorf("closed with %d, handled %d", c, handled)
			}
		})
	}
}

// TestManyReconnects: a thousand of them leave memory and goroutines as they
// were, and each message is handled once.
func TestManyReconnects(t *testing.T) {
	const many = 1000
	f := newFake(t, func(p *peer) {
		resumes, ok := p.introduced(1000)
		switch {
		case !ok:
			return
		case resumes:
			p.event(10*p.n, "RESUMED", `{}`)
		default:
			p.ready(10*p.n+1, fmt.Sprint("s", p.n))
		}
		p.message(10*p.n+2, fmt.Sprint("m", p.n))
		p.message(10*p.n+3, fmt.Sprint("m", p.n-1)) // sent again
		switch {
		case p.n >= many:
			p.message(10*p.n+4, "end")
			p.drain()
		case p.n%3 == 0:
			p.send(`{"op":7}`)
			p.drain()
		case p.n%3 == 1:
			p.close(4000)
		}
	})
	count := map[string]int{}
	end := make(chan struct{})
	var before, after runtime.MemStats
	goroutines := 0
	l := listen(t, f, func(o *Options) {
		o.Handle = func(_ context.Context, e Event) {
			m, ok := e.(*Message)
			if !ok {
				return
			}
			count[m.ID]++
			switch m.ID {
			case "m100":
				runtime.GC()
				runtime.ReadMemStats(&before)
				goroutines = runtime.NumGoroutine()
			case "end":
				runtime.GC()
				runtime.ReadMemStats(&after)
				if n := runtime.NumGoroutine(); n > goroutines+8 {
					t.Errorf("%d goroutines after 100, %d after %d", goroutines, n, many)
				}
				close(end)
			}
		}
	})
	select {
	case <-end:
	case <-time.After(60 * time.Second):
		t.Fatalf("only %d connections", f.connections())
	}
	if err := l.end(t); err != nil {
		t.Fatal(err)
	}
	if len(count) != many+3 { // m-1, m0 to m1000, end
		t.Errorf("%d messages", len(count))
	}
	for id, n := range count {
		if n != 1 {
			t.Errorf("%s handled %d times", id, n)
		}
	}
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 2<<20 {
		t.Errorf("heap grew by %d bytes", grown)
	}
}

// TestSlowHandler: a handler that does not keep up loses nothing.
func TestSlowHandler(t *testing.T) {
	const many = 3 * queued
	ahead := make(chan struct{}) // more is on the way than the queue holds
	f := newFake(t, func(p *peer) {
		p.introduced(60_000)
		p.ready(1, "s1")
		for i := range many {
			p.message(2+i, fmt.Sprint(i))
			if i == queued+queued/2 {
				close(ahead)
			}
		}
		p.drain()
	})
	next := 0
	done := make(chan struct{})
	l := listen(t, f, func(o *Options) {
		o.Handle = func(_ context.Context, e Event) {
			m, ok := e.(*Message)
			if !ok {
				<-ahead
				return
			}
			if m.ID != fmt.Sprint(next) {
				t.Errorf("%s came, not %d", m.ID, next)
			}
			if next++; next == many {
				close(done)
			}
		}
	})
	<-done
	if err := l.end(t); err != nil {
		t.Fatal(err)
	}
}
