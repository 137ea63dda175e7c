package storetest

import (
	"fmt"
	"sync"
	"testing"

	"curbside/internal/consult"
)

// Consult holds a store against what consult.Store promises. Each call of open
// gives an empty one.
func Consult(t *testing.T, open func(t testing.TB) consult.Store) {
	t.Run("turns come in order", func(t *testing.T) {
		s := open(t)
		if got, err := s.Turns(t.Context(), "a", "none"); err != nil || len(got) != 0 {
			t.Errorf("an empty consult has %d turns, error %v", len(got), err)
		}
		for n := range 5 {
			appendTurn(t, s, "a", "c", fmt.Sprint(n))
		}
		got, err := s.Turns(t.Context(), "a", "c")
		if err != nil || len(got) != 5 {
			t.Fatalf("%d turns, error %v", len(got), err)
		}
		for n, turn := range got {
			if turn.Asked != fmt.Sprint(n) {
				t.Errorf("turn %d is %q", n, turn.Asked)
			}
		}
	})
	t.Run("an answer is kept as it was", func(t *testing.T) {
		s := open(t)
		want := consult.Turn{Asked: "and for children?", Standalone: "What is the dose for children?", Answer: Answer("id1", "Not established [1].")}
		if err := s.Append(t.Context(), "a", "c", want); err != nil {
			t.Fatal(err)
		}
		got, err := s.Turns(t.Context(), "a", "c")
		if err != nil || len(got) != 1 {
			t.Fatalf("%d turns, error %v", len(got), err)
		}
		same(t, "the turn", got[0], want)
	})
	t.Run("tenants and consults are apart", func(t *testing.T) { apart(t, open(t)) })
	t.Run("what is read is the reader's own", func(t *testing.T) {
		s := open(t)
		appendTurn(t, s, "a", "c", "kept")
		got, _ := s.Turns(t.Context(), "a", "c")
		got[0].Asked = "changed"
		if again, _ := s.Turns(t.Context(), "a", "c"); again[0].Asked != "kept" {
			t.Errorf("the store now holds %q", again[0].Asked)
		}
	})
	t.Run("many at once lose nothing", func(t *testing.T) {
		s := open(t)
		var wait sync.WaitGroup
		for n := range 20 {
			wait.Go(func() {
				if err := s.Append(t.Context(), "a", "c", consult.Turn{Asked: fmt.Sprint(n)}); err != nil {
					t.Error(err)
				}
				if err := s.Feedback(t.Context(), "a", consult.Feedback{Answer: fmt.Sprint(n), Helpful: true}); err != nil {
					t.Error(err)
				}
				if _, err := s.Turns(t.Context(), "a", "c"); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if got, _ := s.Turns(t.Context(), "a", "c"); len(got) != 20 {
			t.Errorf("%d turns of 20", len(got))
		}
	})
	t.Run("budgets", func(t *testing.T) { budgets(t, open) })
}

func apart(t *testing.T, s consult.Store) {
	for _, key := range [][2]string{{"a", "c"}, {"b", "c"}, {"a", "d"}, {"a", "c"}, {"ac", ""}, {"", "ac"}} {
		appendTurn(t, s, key[0], key[1], key[0]+"/"+key[1])
	}
	for key, n := range map[[2]string]int{{"a", "c"}: 2, {"b", "c"}: 1, {"a", "d"}: 1, {"ac", ""}: 1, {"", "ac"}: 1, {"b", "d"}: 0} {
		got, err := s.Turns(t.Context(), key[0], key[1])
		if err != nil || len(got) != n {
			t.Errorf("%v has %d turns, want %d, error %v", key, len(got), n, err)
		}
		for _, turn := range got {
			if turn.Asked != key[0]+"/"+key[1] {
				t.Errorf("%v has %q", key, turn.Asked)
			}
		}
	}
}

func appendTurn(t *testing.T, s consult.Store, tenant, name, asked string) {
	t.Helper()
	if err := s.Append(t.Context(), tenant, name, consult.Turn{Asked: asked}); err != nil {
		t.Fatal(err)
	}
}
