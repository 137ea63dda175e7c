package discord

import (
	"context"
	"errors"
	"fmt"

	"curbside/internal/consult"
	"curbside/internal/discord/render"
	"curbside/internal/discord/rest"
	"curbside/internal/session"
)

const (
	wordsNext         = "Next question"
	wordsPublishing   = "Publishing …"
	wordsPublished    = "✅ Published here, for everybody to see."
	wordsNotPublished = "⚠ It could not be posted in this channel: the bot may not write here any more, or the thread is closed. The question is held; nobody saw it."
	wordsAskerDeleted = "⏭ Nothing was published: whoever asked this had it deleted."
	wordsNotTaken     = "⚠ This could not be recorded, so nothing was published. Please try again."
)

// roundHold and roundSkip decide on a question without showing it.
func (b *Bot) roundHold(ctx context.Context, r *request) (rest.Response, error) {
	return b.decide(ctx, r, session.Held, "⏸ Held: it comes again when the others are done.")
}

func (b *Bot) roundSkip(ctx context.Context, r *request) (rest.Response, error) {
	return b.decide(ctx, r, session.Skipped, "⏭ Skipped: the class will not see it.")
}

func (b *Bot) decide(ctx context.Context, r *request, to session.State, done string) (rest.Response, error) {
	round, e, err := b.Sessions.Entry(ctx, r.lead(), r.params["entry"])
	if err = r.ofThis(round, err); err == nil {
		_, _, err = b.Sessions.Decide(ctx, r.lead(), e.ID, to, r.ID)
	}
	if errors.Is(err, session.ErrDecided) {
		done, err = b.wordsFor(err), nil
	}
	if err != nil {
		return rest.Response{}, err
	}
	return r.inPlace(b.decided(ctx, r, round, done)), nil
}

// decided stands in the place of a question that was decided on.
func (b *Bot) decided(ctx context.Context, r *request, round session.Round, done string) rest.Message {
	m := rest.Message{Content: done, Flags: rest.FlagSuppressEmbeds}
	_, open, err := b.Sessions.Queue(ctx, r.lead())
	switch {
	case err != nil: // the round has ended meanwhile, or cannot be read: the words stand all the same
		return m
	case len(open) == 0:
		m.Content += "\nNo further question is waiting."
		return m
	}
	m.Content += fmt.Sprintf("\n-# Still in the queue: %d", len(open))
	m.Components = []rest.Component{rest.Row{rest.Button{Label: wordsNext, Style: rest.ButtonPrimary, CustomID: roundPath(round, "next")}}}
	return m
}

// roundPublish posts a question with its answer, in the channel and once: the
// press is stored as a request of its own, so that a process that is killed
// in between leaves it to the next, and the post carries the press's nonce.
func (b *Bot) roundPublish(ctx context.Context, r *request) {
	round, e, err := b.Sessions.Entry(ctx, r.lead(), r.params["entry"])
	if err = r.ofThis(round, err); err == nil {
		err = r.canPost()
	}
	if err != nil {
		b.say(r.Interaction, b.wordsFor(err))
		return
	}
	show := func(text string) {
		if _, err := b.REST.EditOriginal(ctx, r.Hook(), b.decided(ctx, r, round, text).Edit()); err != nil {
			b.log.Warn("an educator could not be told", "interaction", r.ID, "error", err)
		}
	}
	// The asker's, so that the deletion of what is theirs finds it.
	record := consult.Request{
		ID: r.ID, Adapter: "discord", Tenant: r.tenant, User: e.Asker, Channel: r.Channel.ID, Kind: kindPublish,
		Received: b.Now(), Options: map[string]string{"entry": e.ID},
	}
	claimed, err := b.claim(ctx, record)
	if err != nil {
		b.Hooks.Unrecorded()
		b.say(r.Interaction, wordsNotTaken)
		return
	}
	if !claimed {
		return // another process publishes it
	}
	b.passed(kindPublish, Claimed)
	if _, err := b.REST.Callback(ctx, r.ID, r.Token, r.inPlace(rest.Message{Content: wordsPublishing})); err != nil {
		b.log.Warn("a press could not be acknowledged", "interaction", r.ID, "error", err)
	}
	show(b.publish(ctx, record))
}

// publish decides and posts, and returns what the educator is told of it. Done
// again for the same record, as after a crash, it goes on.
func (b *Bot) publish(ctx context.Context, record consult.Request) string {
	settle := func(to session.State) (session.Round, session.Entry, error) {
		return b.Sessions.Settle(ctx, record.Tenant, record.Channel, record.Options["entry"], to, record.ID)
	}
	putBack := func(to session.State) {
		if _, _, err := settle(to); err != nil {
			b.log.Error("a question could not be put back", "request", record.ID, "error", err)
		}
	}
	round, e, err := settle(session.Published)
	if err == nil && e.Answer == nil {
		err = session.ErrNoEntry
	}
	if err != nil {
		b.giveUp(ctx, record, "not published")
		return b.wordsFor(err)
	}
	b.passed(kindPublish, Decided)
	d := delivery{Text: render.Posed(round, e), Answer: e.Answer.ID, Status: string(e.Answer.Status)}
	err = b.Store.Composed(ctx, record.ID, publicTurn(record, e, b), d.encode())
	if errors.Is(err, consult.ErrGone) {
		putBack(session.Skipped)
		return wordsAskerDeleted
	}
	if err != nil {
		b.log.Error("a publication could not be stored", "request", record.ID, "error", err)
		putBack(session.Held)
		b.giveUp(ctx, record, "not stored")
		return wordsNotTaken
	}
	b.passed(kindPublish, Composed)
	s := &shipment{Pending: consult.Pending{Request: record}, delivery: d}
	switch b.deliver(ctx, s, b.poster(record)) {
	case refused, unknown:
		return wordsNotPublished
	case forgotten:
		putBack(session.Skipped)
		return wordsAskerDeleted
	case undone:
		return wordsPublishing
	}
	return wordsPublished
}

// poster sends a message into a request's channel, under the request's nonce.
func (b *Bot) poster(r consult.Request) sender {
	return func(ctx context.Context, m rest.Message) (*rest.Posted, error) {
		m.Nonce = r.ID
		return b.REST.CreateMessage(ctx, r.Channel, m)
	}
}

// publicTurn makes an answer of a round everybody's: its buttons work for all
// in the server.
func publicTurn(record consult.Request, e session.Entry, b *Bot) *consult.Kept {
	return &consult.Kept{
		Turn:   consult.Turn{Asked: e.Question, Standalone: e.Question, Answer: e.Answer},
		Tenant: record.Tenant, Consult: e.Answer.Consult, Request: record.ID, User: e.Asker, Channel: record.Channel, At: b.Now(),
	}
}

// unpublished takes back a publication that could not be posted: the question
// is held again, and its answer nobody's but the educator's.
func (b *Bot) unpublished(ctx context.Context, r consult.Request) {
	if err := b.Store.Composed(ctx, r.ID, nil, nil); err != nil && !errors.Is(err, consult.ErrGone) {
		b.log.Error("a publication could not be taken back", "request", r.ID, "error", err)
	}
	if _, _, err := b.Sessions.Settle(ctx, r.Tenant, r.Channel, r.Options["entry"], session.Held, r.ID); err != nil {
		b.log.Error("a question could not be put back", "request", r.ID, "error", err)
	}
}
