package consult

import (
	"context"
	"slices"
	"sync"
)

// Memory is a Store that forgets when the process ends.
type Memory struct {
	tallies

	mu       sync.Mutex
	turns    map[[2]string][]Turn
	feedback map[string][]Feedback
}

// NewMemory returns an empty store.
func NewMemory() *Memory {
	return &Memory{turns: map[[2]string][]Turn{}, feedback: map[string][]Feedback{}}
}

// Append implements Store.
func (m *Memory) Append(_ context.Context, tenant, consult string, t Turn) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	key := [2]string{tenant, consult}
	m.turns[key] = append(m.turns[key], t)
	return nil
}

// Turns implements Store.
func (m *Memory) Turns(_ context.Context, tenant, consult string) ([]Turn, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.turns[[2]string{tenant, consult}]), nil
}

// Feedback implements Store.
func (m *Memory) Feedback(_ context.Context, tenant string, f Feedback) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.feedback[tenant] = append(m.feedback[tenant], f)
	return nil
}
