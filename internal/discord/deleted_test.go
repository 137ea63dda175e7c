package discord

import (
	"strings"
	"sync"
	"testing"
	"time"

	"curbside/internal/discord/discordtest"
	"curbside/internal/session"
)

// deleteAll has all deleted that is kept of somebody, by the command.
func deleteAll(u *discordtest.User, ch *discordtest.Channel) { deleting(u, ch)() }

// deleting begins to delete; what it returns waits for the end.
func deleting(u *discordtest.User, ch *discordtest.Channel) (wait func()) {
	pressed := u.Press(u.Slash(ch, "privacy delete").Message(), "Delete everything")
	return func() {
		pressed.Until("the end of it", func(m *discordtest.Message) bool { return strings.HasPrefix(m.Text(), "Deleted:") })
	}
}

// What its author deletes while another's post of it waits for Discord is not posted, and not kept in the post.
func TestDeletedBeforeItWasPosted(t *testing.T) {
	w := startWard(t)
	menu := w.open(w.bob, w.ask(false), "More…")
	preview := w.open(w.bob, menu, "Ask a clinician")
	// The first is answered late: until then it is in flight. Those behind it find Discord down.
	w.srv.Fail(discordtest.Fault{Route: discordtest.RouteCreateMessage, Status: 500, Times: 3})
	w.srv.Fail(discordtest.TooMany(discordtest.RouteCreateMessage, 3*time.Second))
	w.bob.Press(preview, "Post it")
	w.srv.Await("tries", func() bool { return len(w.srv.Requests(discordtest.RouteCreateMessage)) >= 4 })
	deleteAll(w.ana, w.general)
	w.bob.Awaits(w.bob.Direct(), "it was deleted meanwhile")
	w.settled()
	w.restart()
	w.settled()
	if n := w.posts(w.clinic, "For the clinicians"); n != 0 {
		t.Errorf("%d posts of what was deleted", n)
	}
	if data, err := w.db.Export(t.Context(), w.bob.ID); err != nil || strings.Contains(string(data), "1998") {
		t.Errorf("it is still kept in: %s, error %v", data, err)
	}
}

// A public answer that its asker deletes while it is made is not shown to others.
func TestDeletedBeforeItWasAnswered(t *testing.T) {
	for _, point := range []Point{Prepared, Composed} {
		t.Run(string(point), func(t *testing.T) {
			srv := discordtest.New(t)
			ward := srv.Guild("Ward 3")
			general, ana, bob := ward.Channel("general"), ward.Member("ana"), ward.Member("bob")
			var r *rig
			var once sync.Once
			r = start(t, srv, func(o *Options) {
				o.Hooks.Passed = func(p Point) {
					if p == point {
						once.Do(func() {
							if _, err := r.db.Forget(t.Context(), ana.ID, time.Now()); err != nil {
								t.Error(err)
							}
						})
					}
				}
				deferAnswers(o)
			})
			ana.Slash(general, "ask", discordtest.Opts{"question": killQuestion, "private": false})
			bob.Awaits(general, wordsDeleted)
			if saw := srv.WhoSaw("600,000"); len(saw) != 0 {
				t.Errorf("seen by %v", saw)
			}
		})
	}
}

// Who deletes what is theirs while their question is on its way to an educator has it nowhere: not in the queue, and not
// in a publication that is under way.
func TestDeletedOnItsWayToTheClass(t *testing.T) {
	const other = "What is capillary leak syndrome?"
	for _, point := range []Point{Preparing, "publish claimed", "publish decided", "publish composed"} {
		t.Run(string(point), func(t *testing.T) {
			c := newClass(t)
			var once sync.Once
			c.bot.working.Wait() // what reads the hook is done
			c.bot.Hooks.Passed = func(p Point) {
				if p == point {
					once.Do(func() {
						if _, err := c.db.Forget(t.Context(), c.ana.ID, time.Now()); err != nil {
							t.Error(err)
						}
					})
				}
			}
			if point == Preparing {
				c.ana.Slash(c.channel, "session ask", discordtest.Opts{"question": other}).Says("deleted while your question was on its way")
			} else {
				m := c.preview(c.prof)
				c.prof.Press(m, "Publish")
				c.srv.Await("words for the educator", func() bool {
					text := c.srv.Message(m.ID).Text()
					return strings.Contains(text, "had it deleted") || strings.Contains(text, "already published or skipped")
				})
			}
			c.bot.working.Wait()
			_, entries := c.round()
			for _, e := range entries {
				if e.Question != "" || e.Asker != "" || e.Answer != nil || e.State != session.Skipped {
					t.Errorf("in the queue is %+v", e)
				}
			}
			if c.posts() != 0 {
				t.Errorf("the class sees:\n%s", c.ana.Sees(c.channel))
			}
		})
	}
}
