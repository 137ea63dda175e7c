package main

import (
	"context"
	"errors"
	"time"

	"curbside/internal/answer"
	"curbside/internal/consult"
)

// watchEvery is how often a running bot looks for a new index.
const watchEvery = 2 * time.Second

// watchIndex goes over to each index that is put in force while the bot runs.
// One that is refused is told of once, and the old one serves on.
func (b *botRun) watchIndex(dir string, service *consult.Service, options answer.Options) func(context.Context) {
	inUse := b.app.index.Build()
	return func(ctx context.Context) {
		tick := time.NewTicker(watchEvery)
		defer tick.Stop()
		seen := inUse
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			name, err := b.goOver(ctx, dir, seen, service, options)
			switch {
			case err == nil:
				b.log.Info("answers come from a new index", "index", name)
			case errors.Is(err, errNoChange) || ctx.Err() != nil:
			case name != "":
				b.log.Error("a new index is refused; the old one serves on", "index", name, "reason", err)
			default:
				continue // the folder cannot be read now: it is looked at again
			}
			if name != "" {
				seen = name
			}
		}
	}
}

// goOver opens a new index, reads its sources and makes what answers from
// them before anybody is answered from it. The old one is closed once its
// last search has ended.
func (b *botRun) goOver(ctx context.Context, dir, seen string, service *consult.Service, options answer.Options) (string, error) {
	index, name, err := newer(ctx, dir, seen)
	if err != nil {
		return name, err
	}
	warning, err := useVectors(b.settings, index, b.app.embedderAsked)
	if err != nil {
		return name, errors.Join(err, index.Close())
	}
	if warning != nil {
		b.log.Warn("passages of a new index are not all found by meaning", "reason", warning)
	}
	options.Index = index
	if options.Corpus, err = index.Corpus(); err != nil {
		return name, errors.Join(err, index.Close())
	}
	service.Replace(answer.New(options))
	b.app.mu.Lock()
	old := b.app.index
	b.app.index, b.app.corpus = index, options.Corpus
	b.app.mu.Unlock()
	return name, old.Close()
}
