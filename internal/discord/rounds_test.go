package discord

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"curbside/internal/consult"
	"curbside/internal/discord/discordtest"
	"curbside/internal/discord/render"
	"curbside/internal/discord/rest"
	"curbside/internal/session"
	"curbside/internal/store"
)

const (
	doseQuestion = "What is the standard dose of high-dose IL-2?"
	doseWords    = "600,000 IU/kg" // of its answer
)

// class is a server with a session under way.
type class struct {
	*rig
	guild                        *discordtest.Guild
	channel                      *discordtest.Channel
	prof, second, ana, mod, boss *discordtest.User
	tenant                       string
}

// newClass starts a session in which ana has asked one question.
func newClass(t *testing.T) *class { return newClassAt(t) }

func newClassAt(t *testing.T, options ...discordtest.Option) *class {
	srv := discordtest.New(t, options...)
	guild := srv.Guild("Teaching")
	educators := guild.Role("Educators")
	c := &class{
		rig: start(t, srv, nil), guild: guild, channel: guild.Channel("rounds"), tenant: "guild:" + guild.ID,
		prof: guild.Member("prof", educators), second: guild.Member("second", educators), ana: guild.Member("ana"),
		mod: guild.Member("mod", guild.Role("Moderators", discordtest.ManageMessages)), boss: guild.Member("boss", guild.Role("Owners", discordtest.ManageGuild)),
	}
	if err := c.db.SetServerSettings(t.Context(), c.tenant, consult.ServerSettings{Educators: []string{educators.ID}, AnonymousRounds: true}); err != nil {
		t.Fatal(err)
	}
	c.prof.Slash(c.channel, "session start", discordtest.Opts{"title": "IL-2"}).Message()
	c.ana.Slash(c.channel, "session ask", discordtest.Opts{"question": doseQuestion}).Says("in the queue, at place 1")
	return c
}

func (c *class) preview(u *discordtest.User) *discordtest.Message {
	return u.Slash(c.channel, "session next").Says("Only you see this")
}

func (c *class) posts() int {
	n := 0
	for _, m := range c.ana.Messages(c.channel) {
		if strings.Contains(m.Content, doseWords) {
			n++
		}
	}
	return n
}

func (c *class) round() (session.Round, []session.Entry) {
	c.t.Helper()
	r, err := c.db.LatestRound(context.Background(), c.tenant, c.channel.ID)
	if err != nil {
		c.t.Fatal(err)
	}
	entries, err := c.db.Entries(context.Background(), c.tenant, r.ID)
	if err != nil {
		c.t.Fatal(err)
	}
	return r, entries
}

// However often and by however many it is pressed, the class sees one answer.
func TestPublishedOnce(t *testing.T) {
	c := newClass(t)
	first, other := c.preview(c.prof), c.preview(c.second)
	var presses []*discordtest.Interaction
	for range 6 {
		presses = append(presses, c.prof.PressStale(first, "Publish"), c.second.PressStale(other, "Publish"))
	}
	presses = append(presses, c.second.PressStale(other, "Skip"))
	for _, p := range presses {
		p.Settled()
	}
	c.prof.Awaits(c.channel, "")
	c.srv.Await("the decision", func() bool {
		_, e := c.round()
		return e[0].State == session.Published || e[0].State == session.Skipped
	})
	_, entries := c.round()
	want := 1
	if entries[0].State == session.Skipped {
		want = 0
	}
	c.end() // all is done by then
	if got := c.posts(); got != want {
		t.Errorf("%d posts of a question that is %s:\n%s", got, entries[0].State, c.ana.Sees(c.channel))
	}
	if strings.Contains(c.channelText(), "Publishing") {
		t.Errorf("an educator is left waiting:\n%s\n%s", c.prof.Sees(c.channel), c.second.Sees(c.channel))
	}
}

func (c *class) channelText() string { return c.prof.Sees(c.channel) + c.second.Sees(c.channel) }

// Who may lead a round: its educator and others of the role, and who manages
// the server. Everybody else is told so, by every way in, and sees nothing.
func TestWhoLeadsARound(t *testing.T) {
	c := newClass(t)
	r, entries := c.round()
	var buttons []rest.Component
	actions := []string{"publish", "hold", "skip", "sources", "full", "open"}
	row := rest.Row{}
	for _, a := range actions[:5] {
		row = append(row, rest.Button{Label: a, CustomID: roundPath(r, a, entries[0].ID)})
	}
	buttons = append(buttons, row, rest.Row{
		rest.Button{Label: "queue", CustomID: roundPath(r, "queue")}, rest.Button{Label: "next", CustomID: roundPath(r, "next")},
		rest.Button{Label: "shownext", CustomID: roundPath(r, "shownext")}, rest.Button{Label: "export", CustomID: roundPath(r, "export")},
	}, rest.Row{rest.Select{CustomID: roundPath(r, "open"), Placeholder: "open", Options: []rest.SelectOption{{Label: "it", Value: entries[0].ID}}}})
	if _, err := c.bot.REST.CreateMessage(t.Context(), c.channel.ID, rest.Message{Content: "forged", Components: buttons}); err != nil {
		t.Fatal(err)
	}
	forged := c.ana.Awaits(c.channel, "forged")
	for _, u := range []*discordtest.User{c.ana, c.mod} {
		u.Slash(c.channel, "session start", discordtest.Opts{"title": "Mine"}).Says("Only educators can start a session. In this server they are people with the role")
		for _, name := range []string{"queue", "next", "export", "end"} {
			u.Slash(c.channel, "session "+name).Says("Only an educator can do that")
		}
		for _, name := range []string{"publish", "hold", "skip", "sources", "full", "queue", "next", "shownext", "export"} {
			u.Press(forged, name).Says("Only an educator can do that")
		}
		u.Choose(forged, "open", "it").Says("Only an educator can do that")
	}
	if saw := c.srv.WhoSaw(doseWords); len(saw) != 0 {
		t.Errorf("the answer was seen by %v", saw)
	}
	for _, u := range []*discordtest.User{c.prof, c.second, c.boss} {
		u.Slash(c.channel, "session queue").Says(doseQuestion)
		c.preview(u)
	}
	elsewhere := c.srv.Guild("Another")
	stranger := elsewhere.Member("stranger", elsewhere.Role("Chiefs", discordtest.ManageGuild))
	stranger.Slash(elsewhere.Channel("general"), "session next").Says("No session is running in this channel")
	if saw := c.srv.WhoSaw(doseWords); fmt.Sprint(saw) != "[boss prof second]" {
		t.Errorf("the answer was seen by %v", saw)
	}
	c.prof.Slash(c.channel, "session start").Says("already running in this channel")
	if _, entries := c.round(); entries[0].State != session.Waiting {
		t.Errorf("the question is %s", entries[0].State)
	}
}

// Nobody gets at an answer before its publication by another way, nor learns
// who asked in an anonymous round.
func TestBeforePublication(t *testing.T) {
	c := newClass(t)
	c.ana.Slash(c.channel, "followup", discordtest.Opts{"question": "and how often?"}).Says("no conversation of yours")
	if b, err := c.db.Export(t.Context(), c.ana.ID); err != nil || strings.Contains(string(b), doseWords) || !strings.Contains(string(b), doseQuestion) {
		t.Errorf("the asker's export is %s, error %v", b, err)
	}
	c.prof.Press(c.preview(c.prof), "Publish")
	c.mod.Awaits(c.channel, doseWords)
	if saw := c.srv.WhoSaw("<@" + c.ana.ID + ">"); fmt.Sprint(saw) != "[prof]" {
		t.Errorf("who asked was seen by %v", saw)
	}
	c.ana.Slash(c.channel, "followup", discordtest.Opts{"question": "and how long is the rest between two cycles?"}).Says("Understood as")
}

// A bot that may not write in the channel says so before a round begins, and
// puts a question back when it finds out later.
func TestRoundWithoutPermission(t *testing.T) {
	c := newClass(t)
	shown := c.preview(c.prof)
	c.channel.Deny(c.srv.Bot(), discordtest.SendMessages)
	c.prof.Press(shown, "Publish").Says("I may not write in this channel")
	c.channel.Allow(c.srv.Bot(), discordtest.SendMessages)
	refused := discordtest.MissingPermissions(discordtest.RouteCreateMessage)
	refused.Times = 2 // the first try, and the one that makes sure
	c.srv.Fail(refused)
	c.prof.Press(shown, "Publish").Says("It could not be posted in this channel")
	if _, e := c.round(); e[0].State != session.Held || c.posts() != 0 {
		t.Errorf("the question is %s, %d posts", e[0].State, c.posts())
	}
	c.ana.Slash(c.channel, "followup", discordtest.Opts{"question": "and how often?"}).Says("no conversation of yours")
	c.prof.Press(c.preview(c.prof), "Publish").Says("Published here")
	if c.posts() != 1 {
		t.Errorf("%d posts", c.posts())
	}
	other := c.guild.Channel("closed").Deny(c.srv.Bot(), discordtest.SendMessages)
	c.prof.Slash(other, "session start").Says("I may not write in this channel")
}

func TestRoundOfADeletedChannel(t *testing.T) {
	c := newClass(t)
	c.channel.Delete()
	c.prof.Slash(c.guild.Channel("another"), "session queue").Says("No session is running") // what came before has been begun
	c.end()                                                                                 // and is done
	c.leave(func(_ context.Context, db *store.DB) error {
		r, err := c.roundIn(db)
		if r.Ended.IsZero() {
			t.Error("the round still runs")
		}
		return err
	})
}

// What a killed process left of a publication is brought to its end once: it
// had stored the press, had decided, or had stored what to post.
func TestPublicationIsTakenUp(t *testing.T) {
	for _, left := range []string{"claimed", "decided", "composed", "posted"} {
		t.Run(left, func(t *testing.T) {
			c := newClass(t)
			_, entries := c.round()
			e := entries[0]
			record := consult.Request{
				ID: e.ID + "1", Adapter: "discord", Tenant: c.tenant, User: e.Asker, Channel: c.channel.ID, Kind: kindPublish,
				Received: time.Now(), Options: map[string]string{"entry": e.ID},
			}
			c.end()
			c.leave(func(ctx context.Context, db *store.DB) error {
				_, err := db.Claim(ctx, record)
				if err != nil || left == "claimed" {
					return err
				}
				if err := db.Decide(ctx, session.Decision{Tenant: c.tenant, Entry: e.ID, To: session.Published, At: time.Now(), Key: record.ID}); err != nil || left == "decided" {
					return err
				}
				r, _ := c.roundIn(db)
				d := delivery{Text: render.Posed(r, e), Answer: e.Answer.ID, Status: string(e.Answer.Status)}
				if left == "posted" {
					m := d.message(false)
					m.Nonce = record.ID
					if _, err := c.bot.REST.CreateMessage(ctx, c.channel.ID, m); err != nil {
						return err
					}
				}
				return db.Composed(ctx, record.ID, publicTurn(record, e, c.bot), d.encode())
			})
			c.run()
			c.srv.Await("the post", func() bool { return c.posts() > 0 })
			c.restart()
			if _, entries := c.round(); entries[0].State != session.Published || c.posts() != 1 {
				t.Errorf("the question is %s, with %d posts", entries[0].State, c.posts())
			}
			if kept, err := c.db.Answer(t.Context(), c.tenant, e.Answer.ID); err != nil || kept.Private || kept.Message == "" {
				t.Errorf("the answer is kept as %+v, error %v", kept, err)
			}
		})
	}
}

// A question that a killed process left is put into the queue once, and its
// asker is told.
func TestQuestionIsTakenUp(t *testing.T) {
	for _, left := range []string{"claimed", "queued"} {
		t.Run(left, func(t *testing.T) {
			c := newClass(t)
			r, entries := c.round()
			record := consult.Request{
				ID: entries[0].ID + "2", Adapter: "discord", Tenant: c.tenant, User: c.mod.ID, Channel: c.channel.ID, Kind: kindRound,
				Text: "What is capillary leak syndrome?", Private: true, Received: time.Now(), Options: map[string]string{"audience": "clinician"},
			}
			c.end()
			c.leave(func(ctx context.Context, db *store.DB) error {
				_, err := db.Claim(ctx, record)
				if err != nil || left == "claimed" {
					return err
				}
				e := entries[0]
				e.ID, e.Round, e.Asker, e.Question = record.ID, r.ID, record.User, record.Text
				return db.AddEntry(ctx, e)
			})
			c.run()
			c.mod.Awaits(c.mod.Direct(), "Your question is in the queue, at place 2")
			if _, entries := c.round(); len(entries) != 2 {
				t.Errorf("%d questions", len(entries))
			}
			if saw := c.srv.WhoSaw("at place 2"); fmt.Sprint(saw) != "[mod]" {
				t.Errorf("seen by %v", saw)
			}
		})
	}
}

// leave does something to the store as a process that then dies.
func (c *class) leave(do func(context.Context, *store.DB) error) {
	c.t.Helper()
	db, err := store.Open(context.Background(), store.Options{Dir: c.dir})
	if err == nil {
		err = do(context.Background(), db)
	}
	if err == nil {
		err = db.Close()
	}
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *class) roundIn(db *store.DB) (session.Round, error) {
	return db.LatestRound(context.Background(), c.tenant, c.channel.ID)
}
