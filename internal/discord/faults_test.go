package discord

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"curbside/internal/consult"
	"curbside/internal/discord/discordtest"
	"curbside/internal/store"
)

// Whatever the network and Discord do, an asker sees one answer and nobody else sees a private one.
func TestOneAnswerWhateverFails(t *testing.T) {
	cut := func(route string) discordtest.Fault { return discordtest.Fault{Route: route, Cut: true} }
	unheard := func(route string) discordtest.Fault { return discordtest.Fault{Route: route, CutAfter: true} }
	const callback, edit, create = discordtest.RouteCallback, discordtest.RouteEditOriginal, discordtest.RouteCreateMessage
	for _, test := range []struct {
		name   string
		slow   bool
		way    string
		faults []discordtest.Fault
	}{
		{"callback 500", false, "private", []discordtest.Fault{discordtest.Status(callback, 500)}},
		{"callback 503 while it is acknowledged", true, "private", []discordtest.Fault{discordtest.Status(callback, 503)}},
		{"callback cut", false, "private", []discordtest.Fault{cut(callback)}},
		{"callback unheard", false, "private", []discordtest.Fault{unheard(callback)}},
		{"callback unheard in public", false, "public", []discordtest.Fault{unheard(callback)}},
		{"callback rate limited", false, "private", []discordtest.Fault{discordtest.TooMany(callback, 100*time.Millisecond)}},
		{"callback limited without headers", false, "private", []discordtest.Fault{discordtest.TooManyBare(callback)}},
		{"unknown webhook", true, "private", []discordtest.Fault{discordtest.UnknownWebhook(edit)}},
		{"unknown webhook in public", true, "public", []discordtest.Fault{discordtest.UnknownWebhook(edit)}},
		{"edit 500 thrice", true, "private", []discordtest.Fault{{Route: edit, Status: 500, Times: 3}}},
		{"edit cut", true, "private", []discordtest.Fault{cut(edit)}},
		{"edit unheard", true, "public", []discordtest.Fault{unheard(edit)}},
		{"edit limited for all", true, "private", []discordtest.Fault{discordtest.TooManyGlobal(edit, 100*time.Millisecond)}},
		{"message 502", false, "mention", []discordtest.Fault{discordtest.Status(create, 502)}},
		{"message cut", false, "mention", []discordtest.Fault{cut(create)}},
		{"message unheard", false, "mention", []discordtest.Fault{unheard(create)}},
		{"message unheard, slow", true, "mention", []discordtest.Fault{unheard(create)}},
		{"direct message unheard", false, "direct", []discordtest.Fault{unheard(create)}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, test.slow)
			for _, f := range test.faults {
				w.srv.Fail(f)
			}
			w.ask(test.way)
			w.srv.Await("one answer", func() bool { return shown(w.ana, w.general, w.ana.Direct()) >= 1 })
			w.rig.end() // what is still under way ends
			if got := shown(w.ana, w.general, w.ana.Direct()); got != 1 {
				t.Errorf("the asker sees %d answers:\n%s\n%s", got, w.ana.Sees(w.general), w.ana.Sees(w.ana.Direct()))
			}
			if private := test.way == "private" || test.way == "direct"; private && strings.Contains(w.bob.Sees(w.general), "600,000") {
				t.Errorf("another sees it:\n%s", w.bob.Sees(w.general))
			}
			w.srv.TakeViolations() // a second callback after one that was lost is no fault of the bot's
		})
	}
}

type faultWorld struct {
	world
	rig *rig
}

func newWorld(t *testing.T, slow bool) *faultWorld {
	srv := discordtest.New(t, discordtest.Patience(30*time.Second))
	w := &faultWorld{world: world{srv: srv, ward: srv.Guild("Ward 3")}}
	w.general = w.ward.Channel("general")
	w.ana, w.bob = w.ward.Member("ana"), w.ward.Member("bob")
	w.rig = start(t, srv, func(o *Options) {
		if slow {
			deferAnswers(o)
		}
	})
	return w
}

func (w *faultWorld) ask(way string) {
	switch way {
	case "mention":
		w.ana.Say(w.general, "<@"+w.srv.Bot().ID+"> "+killQuestion)
	case "direct":
		w.ana.DM(killQuestion)
	default:
		w.ana.Slash(w.general, "ask", discordtest.Opts{"question": killQuestion, "private": way == "private"})
	}
}

// fullDisk is a store whose disk has no room for a while.
type fullDisk struct {
	*store.DB
	full atomic.Bool
}

func (d *fullDisk) Claim(ctx context.Context, r consult.Request) (bool, error) {
	if d.full.Load() {
		return false, store.ErrFull
	}
	return d.DB.Claim(ctx, r)
}

func (d *fullDisk) Submit(ctx context.Context, r consult.Request, k *consult.Kept, m []byte) (bool, error) {
	if d.full.Load() {
		return false, store.ErrFull
	}
	return d.DB.Submit(ctx, r, k, m)
}

func (d *fullDisk) Delivered(ctx context.Context, request, message string, at time.Time) error {
	if d.full.Load() {
		return store.ErrFull
	}
	return d.DB.Delivered(ctx, request, message, at)
}

func (d *fullDisk) Composed(ctx context.Context, request string, k *consult.Kept, m []byte) error {
	if d.full.Load() {
		return store.ErrFull
	}
	return d.DB.Composed(ctx, request, k, m)
}

// With a full disk a question is refused in words; one that was stored before is answered, without buttons that would
// find nothing; with room again all is as before.
func TestFullDisk(t *testing.T) {
	srv := discordtest.New(t)
	ward := srv.Guild("Ward 3")
	general, ana := ward.Channel("general"), ward.Member("ana")
	disk := &fullDisk{}
	unrecorded := atomic.Int32{}
	start(t, srv, func(o *Options) {
		answerAtOnce(o)
		disk.DB = o.Store.(*store.DB)
		o.Store = disk
		o.Hooks.Unrecorded = func() { unrecorded.Add(1) }
		o.Hooks.Passed = func(p Point) {
			if p == Prepared && unrecorded.Load() == 1 {
				disk.full.Store(true) // it fills up while the second question is answered
			}
		}
	})
	ask := func() *discordtest.Message {
		return ana.Slash(general, "ask", discordtest.Opts{"question": killQuestion, "private": true}).Message()
	}
	disk.full.Store(true)
	if m := ask(); m.Content != wordsNotRecorded {
		t.Errorf("with a full disk: %s", m.Content)
	}
	if unrecorded.Load() != 1 {
		t.Errorf("counted %d", unrecorded.Load())
	}
	disk.full.Store(false)
	if m := ask(); !strings.Contains(m.Content, "600,000") || len(m.Buttons()) != 0 {
		t.Errorf("an answer that could not be stored: %s, buttons %v", m.Content, m.Buttons())
	}
	unrecorded.Store(0)
	disk.full.Store(false)
	if m := ask(); !strings.Contains(m.Content, "600,000") || len(m.Buttons()) == 0 {
		t.Errorf("with room again: %s, buttons %v", m.Content, m.Buttons())
	}
}
