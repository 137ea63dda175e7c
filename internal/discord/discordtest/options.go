package discordtest

import "time"

// Option changes how a server behaves.
type Option func(*options)

type options struct {
	now        func() time.Time
	patience   time.Duration
	name       string
	token      string
	heartbeat  time.Duration
	roundTrip  time.Duration
	checkEvery int
	keep       int
	anyCommand bool
	privileged int
	tolerated  map[string]bool
}

func defaults() options {
	return options{
		now: time.Now, patience: 10 * time.Second, name: "Curbside", token: "dGVzdA.discord.test-token",
		heartbeat: 41250 * time.Millisecond, checkEvery: 1, tolerated: map[string]bool{},
	}
}

// Clock gives the server a clock of the test's. Tokens expire by it; waiting does not use it.
func Clock(now func() time.Time) Option { return func(o *options) { o.now = now } }

// Patience is how long a test waits for something before it fails: 10 s unless told otherwise.
func Patience(d time.Duration) Option { return func(o *options) { o.patience = d } }

// Name is what the bot is called.
func Name(name string) Option { return func(o *options) { o.name = name } }

// Token sets the bot's token.
func Token(token string) Option { return func(o *options) { o.token = token } }

// Heartbeat is the interval that Hello asks for: 41.25 s unless told otherwise.
func Heartbeat(d time.Duration) Option { return func(o *options) { o.heartbeat = d } }

// RoundTrip makes the network as slow as this, for requests and for events.
func RoundTrip(d time.Duration) Option { return func(o *options) { o.roundTrip = d } }

// CheckEvery holds only each nth body of a route against the API description, for runs under load.
func CheckEvery(n int) Option { return func(o *options) { o.checkEvery = max(1, n) } }

// Keep forgets all but the newest n interactions and requests, with their messages, for long runs.
func Keep(n int) Option { return func(o *options) { o.keep = n } }

// AnyCommand lets users call commands that the bot did not register.
func AnyCommand() Option { return func(o *options) { o.anyCommand = true } }

// Privileged allows the bot privileged intents (bits as in identify); without them it is refused with 4014.
func Privileged(intents int) Option { return func(o *options) { o.privileged = intents } }

// Tolerate keeps violations of these kinds from failing the test; they are recorded all the same.
func Tolerate(kinds ...string) Option {
	return func(o *options) {
		for _, k := range kinds {
			o.tolerated[k] = true
		}
	}
}
