package storetest

import (
	"errors"
	"testing"
	"time"

	"curbside/internal/consult"
)

func archive(t *testing.T, place func(t testing.TB) Place) {
	t.Run("an answer is found again, by its tenant alone", func(t *testing.T) {
		p := place(t)
		s, r := p.Open(t), request("1")
		serve(t, s, r, "a1", "m1")
		p.Close(t, s)
		s = p.Open(t)
		want := keptFor(r, "a1")
		want.Message = "m1"
		byID, err := s.Answer(t.Context(), r.Tenant, "a1")
		must(t, err)
		same(t, "the answer by its id", byID, want)
		byMessage, err := s.AnswerOf(t.Context(), r.Tenant, "m1")
		must(t, err)
		same(t, "the answer by its message", byMessage, want)
		latest, err := s.Latest(t.Context(), r.Tenant, r.User, r.Channel, noon())
		must(t, err)
		same(t, "the latest answer", latest, want)
		for _, tenant := range []string{"guild:2", "", "user:100"} {
			_, err := s.Answer(t.Context(), tenant, "a1")
			wantGone(t, "the answer for "+tenant, err)
			_, err = s.AnswerOf(t.Context(), tenant, "m1")
			wantGone(t, "the message for "+tenant, err)
			_, err = s.Latest(t.Context(), tenant, r.User, r.Channel, time.Time{})
			wantGone(t, "the latest for "+tenant, err)
		}
	})
	t.Run("two tenants may use one id", func(t *testing.T) {
		s, r1, r2 := place(t).Open(t), request("1"), request("2")
		r2.Tenant = "guild:2"
		serve(t, s, r1, "a", "m")
		serve(t, s, r2, "a", "m")
		for _, r := range []consult.Request{r1, r2} {
			if k, err := s.Answer(t.Context(), r.Tenant, "a"); err != nil || k.Request != r.ID {
				t.Errorf("tenant %s has the answer to %+v, error %v", r.Tenant, k, err)
			}
		}
	})
	t.Run("an unsent message shows nothing", func(t *testing.T) {
		s, r := place(t).Open(t), request("1")
		claim(t, s, r, true)
		must(t, s.Composed(t.Context(), "1", keptFor(r, "a1"), []byte("{}")))
		_, err := s.AnswerOf(t.Context(), r.Tenant, "")
		wantGone(t, "the message without an id", err)
	})
	t.Run("latest", func(t *testing.T) { latest(t, place(t).Open(t)) })
	t.Run("once", func(t *testing.T) {
		p := place(t)
		s := p.Open(t)
		for n, want := range []bool{true, false, false} {
			if got, err := s.Once(t.Context(), "a", "share/1", noon()); err != nil || got != want {
				t.Errorf("time %d: %v, error %v", n+1, got, err)
			}
			if n == 1 {
				p.Kill(t, s)
				s = p.Open(t)
			}
		}
		if got, err := s.Once(t.Context(), "b", "share/1", noon()); err != nil || !got {
			t.Errorf("another tenant: %v, error %v", got, err)
		}
		must(t, s.Retract(t.Context(), "a", "share/1"))
		for n, want := range []bool{true, false} {
			if got, err := s.Once(t.Context(), "a", "share/1", noon()); err != nil || got != want {
				t.Errorf("retracted, time %d: %v, error %v", n+1, got, err)
			}
		}
		if got, err := s.Once(t.Context(), "b", "share/1", noon()); err != nil || got {
			t.Errorf("another tenant's was retracted: %v, error %v", got, err)
		}
	})
}

func latest(t *testing.T, s Store) {
	r1, r2, elsewhere, other := request("1"), request("2"), request("3"), request("4")
	r2.Received = noon().Add(time.Minute)
	elsewhere.Received, elsewhere.Channel = noon().Add(2*time.Minute), "201"
	other.Received, other.User = noon().Add(3*time.Minute), "101"
	for n, r := range []consult.Request{r2, r1, elsewhere, other} {
		serve(t, s, r, "a"+r.ID, "m"+string(rune('0'+n)))
	}
	want := func(what, id string, since time.Time) {
		t.Helper()
		k, err := s.Latest(t.Context(), r1.Tenant, r1.User, r1.Channel, since)
		if id == "" && errors.Is(err, consult.ErrGone) {
			return
		}
		if err != nil || k.Answer.ID != id {
			t.Errorf("%s: %+v, error %v; want %q", what, k, err, id)
		}
	}
	want("newest", "a2", time.Time{})
	want("since the minute", "a2", noon().Add(time.Minute))
	want("too old", "", noon().Add(2*time.Minute))
	must(t, s.BeginAnew(t.Context(), r1.Tenant, r1.User, r1.Channel, noon().Add(30*time.Second)))
	want("begun anew between", "a2", time.Time{})
	must(t, s.BeginAnew(t.Context(), r1.Tenant, r1.User, r1.Channel, noon().Add(2*time.Minute)))
	want("begun anew", "", time.Time{})
	must(t, s.BeginAnew(t.Context(), r1.Tenant, r1.User, r1.Channel, noon()))
	want("an earlier beginning changes nothing", "", time.Time{})
	if k, err := s.Latest(t.Context(), r1.Tenant, other.User, r1.Channel, time.Time{}); err != nil || k.Answer.ID != "a4" {
		t.Errorf("another user: %+v, error %v", k, err)
	}
}
