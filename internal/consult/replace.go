package consult

import "curbside/internal/answer"

// Replace makes the service answer from another engine, which is over other
// sources. What is being answered is answered to its end from the engine
// before, whose index stays open for so long, also when it is closed now;
// nothing waits, and nothing fails.
func (s *Service) Replace(e *answer.Engine) {
	next := *s
	next.over(e)
	s.newest.Store(&next)
}

// enter returns the service as it is now, with its index held open until
// leave.
func (s *Service) enter() (now *Service, leave func()) {
	for {
		now = s.newest.Load()
		if leave, ok := now.index.Hold(); ok {
			return now, leave
		}
		if s.newest.Load() == now { // closed, and nothing in its place: the program ends, and searches say so
			return now, func() {}
		}
	}
}
