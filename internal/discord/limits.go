package discord

import (
	"cmp"
	"runtime"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limits bound what users may ask of the bot. The zero value of a field
// stands for its default.
type Limits struct {
	PerUser          int // questions a minute; default 12
	PerServer        int // questions a minute; default 120
	AtOnce           int // answered at once; default: the cores, at least 2
	Waiting          int // questions that may wait; default 1,000
	WaitingPerServer int // of these from one server; default 100
}

func (l Limits) withDefaults() Limits {
	l.PerUser = cmp.Or(l.PerUser, 12)
	l.PerServer = cmp.Or(l.PerServer, 120)
	l.AtOnce = cmp.Or(l.AtOnce, max(2, runtime.GOMAXPROCS(0)))
	l.Waiting = cmp.Or(l.Waiting, 1000)
	l.WaitingPerServer = cmp.Or(l.WaitingPerServer, 100)
	return l
}

// rates hold users and servers to their questions a minute.
type rates struct {
	limits Limits
	now    func() time.Time

	mu   sync.Mutex
	by   map[string]*rate.Limiter
	last time.Time // when idle limiters were dropped
}

func newRates(l Limits, now func() time.Time) *rates {
	return &rates{limits: l, now: now, by: map[string]*rate.Limiter{}}
}

// take returns how long the user has to wait before they may ask; 0: they may
// now, and it is counted.
func (r *rates) take(tenant, user string) time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	r.sweep(now)
	own, all := r.limiter("user:"+user, r.limits.PerUser).ReserveN(now, 1), r.limiter("of:"+tenant, r.limits.PerServer).ReserveN(now, 1)
	wait := max(own.DelayFrom(now), all.DelayFrom(now))
	if wait > 0 {
		own.CancelAt(now)
		all.CancelAt(now)
	}
	return wait
}

// How often a minute somebody gets words that are no answer, where others
// read them, and how many of those a channel gets; and how often a user's
// data are exported or deleted, each.
const (
	wordsPerUser    = 3
	wordsPerChannel = 12
	privacyPerUser  = 3
)

// word reports whether a user may be told in a channel why there is no answer.
// The first word is everybody's, however full the channel is.
func (r *rates) word(user, channel string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	r.sweep(now)
	own, all := r.limiter("word to:"+user, wordsPerUser), r.limiter("words in:"+channel, wordsPerChannel)
	first := own.TokensAt(now) >= wordsPerUser
	room := all.AllowN(now, 1)
	return (first || room) && own.AllowN(now, 1)
}

// often counts a deed and reports whether it may be done, so many a minute.
func (r *rates) often(deed, user string, perMinute int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	r.sweep(now)
	return r.limiter(deed+":"+user, perMinute).AllowN(now, 1)
}

func (r *rates) limiter(key string, perMinute int) *rate.Limiter {
	l := r.by[key]
	if l == nil {
		l = rate.NewLimiter(rate.Limit(float64(perMinute)/60), perMinute)
		r.by[key] = l
	}
	return l
}

// sweep drops, once a minute, whoever has all of their questions again.
func (r *rates) sweep(now time.Time) {
	if now.Sub(r.last) < time.Minute {
		return
	}
	r.last = now
	for key, l := range r.by {
		if l.TokensAt(now) >= float64(l.Burst()) {
			delete(r.by, key)
		}
	}
}
