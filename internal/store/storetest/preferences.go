package storetest

import (
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
