package gateway

// gapWindow is for how many later events a missing number is waited for
// before it is taken as never sent.
const gapWindow = 256

// sequence follows the numbers of a session's events.
type sequence struct {
	begun bool
	whole int64          // all up to here have come
	ahead map[int64]bool // those that came after a gap
}

// note takes down a number, after its event was handed over.
func (s *sequence) note(n int64) {
	if !s.begun {
		*s = sequence{begun: true, whole: n - 1, ahead: map[int64]bool{}}
	}
	if n <= s.whole {
		return
	}
	s.ahead[n] = true
	for s.ahead[s.whole+1] || len(s.ahead) > gapWindow {
		s.whole++
		delete(s.ahead, s.whole)
	}
}

// last is the number to resume from: all up to it have come. What came after
// a gap is sent again then, and dropped as a duplicate.
func (s *sequence) last() int64 { return s.whole }
