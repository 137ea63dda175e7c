package discord

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"curbside/internal/consult"
	"curbside/internal/guard"
)

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
	b.passed(p.Kind, TakenUp)
	s := &shipment{Pending: p, doubt: true}
	if p.Message != nil {
		var err error
		if s.delivery, err = decodeDelivery(p.Message); err == nil {
			b.again(ctx, s)
			return
		}
		b.log.Error("a stored message cannot be read", "request", p.ID, "error", err)
	}
	switch p.Kind {
	case kindPublish:
		b.publish(ctx, p.Request)
		return
	case kindThread:
		b.threadAgain(ctx, p.Request)
		return
	case kindPost: // of an older version, which stored it in parts: nobody was told that it was posted
		b.giveUp(ctx, p.Request, "broken off before it was made")
		return
	}
	if p.Text == "" { // it held identifiers, which are not kept
		s.delivery = delivery{Text: wordsLostIdentifiers}
		b.again(ctx, s)
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
	s.delivery = d
	b.again(ctx, s)
}

// giveUp closes a request that comes to nothing.
func (b *Bot) giveUp(ctx context.Context, r consult.Request, why string) {
	if err := b.Store.Abandoned(context.WithoutCancel(ctx), r.ID, why, b.Now()); err != nil && !errors.Is(err, consult.ErrGone) {
		b.log.Error("a request could not be closed", "request", r.ID, "error", err)
	}
}

const wordsLostIdentifiers = "Your message seemed to identify a patient, so it was not stored, and then this program was restarted. Please ask again without anything that identifies a person."
