package gateway

// seen remembers the last ids that it was shown, and no more than its size.
type seen struct {
	ids  map[string]struct{}
	ring []string
	next int
}

func newSeen(size int) *seen {
	return &seen{ids: make(map[string]struct{}, size), ring: make([]string, size)}
}

// first reports whether it sees an id for the first time, as far as it
// remembers.
func (s *seen) first(id string) bool {
	if _, old := s.ids[id]; old {
		return false
	}
	delete(s.ids, s.ring[s.next])
	s.ring[s.next] = id
	s.next = (s.next + 1) % len(s.ring)
	s.ids[id] = struct{}{}
	return true
}
