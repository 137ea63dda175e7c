package consult

import (
	"context"
	"fmt"
	"sync"
	"time"

	"curbside/internal/answer"
)

// Budgets count what the model cost each tenant on a day, UTC. Their methods
// are safe for concurrent use, and each is one transaction.
type Budgets interface {
	// Spend counts tokens as a tenant's on the day of a time, unless the day's
	// are at or above a limit already: then it is false, and counts nothing. A
	// limit of 0 is none. Tokens below 0 give back what was counted too much;
	// no day's count falls below 0.
	Spend(ctx context.Context, tenant string, day time.Time, tokens, limit int) (bool, error)
	// Spent returns the tokens that a tenant used on the day of a time.
	Spent(ctx context.Context, tenant string, day time.Time) (int, error)
}

// Today is the day of a time as budgets count it: midnight UTC.
func Today(at time.Time) time.Time {
	y, m, d := at.UTC().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// budgetTime is how long a question may wait for the count of its tenant.
const budgetTime = 2 * time.Second

// purse is one tenant's allowance of a day.
type purse struct {
	of     Budgets
	now    func() time.Time
	tenant string
	limit  int // 0: none, what is used is only counted
}

// allow bounds the model by the tenant's budget in all that is done with the
// context.
func (s *Service) allow(ctx context.Context, q Question) context.Context {
	return answer.WithAllowance(ctx, purse{of: s.store, now: s.engine.Now, tenant: q.Tenant, limit: max(q.DailyTokens, 0)})
}

// Take implements answer.Allowance. Where the count cannot be read, a tenant
// with a limit does without the model. What a process set aside that was
// killed stays counted.
func (p purse) Take(ctx context.Context, tokens int) (func(int), error) {
	day := p.now() // a call that ends on another day is settled on this one
	counting, cancel := context.WithTimeout(ctx, budgetTime)
	defer cancel()
	ok, err := p.of.Spend(counting, p.tenant, day, tokens, p.limit)
	switch {
	case err != nil && p.limit == 0:
		return func(int) {}, nil
	case err != nil:
		return nil, fmt.Errorf("count the tokens of the model: %w", err)
	case !ok:
		return nil, answer.OverAllowance{}
	}
	return func(cost int) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), budgetTime)
		defer cancel()
		// Where this fails, the day keeps what was set aside: rather too much than too little.
		_, _ = p.of.Spend(ctx, p.tenant, day, cost-tokens, 0)
	}, nil
}

// tallies are Budgets in memory, of one day.
type tallies struct {
	mu   sync.Mutex
	day  time.Time
	used map[string]int
}

// Spend implements Budgets. Days that are over are not kept.
func (b *tallies) Spend(_ context.Context, tenant string, day time.Time, tokens, limit int) (bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	today := Today(day)
	switch {
	case b.used == nil || today.After(b.day):
		b.day, b.used = today, map[string]int{}
	case today.Before(b.day):
		return true, nil
	}
	if limit > 0 && b.used[tenant] >= limit {
		return false, nil
	}
	b.used[tenant] = max(b.used[tenant]+tokens, 0)
	return true, nil
}

// Spent implements Budgets.
func (b *tallies) Spent(_ context.Context, tenant string, day time.Time) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !Today(day).Equal(b.day) {
		return 0, nil
	}
	return b.used[tenant], nil
}
