package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"curbside/internal/consult"
)

func preferences(t *testing.T, place func(t testing.TB) Place) {
	private := true
	p := place(t)
	s := p.Open(t)
	none, err := s.ServerSettings(t.Context(), "guild:1")
	must(t, err)
	same(t, "a server's settings that were never set", none, consult.ServerSettings{})
	nobody, err := s.UserSettings(t.Context(), "100")
	must(t, err)
	same(t, "a user's settings that were never set", nobody, consult.UserSettings{})
	server := consult.ServerSettings{
		Collections: map[string][]string{"": {"a"}, "200": {"b", "c"}}, Audience: "patient", Public: true, Country: "GB", ClinicianChannel: "1",
		DigestChannel: "2", Reviewers: []string{"3"}, Educators: []string{"4"}, AnonymousRounds: true, RetentionDays: 7, DailyTokens: 1000,
	}
	user := consult.UserSettings{Audience: "educator", Private: &private}
	must(t, s.SetServerSettings(t.Context(), "guild:1", consult.ServerSettings{Country: "US"}))
	must(t, s.SetServerSettings(t.Context(), "guild:1", server))
	must(t, s.SetUserSettings(t.Context(), "100", user))
	p.Kill(t, s)
	s = p.Open(t)
	gotServer, err := s.ServerSettings(t.Context(), "guild:1")
	must(t, err)
	same(t, "the server's settings", gotServer, server)
	gotUser, err := s.UserSettings(t.Context(), "100")
	must(t, err)
	same(t, "the user's settings", gotUser, user)
	other, err := s.ServerSettings(t.Context(), "guild:2")
	must(t, err)
	same(t, "another server's settings", other, consult.ServerSettings{})
}

// changes of settings at the same time, by two processes, are all kept.
func changes(t *testing.T, place func(t testing.TB) Place) {
	p := place(t)
	one, two := p.Open(t), p.Open(t)
	must(t, one.SetServerSettings(t.Context(), "guild:1", consult.ServerSettings{Country: "GB", Collections: map[string][]string{"": {"a"}}}))
	var wait sync.WaitGroup
	for n := range 20 {
		s := []Store{one, two}[n%2]
		wait.Go(func() {
			got, err := s.ChangeServerSettings(t.Context(), "guild:1", func(s *consult.ServerSettings) error {
				s.Reviewers = append(s.Reviewers, fmt.Sprint(n))
				s.Collections[fmt.Sprint(n)] = []string{"b"}
				return nil
			})
			if err != nil || !slices.Contains(got.Reviewers, fmt.Sprint(n)) {
				t.Errorf("change %d: %v, error %v", n, got.Reviewers, err)
			}
		})
	}
	wait.Wait()
	refused := errors.New("no")
	_, err := one.ChangeServerSettings(t.Context(), "guild:1", func(s *consult.ServerSettings) error {
		s.Country = "US"
		return refused
	})
	if !errors.Is(err, refused) || err.Error() != refused.Error() {
		t.Errorf("a change that was refused: error %v", err)
	}
	if _, err := one.ChangeServerSettings(t.Context(), "guild:1", func(*consult.ServerSettings) error { panic("a fault") }); err == nil {
		t.Error("a change that panicked is stored")
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := one.ChangeServerSettings(gone, "guild:1", func(s *consult.ServerSettings) error { s.Country = "US"; return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a change that nobody waits for: error %v", err)
	}
	fresh, err := two.ChangeServerSettings(t.Context(), "guild:2", func(s *consult.ServerSettings) error { s.Country = "DE"; return nil })
	must(t, err)
	same(t, "settings that were never set, changed", fresh, consult.ServerSettings{Country: "DE"})
	p.Kill(t, one)
	p.Kill(t, two)
	got, err := p.Open(t).ServerSettings(t.Context(), "guild:1")
	must(t, err)
	if len(got.Reviewers) != 20 || len(got.Collections) != 21 || got.Country != "GB" {
		t.Errorf("of 20 changes %d reviewers and %d lists are kept, country %q", len(got.Reviewers), len(got.Collections), got.Country)
	}
}
