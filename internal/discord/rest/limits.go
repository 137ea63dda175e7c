package rest

import (
	"net/http"
	"sync"
	"time"
)

// limits keeps count of what Discord still lets through. Its lock is held
// for bookkeeping only, never while waiting or sending.
type limits struct {
	now func() time.Time

	mu      sync.Mutex
	routes  map[string]string  // route -> the hash of its bucket, noLimit where it has none
	sizes   map[string]int     // hash -> requests in a window
	buckets map[string]*bucket // by route or hash, and major parameter
	sweepAt int

	recent []time.Time  // a ring of the last calls that the global limit binds
	next   int          // oldest of recent
	rest   [2]time.Time // until when a global 429 stops all: [0] with the bot's token, [1] interactions
}

const (
	noLimit     = "-"
	firstSweep  = 256
	manySizes   = 1024
	probeFlying = 5                // calls in flight to a bucket of which nothing is known
	noHeader    = time.Second      // rest after a 429 that does not say how long
	resetSlack  = time.Millisecond // Discord rounds to milliseconds
)

// ticket is the leave to send one request; it is given back with what came
// of it.
type ticket struct {
	route, major string
	hook         bool
	bucket       *bucket
}

func newLimits(now func() time.Time, perSecond int) *limits {
	return &limits{now: now, routes: map[string]string{}, sizes: map[string]int{}, buckets: map[string]*bucket{},
		sweepAt: firstSweep, recent: make([]time.Time, max(1, perSecond))}
}

// take returns a ticket; or how long to wait before asking again; or a
// channel that is closed when asking again makes sense.
func (l *limits) take(k *call) (*ticket, time.Duration, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	hook := k.hook != ""
	if d := l.rest[side(hook)].Sub(now); d > 0 {
		return nil, d, nil
	}
	b := l.bucket(k.method+" "+k.route, k.major)
	d, changed := b.ready(now)
	if changed != nil || d > 0 {
		return nil, d, changed
	}
	if !hook {
		if d := l.recent[l.next].Add(time.Second).Sub(now); d > 0 && !l.recent[l.next].IsZero() {
			return nil, d, nil
		}
		l.recent[l.next] = now
		l.next = (l.next + 1) % len(l.recent)
	}
	b.leave()
	return &ticket{route: k.method + " " + k.route, major: k.major, hook: hook, bucket: b}, 0, nil
}

// give takes a ticket back. rest is how long the bucket must rest after a
// 429, 0 otherwise.
func (l *limits) give(t *ticket, a answer, rest time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	t.bucket.back()
	limited := a.status == http.StatusTooManyRequests
	if limited && isGlobal(a.header, a.body) {
		l.rest[side(t.hook)] = later(l.rest[side(t.hook)], now.Add(rest))
	}
	b := l.learn(t, a)
	if limited {
		b.rest = later(b.rest, now.Add(rest))
	}
	l.drop(t.bucket, now)
	l.drop(b, now)
	l.sweep(now)
}

// learn reads the headers of an answer into the bucket that they speak of,
// and returns that.
func (l *limits) learn(t *ticket, a answer) *bucket {
	w, ok := windowOf(a.header, l.now())
	if !ok {
		if a.status != 0 && a.status < 500 && a.status != http.StatusTooManyRequests && t.bucket.size == 0 {
			if l.routes[t.route] == "" {
				l.routes[t.route] = noLimit
			}
			t.bucket.free = true
		}
		return t.bucket
	}
	if len(l.sizes) > manySizes {
		clear(l.sizes)
	}
	l.routes[t.route], l.sizes[w.hash] = w.hash, w.size
	key := w.hash + " " + t.major
	b := l.buckets[key]
	if b == nil {
		// The bucket was known by its route until now, or by an older hash.
		b = t.bucket
		delete(l.buckets, b.key)
		b.key = key
		l.buckets[key] = b
	}
	b.learn(w)
	return b
}

// bucket finds or makes the bucket of a route and a major parameter.
func (l *limits) bucket(route, major string) *bucket {
	hash := l.routes[route]
	key := hash + " " + major
	if hash == "" || hash == noLimit {
		key = route + " " + major
	}
	b := l.buckets[key]
	if b == nil {
		b = &bucket{key: key, size: l.sizes[hash], left: l.sizes[hash], free: hash == noLimit}
		l.buckets[key] = b
	}
	return b
}

// drop forgets a bucket that is full and still: a new one is the same.
func (l *limits) drop(b *bucket, now time.Time) {
	if l.buckets[b.key] == b && b.idle(now) {
		delete(l.buckets, b.key)
	}
}

// sweep forgets all buckets that have become full and still. It runs when
// their number has doubled, so that its cost is a constant for each call.
func (l *limits) sweep(now time.Time) {
	if len(l.buckets) < l.sweepAt {
		return
	}
	for _, b := range l.buckets {
		l.drop(b, now)
	}
	l.sweepAt = max(firstSweep, 2*len(l.buckets))
}

func side(hook bool) int {
	if hook {
		return 1
	}
	return 0
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
