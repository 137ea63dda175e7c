package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"curbside/internal/discord"
	"curbside/internal/discord/gateway"
	"curbside/internal/discord/rest"
	"curbside/internal/store"
	"curbside/internal/web"
)

// Times of a running bot.
const (
	drainTime    = 9 * time.Second // to finish what is under way, once the program is told to stop
	breakTime    = time.Second     // to let go of what was broken off
	tryTokenTime = 10 * time.Second
	expireEvery  = time.Hour
	adoptEvery   = time.Minute // to look for what another process, which died, left open
)

func newRun(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "run",
		Short: "Run the Discord bot",
		Long: "Runs the Discord bot until it is told to stop (Ctrl-C, or SIGTERM): it then finishes what it can within 10\n" +
			"seconds. It needs a token, in CURBSIDE_DISCORD_TOKEN or in a file that CURBSIDE_DISCORD_TOKEN_FILE names;\n" +
			"docs/discord.md leads from an empty account to the first answer. The log goes to standard error, as JSON.\n\n" +
			"Exit status: 0 told to stop, 1 it cannot go on.",
		Example: examples("CURBSIDE_DISCORD_TOKEN_FILE=~/.config/curbside/token curbside run", "curbside run --config bot.yaml"),
		Args:    exactly(0, "no arguments"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.runBot(cmd.Context()) },
	}
}

// runBot runs until ctx ends, which is no error, or until it cannot go on.
func (a *app) runBot(ctx context.Context) error {
	b, err := a.newBot()
	if err != nil {
		return err
	}
	debug.SetGCPercent(100) // it lives long: memory counts for more than the start
	defer b.close()
	if err := b.prepare(ctx); err != nil {
		if ctx.Err() != nil {
			return nil // told to stop before it had begun
		}
		return err
	}
	return b.serve(ctx)
}

// prepare opens whatever can be wrong here before Discord is spoken to.
func (b *botRun) prepare(ctx context.Context) error {
	if b.settings.Web.On() {
		var err error
		if b.web, err = web.Listen(web.Options{Address: b.settings.Web.Listen, Checks: b.checks(), Metrics: b.metrics}); err != nil {
			return err
		}
	}
	b.side(func(ctx context.Context) {
		if b.web == nil {
			return
		}
		if err := b.web.Serve(ctx); err != nil {
			b.log.Error("health and metrics are not served any more", "error", err)
		}
	})
	var err error
	if b.db, err = store.Open(ctx, store.Options{Dir: b.settings.DataDir, Log: b.log, Failed: b.metrics.StoreFailed}); err != nil {
		return dataFolderWords(err)
	}
	b.opened.Store(b.db)
	if b.bot, err = b.newDiscord(ctx); err != nil {
		return err
	}
	b.loaded.Store(true)
	return b.tryToken(ctx)
}

// dataFolderWords adds what to do to errors that do not tell it themselves.
func dataFolderWords(err error) error {
	for _, known := range []error{store.ErrFull, store.ErrDamaged, store.ErrNewer, store.ErrReadOnly, store.ErrBusy, context.Canceled} {
		if errors.Is(err, known) {
			return err
		}
	}
	return fmt.Errorf("%w; name a folder on a local disk with data_dir in the configuration, or CURBSIDE_DATA_DIR in the environment", err)
}

// tryToken asks Discord who the bot is. Only a refusal ends the start: a
// Discord that cannot be reached now may be reached later.
func (b *botRun) tryToken(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, tryTokenTime)
	defer cancel()
	if _, err := b.client.CurrentUser(ctx); err != nil {
		if rest.Unauthorized(err) {
			return errors.New(wordsBadToken)
		}
		b.log.Warn("discord cannot be reached yet; it is tried again until it can", "error", err)
		fmt.Fprintf(b.app.env.stdout, "Discord cannot be reached yet: %v.\nIt is tried again until it can; meanwhile `curbside discord check` may tell more. Ctrl-C stops it.\n", b.app.discordWords(err))
	}
	return nil
}

// serve listens to Discord until ctx ends, then finishes what is under way.
func (b *botRun) serve(ctx context.Context) error {
	if err := b.bot.Recover(ctx); err != nil {
		return err
	}
	b.side(b.keepHouse)
	err := gateway.Run(ctx, gateway.Options{Token: b.settings.Discord.Token.Reveal(), REST: b.client, Handle: b.handle, Log: b.log, Hooks: b.gatewayHooks()})
	b.stopping.Store(true)
	b.finish(ctx, err == nil)
	return err
}

// finish waits for what is under way. What it breaks off, the next process
// takes up.
func (b *botRun) finish(ctx context.Context, asked bool) {
	if asked {
		b.log.Info("stopping: finishing what is under way", "most", drainTime.String())
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	done := make(chan struct{})
	go func() {
		b.bot.Drain(ctx)
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(drainTime + breakTime):
		b.log.Warn("something under way did not end; the next start takes it up")
	}
}

// keepHouse deletes what is over its time, and takes up what other processes
// on the same data folder left open when they died.
func (b *botRun) keepHouse(ctx context.Context) {
	expire, adopt := time.NewTicker(expireEvery), time.NewTicker(adoptEvery)
	defer expire.Stop()
	defer adopt.Stop()
	for b.expire(ctx); ; {
		select {
		case <-ctx.Done():
			return
		case <-expire.C:
			b.expire(ctx)
		case <-adopt.C:
			if err := b.bot.Recover(ctx); err != nil && ctx.Err() == nil {
				b.log.Error("what other processes left open could not be taken up", "error", err)
			}
		}
	}
}

func (b *botRun) expire(ctx context.Context) {
	n, err := b.db.Expire(ctx, time.Now())
	switch {
	case err != nil && ctx.Err() == nil:
		b.log.Error("what is over its time could not be deleted", "error", err)
	case n > 0:
		b.metrics.Expired(n)
		b.log.Info("deleted what is over its time", "answers", n)
	}
}

// side runs something beside the gateway until close.
func (b *botRun) side(work func(ctx context.Context)) {
	b.beside.Go(func() { work(b.aside) })
}

// close lets go of everything.
func (b *botRun) close() {
	b.leave()
	waitFor(&b.beside, 2*time.Second)
	if b.client != nil {
		b.client.Close()
	}
	if b.web != nil {
		b.web.Close()
	}
	if b.db == nil {
		return
	}
	if err := b.db.Close(); err != nil {
		b.log.Error("the store was not closed well", "error", err)
	}
}

// waitFor waits for a group, but not for ever.
func waitFor(group *sync.WaitGroup, most time.Duration) {
	done := make(chan struct{})
	go func() {
		group.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(most):
	}
}

var _ discord.Store = (*store.DB)(nil)
