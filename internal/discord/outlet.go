package discord

import (
	"context"

	"curbside/internal/discord/gateway"
	"curbside/internal/discord/rest"
)

// outlet is where the answer to one question goes.
type outlet interface {
	// reply sends the answer at once.
	reply(ctx context.Context, m rest.Message) (*rest.Posted, error)
	// hold shows that the answer is being made, in the message whose id it
	// returns, where that is known.
	hold(ctx context.Context) (string, error)
	// edit puts text into the place of what hold showed.
	edit(ctx context.Context, m rest.Message) (*rest.Posted, error)
	// refuse says why there will be no answer, to the asker alone where that
	// can be.
	refuse(text string)
	// turnAway refuses what was not even taken: in words that others read, only
	// so often.
	turnAway(text string)
}

// byInteraction answers an interaction.
type byInteraction struct {
	bot     *Bot
	in      *gateway.Interaction
	private bool
}

func (o *byInteraction) reply(ctx context.Context, m rest.Message) (*rest.Posted, error) {
	return o.bot.REST.Callback(ctx, o.in.ID, o.in.Token, rest.Reply(m))
}

func (o *byInteraction) hold(ctx context.Context) (string, error) {
	p, err := o.bot.REST.Callback(ctx, o.in.ID, o.in.Token, rest.Defer(o.private))
	if err != nil {
		return "", err
	}
	return p.ID, nil
}

func (o *byInteraction) edit(ctx context.Context, m rest.Message) (*rest.Posted, error) {
	return o.bot.REST.EditOriginal(ctx, o.in.Hook(), m.Edit())
}

func (o *byInteraction) refuse(text string)   { o.bot.say(o.in, text) }
func (o *byInteraction) turnAway(text string) { o.bot.say(o.in, text) }

// byMessage answers a message in its channel. What it sends carries a nonce,
// so that it is shown once however often it is sent.
type byMessage struct {
	bot    *Bot
	to     *gateway.Message
	posted string // id of the message that holds the place
}

func (o *byMessage) reply(ctx context.Context, m rest.Message) (*rest.Posted, error) {
	m.ReplyTo, m.Nonce = o.to.ID, o.to.ID
	m.Flags &^= rest.FlagEphemeral
	return o.bot.REST.CreateMessage(ctx, o.to.Channel, m)
}

func (o *byMessage) hold(ctx context.Context) (string, error) {
	p, err := o.reply(ctx, rest.Message{Content: progressText("searching"), Flags: rest.FlagSuppressEmbeds})
	if err != nil {
		return "", err
	}
	o.posted = p.ID
	return p.ID, nil
}

func (o *byMessage) edit(ctx context.Context, m rest.Message) (*rest.Posted, error) {
	if o.posted == "" {
		return o.reply(ctx, m)
	}
	return o.bot.REST.EditMessage(ctx, o.to.Channel, o.posted, m.Edit())
}

func (o *byMessage) refuse(text string) {
	if _, err := o.reply(o.bot.ctx, rest.Message{Content: text, Flags: rest.FlagSuppressEmbeds}); err != nil {
		o.bot.log.Warn("words for a user could not be sent", "message", o.to.ID, "error", err)
	}
}

func (o *byMessage) turnAway(text string) {
	if o.bot.rates.word(o.to.Author.ID, o.to.Channel) {
		o.refuse(text)
		return
	}
	o.bot.log.Debug("a message got no word: its writer or channel had several", "message", o.to.ID)
}
