package discordtest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
)

// PlayOptions are what a scenario needs of the test that plays it.
type PlayOptions struct {
	// Settle waits until the bot has nothing under way. Without it a look at what a user sees waits for what the
	// scenario expects, but "sees nothing" is only as true as the moment.
	Settle func()
	// Wait lets time pass for bot and server: "wait 20m".
	Wait func(time.Duration)
	// Do has further kinds of lines by their first word: "restart", for one.
	Do map[string]func(args []string) error
	// Normal writes what differs from run to run, in views, as what it stands for.
	Normal func(string) string
	// Update writes what users see into the file instead of comparing it.
	Update bool
}

// Play runs a scenario: a txtar file whose comment holds the lines, and whose files what users are expected to see.
//
//	guild "Ward 3"
//	channel general
//	channel staff only Chiefs
//	role Chiefs manage-guild
//	member ana
//	member chief Chiefs
//	user eve                                      someone outside
//
//	ana: /ask question:"What is IL-2?" private:true   calls a command and waits for an answer; or says something
//	ana in staff: hello                           elsewhere; what ana does next happens there; also: in "a thread"
//	ana directly: what is IL-2?                   direct message
//	ana cannot: /settings                         the client does not offer it
//	ana presses "Sources" on "text of the message"
//	ana cannot press "Sources"
//	ana chooses "Two" "Three" from "Menu"
//	ana submits "Label":"text" "Menu":"entry"     the form that she was shown last
//	ana deletes "text"                            a message of her own
//	ana uses "Ask about this" on "text"
//	ana replies to "text": and then?
//	ana types /ask question:"what"                the last option is the one being typed
//	ana is offered offers.txt                     suggestions, one a line
//	ana is shown form.txt                         the form
//	ana sees first.txt                            what is new or changed since her last look
//	ana sees "some words"                         anywhere in the channel
//	ana does not see "some words"
//	bob sees nothing                              nothing new
//	saw "some words": ana bob                     these, and nobody else, ever
//	wait 20m
//
// Lines that begin with # are comments.
func Play(t T, file string, srv *Server, opts PlayOptions) {
	t.Helper()
	ar, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatalf("discordtest: read scenario: %v", err)
	}
	if opts.Settle == nil {
		opts.Settle = func() {}
	}
	if opts.Normal == nil {
		opts.Normal = func(s string) string { return s }
	}
	p := &player{t: t, srv: srv, opts: opts, ar: ar, at: map[string]*Channel{}, modals: map[string]*Modal{}, offers: map[string][]Choice{}}
	for i, line := range strings.Split(string(ar.Comment), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := p.line(line); err != nil {
			t.Fatalf("%s:%d: %s\n%v", filepath.Base(file), i+1, line, err)
			return
		}
	}
	if opts.Update && p.changed {
		if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
			t.Fatalf("discordtest: update %s: %v", file, err)
		}
	}
}

// player is a scenario under way.
type player struct {
	t       T
	srv     *Server
	opts    PlayOptions
	ar      *txtar.Archive
	changed bool

	guild  *Guild
	first  *Channel
	at     map[string]*Channel // where each user is
	modals map[string]*Modal   // shown last
	offers map[string][]Choice
}

func (p *player) line(line string) error {
	words, err := split(line)
	if err != nil {
		return err
	}
	if do := p.opts.Do[words[0].text]; do != nil {
		return do(texts(words[1:]))
	}
	switch words[0].text {
	case "guild":
		p.guild = p.srv.Guild(words[1].text)
		return nil
	case "channel", "role", "member", "user":
		return p.setUp(words)
	case "saw":
		return p.saw(words)
	case "wait":
		return p.wait(words)
	}
	return p.act(line, words)
}

func (p *player) setUp(words []word) error {
	if len(words) < 2 {
		return fmt.Errorf("it needs a name")
	}
	name := words[1].text
	if words[0].text == "user" {
		p.srv.User(name)
		return nil
	}
	if p.guild == nil {
		p.guild = p.srv.Guild("Guild")
	}
	switch words[0].text {
	case "member":
		var roles []*Role
		for _, w := range words[2:] {
			roles = append(roles, p.guild.Role(w.text))
		}
		p.guild.Member(name, roles...)
	case "role":
		for _, w := range words[2:] {
			perm, ok := permissionNames()[w.text]
			if !ok {
				return fmt.Errorf("no permission is called %q", w.text)
			}
			r := p.guild.Role(name)
			p.srv.mu.Lock()
			r.Permissions |= perm
			p.srv.mu.Unlock()
		}
		p.guild.Role(name)
	case "channel":
		ch := p.guild.Channel(name)
		if p.first == nil {
			p.first = ch
		}
		if len(words) > 3 && words[2].text == "only" {
			var who []any
			for _, w := range words[3:] {
				who = append(who, p.guild.Role(w.text))
			}
			ch.Only(who...)
		}
	}
	return nil
}

func permissionNames() map[string]int64 {
	return map[string]int64{
		"administrator": Administrator, "manage-guild": ManageGuild, "manage-messages": ManageMessages, "manage-threads": ManageThreads,
		"manage-channels": ManageChannels, "manage-roles": ManageRoles, "moderate-members": ModerateMembers, "mention-everyone": MentionEveryone,
	}
}

// saw holds who ever saw a text against the names.
func (p *player) saw(words []word) error {
	if len(words) < 2 {
		return fmt.Errorf(`write: saw "text": name name`)
	}
	p.opts.Settle()
	want := texts(words[2:])
	slices.Sort(want)
	got := slices.DeleteFunc(p.srv.WhoSaw(strings.TrimSuffix(words[1].text, ":")), func(n string) bool { return n == "owner" })
	if !slices.Equal(got, want) {
		return fmt.Errorf("it was seen by %v", got)
	}
	return nil
}

func (p *player) wait(words []word) error {
	d, err := time.ParseDuration(words[len(words)-1].text)
	if err != nil || p.opts.Wait == nil {
		return fmt.Errorf("no waiting here: %v", err)
	}
	p.opts.Wait(d)
	return nil
}

// golden compares what a user is shown with a file of the scenario, as soon as it comes to be.
func (p *player) golden(name string, shown func() string) error {
	i := slices.IndexFunc(p.ar.Files, func(f txtar.File) bool { return f.Name == name })
	if i < 0 && !p.opts.Update {
		return fmt.Errorf("the scenario has no file %s", name)
	}
	if i < 0 {
		p.ar.Files = append(p.ar.Files, txtar.File{Name: name})
		i = len(p.ar.Files) - 1
	}
	view := func() string { return p.opts.Normal(shown()) }
	if p.opts.Update {
		p.opts.Settle()
		p.srv.await(func() bool { return view() != "" })
		p.changed = p.changed || string(p.ar.Files[i].Data) != view()
		p.ar.Files[i].Data = []byte(view())
		return nil
	}
	want := p.opts.Normal(string(p.ar.Files[i].Data))
	if !p.srv.await(func() bool { return view() == want }) {
		return fmt.Errorf("got:\n%s\nwant:\n%s\n%s", view(), want, p.srv.lately())
	}
	return nil
}
