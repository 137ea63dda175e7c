package discord

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"curbside/internal/consult"
	"curbside/internal/discord/gateway"
	"curbside/internal/discord/rest"
	"curbside/internal/session"
)

// Store is all that the bot keeps.
type Store interface {
	consult.Outbox
	consult.Archive
	consult.Preferences
	consult.Privacy
	consult.Budgets
}

// Options say what a bot is made of. Consult, Sessions, Store and REST must
// be set.
type Options struct {
	Consult  *consult.Service
	Sessions *session.Service
	Store    Store
	REST     *rest.Client

	Audience string // where nobody chose one; empty: clinician
	Country  string // where a server chose none
	Operator string // who runs the bot, for /help; empty: not told
	Limits   Limits

	Now   func() time.Time
	After func(time.Duration) <-chan time.Time
	Log   *slog.Logger
	Hooks Hooks
}

// Hooks are called for metrics. Each may be nil.
type Hooks struct {
	Handled    func(name, outcome string, took time.Duration) // a command, button or message
	Declined   func(kind, reason string)
	Unrecorded func()           // the store could not take a question
	Waiting    func(n int)      // questions that wait for a place
	Delivered  func(how string) // reply, edit, direct message, channel, abandoned
	Passed     func(p Point)    // something passed a point of its way: for tests that kill there
}

// Point is a place on the way of a question.
type Point string

// The points of the way of a question, in its order. A post, a publication and
// the start of a thread pass some of them, under names that begin with their
// kind: "post sent".
const (
	Received     Point = "received"
	Claimed      Point = "claimed"
	Preparing    Point = "preparing"
	Prepared     Point = "prepared"
	Holding      Point = "holding" // the acknowledgement is about to be sent
	Held         Point = "held"    // and was accepted
	Acknowledged Point = "acknowledged"
	Composing    Point = "composing"
	Composed     Point = "composed"
	Sending      Point = "sending"
	Sent         Point = "sent"
	Closed       Point = "closed" // the delivery is stored
	TakenUp      Point = "taken up"
	SendingAgain Point = "sending again"
)

// Points of other ways.
const (
	Storing Point = "storing" // a post is about to be stored
	Decided Point = "decided" // on a question of a session
	Begun   Point = "begun"   // a thread is there
	Filled  Point = "filled"  // and has a page more
)

// passed tells that something of a kind passed a point.
func (b *Bot) passed(kind string, p Point) {
	switch kind {
	case kindPost, kindPublish, kindThread:
		p = Point(kind + " " + string(p))
	}
	b.Hooks.Passed(p)
}

// Bot answers on Discord. It is safe for concurrent use.
type Bot struct {
	Options
	router   *router
	slots    *slots
	rates    *rates
	public   []string // collections that answer in direct messages
	log      *slog.Logger
	working  works
	open     chan struct{} // a place for each event that is worked on
	refusing chan struct{} // a place for each event that is refused in words
	stop     context.CancelFunc
	ctx      context.Context // of the work; ends with Drain

	flights flights

	mu   sync.Mutex
	self string // the bot's own user id, once it is known
}

// mostEvents is how many events are worked on at once. A question that waits
// for a place is one of them.
const mostEvents = 2048

// mostRefusals is how many are told at once that the bot is busy.
const mostRefusals = 1024

// New returns a bot that is ready for events.
func New(o Options) (*Bot, error) {
	if o.Consult == nil || o.Sessions == nil || o.Store == nil || o.REST == nil {
		return nil, errors.New("make the bot: consult, sessions, store and client are needed")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.After == nil {
		o.After = time.After
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Limits = o.Limits.withDefaults()
	o.Hooks = o.Hooks.filled()
	b := &Bot{Options: o, log: o.Log, open: make(chan struct{}, mostEvents), refusing: make(chan struct{}, mostRefusals), public: publicCollections(o.Consult)}
	b.ctx, b.stop = context.WithCancel(context.Background())
	b.slots = newSlots(o.Limits.AtOnce, o.Limits.Waiting, o.Limits.WaitingPerServer, o.Hooks.Waiting)
	b.rates = newRates(o.Limits, o.Now)
	b.router = b.routes()
	return b, nil
}

func (h Hooks) filled() Hooks {
	if h.Handled == nil {
		h.Handled = func(string, string, time.Duration) {}
	}
	if h.Passed == nil {
		h.Passed = func(Point) {}
	}
	if h.Unrecorded == nil {
		h.Unrecorded = func() {}
	}
	if h.Waiting == nil {
		h.Waiting = func(int) {}
	}
	if h.Declined == nil {
		h.Declined = func(string, string) {}
	}
	if h.Delivered == nil {
		h.Delivered = func(string) {}
	}
	return h
}

// publicCollections are those of which every source is marked public.
func publicCollections(c *consult.Service) []string {
	closed, seen := map[string]bool{}, map[string]bool{}
	var all, out []string
	for _, s := range c.Sources(nil) {
		if !s.Public {
			closed[s.Collection] = true
		}
		if !seen[s.Collection] {
			seen[s.Collection] = true
			all = append(all, s.Collection)
		}
	}
	for _, name := range all {
		if !closed[name] {
			out = append(out, name)
		}
	}
	return out
}

// Handle takes an event of the gateway and returns at once.
func (b *Bot) Handle(_ context.Context, e gateway.Event) {
	switch e := e.(type) {
	case *gateway.Ready:
		b.mu.Lock()
		b.self = e.User.ID
		b.mu.Unlock()
	case *gateway.Interaction:
		b.start(e.User.ID, askedIn(e), func() { b.interaction(e) }, func() { b.busy(e) })
	case *gateway.Message:
		if b.concerns(e) {
			b.start(e.Author.ID, e.Content, func() { b.message(e) }, func() { b.busyMessage(e) })
		}
	case *gateway.ChannelDelete:
		b.start("", "", func() { b.channelGone(e) }, func() {})
	case *gateway.GuildDelete:
		if !e.Down {
			b.log.Info("the bot was removed from a server", "guild", e.ID)
		}
	}
}

// start works in a goroutine of its own. Where too much is being worked on it
// is busy, for a user some times a minute; what goes beyond is dropped.
func (b *Bot) start(user, text string, work, busy func()) {
	place, outcome := b.open, "busy"
	select {
	case place <- struct{}{}:
		b.in(place, work)
		return
	default:
		place = b.refusing
	}
	if !b.rates.often("busy", user, wordsPerUser) && b.urgentWords(text) == "" {
		outcome = "dropped"
	} else {
		select {
		case place <- struct{}{}:
			b.in(place, busy)
		default:
			outcome = "dropped"
		}
	}
	b.Hooks.Handled("any", outcome, 0)
}

// in works in a goroutine, and then gives its place back.
func (b *Bot) in(place chan struct{}, work func()) {
	b.working.Go(func() {
		defer func() { <-place }()
		work()
	})
}

func (b *Bot) me() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.self
}

// Drain waits until what is being worked on is done, or until ctx ends; then
// the rest is broken off, and the next process takes it up.
func (b *Bot) Drain(ctx context.Context) {
	done := make(chan struct{})
	go func() {
		b.working.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
		b.stop()
		<-done
	}
	b.stop()
}
