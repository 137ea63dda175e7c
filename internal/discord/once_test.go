package discord

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"curbside/internal/consult"
	"curbside/internal/discord/discordtest"
	"curbside/internal/store"
)

// unclosed dies between Discord's acceptance and the store's.
type unclosed struct{ Store }

func (u unclosed) Delivered(context.Context, string, string, time.Time) error {
	return errors.New("killed between sending and storing")
}

// later is a world whose clock can be set forward.
type later struct {
	*faultWorld
	ahead atomic.Int64
}

// newLater starts a bot that never learns that something was delivered.
func newLater(t *testing.T, slow bool) *later {
	w := &later{}
	srv := discordtest.New(t, discordtest.Patience(30*time.Second),
		discordtest.Clock(func() time.Time { return time.Now().Add(time.Duration(w.ahead.Load())) }))
	w.faultWorld = &faultWorld{world: world{srv: srv, ward: srv.Guild("Ward 3")}}
	w.general = w.ward.Channel("general")
	w.ana, w.bob = w.ward.Member("ana"), w.ward.Member("bob")
	w.rig = start(t, srv, func(o *Options) {
		o.Store = unclosed{o.Store}
		if slow {
			deferAnswers(o)
		} else {
			answerAtOnce(o)
		}
	})
	return w
}

// answerAtOnce lets every answer be the reply itself, however busy the machine.
func answerAtOnce(o *Options) {
	o.After = func(d time.Duration) <-chan time.Time {
		if d == directTime {
			return nil
		}
		return time.After(d)
	}
}

// restart ends the bot, lets time pass and starts one that is well.
func (w *later) restart(after time.Duration) {
	w.rig.end()
	w.ahead.Store(int64(after))
	w.rig.change = nil
	w.rig.run()
	w.rig.bot.working.Wait()
}

// Who dies before noting a delivery, however long ago, has it not repeated: nonces are forgotten after minutes, tokens
// after a quarter of an hour.
func TestAnsweredOnceHoweverMuchLater(t *testing.T) {
	for _, way := range []string{"public", "mention", "direct"} {
		for _, slow := range []bool{false, true} {
			for _, after := range []time.Duration{time.Minute, 5 * time.Minute, 20 * time.Minute} {
				t.Run(fmt.Sprintf("%s slow %v after %v", way, slow, after), func(t *testing.T) {
					t.Parallel()
					w := newLater(t, slow)
					w.ask(way)
					w.srv.Await("one answer", func() bool { return shown(w.ana, w.general, w.ana.Direct()) == 1 })
					w.restart(after)
					if got := shown(w.ana, w.general, w.ana.Direct()); got != 1 {
						t.Errorf("%d answers:\n%s\n%s", got, w.ana.Sees(w.general), w.ana.Sees(w.ana.Direct()))
					}
					w.restart(after + time.Hour)
					if open, err := w.rig.db.Open(t.Context()); err != nil || len(open) != 0 {
						t.Errorf("still open: %v, error %v", open, err)
					}
					w.srv.TakeViolations()
				})
			}
		}
	}
}

// Many messages may have come in between.
func TestAnsweredOnceInABusyChannel(t *testing.T) {
	w := newLater(t, false)
	w.rig.bot.Hooks.Passed = func(p Point) {
		if p == Sending {
			for n := range 250 {
				w.bob.Say(w.general, fmt.Sprint("chat ", n))
			}
		}
	}
	w.ask("mention")
	w.srv.Await("one answer", func() bool { return shown(w.ana, w.general) == 1 })
	w.restart(20 * time.Minute)
	if got := shown(w.ana, w.general); got != 1 {
		t.Errorf("%d answers", got)
	}
}

// What only the asker could see cannot be looked for once the token is over: they get it again, alone, with a word on it;
// and once.
func TestPrivateAnswerOfUnknownFate(t *testing.T) {
	w := newLater(t, true)
	w.ask("private")
	w.srv.Await("one answer", func() bool { return shown(w.ana, w.general) == 1 })
	w.restart(20 * time.Minute)
	m := w.ana.Awaits(w.ana.Direct(), "600,000")
	if !strings.Contains(m.Text(), "in case it was not shown where you asked it") {
		t.Errorf("it says: %s", m.Text())
	}
	if saw := w.srv.WhoSaw("600,000"); len(saw) != 1 || saw[0] != "ana" {
		t.Errorf("seen by %v", saw)
	}
	w.srv.TakeViolations()
}

// Where the bot may not read what it has written, a public answer of unknown fate goes to its asker alone; what holds
// the place of an answer is known, and edited.
func TestPublicAnswerInAnUnreadableChannel(t *testing.T) {
	for name, test := range map[string]struct {
		deferred bool
		direct   int
	}{"direct reply": {false, 1}, "place held": {true, 0}} {
		t.Run(name, func(t *testing.T) {
			w := newLater(t, test.deferred)
			w.ask("public")
			w.srv.Await("one answer", func() bool { return shown(w.ana, w.general) == 1 })
			w.general.Deny(w.srv.Bot(), discordtest.ReadHistory)
			w.restart(20 * time.Minute)
			if shown(w.ana, w.general) != 1 || shown(w.ana, w.ana.Direct()) != test.direct {
				t.Errorf("ana sees:\n%s\n%s", w.ana.Sees(w.general), w.ana.Sees(w.ana.Direct()))
			}
			w.srv.TakeViolations() // the token is tried before Discord's clock is known
		})
	}
}

// The pages of a thread are posted once, however late the next process comes.
func TestThreadOfUnknownFate(t *testing.T) {
	w := newLater(t, false)
	w.rig.change = func(o *Options) { o.Store = unclosedThread{o.Store, &sync.Map{}} }
	w.rig.restart()
	m := w.ana.Slash(w.general, "ask", discordtest.Opts{"question": killQuestion, "private": false}).Message()
	w.rig.bot.working.Wait()
	w.bob.Press(w.bob.Press(m, "More…").Message(), "Discuss in a thread")
	w.bob.Awaits(w.general, "The full answer is in")
	pages := len(w.bob.Messages(w.srv.ThreadOf(m)))
	w.restart(20 * time.Minute)
	if got := len(w.bob.Messages(w.srv.ThreadOf(m))); got != pages || pages == 0 {
		t.Errorf("the thread has %d pages, and had %d", got, pages)
	}
}

// unclosedThread dies before it is noted that a thread is done: its message is the answer's.
type unclosedThread struct {
	Store
	shown *sync.Map
}

func (u unclosedThread) Delivered(ctx context.Context, request, message string, at time.Time) error {
	if _, again := u.shown.LoadOrStore(message, true); again {
		return errors.New("killed between filling a thread and storing it")
	}
	return u.Store.Delivered(ctx, request, message, at)
}

// A post of unknown fate is not repeated, however late, where the bot can see it; where it cannot, whoever wanted it is
// told, and may press again.
func TestPostOfUnknownFate(t *testing.T) {
	for _, blind := range []bool{false, true} {
		t.Run(fmt.Sprint("blind ", blind), func(t *testing.T) {
			w := newLater(t, false)
			answered := w.ana.Slash(w.general, "ask", discordtest.Opts{"question": killQuestion, "private": true}).Message()
			share := func() *discordtest.Message {
				return w.ana.Press(w.ana.Press(answered, "More…").Message(), "Share").Message()
			}
			w.ana.Press(share(), "Post it")
			w.bob.Awaits(w.general, "Asked here")
			if blind {
				w.general.Deny(w.srv.Bot(), discordtest.ReadHistory)
			}
			w.restart(20 * time.Minute)
			if n := said(w.bob, w.general, "Asked here"); n != 1 {
				t.Errorf("posted %d times", n)
			}
			told := said(w.ana, w.ana.Direct(), "is not known")
			w.ana.Press(share(), "Post it")
			if blind {
				w.srv.Await("the second post", func() bool { return said(w.bob, w.general, "Asked here") == 2 })
			} else {
				w.ana.Awaits(w.general, "already or on its way there")
			}
			if want := map[bool]int{true: 1}[blind]; told != want {
				t.Errorf("told %d times that it is not known, want %d", told, want)
			}
			w.srv.TakeViolations()
		})
	}
}

// torn dies, once, before a post or a thread is stored.
type torn struct {
	Store
	kind string
	done *atomic.Bool
}

func (s torn) Submit(ctx context.Context, r consult.Request, k *consult.Kept, m []byte) (bool, error) {
	if r.Kind == s.kind && s.done.CompareAndSwap(false, true) {
		panic("killed here")
	}
	return s.Store.Submit(ctx, r, k, m)
}

func (s torn) Claim(ctx context.Context, r consult.Request) (bool, error) {
	if r.Kind == s.kind && s.done.CompareAndSwap(false, true) {
		panic("killed here")
	}
	return s.Store.Claim(ctx, r)
}

// What dies before it is stored was not done: it can be tried again, and nobody is told that it was.
func TestWhatWasNotStoredWasNotDone(t *testing.T) {
	for _, kind := range []string{kindPost, kindThread} {
		t.Run(kind, func(t *testing.T) {
			srv := discordtest.New(t)
			ward := srv.Guild("Ward 3")
			general, ana := ward.Channel("general"), ward.Member("ana")
			died := &atomic.Bool{}
			r := start(t, srv, func(o *Options) { o.Store = torn{o.Store, kind, died} })
			answered := ana.Slash(general, "ask", discordtest.Opts{"question": killQuestion, "private": kind == kindPost}).Message()
			r.bot.working.Wait()
			press := func() *discordtest.Interaction {
				menu := ana.Press(answered, "More…").Message()
				if kind == kindThread {
					return ana.Press(menu, "Discuss in a thread")
				}
				return ana.Press(ana.Press(menu, "Share").Message(), "Post it")
			}
			press()
			srv.Await("the death", died.Load)
			r.restart()
			srv.TakeViolations() // words after a panic are tried as a reply first
			press()
			if kind == kindThread {
				ana.Awaits(general, "The full answer is in")
			} else {
				ana.Awaits(general, "Posted in")
			}
		})
	}
}

// A thread that Discord does not take at once is filled as soon as it does, each page once.
func TestThreadLater(t *testing.T) {
	for _, route := range []string{discordtest.RouteThread, discordtest.RouteCreateMessage} {
		t.Run(route, func(t *testing.T) {
			w := startWard(t)
			m := w.ask(false)
			w.srv.Fail(discordtest.Fault{Route: route, CutAfter: true, Times: 2})
			w.srv.Fail(discordtest.Fault{Route: route, Status: 502, Times: 4})
			w.bob.Press(w.open(w.bob, m, "More…"), "Discuss in a thread")
			w.srv.Await("the thread", func() bool { return w.srv.ThreadOf(m) != nil })
			w.settled()
			seen := map[string]int{}
			for _, p := range w.bob.Messages(w.srv.ThreadOf(m)) {
				seen[p.Content]++
				if seen[p.Content] > 1 {
					t.Errorf("twice: %s", p.Content)
				}
			}
			if len(seen) == 0 {
				t.Error("nothing is in the thread")
			}
			w.bob.Press(w.open(w.bob, m, "More…"), "Discuss in a thread")
			w.bob.Awaits(w.general, "A thread was started from this answer already")
		})
	}
}

// A disk that is full when something is to be posted: words, nothing posted, and all as before with room again. One that
// fills up behind a post: it is posted once.
func TestFullDiskWhilePosting(t *testing.T) {
	w := startWard(t)
	disk := &fullDisk{}
	w.change = func(o *Options) { disk.DB, o.Store = o.Store.(*store.DB), disk }
	w.restart()
	private, public := w.ask(true), w.ask(false)
	press := func(m *discordtest.Message, buttons ...string) string {
		t.Helper()
		preview := w.open(w.ana, m, append([]string{"More…"}, buttons[:len(buttons)-1]...)...)
		said := w.ana.Press(preview, buttons[len(buttons)-1]).Settled()
		w.settled()
		return said.Message().Text()
	}
	disk.full.Store(true)
	for _, c := range []struct {
		m       *discordtest.Message
		buttons []string
	}{{private, []string{"Share", "Post it"}}, {private, []string{"Ask a clinician", "Post it"}}, {public, []string{"Discuss in a thread"}}} {
		if got := press(c.m, c.buttons...); !strings.Contains(got, "could not be recorded") || !strings.Contains(got, "try again") {
			t.Errorf("%v with a full disk: %s", c.buttons, got)
		}
	}
	if n := w.posts(w.general, "Asked here") + w.posts(w.clinic, "For the clinicians"); n != 0 || w.srv.ThreadOf(public) != nil {
		t.Errorf("%d posts that could not be recorded", n)
	}
	disk.full.Store(false)
	if got := press(private, "Share", "Post it"); !strings.Contains(got, "Posted in") {
		t.Errorf("with room again: %s", got)
	}
	w.bot.working.Wait() // what reads the hook is done
	w.bot.Hooks.Passed = func(p Point) {
		if p == "post composed" || p == "thread claimed" {
			disk.full.Store(true)
		}
	}
	if got := press(private, "Ask a clinician", "Post it"); !strings.Contains(got, "Posted in") {
		t.Errorf("the disk filled up behind it: %s", got)
	}
	disk.full.Store(false)
	if got := press(public, "Discuss in a thread"); !strings.Contains(got, "The full answer is in") {
		t.Errorf("the disk filled up behind the thread: %s", got)
	}
	pages := len(w.bob.Messages(w.srv.ThreadOf(public)))
	disk.full.Store(false)
	w.restart()
	w.settled()
	if n := w.posts(w.clinic, "For the clinicians"); n != 1 {
		t.Errorf("posted %d times to the clinicians", n)
	}
	if got := len(w.bob.Messages(w.srv.ThreadOf(public))); got != pages {
		t.Errorf("the thread has %d pages after a restart, %d before", got, pages)
	}
}
