package discord

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"curbside/internal/consult"
	"curbside/internal/discord/discordtest"
	"curbside/internal/discord/rest"
	"curbside/internal/session"
)

// Of what a button is about.
const (
	ofAnswer  = "answer"
	ofRound   = "round"
	ofMessage = "message"
	ofNothing = "-"
)

// press is how the test uses what a route is for.
type press struct {
	of      string
	kind    discordtest.Type
	values  []string           // chosen in a menu
	fields  discordtest.Fields // entered into a form
	spent   bool               // each press needs an answer, entry or message of its own
	posts   bool               // for whom it is meant: others may then see what it is about
	changes bool               // the message with the button, for all who see it
	open    bool               // tells nothing of the answer, so that it refuses nobody
}

// presses are all buttons, menus of messages, and forms. A new route has to be described here.
func presses() map[string]press {
	button, menu, form := discordtest.Press, discordtest.Choose, discordtest.Submit
	out := map[string]press{
		"/answer/{id}/more":                {of: ofAnswer},
		"/answer/{id}/file":                {of: ofAnswer},
		"/answer/{id}/helpful":             {of: ofAnswer},
		"/answer/{id}/wrong":               {of: ofAnswer},
		"/answer/{id}/wrong/form":          {of: ofAnswer, kind: form, fields: discordtest.Fields{"what": []string{"number"}, "words": "The year."}},
		"/answer/{id}/followup":            {of: ofAnswer},
		"/answer/{id}/followup/form":       {of: ofAnswer, kind: form, fields: discordtest.Fields{"question": "and for kidney cancer?"}},
		"/answer/{id}/anyway":              {of: ofAnswer},
		"/answer/{id}/share":               {of: ofAnswer},
		"/answer/{id}/share/{channel}":     {of: ofAnswer, spent: true, posts: true},
		"/answer/{id}/clinician":           {of: ofAnswer},
		"/answer/{id}/clinician/{channel}": {of: ofAnswer, spent: true, posts: true},
		"/answer/{id}/cancel":              {of: ofAnswer, open: true},
		"/answer/{id}/thread":              {of: ofAnswer, spent: true},

		"/session/{round}/ask":                    {of: ofRound},
		"/session/{round}/put":                    {of: ofRound, kind: form, fields: discordtest.Fields{"question": approved}},
		"/session/{round}/export":                 {of: ofRound},
		"/session/{round}/queue":                  {of: ofRound},
		"/session/{round}/shownext":               {of: ofRound},
		"/session/{round}/next":                   {of: ofRound},
		"/session/{round}/open":                   {of: ofRound, kind: menu},
		"/session/{round}/publish/{entry}":        {of: ofRound, spent: true, posts: true},
		"/session/{round}/hold/{entry}":           {of: ofRound, spent: true},
		"/session/{round}/skip/{entry}":           {of: ofRound, spent: true},
		"/session/{round}/sources/{entry}":        {of: ofRound},
		"/session/{round}/sources/{entry}/{page}": {of: ofRound},
		"/session/{round}/full/{entry}":           {of: ofRound},
		"/session/{round}/full/{entry}/{page}":    {of: ofRound},

		"/message/{channel}/{id}/delete": {of: ofMessage, spent: true, changes: true},

		"/define/nearest":          {of: ofNothing, kind: menu, values: []string{"aldesleukin"}},
		"/sources/open":            {of: ofNothing, kind: menu, values: []string{"fda-aldesleukin-label"}},
		"/sources/{grade}/{page}":  {of: ofNothing},
		"/source/{id}/passage":     {of: ofNothing, kind: menu, values: []string{"1"}},
		"/source/{id}/{page}":      {of: ofNothing},
		"/passage/{id}/{n}/{page}": {of: ofNothing},
		"/privacy/delete/no":       {of: ofNothing},
		"/privacy/delete/yes":      {of: ofNothing},
	}
	for _, action := range []string{"sources", "full", "detail", "simpler"} {
		out["/answer/{id}/"+action] = press{of: ofAnswer}
		out["/answer/{id}/"+action+"/{page}"] = press{of: ofAnswer}
	}
	for pattern, p := range out {
		if p.kind == 0 {
			p.kind = button
			out[pattern] = p
		}
	}
	return out
}

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

// typing appends to the table what each kind of person is offered while typing. What somebody asked is offered to nobody.
func (h *hall) typing(table *strings.Builder) {
	h.t.Helper()
	options := map[string]string{"ask": "question", "define": "term", "sources": "source", "settings collections": "collection"}
	for _, command := range slices.Sorted(maps.Keys(h.bot.router.typing)) {
		option, ok := options[command]
		if !ok {
			h.t.Errorf("what is offered while typing /%s is not in the table of rights", command)
			continue
		}
		var rows []outcome
		for _, who := range h.people {
			o := outcome{told: "*not offered*", seenBy: "nobody"}
			if it := who.user.Types(who.in, command, option, ""); it.Refused == "" {
				o = outcome{told: fmt.Sprintf("%d suggestions", len(it.Choices())), seenBy: "only them"}
				if mine := who.user.Types(who.in, command, option, "Wuz").Choices(); strings.Contains(fmt.Sprint(mine), "Wuz") {
					h.t.Errorf("typing /%s offers %s what somebody asked: %v", command, who.kind, mine)
				}
			}
			rows = merge(rows, o, who.kind)
		}
		for _, row := range rows {
			fmt.Fprintf(table, "| typing /%s | - | %s | %s | %s |\n", command, strings.Join(row.who, ", "), row.told, row.seenBy)
		}
	}
}

// Every button, menu and form by every kind of person, pressed on a message that all see and on one that only the presser
// sees: what each is told stands in testdata/rights-buttons.md, and nobody ever sees what is another's.
func TestButtonsRights(t *testing.T) {
	if testing.Short() {
		t.Skip("some thousand presses one after another say nothing about races, for which -short is run")
	}
	h := startHall(t)
	known := presses()
	var table strings.Builder
	table.WriteString("# Who is told what by which button\n\nEvery button, menu and form, used by every kind of person: on the asker's private answer and on her public one, on a question of a round, on a message of hers. Each is tried on a message that all see and on one that only the presser sees, as a client that was tampered with could. Made by `UPDATE_SCENARIOS=1 go test ./internal/discord -run Rights`.\n\n| button | of | who | is told | seen by |\n|---|---|---|---|---|\n")
	pressed, leaks := 0, 0
	var patterns []string
	for _, route := range h.bot.router.paths {
		patterns = append(patterns, "/"+strings.Join(route.parts, "/"))
	}
	slices.Sort(patterns)
	for _, pattern := range patterns {
		p, ok := known[pattern]
		if !ok {
			t.Errorf("the route %s is not in the table of rights", pattern)
			continue
		}
		delete(known, pattern)
		for _, of := range h.subjects(p) {
			s := of()
			var rows []outcome
			for _, who := range h.people {
				for _, on := range []*discordtest.Message{h.public[who.user][who.in], h.alone[who.user][who.in]} {
					if p.spent && pressed > 0 {
						s = of()
					}
					pressed++
					o := h.use(pattern, p, s, who, on)
					rows = merge(rows, o, who.kind)
					leaks += h.leaks(pattern, p, s, who, o)
				}
			}
			for _, row := range rows {
				fmt.Fprintf(&table, "| %s | %s | %s | %s | %s |\n", pattern, s.name, strings.Join(slices.Compact(row.who), ", "), row.told, row.seenBy)
			}
		}
	}
	for pattern := range known {
		t.Errorf("there is no route %s", pattern)
	}
	h.typing(&table)
	fmt.Fprintf(&table, "\n%d presses, %d leaks.\n", pressed, leaks)
	golden(t, "testdata/rights-buttons.md", table.String())
	routed(t, h.rig)
}

// leaks counts who has seen what is not theirs of what was just pressed upon.
func (h *hall) leaks(pattern string, p press, s *subject, who person, o outcome) int {
	h.t.Helper()
	n := 0
	asker, leads := who.user == h.ana, who.kind == "educator" || who.kind == "manager"
	if s.private && p.of == ofAnswer && !asker && !p.open && o.told != wordsGone[:min(len(wordsGone), len(o.told))] && !strings.HasPrefix(o.told, wordsGone[:40]) {
		h.t.Errorf("%s on a private answer tells %s: %s", pattern, who.kind, o.told)
		n++
	}
	if p.of == ofNothing || p.of == ofMessage || p.posts && (asker || p.of == ofRound && leads) {
		return n
	}
	for _, what := range []string{s.word, "/" + s.id} {
		for _, name := range h.srv.WhoSaw(what) {
			theirs := name == "ana" && p.of == ofAnswer || p.of == ofRound && (name == "edu" || name == "chief")
			inWard := !s.private && name != "eve" && name != "zed"
			if !theirs && !inWard {
				h.t.Errorf("%s by %s: %s sees %s of %s", pattern, who.kind, name, what, s.name)
				n++
			}
		}
	}
	return n
}

// routed holds every custom id that was ever shown against the routes.
func routed(t *testing.T, r *rig) {
	t.Helper()
	var look func(list []discordtest.Component)
	look = func(list []discordtest.Component) {
		for _, c := range list {
			look(c.Components)
			if strings.HasPrefix(c.CustomID, "/") || c.Type == rest.ComponentButton && c.URL == "" {
				if _, _, ok := r.bot.router.find(c.CustomID); !ok {
					t.Errorf("%q leads nowhere: %s", c.Label+c.Placeholder, c.CustomID)
				}
			}
		}
	}
	for _, m := range r.srv.Sent() {
		for _, then := range r.srv.History(m.ID) {
			look(then.Components)
		}
	}
	for _, it := range r.srv.Interactions() {
		if m := it.Shown(); m != nil {
			if _, _, ok := r.bot.router.find(m.CustomID); !ok {
				t.Errorf("the form %q leads nowhere: %s", m.Title, m.CustomID)
			}
		}
	}
}
