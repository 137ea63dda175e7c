package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"curbside/internal/consult"
	"curbside/internal/discord"
	"curbside/internal/discord/rest"
	"curbside/internal/text"
)

const (
	mostServers = 25 // looked at without --guild
	mostSkew    = time.Minute
	fewSessions = 20 // left of a day's, that are worth a word
)

func newDiscordCheck(a *app) *cobra.Command {
	var guild string
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Find what keeps the bot from answering, and say what to do",
		Long: "Asks Discord about token, application, connection, commands, servers, permissions and channels. Each line begins\n" +
			"with ok, with note (fine if you meant it), or with fix, and says what to do.\n\n" +
			"Exit status: 0 nothing to fix, 1 something to fix.",
		Example: examples("curbside discord check", "curbside discord check --guild 123456789012345678"),
		Args:    exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := wantID("guild", guild); err != nil {
				return err
			}
			return a.checkDiscord(cmd.Context(), guild)
		},
	}
	cmd.Flags().StringVar(&guild, "guild", "", "look at the server with this `id` only")
	return cmd
}

// checkup is one run of `discord check`.
type checkup struct {
	*app
	client *rest.Client
	me     *rest.User
	apart  *rest.Application
	stored map[string]consult.ServerSettings // by tenant; nil until they are read
	faults int
}

func (c *checkup) ok(what, format string, args ...any) {
	c.line(c.style.dim("ok  "), what, format, args)
}
func (c *checkup) note(what, format string, args ...any) {
	c.line(c.style.yellow("note"), what, format, args)
}
func (c *checkup) fix(what, format string, args ...any) {
	c.faults++
	c.line(c.style.red("fix "), what, format, args)
}

func (c *checkup) line(mark, what, format string, args []any) {
	fmt.Fprintf(c.out, "%s  %s: %s\n", mark, oneLine(what), oneLine(fmt.Sprintf(format, args...)))
}

// oneLine keeps names that others chose from drawing lines of their own.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return ' '
		}
		return r
	}, s)
}

func (a *app) checkDiscord(ctx context.Context, guild string) error {
	client, err := a.discordClient(nil, nil)
	if err != nil {
		return err
	}
	defer client.Close()
	c := &checkup{app: a, client: client}
	if c.identity(ctx) {
		c.gateway(ctx)
		c.readSettings(ctx)
		c.guilds(ctx, guild)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if c.faults > 0 {
		fmt.Fprintf(a.out, "\n%s to fix.\n", text.Counted(c.faults, "thing"))
		return exitCode(exitFailure)
	}
	fmt.Fprintf(a.out, "\nNothing to fix.\n")
	return nil
}

// identity looks at token, application and clock. false: there is no use in
// looking further.
func (c *checkup) identity(ctx context.Context) bool {
	var err error
	if c.me, err = c.client.CurrentUser(ctx); err != nil {
		c.fix("token", "%v", c.discordWords(err))
		return false
	}
	c.ok("token", "Discord knows it; the bot is called %s", c.me.Name)
	if c.apart, err = c.client.CurrentApplication(ctx); err != nil {
		c.fix("application", "%v", c.discordWords(err))
		return false
	}
	settings := wordsPortal + "/" + c.apart.ID
	switch {
	case !c.me.Bot:
		c.fix("application", "the token belongs to a person; take that of a bot, at %s/bot, Reset Token", settings)
	case c.apart.Hook != "":
		c.fix("application", "interactions are sent to %s, so that the bot never hears of them; empty Interactions Endpoint URL at %s/information", c.apart.Hook, settings)
	case c.apart.Grant:
		c.fix("application", "invite links do not work; switch off \"Requires OAuth2 Code Grant\" at %s/bot", settings)
	default:
		c.ok("application", "%s (%s)", c.apart.Name, c.apart.ID)
	}
	c.intents(settings)
	if skew := c.client.Skew(); skew > mostSkew || skew < -mostSkew {
		c.fix("clock", "this machine's clock is %v off Discord's; set it by NTP (timedatectl set-ntp true)", skew.Abs().Round(time.Second))
	} else {
		c.ok("clock", "as Discord's")
	}
	return true
}

// intents: the bot asks for none that has to be granted.
func (c *checkup) intents(settings string) {
	const content, contentLimited = 1 << 18, 1 << 19
	if c.apart.Flags&(content|contentLimited) != 0 {
		c.note("intents", "Message Content is switched on, and the bot does not need it; switch it off at %s/bot", settings)
		return
	}
	c.ok("intents", "no privileged one is needed")
}

// gateway looks at where events come from.
func (c *checkup) gateway(ctx context.Context) {
	g, err := c.client.Gateway(ctx)
	switch {
	case err != nil:
		c.fix("gateway", "%v", c.discordWords(err))
	case g.Shards > 1:
		c.fix("gateway", "Discord wants %d connections for so many servers, and this program makes one; run a second application for some of them", g.Shards)
	case g.Limit.Total > 0 && g.Limit.Remaining == 0:
		c.fix("gateway", "no more starts today: it was started too often; wait %v, and find out why it restarts", time.Duration(g.Limit.ResetAfter)*time.Millisecond)
	case g.Limit.Total > 0 && g.Limit.Remaining < fewSessions:
		c.note("gateway", "only %d of %d starts are left today; does something restart it over and over?", g.Limit.Remaining, g.Limit.Total)
	default:
		c.ok("gateway", "one connection; %d of %d starts left today", g.Limit.Remaining, g.Limit.Total)
	}
}

// commands looks at what is registered, for all servers and for one.
func (c *checkup) commands(ctx context.Context, guild string) {
	everywhere, err := c.client.Commands(ctx, c.apart.ID, "")
	if err != nil {
		c.fix("commands", "%v", c.discordWords(err))
		return
	}
	here := []rest.Command{}
	if guild != "" {
		if here, err = c.client.Commands(ctx, c.apart.ID, guild); err != nil {
			c.fix("commands", "the server was joined without them: open the link of `curbside discord invite --guild %s` again (%v)", guild, err)
			return
		}
	}
	global, local := rest.Compare(discord.Commands(), everywhere), rest.Compare(discord.Commands(), here)
	switch {
	case global.None() && len(here) > 0:
		c.note("commands", "%d are registered everywhere and some in this server too, where each shows twice; `curbside discord register --guild %s --remove`", len(everywhere), guild)
	case global.None():
		c.ok("commands", "%d registered everywhere", len(everywhere))
	case local.None():
		c.ok("commands", "%d registered in this server", len(here))
	case len(everywhere)+len(here) == 0:
		c.fix("commands", "none are registered; `curbside discord register`")
	default:
		c.fix("commands", "those registered are not those of this version; `curbside discord register`")
	}
}
