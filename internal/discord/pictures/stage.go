package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	shipped "curbside/corpus"
	"curbside/internal/answer"
	"curbside/internal/consult"
	"curbside/internal/corpus"
	"curbside/internal/discord"
	"curbside/internal/discord/discordtest"
	"curbside/internal/discord/gateway"
	"curbside/internal/discord/rest"
	"curbside/internal/search"
	"curbside/internal/session"
	"curbside/internal/store"
)

// stage is a bot and the Discord that it runs against.
type stage struct {
	srv     *discordtest.Server
	cleanup []func()

	mu   sync.Mutex
	errs []error
}

// newStage starts both. What goes wrong while it is built ends up in errs, as
// what goes wrong later does.
func newStage(ctx context.Context) (*stage, error) {
	s := &stage{}
	s.srv = discordtest.New(s)
	if err := s.start(ctx); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *stage) start(ctx context.Context) error {
	c, err := corpus.Load(shipped.FS())
	if err != nil {
		return err
	}
	index, err := search.New(ctx, c)
	if err != nil {
		return err
	}
	s.Cleanup(func() { index.Close() })
	dir, err := os.MkdirTemp("", "curbside-pictures")
	if err != nil {
		return err
	}
	s.Cleanup(func() { os.RemoveAll(dir) })
	db, err := store.Open(ctx, store.Options{Dir: dir})
	if err != nil {
		return err
	}
	s.Cleanup(func() { db.Close() })
	client, err := rest.New(rest.Options{BaseURL: s.srv.APIURL(), Token: s.srv.Token()})
	if err != nil {
		return err
	}
	s.Cleanup(client.Close)
	engine := answer.New(answer.Options{Corpus: c, Index: index})
	service := consult.New(engine, db)
	bot, err := discord.New(discord.Options{
		Consult: service, Sessions: session.New(service, db, time.Now, engine.NewID), Store: db, REST: client,
	})
	if err != nil {
		return err
	}
	if err := discord.Register(ctx, client, ""); err != nil {
		return err
	}
	s.connect(ctx, bot, client)
	return nil
}

// connect lets the bot hear what happens, until the stage is closed.
func (s *stage) connect(ctx context.Context, bot *discord.Bot, client *rest.Client) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() {
		done <- gateway.Run(ctx, gateway.Options{Token: s.srv.Token(), REST: client, Handle: bot.Handle})
	}()
	s.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			s.Errorf("gateway: %v", err)
		}
		bot.Drain(context.Background())
	})
	s.srv.Gateway().AwaitReady()
}

// The methods that discordtest asks of a test.

// Helper implements discordtest.T.
func (s *stage) Helper() {}

// Errorf implements discordtest.T.
func (s *stage) Errorf(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.errs = append(s.errs, fmt.Errorf(format, args...))
}

// Fatalf implements discordtest.T: nothing can be drawn any more.
func (s *stage) Fatalf(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "pictures: "+format+"\n", args...)
	os.Exit(1)
}

// Logf implements discordtest.T.
func (s *stage) Logf(string, ...any) {}

// Cleanup implements discordtest.T.
func (s *stage) Cleanup(f func()) { s.cleanup = append(s.cleanup, f) }

func (s *stage) close() {
	for i := len(s.cleanup) - 1; i >= 0; i-- {
		s.cleanup[i]()
	}
}

func (s *stage) failed() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return errors.Join(s.errs...)
}
