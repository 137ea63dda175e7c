package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"curbside/internal/discord"
	"curbside/internal/discord/gateway"
	"curbside/internal/discord/rest"
	"curbside/internal/text"
)

// handle passes an event on to the bot, and keeps count of the servers.
func (b *botRun) handle(ctx context.Context, e gateway.Event) {
	b.bot.Handle(ctx, e)
	switch e := e.(type) {
	case *gateway.Ready:
		b.count(func() {
			clear(b.servers)
			for _, id := range e.Guilds {
				b.servers[id] = true
			}
		})
		b.welcome.Do(func() {
			b.side(func(ctx context.Context) { b.greet(ctx, e) })
		})
	case *gateway.GuildCreate:
		b.count(func() { b.servers[e.ID] = true })
	case *gateway.GuildDelete:
		if !e.Down {
			b.count(func() { delete(b.servers, e.ID) })
		}
	}
}

func (b *botRun) count(change func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	change()
	b.metrics.Servers(len(b.servers))
}

// greet prints what is on, once Discord has let the bot in, and what still
// has to be done before anybody can ask.
func (b *botRun) greet(ctx context.Context, r *gateway.Ready) {
	parts := []string{fmt.Sprintf("%s is online in %s", r.User.Name, text.Counted(len(r.Guilds), "server"))}
	b.app.mu.Lock()
	sources := b.app.corpus
	b.app.mu.Unlock()
	parts = append(parts, fmt.Sprintf("%s of %s", text.Counted(len(sources.Passages()), "passage"), text.Counted(len(sources.Sources), "source")))
	if b.settings.LLM.Enabled() {
		parts = append(parts, "drafts by "+b.settings.LLM.Model)
	} else {
		parts = append(parts, "no model")
	}
	parts = append(parts, "data in "+b.settings.DataDir)
	if b.web != nil {
		parts = append(parts, "health at http://"+b.web.Address()+"/readyz")
	}
	fmt.Fprintf(b.app.env.stdout, "%s. Ctrl-C stops it.\n", strings.Join(parts, "; "))
	if todo := b.todo(ctx, r); todo != "" {
		fmt.Fprintf(b.app.env.stdout, "%s\n", todo)
	}
}

// todo says what an operator has forgotten, if anything.
func (b *botRun) todo(ctx context.Context, r *gateway.Ready) string {
	if len(r.Guilds) == 0 {
		return "It is in no server yet: `curbside discord invite` prints the link that lets it in."
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	everywhere, err := b.client.Commands(ctx, r.Application, "")
	if err != nil {
		b.log.Warn("the registered commands could not be read", "error", err)
		return ""
	}
	missing := !rest.Compare(discord.Commands(), everywhere).None()
	for _, guild := range r.Guilds[:min(len(r.Guilds), 3)] { // enough to see that it is being tried
		if !missing {
			break
		}
		here, err := b.client.Commands(ctx, r.Application, guild)
		missing = err != nil || !rest.Compare(discord.Commands(), here).None()
	}
	if missing {
		return "The commands that Discord knows are not those of this version: `curbside discord register` registers them."
	}
	return ""
}
