package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"curbside/internal/consult"
)

// anyOrder plays random histories of several processes that claim, answer, die
// and start, and holds the store against a model that knows what must be open.
func anyOrder(t *testing.T, place func(t testing.TB) Place) {
	rapid.Check(t, func(r *rapid.T) {
		w := &world{r: r, t: t, place: place(t), requests: map[string]*fate{}}
		w.start()
		r.Repeat(map[string]func(*rapid.T){
			"start": func(r *rapid.T) {
				if len(w.living) < 3 {
					w.start()
				}
			},
			"die":     w.die,
			"claim":   w.claim,
			"advance": w.advance,
			"open":    w.open,
			"forget":  w.forget,
		})
		for len(w.living) > 0 {
			w.end(0)
		}
		w.start()
		w.open(r)
		w.wantAnswers()
		w.end(0)
	})
}

// world is the model: who lives, and what became of each request.
type world struct {
	r        *rapid.T
	t        *testing.T
	place    Place
	living   []*life
	requests map[string]*fate
	started  int
}

// life is a process.
type life struct {
	name  int
	store Store
}

// fate is what became of a request.
type fate struct {
	consult.Request
	owner        int // name of the process that works on it
	acknowledged bool
	answer       string // id of the latest one composed
	delivered    string // message; empty where it was not
	closed       bool
}

func (w *world) start() {
	w.started++
	w.living = append(w.living, &life{name: w.started, store: w.place.Open(w.t)})
}

func (w *world) end(n int) {
	w.place.Kill(w.t, w.living[n].store)
	w.living = slices.Delete(w.living, n, n+1)
}

func (w *world) die(r *rapid.T) {
	w.end(rapid.IntRange(0, len(w.living)-1).Draw(r, "who dies"))
	if len(w.living) == 0 {
		w.start()
	}
}

func (w *world) someone(r *rapid.T) *life { return rapid.SampledFrom(w.living).Draw(r, "who") }

func (w *world) claim(r *rapid.T) {
	who := w.someone(r)
	req := request(fmt.Sprint("r", rapid.IntRange(0, 15).Draw(r, "request")))
	req.User = fmt.Sprint("u", rapid.IntRange(0, 2).Draw(r, "user"))
	req.Received = noon().Add(time.Duration(len(w.requests)) * time.Second)
	got, err := who.store.Claim(w.t.Context(), req)
	if err != nil {
		r.Fatal(err)
	}
	if _, there := w.requests[req.ID]; got == there {
		r.Fatalf("%s is claimed: %v, but it was there: %v", req.ID, got, there)
	}
	if got {
		w.requests[req.ID] = &fate{Request: req, owner: who.name}
	}
}

// advance takes a request of somebody's one step further.
func (w *world) advance(r *rapid.T) {
	who := w.someone(r)
	var mine []string
	for id, f := range w.requests {
		if f.owner == who.name && !f.closed {
			mine = append(mine, id)
		}
	}
	if len(mine) == 0 {
		return
	}
	slices.Sort(mine)
	f := w.requests[rapid.SampledFrom(mine).Draw(r, "which")]
	ctx, at := w.t.Context(), f.Received.Add(time.Minute)
	var err error
	switch step := rapid.SampledFrom([]string{"acknowledged", "composed", "delivered", "abandoned"}).Draw(r, "step"); {
	case step == "acknowledged":
		err, f.acknowledged = who.store.Acknowledged(ctx, f.ID, "p"+f.ID, at), true
	case step == "composed" || step == "delivered" && f.answer == "":
		f.answer = fmt.Sprint(f.ID, "-", who.name)
		err = who.store.Composed(ctx, f.ID, keptFor(f.Request, f.answer), []byte(f.answer))
	case step == "delivered":
		f.closed, f.delivered = true, "m"+f.ID
		err = who.store.Delivered(ctx, f.ID, f.delivered, at)
	default:
		f.closed = true
		err = who.store.Abandoned(ctx, f.ID, "no way", at)
	}
	if err != nil {
		r.Fatal(err)
	}
}

// open takes up what the dead left: all of it, in order, and nothing else.
func (w *world) open(r *rapid.T) {
	who := w.someone(r)
	want := []consult.Pending{}
	for _, f := range w.requests {
		if f.closed || slices.ContainsFunc(w.living, func(l *life) bool { return l.name == f.owner }) {
			continue
		}
		f.owner = who.name
		p := consult.Pending{Request: f.Request, Answer: f.answer}
		if f.acknowledged {
			p.Acknowledged, p.Place = f.Received.Add(time.Minute), "p"+f.ID
		}
		if f.answer != "" {
			p.Message = []byte(f.answer)
		}
		want = append(want, p)
	}
	slices.SortFunc(want, func(a, b consult.Pending) int { return cmp.Or(a.Received.Compare(b.Received), cmp.Compare(a.ID, b.ID)) })
	got, err := who.store.Open(w.t.Context())
	if err != nil {
		r.Fatal(err)
	}
	slices.SortStableFunc(got, func(a, b consult.Pending) int { return cmp.Or(a.Received.Compare(b.Received), cmp.Compare(a.ID, b.ID)) })
	if len(got) == 0 {
		got = []consult.Pending{}
	}
	same(r, "what was taken up", got, want)
}

// forget is rare: it leaves little to look at.
func (w *world) forget(r *rapid.T) {
	if rapid.IntRange(0, 9).Draw(r, "dice") > 0 {
		return
	}
	user := fmt.Sprint("u", rapid.IntRange(0, 2).Draw(r, "user"))
	want := 0
	for id, f := range w.requests {
		if f.User != user {
			continue
		}
		if f.answer != "" {
			want++
		}
		delete(w.requests, id)
	}
	got, err := w.someone(r).store.Forget(w.t.Context(), user, noon())
	if err != nil || got != want {
		r.Fatalf("%d answers of %s forgotten, want %d, error %v", got, user, want, err)
	}
}

// wantAnswers holds each answer that was composed against what is kept.
func (w *world) wantAnswers() {
	for _, f := range w.requests {
		if f.answer == "" {
			continue
		}
		k, err := w.living[0].store.Answer(w.t.Context(), f.Tenant, f.answer)
		if err != nil {
			w.r.Fatalf("the answer to %s: %v", f.ID, err)
		}
		if k.Message != f.delivered || k.User != f.User {
			w.r.Errorf("the answer to %s is shown by %q, want %q", f.ID, k.Message, f.delivered)
		}
	}
}
