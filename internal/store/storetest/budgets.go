package storetest

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"curbside/internal/consult"
)

func wantSpend(t testing.TB, s consult.Budgets, tenant string, day time.Time, tokens, limit int, want bool) {
	t.Helper()
	got, err := s.Spend(t.Context(), tenant, day, tokens, limit)
	if err != nil || got != want {
		t.Errorf("%s spends %d of %d: %v, error %v; want %v", tenant, tokens, limit, got, err, want)
	}
}

func wantSpent(t testing.TB, s consult.Budgets, tenant string, day time.Time, want int) {
	t.Helper()
	got, err := s.Spent(t.Context(), tenant, day)
	if err != nil || got != want {
		t.Errorf("%s has spent %d, error %v; want %d", tenant, got, err, want)
	}
}

// budgets holds a store against what consult.Budgets promises.
func budgets(t *testing.T, open func(t testing.TB) consult.Store) {
	t.Run("a limit ends spending, a gift allows it again", func(t *testing.T) {
		s, day := open(t), noon()
		wantSpent(t, s, "a", day, 0)
		wantSpend(t, s, "a", day, 60, 100, true)
		wantSpend(t, s, "a", day, 60, 100, true)
		wantSpend(t, s, "a", day, 60, 100, false)
		wantSpent(t, s, "a", day, 120)
		wantSpend(t, s, "a", day, 5, 0, true)
		wantSpend(t, s, "a", day, 5, 125, false)
		wantSpend(t, s, "a", day, -30, 0, true)
		wantSpend(t, s, "a", day, 5, 100, true)
		wantSpent(t, s, "a", day, 100)
		wantSpend(t, s, "a", day, -1000, 0, true)
		wantSpent(t, s, "a", day, 0)
	})
	t.Run("tenants and days are apart", func(t *testing.T) {
		s, day := open(t), time.Date(2026, 3, 1, 23, 59, 59, 0, time.UTC)
		wantSpend(t, s, "a", day, 10, 10, true)
		wantSpend(t, s, "b", day, 10, 10, true)
		east := time.FixedZone("", 5*3600)
		wantSpend(t, s, "a", time.Date(2026, 3, 2, 1, 0, 0, 0, east), 10, 10, false) // the same day, UTC
		wantSpent(t, s, "a", day, 10)
		wantSpend(t, s, "a", day.Add(time.Second), 1, 10, true)
		wantSpent(t, s, "a", day.Add(time.Second), 1)
	})
	t.Run("many at once count all and pass no limit together", func(t *testing.T) {
		s, passed := open(t), atomic.Int32{}
		var wait sync.WaitGroup
		for range 20 {
			wait.Go(func() {
				ok, err := s.Spend(t.Context(), "a", noon(), 10, 95)
				if err != nil {
					t.Error(err)
				}
				if ok {
					passed.Add(1)
				}
			})
		}
		wait.Wait()
		if passed.Load() != 10 {
			t.Errorf("%d times 10 were spent, want 10 times for 95", passed.Load())
		}
		wantSpent(t, s, "a", noon(), 100)
	})
}

// keptBudgets: a killed process and two that run share one count, and time
// deletes it.
func keptBudgets(t *testing.T, place func(t testing.TB) Place) {
	p := place(t)
	s := p.Open(t)
	wantSpend(t, s, "guild:1", noon(), 60, 100, true)
	other := p.Open(t)
	wantSpend(t, other, "guild:1", noon(), 60, 100, true)
	p.Kill(t, other)
	p.Kill(t, s)
	s = p.Open(t)
	wantSpend(t, s, "guild:1", noon(), 1, 100, false)
	wantSpent(t, s, "guild:1", noon(), 120)
	if _, err := s.Expire(t.Context(), noon().Add(40*24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	wantSpent(t, s, "guild:1", noon(), 0)
}
