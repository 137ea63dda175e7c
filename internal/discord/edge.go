package discord

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"curbside/internal/answer"
	"curbside/internal/consult"
	"curbside/internal/discord/gateway"
	"curbside/internal/discord/rest"
	"curbside/internal/guard"
	"curbside/internal/session"
)

// Time for a handler that answers with a response value: Discord waits 3 s
// from the interaction's creation.
const handlerTime = 2 * time.Second

// workTime is for a worker.
const workTime = time.Minute

// What users are told when something cannot be done.
const (
	wordsBusy        = "Many questions are being answered right now. Please ask again in a minute."
	wordsNotRecorded = "Your question could not be recorded, so it was not answered. Please ask again."
	wordsFailed      = "Something went wrong here, and it has been noted. Please try again; if it stays so, tell the people who run this bot."
	wordsUnknown     = "This version of the bot does not know that button or command. Please use /ask, or ask the people who run the bot to register its commands again."
	wordsGone        = "This answer is no longer kept: it was deleted, or its time was over. Please ask the question again."
	wordsSlow        = "This took too long. Please try again."
)

// interaction works on one interaction, whatever it is.
func (b *Bot) interaction(in *gateway.Interaction) {
	start := b.Now()
	name, outcome := "unknown", "panic"
	defer func() {
		if p := recover(); p != nil {
			b.log.Error("a handler panicked", "interaction", in.ID, "name", name, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			b.say(in, wordsFailed)
			b.abandonPanicked(in.ID)
		}
		b.Hooks.Handled(name, outcome, b.Now().Sub(start))
	}()
	found, params, ok := b.route(in)
	if !ok {
		b.log.Warn("an interaction is of no known kind", "interaction", in.ID, "kind", in.Kind.String(), "type", in.Type)
		outcome = "unknown"
		if in.Kind != gateway.KindAutocomplete {
			b.say(in, wordsUnknown)
		}
		return
	}
	name = found.name
	ctx, cancel := context.WithTimeout(b.ctx, handlerTime)
	defer cancel()
	r := b.request(ctx, in)
	r.params = params
	switch {
	case found.ask != nil:
		found.ask(b.ctx, r)
		outcome = cmp.Or(r.outcome, "refused") // where it never was on the way of a question, words said why
	case found.work != nil:
		outcome = b.carryOut(r, found)
	default:
		outcome = b.respond(ctx, r, found)
	}
}

func (b *Bot) route(in *gateway.Interaction) (route, map[string]string, bool) {
	switch in.Kind {
	case gateway.KindCommand:
		found, ok := b.router.commands[in.Command.Name()]
		return found, nil, ok
	case gateway.KindAutocomplete:
		found, ok := b.router.typing[in.Command.Name()]
		return found, nil, ok
	case gateway.KindComponent, gateway.KindModal:
		return b.router.find(in.CustomID)
	}
	return route{}, nil, false
}

// respond calls a handler and sends what it returns.
func (b *Bot) respond(ctx context.Context, r *request, found route) (outcome string) {
	response, err := found.handle(ctx, r)
	outcome = "ok"
	if err != nil {
		text := b.wordsFor(err)
		if outcome = "refused"; text == wordsFailed || text == wordsSlow {
			outcome = "failed"
			b.log.Error("a handler failed", "interaction", r.ID, "name", found.name, "error", err)
		}
		if r.Kind == gateway.KindAutocomplete {
			response = rest.Suggest()
		} else {
			response = privately(text)
		}
	}
	if _, err := b.REST.Callback(b.ctx, r.ID, r.Token, response); err != nil {
		b.log.Warn("an interaction could not be answered", "interaction", r.ID, "name", found.name, "error", err)
		return "unsent"
	}
	return outcome
}

// carryOut shows that a worker is at work, calls it, and shows what it
// returns. Nothing is done for an interaction that Discord does not know any
// more: its sender was told that it failed.
func (b *Bot) carryOut(r *request, found route) (outcome string) {
	ctx, cancel := context.WithTimeout(b.ctx, workTime)
	defer cancel()
	hold := rest.Defer(true)
	if found.inPlace && r.onPrivate() {
		hold = rest.DeferUpdate()
	}
	if _, err := b.REST.Callback(ctx, r.ID, r.Token, hold); err != nil {
		b.log.Warn("an interaction could not be acknowledged", "interaction", r.ID, "name", found.name, "error", err)
		return "unsent"
	}
	m, err := found.work(ctx, r)
	outcome = "ok"
	if err != nil {
		m = rest.Message{Content: b.wordsFor(err)}
		if outcome = "refused"; m.Content == wordsFailed || m.Content == wordsSlow {
			outcome = "failed"
			b.log.Error("a worker failed", "interaction", r.ID, "name", found.name, "error", err)
		}
	}
	if _, err := b.REST.EditOriginal(context.WithoutCancel(ctx), r.Hook(), m.Edit()); err != nil {
		b.log.Warn("an interaction could not be answered", "interaction", r.ID, "name", found.name, "error", err)
		return "unsent"
	}
	return outcome
}

// privately is a message that only the sender of an interaction sees.
func privately(text string) rest.Response {
	return rest.Reply(rest.Message{Content: text, Flags: rest.FlagEphemeral | rest.FlagSuppressEmbeds})
}

// wordsFor finds what to tell the user of an error. No error's own text is
// shown but those that are made for users.
func (b *Bot) wordsFor(err error) string {
	var w words
	switch {
	case errors.As(err, &w):
		return string(w)
	case errors.Is(err, consult.ErrGone):
		return wordsGone
	case errors.Is(err, context.DeadlineExceeded):
		return wordsSlow
	case errors.Is(err, errFull):
		return wordsBusy
	}
	for _, known := range []error{
		session.ErrNoRound, session.ErrRunning, session.ErrNotYours, session.ErrNoEntry, session.ErrDecided,
		session.ErrQueueFull, session.ErrTooMany, session.ErrEmpty, session.ErrForgotten,
	} {
		if errors.Is(err, known) {
			return sentence(known.Error())
		}
	}
	return wordsFailed
}

// sentence makes a sentence of an error's text.
func sentence(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return ""
	}
	if r[0] >= 'a' && r[0] <= 'z' {
		r[0] -= 'a' - 'A'
	}
	return string(r) + "."
}

// say answers an interaction with plain words, to its sender alone; where it
// was answered already, with a further message.
func (b *Bot) say(in *gateway.Interaction, text string) {
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	defer cancel()
	m := rest.Message{Content: text, Flags: rest.FlagEphemeral | rest.FlagSuppressEmbeds}
	_, err := b.REST.Callback(ctx, in.ID, in.Token, rest.Reply(m))
	if rest.Is(err, rest.CodeAlreadyAcknowledged) {
		_, err = b.REST.FollowUp(ctx, in.Hook(), m)
	}
	if err != nil {
		b.log.Warn("words for a user could not be sent", "interaction", in.ID, "error", err)
	}
}

// busy refuses an interaction in words, since too many are being worked on.
func (b *Bot) busy(in *gateway.Interaction) {
	defer b.recovered("busy", in.ID)
	if in.Kind != gateway.KindAutocomplete {
		b.say(in, cmp.Or(b.urgentWords(askedIn(in)), wordsBusy))
	}
}

// busyMessage says it to the writer of a message.
func (b *Bot) busyMessage(m *gateway.Message) {
	defer b.recovered("busy", m.ID)
	if urgent := b.urgentWords(m.Content); urgent != "" {
		(&byMessage{bot: b, to: m}).refuse(urgent)
		return
	}
	(&byMessage{bot: b, to: m}).turnAway(wordsBusy)
}

// askedIn is the question that an interaction brings, or "".
func askedIn(in *gateway.Interaction) string {
	return in.Command.Text("question") + in.Field("question")
}

// urgentWords are the words for the emergency that a text tells of, or "":
// they wait for nothing.
func (b *Bot) urgentWords(text string) string {
	if found := guard.Check(text); found.Verdict == guard.Emergency {
		return guard.EmergencyText(found.Emergency, cmp.Or(b.Audience, answer.Clinician), b.Country)
	}
	return ""
}
