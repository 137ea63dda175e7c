package llm

import (
	"fmt"
	"sync"
	"time"
)

// budget counts the tokens of a UTC day. Tokens are reserved before a call and settled after it, so that calls that
// run at the same time cannot overspend together.
type budget struct {
	limit int // 0: no limit
	clock func() time.Time

	mu   sync.Mutex
	day  time.Time // midnight UTC of the day that used belongs to
	used int
}

// reservation is a claim on one day's tokens.
type reservation struct {
	budget *budget
	day    time.Time
	tokens int
}

// reserve sets tokens aside, or fails with ErrBudget when they do not fit into the day any more.
func (b *budget) reserve(tokens int) (*reservation, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.turn()
	if b.limit > 0 && b.used+tokens > b.limit {
		return nil, &Error{
			Kind: ErrBudget,
			What: fmt.Sprintf("the day's budget of %d tokens is spent (%d used, this question may need %d)", b.limit, b.used, tokens),
			Do:   fmt.Sprintf("it starts anew at %s, or raise llm.daily_tokens", b.day.AddDate(0, 0, 1).Format("2006-01-02 15:04 MST")),
		}
	}
	b.used += tokens
	return &reservation{budget: b, day: b.day, tokens: tokens}, nil
}

// settle replaces the reserved tokens by those that were used. A call that began yesterday costs nothing today.
func (r *reservation) settle(used int) {
	b := r.budget
	b.mu.Lock()
	defer b.mu.Unlock()
	b.turn()
	if b.day.Equal(r.day) {
		b.used = max(b.used+used-r.tokens, 0)
	}
}

// spent is the number of tokens used or reserved today.
func (b *budget) spent() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.turn()
	return b.used
}

// turn starts a new count when the day has changed. The lock is held.
func (b *budget) turn() {
	year, month, day := b.clock().UTC().Date()
	if today := time.Date(year, month, day, 0, 0, 0, 0, time.UTC); !today.Equal(b.day) {
		b.day, b.used = today, 0
	}
}
