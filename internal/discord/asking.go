package discord

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"curbside/internal/consult"
	"curbside/internal/discord/gateway"
	"curbside/internal/guard"
)

// Kinds of requests, as the outbox keeps them.
const (
	kindAsk     = "ask"
	kindMessage = "message"
	kindCheck   = "check"
	kindRound   = "round"   // a question to an educator
	kindPublish = "publish" // of a round's question and answer
)

// conversationLife is for how long a conversation in a channel goes on
// without a question.
const conversationLife = 30 * time.Minute

const wordsNoPublicSources = "No collection of sources is open for direct messages. Please ask in a server."

// askCommand answers /ask.
func (b *Bot) askCommand(ctx context.Context, r *request) {
	b.askInteraction(ctx, r, r.Command.Text("question"), "", "")
}

// followUpCommand answers /followup: on from the user's newest answer in the
// channel, or the one that the thread was started from; with new:true a new
// conversation begins.
func (b *Bot) followUpCommand(ctx context.Context, r *request) {
	question := r.Command.Text("question")
	if anew, _ := r.Command.Bool("new"); anew {
		if err := b.Store.BeginAnew(ctx, r.tenant, r.User.ID, r.Channel.ID, b.Now()); err != nil {
			b.log.Error("a new conversation could not be begun", "interaction", r.ID, "error", err)
			b.say(r.Interaction, wordsFailed)
		} else if question == "" {
			b.say(r.Interaction, "Your next question here begins a new conversation.")
		} else {
			b.askInteraction(ctx, r, question, "", "")
		}
		return
	}
	if question == "" {
		b.say(r.Interaction, "Please write what you would like to know, such as: and in melanoma?")
		return
	}
	before, err := b.before(ctx, r)
	if err != nil {
		b.say(r.Interaction, b.wordsFor(err))
		return
	}
	b.askAfter(ctx, r, question, before, before.Private || r.private(), false)
}

// askAfter answers a question that goes on from an answer, in its audience. A
// private question behind a public answer begins a conversation of its own:
// else those who go on in public would be told what it was about.
func (b *Bot) askAfter(ctx context.Context, r *request, question string, before *consult.Kept, private, anyway bool) {
	collections, none := b.collections(r)
	if none {
		b.say(r.Interaction, wordsNoPublicSources)
		return
	}
	private = private || r.away
	r.fixed = &private
	o := options(r.Application, before.Consult, before.Answer.Audience, b.country(r), collections, anyway)
	if r.away { // its buttons have to name the server
		o["away"] = "true"
	}
	if private && !before.Private {
		r.after, o["consult"], o["after"] = &before.Turn, "", before.Answer.ID
	}
	b.take(ctx, r, kindAsk, question, o)
}

// before finds the answer that a follow-up in a channel goes on from.
func (b *Bot) before(ctx context.Context, r *request) (*consult.Kept, error) {
	if r.Channel.IsThread() { // a thread has the id of the message that it was started from
		if kept, err := b.Store.AnswerOf(ctx, r.tenant, r.Channel.ID); err == nil && !kept.Private {
			return kept, nil
		}
	}
	kept, err := b.Store.Latest(ctx, r.tenant, r.User.ID, r.Channel.ID, b.Now().Add(-conversationLife))
	if err != nil {
		return nil, words("There is no conversation of yours here to go on with: it is new, or the last answer is older than half an hour. Please use /ask.")
	}
	return kept, nil
}

// askInteraction answers a question that came by an interaction.
func (b *Bot) askInteraction(ctx context.Context, r *request, question, consultID, audience string) {
	b.askAs(ctx, r, question, consultID, b.audience(r.Command.Text("audience"), r), audience, false)
}

// askAs answers a question for an audience; inherited is the audience of the
// conversation, which goes on unless the user chose another.
func (b *Bot) askAs(ctx context.Context, r *request, question, consultID, audience, inherited string, anyway bool) {
	if inherited != "" && r.Command.Text("audience") == "" {
		audience = inherited
	}
	collections, none := b.collections(r)
	if none {
		b.say(r.Interaction, wordsNoPublicSources)
		return
	}
	b.take(ctx, r, kindAsk, question, options(r.Application, consultID, audience, b.country(r), collections, anyway))
}

// take sends a text that came by an interaction on the way of a question.
// One that seems to identify a patient is answered privately wherever it was
// asked: others could open the command and read it.
func (b *Bot) take(ctx context.Context, r *request, kind, text string, o map[string]string) {
	r.withBudget(o)
	private := r.private() || guard.Check(text).Has(guard.Identifiers)
	record := consult.Request{
		ID: r.ID, Adapter: "discord", Tenant: r.tenant, User: r.User.ID, Channel: r.Channel.ID, Kind: kind,
		Text: text, Private: private, Token: r.Token, Received: b.Now(), Options: o,
	}
	q := questionFrom(record)
	q.After = r.after
	a := &ask{record: record, question: q, out: &byInteraction{bot: b, in: r.Interaction, private: private}}
	defer func() { r.outcome = a.outcome }()
	b.answer(ctx, a)
}

// options keep what is needed to answer a question again.
func options(application, consultID, audience, country string, collections []string, anyway bool) map[string]string {
	o := map[string]string{
		"application": application, "consult": consultID, "audience": audience, "country": country,
		"collections": strings.Join(collections, "\n"),
	}
	if anyway {
		o["anyway"] = "true"
	}
	return o
}

// withBudget adds the server's budget of model tokens; where it is not known,
// the smallest.
func (r *request) withBudget(o map[string]string) {
	switch {
	case r.unread:
		o["tokens"] = "1"
	case r.server.DailyTokens > 0:
		o["tokens"] = strconv.Itoa(r.server.DailyTokens)
	}
}

// questionFrom is the question that a stored request asks.
func questionFrom(r consult.Request) consult.Question {
	q := consult.Question{
		Tenant: r.Tenant, Consult: r.Options["consult"], Text: r.Text, Audience: r.Options["audience"],
		Country: r.Options["country"], Anyway: r.Options["anyway"] == "true",
	}
	q.DailyTokens, _ = strconv.Atoi(r.Options["tokens"]) // 0 where it is not given
	if list := r.Options["collections"]; list != "" {
		q.Collections = strings.Split(list, "\n")
	}
	return q
}

// questionOf is the question that a stored request asks, with what it goes on
// from, where that is still kept.
func (b *Bot) questionOf(ctx context.Context, r consult.Request) (consult.Question, error) {
	q := questionFrom(r)
	id := r.Options["after"]
	if id == "" {
		return q, nil
	}
	before, err := b.Store.Answer(ctx, r.Tenant, id)
	switch {
	case err == nil:
		q.After = &before.Turn
	case !errors.Is(err, consult.ErrGone):
		return q, err
	}
	return q, nil
}

// concerns reports whether a message is for the bot: a direct message, or one
// that mentions it.
func (b *Bot) concerns(m *gateway.Message) bool {
	if m.Author.Bot || m.Webhook != "" || m.Author.ID == b.me() || m.Kind != plainMessage && m.Kind != replyMessage {
		return false
	}
	return m.Guild == "" || m.Mentioned(b.me())
}

// Kinds of messages that people write, as Discord numbers them.
const (
	plainMessage = 0
	replyMessage = 19
)

// message answers a message: a direct message, a mention, or a reply that
// pings the bot.
func (b *Bot) message(m *gateway.Message) {
	start := b.Now()
	outcome := "panic"
	defer func() { b.Hooks.Handled("message", outcome, b.Now().Sub(start)) }()
	defer b.abandonOnPanic(m.ID)
	ctx, cancel := context.WithTimeout(b.ctx, handlerTime)
	defer cancel()
	tenant := tenantOf(m.Guild, m.Author.ID)
	in := &gateway.Interaction{ID: m.ID, Guild: m.Guild, Channel: gateway.Place{ID: m.Channel}, User: m.Author, Member: m.Member}
	r := b.request(ctx, in)
	if len(r.server.Collections) > 0 { // a message does not tell whether it is in a thread, nor of which channel
		if ch, err := b.REST.Channel(ctx, m.Channel); err == nil {
			in.Channel = gateway.Place{ID: ch.ID, Kind: ch.Kind, Parent: ch.Parent}
		}
	}
	collections, none := b.collections(r)
	out := &byMessage{bot: b, to: m}
	question := b.withoutMention(m.Content)
	outcome = "refused"
	switch {
	case none:
		out.turnAway(wordsNoPublicSources)
		return
	case question == "":
		out.turnAway("Hello! Ask me a clinical question, by mentioning me with it or with /ask; /help says what else there is.")
		return
	}
	before := b.conversation(ctx, tenant, m)
	audience := b.audience("", r)
	consultID := ""
	if before != nil {
		consultID, audience = before.Consult, before.Answer.Audience
	}
	record := consult.Request{
		ID: m.ID, Adapter: "discord", Tenant: tenant, User: m.Author.ID, Channel: m.Channel, Kind: kindMessage,
		Text: question, Private: m.Guild == "", Received: b.Now(),
		Options: options("", consultID, audience, b.country(r), collections, false),
	}
	r.withBudget(record.Options)
	a := &ask{record: record, question: questionFrom(record), out: out}
	b.answer(b.ctx, a)
	outcome = a.outcome
}

// conversation finds what a message goes on from: the answer that it replies
// to, the one that its thread was started from, in a direct message the
// newest. nil: it begins a conversation.
func (b *Bot) conversation(ctx context.Context, tenant string, m *gateway.Message) *consult.Kept {
	if m.Reference != nil {
		if kept, err := b.Store.AnswerOf(ctx, tenant, m.Reference.Message); err == nil && (!kept.Private || kept.User == m.Author.ID && m.Guild == "") {
			return kept
		}
	}
	if m.Guild != "" {
		if kept, err := b.Store.AnswerOf(ctx, tenant, m.Channel); err == nil && !kept.Private {
			return kept
		}
		return nil
	}
	kept, err := b.Store.Latest(ctx, tenant, m.Author.ID, m.Channel, b.Now().Add(-conversationLife))
	if err != nil {
		return nil
	}
	return kept
}

// withoutMention takes the bot's own mention out of a message.
func (b *Bot) withoutMention(s string) string {
	for _, mark := range []string{"<@" + b.me() + ">", "<@!" + b.me() + ">"} {
		s = strings.ReplaceAll(s, mark, " ")
	}
	return strings.TrimSpace(s)
}
