package session

import (
	"context"

	"curbside/internal/answer"
	"curbside/internal/consult"
)

// Asking is a question that a student puts to a round.
type Asking struct {
	ID       string // asked twice with the same one, it is one question; empty: a new one
	Request  string // the outbox's, which has to be open still; empty: it came with none
	Channel  string
	User     string
	Question consult.Question
}

// Put is what became of a question that a student put.
type Put struct {
	Round Round
	Entry *Entry         // nil where it did not reach the queue
	Place int            // in the queue, from 1; 0 where it waits no more
	Reply *consult.Reply // for the asker alone: an emergency, identifiers, nothing else
}

// Ask puts a question into the queue of the round that runs in a channel. The
// bot's answer is made now, for the educator to see.
func (s *Service) Ask(ctx context.Context, a Asking) (Put, error) {
	if a.ID == "" {
		a.ID = s.newID()
	}
	if put, err := s.room(ctx, a); err != nil || put.Entry != nil {
		return put, err
	}
	reply, err := s.consult.Prepare(ctx, a.Question)
	if err != nil {
		return Put{}, err
	}
	if stopsAsker(reply.Answer) || reply.Turn == nil {
		return Put{Reply: reply}, nil
	}
	s.adding.Lock()
	defer s.adding.Unlock()
	put, err := s.room(ctx, a) // again: making the answer may have taken long
	if err != nil || put.Entry != nil {
		return put, err
	}
	put.Entry = &Entry{
		ID: a.ID, Tenant: a.Question.Tenant, Round: put.Round.ID, Asker: a.User, Question: reply.Turn.Asked,
		Answer: reply.Answer, State: Waiting, Asked: s.now(), Request: a.Request,
	}
	return put, s.store.AddEntry(ctx, *put.Entry)
}

// room finds the place that a question gets in the queue of the round that
// runs. Where the question is there already, it is found with its place.
func (s *Service) room(ctx context.Context, a Asking) (Put, error) {
	r, err := s.store.RunningRound(ctx, a.Question.Tenant, a.Channel)
	if err != nil {
		return Put{}, err
	}
	entries, err := s.store.Outline(ctx, a.Question.Tenant, r.ID)
	if err != nil {
		return Put{}, err
	}
	put, own := Put{Round: r, Place: 1}, 0
	for i := range entries {
		e := &entries[i]
		if e.ID == a.ID {
			put.Entry = e
			if !e.open() {
				put.Place = 0
			}
			return put, nil
		}
		if e.open() {
			put.Place++
			if e.Asker == a.User {
				own++
			}
		}
	}
	switch {
	case own >= mostOfOne:
		return Put{}, ErrTooMany
	case put.Place > mostWaiting:
		return Put{}, ErrQueueFull
	}
	return put, nil
}

// stopsAsker reports whether an answer is for its asker at once and for
// nobody else.
func stopsAsker(a *answer.Answer) bool {
	return a.Status == answer.Emergency || a.Status == answer.Blocked
}
