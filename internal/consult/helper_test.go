package consult

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	shipped "curbside/corpus"
	"curbside/internal/answer"
	"curbside/internal/corpus"
	"curbside/internal/search"
)

// TestMain closes the shared index, and fails if a goroutine is left.
func TestMain(m *testing.M) {
	code := m.Run()
	if e, err := shippedEngine(); err == nil {
		e.Index.Close()
	}
	if err := goleak.Find(); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// shippedEngine is an engine over the shipped corpus, made once. Its clock
// stands still and its ids count.
var shippedEngine = sync.OnceValues(func() (*answer.Engine, error) {
	c, err := corpus.Load(shipped.FS())
	if err != nil {
		return nil, err
	}
	index, err := search.New(context.Background(), c)
	if err != nil {
		return nil, err
	}
	return answer.New(answer.Options{Corpus: c, Index: index, Now: func() time.Time { return time.Time{} }, NewID: counter()}), nil
})

func counter() func() string {
	var mu sync.Mutex
	n := 0
	return func() string {
		mu.Lock()
		defer mu.Unlock()
		n++
		return "id" + strconv.Itoa(n)
	}
}

// newService is a service with an empty store of its own.
func newService(t testing.TB, options ...Option) (*Service, *Memory) {
	t.Helper()
	e, err := shippedEngine()
	if err != nil {
		t.Fatal(err)
	}
	store := NewMemory()
	return New(e, store, options...), store
}

// turns are earlier questions of a consult, each understood as it stands here
// and answered.
func turns(questions ...string) []Turn {
	var out []Turn
	for _, q := range questions {
		out = append(out, Turn{Asked: q, Standalone: q, Answer: &answer.Answer{Status: answer.Answered}})
	}
	return out
}

// understood asks one follow-up behind another, without answering any, and
// returns how each was understood.
func understood(t *testing.T, s *Service, chain ...string) []string {
	t.Helper()
	past := turns(chain[0])
	var out []string
	for _, q := range chain[1:] {
		standalone, err := s.standalone(t.Context(), past, q, 0)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, standalone)
		past = append(past, Turn{Asked: q, Standalone: standalone, Answer: &answer.Answer{Status: answer.Answered}})
	}
	return out
}
