package discord

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"curbside/internal/discord/discordtest"
)

// handled counts what the bot has done with events.
type handled struct {
	mu      sync.Mutex
	done    map[string]int
	changed chan struct{}
}

func newHandled() *handled { return &handled{done: map[string]int{}, changed: make(chan struct{})} }

func (h *handled) hook(name, outcome string, _ time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.done[name+" "+outcome]++
	h.done["all"]++
	close(h.changed)
	h.changed = make(chan struct{})
}

// await waits until so many of a kind were handled.
func (h *handled) await(t *testing.T, what string, n int) {
	t.Helper()
	late := time.After(30 * time.Second)
	for {
		h.mu.Lock()
		have, changed := h.done[what], h.changed
		h.mu.Unlock()
		if have >= n {
			return
		}
		select {
		case <-changed:
		case <-late:
			t.Fatalf("%d of %q were handled and not %d", have, what, n)
		}
	}
}

// said counts the messages in a channel that hold some words.
func said(u *discordtest.User, ch *discordtest.Channel, words string) int {
	n := 0
	for _, m := range u.Messages(ch) {
		if !strings.HasPrefix(m.Content, "<@") && strings.Contains(m.Text(), words) {
			n++
		}
	}
	return n
}

// Words that are no answer come to everybody who addresses the bot, and soon cease for who goes on: a channel cannot be
// filled with them.
func TestWordsInPublicAreBounded(t *testing.T) {
	for _, test := range []struct{ name, text, words string }{
		{"greetings", "", "Hello!"},
		{"too often", "what is the standard dose of high-dose IL-2?", "That is more questions"},
	} {
		t.Run(test.name, func(t *testing.T) {
			srv := discordtest.New(t)
			ward := srv.Guild("Ward 3")
			general, ana := ward.Channel("general"), ward.Member("ana")
			h := newHandled()
			now := time.Now()
			start(t, srv, func(o *Options) {
				o.Hooks.Handled, o.Now = h.hook, func() time.Time { return now }
				o.Limits.PerServer = 1
			})
			say := func(u *discordtest.User) { u.Say(general, "<@"+srv.Bot().ID+"> "+test.text) }
			const times = 20
			for range times {
				say(ana)
			}
			h.await(t, "all", times)
			if n := said(ana, general, test.words); n < 1 || n > wordsPerUser {
				t.Errorf("one user is told %d times", n)
			}
			var class []*discordtest.User
			for range 2 * wordsPerChannel {
				class = append(class, ward.Member("student "+string(rune('A'+len(class)))))
			}
			for _, u := range class {
				say(u)
			}
			h.await(t, "all", times+len(class))
			first := said(ana, general, test.words)
			if first < len(class) {
				t.Errorf("of %d who addressed it once, %d have a word", len(class), first)
			}
			for _, u := range class {
				say(u)
			}
			h.await(t, "all", times+2*len(class))
			if n := said(ana, general, test.words) - first; n > 0 {
				t.Errorf("after %d words a channel gets %d more", first, n)
			}
		})
	}
}

// When as many events are worked on as can be, each sender is told so, the first times; the rest costs nothing.
func TestBusyWordsAreBounded(t *testing.T) {
	srv := discordtest.New(t)
	ward := srv.Guild("Ward 3")
	general, ana, bob := ward.Channel("general"), ward.Member("ana"), ward.Member("bob")
	h := newHandled()
	r := start(t, srv, func(o *Options) { o.Hooks.Handled = h.hook })
	for range cap(r.bot.open) {
		r.bot.open <- struct{}{}
	}
	const times = 50
	for range times {
		ana.Slash(general, "help")
	}
	h.await(t, "all", times)
	r.bot.working.Wait()
	if n := said(ana, general, wordsBusy); n != wordsPerUser {
		t.Errorf("one user is told %d times that the bot is busy", n)
	}
	if got := bob.Slash(general, "help").Message().Content; got != wordsBusy {
		t.Errorf("another is told: %s", got)
	}
	bob.Say(general, "<@"+srv.Bot().ID+"> what is IL-2?")
	srv.Await("a word for the message too", func() bool { return said(ana, general, wordsBusy) == wordsPerUser+1 })
	r.bot.working.Wait()
	if got := ward.Member("dan").Slash(general, "ask", discordtest.Opts{"question": urgentText}).Message().Content; !strings.Contains(got, "code team") {
		t.Errorf("an emergency is told: %s", got)
	}
	if got := ana.Slash(general, "ask", discordtest.Opts{"question": urgentText}).Message().Content; !strings.Contains(got, "code team") {
		t.Errorf("who has had all busy words is told of an emergency: %s", got)
	}
	for range wordsPerUser + 1 {
		ana.Say(general, "<@"+srv.Bot().ID+"> "+urgentText)
	}
	srv.Await("words for each emergency in the channel", func() bool { return said(ana, general, "code team") == wordsPerUser+2 })
	r.bot.working.Wait()
	for range cap(r.bot.refusing) {
		r.bot.refusing <- struct{}{}
	}
	ward.Member("cat").Slash(general, "help")
	h.await(t, "any dropped", times-wordsPerUser+1)
	for range cap(r.bot.refusing) {
		<-r.bot.refusing
	}
	for range cap(r.bot.open) {
		<-r.bot.open
	}
}

// forgetful counts deletions and exports.
type forgetful struct {
	Store
	mu sync.Mutex
	n  int
}

func (f *forgetful) Forget(ctx context.Context, user string, at time.Time) (int, error) {
	f.mu.Lock()
	f.n++
	f.mu.Unlock()
	return f.Store.Forget(ctx, user, at)
}

func (f *forgetful) Export(ctx context.Context, user string) ([]byte, error) {
	f.mu.Lock()
	f.n++
	f.mu.Unlock()
	return f.Store.Export(ctx, user)
}

// What is heavy for the store is done for a user a few times a minute; every press is answered.
func TestPrivacyIsBounded(t *testing.T) {
	srv := discordtest.New(t)
	ward := srv.Guild("Ward 3")
	general, ana, bob := ward.Channel("general"), ward.Member("ana"), ward.Member("bob")
	counting := &forgetful{}
	start(t, srv, func(o *Options) { counting.Store, o.Store = o.Store, counting })
	offer := ana.Slash(general, "privacy delete").Message()
	const times = 30
	var all []*discordtest.Interaction
	for range times {
		all = append(all, ana.PressStale(offer, "Delete everything"), ana.Slash(general, "privacy export"))
	}
	told := 0
	for _, it := range all {
		if strings.Contains(it.Message().Text(), "several times") {
			told++
		}
	}
	counting.mu.Lock()
	n := counting.n
	counting.mu.Unlock()
	if n > 2*privacyPerUser || told != len(all)-n {
		t.Errorf("%d presses: done %d times, refused in words %d times", len(all), n, told)
	}
	if got := bob.Slash(general, "privacy export").Message().Text(); !strings.Contains(got, "All that is kept") {
		t.Errorf("another is told: %s", got)
	}
}
