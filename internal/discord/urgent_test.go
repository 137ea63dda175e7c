package discord

import (
	"strings"
	"testing"

	"curbside/internal/consult"
	"curbside/internal/discord/discordtest"
	"curbside/internal/store"
)

const urgentText = "My patient is not breathing and has no pulse, help now"

// The words for an emergency wait for nothing: not for the limit of questions, not for a place, not for the disk.
func TestEmergencyWordsWaitForNothing(t *testing.T) {
	srv := discordtest.New(t)
	ward := srv.Guild("Ward 3")
	general, ana := ward.Channel("general"), ward.Member("ana")
	disk := &fullDisk{}
	r := start(t, srv, func(o *Options) {
		disk.DB = o.Store.(*store.DB)
		o.Store = disk
		o.Limits = Limits{PerUser: 1, PerServer: 1, AtOnce: 1, Waiting: 1, WaitingPerServer: 1}
	})
	ask := func(q string) string {
		return ana.Slash(general, "ask", discordtest.Opts{"question": q, "private": true}).Message().Content
	}
	ask(killQuestion)
	if got := ask(killQuestion); !strings.HasPrefix(got, "That is more questions") {
		t.Fatalf("the second question: %s", got)
	}
	if got := ask(urgentText); !strings.Contains(got, "code team") {
		t.Errorf("over the limit: %s", got)
	}
	if err := r.bot.slots.acquire(t.Context(), "guild:other"); err != nil {
		t.Fatal(err)
	}
	if got := ask(urgentText); !strings.Contains(got, "code team") {
		t.Errorf("with no place: %s", got)
	}
	r.bot.slots.release()
	disk.full.Store(true)
	if got := ask(urgentText); !strings.Contains(got, "code team") {
		t.Errorf("with a full disk: %s", got)
	}
}

// What panics when it is taken up is closed with its reason, and not taken up again.
func TestTakeUpThatPanics(t *testing.T) {
	srv := discordtest.New(t)
	srv.Guild("Ward 3").Channel("general")
	broken := true
	r := start(t, srv, func(o *Options) {
		o.Hooks.Passed = func(p Point) {
			if p == SendingAgain && broken {
				panic("a fault of the test")
			}
		}
	})
	record := consult.Request{ID: "1574127551066931201", Adapter: "discord", Tenant: "guild:1", User: "2", Channel: "3", Kind: kindAsk, Text: killQuestion, Options: map[string]string{}}
	if ok, err := r.db.Claim(t.Context(), record); !ok || err != nil {
		t.Fatal(ok, err)
	}
	r.bot.takeUp(t.Context(), consult.Pending{Request: record})
	broken = false
	if err := r.db.Acknowledged(t.Context(), record.ID, "", r.bot.Now()); err != nil {
		t.Logf("closed: %v", err)
	}
	r.restart()
	if open, err := r.db.Open(t.Context()); err != nil || len(open) != 0 {
		t.Errorf("still open: %v, %v", open, err)
	}
}
