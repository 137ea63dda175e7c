package storetest

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"curbside/internal/session"
)

func round(id string) session.Round {
	return session.Round{ID: id, Tenant: "guild:1", Channel: "200", Title: "IL-2 for fellows", Educator: "500", Anonymous: true, Started: noon()}
}

func entry(r session.Round, id, user, question string) session.Entry {
	return session.Entry{
		ID: id, Tenant: r.Tenant, Round: r.ID, Asker: user, Question: question, Answer: Answer("a"+id, "Headline of "+question),
		State: session.Waiting, Asked: noon().Add(time.Minute),
	}
}

func decision(e session.Entry, to session.State, key string) session.Decision {
	return session.Decision{Tenant: e.Tenant, Entry: e.ID, To: to, Key: key, At: noon().Add(time.Hour)}
}

func wantErr(t testing.TB, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s: error %v, want %v", what, got, want)
	}
}

// Session holds a store against what session.Store promises. Each call of open
// gives an empty one.
func Session(t *testing.T, open func(t testing.TB) session.Store) {
	t.Run("a channel has one round at a time", func(t *testing.T) { oneRound(t, open(t)) })
	t.Run("entries are kept as they were, in order", func(t *testing.T) {
		s, r := open(t), round("r1")
		must(t, s.StartRound(t.Context(), r))
		var want []session.Entry
		for _, id := range []string{"9", "1", "5"} {
			e := entry(r, id, "100", "question "+id)
			must(t, s.AddEntry(t.Context(), e))
			want = append(want, e)
		}
		again := want[1]
		again.Question = "another under the same id"
		must(t, s.AddEntry(t.Context(), again))
		got, err := s.Entries(t.Context(), r.Tenant, r.ID)
		must(t, err)
		same(t, "the entries", got, want)
		one, err := s.Entry(t.Context(), r.Tenant, "1")
		must(t, err)
		same(t, "one entry", one, want[1])
		_, err = s.Entry(t.Context(), "guild:2", "1")
		wantErr(t, "another tenant's entry", err, session.ErrNoEntry)
		for i := range want {
			want[i].Answer = nil
		}
		got, err = s.Outline(t.Context(), r.Tenant, r.ID)
		must(t, err)
		same(t, "the outline", got, want)
		if again, err := s.Entries(t.Context(), r.Tenant, r.ID); err != nil || again[0].Answer == nil {
			t.Errorf("after the outline an entry is %+v, error %v", again[0], err)
		}
	})
	t.Run("decisions", func(t *testing.T) { decisions(t, open(t)) })
	t.Run("of many who decide at once, one does", func(t *testing.T) { decideAtOnce(t, open(t)) })
	t.Run("tenants are apart", func(t *testing.T) { roundsApart(t, open(t)) })
}

func oneRound(t *testing.T, s session.Store) {
	ctx, r := t.Context(), round("r1")
	_, err := s.RunningRound(ctx, r.Tenant, r.Channel)
	wantErr(t, "none runs", err, session.ErrNoRound)
	_, err = s.LatestRound(ctx, r.Tenant, r.Channel)
	wantErr(t, "none was", err, session.ErrNoRound)
	must(t, s.StartRound(ctx, r))
	wantErr(t, "a second", s.StartRound(ctx, round("r2")), session.ErrRunning)
	elsewhere := round("r3")
	elsewhere.Channel = "201"
	must(t, s.StartRound(ctx, elsewhere))
	got, err := s.RunningRound(ctx, r.Tenant, r.Channel)
	must(t, err)
	same(t, "the round that runs", got, r)
	r.Ended = noon().Add(time.Hour)
	must(t, s.EndRound(ctx, r.Tenant, r.ID, r.Ended))
	wantErr(t, "ended twice", s.EndRound(ctx, r.Tenant, r.ID, r.Ended), session.ErrNoRound)
	_, err = s.RunningRound(ctx, r.Tenant, r.Channel)
	wantErr(t, "none runs any more", err, session.ErrNoRound)
	got, err = s.LatestRound(ctx, r.Tenant, r.Channel)
	must(t, err)
	same(t, "the round that ended", got, r)
	next := round("r2")
	must(t, s.StartRound(ctx, next))
	got, err = s.LatestRound(ctx, r.Tenant, r.Channel)
	must(t, err)
	same(t, "the next round", got, next)
	got, err = s.Round(ctx, r.Tenant, r.ID)
	must(t, err)
	same(t, "the round by its id", got, r)
	_, err = s.Round(ctx, "guild:2", r.ID)
	wantErr(t, "another tenant's by its id", err, session.ErrNoRound)
}

func decisions(t *testing.T, s session.Store) {
	ctx, r := t.Context(), round("r1")
	must(t, s.StartRound(ctx, r))
	e := entry(r, "1", "100", "question")
	must(t, s.AddEntry(ctx, e))
	for n, step := range []struct {
		to   session.State
		key  string
		want error
	}{
		{session.Held, "a", nil},
		{session.Held, "b", nil}, // what is held waits for anybody
		{session.Published, "c", nil},
		{session.Published, "c", nil}, // again, as after a crash
		{session.Published, "d", session.ErrDecided},
		{session.Skipped, "", session.ErrDecided},
		{session.Held, "c", nil}, // it could not be shown
		{session.Skipped, "", nil},
		{session.Published, "", session.ErrDecided}, // no key is nobody's
		{session.Published, "c", session.ErrDecided},
	} {
		wantErr(t, fmt.Sprintf("step %d, %s by %q", n, step.to, step.key), s.Decide(ctx, decision(e, step.to, step.key)), step.want)
	}
	unknown := decision(e, session.Published, "")
	unknown.Entry = "2"
	wantErr(t, "an entry that is not there", s.Decide(ctx, unknown), session.ErrNoEntry)
	got, err := s.Entries(ctx, r.Tenant, r.ID)
	must(t, err)
	e.State, e.Decided = session.Skipped, noon().Add(time.Hour)
	same(t, "the entry", got, []session.Entry{e})
}

func decideAtOnce(t *testing.T, s session.Store) {
	r := round("r1")
	must(t, s.StartRound(t.Context(), r))
	e := entry(r, "1", "100", "question")
	must(t, s.AddEntry(t.Context(), e))
	var wait sync.WaitGroup
	var done atomic.Int32
	for n := range 20 {
		wait.Go(func() {
			err := s.Decide(t.Context(), decision(e, session.Published, fmt.Sprint(n)))
			if err == nil {
				done.Add(1)
			} else {
				wantErr(t, "decide", err, session.ErrDecided)
			}
		})
	}
	wait.Wait()
	if done.Load() != 1 {
		t.Errorf("published %d times", done.Load())
	}
}

func roundsApart(t *testing.T, s session.Store) {
	ctx, r1, r2 := t.Context(), round("r"), round("r")
	r2.Tenant = "guild:2"
	for _, r := range []session.Round{r1, r2} {
		must(t, s.StartRound(ctx, r))
		must(t, s.AddEntry(ctx, entry(r, "1", "100", "asked in "+r.Tenant)))
	}
	for _, r := range []session.Round{r1, r2} {
		got, err := s.Entries(ctx, r.Tenant, r.ID)
		must(t, err)
		same(t, "the entries", got, []session.Entry{entry(r, "1", "100", "asked in "+r.Tenant)})
	}
	other := decision(entry(r1, "1", "", ""), session.Skipped, "")
	other.Tenant = "guild:3"
	wantErr(t, "decided by another tenant", s.Decide(ctx, other), session.ErrNoEntry)
	wantErr(t, "ended by another tenant", s.EndRound(ctx, "guild:3", "r", noon()), session.ErrNoRound)
	_, err := s.RunningRound(ctx, "guild:3", r1.Channel)
	wantErr(t, "another tenant's round", err, session.ErrNoRound)
	if got, err := s.Entries(ctx, "guild:3", "r"); err != nil || len(got) != 0 {
		t.Errorf("another tenant has %d entries, error %v", len(got), err)
	}
}

// rounds holds a store against what happens to rounds when a user is forgotten
// and when time passes.
func rounds(t *testing.T, place func(t testing.TB) Place) {
	t.Run("a forgotten asker's question is gone, the round stands", func(t *testing.T) { forgetInRound(t, place(t)) })
	t.Run("a question forgotten on its way stays out of the queue", func(t *testing.T) { forgottenOnTheWay(t, place(t)) })
	t.Run("the export has the user's questions, not the answers to them", func(t *testing.T) {
		s, r := place(t).Open(t), round("r1")
		must(t, s.StartRound(t.Context(), r))
		must(t, s.AddEntry(t.Context(), entry(r, "1", "100", "mine")))
		must(t, s.AddEntry(t.Context(), entry(r, "2", "300", "theirs")))
		b, err := s.Export(t.Context(), "100")
		must(t, err)
		if text := string(b); !strings.Contains(text, `"mine"`) || strings.Contains(text, "theirs") || strings.Contains(text, "Headline") {
			t.Errorf("the export is %s", b)
		}
		if b, err = s.Export(t.Context(), "500"); err != nil || !strings.Contains(string(b), "IL-2 for fellows") || strings.Contains(string(b), "mine") {
			t.Errorf("the educator's export is %s, error %v", b, err)
		}
	})
	t.Run("rounds expire", func(t *testing.T) {
		s := place(t).Open(t)
		for id, days := range map[string]int{"new": 1, "old": 40, "forgotten": 50} {
			r := round(id)
			r.Channel, r.Started = id, noon().Add(-time.Duration(days)*24*time.Hour)
			must(t, s.StartRound(t.Context(), r))
			e := entry(r, id, "100", "asked in "+id)
			e.Asked = r.Started
			must(t, s.AddEntry(t.Context(), e))
			if id == "old" {
				must(t, s.EndRound(t.Context(), r.Tenant, r.ID, r.Started.Add(time.Hour)))
			}
		}
		_, err := s.Expire(t.Context(), noon())
		must(t, err)
		for id, want := range map[string]error{"new": nil, "old": session.ErrNoRound, "forgotten": session.ErrNoRound} {
			_, err := s.LatestRound(t.Context(), "guild:1", id)
			wantErr(t, id, err, want)
			if got, err := s.Entries(t.Context(), "guild:1", id); err != nil || (len(got) == 1) != (want == nil) {
				t.Errorf("%s has %d entries, error %v", id, len(got), err)
			}
		}
	})
}

func forgetInRound(t *testing.T, p Place) {
	s, r := p.Open(t), round("r1")
	must(t, s.StartRound(t.Context(), r))
	for n := range 30 { // many, so that rows are moved about in the file
		e := entry(r, fmt.Sprint("b", n), "300", strings.Repeat("bystander ", 20))
		must(t, s.AddEntry(t.Context(), e))
		if n%5 == 0 {
			e = entry(r, fmt.Sprint("u", n), "100", strings.Repeat("unmistakable ", n*n))
			must(t, s.AddEntry(t.Context(), e))
		}
	}
	must(t, s.Decide(t.Context(), decision(entry(r, "u5", "", ""), session.Published, "")))
	_, err := s.Forget(t.Context(), "100", noon().Add(2*time.Hour))
	must(t, err)
	if p.Trace(t, s, "unmistakable") {
		t.Error("the word still stands in a file")
	}
	entries, err := s.Entries(t.Context(), r.Tenant, r.ID)
	must(t, err)
	if len(entries) != 36 {
		t.Fatalf("%d entries", len(entries))
	}
	for _, e := range entries {
		switch {
		case e.ID[0] == 'b' && (e.Asker != "300" || e.Answer == nil || e.State != session.Waiting):
			t.Errorf("a bystander's question: %+v", e)
		case e.ID[0] == 'u' && (e.Asker != "" || e.Question != "" || e.Answer != nil):
			t.Errorf("of the forgotten one: %+v", e)
		case e.ID == "u5" && e.State != session.Published, e.ID == "u10" && e.State != session.Skipped:
			t.Errorf("the state of %s is %s", e.ID, e.State)
		}
	}
	_, err = s.Forget(t.Context(), r.Educator, noon().Add(2*time.Hour))
	must(t, err)
	if got, err := s.RunningRound(t.Context(), r.Tenant, r.Channel); err != nil || got.Educator != "" || got.Title != "" {
		t.Errorf("the educator's round: %+v, error %v", got, err)
	}
}
