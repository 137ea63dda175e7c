package store

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"

	"curbside/internal/store/storetest"
)

// TestMain fails if a goroutine is left. Histories are costly: a dozen will do,
// unless -rapid.checks asks for more.
func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		child(dir, os.Getenv("CURBSIDE_TEST_STORE_LIFE"))
		return
	}
	if err := flag.Set("rapid.checks", "12"); err != nil {
		panic(err)
	}
	goleak.VerifyTestMain(m)
}

func TestStore(t *testing.T) {
	storetest.All(t, func(t testing.TB) storetest.Place { return &place{dir: t.TempDir(), t: t} })
}

// place is a data folder.
type place struct {
	dir string
	t   testing.TB
}

func (p *place) Open(t testing.TB) storetest.Store { return open(t, p.dir) }

func (p *place) Close(t testing.TB, s storetest.Store) {
	if err := s.(*DB).Close(); err != nil {
		t.Error(err)
	}
}

// Kill lets go of the lock as the death of a process would, before anything
// is put in order.
func (p *place) Kill(t testing.TB, s storetest.Store) {
	db := s.(*DB)
	if err := db.process.file.Close(); err != nil {
		t.Error(err)
	}
	db.process = nil
	p.Close(t, s)
}

func (p *place) Trace(t testing.TB, _ storetest.Store, word string) bool {
	return trace(t, p.dir, word)
}

// trace reports whether a word stands in any file of a folder.
func trace(t testing.TB, dir, word string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in %s: %v", dir, err)
	}
	for _, f := range files {
		if info, err := os.Stat(f); err != nil || info.IsDir() {
			continue
		}
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte(word)) {
			return true
		}
	}
	return false
}

// open opens a store that is closed with the test.
func open(t testing.TB, dir string) *DB {
	t.Helper()
	db, err := Open(t.Context(), Options{Dir: dir, Now: func() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}
