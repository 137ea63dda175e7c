package discord

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"curbside/internal/consult"
	"curbside/internal/discord/discordtest"
	"curbside/internal/discord/gateway"
	"curbside/internal/session"
)

// A private answer of unknown fate goes by direct message, also where the bot may read history only by a channel's own
// permissions: those of the server say nothing of a direct message.
func TestPrivateAnswerWhereHistoryIsTheChannels(t *testing.T) {
	w := newLater(t, true)
	every := w.ward.Role("@everyone")
	every.Permissions &^= discordtest.ReadHistory
	w.general.Allow(w.srv.Bot(), discordtest.ReadHistory)
	w.ask("private")
	w.srv.Await("one answer", func() bool { return shown(w.ana, w.general) == 1 })
	w.rig.end()
	w.ahead.Store(int64(20 * time.Minute))
	w.rig.change = nil
	w.rig.run()
	w.ana.Awaits(w.ana.Direct(), "600,000")
	w.rig.bot.working.Wait()
	if shown(w.ana, w.ana.Direct()) != 1 {
		t.Errorf("ana sees: %s", w.ana.Sees(w.ana.Direct()))
	}
	w.srv.TakeViolations()
}

// What may have been published, nobody knows, is held, and can be published again.
func TestPublishedAnewAfterAnUnknownFate(t *testing.T) {
	var ahead atomic.Int64
	c := newClassAt(t, discordtest.Clock(func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }))
	c.change = func(o *Options) { o.Store = unclosed{o.Store} }
	c.restart()
	c.prof.Press(c.preview(c.prof), "Publish")
	c.srv.Await("post", func() bool { return c.posts() == 1 })
	c.bot.working.Wait()
	c.channel.Deny(c.srv.Bot(), discordtest.ReadHistory)
	c.end()
	ahead.Store(int64(20 * time.Minute))
	c.change = nil
	c.run()
	c.bot.working.Wait()
	_, e := c.round()
	if e[0].State != session.Held {
		t.Fatalf("not held: %s", e[0].State)
	}
	m := c.preview(c.prof)
	c.prof.Press(m, "Publish")
	c.srv.Await("words for the educator", func() bool { return strings.Contains(c.srv.Message(m.ID).Text(), "Published here") })
	if c.posts() != 2 {
		t.Errorf("posts %d", c.posts())
	}
	c.srv.TakeViolations()
}

// Who may not write in a channel any more shares nothing there from a direct message either.
func TestShareFromAfarWhereOneMayNotWrite(t *testing.T) {
	w := startWard(t)
	id := idOf(t, w.ask(true)) + afar + w.guild.ID
	w.general.Deny(w.ana, discordtest.SendMessages|discordtest.ViewChannel)
	r := w.bot.request(t.Context(), &gateway.Interaction{User: gateway.User{ID: w.ana.ID}})
	r.params = map[string]string{"id": id}
	if _, err := w.bot.sharing(t.Context(), r); err == nil {
		t.Error("she may share where she may neither read nor write")
	}
}

type noSettings struct{ Store }

func (n noSettings) ServerSettings(context.Context, string) (consult.ServerSettings, error) {
	return consult.ServerSettings{}, errors.New("malformed")
}

// Where a server's settings cannot be read, no collection answers but those that may answer anywhere.
func TestUnreadableSettings(t *testing.T) {
	w := startWard(t)
	tenant := "guild:" + w.guild.ID
	if err := w.db.SetServerSettings(t.Context(), tenant, consult.ServerSettings{DailyTokens: 10, Collections: map[string][]string{"": {"nothing"}}}); err != nil {
		t.Fatal(err)
	}
	w.change = func(o *Options) { o.Store = noSettings{o.Store} }
	w.restart()
	w.bot.public = nil // of what may answer anywhere there is none
	w.ana.Say(w.general, "<@"+w.srv.Bot().ID+"> "+approved)
	w.srv.Await("an answer", func() bool { return len(w.srv.Requests(discordtest.RouteCreateMessage)) > 0 })
	w.settled()
	if w.posts(w.general, "1998") != 0 {
		t.Errorf("answered from a collection that may not answer there: %s", w.bob.Sees(w.general))
	}
}

// What has no buttons is known again by its text, whatever stands before it.
func TestCheckOfUnknownFate(t *testing.T) {
	w := newLater(t, true)
	w.srv.Fail(discordtest.Fault{Route: discordtest.RouteEditOriginal, Status: 404, Code: 10015, Times: -1})
	w.ana.Slash(w.general, "check", discordtest.Opts{"statement": "Aldesleukin is approved for metastatic melanoma."})
	n := func() int {
		n := 0
		for _, m := range w.ana.Messages(w.ana.Direct()) {
			if strings.Contains(m.Text(), "The answer to your question") {
				n++
			}
		}
		return n
	}
	w.srv.Await("dm", func() bool { return n() == 1 })
	w.restart(20 * time.Minute)
	if n() != 1 {
		t.Errorf("%d times:\n%s", n(), w.ana.Sees(w.ana.Direct()))
	}
	w.srv.TakeViolations()
}

// slowErase deletes, and takes as long as the test wants to erase the bytes.
type slowErase struct {
	Store
	erased <-chan struct{}
}

func (s slowErase) Forget(ctx context.Context, user string, at time.Time) (int, error) {
	n, err := s.Store.Forget(ctx, user, at)
	select {
	case <-s.erased:
	case <-ctx.Done():
	}
	return n, err
}

// What is deleted is recalled at once, however long its bytes take to be erased.
func TestRecalledBeforeItIsErased(t *testing.T) {
	w := startWard(t)
	erased := make(chan struct{})
	w.change = func(o *Options) { o.Store = slowErase{o.Store, erased} }
	w.restart()
	preview := w.open(w.bob, w.ask(false), "More…", "Ask a clinician")
	w.srv.Fail(discordtest.TooMany(discordtest.RouteCreateMessage, 2*time.Second))
	w.bob.Press(preview, "Post it")
	w.srv.Await("a try that Discord puts off", func() bool { return len(w.srv.Requests(discordtest.RouteCreateMessage)) > 0 })
	wait := deleting(w.ana, w.general)
	w.srv.Await("the post, or word that there will be none", func() bool { return len(w.srv.Requests(discordtest.RouteCreateMessage)) > 1 })
	close(erased)
	wait()
	w.settled()
	if n := w.posts(w.clinic, "For the clinicians"); n != 0 {
		t.Errorf("%d posts of what was deleted before", n)
	}
}

// A call that ends after its asker was forgotten counts nothing again.
func TestNothingIsCountedOfWhoWasForgotten(t *testing.T) {
	w := startWard(t)
	now := time.Now()
	tenant := "user:" + w.ana.ID
	if _, err := w.db.Spend(t.Context(), tenant, now, 500, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.Forget(t.Context(), w.ana.ID, now); err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.Spend(t.Context(), tenant, now, 100-500, 0); err != nil {
		t.Fatal(err)
	}
	if data, err := w.db.Export(t.Context(), w.ana.ID); err != nil || strings.Contains(string(data), tenant) {
		t.Errorf("kept after deletion: %s, error %v", data, err)
	}
}

type noOwnSettings struct{ Store }

func (n noOwnSettings) UserSettings(context.Context, string) (consult.UserSettings, error) {
	return consult.UserSettings{}, errors.New("malformed")
}

// Who may have chosen to be answered alone is, where that cannot be read; and what was chosen is not overwritten.
func TestUnreadableOwnSettings(t *testing.T) {
	w := startWard(t)
	private := true
	if err := w.db.SetUserSettings(t.Context(), w.ana.ID, consult.UserSettings{Private: &private}); err != nil {
		t.Fatal(err)
	}
	if err := w.db.SetServerSettings(t.Context(), "guild:"+w.guild.ID, consult.ServerSettings{Public: true}); err != nil {
		t.Fatal(err)
	}
	w.change = func(o *Options) { o.Store = noOwnSettings{o.Store} }
	w.restart()
	if m := w.ana.Slash(w.general, "ask", discordtest.Opts{"question": approved}).Message(); m.For != w.ana {
		t.Errorf("all see: %s", m.Text())
	}
	w.ana.Slash(w.general, "settings me", discordtest.Opts{"audience": "patient"}).Says("nothing was changed")
	if own, err := w.db.UserSettings(t.Context(), w.ana.ID); err != nil || own.Private == nil {
		t.Errorf("kept is %+v, error %v", own, err)
	}
	w.settled()
}
