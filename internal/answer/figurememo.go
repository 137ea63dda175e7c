package answer

import (
	"slices"
	"sync/atomic"
)

// quantities in the order of their bits in a figureMemo.
var quantities = []quantity{doseAmount, rateAmount, duration, interval, countAmount, calendar, ageAmount, temperature, timing, money, naming, threshold, place, route}

// figureMemo remembers which kinds of figures a sentence states, since every
// question that asks for one looks at the same sentences.
type figureMemo struct {
	seen, stated atomic.Uint32 // a bit for each kind
}

// statesKind is what quantity.states says of s.
func (s *sentenceView) statesKind(q quantity) bool {
	i := slices.Index(quantities, q)
	if i < 0 {
		return q.states(s.folded)
	}
	bit := uint32(1) << i
	if s.figures.seen.Load()&bit != 0 {
		return s.figures.stated.Load()&bit != 0
	}
	states := q.states(s.folded)
	if states {
		s.figures.stated.Or(bit)
	}
	s.figures.seen.Or(bit)
	return states
}

// holdsKind is what quantity.holds says of s.
func (s *sentenceView) holdsKind(q quantity) bool {
	return s.statesKind(q) || unsettled.MatchString(s.folded)
}
