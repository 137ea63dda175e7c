package discord

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	shipped "curbside/corpus"
	"curbside/internal/answer"
	"curbside/internal/consult"
	"curbside/internal/corpus"
	"curbside/internal/discord/discordtest"
	"curbside/internal/discord/gateway"
	"curbside/internal/discord/rest"
	"curbside/internal/search"
	"curbside/internal/session"
	"curbside/internal/store"
)

func TestMain(m *testing.M) {
	if spec := os.Getenv(childVariable); spec != "" {
		if err := beBot(spec); err != nil {
			fmt.Fprintln(os.Stderr, "the bot in a process of its own:", err)
			os.Exit(1)
		}
		return
	}
	code := m.Run()
	if _, index, err := library(); err == nil {
		index.Close()
	}
	if err := goleak.Find(); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// library is the shipped corpus and its index, made once for all tests.
var library = func() func() (*corpus.Corpus, *search.Index, error) {
	var once sync.Once
	var c *corpus.Corpus
	var ix *search.Index
	var err error
	return func() (*corpus.Corpus, *search.Index, error) {
		once.Do(func() {
			if c, err = corpus.Load(shipped.FS()); err == nil {
				ix, err = search.New(context.Background(), c)
			}
		})
		return c, ix, err
	}
}()

// rig is a bot that runs against a Discord in this process.
type rig struct {
	t        *testing.T
	srv      *discordtest.Server
	dir      string // of the store
	bot      *Bot
	db       *store.DB
	change   func(*Options)
	composer answer.Composer
	ending   string // words of the error with which the gateway ends; empty: with none
	end      func()
}

// start runs a bot on srv; change may alter its options.
func start(t *testing.T, srv *discordtest.Server, change func(*Options)) *rig {
	t.Helper()
	r := &rig{t: t, srv: srv, dir: t.TempDir(), change: change}
	r.run()
	t.Cleanup(func() { r.end() })
	return r
}

// classTime is a clock that runs from a fixed day on, which the names of
// transcripts hold.
func classTime() func() time.Time {
	start := time.Now()
	return func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC).Add(time.Since(start)) }
}

func (r *rig) run() {
	t := r.t
	t.Helper()
	c, index, err := library()
	if err != nil {
		t.Fatal(err)
	}
	if r.db, err = store.Open(t.Context(), store.Options{Dir: r.dir}); err != nil {
		t.Fatal(err)
	}
	client, err := rest.New(rest.Options{BaseURL: r.srv.APIURL(), Token: r.srv.Token()})
	if err != nil {
		t.Fatal(err)
	}
	engine := answer.New(answer.Options{Corpus: c, Index: index, Composer: r.composer})
	service := consult.New(engine, r.db)
	o := Options{
		Consult: service, Sessions: session.New(service, r.db, classTime(), engine.NewID), Store: r.db, REST: client,
		Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
	}
	if r.change != nil {
		r.change(&o)
	}
	if r.bot, err = New(o); err != nil {
		t.Fatal(err)
	}
	if err := r.bot.Recover(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := Register(t.Context(), client, ""); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		done <- gateway.Run(ctx, gateway.Options{Token: r.srv.Token(), REST: client, Handle: r.bot.Handle, Log: o.Log})
	}()
	r.srv.Gateway().AwaitReady()
	r.end = func() {
		cancel()
		if err := <-done; (err != nil) != (r.ending != "") || err != nil && !strings.Contains(err.Error(), r.ending) {
			t.Errorf("gateway: %v", err)
		}
		drain, stop := context.WithTimeout(context.Background(), 10*time.Second)
		defer stop()
		r.bot.Drain(drain)
		client.Close()
		if err := r.db.Close(); err != nil {
			t.Errorf("close the store: %v", err)
		}
		r.end = func() {}
	}
}

// restart ends the bot and starts another on the same store.
func (r *rig) restart() {
	r.end()
	r.run()
}

var answerID = regexp.MustCompile(`/answer/[a-z0-9]{8}/`)

// play plays a scenario of testdata/scenarios.
func (r *rig) play(name string) {
	r.t.Helper()
	discordtest.Play(r.t, filepath.Join("testdata", "scenarios", name), r.srv, discordtest.PlayOptions{
		Settle: func() { r.bot.working.Wait() },
		Do:     map[string]func([]string) error{"restart": func([]string) error { r.restart(); return nil }, "clinicians": r.clinicians},
		Normal: func(s string) string { return answerID.ReplaceAllString(s, "/answer/ID/") },
		Update: os.Getenv("UPDATE_SCENARIOS") != "",
	})
}

// clinicians makes a channel of "Ward 3" the one for clinicians: clinicians staff.
func (r *rig) clinicians(args []string) error {
	ward := r.srv.Guild("Ward 3")
	tenant := "guild:" + ward.ID
	s, err := r.db.ServerSettings(r.t.Context(), tenant)
	if err != nil {
		return err
	}
	s.ClinicianChannel = ward.Channel(args[0]).ID
	return r.db.SetServerSettings(r.t.Context(), tenant, s)
}

func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/scenarios/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			r := start(t, discordtest.New(t), func(o *Options) {
				o.After = func(d time.Duration) <-chan time.Time {
					if d == directTime { // on a busy machine too an answer is the reply itself
						d = time.Minute
					}
					return time.After(d)
				}
			})
			r.play(filepath.Base(f))
			routed(t, r)
		})
	}
}
