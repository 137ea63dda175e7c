package store

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"curbside/internal/consult"
	"curbside/internal/store/storetest"
)

// TestErased forgets users in random order while others come, and looks for
// the words of each in the files. Without wiping it fails for about one user in
// a hundred.
func TestErased(t *testing.T) {
	for seed := range uint64(2) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { erased(t, rand.New(rand.NewPCG(seed, 2))) })
	}
}

func erased(t *testing.T, rng *rand.Rand) {
	dir := t.TempDir()
	db := open(t, dir)
	var there []int
	for n := range 100 {
		for range 1 + rng.IntN(6) {
			there = append(there, n)
			keep(t, db, n, rng)
		}
		if len(there) < 60 || rng.IntN(2) == 0 {
			continue
		}
		gone := there[rng.IntN(len(there))]
		there = without(there, gone)
		if _, err := db.Forget(t.Context(), fmt.Sprint("u", gone), db.now()); err != nil {
			t.Fatal(err)
		}
		if trace(t, dir, word(gone)) {
			t.Errorf("after %d users the words of %d still stand in a file", n, gone)
		}
	}
	var verdict string
	if err := db.read.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Errorf("the database is %s, error %v", verdict, err)
	}
}

// FuzzWiped holds the wiping of a page against what it must never do, for any
// bytes: change its length, its header or, done twice, anything.
func FuzzWiped(f *testing.F) {
	f.Add(2, []byte("\x0d\x00\x00\x00\x01\x00\x14\x00\x00\x10????????abcdefgh"))
	f.Add(1, make([]byte, 200))
	f.Add(2, []byte("\x0a\x00\x10\x00\x00\x00\x10\x00????????\x00\x00\x00\x08old!rows"))
	f.Fuzz(func(t *testing.T, number int, page []byte) {
		was := bytes.Clone(page)
		clean, changed := wiped(number, page)
		if !bytes.Equal(page, was) {
			t.Error("the page itself was changed")
		}
		if len(clean) != len(page) || changed == bytes.Equal(clean, page) {
			t.Errorf("changed: %v, length %d of %d", changed, len(clean), len(page))
		}
		if again, more := wiped(number, clean); more || !bytes.Equal(again, clean) {
			t.Error("wiping it twice is not wiping it once")
		}
	})
}

func word(n int) string { return fmt.Sprintf("w%06dw", n*7919) }

func without(list []int, n int) []int {
	var out []int
	for _, x := range list {
		if x != n {
			out = append(out, x)
		}
	}
	return out
}

// keep stores a request of a user at one of the stages of its life.
func keep(t *testing.T, db *DB, n int, rng *rand.Rand) {
	t.Helper()
	id := fmt.Sprint("r", rng.Uint64())
	r := consult.Request{ID: id, Tenant: fmt.Sprint("guild:", n%3), User: fmt.Sprint("u", n), Channel: "c", Text: strings.Repeat(word(n)+" ", 1+rng.IntN(60)), Token: word(n), Received: db.now().Add(time.Duration(rng.IntN(1000)))}
	steps := []func() error{
		func() error { _, err := db.Claim(t.Context(), r); return err },
		func() error { return db.Acknowledged(t.Context(), id, "", db.now()) },
		func() error {
			a := storetest.Answer(id, strings.Repeat(word(n)+" ", rng.IntN(300)))
			return db.Composed(t.Context(), id, &consult.Kept{Turn: consult.Turn{Asked: r.Text, Answer: a}, Tenant: r.Tenant, Consult: id, User: r.User, Channel: "c"}, []byte(strings.Repeat(word(n), rng.IntN(200))))
		},
		func() error {
			return db.Feedback(t.Context(), r.Tenant, consult.Feedback{Answer: id, User: r.User, Words: strings.Repeat(word(n)+" ", rng.IntN(100))})
		},
		func() error { return db.Delivered(t.Context(), id, "m"+id, db.now()) },
	}
	for _, step := range steps[:1+rng.IntN(len(steps))] {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
}
