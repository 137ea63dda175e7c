package session

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Memory is a Store that forgets when the process ends.
type Memory struct {
	mu      sync.Mutex
	rounds  []Round
	entries []Entry
}

// NewMemory returns an empty store.
func NewMemory() *Memory { return &Memory{} }

func (m *Memory) last(tenant, channel string) (Round, error) {
	for _, r := range slices.Backward(m.rounds) {
		if r.Tenant == tenant && r.Channel == channel {
			return r, nil
		}
	}
	return Round{}, ErrNoRound
}

// StartRound implements Store.
func (m *Memory) StartRound(_ context.Context, r Round) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if last, err := m.last(r.Tenant, r.Channel); err == nil && last.Ended.IsZero() {
		return ErrRunning
	}
	m.rounds = append(m.rounds, r)
	return nil
}

// RunningRound implements Store.
func (m *Memory) RunningRound(_ context.Context, tenant, channel string) (Round, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.last(tenant, channel)
	if err == nil && !r.Ended.IsZero() {
		return Round{}, ErrNoRound
	}
	return r, err
}

// LatestRound implements Store.
func (m *Memory) LatestRound(_ context.Context, tenant, channel string) (Round, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.last(tenant, channel)
}

// Round implements Store.
func (m *Memory) Round(_ context.Context, tenant, id string) (Round, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.rounds {
		if r.Tenant == tenant && r.ID == id {
			return r, nil
		}
	}
	return Round{}, ErrNoRound
}

// EndRound implements Store.
func (m *Memory) EndRound(_ context.Context, tenant, round string, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.rounds {
		if r := &m.rounds[i]; r.Tenant == tenant && r.ID == round && r.Ended.IsZero() {
			r.Ended = at
			return nil
		}
	}
	return ErrNoRound
}

// AddEntry implements Store.
func (m *Memory) AddEntry(_ context.Context, e Entry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.entry(e.Tenant, e.ID) == nil {
		m.entries = append(m.entries, e)
	}
	return nil
}

// entry finds a question. The caller holds m.mu.
func (m *Memory) entry(tenant, id string) *Entry {
	for i := range m.entries {
		if e := &m.entries[i]; e.Tenant == tenant && e.ID == id {
			return e
		}
	}
	return nil
}

// Entries implements Store.
func (m *Memory) Entries(_ context.Context, tenant, round string) ([]Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []Entry
	for _, e := range m.entries {
		if e.Tenant == tenant && e.Round == round {
			out = append(out, e)
		}
	}
	return out, nil
}

// Outline implements Store.
func (m *Memory) Outline(ctx context.Context, tenant, round string) ([]Entry, error) {
	out, err := m.Entries(ctx, tenant, round)
	for i := range out {
		out[i].Answer = nil
	}
	return out, err
}

// Entry implements Store.
func (m *Memory) Entry(_ context.Context, tenant, id string) (Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if e := m.entry(tenant, id); e != nil {
		return *e, nil
	}
	return Entry{}, ErrNoEntry
}

// Decide implements Store.
func (m *Memory) Decide(_ context.Context, d Decision) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	e := m.entry(d.Tenant, d.Entry)
	switch {
	case e == nil:
		return ErrNoEntry
	case !e.open() && (d.Key == "" || e.Key != d.Key):
		return ErrDecided
	}
	e.State, e.Decided, e.Key = d.To, d.At, d.Key
	return nil
}
