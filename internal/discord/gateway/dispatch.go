package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"time"
)

// slowHandle is from when on a handler is said to hold up the others.
const slowHandle = time.Second

// dispatcher hands events over: the connection puts them in, one goroutine
// takes them out.
type dispatcher struct {
	ctx   context.Context
	opt   Options
	log   *slog.Logger
	seen  *seen
	queue chan Event
	done  chan struct{}
}

func newDispatcher(ctx context.Context, o Options) *dispatcher {
	d := &dispatcher{ctx: ctx, opt: o, log: o.Log, seen: newSeen(remembered), queue: make(chan Event, queued), done: make(chan struct{})}
	go d.run()
	return d
}

// close waits until what was put in has been handled.
func (d *dispatcher) close() {
	close(d.queue)
	<-d.done
}

func (d *dispatcher) run() {
	defer close(d.done)
	for e := range d.queue {
		d.handle(e)
	}
}

// take reads an event and puts it in, unless it was there before. It waits
// while the queue is full.
func (d *dispatcher) take(ctx context.Context, name string, data json.RawMessage) {
	e, err := decode(name, data)
	if errors.Is(err, errNotForUs) {
		return
	}
	if err != nil {
		d.opt.Hooks.Dropped("unreadable")
		d.log.LogAttrs(ctx, slog.LevelError, "gateway event not readable", slog.String("event", name), slog.Any("error", err))
		return
	}
	if id := identity(e); id != "" && !d.seen.first(id) {
		d.opt.Hooks.Dropped("duplicate")
		return
	}
	d.put(ctx, e)
}

func (d *dispatcher) put(ctx context.Context, e Event) {
	select {
	case d.queue <- e:
	default:
		select {
		case d.queue <- e:
		case <-ctx.Done(): // Run is returning, and this event was not yet noted as received
		}
	}
}

// identity is what an event must not be handled twice by.
func identity(e Event) string {
	switch e := e.(type) {
	case *Interaction:
		return "i" + e.ID
	case *Message:
		return "m" + e.ID
	}
	return ""
}

// handle calls the handler and catches its panic.
func (d *dispatcher) handle(e Event) {
	start := time.Now()
	defer func() {
		if took := time.Since(start); took > slowHandle {
			d.log.LogAttrs(d.ctx, slog.LevelWarn, "handler of gateway events is slow and holds up others",
				slog.String("event", e.EventName()), slog.Duration("took", took))
		}
		if v := recover(); v != nil {
			d.opt.Hooks.Panicked(e.EventName())
			d.log.LogAttrs(d.ctx, slog.LevelError, "handler of gateway events panicked", slog.String("event", e.EventName()),
				slog.String("panic", panicText(v)), slog.String("stack", string(debug.Stack())))
		}
	}()
	d.opt.Hooks.Event(e.EventName())
	d.opt.Handle(d.ctx, e)
}

// panicText is what may be logged of a panic: the runtime's own words, but
// not a value that may hold what a user wrote.
func panicText(v any) string {
	if e, ok := v.(runtime.Error); ok {
		return e.Error()
	}
	return fmt.Sprintf("a value of type %T", v)
}
