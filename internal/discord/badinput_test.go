package discord

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"curbside/internal/answer"
	"curbside/internal/consult"
	"curbside/internal/discord/discordtest"
	"curbside/internal/discord/rest"
	"curbside/internal/store"
)

// logged keeps the lines of a log.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// site is a server with ana, whose questions are held until they are let go.
type site struct {
	*rig
	ward     *discordtest.Guild
	general  *discordtest.Channel
	ana, bob *discordtest.User
	let      held
	log      *logged
}

func startSite(t *testing.T, change func(*site, *Options)) *site {
	srv := discordtest.New(t)
	s := &site{ward: srv.Guild("Ward 3"), let: make(held), log: &logged{}}
	s.general = s.ward.Channel("general")
	s.ana, s.bob = s.ward.Member("ana"), s.ward.Member("bob")
	s.rig = &rig{t: t, srv: srv, dir: t.TempDir(), composer: s.let, change: func(o *Options) {
		o.Log = slog.New(slog.NewTextHandler(s.log, nil))
		o.Limits = Limits{PerUser: 1000, PerServer: 1000, AtOnce: 16}
		if change != nil {
			change(s, o)
		}
	}}
	s.run()
	t.Cleanup(func() { s.end() })
	return s
}

// mention asks in a channel; it returns once the bot works on it.
func (s *site) mention(ch *discordtest.Channel) *discordtest.Message {
	s.t.Helper()
	m := s.ana.Say(ch, "<@"+s.srv.Bot().ID+"> "+killQuestion)
	s.srv.Await("a status line", func() bool { return said(s.ana, ch, "Searching") > 0 })
	return m
}

// settle lets the answers go and waits until nothing is under way.
func (s *site) settle() {
	close(s.let)
	s.bot.working.Wait()
	s.let = make(held)
}

// none is left open for the next process.
func (s *site) none() {
	s.t.Helper()
	s.end()
	s.run()
	if open, err := s.db.Open(s.t.Context()); err != nil || len(open) > 0 {
		s.t.Errorf("%d requests are open: %v", len(open), err)
	}
}

func (s *site) logs(words ...string) {
	s.t.Helper()
	for _, w := range words {
		if !strings.Contains(s.log.String(), w) {
			s.t.Errorf("the log does not say %q:\n%s", w, s.log)
		}
	}
}

// The bot may not write in one channel: whoever mentions it there is not answered there, the operator reads why, other
// channels are served, and commands are answered there too.
func TestNoPermissionInOneChannel(t *testing.T) {
	s := startSite(t, nil)
	quiet := s.ward.Channel("quiet").Deny(s.srv.Bot(), discordtest.SendMessages)
	s.ana.Say(quiet, "<@"+s.srv.Bot().ID+"> "+killQuestion)
	s.mention(s.general)
	asked := s.ana.Slash(quiet, "ask", discordtest.Opts{"question": killQuestion})
	s.settle()
	s.ana.Awaits(s.general, "600,000")
	if got := asked.Message().Text(); !strings.Contains(got, "600,000") {
		t.Errorf("a command there is told: %s", got)
	}
	s.logs("could not be delivered anywhere", "Missing Permissions")
	s.none()
}

// answeredOnce waits until nothing is being done, and finds the answer in the channel once.
func (s *site) answeredOnce() {
	s.t.Helper()
	s.settle()
	if n := said(s.bob, s.general, "600,000"); n != 1 {
		s.t.Errorf("the answer is there %d times:\n%s\n%s", n, s.bob.Sees(s.general), s.log)
	}
	s.none()
}

// What the bot has sent is deleted while the answer is made: the answer comes all the same, once.
func TestMessageDeletedUnderTheBot(t *testing.T) {
	t.Run("the status line", func(t *testing.T) {
		s := startSite(t, nil)
		s.mention(s.general)
		s.srv.DeleteMessage(s.ana.Awaits(s.general, "Searching"))
		s.answeredOnce()
	})
	t.Run("the question", func(t *testing.T) {
		s := startSite(t, nil)
		s.ana.Delete(s.mention(s.general))
		s.answeredOnce()
	})
	t.Run("a public reply", func(t *testing.T) {
		s := startSite(t, nil)
		it := s.ana.Slash(s.general, "ask", discordtest.Opts{"question": killQuestion, "private": false})
		s.srv.Await("the reply", func() bool { return len(s.bob.Messages(s.general)) > 0 })
		s.srv.Await("the acknowledgement", func() bool { return len(s.srv.Requests(discordtest.RouteCallback)) > 0 })
		s.srv.DeleteMessage(s.bob.Messages(s.general)[0])
		s.settle()
		if n := said(s.bob, s.general, "600,000"); n != 1 {
			t.Errorf("%s: the answer is there %d times:\n%s\n%s", it, n, s.bob.Sees(s.general), s.log)
		}
		s.none()
	})
}

// A thread is archived, or locked, while an answer for it is made: where Discord lets the bot write, the answer comes;
// where not, the operator reads why.
func TestThreadClosedUnderTheBot(t *testing.T) {
	for _, locked := range []bool{false, true} {
		t.Run(fmt.Sprint("locked ", locked), func(t *testing.T) {
			s := startSite(t, nil)
			thread := s.ana.Thread(s.general, "IL-2", false)
			s.mention(thread)
			thread.Archive(locked)
			s.settle()
			want := 1
			if locked {
				want = 0
				s.logs("could not be delivered anywhere", "locked")
			}
			if n := said(s.ana, thread, "600,000"); n != want {
				t.Errorf("the answer is there %d times:\n%s\n%s", n, s.ana.Sees(thread), s.log)
			}
			s.none()
		})
	}
}

// Forms that hold more than they take, or what tries to break a layout or to ping: words, and nothing that pings.
func TestFormsTakeAnything(t *testing.T) {
	s := startSite(t, nil)
	close(s.let)
	prof := s.ward.Member("prof", s.ward.Role("Chiefs", discordtest.ManageGuild))
	prof.Slash(s.general, "session start", discordtest.Opts{"title": "\u202eIL-2\u200b @everyone"}).Message()
	answered := s.ana.Slash(s.general, "ask", discordtest.Opts{"question": killQuestion, "private": false}).Message()
	s.bot.working.Wait()
	round, err := s.bot.Sessions.Running(t.Context(), "guild:"+s.ward.ID, s.general.ID)
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("long ", 800)
	path := "/answer/" + idOf(t, answered)
	for _, form := range []struct {
		id, field, refused string
		more               discordtest.Fields
	}{
		{path + "/followup/form", "question", fmt.Sprintf("longer than %d characters", answer.MaxQuestion), nil},
		{path + "/wrong/form", "words", "with what you wrote", discordtest.Fields{"what": []string{"missing"}}},
		{roundPath(round, "put"), "question", fmt.Sprintf("longer than %d characters", answer.MaxQuestion), nil},
	} {
		send := func(text string) *discordtest.Message {
			fields := discordtest.Fields{form.field: text}
			for k, v := range form.more {
				fields[k] = v
			}
			return s.ana.Forge(discordtest.Submit, answered, form.id, nil, fields).Message()
		}
		if got := send(long).Text(); !strings.Contains(got, form.refused) {
			t.Errorf("%s with %d characters: %s", form.id, len(long), got)
		}
		for _, text := range append(hostile, "", strings.Repeat("<@1> @everyone ", 60)) {
			m := send(text)
			if len(m.Pings) > 0 || m.Text() == "" || m.Content == wordsFailed || liveLink.MatchString(m.Text()) || strings.ContainsAny(m.Text(), "\u202e\u2066\u200b\x00\x1b") {
				t.Errorf("%s with %q pings %v:\n%s", form.id, text, m.Pings, m.Text())
			}
		}
		if got := s.ana.Forge(discordtest.Submit, answered, form.id, nil, nil).Message().Text(); got == "" || got == wordsFailed {
			t.Errorf("%s without its fields: %s", form.id, got)
		}
	}
}

// A message full of mentions is answered, and pings nobody but by the reply itself.
func TestMassMentions(t *testing.T) {
	s := startSite(t, nil)
	close(s.let)
	text := "<@" + s.srv.Bot().ID + "> @everyone @here "
	for i := range 30 {
		text += "<@" + s.ward.Member(fmt.Sprint("member ", i)).ID + "> "
	}
	s.ana.Say(s.general, text+"zanzibarine dose?")
	s.srv.Await("an answer", func() bool { return said(s.bob, s.general, "educational") > 0 })
	for _, m := range s.bob.Messages(s.general) {
		if m.Author == s.srv.Bot() && len(m.Pings) > 0 {
			t.Errorf("pings %v:\n%s", m.Pings, m.Text())
		}
	}
}

// A hundred presses of one button at once: each is answered, and what is to be done once is done once.
func TestAHundredPressesOfEach(t *testing.T) {
	w := startWard(t)
	prof := w.guild.Member("prof", w.guild.Role("Chiefs", discordtest.ManageGuild))
	public, private := w.ask(false), w.ask(true)
	prof.Slash(w.general, "session start").Message()
	w.ana.Slash(w.general, "session ask", discordtest.Opts{"question": approved}).Message()
	w.settled()
	preview := prof.Slash(w.general, "session next").Message()
	menu := w.open(w.bob, public, "More…")
	ask := w.open(w.ana, w.open(w.ana, private, "More…"), "Ask a clinician")
	for _, c := range []struct {
		who    *discordtest.User
		on     *discordtest.Message
		button string
	}{
		{w.bob, menu, "Discuss in a thread"}, {w.ana, ask, "Post it"}, {prof, preview, "Publish"}, {w.ana, private, "Sources"},
		{w.bob, public, "Not right"}, {w.bob, public, "Follow up"}, {w.bob, menu, "File (.md)"},
	} {
		var all []*discordtest.Interaction
		for range 100 {
			all = append(all, c.who.PressStale(c.on, c.button))
		}
		for _, it := range all {
			it.Settled()
		}
		w.settled()
	}
	if w.srv.ThreadOf(public) == nil {
		t.Error("no thread was started")
	}
	threads := 0
	for _, r := range w.srv.Requests() {
		if strings.Contains(r.Route, "/threads") {
			threads++
		}
	}
	if n := w.posts(w.clinic, "For the clinicians"); n != 1 || threads != 1 {
		t.Errorf("asked the clinicians %d times, started %d threads", n, threads)
	}
	if n := w.posts(w.general, "1998"); n != 1 {
		t.Errorf("published %d times:\n%s", n, w.chief.Sees(w.general))
	}
}

// The machine's clock is wrong by an hour: questions are answered, followed up, and taken up after a restart by an edit
// of the reply that is still open.
func TestClockWrongByAnHour(t *testing.T) {
	for _, off := range []time.Duration{time.Hour, -time.Hour} {
		t.Run(off.String(), func(t *testing.T) {
			wrong := func() time.Time { return time.Now().Add(off) }
			s := startSite(t, func(s *site, o *Options) {
				client, err := rest.New(rest.Options{BaseURL: s.srv.APIURL(), Token: s.srv.Token(), Now: wrong})
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(client.Close)
				if _, err := client.CurrentUser(t.Context()); err != nil { // as the program does before all else
					t.Fatal(err)
				}
				o.REST, o.Now = client, wrong
			})
			asked := s.ana.Slash(s.general, "ask", discordtest.Opts{"question": killQuestion})
			s.srv.Await("it to be acknowledged", func() bool { return len(s.srv.Requests(discordtest.RouteCallback)) > 0 })
			s.bot.stop()
			s.end()
			s.let = make(held)
			close(s.let)
			s.composer = s.let
			s.run()
			if got := asked.Message().Text(); !strings.Contains(got, "600,000") {
				t.Errorf("taken up: %s", got)
			}
			s.bot.working.Wait()
			if got := s.ana.Sees(s.ana.Direct()); got != "" {
				t.Errorf("by direct message: %s", got)
			}
			if got := s.ana.Slash(s.general, "followup", discordtest.Opts{"question": "and in children?"}).Message().Text(); strings.Contains(got, "There is no conversation") {
				t.Errorf("a follow-up: %s", got)
			}
		})
	}
}

// The bot's token is reset while a question is under way: the program ends with what to do, and the next one, with the
// new token, answers.
func TestTokenReset(t *testing.T) {
	s := startSite(t, nil)
	s.mention(s.general)
	s.ending = "Reset Token"
	s.srv.Reset("bmV3.dG9r.ZW4")
	close(s.let)
	s.srv.Await("the old token to be refused again and again", func() bool {
		refused := 0
		for _, r := range s.srv.Requests() {
			if r.Status == 401 && strings.Contains(r.Route, "/messages") {
				refused++
			}
		}
		return refused > 2
	})
	s.bot.stop()
	s.end()
	s.srv.TakeViolations() // what is tried with the old token
	s.ending = ""
	s.run()
	s.ana.Awaits(s.general, "600,000")
	s.bot.working.Wait()
	if n := said(s.bob, s.general, "600,000"); n != 1 {
		t.Errorf("the answer is there %d times:\n%s", n, s.bob.Sees(s.general))
	}
	s.none()
}

// The program is started with the token of another application than the one that was asked: its replies are out of
// reach, so a private answer comes by direct message, and nobody else sees it.
func TestTokenOfAnotherApplication(t *testing.T) {
	s := startSite(t, nil)
	close(s.let)
	asked := s.ana.Slash(s.general, "ask", discordtest.Opts{"question": approved})
	asked.Message()
	s.bot.working.Wait()
	id, err := strconv.ParseUint(asked.ID, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	record := consult.Request{
		ID: fmt.Sprint(id + 1), Adapter: "discord", Tenant: "guild:" + s.ward.ID, User: s.ana.ID, Channel: s.general.ID, Kind: kindAsk, Text: killQuestion,
		Private: true, Token: "aW50ZXJhY3Rpb246b2YgYW5vdGhlcg", Received: time.Now(), Options: options("999999999999999999", "", answer.Clinician, "", nil, false),
	}
	dead, err := store.Open(t.Context(), store.Options{Dir: s.dir})
	if err != nil {
		t.Fatal(err)
	}
	_, err = dead.Claim(t.Context(), record)
	if err := errors.Join(err, dead.Acknowledged(t.Context(), record.ID, "", time.Now()), dead.Close()); err != nil {
		t.Fatal(err)
	}
	s.end()
	s.run()
	s.ana.Awaits(s.ana.Direct(), "600,000")
	s.bot.working.Wait()
	if saw := s.srv.WhoSaw("600,000"); len(saw) != 1 {
		t.Errorf("seen by %v", saw)
	}
	s.none()
	s.srv.TakeViolations() // the other application's hook
}
