package discord

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"curbside/internal/discord/discordtest"
	"curbside/internal/discord/rest"
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
