package discord

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	shipped "curbside/corpus"
	"curbside/internal/answer"
	"curbside/internal/consult"
	"curbside/internal/corpus"
	"curbside/internal/discord/discordtest"
	"curbside/internal/search"
	"curbside/internal/store"
)

// twoCollections makes a bot over the shipped sources, of which those on melanoma are a collection of their own that is
// not open for direct messages.
func twoCollections(t *testing.T) func(*Options) {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(shipped.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(shipped.FS(), path)
		if strings.HasPrefix(path, "nci-melanoma") && strings.HasSuffix(path, ".md") {
			data = []byte(strings.Replace(strings.Replace(string(data), "collection: interleukin-2", "collection: melanoma", 1), "public: true", "public: false", 1))
		}
		files[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := corpus.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	index, err := search.New(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { index.Close() })
	return func(o *Options) {
		o.Consult = consult.New(answer.New(answer.Options{Corpus: c, Index: index}), o.Store.(*store.DB))
	}
}

// What may answer is decided by channel, and in direct messages by what is public: for answers, checks, definitions,
// lists, opened passages and suggestions alike.
func TestCommandsKeepToTheirCollections(t *testing.T) {
	srv := discordtest.New(t)
	ward := srv.Guild("Ward 3")
	general, derm := ward.Channel("general"), ward.Channel("dermatology")
	ana, chief := ward.Member("ana"), ward.Member("chief", ward.Role("Chiefs", discordtest.ManageGuild))
	start(t, srv, twoCollections(t))
	thread := ana.Thread(derm, "a case", false)
	direct := ana.Direct()

	set := func(opts discordtest.Opts) string {
		return chief.Slash(general, "settings collections", opts).Message().Text()
	}
	if got := set(discordtest.Opts{"collection": "melanoma", "channel": derm}); !strings.Contains(got, "answer in <#"+derm.ID+">: **melanoma**") {
		t.Errorf("after the change:\n%s", got)
	}
	set(discordtest.Opts{"collection": "interleukin-2"})

	list := func(ch *discordtest.Channel) string { return ana.Slash(ch, "sources").Message().Text() }
	const label, melanoma = "PROLEUKIN (aldesleukin) for injection", "Melanoma Treatment, health professional version"
	for _, test := range []struct {
		where          *discordtest.Channel
		label, melanom bool
	}{{general, true, false}, {derm, false, true}, {thread, false, true}, {direct, true, false}} {
		got := list(test.where)
		if strings.Contains(got, label) != test.label || strings.Contains(got, melanoma) != test.melanom {
			t.Errorf("sources in %s:\n%s", test.where, got)
		}
		answered := ana.Slash(test.where, "ask", discordtest.Opts{"question": "What is the standard dose of high-dose IL-2?"}).Message().Text()
		if strings.Contains(answered, label) != test.label {
			t.Errorf("the answer in %s:\n%s", test.where, answered)
		}
		checked := ana.Slash(test.where, "check", discordtest.Opts{"statement": "Melanoma is a cancer that begins in melanocytes."}).Message().Text()
		if strings.Contains(checked, "Melanoma Treatment") != test.melanom {
			t.Errorf("the check in %s:\n%s", test.where, checked)
		}
		defined := ana.Slash(test.where, "define", discordtest.Opts{"term": "melanoma"}).Message().Text()
		if strings.Contains(defined, "begins in melanocytes") != test.melanom {
			t.Errorf("the definition in %s:\n%s", test.where, defined)
		}
		opened := ana.Slash(test.where, "sources", discordtest.Opts{"source": "nci-melanoma"}).Message().Text()
		if strings.Contains(opened, "**Passages**") != test.melanom {
			t.Errorf("the source in %s:\n%s", test.where, opened)
		}
		for _, c := range ana.Types(test.where, "sources", "source", "melanoma").Choices() {
			if !test.melanom && strings.Contains(c.Name, "Melanoma Treatment") {
				t.Errorf("%s is offered %s", test.where, c.Name)
			}
		}
	}
	if got := set(discordtest.Opts{"collection": "interleukin-2", "remove": true}); !strings.Contains(got, "The list is empty now") {
		t.Errorf("an empty list:\n%s", got)
	}
	if got := set(discordtest.Opts{"collection": "melanoma", "remove": true}); !strings.Contains(got, "is not on that list") {
		t.Errorf("taken off twice:\n%s", got)
	}
	if got := set(discordtest.Opts{"collection": "all", "channel": derm}); !strings.Contains(got, "Collections that may answer: **all**") {
		t.Errorf("the limit lifted:\n%s", got)
	}
	if got := list(derm); !strings.Contains(got, label) || !strings.Contains(got, melanoma) {
		t.Errorf("after the limit was lifted:\n%s", got)
	}
}

// A channel in which the bot cannot write is set, and the words say what to do.
func TestCommandsWarnOfChannels(t *testing.T) {
	srv := discordtest.New(t)
	ward := srv.Guild("Ward 3")
	general, quiet, hidden := ward.Channel("general"), ward.Channel("quiet"), ward.Channel("hidden")
	chiefs := ward.Role("Chiefs", discordtest.ManageGuild)
	chief := ward.Member("chief", chiefs)
	quiet.Deny(srv.Bot(), discordtest.SendMessages)
	hidden.Deny(srv.Bot(), discordtest.ViewChannel)
	start(t, srv, nil)
	set := func(opts discordtest.Opts) string {
		return chief.Slash(general, "settings channels", opts).Message().Text()
	}
	for ch, want := range map[*discordtest.Channel]string{
		quiet:   "I may not write in <#" + quiet.ID + ">, so nothing will arrive there. Please give me *Send Messages* in it.",
		hidden:  "I cannot see <#" + hidden.ID + ">",
		general: "Clinicians' channel: <#" + general.ID + ">",
	} {
		got := set(discordtest.Opts{"clinicians": ch})
		if !strings.Contains(got, want) || !strings.Contains(got, "Clinicians' channel: <#"+ch.ID+">") {
			t.Errorf("%s:\n%s", ch, got)
		}
		if ch == general && strings.Contains(got, "⚠") {
			t.Errorf("a warning of a channel that is open:\n%s", got)
		}
	}
	if got := set(discordtest.Opts{"clear": true}); !strings.Contains(got, "Clinicians' channel: none · digest channel: none") {
		t.Errorf("cleared:\n%s", got)
	}
	roles := func(opts discordtest.Opts) string {
		return chief.Slash(general, "settings roles", opts).Message().Text()
	}
	if got := roles(discordtest.Opts{"reviewer": chiefs, "educator": chiefs}); !strings.Contains(got, "Reviewers: <@&"+chiefs.ID+"> · educators: <@&"+chiefs.ID+">") {
		t.Errorf("roles:\n%s", got)
	}
	if got := roles(discordtest.Opts{"educator": chiefs, "remove": true}); !strings.Contains(got, "educators: none") {
		t.Errorf("roles:\n%s", got)
	}
}

// A change of settings waits for no other: not for Discord, which is asked about a channel, and of those at the same
// time none is lost.
func TestSettingsWaitForNobody(t *testing.T) {
	srv := discordtest.New(t)
	ward, clinic := srv.Guild("Ward 3"), srv.Guild("Clinic")
	general, staff, desk := ward.Channel("general"), ward.Channel("staff"), clinic.Channel("desk")
	chief, head := ward.Member("chief", ward.Role("Chiefs", discordtest.ManageGuild)), clinic.Member("head", clinic.Role("Heads", discordtest.ManageGuild))
	r := start(t, srv, nil)
	const guildRoute = "GET /guilds/{guild_id}"
	srv.Fail(discordtest.Fault{Route: guildRoute, Before: 1200 * time.Millisecond})
	clinicians := chief.Slash(general, "settings channels", discordtest.Opts{"clinicians": staff})
	for { // until it is stored; then Discord is asked
		if s, err := r.db.ServerSettings(t.Context(), "guild:"+ward.ID); err != nil || s.ClinicianChannel != "" {
			break
		}
		<-time.After(time.Millisecond)
	}
	digest := chief.Slash(general, "settings channels", discordtest.Opts{"digest": general})
	if got := head.Slash(desk, "settings defaults", discordtest.Opts{"country": "GB"}).Message().Text(); !strings.Contains(got, "**GB**") {
		t.Errorf("another server's:\n%s", got)
	}
	if got := chief.Slash(general, "settings roles", discordtest.Opts{"educator": ward.Role("Chiefs")}).Message().Text(); !strings.Contains(got, "educators: <@&") {
		t.Errorf("the same server's:\n%s", got)
	}
	if !clinicians.Open() {
		t.Error("Discord answered before it was to: this shows nothing")
	}
	clinicians.Message()
	digest.Message()
	s, err := r.db.ServerSettings(t.Context(), "guild:"+ward.ID)
	if err != nil || s.ClinicianChannel != staff.ID || s.DigestChannel != general.ID || len(s.Educators) != 1 {
		t.Errorf("stored: %+v, error %v", s, err)
	}
}
