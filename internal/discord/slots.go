package discord

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// errFull says that too many questions wait.
var errFull = errors.New("too many questions wait")

// slots lets so many questions be worked on at once. Those that wait get a
// place server by server in turn, so that a busy server does not starve a
// quiet one.
type slots struct {
	most, perTenant int
	report          func(int)

	mu      sync.Mutex
	free    int
	waiting int
	queues  map[string][]chan struct{}
	turn    []string // tenants with a queue, the next one first
}

func newSlots(atOnce, most, perTenant int, report func(int)) *slots {
	return &slots{most: most, perTenant: perTenant, report: report, free: atOnce, queues: map[string][]chan struct{}{}}
}

// acquire waits for a place; the caller gives it back with release. errFull
// is returned at once where too many wait, ctx.Err() where ctx ends first.
func (s *slots) acquire(ctx context.Context, tenant string) error {
	s.mu.Lock()
	if s.free > 0 {
		s.free--
		s.mu.Unlock()
		return nil
	}
	if s.waiting >= s.most || len(s.queues[tenant]) >= s.perTenant {
		s.mu.Unlock()
		return errFull
	}
	place := make(chan struct{})
	if len(s.queues[tenant]) == 0 {
		s.turn = append(s.turn, tenant)
	}
	s.queues[tenant] = append(s.queues[tenant], place)
	s.waiting++
	s.report(s.waiting)
	s.mu.Unlock()
	select {
	case <-place:
		return nil
	case <-ctx.Done():
		return s.leave(ctx, tenant, place)
	}
}

// crowded reports whether so many wait that a newcomer waits long.
func (s *slots) crowded() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.waiting > crowd
}

// crowd is how many may wait before newcomers are told so at once.
const crowd = 10

// leave takes place out of its queue; where it was just given, it is given
// on.
func (s *slots) leave(ctx context.Context, tenant string, place chan struct{}) error {
	s.mu.Lock()
	i := slices.Index(s.queues[tenant], place)
	if i >= 0 {
		s.remove(tenant, i)
	}
	s.mu.Unlock()
	if i < 0 {
		s.release()
	}
	return ctx.Err()
}

// release gives a place to whoever is next.
func (s *slots) release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.turn) == 0 {
		s.free++
		return
	}
	tenant := s.turn[0]
	place := s.queues[tenant][0]
	s.remove(tenant, 0)
	if len(s.queues[tenant]) > 0 { // to the end of the row
		s.turn = append(s.turn[1:], tenant)
	}
	close(place)
}

// remove takes one place out of a tenant's queue. The caller holds s.mu.
func (s *slots) remove(tenant string, i int) {
	s.queues[tenant] = slices.Delete(s.queues[tenant], i, i+1)
	s.waiting--
	s.report(s.waiting)
	if len(s.queues[tenant]) == 0 {
		delete(s.queues, tenant)
		s.turn = slices.DeleteFunc(s.turn, func(t string) bool { return t == tenant })
	}
}
