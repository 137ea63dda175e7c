package discord

import (
	"bufio"
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"curbside/internal/answer"
	"curbside/internal/consult"
	"curbside/internal/discord/discordtest"
	"curbside/internal/discord/gateway"
	"curbside/internal/discord/rest"
	"curbside/internal/session"
	"curbside/internal/store"
)

// The bot runs as a process of its own here, and is killed at a point of the way of a question. The next process has
// to see to it that every stored question is answered once, and that nobody sees what is not theirs.

// childVariable tells the test program to be the bot: address, token, folder, point to die at and after how many.
const childVariable = "CURBSIDE_TEST_BOT"

// deferAnswers lets no answer be ready for a direct reply: none is begun before the bot goes on to hold its place.
func deferAnswers(o *Options) {
	o.After = func(d time.Duration) <-chan time.Time {
		if d == directTime {
			d = 0
		}
		return time.After(d)
	}
	passed, holding := o.Hooks.Passed, make(chan struct{})
	held := sync.OnceFunc(func() { close(holding) })
	o.Hooks.Passed = func(p Point) {
		if passed != nil {
			passed(p)
		}
		switch p {
		case Preparing:
			<-holding
		case Holding:
			held()
		}
	}
}

// beBot runs the bot until it is killed, or told on its input to end.
func beBot(spec string) error {
	part := strings.Split(spec, "|")
	address, token, dir, point := part[0], part[1], part[2], Point(part[3])
	slow := part[4] == "slow"
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c, index, err := library()
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		return err
	}
	client, err := rest.New(rest.Options{BaseURL: address, Token: token})
	if err != nil {
		return err
	}
	service := consult.New(answer.New(answer.Options{Corpus: c, Index: index}), db)
	pass := func(p Point) {
		if p == point {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // until the signal arrives
		}
	}
	o := Options{
		Consult: service, Sessions: session.New(service, db, time.Now, rand.Text), Store: db, REST: client,
		Hooks: Hooks{Passed: pass}, Limits: Limits{PerUser: 10000, PerServer: 10000},
	}
	if slow {
		deferAnswers(&o)
	}
	bot, err := New(o)
	if err != nil {
		return err
	}
	if err := bot.Recover(ctx); err != nil {
		return err
	}
	go func() {
		bufio.NewReader(os.Stdin).ReadString('\n')
		cancel()
	}()
	if err := gateway.Run(ctx, gateway.Options{Token: token, REST: client, Handle: bot.Handle}); err != nil {
		return err
	}
	bot.Drain(context.Background())
	return db.Close()
}

// child is a bot in a process of its own.
type child struct {
	cmd  *exec.Cmd
	end  func()
	done chan error
}

func spawn(t *testing.T, srv *discordtest.Server, dir string, point Point, slow bool) *child {
	t.Helper()
	speed := "fast"
	if slow {
		speed = "slow"
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"="+strings.Join([]string{srv.APIURL(), srv.Token(), dir, string(point), speed}, "|"))
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	before := srv.Gateway().Counts().Identifies
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c := &child{cmd: cmd, end: func() { fmt.Fprintln(in) }, done: make(chan error, 1)}
	go func() { c.done <- cmd.Wait() }()
	if point != SendingAgain && !strings.HasSuffix(string(point), string(TakenUp)) {
		srv.Await("the next bot at the gateway", func() bool { return srv.Gateway().Counts().Identifies > before })
		srv.Gateway().AwaitReady()
	}
	return c
}

// way is one kind of question to be killed in.
type way struct {
	name string
	ask  func(w *world, words string)
}

type world struct {
	srv      *discordtest.Server
	ward     *discordtest.Guild
	general  *discordtest.Channel
	ana, bob *discordtest.User
}

var ways = []way{
	{"private command", func(w *world, q string) {
		w.ana.Slash(w.general, "ask", discordtest.Opts{"question": q, "private": true})
	}},
	{"public command", func(w *world, q string) {
		w.ana.Slash(w.general, "ask", discordtest.Opts{"question": q, "private": false})
	}},
	{"mention", func(w *world, q string) { w.ana.Say(w.general, "<@"+w.srv.Bot().ID+"> "+q) }},
	{"direct message", func(w *world, q string) { w.ana.DM(q) }},
}

// deadly are the points to die at; those of the second life are passed only by what is taken up.
var deadly = []Point{Received, Claimed, Preparing, Prepared, Holding, Held, Acknowledged, Composing, Composed, Sending, Sent, Closed}

func kills() int {
	if n, err := strconv.Atoi(os.Getenv("CURBSIDE_TEST_KILLS")); err == nil {
		return n
	}
	return 2 * len(deadly)
}

// TestKilled kills the bot at each point, in each way of asking and of posting by turns. CURBSIDE_TEST_KILLS says how
// often in all.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("processes are killed only without -short")
	}
	for n := range kills() {
		if n%2 == 0 {
			killedAsking(t, n/2)
		} else {
			killedPosting(t, n/2)
		}
	}
}

func killedAsking(t *testing.T, n int) {
	point := deadly[n%len(deadly)]
	w := ways[(n+n/len(deadly))%len(ways)]
	slow := point == Holding || point == Held || point == Acknowledged || n/len(deadly)%2 == 1
	twice := n%3 == 2
	t.Run(fmt.Sprintf("%d %s %s", n, point, w.name), func(t *testing.T) { killed(t, w, point, slow, twice) })
}

const killQuestion = "What is the standard dose of high-dose IL-2?"

func killed(t *testing.T, way way, point Point, slow, twice bool) {
	srv := discordtest.New(t, discordtest.AnyCommand(), discordtest.Patience(60*time.Second))
	w := &world{srv: srv, ward: srv.Guild("Ward 3")}
	w.general = w.ward.Channel("general")
	w.ana, w.bob = w.ward.Member("ana"), w.ward.Member("bob")
	dir := t.TempDir()
	first := spawn(t, srv, dir, point, slow)
	way.ask(w, killQuestion)
	<-first.done
	if twice {
		second := spawn(t, srv, dir, SendingAgain, false)
		if point == Received || point == Closed {
			second.end() // nothing is left to be taken up
		}
		<-second.done
	}
	last := spawn(t, srv, dir, "", false)
	if point != Received {
		srv.Await("one answer", func() bool { return shown(w.ana, w.general, w.ana.Direct()) >= 1 })
	}
	last.end()
	if err := <-last.done; err != nil {
		t.Fatalf("the last bot: %v", err)
	}
	want := 1
	if point == Received { // it was never stored, and never acknowledged: its asker sees that it failed
		want = 0
	}
	if got := shown(w.ana, w.general, w.ana.Direct()); got != want {
		t.Errorf("the asker sees %d answers, want %d:\n%s\n%s", got, want, w.ana.Sees(w.general), w.ana.Sees(w.ana.Direct()))
	}
	if way.name == "private command" || way.name == "direct message" {
		if saw := srv.WhoSaw("600,000"); len(saw) != want || want == 1 && saw[0] != "ana" {
			t.Errorf("a private answer was seen by %v", saw)
		}
	}
}

// shown counts the messages with an answer that a user sees now.
func shown(ana *discordtest.User, places ...*discordtest.Channel) int {
	n := 0
	for _, place := range places {
		for _, m := range ana.Messages(place) {
			if strings.Contains(m.Content, "600,000") {
				n++
			}
		}
	}
	return n
}
