package rest

import "time"

// bucket is what is known of one rate limit. Its owner holds the lock.
type bucket struct {
	key    string
	size   int       // requests in a window; 0: not known
	left   int       // of these, not yet sent
	reset  time.Time // when the window ends; zero: none has begun
	rest   time.Time // until when a 429 stops it
	free   bool      // Discord names no limit for this route
	flying int       // sent, and not yet answered

	changed chan struct{} // closed when an answer comes, for those who wait for one
}

// ready is (0, nil) when a request may be sent now; else how long to wait, or
// a channel that is closed when there is more to know.
func (b *bucket) ready(now time.Time) (time.Duration, <-chan struct{}) {
	if d := b.rest.Sub(now); d > 0 {
		return d, nil
	}
	if b.free {
		return 0, nil
	}
	if b.size == 0 {
		if b.flying < probeFlying {
			return 0, nil
		}
		return 0, b.wait()
	}
	if !b.reset.IsZero() && !now.Before(b.reset) {
		b.reset, b.left = time.Time{}, max(0, b.size-b.flying)
	}
	if b.left > 0 {
		return 0, nil
	}
	if d := b.reset.Sub(now); d > 0 {
		return d, nil
	}
	if b.flying == 0 { // nobody will tell: begin anew
		b.left = b.size
		return 0, nil
	}
	return 0, b.wait()
}

func (b *bucket) wait() <-chan struct{} {
	if b.changed == nil {
		b.changed = make(chan struct{})
	}
	return b.changed
}

func (b *bucket) leave() {
	b.flying++
	b.left = max(0, b.left-1)
}

func (b *bucket) back() {
	b.flying--
	if b.changed != nil {
		close(b.changed)
		b.changed = nil
	}
}

// learn takes over what an answer said. Answers overtake each other, so
// within a window only the smallest remainder counts.
func (b *bucket) learn(w window) {
	b.free = false
	fresh := b.size == 0 || w.reset.After(b.reset.Add(windowDrift))
	b.size = w.size
	if fresh {
		b.reset, b.left = w.reset, max(0, w.left-b.flying)
		return
	}
	b.left = min(b.left, w.left)
}

// idle reports whether forgetting the bucket loses nothing.
func (b *bucket) idle(now time.Time) bool {
	return b.flying == 0 && !b.rest.After(now) && (b.free || !b.reset.After(now))
}
