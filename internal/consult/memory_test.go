package consult

import (
	"context"
	"fmt"
	"sync"
	"testing"
)

func TestMemory(t *testing.T) { testStore(t, func() Store { return NewMemory() }) }

// testStore holds a store against what Store promises. Another kind of store
// is tested by calling it with its own constructor.
func testStore(t *testing.T, open func() Store) {
	ctx := context.Background()
	t.Run("turns come in order", func(t *testing.T) {
		s := open()
		if got, err := s.Turns(ctx, "a", "none"); err != nil || len(got) != 0 {
			t.Errorf("an empty consult has %d turns, error %v", len(got), err)
		}
		for n := range 5 {
			if err := s.Append(ctx, "a", "c", Turn{Asked: fmt.Sprint(n)}); err != nil {
				t.Fatal(err)
			}
		}
		got, err := s.Turns(ctx, "a", "c")
		if err != nil || len(got) != 5 {
			t.Fatalf("%d turns, error %v", len(got), err)
		}
		for n, turn := range got {
			if turn.Asked != fmt.Sprint(n) {
				t.Errorf("turn %d is %q", n, turn.Asked)
			}
		}
	})
	t.Run("tenants and consults are apart", func(t *testing.T) {
		s := open()
		for _, key := range [][2]string{{"a", "c"}, {"b", "c"}, {"a", "d"}, {"a", "c"}, {"ac", ""}, {"", "ac"}} {
			if err := s.Append(ctx, key[0], key[1], Turn{Asked: key[0] + "/" + key[1]}); err != nil {
				t.Fatal(err)
			}
		}
		for key, n := range map[[2]string]int{{"a", "c"}: 2, {"b", "c"}: 1, {"a", "d"}: 1, {"ac", ""}: 1, {"", "ac"}: 1, {"b", "d"}: 0} {
			got, err := s.Turns(ctx, key[0], key[1])
			if err != nil || len(got) != n {
				t.Errorf("%v has %d turns, want %d, error %v", key, len(got), n, err)
			}
			for _, turn := range got {
				if turn.Asked != key[0]+"/"+key[1] {
					t.Errorf("%v has %q", key, turn.Asked)
				}
			}
		}
	})
	t.Run("what is read is the reader's own", func(t *testing.T) {
		s := open()
		if err := s.Append(ctx, "a", "c", Turn{Asked: "kept"}); err != nil {
			t.Fatal(err)
		}
		got, _ := s.Turns(ctx, "a", "c")
		got[0].Asked = "changed"
		if again, _ := s.Turns(ctx, "a", "c"); again[0].Asked != "kept" {
			t.Errorf("the store now holds %q", again[0].Asked)
		}
	})
	t.Run("many at once lose nothing", func(t *testing.T) {
		s := open()
		var wait sync.WaitGroup
		for n := range 20 {
			wait.Go(func() {
				if err := s.Append(ctx, "a", "c", Turn{Asked: fmt.Sprint(n)}); err != nil {
					t.Error(err)
				}
				if err := s.Feedback(ctx, "a", Feedback{Answer: fmt.Sprint(n), Helpful: true}); err != nil {
					t.Error(err)
				}
				if _, err := s.Turns(ctx, "a", "c"); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if got, _ := s.Turns(ctx, "a", "c"); len(got) != 20 {
			t.Errorf("%d turns of 20", len(got))
		}
	})
}
