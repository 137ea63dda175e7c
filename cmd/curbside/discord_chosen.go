package main

import (
	"context"
	"slices"

	"curbside/internal/discord/rest"
	"curbside/internal/store"
)

// readSettings reads what servers have chosen out of the data folder.
func (c *checkup) readSettings(ctx context.Context) {
	settings, err := c.settings()
	if err == nil {
		c.stored, err = store.Peek(ctx, settings.DataDir)
	}
	if err != nil {
		c.note("settings", "the channels that servers chose are not looked at: %v; run this as the user that runs the bot, with the same data_dir", err)
	}
}

// chosen looks at the channels that a server's settings name for posts, and
// returns the other ones.
func (c *checkup) chosen(ctx context.Context, what string, g *rest.Guild, m *rest.Member, list []rest.Channel) []rest.Channel {
	s := c.stored["guild:"+g.ID]
	roles := map[string]string{}
	for _, one := range []struct{ id, role string }{{s.ClinicianChannel, "the clinicians' channel"}, {s.DigestChannel, "the digest channel"}} {
		switch {
		case one.id == "":
		case roles[one.id] != "":
			roles[one.id] += " and " + one.role
		default:
			roles[one.id] = one.role
		}
	}
	for _, id := range []string{s.ClinicianChannel, s.DigestChannel} {
		if roles[id] != "" {
			c.post(ctx, what, g, m, list, id, roles[id])
			delete(roles, id)
		}
	}
	return slices.DeleteFunc(slices.Clone(list), func(ch rest.Channel) bool { return ch.ID == s.ClinicianChannel || ch.ID == s.DigestChannel })
}

// post looks at whether the bot can post in a channel that has a role.
func (c *checkup) post(ctx context.Context, what string, g *rest.Guild, m *rest.Member, list []rest.Channel, id, role string) {
	const instead = "somebody who manages the server chooses another with /settings channels"
	want := rest.ViewChannel | rest.SendMessages
	ch := find(list, id)
	name := id
	if ch == nil { // a thread, or gone
		thread, err := c.client.Channel(ctx, id)
		switch {
		case rest.Gone(err):
			c.fix(what, "%s (%s) was deleted, so nothing arrives there; %s", role, id, instead)
			return
		case rest.Forbidden(err):
			c.fix(what, "the bot cannot see %s (%s), so nothing arrives there; Edit Channel, Permissions: add the bot and allow View Channels and Send Messages, or %s", role, id, instead)
			return
		case err != nil:
			c.fix(what, "%s (%s): %v", role, id, c.discordWords(err))
			return
		}
		name, want, ch = thread.Name, rest.ViewChannel|rest.SendMessagesInThreads, find(list, thread.Parent)
	}
	if ch == nil {
		c.fix(what, "%s (%s) is in no channel of this server, so nothing arrives there; %s", role, id, instead)
		return
	}
	if name == id {
		name = ch.Name
	}
	if missing := rest.PermissionsOf(g, ch, m).Missing(want); missing != 0 {
		c.fix(what+" #"+name, "it is %s, and the bot lacks %s, so nothing arrives there; Edit Channel, Permissions: add the bot and allow it, or %s", role, missing, instead)
		return
	}
	c.ok(what+" #"+name, "it is %s, and the bot can post there", role)
}

func find(list []rest.Channel, id string) *rest.Channel {
	for i := range list {
		if list[i].ID == id {
			return &list[i]
		}
	}
	return nil
}
