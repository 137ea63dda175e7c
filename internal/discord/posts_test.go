package discord

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"curbside/internal/consult"
	"curbside/internal/discord/discordtest"
	"curbside/internal/discord/gateway"
	"curbside/internal/store"
)

// A hundred presses of "Post it" post once; each gets an answer.
func TestAHundredPresses(t *testing.T) {
	w := startWard(t)
	preview := w.open(w.ana, w.ask(true), "More…", "Share")
	var all sync.WaitGroup
	for range 100 {
		all.Go(func() { w.ana.PressStale(preview, "Post it") })
	}
	all.Wait()
	w.srv.Await("the post", func() bool { return w.posts(w.general, "Asked here") > 0 })
	w.settled()
	if n := w.posts(w.general, "Asked here"); n != 1 {
		t.Errorf("posted %d times", n)
	}
	answered := w.ask(true)
	var replies []*discordtest.Interaction
	for range 100 {
		replies = append(replies, w.ana.PressStale(answered, "Helpful"))
	}
	thanks := 0
	for _, it := range replies {
		if strings.Contains(it.Message().Text(), "Thank you") {
			thanks++
		}
	}
	if thanks != 1 {
		t.Errorf("thanked %d times for 100 presses", thanks)
	}
}

// What the bot may not is said in words, nothing is posted, and it can be tried again once it may.
func TestPostsWithoutPermission(t *testing.T) {
	w := startWard(t)
	menu := w.open(w.ana, w.ask(true), "More…")
	press := func() string {
		t.Helper()
		preview := w.open(w.ana, menu, "Ask a clinician")
		w.ana.Press(preview, "Post it")
		w.srv.Await("an outcome", func() bool { return !strings.Contains(w.srv.Message(preview.ID).Text(), "This will be posted") })
		return w.srv.Message(preview.ID).Text()
	}
	w.clinic.Deny(w.srv.Bot(), discordtest.SendMessages)
	if got := press(); !strings.Contains(got, "I may not write in") || !strings.Contains(got, "Nothing was posted") {
		t.Errorf("without permission: %s", got)
	}
	w.clinic.Allow(w.srv.Bot(), discordtest.SendMessages)
	if got := press(); !strings.Contains(got, "Posted in") || w.posts(w.clinic, "For the clinicians") != 1 {
		t.Errorf("with permission again: %s", got)
	}
	// Where people may not write, nothing is shared in their stead.
	w.general.Deny(w.ana, discordtest.SendMessages)
	if got := w.open(w.ana, menu, "Share").Text(); !strings.Contains(got, "You may not write") {
		t.Errorf("shared by one who may not write: %s", got)
	}
	w.general.Allow(w.ana, discordtest.SendMessages).Deny(w.srv.Bot(), discordtest.SendMessages)
	if got := w.open(w.ana, menu, "Share").Text(); !strings.Contains(got, "I may not write") || !strings.Contains(got, "Send Messages") {
		t.Errorf("shared where the bot may not write: %s", got)
	}
}

func TestClinicianChannelIsGoneOrChanged(t *testing.T) {
	w := startWard(t)
	menu := w.open(w.ana, w.ask(true), "More…")
	first := w.open(w.ana, menu, "Ask a clinician")
	w.guild.Channel("other")
	if err := w.clinicians([]string{"other"}); err != nil {
		t.Fatal(err)
	}
	w.ana.Press(first, "Post it")
	w.ana.Awaits(w.general, "The channel was changed since you saw the preview")
	second := w.open(w.ana, menu, "Ask a clinician")
	w.guild.Channel("other").Delete()
	w.ana.Press(second, "Post it")
	w.ana.Awaits(w.general, "That channel is not there any more. Nothing was posted.")
}

// A post whose outcome is unknown is made once.
func TestPostUnheard(t *testing.T) {
	w := startWard(t)
	preview := w.open(w.ana, w.ask(true), "More…", "Share")
	w.srv.Fail(discordtest.Fault{Route: discordtest.RouteCreateMessage, CutAfter: true})
	w.ana.Press(preview, "Post it")
	w.ana.Awaits(w.general, "Posted in")
	if n := w.posts(w.general, "Asked here"); n != 1 {
		t.Errorf("posted %d times", n)
	}
}

// What an earlier process left of a post is posted by the next, or can be posted again.
func TestPostsAreTakenUp(t *testing.T) {
	for _, composed := range []bool{true, false} {
		t.Run(fmt.Sprint("composed ", composed), func(t *testing.T) {
			w := startWard(t)
			answered := w.ask(true)
			tenant := "guild:" + w.guild.ID
			kept, err := w.db.Answer(t.Context(), tenant, idOf(t, answered))
			if err != nil {
				t.Fatal(err)
			}
			dead, err := store.Open(t.Context(), store.Options{Dir: w.dir})
			if err != nil {
				t.Fatal(err)
			}
			p := &posting{kept: kept, what: "share", channel: w.general.ID, text: "**Asked here:** x"}
			record := consult.Request{ID: "1574132173139607558", Adapter: "discord", Tenant: tenant, User: w.ana.ID, Channel: w.general.ID, Kind: kindPost,
				Deed: p.key(), Received: time.Now()}
			_, err = dead.Claim(t.Context(), record)
			if composed {
				err = errors.Join(err, dead.Composed(t.Context(), record.ID, nil, delivery{Text: p.text}.encode()))
			}
			if err := errors.Join(err, dead.Close()); err != nil {
				t.Fatal(err)
			}
			w.restart()
			if composed {
				w.bob.Awaits(w.general, "Asked here")
				return
			}
			w.srv.Await("the post to be dropped", func() bool {
				first, err := w.db.Once(context.Background(), tenant, p.key(), time.Now())
				return err == nil && first
			})
			w.settled()
			if n := w.posts(w.general, "Asked here"); n != 0 {
				t.Errorf("%d posts of what was never made", n)
			}
		})
	}
}

func TestThreadsThatCannotBe(t *testing.T) {
	w := startWard(t)
	start := func(m *discordtest.Message) {
		t.Helper()
		if it := w.bob.Press(w.open(w.bob, m, "More…"), "Discuss in a thread"); it.Refused != "" {
			t.Fatal(it.Refused)
		}
	}
	w.general.Deny(w.srv.Bot(), discordtest.CreatePublicThreads)
	start(w.ask(false))
	w.bob.Awaits(w.general, "I may not start threads in")
	w.general.Allow(w.srv.Bot(), discordtest.CreatePublicThreads).Deny(w.bob, discordtest.CreatePublicThreads)
	start(w.ask(false))
	w.bob.Awaits(w.general, "You may not start threads in")
	w.general.Allow(w.bob, discordtest.CreatePublicThreads)

	gone := w.ask(false)
	menu := w.open(w.bob, gone, "More…")
	w.srv.DeleteMessage(gone)
	w.bob.Press(menu, "Discuss in a thread")
	w.bob.Awaits(w.general, "The message with this answer was deleted")

	locked := w.ask(false)
	menu = w.open(w.bob, locked, "More…")
	w.srv.Fail(discordtest.MissingPermissions(discordtest.RouteCreateMessage))
	w.bob.Press(menu, "Discuss in a thread")
	w.srv.Await("a thread", func() bool { return w.srv.ThreadOf(locked) != nil })
	w.settled()
	w.srv.ThreadOf(locked).Archive(true)
	w.bob.Press(menu, "Discuss in a thread")
	w.bob.Awaits(w.general, "but it is archived or locked")
}

// Who has left a server posts nothing into it, though an old direct message still has the buttons.
func TestWhoHasLeftPostsNothing(t *testing.T) {
	w := startWard(t)
	id := idOf(t, w.ask(true)) + afar + w.guild.ID
	prepare := func(p preparer) error {
		r := w.bot.request(t.Context(), &gateway.Interaction{User: gateway.User{ID: w.ana.ID}})
		r.params = map[string]string{"id": id}
		_, err := p(t.Context(), r)
		return err
	}
	for name, p := range map[string]preparer{"share": w.bot.sharing, "clinicians": w.bot.askingClinicians} {
		if err := prepare(p); err != nil {
			t.Errorf("%s by a member: %v", name, err)
		}
	}
	w.guild.Leave(w.ana)
	for name, p := range map[string]preparer{"share": w.bot.sharing, "clinicians": w.bot.askingClinicians} {
		if err := prepare(p); err == nil || !strings.Contains(err.Error(), "not in that server any more") {
			t.Errorf("%s by who has left: %v", name, err)
		}
	}
}
