package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"curbside/internal/answer"
	"curbside/internal/consult"
	"curbside/internal/discord/rest"
	"curbside/internal/guard"
	"curbside/internal/session"
)

// Times of the way of a question.
const (
	claimTime  = 500 * time.Millisecond // to store it, before it is acknowledged
	directTime = 750 * time.Millisecond // an answer that is ready by then is the reply itself; with the network, 800 ms
	editEvery  = time.Second            // between two edits of the status line
	answerTime = 60 * time.Second       // for all of it; a model that is slow is given up long before
	sendTime   = 30 * time.Second       // to deliver an answer, tries included
)

// ask is one question on its way.
type ask struct {
	record   consult.Request
	question consult.Question
	out      outlet
	urgent   bool      // it gets the words for an emergency; see isUrgent
	since    time.Time // when its asker began to wait
	outcome  string    // what became of it, for metrics; see outcomeOf
	place    string    // id of the message that holds the answer's place, once there is one
}

// answer takes a question from its storing to its delivery. It returns when
// the answer was delivered, or when it is left to the outbox.
func (b *Bot) answer(ctx context.Context, a *ask) {
	b.Hooks.Passed(Received)
	a.since, a.outcome = b.Now(), "limited"
	found := guard.Check(a.question.Text)
	a.urgent = isUrgent(found, a.question)
	if wait := b.rates.take(a.record.Tenant, a.record.User); wait > 0 && !a.urgent {
		a.out.turnAway(tooOften(wait))
		return
	}
	if found.Has(guard.Identifiers) {
		a.record.Text = ""
	}
	claimed, err := b.claim(ctx, a.record)
	if err != nil {
		b.Hooks.Unrecorded()
		a.outcome = "unrecorded"
		b.log.Error("a question could not be stored", "request", a.record.ID, "error", err)
		if a.urgent { // these words wait for nothing
			a.out.refuse(guard.EmergencyText(found.Emergency, a.question.Audience, cmp.Or(a.question.Country, b.Country)))
			return
		}
		a.out.refuse(wordsNotRecorded)
		return
	}
	a.outcome = "elsewhere"
	if !claimed {
		return // another process answers it
	}
	b.Hooks.Passed(Claimed)
	steps := make(chan string, 16)
	results := b.prepare(ctx, a, steps)
	direct := b.After(directTime)
	if b.slots.crowded() { // it will not be ready in time: acknowledge while there is time
		direct = b.After(0)
	}
	select {
	case res := <-results:
		b.conclude(ctx, a, res, a.out.reply)
		return
	case <-direct:
	}
	b.hold(ctx, a)
	b.conclude(ctx, a, b.follow(ctx, a, results, steps), a.out.edit)
}

// hold acknowledges a question whose answer takes longer.
func (b *Bot) hold(ctx context.Context, a *ask) {
	b.Hooks.Passed(Holding)
	place, err := a.out.hold(ctx)
	if err != nil {
		b.log.Warn("a question could not be acknowledged", "request", a.record.ID, "error", err)
		return
	}
	b.Hooks.Passed(Held)
	a.place = place
	if err := b.Store.Acknowledged(ctx, a.record.ID, place, b.Now()); err != nil {
		b.log.Error("an acknowledgement could not be stored", "request", a.record.ID, "error", err)
	}
	b.Hooks.Passed(Acknowledged)
}

func (b *Bot) claim(ctx context.Context, r consult.Request) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, claimTime)
	defer cancel()
	return b.Store.Claim(ctx, r)
}

// result is what became of a question; of a text that was checked, the
// document, and of a question to an educator, its place: or the reply where
// the guard stopped it.
type result struct {
	reply   *consult.Reply
	checked *answer.Document
	put     *session.Put
	err     error
}

// prepare makes the answer as soon as there is a place for it.
func (b *Bot) prepare(ctx context.Context, a *ask, steps chan<- string) <-chan result {
	out := make(chan result, 1)
	b.working.Go(func() {
		ctx, cancel := context.WithTimeout(ctx, answerTime)
		defer cancel()
		q := a.question
		q.Step = func(s string) {
			select {
			case steps <- s:
			default:
			}
		}
		b.Hooks.Passed(Preparing)
		res := b.compute(ctx, a.record, q, a.urgent, a.since)
		b.Hooks.Passed(Prepared)
		out <- res
	})
	return out
}

// compute answers a question, or checks a statement, when there is a place
// for it; what is urgent needs none. What its asker has waited since then is
// taken from the model's time. A panic on the way is an error of this one.
func (b *Bot) compute(ctx context.Context, r consult.Request, q consult.Question, urgent bool, since time.Time) (res result) {
	if !urgent {
		if err := b.slots.acquire(ctx, r.Tenant); err != nil {
			return result{err: err}
		}
		defer b.slots.release()
	}
	q.Waited = max(b.Now().Sub(since), 1)
	defer func() {
		if p := recover(); p != nil {
			b.log.Error("answering panicked", "request", r.ID, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			res = result{err: errPanic}
		}
	}()
	switch r.Kind {
	case kindCheck:
		res.checked, res.reply, res.err = b.Consult.Examine(ctx, q)
		return res
	case kindRound:
		return b.queue(ctx, r, q)
	}
	res.reply, res.err = b.Consult.Prepare(ctx, q)
	return res
}

// isUrgent reports whether a question gets the words for an emergency, which
// wait for nothing: no limit, no place in a queue, no disk.
func isUrgent(found guard.Result, q consult.Question) bool {
	return found.Verdict == guard.Emergency && !q.Anyway
}

var errPanic = errors.New("answering panicked")

// follow shows what is being done until the answer is there.
func (b *Bot) follow(ctx context.Context, a *ask, results <-chan result, steps <-chan string) result {
	shown, next := "", "searching"
	for {
		select {
		case res := <-results:
			return res
		case next = <-steps:
			continue
		case <-b.After(editEvery):
		}
		if text := progressText(next); text != shown {
			shown = text
			if _, err := a.out.edit(ctx, rest.Message{Content: text}); err != nil {
				b.log.Debug("a status line could not be shown", "request", a.record.ID, "error", err)
			}
		}
	}
}

// progressText is the status line while an answer is made.
func progressText(step string) string {
	switch step {
	case "drafting":
		return "-# Searching → drafting from the passages found …"
	case "checking":
		return "-# Searching → drafting → checking every sentence …"
	}
	return "-# Searching the sources …"
}

// conclude stores what a question is answered with and delivers it.
func (b *Bot) conclude(ctx context.Context, a *ask, res result, send sender) {
	if a.outcome = outcomeOf(a.record.Kind, res); res.err != nil && b.ctx.Err() != nil {
		a.outcome = "left"
		return // broken off: the next process takes it up
	}
	d, kept := b.compose(a, res)
	b.Hooks.Passed(Composing)
	if err := b.Store.Composed(ctx, a.record.ID, kept, d.encode()); err != nil {
		b.log.Error("an answer could not be stored", "request", a.record.ID, "error", err)
		d.Loose = true
	}
	b.Hooks.Passed(Composed)
	b.deliver(ctx, &shipment{Pending: consult.Pending{Request: a.record, Place: a.place}, delivery: d}, send)
}

// outcomeOf says what became of a question: answered, declined, emergency or
// blocked; checked, or queued in a round; busy, refused or failed.
func outcomeOf(kind string, res result) string {
	var w words
	switch {
	case errors.Is(res.err, errFull):
		return "busy"
	case res.err != nil && (errors.As(res.err, &w) || wordsForQuestion(kind, res.err) != ""):
		return "refused"
	case res.err != nil:
		return "failed"
	case res.checked != nil:
		return "checked"
	case res.put != nil && res.put.Entry != nil:
		return "queued"
	}
	return string(res.reply.Answer.Status)
}

// compose lays out what a question is answered with, and what is kept of it.
func (b *Bot) compose(a *ask, res result) (delivery, *consult.Kept) {
	if res.err != nil {
		text := wordsForQuestion(a.record.Kind, res.err)
		if text == "" {
			text = b.wordsFor(res.err)
		}
		if text == wordsFailed {
			b.log.Error("a question could not be answered", "request", a.record.ID, "error", res.err)
		}
		return delivery{Text: text}, nil
	}
	if res.checked != nil {
		return checkDelivery(res.checked, a.record.Options["audience"]), nil
	}
	if res.put != nil && res.put.Entry != nil {
		return queued(res.put), nil
	}
	r := res.reply
	if r.Answer.Reason != nil {
		b.Hooks.Declined(a.record.Kind, *r.Answer.Reason)
	}
	d, kept := deliveryOf(r), b.keptOf(a.record, r)
	if a.record.Options["anyway"] != "" {
		d.Text = wordsAnyway + d.Text
	}
	if a.record.Options["away"] != "" {
		d.Answer = fromAfar(d.Answer, a.record.Tenant)
	}
	if kept == nil { // its buttons would find nothing
		d.Answer = ""
	}
	if len(r.Answer.Identifiers) > 0 || a.record.Text == "" {
		b.stillThere(a.record, &d)
	}
	if res.put != nil {
		d.Text += wordsNotQueued
	}
	return d, kept
}

// keptOf is what is kept of a reply. Of an emergency the question is kept, so
// that its asker can have the sources all the same; of a question with
// identifiers nothing is.
func (b *Bot) keptOf(record consult.Request, r *consult.Reply) *consult.Kept {
	turn := r.Turn
	if turn == nil && r.Answer.Status == answer.Emergency && r.Answer.Question != nil {
		turn = &consult.Turn{Asked: *r.Answer.Question, Standalone: *r.Answer.Question, Answer: r.Answer}
	}
	if turn == nil {
		return nil
	}
	return &consult.Kept{
		Turn: *turn, Tenant: record.Tenant, Consult: r.Answer.Consult, Request: record.ID, User: record.User,
		Channel: record.Channel, Private: record.Private, At: b.Now(),
	}
}

// delivery is a message as the outbox keeps it.
type delivery struct {
	Text   string `json:"text"`
	Answer string `json:"answer,omitempty"` // id of a kept answer, for the buttons
	Status string `json:"status,omitempty"` // of the answer
	Loose  bool   `json:"loose,omitempty"`  // the answer is not kept: buttons would find nothing
	File   string `json:"file,omitempty"`   // Markdown that goes with it
	Delete string `json:"delete,omitempty"` // channel/id of a message that its author should delete
}

func (d delivery) encode() []byte {
	out, err := json.Marshal(d)
	if err != nil { // strings and booleans always encode
		panic(err)
	}
	return out
}

func decodeDelivery(data []byte) (delivery, error) {
	var d delivery
	err := json.Unmarshal(data, &d)
	return d, err
}
