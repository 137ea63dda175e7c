package answer

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"curbside/internal/corpus"
	"curbside/internal/search"
)

// shipped loads and indexes the shipped corpus once for all tests.
var shipped = sync.OnceValues(func() (*search.Index, *corpus.Corpus) {
	c, err := corpus.Load(os.DirFS("../../corpus"))
	if err != nil {
		panic(err)
	}
	ix, err := search.New(context.Background(), c)
	if err != nil {
		panic(err)
	}
	return ix, c
})

// engine returns an engine over the shipped corpus whose clock stands still
// and whose ids count.
func engine(t testing.TB, composer Composer) *Engine {
	t.Helper()
	ix, c := shipped()
	n := 0
	return New(Options{
		Corpus: c, Index: ix, Composer: composer, Country: "US",
		Now:   func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) },
		NewID: func() string { n++; return fmt.Sprintf("id%02d", n) },
	})
}

// ask asks one question and fails the test on an error.
func ask(t testing.TB, e *Engine, r Request) *Answer {
	t.Helper()
	a, err := e.Ask(context.Background(), r)
	if err != nil {
		t.Fatalf("ask %q: %v", r.Question, err)
	}
	return a
}

// leadsWith asks each question; its headline must hold the words behind it,
// or there must be none where these are empty.
func leadsWith(t *testing.T, e *Engine, words map[string]string) {
	t.Helper()
	for question, want := range words {
		got := ""
		if a := ask(t, e, Request{Question: question}); a.Headline != nil {
			got = a.Headline.Text
		}
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%q leads with %q, want %q", question, got, want)
		}
	}
}

// engineOver is an engine over the corpus in a file system.
func engineOver(t *testing.T, files fs.FS, composer Composer) *Engine {
	t.Helper()
	c, err := corpus.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	ix, err := search.New(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
	})
	return New(Options{Corpus: c, Index: ix, Composer: composer})
}
