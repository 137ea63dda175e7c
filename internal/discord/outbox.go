package discord

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"curbside/internal/consult"
	"curbside/internal/discord/rest"
	"curbside/internal/guard"
)

// tokenLife is for how long a reply can be edited, with a minute to spare.
const tokenLife = 14 * time.Minute

// Pauses between tries to deliver an answer while Discord does not take it.
var retryPauses = []time.Duration{time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 30 * time.Second, time.Minute}

// deliver sends an answer until Discord has taken it once, or cannot.
func (b *Bot) deliver(ctx context.Context, r consult.Request, d delivery, send func(context.Context, rest.Message) (*rest.Posted, error)) {
	m := d.message(r.Private)
	b.Hooks.Passed(Sending)
	posted, err := b.try(ctx, func(ctx context.Context) (*rest.Posted, error) { return send(ctx, m) })
	if err == nil {
		b.Hooks.Passed(Sent)
		b.delivered(ctx, r, posted.ID, "reply")
		return
	}
	b.log.Warn("an answer could not be delivered at once", "request", r.ID, "error", err)
	b.again(ctx, r, d)
}

func (b *Bot) try(ctx context.Context, send func(context.Context) (*rest.Posted, error)) (*rest.Posted, error) {
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	return send(ctx)
}

// again delivers an answer whose first sending failed or is unknown: by an
// edit of the reply, which may be repeated, while the interaction's token
// lives; else elsewhere. It goes on until it is done or ctx ends; then the
// next process goes on.
func (b *Bot) again(ctx context.Context, r consult.Request, d delivery) {
	for n := 0; ctx.Err() == nil; n++ {
		b.Hooks.Passed(SendingAgain)
		done, err := b.once(ctx, r, d)
		if done {
			return
		}
		b.log.Warn("an answer could not be delivered", "request", r.ID, "try", n+1, "error", err)
		select {
		case <-b.After(retryPauses[min(n, len(retryPauses)-1)]):
		case <-ctx.Done():
		}
	}
}

// once tries each way that is open, once. done is false where a later try may
// succeed.
func (b *Bot) once(ctx context.Context, r consult.Request, d delivery) (done bool, err error) {
	if r.Token != "" && b.REST.ServerTime().Sub(rest.SnowflakeTime(r.ID)) < tokenLife {
		hook := rest.Hook{Application: r.Options["application"], Token: r.Token}
		posted, err := b.try(ctx, func(ctx context.Context) (*rest.Posted, error) {
			return b.REST.EditOriginal(ctx, hook, d.message(r.Private).Edit())
		})
		switch {
		case err == nil:
			b.delivered(ctx, r, posted.ID, "edit")
			return true, nil
		case !rest.Gone(err):
			return false, err
		}
	}
	return b.elsewhere(ctx, r, d)
}

// elsewhere delivers an answer whose reply is out of reach: to the user alone
// if it is private, else to the channel. The nonce keeps it from being shown
// twice.
func (b *Bot) elsewhere(ctx context.Context, r consult.Request, d delivery) (done bool, err error) {
	channel, how := r.Channel, "channel"
	if r.Private && r.Tenant != "user:"+r.User {
		how = "direct message"
		dm, err := b.REST.CreateDM(ctx, r.User)
		if err != nil {
			return b.abandonIf(ctx, r, err)
		}
		channel = dm.ID
		d.Answer = fromAfar(d.Answer, r.Tenant)
	}
	m := d.message(false)
	m.Content, m.Nonce = lateWords(r, how)+m.Content, r.ID
	if r.Kind == kindMessage {
		m.ReplyTo = r.ID // a message was asked with
	}
	posted, err := b.try(ctx, func(ctx context.Context) (*rest.Posted, error) { return b.REST.CreateMessage(ctx, channel, m) })
	if err == nil && strings.TrimSpace(posted.Content) != strings.TrimSpace(m.Content) {
		// The nonce found the status line of an earlier life: the answer takes its place.
		posted, err = b.try(ctx, func(ctx context.Context) (*rest.Posted, error) {
			return b.REST.EditMessage(ctx, channel, posted.ID, m.Edit())
		})
		if rest.Is(err, rest.CodeThreadArchived) { // nothing there can be edited; a message opens the thread again
			m.Nonce += ".2"
			posted, err = b.try(ctx, func(ctx context.Context) (*rest.Posted, error) { return b.REST.CreateMessage(ctx, channel, m) })
		}
	}
	if err != nil {
		return b.abandonIf(ctx, r, err)
	}
	b.delivered(ctx, r, posted.ID, how)
	return true, nil
}

// lateWords stand before an answer that does not come as the reply.
func lateWords(r consult.Request, how string) string {
	switch {
	case r.Kind == kindRound:
		return "-# About your question to the educator, which could not be told where you asked it:\n"
	case how == "direct message":
		return "-# The answer to your question, which could not be shown where you asked it:\n"
	}
	if r.Token == "" {
		return ""
	}
	return fmt.Sprintf("-# The answer to the question of <@%s>, which came late:\n", r.User)
}

// abandonIf ends a delivery for which no way is open, with the reason.
func (b *Bot) abandonIf(ctx context.Context, r consult.Request, err error) (bool, error) {
	if !rest.Forbidden(err) && !rest.Gone(err) && rest.Status(err) != 400 {
		return false, err
	}
	if key := r.Options["once"]; key != "" { // so that it can be tried again
		if err := b.Store.Retract(ctx, r.Tenant, key); err != nil {
			b.log.Error("a deed that failed could not be taken back", "request", r.ID, "error", err)
		}
	}
	if r.Kind == kindPublish {
		b.unpublished(ctx, r)
	}
	reason := "discord refused it: " + err.Error()
	if serr := b.Store.Abandoned(ctx, r.ID, reason, b.Now()); serr != nil {
		return false, errors.Join(err, serr)
	}
	b.log.Error("an answer could not be delivered anywhere", "request", r.ID, "error", err)
	b.Hooks.Delivered("abandoned")
	return true, nil
}

// delivered closes a request. Where that cannot be stored, a later process
// delivers again: by an edit of the same message while the token lives, or
// under the same nonce, which Discord honours for some minutes.
func (b *Bot) delivered(ctx context.Context, r consult.Request, message, how string) {
	b.Hooks.Delivered(how)
	if err := b.Store.Delivered(context.WithoutCancel(ctx), r.ID, message, b.Now()); err != nil {
		b.log.Error("a delivery could not be stored", "request", r.ID, "error", err)
	}
	b.Hooks.Passed(Closed)
}

// Recover takes up what an earlier process left open: it answers what was not
// answered and delivers what was not delivered. It returns once all of that
// is under way.
func (b *Bot) Recover(ctx context.Context) error {
	pending, err := b.Store.Open(ctx)
	if err != nil {
		return fmt.Errorf("take up what was left open: %w", err)
	}
	if len(pending) > 0 {
		b.log.Info("taking up what an earlier process left open", "requests", len(pending))
	}
	for _, p := range pending {
		b.working.Go(func() { b.takeUp(b.ctx, p) })
	}
	return nil
}

// abandonOnPanic closes a request whose handling panicked: the next process
// would panic over it again.
func (b *Bot) abandonOnPanic(request string) {
	p := recover()
	if p == nil {
		return
	}
	b.log.Error("a request panicked", "request", request, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
	b.abandonPanicked(request)
}

func (b *Bot) abandonPanicked(request string) {
	if err := b.Store.Abandoned(context.WithoutCancel(b.ctx), request, "panicked", b.Now()); err != nil && !errors.Is(err, consult.ErrGone) {
		b.log.Error("a request that panicked could not be closed", "request", request, "error", err)
	}
}

func (b *Bot) takeUp(ctx context.Context, p consult.Pending) {
	defer b.abandonOnPanic(p.ID)
	b.Hooks.Passed(TakenUp)
	if p.Message != nil {
		d, err := decodeDelivery(p.Message)
		if err == nil {
			b.again(ctx, p.Request, d)
			return
		}
		b.log.Error("a stored message cannot be read", "request", p.ID, "error", err)
	}
	switch p.Kind {
	case kindPublish:
		b.publish(ctx, p.Request)
		return
	case kindPost: // nobody is told that it was posted
		b.dropPost(ctx, p.Request)
		return
	}
	if p.Text == "" { // it held identifiers, which are not kept
		b.again(ctx, p.Request, delivery{Text: wordsLostIdentifiers})
		return
	}
	q, err := b.questionOf(ctx, p.Request)
	if err != nil {
		b.log.Error("a question cannot be taken up", "request", p.ID, "error", err)
		return
	}
	res := b.compute(ctx, p.Request, q, isUrgent(guard.Check(q.Text), q), b.Now())
	if res.err != nil && ctx.Err() != nil {
		return
	}
	d, kept := b.compose(&ask{record: p.Request}, res)
	if err := b.Store.Composed(ctx, p.ID, kept, d.encode()); err != nil {
		b.log.Error("an answer could not be stored", "request", p.ID, "error", err)
		d.Loose = true
	}
	b.again(ctx, p.Request, d)
}

const wordsLostIdentifiers = "Your message seemed to identify a patient, so it was not stored, and then this program was restarted. Please ask again without anything that identifies a person."
