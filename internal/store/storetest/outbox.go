package storetest

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"curbside/internal/consult"
)

func outbox(t *testing.T, place func(t testing.TB) Place) {
	t.Run("one of many claims", func(t *testing.T) { oneClaims(t, place(t)) })
	t.Run("a killed process's requests are taken up", func(t *testing.T) { takenUp(t, place(t)) })
	t.Run("a living process's requests are left alone", func(t *testing.T) {
		p := place(t)
		a, b := p.Open(t), p.Open(t)
		claim(t, a, request("1"), true)
		claim(t, b, request("1"), false)
		wantOpen(t, b)
		wantOpen(t, a)
		p.Kill(t, a)
		wantOpen(t, b, "1")
		wantOpen(t, b)
	})
	t.Run("oldest first", func(t *testing.T) {
		p := place(t)
		a, b := p.Open(t), p.Open(t)
		for n, s := range []Store{a, b, a, b} {
			r := request(fmt.Sprint(n))
			r.Received = noon().Add(-time.Duration(n) * time.Minute)
			claim(t, s, r, true)
		}
		p.Kill(t, a)
		p.Close(t, b)
		wantOpen(t, p.Open(t), "3", "2", "1", "0")
	})
	t.Run("closed is closed", func(t *testing.T) { closedIsClosed(t, place(t)) })
	t.Run("composed twice keeps the later", func(t *testing.T) {
		p := place(t)
		s, r := p.Open(t), request("1")
		claim(t, s, r, true)
		must(t, s.Composed(t.Context(), "1", keptFor(r, "first"), []byte("first")))
		must(t, s.Composed(t.Context(), "1", keptFor(r, "second"), []byte("second")))
		_, err := s.Answer(t.Context(), r.Tenant, "first")
		wantGone(t, "the first answer", err)
		p.Kill(t, s)
		open, err := p.Open(t).Open(t.Context())
		if err != nil || len(open) != 1 || open[0].Answer != "second" || string(open[0].Message) != "second" {
			t.Errorf("open %+v, error %v", open, err)
		}
	})
	t.Run("what nobody claimed is gone", func(t *testing.T) {
		s, r := place(t).Open(t), request("1")
		wantGone(t, "acknowledged", s.Acknowledged(t.Context(), "1", "p1", noon()))
		wantGone(t, "composed", s.Composed(t.Context(), "1", keptFor(r, "a"), nil))
		wantGone(t, "delivered", s.Delivered(t.Context(), "1", "m", noon()))
		wantGone(t, "abandoned", s.Abandoned(t.Context(), "1", "reason", noon()))
		_, err := s.Answer(t.Context(), r.Tenant, "a")
		wantGone(t, "the answer", err)
	})
	t.Run("a deed is done once", func(t *testing.T) { deeds(t, place(t)) })
	t.Run("submitted whole or not at all", func(t *testing.T) { submitted(t, place(t)) })
	t.Run("another tenant's answer is refused", func(t *testing.T) {
		s, r := place(t).Open(t), request("1")
		claim(t, s, r, true)
		k := keptFor(r, "a")
		k.Tenant = "guild:2"
		if err := s.Composed(t.Context(), "1", k, nil); err == nil {
			t.Error("it was kept")
		}
		_, err := s.Answer(t.Context(), "guild:2", "a")
		wantGone(t, "the answer", err)
	})
}

func oneClaims(t *testing.T, p Place) {
	stores := []Store{p.Open(t), p.Open(t)}
	var wait sync.WaitGroup
	var won atomic.Int32
	for n := range 20 {
		wait.Go(func() {
			ok, err := stores[n%2].Claim(t.Context(), request("1"))
			if err != nil {
				t.Error(err)
			}
			if ok {
				won.Add(1)
			}
		})
	}
	wait.Wait()
	if won.Load() != 1 {
		t.Errorf("%d of 20 claimed it", won.Load())
	}
}

func takenUp(t *testing.T, p Place) {
	s := p.Open(t)
	claimed, acknowledged, composed := request("1"), request("2"), request("3")
	acknowledged.Received, composed.Received = noon().Add(time.Second), noon().Add(2*time.Second)
	acknowledged.Options = nil
	for _, r := range []consult.Request{claimed, acknowledged, composed} {
		claim(t, s, r, true)
	}
	must(t, s.Acknowledged(t.Context(), "2", "p2", noon().Add(3*time.Second)))
	must(t, s.Composed(t.Context(), "3", keptFor(composed, "a3"), []byte("\x00{message}")))
	p.Kill(t, s)
	s = p.Open(t)
	got, err := s.Open(t.Context())
	must(t, err)
	same(t, "what is open", got, []consult.Pending{
		{Request: claimed},
		{Request: acknowledged, Acknowledged: noon().Add(3 * time.Second), Place: "p2"},
		{Request: composed, Answer: "a3", Message: []byte("\x00{message}")},
	})
	must(t, s.Delivered(t.Context(), "3", "m3", noon()))
	must(t, s.Abandoned(t.Context(), "1", "the channel is gone", noon()))
	p.Close(t, s)
	wantOpen(t, p.Open(t), "2")
}

func closedIsClosed(t *testing.T, p Place) {
	s, r := p.Open(t), request("1")
	serve(t, s, r, "a1", "m1")
	wantGone(t, "composed after delivery", s.Composed(t.Context(), "1", keptFor(r, "a2"), nil))
	must(t, s.Delivered(t.Context(), "1", "m2", noon()))
	must(t, s.Abandoned(t.Context(), "1", "too late", noon()))
	must(t, s.Acknowledged(t.Context(), "1", "p1", noon()))
	if k, err := s.AnswerOf(t.Context(), r.Tenant, "m1"); err != nil || k.Answer.ID != "a1" {
		t.Errorf("the answer of the message is %+v, error %v", k, err)
	}
	_, err := s.AnswerOf(t.Context(), r.Tenant, "m2")
	wantGone(t, "the message of a second delivery", err)
	if p.Trace(t, s, r.Token) {
		t.Log("the token may stand in the log until it is emptied")
	}
	p.Kill(t, s)
	s = p.Open(t)
	wantOpen(t, s)
	claim(t, s, r, false)
}

// wantOpen takes up what is open and demands that it is this.
func wantOpen(t testing.TB, s consult.Outbox, ids ...string) {
	t.Helper()
	open, err := s.Open(t.Context())
	must(t, err)
	got := []string{}
	for _, p := range open {
		got = append(got, p.ID)
	}
	if fmt.Sprint(got) != fmt.Sprint(ids) {
		t.Errorf("open are %v, want %v", got, ids)
	}
}
