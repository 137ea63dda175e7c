package discord

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"curbside/internal/consult"
	"curbside/internal/discord/discordtest"
	"curbside/internal/discord/rest"
)

// person is one kind of person, and where they act.
type person struct {
	kind string
	user *discordtest.User
	in   *discordtest.Channel
}

// action is a command or menu with what it is called with; word is a word that no other call holds.
type action struct {
	name   string
	menu   bool
	opts   func(word string) discordtest.Opts
	echoes bool // its reply repeats the word to whom it answers
	public bool // the room may see what comes of it
}

// actions are all commands and menus that are registered. A new one has to be described here.
func actions(t *testing.T) []action {
	t.Helper()
	none := func(string) discordtest.Opts { return nil }
	with := func(option, format string) func(string) discordtest.Opts {
		return func(word string) discordtest.Opts { return discordtest.Opts{option: fmt.Sprintf(format, word)} }
	}
	known := map[string]action{
		"ask":                  {opts: with("question", "What is the dose of %s in melanoma?"), echoes: true},
		"followup":             {opts: with("question", "and the dose of %s?")},
		"check":                {opts: with("statement", "Zanzibarine and %s cure melanoma."), echoes: true},
		"sources":              {opts: with("source", "%s")},
		"define":               {opts: with("term", "%s"), echoes: true},
		"help":                 {opts: none},
		"privacy export":       {opts: none},
		"privacy delete":       {opts: none},
		"settings show":        {opts: none},
		"settings me":          {opts: none},
		"settings defaults":    {opts: func(string) discordtest.Opts { return discordtest.Opts{"country": "US"} }},
		"settings channels":    {opts: none},
		"settings collections": {opts: with("collection", "%s")},
		"settings roles":       {opts: none},
		"settings limits":      {opts: func(string) discordtest.Opts { return discordtest.Opts{"retention": 30} }},
		"session start":        {opts: none, public: true},
		"session ask":          {opts: with("question", "What is the dose of %s in melanoma?")},
		"session queue":        {opts: none},
		"session next":         {opts: none},
		"session end":          {opts: none, public: true},
		"session export":       {opts: none},
		menuAsk:                {menu: true, opts: with("", "What is the dose of %s in melanoma?"), echoes: true},
		menuCheck:              {menu: true, opts: with("", "Zanzibarine and %s cure melanoma."), echoes: true},
	}
	var out []action
	for _, name := range commandNames() {
		a, ok := known[name]
		if !ok {
			t.Fatalf("the command %q is not in the table of rights", name)
		}
		a.name = name
		out = append(out, a)
		delete(known, name)
	}
	if len(known) > 0 {
		t.Fatalf("not registered: %v", known)
	}
	return out
}

// commandNames are the paths of all commands and menus.
func commandNames() []string {
	var out []string
	for _, c := range Commands() {
		subs := 0
		for _, o := range c.Options {
			if o.Kind == rest.OptionSubcommand {
				out = append(out, c.Name+" "+o.Name)
				subs++
			}
		}
		if subs == 0 {
			out = append(out, c.Name)
		}
	}
	return out
}

// Every command and menu by every kind of person: what each is told stands in testdata/rights.md, and nobody ever sees
// what is another's.
func TestCommandsRights(t *testing.T) {
	srv := discordtest.New(t)
	ward, clinic := srv.Guild("Ward 3"), srv.Guild("Clinic")
	general, theirs := ward.Channel("general"), clinic.Channel("theirs")
	educators, reviewers := ward.Role("Educators"), ward.Role("Reviewers")
	zed, dan := srv.User("zed"), ward.Member("dan")
	people := []person{
		{"asker", ward.Member("ana"), general}, {"other member", ward.Member("bob"), general},
		{"educator", ward.Member("edu", educators), general}, {"reviewer", ward.Member("rev", reviewers), general},
		{"moderator", ward.Member("mod", ward.Role("Moderators", discordtest.ManageMessages)), general},
		{"manager", ward.Member("chief", ward.Role("Chiefs", discordtest.ManageGuild)), general},
		{"member of another server", clinic.Member("eve"), theirs}, {"outsider", zed, general}, {"direct message", dan, dan.Direct()},
	}
	r := start(t, srv, nil)
	if err := r.db.SetServerSettings(t.Context(), "guild:"+ward.ID, consult.ServerSettings{Educators: []string{educators.ID}, Reviewers: []string{reviewers.ID}}); err != nil {
		t.Fatal(err)
	}
	if routes, registered := slices.Sorted(maps.Keys(r.bot.router.commands)), slices.Sorted(slices.Values(commandNames())); !slices.Equal(routes, registered) {
		t.Errorf("commands with a handler %v, registered %v", routes, registered)
	}
	var table strings.Builder
	table.WriteString("# Who is told what\n\nEvery command and menu, called by every kind of person. Made by `UPDATE_SCENARIOS=1 go test ./internal/discord -run Rights`.\n\n| command | who | is told | seen by |\n|---|---|---|---|\n")
	words, asked := map[string]person{}, map[string]bool{}
	for i, a := range actions(t) {
		var rows []outcome
		for j, p := range people {
			word := fmt.Sprintf("wuz%cqx%cv%cy", 'a'+i%26, 'a'+j, 'b'+i/26)
			words[word], asked[word] = p, a.name == "session ask" && p.in == general
			rows = merge(rows, act(srv, a, p, word), p.kind)
			saw := srv.WhoSaw(word)
			if a.echoes && p.kind != "outsider" && !slices.Contains(saw, p.user.Name) {
				t.Errorf("%s by %s: the word is not repeated, so that nothing is shown by it: %v", a.name, p.kind, saw)
			}
		}
		for _, row := range rows {
			if row.seenBy == "the channel" && !a.public {
				t.Errorf("%s is shown to the channel: %s", a.name, row.told)
			}
			fmt.Fprintf(&table, "| %s | %s | %s | %s |\n", a.name, strings.Join(row.who, ", "), row.told, row.seenBy)
		}
	}
	leaks := 0
	var all []string
	for word, p := range words {
		all = append(all, word)
		for _, name := range srv.WhoSaw(word) {
			leads := asked[word] && (name == "edu" || name == "chief") // who may lead the round sees what is put to it
			if name != p.user.Name && !leads {
				leaks++
				t.Errorf("%s saw %s's %s", name, p.user.Name, word)
			}
		}
	}
	fmt.Fprintf(&table, "\n%d calls, %d leaks.\n", len(words), leaks)
	if t.Failed() {
		slices.Sort(all)
		t.Log(srv.SeenTable(all...))
	}
	golden(t, "testdata/rights.md", table.String())
}

// outcome is what people are told.
type outcome struct {
	who          []string
	told, seenBy string
}

func merge(rows []outcome, o outcome, kind string) []outcome {
	for i := range rows {
		if rows[i].told == o.told && rows[i].seenBy == o.seenBy {
			rows[i].who = append(rows[i].who, kind)
			return rows
		}
	}
	o.who = []string{kind}
	return append(rows, o)
}

// act calls a command, or uses a menu on a message that holds the word.
func act(srv *discordtest.Server, a action, p person, word string) outcome {
	var it *discordtest.Interaction
	if a.menu {
		text, _ := a.opts(word)[""].(string)
		var m *discordtest.Message
		if p.user.MayWrite(p.in, text) != "" {
			return outcome{told: "*sees no message to use it on*", seenBy: "nobody"}
		}
		m = p.user.Say(p.in, text)
		it = p.user.Menu(a.name, m)
	} else {
		it = p.user.Slash(p.in, a.name, a.opts(word))
	}
	if it.Refused != "" {
		return outcome{told: "*not offered*", seenBy: "nobody"}
	}
	m := it.Message()
	seenBy := "the channel"
	switch {
	case m.For == p.user:
		seenBy = "only them"
	case m.For != nil:
		seenBy = "ANOTHER: " + m.For.Name
	case m.Channel.Guild == nil:
		seenBy = "only them"
	}
	return outcome{told: gist(m.Text(), word, a.width()), seenBy: seenBy}
}

// width is how much of what is told the table shows.
func (a action) width() int {
	if strings.HasPrefix(a.name, "session") { // its words tell of the queue
		return 30
	}
	return 70
}

// gist is the beginning of a message that tells what it is.
func gist(text, word string, width int) string {
	lines := strings.Split(strings.ReplaceAll(text, word, "…"), "\n")
	out := lines[0]
	if strings.HasPrefix(out, "-# ") && len(lines) > 1 {
		out = strings.TrimPrefix(out, "-# ") + ": " + lines[1]
	}
	return strings.ReplaceAll(cut(anyID.ReplaceAllString(out, "ID"), width), "|", "/")
}

// anyID is an id or a time, which differ from run to run.
var anyID = regexp.MustCompile(`\b\d{10,20}\b`)

// golden holds a text against a file, or writes it.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if os.Getenv("UPDATE_SCENARIOS") != "" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is another: UPDATE_SCENARIOS=1 writes it, then read the difference.\n%s", file, got)
	}
}
