package consult

import (
	"context"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"curbside/internal/answer"
	"curbside/internal/search"
)

// Indexes are swapped again and again while questions are answered: none
// fails, and each old index is closed.
func TestReplaceWhileServing(t *testing.T) {
	s, _ := newService(t)
	dir := filepath.Join(t.TempDir(), "index")
	if _, err := search.Build(t.Context(), dir, search.InputOf(s.corpus), search.BuildOptions{PartSize: 100}); err != nil {
		t.Fatal(err)
	}
	open := func() *search.Index {
		t.Helper()
		index, err := search.Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		return index
	}
	const question = "What is the standard dose of high-dose IL-2?"
	want, err := s.Prepare(t.Context(), Question{Text: question})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	var answered atomic.Int64
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	for range 3 {
		wg.Go(func() {
			for ctx.Err() == nil {
				r, err := s.Prepare(context.Background(), Question{Text: question})
				if err != nil || r.Answer.Headline == nil || r.Answer.Headline.Text != want.Answer.Headline.Text {
					t.Errorf("while indexes are swapped: %v", err)
					return
				}
				if len(s.Sources(nil)) == 0 || len(s.Terms("al", 3)) == 0 {
					t.Error("no sources or no terms while indexes are swapped")
				}
				answered.Add(1)
			}
		})
	}
	old := open()
	goOver(t, s, old)
	for range 5 {
		index := open()
		goOver(t, s, index)
		if err := old.Close(); err != nil {
			t.Fatal(err)
		}
		if _, ok := old.Hold(); ok {
			t.Error("an index that was closed can be held")
		}
		old = index
		for at := answered.Load(); answered.Load() < at+2 && !t.Failed(); {
			s.Collections()
		}
	}
	stop()
	wg.Wait()
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
}

func goOver(t *testing.T, s *Service, index *search.Index) {
	t.Helper()
	c, err := index.Corpus()
	if err != nil {
		t.Fatal(err)
	}
	s.Replace(answer.New(answer.Options{Corpus: c, Index: index}))
}
