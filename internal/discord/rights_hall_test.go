package discord

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"curbside/internal/consult"
	"curbside/internal/discord/discordtest"
	"curbside/internal/session"
)

// hall is a world with every kind of person.
type hall struct {
	*rig
	ward          *discordtest.Guild
	general       *discordtest.Channel
	ana           *discordtest.User
	people        []person
	public, alone map[*discordtest.User]map[*discordtest.Channel]*discordtest.Message // that each sees where they act
	round         session.Round
	made          int
}

func startHall(t *testing.T) *hall {
	srv := discordtest.New(t)
	h := &hall{ward: srv.Guild("Ward 3"), public: map[*discordtest.User]map[*discordtest.Channel]*discordtest.Message{}, alone: map[*discordtest.User]map[*discordtest.Channel]*discordtest.Message{}}
	other := srv.Guild("Clinic")
	h.general = h.ward.Channel("general")
	theirs := other.Channel("theirs")
	educators, reviewers, clinicians := h.ward.Role("Educators"), h.ward.Role("Reviewers"), h.ward.Role("Clinicians")
	clinic := h.ward.Channel("clinic").Only(clinicians)
	h.ward.Member("clin", clinicians)
	h.ana = h.ward.Member("ana")
	zed, dan := h.ward.Member("zed"), h.ward.Member("dan")
	h.people = []person{
		{"asker", h.ana, h.general}, {"asker by direct message", h.ana, h.ana.Direct()}, {"other member", h.ward.Member("bob"), h.general},
		{"educator", h.ward.Member("edu", educators), h.general}, {"reviewer", h.ward.Member("rev", reviewers), h.general},
		{"moderator", h.ward.Member("mod", h.ward.Role("Moderators", discordtest.ManageMessages)), h.general},
		{"manager", h.ward.Member("chief", h.ward.Role("Chiefs", discordtest.ManageGuild)), h.general},
		{"member of another server", other.Member("eve"), theirs}, {"who has left", zed, zed.Direct()}, {"member by direct message", dan, dan.Direct()},
	}
	h.rig = start(t, srv, func(o *Options) { o.Limits = Limits{PerUser: 1 << 20, PerServer: 1 << 20} })
	if err := h.db.SetServerSettings(t.Context(), "guild:"+h.ward.ID, consult.ServerSettings{
		Educators: []string{educators.ID}, Reviewers: []string{reviewers.ID}, ClinicianChannel: clinic.ID,
	}); err != nil {
		t.Fatal(err)
	}
	h.places()
	h.ward.Leave(zed)
	h.general.Allow(srv.Bot(), discordtest.ManageMessages)
	if it := h.people[3].user.Slash(h.general, "session start"); it.Message() == nil {
		t.Fatal("no round")
	}
	round, err := h.bot.Sessions.Running(t.Context(), "guild:"+h.ward.ID, h.general.ID)
	if err != nil {
		t.Fatal(err)
	}
	h.round = round
	return h
}

// places gives each person a message of the bot's that all see, and one that only they do, where they act.
func (h *hall) places() {
	for _, p := range h.people {
		if h.public[p.user] == nil {
			h.public[p.user], h.alone[p.user] = map[*discordtest.Channel]*discordtest.Message{}, map[*discordtest.Channel]*discordtest.Message{}
		}
		if p.in.Guild == nil {
			p.user.DM(approved)
			h.public[p.user][p.in] = p.user.Awaits(p.in, "1998")
		} else {
			h.public[p.user][p.in] = p.user.Slash(p.in, "ask", discordtest.Opts{"question": approved, "private": false}).Message()
		}
		h.alone[p.user][p.in] = p.user.Slash(p.in, "help").Message()
	}
	h.bot.working.Wait()
}

// subject is what is pressed upon: an answer of ana's, an entry of the round, or a message of hers.
type subject struct {
	name, id, word string
	private        bool
}

// answered asks a question of ana's. Its word is in the question alone.
func (h *hall) answered(private bool) *subject {
	s := &subject{name: "her public answer", private: private}
	if private {
		s.name = "her private answer"
	}
	s.word = h.word()
	m := h.ana.Slash(h.general, "ask", discordtest.Opts{"question": "When was aldesleukin approved for melanoma? " + s.word, "private": private}).Message()
	h.bot.working.Wait()
	s.id = idOf(h.t, m)
	return s
}

func (h *hall) word() string {
	h.made++
	return fmt.Sprintf("Wuz%c%c%cx", 'a'+h.made%26, 'a'+h.made/26%26, 'a'+h.made/676)
}

// put puts a question into the round.
func (h *hall) put() *subject {
	s := &subject{name: "a question of the round", word: h.word(), private: true}
	put, err := h.bot.Sessions.Ask(h.t.Context(), session.Asking{
		ID: fmt.Sprint(9000 + h.made), Channel: h.general.ID, User: fmt.Sprint(9000 + h.made),
		Question: consult.Question{Tenant: "guild:" + h.ward.ID, Text: "When was aldesleukin approved for melanoma? " + s.word, Audience: "clinician"},
	})
	if err != nil || put.Entry == nil {
		h.t.Fatal("a question is not in the queue", err)
	}
	s.id = put.Entry.ID
	return s
}

// subjects are what a route is tried on.
func (h *hall) subjects(p press) []func() *subject {
	switch p.of {
	case ofAnswer:
		return []func() *subject{func() *subject { return h.answered(true) }, func() *subject { return h.answered(false) }}
	case ofRound:
		return []func() *subject{h.put}
	case ofMessage:
		return []func() *subject{func() *subject {
			return &subject{name: "a message of hers", id: h.ana.Say(h.general, "hello").ID}
		}}
	}
	return []func() *subject{func() *subject { return &subject{name: "-"} }}
}

// customID fills a route's pattern for a person.
func (h *hall) customID(pattern string, s *subject, p person) string {
	id := s.id
	if strings.HasPrefix(pattern, "/answer/") && p.in.Guild == nil {
		id = fromAfar(id, "guild:"+h.ward.ID)
	}
	if strings.HasPrefix(pattern, "/source/") || strings.HasPrefix(pattern, "/passage/") {
		id = "fda-aldesleukin-label"
	}
	channel := h.general.ID
	if strings.Contains(pattern, "clinician") {
		channel = h.ward.Channel("clinic").ID
	}
	return strings.NewReplacer("{id}", id, "{channel}", channel, "{round}", h.round.ID, "{entry}", s.id,
		"{page}", "1", "{grade}", "all", "{n}", "1").Replace(pattern)
}

// use presses, and tells what comes of it.
func (h *hall) use(pattern string, p press, s *subject, who person, on *discordtest.Message) outcome {
	h.t.Helper()
	values := p.values
	if p.kind == discordtest.Choose && values == nil {
		values = []string{s.id}
	}
	before := h.srv.Message(on.ID)
	it := who.user.Forge(p.kind, on, h.customID(pattern, s, who), values, p.fields)
	if it.Refused != "" {
		h.t.Fatalf("%s by %s: %s", pattern, who.kind, it.Refused)
	}
	it.Settled()
	h.bot.working.Wait()
	if m := it.Shown(); m != nil {
		return outcome{told: "form *" + m.Title + "*", seenBy: "only them"}
	}
	m := it.Message()
	seenBy := "the channel"
	switch {
	case m.For == who.user || m.Channel.Guild == nil:
		seenBy = "only them"
	case m.For != nil:
		seenBy = "ANOTHER: " + m.For.Name
	}
	if on.For == nil && before.Version != h.srv.Message(on.ID).Version {
		if !p.changes {
			h.t.Errorf("%s by %s changes a message that others read: %s", pattern, who.kind, m.Text())
		}
		on.Version++
	}
	text := m.Text()
	if s.word != "" {
		text = strings.ReplaceAll(text, s.word, "…")
	}
	return outcome{told: anyCount.ReplaceAllString(gist(text, "\x00", 70), "N"), seenBy: seenBy}
}

// anyCount is a number of what has come together by then.
var anyCount = regexp.MustCompile(`\b\d+\b`)
