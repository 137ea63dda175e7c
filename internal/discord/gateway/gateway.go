package gateway

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"

	"curbside/internal/discord/rest"
)

// DefaultIntents are what the bot asks to hear of: servers and channels,
// messages (without content, but for those that concern the bot), direct
// messages. None of them is privileged.
const DefaultIntents = int(discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages)

const (
	defaultHelloWait = 10 * time.Second
	defaultReadyWait = 30 * time.Second

	queued     = 1024 // events that wait for Handle
	remembered = 4096 // ids of interactions and messages
)

// Options of Run. The zero value of a field stands for its default.
type Options struct {
	Token   string       // the bot's, without "Bot "
	REST    *rest.Client // finds the gateway
	Intents int          // default DefaultIntents

	// Handle takes the events, one at a time and in order. It passes an event
	// on and returns; while it runs, the next events wait. Its context is not
	// the one of Run: it does not end with it.
	Handle func(ctx context.Context, e Event)

	HelloWait time.Duration // for the connection to speak; default 10 s
	ReadyWait time.Duration // for a session to begin or go on; default 30 s

	Now    func() time.Time
	Wait   func(ctx context.Context, d time.Duration) error // between connections; returns ctx.Err() when ctx ends first
	Jitter func() float64                                   // [0, 1)
	Log    *slog.Logger
	Hooks  Hooks
}

// Hooks are called for metrics. Each may be nil; they return quickly.
type Hooks struct {
	State     func(State)
	Connected func(resumed bool)          // a session began, or went on
	Lost      func(reason string)         // a connection ended; reason is one of a few words
	Event     func(name string)           // handed over
	Dropped   func(reason string)         // not handed over: duplicate, unreadable
	Panicked  func(name string)           // Handle panicked
	Beat      func(latency time.Duration) // a heartbeat was acknowledged
}

// State is how the connection stands.
type State int

// The states of a connection.
const (
	Disconnected State = iota
	Connecting
	Connected
)

func (s State) String() string {
	switch s {
	case Connecting:
		return "connecting"
	case Connected:
		return "connected"
	}
	return "disconnected"
}

// gateway is what one Run keeps between connections.
type gateway struct {
	opt     Options
	log     *slog.Logger
	session session
	top     atomic.Int64 // highest number of an event in this session; 0: none yet
	begun   time.Time    // when a session was last asked for
	misses  int          // connections in a row that came to nothing
	out     *dispatcher
}

// Run listens until ctx ends, and returns nil then; or until Discord refuses
// the bot for good, with a FatalError. When it returns, the last event has
// been handled.
func Run(ctx context.Context, o Options) error {
	if o.REST == nil || o.Handle == nil {
		return errors.New("listen to discord: a client and a handler are needed")
	}
	if o.Token == "" {
		return &FatalError{Code: codeBadToken, Words: wordsNoToken}
	}
	o = o.withDefaults()
	g := &gateway{opt: o, log: o.Log, out: newDispatcher(context.WithoutCancel(ctx), o)}
	defer g.out.close()
	return g.run(ctx)
}

func (o Options) withDefaults() Options {
	o.Intents = cmp.Or(o.Intents, DefaultIntents)
	o.HelloWait = cmp.Or(o.HelloWait, defaultHelloWait)
	o.ReadyWait = cmp.Or(o.ReadyWait, defaultReadyWait)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == nil {
		o.Wait = rest.Wait
	}
	if o.Jitter == nil {
		o.Jitter = rand.Float64
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Hooks = o.Hooks.filled()
	return o
}

func (h Hooks) filled() Hooks {
	if h.State == nil {
		h.State = func(State) {}
	}
	if h.Connected == nil {
		h.Connected = func(bool) {}
	}
	if h.Event == nil {
		h.Event = func(string) {}
	}
	if h.Beat == nil {
		h.Beat = func(time.Duration) {}
	}
	for _, f := range []*func(string){&h.Lost, &h.Dropped, &h.Panicked} {
		if *f == nil {
			*f = func(string) {}
		}
	}
	return h
}
