package discordtest

import (
	"slices"
	"strings"
	"time"
)

// state reads from an interaction under the lock.
func state[V any](it *Interaction, read func() V) V {
	it.s.mu.Lock()
	defer it.s.mu.Unlock()
	return read()
}

func (it *Interaction) wait(what string, ok func() bool) {
	it.s.t.Helper()
	if it.Refused != "" {
		it.s.t.Fatalf("discordtest: %s: %s", it, it.Refused)
	}
	it.s.Await(what+" to "+it.String(), func() bool { return state(it, ok) })
}

// Acked waits for the first response and returns how long it took by the server's clock.
func (it *Interaction) Acked() time.Duration {
	it.s.t.Helper()
	it.wait("a first response", func() bool { return it.callback != 0 })
	return state(it, func() time.Duration { return it.acked.Sub(it.Sent) })
}

// Says waits until the answer holds a text, and returns it.
func (it *Interaction) Says(text string) *Message {
	it.s.t.Helper()
	return it.Until("an answer with "+text, func(m *Message) bool { return strings.Contains(m.Text(), text) })
}

// Until waits until the answer is as the test wants it.
func (it *Interaction) Until(what string, ok func(*Message) bool) *Message {
	it.s.t.Helper()
	it.wait(what, func() bool { return !it.answered.IsZero() && ok(it.s.messages[it.original]) })
	return state(it, func() *Message { return it.s.messages[it.original] })
}

// Answered is closed when the user has an answer: for runs with very many users at once, where asking each of them after
// everything that happens would cost more than the bot.
func (it *Interaction) Answered() <-chan struct{} { return it.done }

// AnsweredAfter is how long the answer took by the server's clock; 0 while there is none.
func (it *Interaction) AnsweredAfter() time.Duration {
	return state(it, func() time.Duration {
		if it.answered.IsZero() {
			return 0
		}
		return it.answered.Sub(it.Sent)
	})
}

// FollowUp waits for the nth further message (from 0) and returns it.
func (it *Interaction) FollowUp(n int) *Message {
	it.s.t.Helper()
	it.wait("a follow-up message", func() bool { return len(it.follow) > n })
	return state(it, func() *Message { return it.s.messages[it.follow[n]] })
}

// FollowUps are the further messages so far.
func (it *Interaction) FollowUps() []*Message {
	return state(it, func() []*Message {
		var out []*Message
		for _, id := range it.follow {
			out = append(out, it.s.messages[id])
		}
		return out
	})
}

// Settled waits until the bot did anything that ends the user's waiting: answered, showed a form or suggestions, or took
// note without a word.
func (it *Interaction) Settled() *Interaction {
	it.s.t.Helper()
	it.wait("anything", it.settled)
	return it
}

func (it *Interaction) settled() bool {
	return !it.answered.IsZero() || it.modal != nil || it.callback == callbackChoices || it.callback == callbackDeferEdit
}

// Failed tells whether the user was told "The application did not respond": no first response within 3 s.
func (it *Interaction) Failed() bool {
	return state(it, func() bool { return it.failed(it.s.Now()) })
}

func (it *Interaction) failed(now time.Time) bool {
	return it.Refused == "" && it.callback == 0 && now.Sub(it.Sent) > FirstReplyWithin
}

// Open tells whether the user still waits: no first response, or a "thinking" that was not replaced.
func (it *Interaction) Open() bool {
	return state(it, func() bool { return it.Refused == "" && !it.settled() })
}

// Private tells whether the first response was for the user alone.
func (it *Interaction) Private() bool { return state(it, func() bool { return it.private }) }

// Unanswered lists the interactions whose users still wait, or waited in vain: no first response, or "thinking" for ever.
func (s *Server) Unanswered() []*Interaction {
	return slices.DeleteFunc(s.Interactions(), func(it *Interaction) bool { return !it.Open() })
}

// answer notes that the user has an answer.
func (it *Interaction) answer() {
	if it.answered.IsZero() {
		it.answered = it.s.Now()
		close(it.done)
	}
}
