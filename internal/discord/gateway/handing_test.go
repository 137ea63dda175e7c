package gateway

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

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
	if strings.Contains(log.String(), "is secret") || !strings.Contains(log.String(), "handing_test.go") || strings.Contains(log.String(), token) {
		t.Errorf("logged %s", log.String())
	}
}

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
			l := listen(t, f, func(o *Options) {
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
