package discord

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"curbside/internal/consult"
	"curbside/internal/discord/discordtest"
	"curbside/internal/discord/render"
	"curbside/internal/store"
)

// Here the bot is killed while it posts for others to read what somebody has confirmed: every post that was stored is made
// once, what was not stored can be tried again, nothing deleted is posted, and nobody reads what is not for them.

// posted is a world in which something is about to be posted.
type posted struct {
	world
	clinic      *discordtest.Channel
	chief, prof *discordtest.User
	dir         string
	on          *discordtest.Message // has the button
	button      string
	question    *discordtest.Message // with the answer that a thread starts from
}

// postWay is one kind of post to be killed in.
type postWay struct {
	name   string
	kind   string
	points []Point
	ready  func(t *testing.T, p *posted) // up to the button
	posts  func(p *posted) []string      // what was posted, for those who may read it
}

// Up to the first point of each way nothing was stored; from sent or filled on Discord has it.
var (
	postPoints    = []Point{Storing, Composed, Sending, Sent, Closed}
	publishPoints = []Point{Claimed, Decided, Composed, Sending, Sent, Closed}
	threadPoints  = []Point{Storing, Claimed, Begun, Filled, Closed}
)

var postWays = []postWay{
	{"share", kindPost, postPoints, func(t *testing.T, p *posted) {
		m := p.ana.Slash(p.general, "ask", discordtest.Opts{"question": killQuestion, "private": true}).Message()
		p.on, p.button = p.ana.Press(p.ana.Press(m, "More…").Message(), "Share").Message(), "Post it"
	}, func(p *posted) []string { return contents(p.bob, p.general, "600,000") }},
	{"clinician", kindPost, postPoints, func(t *testing.T, p *posted) {
		m := p.ana.Slash(p.general, "ask", discordtest.Opts{"question": killQuestion, "private": false}).Message()
		p.on, p.button = p.bob.Press(p.bob.Press(m, "More…").Message(), "Ask a clinician").Message(), "Post it"
	}, func(p *posted) []string { return contents(p.chief, p.clinic, "600,000") }},
	{"publish", kindPublish, publishPoints, func(t *testing.T, p *posted) {
		p.prof.Slash(p.general, "session start", discordtest.Opts{"title": "IL-2"}).Message()
		p.ana.Slash(p.general, "session ask", discordtest.Opts{"question": killQuestion}).Says("in the queue, at place 1")
		p.on, p.button = p.prof.Slash(p.general, "session next").Says("Only you see this"), "Publish"
	}, func(p *posted) []string { return contents(p.bob, p.general, "600,000") }},
	{"thread", kindThread, threadPoints, func(t *testing.T, p *posted) {
		p.question = p.ana.Slash(p.general, "ask", discordtest.Opts{"question": killQuestion, "private": false}).Message()
		p.inStore(t, func(ctx context.Context, db *store.DB) (err error) { // where it is shown is noted a moment later
			for err = consult.ErrGone; errors.Is(err, consult.ErrGone); {
				_, err = db.AnswerOf(ctx, "guild:"+p.ward.ID, p.question.ID)
			}
			return err
		})
		p.on, p.button = p.bob.Press(p.question, "More…").Message(), "Discuss in a thread"
	}, func(p *posted) []string {
		if th := p.srv.ThreadOf(p.question); th != nil {
			return contents(p.bob, th, "")
		}
		return nil
	}},
}

// contents lists what a user reads in a channel that holds some words and is for all there.
func contents(u *discordtest.User, ch *discordtest.Channel, words string) []string {
	var out []string
	for _, m := range u.Messages(ch) {
		if m.For == nil && strings.Contains(m.Content, words) {
			out = append(out, m.Content)
		}
	}
	return out
}

func killedPosting(t *testing.T, n int) {
	way := postWays[n%len(postWays)]
	n /= len(postWays)
	point := way.points[n%len(way.points)]
	round := n / len(way.points) // each point first plainly, then with a second death, then with a deletion
	t.Run(fmt.Sprintf("%d %s %s %d", n, way.name, point, round%3), func(t *testing.T) {
		killedInPost(t, way, point, round%3 == 1, round%3 == 2)
	})
}

func killedInPost(t *testing.T, way postWay, point Point, twice, deleted bool) {
	srv := discordtest.New(t, discordtest.AnyCommand(), discordtest.Patience(60*time.Second))
	p := &posted{world: world{srv: srv, ward: srv.Guild("Ward 3")}, dir: t.TempDir()}
	clinicians := p.ward.Role("Clinicians")
	p.general, p.clinic = p.ward.Channel("general"), p.ward.Channel("clinic").Only(clinicians)
	p.ana, p.bob, p.chief = p.ward.Member("ana"), p.ward.Member("bob"), p.ward.Member("chief", clinicians)
	p.prof = p.ward.Member("prof", p.ward.Role("Moderators", discordtest.ManageMessages))
	p.inStore(t, func(ctx context.Context, db *store.DB) error {
		return db.SetServerSettings(ctx, "guild:"+p.ward.ID, consult.ServerSettings{ClinicianChannel: p.clinic.ID})
	})
	presser := map[string]*discordtest.User{"share": p.ana, "publish": p.prof}[way.name]
	if presser == nil {
		presser = p.bob
	}
	first := spawn(t, srv, p.dir, Point(way.kind+" "+string(point)), false)
	way.ready(t, p)
	presser.Press(p.on, p.button)
	<-first.done

	stored := point != Storing
	out := point == Sent || point == Closed || point == Filled // Discord has it, or a part of it
	if twice {
		second := spawn(t, srv, p.dir, Point(way.kind+" "+string(TakenUp)), false)
		if !stored || point == Closed {
			second.end() // nothing is left to be taken up
		}
		<-second.done
	}
	if deleted {
		p.inStore(t, func(ctx context.Context, db *store.DB) error {
			_, err := db.Forget(ctx, p.ana.ID, time.Now())
			return err
		})
	}
	last := spawn(t, srv, p.dir, "", false)
	switch want := stored && (!deleted || out); {
	case want:
		srv.Await("the post", func() bool { return len(way.posts(p)) > 0 })
	case len(way.posts(p)) > 0:
		t.Errorf("posted: %q", way.posts(p))
	}
	presser.PressStale(p.on, p.button).Settled() // it can be tried again, and comes to nothing where it was done
	last.end()
	if err := <-last.done; err != nil {
		t.Fatalf("the last bot: %v", err)
	}
	p.hold(t, way, deleted, out)
}

// hold holds what was posted against what should have been.
func (p *posted) hold(t *testing.T, way postWay, deleted, out bool) {
	t.Helper()
	got, want := way.posts(p), 1
	switch {
	case deleted && !out:
		want = 0
	case way.kind == kindThread && deleted:
		want = len(got) // pages that were there by then
	case way.kind == kindThread:
		p.inStore(t, func(ctx context.Context, db *store.DB) error {
			kept, err := db.AnswerOf(ctx, "guild:"+p.ward.ID, p.question.ID)
			if err == nil {
				want = len(render.Pages(consult.ReplyTo(kept.Answer)))
			}
			return err
		})
	}
	seen := map[string]bool{}
	for _, text := range got {
		seen[text] = true
	}
	if len(got) != want || len(seen) != want {
		t.Errorf("posted %d times, %d of them different, want %d: %q", len(got), len(seen), want, got)
	}
	switch saw := p.srv.WhoSaw("600,000"); way.name {
	case "share", "publish":
		if want == 0 {
			for _, who := range saw {
				if who != "ana" && who != "prof" {
					t.Errorf("what was not posted was seen by %v", saw)
				}
			}
		}
	case "clinician":
		if public := contents(p.bob, p.general, "For the clinicians"); len(public) > 0 {
			t.Errorf("words for the clinicians stand in public: %q", public)
		}
	}
}

// inStore does something to the store, as a process of its own.
func (p *posted) inStore(t *testing.T, do func(context.Context, *store.DB) error) {
	t.Helper()
	db, err := store.Open(context.Background(), store.Options{Dir: p.dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := do(context.Background(), db); err != nil {
		t.Error(err)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}
