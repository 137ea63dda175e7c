package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"curbside/internal/answer"
	"curbside/internal/config"
	"curbside/internal/consult"
	"curbside/internal/discord"
	"curbside/internal/discord/gateway"
	"curbside/internal/discord/rest"
	"curbside/internal/llm"
	"curbside/internal/session"
	"curbside/internal/store"
	"curbside/internal/web"
)

// What to do about a token.
const (
	wordsWhereToken = "https://discord.com/developers/applications, your application, Bot, Reset Token; put it into CURBSIDE_DISCORD_TOKEN, " +
		"or into a file that CURBSIDE_DISCORD_TOKEN_FILE names (docs/discord.md leads through it)"
	wordsNoToken  = "there is no bot token; get one at " + wordsWhereToken + ". Without Discord, `curbside chat` keeps the same conversation"
	wordsBadToken = "discord refused the bot's token: it is wrong, or was reset; get a new one at " + wordsWhereToken
)

// botRun is a bot and what it is made of.
type botRun struct {
	app      *app
	settings *config.Config
	log      *slog.Logger
	metrics  *web.Metrics
	client   *rest.Client
	web      *web.Server
	db       *store.DB
	bot      *discord.Bot

	beside sync.WaitGroup     // what runs beside the gateway
	aside  context.Context    // of it
	leave  context.CancelFunc // ends it

	opened   atomic.Pointer[store.DB] // db, for the checks
	loaded   atomic.Bool              // sources are indexed
	stopping atomic.Bool
	state    atomic.Int32 // gateway.State
	welcome  sync.Once

	mu      sync.Mutex
	servers map[string]bool
}

// newBot reads the settings and makes what cannot fail later.
func (a *app) newBot() (*botRun, error) {
	settings, err := a.settings()
	if err != nil {
		return nil, err
	}
	b := &botRun{app: a, settings: settings, metrics: web.NewMetrics(readVersion().Version), servers: map[string]bool{}}
	b.log = newLog(a.env.stderr, settings.Log.Slog(), settings.Discord.Token, b.metrics.Logged)
	if b.client, err = a.discordClient(b.log, func(c rest.Call) { b.metrics.Called(c.Op, c.Status, c.Tries, c.Limited, c.Took) }); err != nil {
		return nil, err
	}
	b.aside, b.leave = context.WithCancel(context.Background())
	b.gatewayState(gateway.Disconnected)
	return b, nil
}

// discordClient speaks to Discord with the configured token.
func (a *app) discordClient(log *slog.Logger, observe func(rest.Call)) (*rest.Client, error) {
	settings, err := a.settings()
	if err != nil {
		return nil, err
	}
	if settings.Discord.Token == "" {
		return nil, errors.New(wordsNoToken)
	}
	return rest.New(rest.Options{BaseURL: settings.Discord.APIURL, Token: settings.Discord.Token.Reveal(), Log: log, Observe: observe})
}

// newDiscord puts together what answers.
func (b *botRun) newDiscord(ctx context.Context) (*discord.Bot, error) {
	b.app.embedderAsked = b.embedderAsked
	index, err := b.app.searchIndex(ctx)
	if err != nil {
		return nil, err
	}
	sources, err := b.app.sources()
	if err != nil {
		return nil, err
	}
	options := answer.Options{Corpus: sources, Index: index, Country: b.settings.Country, Patience: b.settings.LLM.Timeout}
	composer, client, err := drafting(b.settings, b.modelAsked)
	if err != nil {
		return nil, err
	}
	var follow []consult.Option
	if composer != nil {
		options.Composer = composer
		follow = append(follow, consult.WithRewriter(composer))
		b.metrics.Budget(func() (int, int) { d := client.Describe(); return d.Spent, d.Limit })
	}
	engine := answer.New(options)
	service := consult.New(engine, b.db, follow...)
	dir, err := b.app.indexFolder()
	if err != nil {
		return nil, err
	}
	if dir != "" {
		b.side(b.watchIndex(dir, service, options))
	}
	most := b.settings.Discord.Limits
	return discord.New(discord.Options{
		Consult: service, Sessions: session.New(service, b.db, time.Now, engine.NewID), Store: b.db, REST: b.client,
		Audience: b.settings.Audience, Country: b.settings.Country, Operator: b.settings.Discord.Operator, Log: b.log,
		Limits: discord.Limits{
			PerUser: most.PerUser, PerServer: most.PerServer, AtOnce: most.AtOnce, Waiting: most.Waiting, WaitingPerServer: most.WaitingPerServer,
		},
		Hooks: discord.Hooks{
			Handled: b.metrics.Handled, Declined: b.metrics.Declined, Unrecorded: b.metrics.Unrecorded, Waiting: b.metrics.Waiting,
			Delivered: b.metrics.Delivered,
		},
	})
}

// modelAsked counts and logs a call of the model. Its errors quote neither
// question nor answer.
func (b *botRun) modelAsked(took time.Duration, err error) {
	outcome := "ok"
	switch over := (answer.OverAllowance{}); {
	case errors.Is(err, over):
		outcome = over.Reason()
		b.log.Info("a server's budget of model tokens is spent for today; the sources' own sentences answer")
	case err != nil:
		outcome = "failed"
		if e, ok := errors.AsType[*llm.Error](err); ok {
			outcome = e.Reason()
		}
		b.log.Warn("the model failed; the sources' own sentences answer", "reason", outcome, "error", err)
	}
	b.metrics.Asked(outcome, took)
}

// embedderAsked counts a call for a question's vector, and logs one that
// failed; while the endpoint rests that is one line a question, for debugging.
func (b *botRun) embedderAsked(took time.Duration, err error) {
	outcome := "ok"
	if err != nil {
		outcome = "failed"
		level := slog.LevelWarn
		if e, ok := errors.AsType[*llm.Error](err); ok {
			outcome = e.Reason()
			if e.Resting() {
				outcome, level = "resting", slog.LevelDebug
			}
		}
		b.log.Log(context.Background(), level, "the embeddings endpoint failed; passages are found by their words alone", "reason", outcome, "error", err)
	}
	b.metrics.Embedded(outcome, took)
}

func (b *botRun) gatewayHooks() gateway.Hooks {
	m := b.metrics
	return gateway.Hooks{State: b.gatewayState, Connected: m.Connected, Lost: m.Lost, Event: m.Event, Dropped: m.Dropped, Panicked: m.Panicked, Beat: m.Beat}
}

func (b *botRun) gatewayState(s gateway.State) {
	b.state.Store(int32(s))
	b.metrics.GatewayState(s.String(), gateway.Disconnected.String(), gateway.Connecting.String(), gateway.Connected.String())
}

// checks are what has to be well for the bot to answer.
func (b *botRun) checks() []web.Check {
	return []web.Check{
		{Name: "index", Do: func(context.Context) error {
			if !b.loaded.Load() {
				return errors.New("the sources are still being read")
			}
			return nil
		}},
		{Name: "store", Do: func(ctx context.Context) error {
			db := b.opened.Load()
			if db == nil {
				return errors.New("the store is not open yet")
			}
			return db.Ping(ctx)
		}},
		{Name: "gateway", Do: func(context.Context) error {
			if s := gateway.State(b.state.Load()); s != gateway.Connected {
				return fmt.Errorf("not connected to Discord (%s); the log tells why", s)
			}
			return nil
		}},
		{Name: "running", Do: func(context.Context) error {
			if b.stopping.Load() {
				return errors.New("the program is stopping")
			}
			return nil
		}},
	}
}
