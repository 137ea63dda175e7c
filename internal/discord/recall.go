package discord

import (
	"context"
	"fmt"
	"sync"
	"time"

	"curbside/internal/discord/rest"
)

// flights are tries to show something to others, which are broken off where
// it is deleted meanwhile.
type flights struct {
	mu  sync.Mutex
	all map[string]context.CancelFunc // by request
}

// begin notes a try; what it returns is called at its end.
func (f *flights) begin(request string, cancel context.CancelFunc) func() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.all == nil {
		f.all = map[string]context.CancelFunc{}
	}
	f.all[request] = cancel
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		delete(f.all, request)
	}
}

// recall breaks off the tries whose requests are not open any more.
func (b *Bot) recall(ctx context.Context) {
	b.flights.mu.Lock()
	defer b.flights.mu.Unlock()
	for request, cancel := range b.flights.all {
		if open, err := b.Store.IsOpen(ctx, request); err == nil && !open {
			cancel()
		}
	}
}

// recalling recalls what is deleted until the function that it returns is
// called, and once more then: it is deleted long before its bytes are erased.
func (b *Bot) recalling(ctx context.Context) (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(recallEvery)
		defer tick.Stop()
		for going := true; going; {
			select {
			case <-tick.C:
			case <-done:
				going = false
			}
			b.recall(ctx)
		}
	}()
	return func() {
		close(done)
		<-ended
	}
}

const recallEvery = 100 * time.Millisecond

// wordsDeleted stand where an answer would have been shown to others.
const wordsDeleted = "What was kept of this question was deleted while it was being answered, so the answer is not shown. You can ask again."

// still reports whether a shipment is to be sent: what was deleted is posted
// nowhere. An answer that is deleted while it is on its way to its asker alone
// still reaches them; where others would see it, words stand in its place.
// Where the store cannot tell, a question is answered, and a post waits.
func (b *Bot) still(ctx context.Context, s *shipment) (bool, error) {
	open, err := b.Store.IsOpen(ctx, s.ID)
	posting := s.Kind == kindPost || s.Kind == kindPublish
	switch {
	case err != nil && posting:
		return false, err
	case err != nil:
		b.log.Error("whether a question still stands could not be read", "request", s.ID, "error", err)
	case !open && posting:
		b.log.Info("what was to be posted was deleted", "request", s.ID)
		return false, nil
	case !open && s.Private:
		s.Loose = true
	case !open:
		s.delivery = delivery{Text: wordsDeleted}
	}
	return true, nil
}

// forgottenOr is the ending of a try that still has stopped.
func forgottenOr(err error) ending {
	if err != nil {
		return undone
	}
	return forgotten
}

// tellPoster tells somebody, who was told to wait, what became of a post of
// theirs that could not be made.
func (b *Bot) tellPoster(ctx context.Context, s *shipment, done ending) {
	text := map[ending]string{
		refused:   "What you wanted posted in <#%s> could not be posted there: I may not write there, or it is gone. You can press the button under the answer again.",
		forgotten: "What you wanted posted in <#%s> was not posted: it was deleted meanwhile.",
		unknown: "Whether what you wanted posted in <#%s> is there is not known: this program was interrupted, and I may not read that channel's history. " +
			"Please look, and press the button under the answer again if it is not there.",
	}[done]
	if text == "" {
		return
	}
	dm, err := b.REST.CreateDM(ctx, s.User)
	if err == nil {
		_, err = b.REST.CreateMessage(ctx, dm.ID, rest.Message{Content: fmt.Sprintf(text, s.Channel), Flags: rest.FlagSuppressEmbeds, Nonce: s.ID})
	}
	if err != nil {
		b.log.Warn("who wanted something posted could not be told", "request", s.ID, "error", err)
	}
}
