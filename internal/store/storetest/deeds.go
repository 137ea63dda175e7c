package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"curbside/internal/consult"
	"curbside/internal/session"
)

// post is a request that does a deed.
func post(id, deed string) consult.Request {
	r := request(id)
	r.Kind, r.Deed, r.Token, r.Text = "post", deed, "", ""
	return r
}

// deeds: what a request does once is done once, and is free again when the
// request comes to nothing.
func deeds(t *testing.T, p Place) {
	s, ctx := p.Open(t), t.Context()
	busy := func(id string) {
		t.Helper()
		if ok, err := s.Claim(ctx, post(id, "/a/share")); ok || !errors.Is(err, consult.ErrDone) {
			t.Errorf("%s does it again: %v, error %v", id, ok, err)
		}
	}
	claim(t, s, post("1", "/a/share"), true)
	claim(t, s, post("1", "/a/share"), false) // the same request
	busy("2")
	claim(t, s, post("3", "/b/share"), true)
	other := post("4", "/a/share")
	other.Tenant = "guild:2"
	claim(t, s, other, true)
	must(t, s.Abandoned(ctx, "1", "refused", noon()))
	claim(t, s, post("5", "/a/share"), true)
	must(t, s.Delivered(ctx, "5", "m", noon()))
	must(t, s.Abandoned(ctx, "5", "too late", noon())) // it stays delivered
	busy("6")
	if first, err := s.Once(ctx, "guild:1", "/a/share", noon()); err != nil || first {
		t.Errorf("Once is %v, error %v", first, err)
	}
	// A deed that a deletion broke off was not done.
	mine := post("7", "/c/share")
	mine.User = "700"
	claim(t, s, mine, true)
	_, err := s.Forget(ctx, "700", noon())
	must(t, err)
	claim(t, s, post("8", "/c/share"), true)
	p.Kill(t, s)
	open, err := p.Open(t).Open(ctx)
	must(t, err)
	got := map[string]string{}
	for _, o := range open {
		got[o.ID] = o.Deed
	}
	same(t, "the deeds of what is open", got, map[string]string{"3": "/b/share", "4": "/a/share", "8": "/c/share"})
}

// submitted: a request and what it is answered with are stored together.
func submitted(t *testing.T, p Place) {
	s, ctx := p.Open(t), t.Context()
	submit := func(r consult.Request, k *consult.Kept) error {
		t.Helper()
		ok, err := s.Submit(ctx, r, k, []byte("message of "+r.ID))
		if err == nil && !ok {
			err = fmt.Errorf("%s was there already", r.ID)
		}
		return err
	}
	isOpen := func(id string, want bool) {
		t.Helper()
		if got, err := s.IsOpen(ctx, id); err != nil || got != want {
			t.Errorf("%s is open: %v, error %v; want %v", id, got, err, want)
		}
	}
	r := post("1", "/a/share")
	must(t, submit(r, keptFor(r, "a1")))
	isOpen("1", true)
	isOpen("2", false)
	if ok, err := s.Submit(ctx, r, keptFor(r, "again"), nil); ok || err != nil {
		t.Errorf("submitted twice: %v, error %v", ok, err)
	}
	// One whose answer cannot be kept takes no deed with it.
	bad := post("2", "/b/share")
	foreign := keptFor(bad, "a2")
	foreign.Tenant = "guild:2"
	if err := submit(bad, foreign); err == nil {
		t.Error("another tenant's answer was kept")
	}
	must(t, submit(bad, keptFor(bad, "a2")))
	if err := submit(post("3", "/b/share"), nil); !errors.Is(err, consult.ErrDone) {
		t.Errorf("a deed done twice: %v", err)
	}
	_, err := s.Answer(ctx, r.Tenant, "again")
	wantGone(t, "the answer of the second try", err)
	p.Kill(t, s)
	s = p.Open(t)
	open, err := s.Open(ctx)
	if err != nil || len(open) != 2 || open[0].Answer != "a1" || string(open[0].Message) != "message of 1" {
		t.Errorf("open is %+v, error %v", open, err)
	}
	must(t, s.Delivered(ctx, "1", "m1", noon()))
	isOpen("1", false)
}

// deletedOnTheWay: what another is about to post of somebody's goes with the
// rest of it when that person is forgotten.
func deletedOnTheWay(t *testing.T, p Place) {
	s, ctx := p.Open(t), t.Context()
	by := func(id, author string) consult.Request {
		r := post(id, "/"+id+"/share")
		r.User = "300" // who pressed
		k := keptFor(r, "copy"+id)
		k.User, k.Asked = author, "unmistakable"+author
		ok, err := s.Submit(ctx, r, k, []byte("unmistakable"+author+" message"))
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		return r
	}
	theirs, own, done := by("1", "100"), by("2", "300"), by("3", "100")
	must(t, s.Delivered(ctx, done.ID, "m3", noon()))
	_, err := s.Forget(ctx, "100", noon().Add(time.Hour))
	must(t, err)
	for id, want := range map[string]bool{theirs.ID: false, own.ID: true} {
		if got, err := s.IsOpen(ctx, id); err != nil || got != want {
			t.Errorf("%s is open: %v, error %v", id, got, err)
		}
	}
	if p.Trace(t, s, "unmistakable100") {
		t.Error("a copy stands in a file")
	}
	if !p.Trace(t, s, "unmistakable300") {
		t.Error("another's copy is gone")
	}
	p.Kill(t, s)
	wantOpen(t, p.Open(t), own.ID)
}

// forgottenOnTheWay: a question whose request was deleted does not come into
// the queue.
func forgottenOnTheWay(t *testing.T, p Place) {
	s, ctx, r := p.Open(t), t.Context(), round("r1")
	must(t, s.StartRound(ctx, r))
	add := func(id string) error {
		e := entry(r, id, "100", "unmistakable "+id)
		e.Request = id
		return s.AddEntry(ctx, e)
	}
	for _, id := range []string{"1", "2", "3"} {
		claim(t, s, request(id), true)
	}
	must(t, add("1"))
	must(t, s.Abandoned(ctx, "2", "too late", noon()))
	wantErr(t, "what was given up", add("2"), session.ErrForgotten)
	_, err := s.Forget(ctx, "100", noon())
	must(t, err)
	wantErr(t, "what was deleted", add("3"), session.ErrForgotten)
	if p.Trace(t, s, "unmistakable") {
		t.Error("the question stands in a file")
	}
	entries, err := s.Entries(ctx, r.Tenant, r.ID)
	if err != nil || len(entries) != 1 || entries[0].Question != "" {
		t.Errorf("the queue is %+v, error %v", entries, err)
	}
}
