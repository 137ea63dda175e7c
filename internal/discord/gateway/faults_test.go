package gateway

import (
	"fmt"
	"slices"
	"testing"
	"time"
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
	const beat = 400 * time.Millisecond
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

// TestBeatOnDemand: a heartbeat is sent at once when the gateway asks, with

// TestResumeThatFails: a session that cannot be resumed is not tried for

// ever, and a place that cannot be reached is left for the one that discovery

// TestBackoff grows and is bounded while nothing answers, and sessions are

// TestStop: a clean end closes with 1000 and hands over what had come,

// TestManyReconnects: a thousand of them leave memory and goroutines as they
