package discord

import (
	"context"
	"errors"
	"time"

	"curbside/internal/consult"
	"curbside/internal/discord/rest"
)

// rightsTime is for finding out what the bot may do in a channel.
const rightsTime = 1500 * time.Millisecond

// stillThere tells the writer of a message that seems to identify a patient
// that it still stands where it was written, and offers to delete it where
// the bot may.
func (b *Bot) stillThere(r consult.Request, d *delivery) {
	if r.Kind != kindMessage {
		return
	}
	const please = "\nYour message itself is still here: please delete it."
	d.Text += please
	guild, inServer := guildOf(r.Tenant)
	if !inServer {
		return // nobody can delete another's direct message
	}
	ctx, cancel := context.WithTimeout(b.ctx, rightsTime)
	defer cancel()
	may, err := b.rights(ctx, guild, r.Channel)
	if err != nil {
		b.log.Warn("what the bot may do in a channel is not known", "channel", r.Channel, "error", err)
		return
	}
	if may.Has(rest.ManageMessages) {
		d.Text += " I can do it for you."
		d.Delete = r.Channel + "/" + r.ID
	}
}

// deleteMessage takes away a message that its author wants gone:
// /message/{channel}/{id}/delete.
func (b *Bot) deleteMessage(ctx context.Context, r *request) (rest.Response, error) {
	channel, id := r.params["channel"], r.params["id"]
	if channel != r.Channel.ID {
		return rest.Response{}, words(wordsUnknown)
	}
	m, err := b.REST.GetMessage(ctx, channel, id)
	switch {
	case rest.Gone(err):
		return messageDeleted(), nil
	case rest.Forbidden(err):
		return rest.Response{}, words(wordsMayNotDelete)
	case err != nil:
		return rest.Response{}, err
	case m.Author.ID != r.User.ID:
		return rest.Response{}, words("Only the person who wrote that message can have it deleted here.")
	}
	err = b.REST.DeleteMessage(ctx, channel, id)
	switch {
	case err == nil || rest.Gone(err):
		return messageDeleted(), nil
	case rest.Forbidden(err):
		return rest.Response{}, words(wordsMayNotDelete)
	}
	return rest.Response{}, err
}

const wordsMayNotDelete = "I am not allowed to delete messages here any more. Please delete it yourself: others can read it."

func messageDeleted() rest.Response {
	text := "A message here seemed to identify a patient. It was not stored or answered, and its writer had it deleted. Please ask again without anything that identifies a person: age, sex and condition are fine."
	return rest.Update(rest.Message{Content: text}.Edit())
}

// rights is what the bot may do in a channel or thread of a server.
func (b *Bot) rights(ctx context.Context, guild, channel string) (rest.Permissions, error) {
	may, _, err := b.rightsIn(ctx, guild, channel)
	return may, err
}

// rightsIn tells besides whether it is a thread.
func (b *Bot) rightsIn(ctx context.Context, guild, channel string) (may rest.Permissions, thread bool, err error) {
	self := b.me()
	if self == "" {
		return 0, false, errors.New("the bot does not know its own id yet")
	}
	return b.rightsOf(ctx, self, guild, channel)
}

// rightsOf is the same of anybody in the server.
func (b *Bot) rightsOf(ctx context.Context, user, guild, channel string) (may rest.Permissions, thread bool, err error) {
	g, err := b.REST.Guild(ctx, guild)
	if err != nil {
		return 0, false, err
	}
	ch, err := b.REST.Channel(ctx, channel)
	if err != nil {
		return 0, false, err
	}
	if thread = ch.IsThread(); thread {
		if ch, err = b.REST.Channel(ctx, ch.Parent); err != nil {
			return 0, thread, err
		}
	}
	m, err := b.REST.Member(ctx, guild, user)
	if err != nil {
		return 0, thread, err
	}
	m.User.ID = user
	return rest.PermissionsOf(g, ch, m), thread, nil
}
