package discord

import (
	"errors"
	"strings"
	"testing"
	"time"

	"curbside/internal/consult"
	"curbside/internal/discord/discordtest"
	"curbside/internal/discord/gateway"
	"curbside/internal/discord/rest"
)

// ward is a server with people, and a bot that runs in it.
type ward struct {
	*rig
	guild           *discordtest.Guild
	general, clinic *discordtest.Channel
	ana, bob, chief *discordtest.User
}

func startWard(t *testing.T) *ward {
	srv := discordtest.New(t)
	w := &ward{rig: start(t, srv, nil), guild: srv.Guild("Ward 3")}
	w.general = w.guild.Channel("general")
	w.ana, w.bob = w.guild.Member("ana"), w.guild.Member("bob")
	role := w.guild.Role("Clinicians")
	w.chief = w.guild.Member("chief", role)
	w.clinic = w.guild.Channel("clinic").Only(role)
	if err := w.clinicians([]string{"clinic"}); err != nil {
		t.Fatal(err)
	}
	return w
}

const approved = "When was aldesleukin approved for melanoma?"

func (w *ward) ask(private bool) *discordtest.Message {
	w.t.Helper()
	m := w.ana.Slash(w.general, "ask", discordtest.Opts{"question": approved, "private": private}).Message()
	w.settled()
	return m
}

// open presses buttons one after another, each on what the one before showed.
func (w *ward) open(u *discordtest.User, m *discordtest.Message, buttons ...string) *discordtest.Message {
	w.t.Helper()
	for _, b := range buttons {
		m = u.Press(m, b).Message()
	}
	return m
}

// posts counts what the bot wrote into a channel for all to see.
func (w *ward) posts(ch *discordtest.Channel, words string) int {
	n := 0
	for _, m := range w.chief.Messages(ch) {
		if m.For == nil && m.Interaction == nil && strings.Contains(m.Text(), words) {
			n++
		}
	}
	return n
}

func (w *ward) settled() { w.bot.working.Wait() }

func idOf(t *testing.T, m *discordtest.Message) string {
	t.Helper()
	for _, row := range m.Components {
		for _, c := range row.Components {
			if parts := split(c.CustomID); len(parts) > 1 && parts[0] == "answer" {
				return parts[1]
			}
		}
	}
	t.Fatalf("no answer's buttons under %s", m.Text())
	return ""
}

// Who reaches an answer by its id, from where.
func TestWhoReachesAnAnswer(t *testing.T) {
	w := startWard(t)
	private, public := idOf(t, w.ask(true)), idOf(t, w.ask(false))
	own := idOf(t, func() *discordtest.Message {
		w.ana.DM(approved)
		return w.ana.Awaits(w.ana.Direct(), "1998")
	}())
	other := w.srv.Guild("Ward 4").ID
	away := afar + w.guild.ID
	for _, c := range []struct {
		user        *discordtest.User
		guild, id   string
		found       bool
		description string
	}{
		{w.ana, w.guild.ID, private, true, "asker, private"},
		{w.ana, w.guild.ID, public, true, "asker, public"},
		{w.bob, w.guild.ID, private, false, "another member, private"},
		{w.bob, w.guild.ID, public, true, "another member, public"},
		{w.ana, other, private, false, "asker on another server, private"},
		{w.bob, other, public, false, "member of another server, public"},
		{w.ana, "", private, false, "asker in a direct message, by the bare id"},
		{w.ana, "", private + away, true, "asker in a direct message, as it was delivered there"},
		{w.ana, "", public + away, true, "asker in a direct message, public"},
		{w.bob, "", private + away, false, "another in a direct message, private"},
		{w.bob, "", public + away, false, "another in a direct message, public"},
		{w.ana, other, private + away, false, "asker on another server, with the server's id"},
		{w.ana, "", own, true, "asker of a direct message"},
		{w.bob, "", own, false, "another's direct message"},
		{w.ana, w.guild.ID, own, false, "a direct message's answer on a server"},
		{w.ana, "", private + afar + "user:" + w.ana.ID, false, "a made-up server"},
	} {
		in := &gateway.Interaction{Guild: c.guild, User: gateway.User{ID: c.user.ID}}
		r := w.bot.request(t.Context(), in)
		r.params = map[string]string{"id": c.id}
		_, err := w.bot.kept(t.Context(), r)
		if c.found && err != nil || !c.found && !errors.Is(err, consult.ErrGone) {
			t.Errorf("%s: %v", c.description, err)
		}
	}
}

// After deletion and after retention every button tells that the answer is gone.
func TestButtonsOfWhatIsGone(t *testing.T) {
	for name, end := range map[string]func(*ward) error{
		"deletion":  func(w *ward) error { _, err := w.db.Forget(t.Context(), w.ana.ID, time.Now()); return err },
		"retention": func(w *ward) error { _, err := w.db.Expire(t.Context(), time.Now().Add(31*24*time.Hour)); return err },
	} {
		t.Run(name, func(t *testing.T) {
			w := startWard(t)
			answered := w.ask(true)
			menu := w.open(w.ana, answered, "More…")
			full := w.open(w.ana, menu, "Full answer")
			shared, asked := w.open(w.ana, menu, "Share"), w.open(w.ana, menu, "Ask a clinician")
			followUp, wrong := w.ana.Press(answered, "Follow up").Modal(), w.ana.Press(answered, "Not right").Modal()
			public := w.open(w.ana, w.ask(false), "More…")
			w.settled()
			if err := end(w); err != nil {
				t.Fatal(err)
			}
			w.ana.New(w.general)
			pressed := 0
			for _, on := range []struct {
				m       *discordtest.Message
				buttons []string
			}{
				{answered, []string{"Sources", "Follow up", "Helpful", "Not right", "More…"}},
				{menu, []string{"Full answer", "Simpler", "More detail", "File (.md)", "Share", "Ask a clinician"}},
				{public, []string{"Discuss in a thread"}}, {full, []string{"›"}}, {shared, []string{"Post it"}}, {asked, []string{"Post it"}},
			} {
				for _, b := range on.buttons {
					if on.m.Buttons() == nil {
						t.Fatalf("no buttons: %s", on.m.Text())
					}
					w.ana.PressStale(on.m, b)
					pressed++
				}
			}
			w.ana.Submit(followUp, discordtest.Fields{"question": "and for kidney cancer?"})
			w.ana.Submit(wrong, discordtest.Fields{"what": "number"})
			w.srv.Await("words for each", func() bool { return strings.Count(w.ana.Sees(w.general), wordsGone) == pressed+2 })
			w.settled()
			if n := w.posts(w.general, "Asked here") + w.posts(w.clinic, "clinicians"); n > 0 {
				t.Errorf("%d posts of what is gone", n)
			}
		})
	}
}

// A private answer that came by direct message can be asked on, and shared where it was asked.
func TestButtonsFromAfar(t *testing.T) {
	w := startWard(t)
	id := idOf(t, w.ask(true))
	r := consult.Request{ID: "1574132173139607558", Tenant: "guild:" + w.guild.ID, User: w.ana.ID, Channel: w.general.ID, Kind: kindAsk, Private: true, Token: "x"}
	if done, err := w.bot.elsewhere(t.Context(), &shipment{Pending: consult.Pending{Request: r}, delivery: delivery{Text: "late", Answer: id, Status: "answered"}}); done != taken || err != nil {
		t.Fatal(done, err)
	}
	late := w.ana.Awaits(w.ana.Direct(), "late")
	if got := w.open(w.ana, late, "Sources", "›", "‹").Text(); !strings.Contains(got, "1998") {
		t.Errorf("sources: %s", got)
	}
	form := w.ana.Press(late, "Follow up").Modal()
	further := w.ana.Submit(form, discordtest.Fields{"question": "and for kidney cancer?"}).Message()
	if got := further.Text(); !strings.Contains(got, "Understood as: When was aldesleukin approved for kidney cancer?") {
		t.Errorf("follow-up: %s", got)
	}
	w.settled()
	for _, buttons := range [][]string{{"Sources"}, {"Helpful"}, {"More…", "Full answer"}, {"More…", "Share"}} {
		if got := w.open(w.ana, further, buttons...).Text(); strings.Contains(got, wordsGone) {
			t.Errorf("%v under the follow-up finds nothing", buttons)
		}
	}
	form = w.ana.Press(further, "Follow up").Modal()
	if got := w.ana.Submit(form, discordtest.Fields{"question": "and for melanoma?"}).Message().Text(); strings.Contains(got, wordsGone) {
		t.Error("the follow-up cannot be asked on")
	}
	w.ana.Press(w.open(w.ana, late, "More…", "Share"), "Post it")
	w.bob.Awaits(w.general, "Asked here")
	if saw := w.srv.WhoSaw("approved for kidney cancer?"); len(saw) != 1 {
		t.Errorf("the private follow-up was seen by %v", saw)
	}
	form = w.ana.Press(late, "Follow up").Modal()
	w.guild.Leave(w.ana)
	if got := w.ana.Submit(form, discordtest.Fields{"question": "and for kidney cancer?"}).Message().Text(); !strings.Contains(got, "not in that server any more") {
		t.Errorf("who has left asks on at the server's expense: %s", got)
	}
}

// What users say of an answer is stored with it, but for what identifies a patient.
func TestOpinionsAreStored(t *testing.T) {
	w := startWard(t)
	answered := w.ask(true)
	export := func() string {
		t.Helper()
		out, err := w.db.Export(t.Context(), w.ana.ID)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	for _, c := range []struct{ words, kept string }{
		{"The year is wrong, I think.", "The year is wrong, I think."},
		{"My patient John Smith, MRN 8837261, was told so.", ""},
		{strings.Repeat("long ", 800), "long long"},
	} {
		form := w.ana.Press(answered, "Not right").Modal()
		w.ana.Submit(form, discordtest.Fields{"what": "number", "words": c.words}).Message()
		got := export()
		if !strings.Contains(got, `"number"`) || !strings.Contains(got, c.kept) {
			t.Errorf("%.40q is not stored", c.words)
		}
		if strings.Contains(got, "8837261") {
			t.Errorf("an identifier is stored")
		}
	}
}

// In a direct message nothing is offered that needs a server.
func TestMenuInADirectMessage(t *testing.T) {
	w := startWard(t)
	w.ana.DM(approved)
	menu := w.open(w.ana, w.ana.Awaits(w.ana.Direct(), "1998"), "More…")
	for _, b := range menu.Buttons() {
		if b == "Share" || b == "Ask a clinician" || b == "Discuss in a thread" {
			t.Errorf("%s is offered", b)
		}
	}
	if rest.MaxContent < len(menu.Text()) {
		t.Error("the menu is too long")
	}
}
