package discord

import (
	"cmp"
	"context"

	"curbside/internal/answer"
	"curbside/internal/consult"
	"curbside/internal/discord/render"
	"curbside/internal/discord/rest"
	"curbside/internal/session"
)

const wordsNotQueued = "\n-# It was not put into the session's queue."

// roundForm opens the form for a question to the educator.
func (b *Bot) roundForm(ctx context.Context, r *request) (rest.Response, error) {
	round, err := b.Sessions.Running(ctx, r.tenant, r.Channel.ID)
	if err := r.ofThis(round, err); err != nil {
		return rest.Response{}, err
	}
	return rest.Ask(rest.Modal{
		CustomID: roundPath(round, "put"), Title: "Ask the educator",
		Parts: []rest.Component{rest.Label{
			Label: "Your question", Description: "No names, dates or numbers of a patient.",
			Part: rest.TextInput{CustomID: "question", Style: rest.TextParagraph, Max: longestQuestion},
		}},
	}), nil
}

// roundAsk takes /session ask.
func (b *Bot) roundAsk(ctx context.Context, r *request) { b.put(ctx, r, r.Command.Text("question")) }

// roundPut takes the form.
func (b *Bot) roundPut(ctx context.Context, r *request) { b.put(ctx, r, r.Field("question")) }

// put sends a question to the educator on the way of every question: stored
// before it is acknowledged, and taken up by the next process if this one
// ends. Whatever the settings, only the asker sees what they are told.
func (b *Bot) put(ctx context.Context, r *request, question string) {
	if r.Guild == "" {
		b.say(r.Interaction, string(wordsNoServer))
		return
	}
	round, err := b.Sessions.Running(ctx, r.tenant, r.Channel.ID)
	if err := r.ofThis(round, err); err != nil {
		b.say(r.Interaction, b.wordsFor(err))
		return
	}
	collections, _ := b.collections(r)
	// The answer is for the class: the asker's own settings do not word it.
	audience := cmp.Or(r.server.Audience, b.Audience, answer.Clinician)
	record := consult.Request{
		ID: r.ID, Adapter: "discord", Tenant: r.tenant, User: r.User.ID, Channel: r.Channel.ID, Kind: kindRound,
		Text: question, Private: true, Token: r.Token, Received: b.Now(),
		Options: options(r.Application, "", audience, b.country(r), collections, false),
	}
	r.withBudget(record.Options)
	a := &ask{record: record, question: questionFrom(record), out: &byInteraction{bot: b, in: r.Interaction, private: true}}
	defer func() { r.outcome = a.outcome }()
	b.answer(ctx, a)
}

// queue makes the answer to a question of a round and puts both into the
// queue. The request's id makes it one question, however often it is tried.
func (b *Bot) queue(ctx context.Context, r consult.Request, q consult.Question) result {
	put, err := b.Sessions.Ask(ctx, session.Asking{ID: r.ID, Request: r.ID, Channel: r.Channel, User: r.User, Question: q})
	if err != nil {
		return result{err: err}
	}
	return result{put: &put, reply: put.Reply}
}

// queued tells the asker the place of their question. Its answer is the
// educator's to see, so nothing is kept for the asker.
func queued(put *session.Put) delivery { return delivery{Text: render.Queued(put.Place)} }
