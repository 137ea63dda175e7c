package discord

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"curbside/internal/consult"
	"curbside/internal/discord/rest"
)

// tokenLife is for how long a reply can be edited, with a minute to spare.
const tokenLife = 14 * time.Minute

// Pauses between tries to deliver an answer while Discord does not take it.
var retryPauses = []time.Duration{time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 30 * time.Second, time.Minute}

// shipment is a request on its way to those who shall read its answer.
type shipment struct {
	consult.Pending
	delivery
	doubt bool // an earlier try, perhaps of an earlier process, may have been taken
}

// ending is what became of a try to deliver.
type ending int

const (
	undone    ending = iota // a later try may succeed
	taken                   // Discord has it
	refused                 // no way is open
	forgotten               // it was deleted meanwhile
	unknown                 // it may have been taken, and is not sent again
)

// deliver sends an answer until Discord has taken it once, or cannot. It is
// undone only where ctx ends: then the next process goes on.
func (b *Bot) deliver(ctx context.Context, s *shipment, send sender) ending {
	done, err := b.first(ctx, s, send)
	if done != undone {
		return done
	}
	b.log.Warn("an answer could not be delivered at once", "request", s.ID, "error", err)
	return b.again(ctx, s)
}

// sender sends a message in one of the ways that there are.
type sender func(context.Context, rest.Message) (*rest.Posted, error)

// first is the first try, in the way that is at hand.
func (b *Bot) first(ctx context.Context, s *shipment, send sender) (ending, error) {
	b.passed(s.Kind, Sending)
	if open, err := b.still(ctx, s); err != nil || !open {
		return forgottenOr(err), err
	}
	m := s.message(s.Private)
	posted, err := b.try(ctx, s, func(ctx context.Context) (*rest.Posted, error) { return send(ctx, m) })
	if err == nil {
		b.passed(s.Kind, Sent)
		b.delivered(ctx, s, posted.ID, "reply")
		return taken, nil
	}
	return undone, err
}

// try sends, for a while, and notes where it is not known what came of it. What others
// may see is broken off where it is deleted meanwhile.
func (b *Bot) try(ctx context.Context, s *shipment, send func(context.Context) (*rest.Posted, error)) (*rest.Posted, error) {
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	if !s.Private {
		defer b.flights.begin(s.ID, cancel)()
	}
	posted, err := send(ctx)
	s.doubt = s.doubt || rest.Unknown(err) || rest.Status(err) >= 500
	return posted, err
}

// again delivers an answer whose first sending failed or is unknown: by an
// edit of the reply, which may be repeated, while the interaction's token
// lives; else elsewhere. It goes on until it is done or ctx ends; then the
// next process goes on.
func (b *Bot) again(ctx context.Context, s *shipment) ending {
	done := b.until(ctx, s.ID, func() (ending, error) {
		b.passed(s.Kind, SendingAgain)
		return b.once(ctx, s)
	})
	if s.Kind == kindPost {
		b.tellPoster(ctx, s, done)
	}
	return done
}

// until tries until something comes of it or ctx ends.
func (b *Bot) until(ctx context.Context, request string, try func() (ending, error)) ending {
	for n := 0; ctx.Err() == nil; n++ {
		done, err := try()
		if done != undone {
			return done
		}
		b.log.Warn("an answer could not be delivered", "request", request, "try", n+1, "error", err)
		select {
		case <-b.After(retryPauses[min(n, len(retryPauses)-1)]):
		case <-ctx.Done():
		}
	}
	return undone
}

// once tries each way that is open, once.
func (b *Bot) once(ctx context.Context, s *shipment) (ending, error) {
	if open, err := b.still(ctx, s); err != nil || !open {
		return forgottenOr(err), err
	}
	if s.Token != "" && b.REST.ServerTime().Sub(rest.SnowflakeTime(s.ID)) < tokenLife {
		hook := rest.Hook{Application: s.Options["application"], Token: s.Token}
		posted, err := b.try(ctx, s, func(ctx context.Context) (*rest.Posted, error) {
			return b.REST.EditOriginal(ctx, hook, s.message(s.Private).Edit())
		})
		switch {
		case err == nil:
			b.delivered(ctx, s, posted.ID, "edit")
			return taken, nil
		case !rest.Gone(err):
			return undone, err
		}
	}
	return b.elsewhere(ctx, s)
}

// elsewhere delivers an answer whose reply is out of reach: to the user alone
// if it is private, else to the channel, in the place of what the bot has
// shown there already.
func (b *Bot) elsewhere(ctx context.Context, s *shipment) (ending, error) {
	if s.Place != "" && (s.Token == "" || !s.Private) {
		done, err := b.putInto(ctx, s, s.Channel, s.Place, s.message(false), "edit")
		if done != undone || !rest.Gone(err) && !rest.Forbidden(err) {
			return done, err
		}
	}
	channel, how := s.Channel, "channel"
	shown := s.delivery
	if s.Private && s.Tenant != "user:"+s.User {
		how = "direct message"
		dm, err := b.REST.CreateDM(ctx, s.User)
		if err != nil {
			return b.abandonIf(ctx, s.Request, err)
		}
		channel, shown.Answer = dm.ID, fromAfar(s.delivery.Answer, s.Tenant)
	}
	m := shown.message(false)
	m.Content, m.Nonce = s.lateWords(how)+m.Content, s.ID
	if s.Kind == kindMessage {
		m.ReplyTo = s.ID // a message was asked with
	}
	there, err := b.shown(ctx, s, channel, shown)
	switch {
	case errors.Is(err, errUnsure) && s.Private: // to its asker alone: rather twice than not at all
	case errors.Is(err, errUnsure):
		return b.unsure(ctx, s)
	case err != nil:
		return undone, err
	case there != "":
		return b.putInto(ctx, s, channel, there, m, how)
	}
	posted, err := b.try(ctx, s, func(ctx context.Context) (*rest.Posted, error) { return b.REST.CreateMessage(ctx, channel, m) })
	if err != nil {
		return b.abandonIf(ctx, s.Request, err)
	}
	if strings.TrimSpace(posted.Content) != strings.TrimSpace(m.Content) { // the nonce found the status line of an earlier life
		return b.putInto(ctx, s, channel, posted.ID, m, how)
	}
	b.delivered(ctx, s, posted.ID, how)
	return taken, nil
}

// putInto makes a message of the bot's show the answer.
func (b *Bot) putInto(ctx context.Context, s *shipment, channel, message string, m rest.Message, how string) (ending, error) {
	posted, err := b.try(ctx, s, func(ctx context.Context) (*rest.Posted, error) {
		return b.REST.EditMessage(ctx, channel, message, m.Edit())
	})
	if rest.Is(err, rest.CodeThreadArchived) {
		return b.reopen(ctx, s, channel, m, how)
	}
	if rest.Status(err) == 400 { // the text itself, which no other try changes
		return b.abandonIf(ctx, s.Request, err)
	}
	if err != nil {
		return undone, err
	}
	b.delivered(ctx, s, posted.ID, how)
	return taken, nil
}

// reopen delivers into a thread that was archived: nothing there can be
// edited, but a message opens it again. Where the answer stands there, nothing
// is sent.
func (b *Bot) reopen(ctx context.Context, s *shipment, channel string, m rest.Message, how string) (ending, error) {
	self, err := b.whoAmI(ctx)
	if err != nil {
		return undone, err
	}
	there, err := b.lookFor(ctx, channel, s.ID, func(p *rest.Posted) bool {
		return p.Author.ID == self && strings.TrimSpace(p.Content) == strings.TrimSpace(m.Content)
	})
	switch {
	case errors.Is(err, errUnsure):
		return b.unsure(ctx, s)
	case err != nil:
		return undone, err
	case there != "":
		b.delivered(ctx, s, there, how)
		return taken, nil
	}
	m.Nonce = s.ID + ".2"
	posted, err := b.try(ctx, s, func(ctx context.Context) (*rest.Posted, error) { return b.REST.CreateMessage(ctx, channel, m) })
	if err != nil {
		return b.abandonIf(ctx, s.Request, err)
	}
	b.delivered(ctx, s, posted.ID, how)
	return taken, nil
}

// lateWords stand before an answer that does not come as the reply.
func (s *shipment) lateWords(how string) string {
	switch {
	case s.Kind == kindRound:
		return "-# About your question to the educator, which could not be told where you asked it:\n"
	case how == "direct message" && s.doubt:
		return "-# The answer to your question, in case it was not shown where you asked it:\n"
	case how == "direct message":
		return "-# The answer to your question, which could not be shown where you asked it:\n"
	}
	if s.Token == "" {
		return ""
	}
	return fmt.Sprintf("-# The answer to the question of <@%s>, which came late:\n", s.User)
}

// refusedForGood reports whether trying again is of no use: Discord refuses
// what is sent, and neither the token, nor the time it took, nor a limit is why.
func refusedForGood(err error) bool {
	status := rest.Status(err)
	return status >= 400 && status < 500 && status != 401 && status != 408 && status != 429
}

// abandonIf ends a delivery for which no way is open, with the reason.
func (b *Bot) abandonIf(ctx context.Context, r consult.Request, err error) (ending, error) {
	if !refusedForGood(err) {
		return undone, err
	}
	if r.Kind == kindPublish {
		b.unpublished(ctx, r)
	}
	reason := "discord refused it: " + err.Error()
	if serr := b.Store.Abandoned(ctx, r.ID, reason, b.Now()); serr != nil {
		return undone, errors.Join(err, serr)
	}
	b.log.Error("an answer could not be delivered anywhere", "request", r.ID, "error", err)
	b.Hooks.Delivered("abandoned")
	return refused, nil
}

// delivered closes a request. Where that cannot be stored, a later process
// takes it up, and finds that it was delivered.
func (b *Bot) delivered(ctx context.Context, s *shipment, message, how string) {
	b.Hooks.Delivered(how)
	err := b.Store.Delivered(context.WithoutCancel(ctx), s.ID, message, b.Now())
	if err != nil && !errors.Is(err, consult.ErrGone) { // gone: it was deleted just now
		b.log.Error("a delivery could not be stored", "request", s.ID, "error", err)
	}
	b.passed(s.Kind, Closed)
}
