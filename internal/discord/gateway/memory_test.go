package gateway

import (
	"fmt"
	"net"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestSequence: whatever the order in which numbers come, resuming from last
// brings back all that is missing.
func TestSequence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := rapid.Int64Range(1, 5).Draw(t, "first")
		n := rapid.IntRange(1, 60).Draw(t, "n")
		rest := make([]int64, n)
		for i := range rest {
			rest[i] = first + 1 + int64(i)
		}
		order := append([]int64{first}, rapid.Permutation(rest).Draw(t, "order")...)
		order = order[:rapid.IntRange(1, len(order)).Draw(t, "cut")]
		var s sequence
		for _, k := range order {
			s.note(k)
			s.note(k) // and again
		}
		for k := first; k <= s.last(); k++ {
			if !slices.Contains(order, k) {
				t.Fatalf("%v came, %d is missing, and resumes from %d", order, k, s.last())
			}
		}
		if slices.Contains(order, s.last()+1) {
			t.Fatalf("%v came, and resumes from %d", order, s.last())
		}
	})
	var s sequence
	s.note(1)
	for k := range int64(10_000) {
		s.note(3 + k) // 2 is never sent
	}
	if s.last() != 10_002 || len(s.ahead) > gapWindow {
		t.Errorf("a gap is waited for: %d, %d remembered", s.last(), len(s.ahead))
	}
}

// TestSeen: an id is new once while it is remembered, and no more are
// remembered than the size.
func TestSeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 8).Draw(t, "size")
		s := newSeen(size)
		var fresh []string // in order of being remembered
		for _, k := range rapid.SliceOfN(rapid.IntRange(0, 12), 0, 80).Draw(t, "ids") {
			id := fmt.Sprint(k)
			want := !slices.Contains(fresh[max(0, len(fresh)-size):], id)
			if got := s.first(id); got != want {
				t.Fatalf("%s after %v: first %v", id, fresh, got)
			}
			if want {
				fresh = append(fresh, id)
			}
			if len(s.ids) > size {
				t.Fatalf("%d remembered of %d", len(s.ids), size)
			}
		}
	})
}

// TestDeadlines: a read from one who is silent and a write to one who does
// not read end in time.
func TestDeadlines(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	raw, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	silent, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	const each = 100 * time.Millisecond
	c := newDeadlineConn(raw, time.Hour)
	c.limit(each)
	start := time.Now()
	_, err = c.Read(make([]byte, 1))
	if e, ok := err.(net.Error); !ok || !e.Timeout() || time.Since(start) < each || time.Since(start) > 10*each {
		t.Errorf("read: %v after %v", err, time.Since(start))
	}
	for {
		start = time.Now()
		if _, err = c.Write(make([]byte, 1<<20)); err != nil {
			break
		}
	}
	if e, ok := err.(net.Error); !ok || !e.Timeout() || time.Since(start) > 10*each {
		t.Errorf("write: %v after %v", err, time.Since(start))
	}
}
