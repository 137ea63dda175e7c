package search

import "sync"

// hold counts who uses an index, so that it is closed under nobody.
type hold struct {
	mu      sync.Mutex
	users   int
	closing bool
	done    bool
}

// Hold keeps the index open until leave is called, whoever closes it
// meanwhile; false means that it is closed. Searches hold it themselves: it
// is for those who search more than once for one answer.
func (ix *Index) Hold() (leave func(), ok bool) {
	ix.hold.mu.Lock()
	defer ix.hold.mu.Unlock()
	if ix.hold.closing {
		return nil, false
	}
	ix.hold.users++
	return sync.OnceFunc(func() { _ = ix.leave(false) }), true // files that were only read: nothing is lost where closing fails
}

// Close releases the index once the last search has ended. It does not wait
// for that; searches that begin after it fail.
func (ix *Index) Close() error { return ix.leave(true) }

// leave lets go of the index; the last to leave a closing one closes it.
func (ix *Index) leave(closing bool) error {
	ix.hold.mu.Lock()
	if closing {
		ix.hold.closing = true
	} else {
		ix.hold.users--
	}
	last := ix.hold.closing && ix.hold.users == 0 && !ix.hold.done
	ix.hold.done = ix.hold.done || last
	ix.hold.mu.Unlock()
	if last {
		return ix.release()
	}
	return nil
}
