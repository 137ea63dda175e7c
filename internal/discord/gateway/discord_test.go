package gateway_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"curbside/internal/discord/discordtest"
	"curbside/internal/discord/gateway"
	"curbside/internal/discord/rest"
)

// bot listens to a Discord and keeps the names of what it was told.
type bot struct {
	mu   sync.Mutex
	told []string
	more chan struct{} // one for each event
	err  chan error
	stop context.CancelFunc
}

func (b *bot) count(want string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := 0
	for _, got := range b.told {
		if got == want {
			n++
		}
	}
	return n
}

// until waits for an event after which ok is true.
func (b *bot) until(t *testing.T, ok func() bool) {
	t.Helper()
	limit := time.After(10 * time.Second)
	for !ok() {
		select {
		case <-b.more:
		case <-limit:
			b.mu.Lock()
			defer b.mu.Unlock()
			t.Fatalf("told only %q", b.told)
		}
	}
}

func start(t *testing.T, srv *discordtest.Server) *bot {
	t.Helper()
	client, err := rest.New(rest.Options{BaseURL: srv.APIURL(), Token: srv.Token()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	ctx, cancel := context.WithCancel(t.Context())
	b := &bot{more: make(chan struct{}, 10000), err: make(chan error, 1), stop: cancel}
	t.Cleanup(cancel)
	o := gateway.Options{Token: srv.Token(), REST: client,
		Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Handle: func(ctx context.Context, e gateway.Event) {
			b.mu.Lock()
			switch e := e.(type) {
			case *gateway.Interaction:
				b.told = append(b.told, fmt.Sprint(e.Kind, " ", e.Command.Name(), e.CustomID))
			case *gateway.Message:
				b.told = append(b.told, "said "+e.Content)
			default:
				b.told = append(b.told, e.EventName())
			}
			b.mu.Unlock()
			b.more <- struct{}{}
			if in, ok := e.(*gateway.Interaction); ok {
				answer(ctx, t, client, in)
			}
		}}
	go func() { b.err <- gateway.Run(ctx, o) }()
	return b
}

// begun counts sessions that were begun or resumed.
func begun(g discordtest.Gateway) int { return g.Counts().Identifies + g.Counts().Resumes }

// answer in the simplest way that fits.
func answer(ctx context.Context, t *testing.T, c *rest.Client, in *gateway.Interaction) {
	row := rest.Row{rest.Button{Label: "Not right", CustomID: "/wrong"}}
	r := rest.Reply(rest.Message{Content: fmt.Sprintf("%s from %s: %s %v", in.Kind, in.User.Name, in.Command.Text("question"), in.Fields), Components: []rest.Component{row}})
	switch {
	case in.Kind == gateway.KindAutocomplete:
		r = rest.Suggest(rest.Choice{Name: in.Command.Focused().Value + "-2", Value: "x"})
	case in.Kind == gateway.KindComponent:
		r = rest.Ask(rest.Modal{CustomID: "/wrong/1", Title: "Not right", Parts: []rest.Component{rest.Label{Label: "Words", Part: rest.TextInput{CustomID: "words"}}}})
	}
	if _, err := c.Callback(ctx, in.ID, in.Token, r); err != nil {
		t.Error(err)
	}
}

// TestAgainstDiscord goes through what people do, with the connection lost in
// each way in between.
func TestAgainstDiscord(t *testing.T) {
	srv := discordtest.New(t, discordtest.AnyCommand())
	ward := srv.Guild("Ward 3")
	general := ward.Channel("general")
	ana := ward.Member("ana")
	b := start(t, srv)
	b.until(t, func() bool { return b.count("guild_create") > 0 })

	it := ana.Slash(general, "ask", discordtest.Opts{"question": "IL-2?"})
	if got := it.Message().Text(); !strings.Contains(got, "command from ana: IL-2?") {
		t.Errorf("answered %q", got)
	}
	press := ana.Press(it.Message(), "Not right")
	if got := ana.Submit(press.Modal(), discordtest.Fields{"Words": "the dose"}).Message().Text(); !strings.Contains(got, "words") || !strings.Contains(got, "the dose") {
		t.Errorf("answered %q", got)
	}
	if got := ana.Types(general, "ask", "question", "IL").Choices(); len(got) != 1 || got[0].Name != "IL-2" {
		t.Errorf("suggested %v", got)
	}

	g := srv.Gateway()
	for i, lose := range []func(){
		g.Cut, g.Reconnect, func() { g.Invalidate(true) }, func() { g.Invalidate(false) },
		func() { g.Close(4000, "") }, func() { g.Close(4007, "") }, func() { g.Close(4009, "") },
		func() { g.RefuseSession(1); g.Cut() }, func() { g.Refuse(503); g.Cut() }, func() { g.Repeat(20) }, g.BeatNow,
		func() { g.Send("nonsense"); g.Send(`{"op":0,"t":"INTERACTION_CREATE","d":7}`); g.Send(`{"op":99}`) },
	} {
		before := begun(g)
		lose()
		if i < 9 {
			srv.Await("another connection", func() bool { return begun(g) > before && g.Ready() == 1 })
		}
		said := fmt.Sprint("hello ", i)
		ana.DM(said)
		b.until(t, func() bool { return b.count("said "+said) == 1 })
	}
	b.stop()
	if err := <-b.err; err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		if n := b.count(fmt.Sprint("said hello ", i)); n != 1 {
			t.Errorf("message %d was handed over %d times", i, n)
		}
	}
	if b.count("command ask") != 1 || b.count("component /wrong") != 1 || b.count("modal /wrong/1") != 1 {
		t.Errorf("told %v", b.told)
	}
}

// TestNothingIsLost: what people do while the connection is away comes when
// it is back, once each, whatever the order.
func TestNothingIsLost(t *testing.T) {
	for _, reversed := range []bool{false, true} {
		srv := discordtest.New(t)
		ward := srv.Guild("Ward 3")
		ana := ward.Member("ana")
		b := start(t, srv)
		g := srv.Gateway()
		b.until(t, func() bool { return b.count("ready") == 1 })
		for round := range 5 {
			g.Hold()
			for i := range 5 {
				ana.DM(fmt.Sprint(round, "-", i))
			}
			g.Cut()
			g.Release(reversed)
			b.until(t, func() bool {
				return b.count(fmt.Sprint("said ", round, "-", 4)) > 0 && b.count(fmt.Sprint("said ", round, "-", 0)) > 0
			})
		}
		b.until(t, func() bool {
			b.mu.Lock()
			defer b.mu.Unlock()
			said := slices.DeleteFunc(slices.Clone(b.told), func(s string) bool { return !strings.HasPrefix(s, "said ") })
			slices.Sort(said)
			return len(said) == 25 && len(slices.Compact(said)) == 25
		})
		b.stop()
		if err := <-b.err; err != nil {
			t.Fatal(err)
		}
	}
}

// TestFatal against a Discord that knows the token no more.
func TestFatal(t *testing.T) {
	srv := discordtest.New(t)
	b := start(t, srv)
	b.until(t, func() bool { return b.count("ready") == 1 })
	srv.Gateway().Close(4014, "Disallowed intents")
	if err := <-b.err; err == nil || !strings.Contains(err.Error(), "privileged") {
		t.Errorf("%v", err)
	}
}
