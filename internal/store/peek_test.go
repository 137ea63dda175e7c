package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"curbside/internal/consult"
)

// Settings can be read beside a program that runs and after it, and reading them makes nothing.
func TestPeek(t *testing.T) {
	dir := t.TempDir()
	want := func(n int) {
		t.Helper()
		got, err := Peek(t.Context(), dir)
		if err != nil || len(got) != n || n > 0 && got["guild:1"].ClinicianChannel != "7" {
			t.Errorf("read %v, error %v", got, err)
		}
	}
	want(0)
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("reading left %v, error %v", left, err)
	}
	db := open(t, dir)
	if err := db.SetServerSettings(t.Context(), "guild:1", consult.ServerSettings{ClinicianChannel: "7"}); err != nil {
		t.Fatal(err)
	}
	want(1)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	want(1)
	if err := os.WriteFile(filepath.Join(dir, FileName), []byte("no database at all, but long enough to be read as one"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Peek(t.Context(), dir); !errors.Is(err, ErrDamaged) {
		t.Errorf("of what is no database: error %v", err)
	}
}
