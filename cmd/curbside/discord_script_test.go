package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"curbside/internal/discord/discordtest"
	"curbside/internal/llm/llmtest"
)

// stage is the Discord that a script's program speaks to.
type stage struct {
	t     discordtest.T
	srv   *discordtest.Server
	model *llmtest.Server
}

// stageOf finds the script's stage.
func stageOf(ts *testscript.TestScript) *stage {
	s, ok := ts.Value(stage{}).(*stage)
	if !ok || s.srv == nil {
		ts.Fatalf("there is no Discord yet: discord start")
	}
	return s
}

// setStage gives a script a place for a Discord.
func setStage(env *testscript.Env) error {
	t, ok := env.T().(discordtest.T)
	if !ok {
		return fmt.Errorf("%T is no test that a Discord can fail", env.T())
	}
	env.Values[stage{}] = &stage{t: t}
	return nil
}

// playDiscord does what happens at Discord:
//
//	discord start               a Discord with the server "Ward 3", its channel general, ana, bob, and chief, who manages it
//	discord start empty         one without a server
//	discord online N            waits until N programs are connected
//	discord asks ana QUESTION   prints what ana is answered
//	discord follows ana TEXT    prints what her follow-up is answered
//	discord leaves ana QUESTION asks without waiting
//	discord within SECONDS      everybody who has asked had an answer in that time
//	discord sets chief limits tokens=9   changes settings, and prints what is said of it
//	discord direct ana TEXT     waits for a direct message, and prints it
//	discord saw TEXT NAMES...   these, and nobody else, ever saw the text
//	discord denies general 2048 takes permissions from the bot in a channel
//	discord deletes staff       a channel
//	discord closes CODE         ends the gateway's connections
//	discord refuses CODE        ends the next connection as it asks for a session
//	discord fails ROUTE STATUS  lets every request of a route fail
//	discord heals               and none any more
//	discord knows               prints the commands that are registered
//	discord secrets FILE        no token of an interaction, nor the bot's, stands in the file
func playDiscord(ts *testscript.TestScript, _ bool, args []string) {
	if args[0] == "start" {
		startDiscord(ts, len(args) > 1 && args[1] == "empty")
		return
	}
	s := stageOf(ts)
	ward := s.srv.Guild("Ward 3")
	general := ward.Channel("general")
	switch args[0] {
	case "online":
		n := number(ts, args[1])
		s.srv.Await("programs that listen", func() bool { return s.srv.Gateway().Ready() == n })
	case "asks":
		fmt.Fprintln(ts.Stdout(), s.asks(ward.Member(args[1]), "ask", args[2]))
	case "follows":
		fmt.Fprintln(ts.Stdout(), s.asks(ward.Member(args[1]), "followup", args[2]))
	case "within":
		s.within(ts, time.Duration(number(ts, args[1]))*time.Second)
	case "sets":
		fmt.Fprintln(ts.Stdout(), ward.Member(args[1]).Slash(general, "settings "+args[2], s.options(ts, args[3:])).Message().Text())
	case "leaves": // its asker does not wait
		ward.Member(args[1]).Slash(general, "ask", discordtest.Opts{"question": args[2]})
	case "direct":
		ana := ward.Member(args[1])
		fmt.Fprintln(ts.Stdout(), ana.Awaits(ana.Direct(), args[2]).Text())
	case "saw":
		if got, want := strings.Join(s.srv.WhoSaw(args[1]), " "), strings.Join(args[2:], " "); got != want {
			ts.Fatalf("%q was seen by %q", args[1], got)
		}
	case "denies":
		ward.Channel(args[1]).Deny(s.srv.Bot(), int64(number(ts, args[2])))
	case "deletes":
		ward.Channel(args[1]).Delete()
	case "closes":
		s.srv.Gateway().Close(number(ts, args[1]), "as the script wants it")
	case "refuses":
		s.srv.Gateway().RefuseIdentify(number(ts, args[1]))
	case "fails":
		s.srv.Fail(discordtest.Fault{Route: args[1], Status: number(ts, args[2]), Times: -1})
	case "heals":
		s.srv.Heal()
	case "knows":
		for _, c := range append(s.srv.Commands(nil), s.srv.Commands(ward)...) {
			fmt.Fprintln(ts.Stdout(), c.Name)
		}
	case "secrets":
		s.noSecrets(ts, ts.ReadFile(args[1]))
	default:
		ts.Fatalf("discord %s is not known", args[0])
	}
}

// asks puts a question and waits for its answer. A disk that others keep busy may not take a question in time: its asker
// is told to ask again, and does.
func (s *stage) asks(who *discordtest.User, command, question string) string {
	said := ""
	for range 10 {
		asked := who.Slash(s.srv.Guild("Ward 3").Channel("general"), command, discordtest.Opts{"question": question})
		said = asked.Until("more than a status line", answered).Text()
		if !strings.Contains(said, "could not be recorded") {
			break
		}
	}
	return said
}

func answered(m *discordtest.Message) bool { return !strings.HasPrefix(m.Text(), "-# Searching") }

// within waits for the answers to all questions, and fails where one took longer.
func (s *stage) within(ts *testscript.TestScript, most time.Duration) {
	for _, it := range s.srv.Interactions() {
		said := it.Until("more than a status line", answered)
		if took := said.At.Sub(it.Sent); took > most {
			ts.Fatalf("%s took %s", it, took)
		}
	}
}

// options reads options such as tokens=9 and clinicians=#general.
func (s *stage) options(ts *testscript.TestScript, args []string) discordtest.Opts {
	opts := discordtest.Opts{}
	for _, arg := range args {
		name, value, ok := strings.Cut(arg, "=")
		channel, isChannel := strings.CutPrefix(value, "#")
		switch {
		case !ok:
			ts.Fatalf("%q is no option", arg)
		case isChannel:
			opts[name] = s.srv.Guild("Ward 3").Channel(channel)
		default:
			opts[name] = number(ts, value)
		}
	}
	return opts
}

func startDiscord(ts *testscript.TestScript, empty bool) {
	s, ok := ts.Value(stage{}).(*stage)
	if !ok {
		ts.Fatalf("no stage")
	}
	s.srv = discordtest.New(s.t, discordtest.Patience(30*time.Second), discordtest.Tolerate(discordtest.KindAuth)) // a script tries wrong tokens
	if !empty {
		ward := s.srv.Guild("Ward 3")
		ward.Channel("general")
		ward.Member("ana")
		ward.Member("bob")
		ward.Member("chief", ward.Role("Chiefs", discordtest.ManageGuild))
		ts.Setenv("WARD", ward.ID)
	}
	ts.Setenv("CURBSIDE_DISCORD_API_URL", s.srv.APIURL())
	ts.Setenv("CURBSIDE_DISCORD_TOKEN", s.srv.Token())
	ts.Setenv("BOT", s.srv.Bot().ID)
	ts.Setenv("CURBSIDE_WEB_LISTEN", freeAddress(ts))
	ts.Setenv("OTHER_LISTEN", freeAddress(ts))
}

// freeAddress is an address that nobody listened on a moment ago.
func freeAddress(ts *testscript.TestScript) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	defer l.Close()
	return l.Addr().String()
}

// noSecrets looks for tokens in a text. Those of interactions stand in the
// paths that the program called.
func (s *stage) noSecrets(ts *testscript.TestScript, text string) {
	secrets := []string{s.srv.Token()}
	for _, r := range s.srv.Requests() {
		for _, part := range strings.Split(r.Path, "/") {
			if len(part) > 24 {
				secrets = append(secrets, part)
			}
		}
	}
	if len(secrets) < 2 {
		ts.Fatalf("no interaction was answered")
	}
	for _, secret := range secrets {
		if strings.Contains(text, secret) {
			ts.Fatalf("a token stands in it: %s", secret)
		}
	}
}

// readPatience is how long a figure or a page of another process may take to come.
const readPatience = 20 * time.Second

// playModel is what happens at a model's endpoint:
//
//	model start        one that does as it is told
//	model start late   one that does so after 9 s
//	model asked N      it was asked so often
func playModel(ts *testscript.TestScript, _ bool, args []string) {
	s, ok := ts.Value(stage{}).(*stage)
	if !ok {
		ts.Fatalf("no stage")
	}
	if args[0] == "asked" {
		if got := len(s.model.Requests()); got != number(ts, args[1]) {
			ts.Fatalf("the model was asked %d times", got)
		}
		return
	}
	step := llmtest.Honest()
	if len(args) > 1 {
		step = llmtest.Slow(9*time.Second, step)
	}
	s.model = llmtest.NewServer(s.t, step)
	ts.Setenv("CURBSIDE_LLM_BASE_URL", s.model.URL)
	ts.Setenv("CURBSIDE_LLM_MODEL", "small")
}

// get STATUS PATH [ADDRESS] reads a page of the running program until it has the status, and prints it.
func get(ts *testscript.TestScript, _ bool, args []string) {
	address := ts.Getenv("CURBSIDE_WEB_LISTEN")
	if len(args) > 2 {
		address = args[2]
	}
	deadline := time.Now().Add(readPatience)
	for {
		status, body, err := readPage("http://" + address + args[1])
		if err == nil && status == number(ts, args[0]) {
			fmt.Fprint(ts.Stdout(), body)
			return
		}
		if time.Now().After(deadline) {
			ts.Fatalf("status %d, %v: %s", status, err, body)
		}
		<-time.After(20 * time.Millisecond) // another process: it can only be asked again
	}
}

// counts FIGURES... waits until each stands in the metrics with at least its
// number: a user may see an answer before it is counted.
func counts(ts *testscript.TestScript, _ bool, lines []string) {
	deadline := time.Now().Add(readPatience)
	for {
		_, body, err := readPage("http://" + ts.Getenv("CURBSIDE_WEB_LISTEN") + "/metrics")
		ts.Check(err)
		missing := ""
		for _, line := range lines {
			if !reached(body, line) {
				missing = line
			}
		}
		if missing == "" {
			return
		}
		if time.Now().After(deadline) {
			ours := slices.DeleteFunc(strings.Split(body, "\n"), func(l string) bool { return !strings.HasPrefix(l, "curbside_") || strings.Contains(l, "_bucket") })
			ts.Fatalf("no %q in\n%s", missing, strings.Join(ours, "\n"))
		}
		<-time.After(20 * time.Millisecond)
	}
}

// reached reports whether a figure, such as "servers 1", has its number.
func reached(body, figure string) bool {
	at := strings.LastIndexByte(figure, ' ')
	want, err := strconv.Atoi(figure[at+1:])
	_, rest, found := strings.Cut("\n"+body, "\ncurbside_"+figure[:at+1])
	text, _, _ := strings.Cut(rest, "\n")
	got, gerr := strconv.Atoi(text)
	return err == nil && found && gerr == nil && got >= want
}

func readPage(url string) (status int, body string, err error) {
	client := http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Get(url)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	return res.StatusCode, string(data), err
}

// terminate SECONDS asks every program in the background to end, as a service manager does, and kills those that have
// not ended by then: waiting for them fails.
func terminate(ts *testscript.TestScript, _ bool, args []string) {
	most := time.Duration(number(ts, args[0])) * time.Second
	for _, c := range ts.BackgroundCmds() {
		ts.Check(c.Process.Signal(syscall.SIGTERM))
		kill := time.AfterFunc(most, func() { _ = c.Process.Kill() }) // fails where it has ended
		ts.Defer(func() { kill.Stop() })
	}
}

func number(ts *testscript.TestScript, text string) int {
	n, err := strconv.Atoi(text)
	ts.Check(err)
	return n
}
