package consult

import (
	"sync"
	"time"
)

// budgets count what the model cost each tenant since midnight UTC. They are
// kept in memory only: a restart begins a new count.
type budgets struct {
	now func() time.Time

	mu   sync.Mutex
	day  string
	used map[string]int
}

func newBudgets(now func() time.Time) *budgets { return &budgets{now: now, used: map[string]int{}} }

// purse is one tenant's allowance of a day.
type purse struct {
	of     *budgets
	tenant string
	limit  int
}

// Left reports whether the tenant has tokens left today.
func (p purse) Left() bool {
	p.of.mu.Lock()
	defer p.of.mu.Unlock()
	p.of.turn()
	return p.of.used[p.tenant] < p.limit
}

// Spend counts tokens as used.
func (p purse) Spend(tokens int) {
	p.of.mu.Lock()
	defer p.of.mu.Unlock()
	p.of.turn()
	p.of.used[p.tenant] += tokens
}

// turn begins a new count on a new day. The lock is held.
func (b *budgets) turn() {
	if today := b.now().UTC().Format(time.DateOnly); today != b.day {
		b.day = today
		clear(b.used)
	}
}
