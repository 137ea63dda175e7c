package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"curbside/internal/consult"
	"curbside/internal/store/storetest"
)

// openError opens a store that must not open, and returns why.
func openError(t *testing.T, dir string) error {
	t.Helper()
	db, err := Open(t.Context(), Options{Dir: dir})
	if err == nil {
		db.Close()
		t.Fatal("it opens")
	}
	return err
}

// filled is a folder with a closed store in which something is kept.
func filled(t *testing.T) string {
	dir := t.TempDir()
	db := open(t, dir)
	for n := range 50 {
		live(t, db, fmt.Sprint(n))
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestDamaged(t *testing.T) {
	for name, damage := range map[string]func(b []byte) []byte{
		"cut in half":       func(b []byte) []byte { return b[:len(b)/2] },
		"cut within a page": func(b []byte) []byte { return b[:len(b)-1000] },
		"no database":       func([]byte) []byte { return []byte(strings.Repeat("this is a text file\n", 500)) },
		"bytes overwritten": func(b []byte) []byte { copy(b[4096:], strings.Repeat("\xff", 20000)); return b },
	} {
		t.Run(name, func(t *testing.T) {
			dir := filled(t)
			file := filepath.Join(dir, FileName)
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, damage(b), 0o600); err != nil {
				t.Fatal(err)
			}
			err = openError(t, dir)
			if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), dir) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestNewerSchema(t *testing.T) {
	dir := filled(t)
	pool, err := connect(filepath.Join(dir, FileName), 1, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pool.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)"); err != nil {
		t.Fatal(err)
	}
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
	if err := openError(t, dir); !errors.Is(err, ErrNewer) || !strings.Contains(err.Error(), "its schema is 99") {
		t.Errorf("error %v", err)
	}
}

func TestFolders(t *testing.T) {
	t.Run("missing is made, for its owner alone", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "a", "b")
		db := open(t, dir)
		live(t, db, "1")
		if _, err := db.Forget(t.Context(), "nobody", db.now()); err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]os.FileMode{".": 0o700, "processes": 0o700, FileName: 0o600, FileName + "-wal": 0o600, FileName + "-shm": 0o600, deletionsName: 0o600} {
			info, err := os.Stat(filepath.Join(dir, name))
			if err != nil || info.Mode().Perm() != want && runtime.GOOS != "windows" {
				t.Errorf("%s: %v, error %v; want %o", name, info.Mode(), err, want)
			}
		}
	})
	t.Run("files that others could read are closed to them", func(t *testing.T) {
		dir := filled(t)
		file := filepath.Join(dir, FileName)
		if err := os.Chmod(file, 0o644); err != nil {
			t.Fatal(err)
		}
		open(t, dir)
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 && runtime.GOOS != "windows" {
			t.Errorf("%v, error %v", info.Mode(), err)
		}
	})
	t.Run("a name with odd characters", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "a b?c=d#e%20f&ü")
		open(t, dir)
		if _, err := os.Stat(filepath.Join(dir, FileName)); err != nil {
			t.Error(err)
		}
	})
	t.Run("none", func(t *testing.T) {
		if err := openError(t, ""); !strings.Contains(err.Error(), "set data_dir") {
			t.Errorf("error %v", err)
		}
	})
	t.Run("a file", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := openError(t, file); !strings.Contains(err.Error(), "make the data folder") {
			t.Errorf("error %v", err)
		}
	})
	t.Run("read-only", func(t *testing.T) {
		if os.Geteuid() == 0 || runtime.GOOS == "windows" {
			t.Skip("no folder is read-only for this user")
		}
		dir := t.TempDir()
		if err := os.Chmod(dir, 0o500); err != nil {
			t.Fatal(err)
		}
		if err := openError(t, dir); !errors.Is(err, ErrReadOnly) || !strings.Contains(err.Error(), dir) {
			t.Errorf("error %v", err)
		}
	})
}

// TestReadOnlyError stands in where the tests run as a user whom no folder
// refuses.
func TestReadOnlyError(t *testing.T) {
	if err := explain(fmt.Errorf("make the database: %w", os.ErrPermission)); !errors.Is(err, ErrReadOnly) {
		t.Errorf("error %v", err)
	}
}

// TestFull bounds the file as a full disk would, and gives the space back.
func TestFull(t *testing.T) {
	db := open(t, t.TempDir())
	live(t, db, "before")
	limit := func(pages string) {
		t.Helper()
		if _, err := db.write.Exec("PRAGMA max_page_count = " + pages); err != nil {
			t.Fatal(err)
		}
	}
	limit("1") // is taken as: as large as it is now
	var failed error
	claimed := 0
	for n := 0; failed == nil && n < 5000; n++ {
		var ok bool
		ok, failed = db.Claim(t.Context(), consult.Request{ID: fmt.Sprint("full", n), Tenant: "guild:1", User: "u", Text: strings.Repeat("x", 500)})
		if ok {
			claimed++
		}
	}
	if !errors.Is(failed, ErrFull) || !strings.Contains(failed.Error(), "make space") {
		t.Fatalf("error %v", failed)
	}
	if err := db.Composed(t.Context(), "full0", &consult.Kept{Tenant: "guild:1", Turn: consult.Turn{Answer: storetest.Answer("big", strings.Repeat("y", 1<<20))}}, nil); !errors.Is(err, ErrFull) {
		t.Errorf("composed: error %v", err)
	}
	if _, err := db.Answer(t.Context(), "guild:1", "abefore"); err != nil {
		t.Errorf("reading while the disk is full: %v", err)
	}
	limit("1000000")
	if err := db.Ping(t.Context()); err != nil {
		t.Errorf("ping with space again: %v", err)
	}
	live(t, db, "after")
	var n int
	if err := db.read.QueryRow("SELECT count(*) FROM requests WHERE id LIKE 'full%'").Scan(&n); err != nil || n != claimed {
		t.Errorf("%d requests are kept of %d that were claimed, error %v", n, claimed, err)
	}
}

// TestOneFailsOthersDoNot: writes that share a transaction do not share a
// failure.
func TestOneFailsOthersDoNot(t *testing.T) {
	db := open(t, t.TempDir())
	broken := errors.New("broken")
	runs := 0
	var group []*job
	for n := range 5 {
		j := &job{done: make(chan error, 1), do: func(tx *sql.Tx) error {
			_, err := tx.Exec("INSERT INTO once (tenant, key, at) VALUES ('a', ?, 0)", n)
			if n == 2 {
				runs++
				return broken
			}
			return err
		}}
		j.state.Store(taken)
		group = append(group, j)
	}
	db.settle(group)
	for n, j := range group {
		if err := <-j.done; (n == 2) != errors.Is(err, broken) {
			t.Errorf("write %d: error %v", n, err)
		}
	}
	var kept int
	if err := db.read.QueryRow("SELECT count(*) FROM once").Scan(&kept); err != nil || kept != 4 || runs != 2 {
		t.Errorf("%d rows of 4, %d tries of the broken write, error %v", kept, runs, err)
	}
}

// TestLateClaim: whoever is told that a question was not recorded finds it
// closed, not answered later.
func TestLateClaim(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	// The writer is held up by another program's transaction.
	other, err := connect(filepath.Join(dir, FileName), 1, false)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	tx, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	ok, err := db.Claim(ctx, consult.Request{ID: "1", Tenant: "guild:1"})
	if ok || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("claimed: %v, error %v", ok, err)
	}
	waits := make(chan error)
	go func() { // behind the first
		_, err := db.Claim(ctx, consult.Request{ID: "2", Tenant: "guild:1"})
		waits <- err
	}()
	if err := <-waits; !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the second: error %v", err)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := db.Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
	var open int
	if err := db.read.QueryRow("SELECT count(*) FROM requests WHERE closed IS NULL").Scan(&open); err != nil || open != 0 {
		t.Errorf("%d requests are open, error %v", open, err)
	}
}

func TestClosed(t *testing.T) {
	db := open(t, t.TempDir())
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Claim(t.Context(), consult.Request{ID: "1", Tenant: "guild:1"}); !errors.Is(err, ErrClosed) {
		t.Errorf("error %v", err)
	}
	if err := db.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
}
