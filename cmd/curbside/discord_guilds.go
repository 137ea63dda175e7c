package main

import (
	"context"
	"fmt"
	"slices"

	"curbside/internal/discord"
	"curbside/internal/discord/rest"
	"curbside/internal/text"
)

// guilds looks at the servers that the bot is in, or at one.
func (c *checkup) guilds(ctx context.Context, only string) {
	if only != "" {
		c.commands(ctx, only)
		c.guild(ctx, only)
		return
	}
	list, err := c.client.MyGuilds(ctx, "")
	if err != nil {
		c.fix("servers", "%v", c.discordWords(err))
		return
	}
	switch {
	case len(list) == 0:
		c.commands(ctx, "")
		c.fix("servers", "the bot is in none; open the link of `curbside discord invite`")
		return
	case len(list) == 1:
		c.commands(ctx, list[0].ID)
	default:
		c.commands(ctx, "")
	}
	if len(list) > mostServers {
		c.note("servers", "the first %d are looked at; name another with --guild", mostServers)
		list = list[:mostServers]
	}
	for _, g := range list {
		c.guild(ctx, g.ID)
	}
}

// guild looks at what the bot may do in a server and in its channels.
func (c *checkup) guild(ctx context.Context, id string) {
	g, err := c.client.Guild(ctx, id)
	if rest.Gone(err) || rest.Forbidden(err) {
		c.fix("server "+id, "the bot is not in it; open the link of `curbside discord invite --guild %s`", id)
		return
	}
	what := fmt.Sprintf("server %q", g.Name)
	if err != nil {
		c.fix("server "+id, "%v", c.discordWords(err))
		return
	}
	m, err := c.client.Member(ctx, id, c.me.ID)
	if err == nil {
		var channels []rest.Channel
		if channels, err = c.client.GuildChannels(ctx, id); err == nil {
			c.permissions(what, g, m)
			c.channels(what, g, m, c.chosen(ctx, what, g, m, channels))
			return
		}
	}
	c.fix(what, "%v", c.discordWords(err))
}

// permissions looks at what the bot's roles give it.
func (c *checkup) permissions(what string, g *rest.Guild, m *rest.Member) {
	p := rest.PermissionsOf(g, nil, m)
	switch missing := p.Missing(discord.Needed(false)); {
	case missing != 0:
		c.fix(what, "the bot lacks %s; open the link of `curbside discord invite --guild %s` again, or give it to the bot's role in Server Settings, Roles", missing, g.ID)
	case p.Has(rest.Administrator) && m.User.ID != g.Owner:
		c.note(what, "the bot is an administrator, which it does not need; take Administrator from its roles in Server Settings, Roles")
	default:
		c.ok(what, "has the permissions that it needs")
	}
}

// channels looks for channels that take away what the server gives.
func (c *checkup) channels(what string, g *rest.Guild, m *rest.Member, list []rest.Channel) {
	base := rest.PermissionsOf(g, nil, m)
	good, hidden := 0, 0
	for i := range list {
		ch := &list[i]
		if ch.Kind != rest.ChannelText && ch.Kind != rest.ChannelAnnouncement && ch.Kind != rest.ChannelForum {
			continue
		}
		p := rest.PermissionsOf(g, ch, m)
		if !p.Has(rest.ViewChannel) && base.Has(rest.ViewChannel) {
			if c.hiddenOnPurpose(ch, m) {
				hidden++
				continue
			}
			c.fix(what+" #"+ch.Name, "the bot is kept out by name; Edit Channel, Permissions: set View Channel for the bot or its role to neutral or on")
			continue
		}
		if missing := p.Missing(discord.Needed(false)) & base; missing != 0 {
			c.fix(what+" #"+ch.Name, "the bot lacks %s here; Edit Channel, Permissions: add the bot and allow it", missing)
			continue
		}
		good++
	}
	if good > 0 {
		c.ok(what, "can answer in %s", text.Counted(good, "channel"))
	}
	if hidden > 0 {
		c.note(what, "%s hidden from the bot, as private ones are; commands work there all the same, mentions do not. To have it answer mentions there: Edit Channel, Permissions, add the bot",
			are(hidden, "channel"))
	}
}

// hiddenOnPurpose reports whether a channel is closed to everybody who is not
// let in, rather than to the bot.
func (c *checkup) hiddenOnPurpose(ch *rest.Channel, m *rest.Member) bool {
	for _, o := range ch.Overwrites {
		names := o.Kind == 1 && o.ID == m.User.ID || o.Kind == 0 && slices.Contains(m.Roles, o.ID)
		if names && o.Deny&rest.ViewChannel != 0 {
			return false
		}
	}
	return true
}

// are is a number with its noun and its verb.
func are(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return text.Counted(n, noun) + " are"
}
