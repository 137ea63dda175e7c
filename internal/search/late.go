package search

import (
	"context"
	"fmt"
	"sync"

	"curbside/internal/corpus"
	"curbside/internal/search/rerank"
)

// secondFrom is how many passages a corpus has at least where the second
// stage ranks: what words go together is learned from the corpus, and some
// hundred passages teach too little.
const secondFrom = 2000

// secondTo is how many passages it has at most: beyond, the second stage
// takes longer than all else together, and hundreds of bytes a passage.
const secondTo = 50000

// headingTimes is how often a word of a heading counts in the second stage.
const headingTimes = 2

func hasSecond(passages int) bool { return passages >= secondFrom && passages <= secondTo }

// late is a second stage that is made when it is first asked for, since
// answers do without it.
type late struct {
	make func(context.Context) (*rerank.Stage, error) // gives nil where the corpus has none

	mu    sync.Mutex
	made  bool
	stage *rerank.Stage
}

// get returns the second stage, nil where there is none. What fails is tried
// anew the next time.
func (l *late) get(ctx context.Context) (*rerank.Stage, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.made {
		return l.stage, nil
	}
	stage, err := l.make(ctx)
	if err != nil {
		return nil, err
	}
	l.stage, l.made = stage, true
	return stage, nil
}

// learn makes the second stage from the passages, nil for a corpus that is
// too small or too large.
func (ix *Index) learn(ctx context.Context) (*rerank.Stage, error) {
	if !hasSecond(ix.docs.count()) {
		return nil, nil
	}
	b := rerank.NewBuilder()
	for doc := range ix.docs.count() {
		if doc%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		p, err := ix.readPassage(doc)
		if err != nil {
			return nil, err
		}
		b.Add(ix.learned(p))
	}
	stage, err := b.Build(ctx)
	if err != nil {
		return nil, fmt.Errorf("learn from the passages: %w", err)
	}
	return stage, nil
}

// learned returns the words of a passage that the second stage knows, and
// how often each counts.
func (ix *Index) learned(p *corpus.Passage) (words []rerank.Word, times []int) {
	parts := fieldParts(p)
	for f, count := range []int{fieldText: 1, fieldHeadings: headingTimes} {
		for _, part := range parts[f] {
			for _, t := range ix.analyzer.tokens([]rune(part)) {
				words = append(words, rerank.Word{Text: t.norm, Stem: t.stem})
				times = append(times, count)
			}
		}
	}
	return words, times
}
