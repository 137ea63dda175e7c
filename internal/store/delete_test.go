package store

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"curbside/internal/consult"
	"curbside/internal/session"
	"curbside/internal/store/storetest"
)

// everything keeps a row of a user's in every table.
func everything(t *testing.T, db *DB, user string) {
	t.Helper()
	ctx := t.Context()
	id, round := "r"+user, rand.Text()
	steps := []error{
		second(db.Claim(ctx, consult.Request{ID: id, Tenant: "guild:1", User: user, Channel: "c", Text: "text of " + user, Token: "token of " + user, Received: db.now()})),
		db.Composed(ctx, id, &consult.Kept{Turn: consult.Turn{Asked: "asked by " + user, Answer: storetest.Answer("a"+user, "answer for "+user)}, Tenant: "guild:1", User: user, At: db.now()}, []byte("message for "+user)),
		db.Feedback(ctx, "guild:1", consult.Feedback{Answer: "a" + user, User: user, Words: "words of " + user, At: db.now()}),
		db.BeginAnew(ctx, "guild:1", user, "c", db.now()),
		second(db.Once(ctx, "guild:1", "share/"+user, db.now())),
		db.SetUserSettings(ctx, user, consult.UserSettings{Audience: "educator"}),
		db.SetServerSettings(ctx, ownTenant(user), consult.ServerSettings{Country: "GB"}),
		second(db.Spend(ctx, ownTenant(user), db.now(), 10, 0)),
		db.Audit(ctx, "guild:1", user, "share", "a"+user, db.now()),
		db.StartRound(ctx, session.Round{ID: round, Tenant: "guild:1", Channel: round, Title: "title of " + user, Educator: user, Started: db.now()}),
		db.AddEntry(ctx, session.Entry{ID: round, Tenant: "guild:1", Round: round, Asker: user, Question: "put by " + user, Answer: storetest.Answer("a", "for "+user), State: session.Waiting, Asked: db.now()}),
		db.Ping(ctx),
	}
	for n, err := range steps {
		if err != nil {
			t.Fatalf("step %d: %v", n, err)
		}
	}
}

func second(_ bool, err error) error { return err }

// columns reads every value of every table of the program's as text, by table.
func columns(t *testing.T, db *DB) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := db.each(t.Context(), "list tables", "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'goose_%'", nil,
		func(scan func(...any) error) error {
			var name string
			err := scan(&name)
			out[name] = ""
			return err
		})
	if err != nil {
		t.Fatal(err)
	}
	for name := range out {
		rows, err := allRows(t, db, name)
		if err != nil {
			t.Fatal(name, err)
		}
		out[name] = fmt.Sprintf("%s", rows)
	}
	return out
}

// TestNoTableIsForgotten fails for a table with a user's rows that is not
// listed in holdings.go, and for one that this test does not fill.
func TestNoTableIsForgotten(t *testing.T) {
	db := open(t, t.TempDir())
	const user = "123456789012345678"
	everything(t, db, user)
	impersonal := map[string]bool{"pulse": true, "forgotten": true}
	for name, text := range columns(t, db) {
		if !strings.Contains(text, user) && name != "citations" && !impersonal[name] {
			t.Errorf("this test keeps nothing of the user's in table %s: fill it in everything()", name)
		}
	}
	export, err := db.Export(t.Context(), user)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range holdings() {
		if bytes.Contains(export, []byte(`"`+h.section+`": []`)) || !bytes.Contains(export, []byte(`"`+h.section+`": [`)) {
			t.Errorf("the export shows nothing of table %s", h.table)
		}
	}
	if n, err := db.Forget(t.Context(), user, db.now()); err != nil || n != 1 {
		t.Fatalf("%d answers, error %v", n, err)
	}
	for name, text := range columns(t, db) {
		if strings.Contains(text, user) || name == "citations" && text != "[]" {
			t.Errorf("after Forget table %s holds %s", name, text)
		}
	}
	if trace(t, db.dir, user) {
		t.Error("the user's id stands in a file")
	}
}

// TestRestoredBackup puts an old database back: what was deleted since is
// deleted again, and only that.
func TestRestoredBackup(t *testing.T) {
	dir, backup := t.TempDir(), t.TempDir()
	db := open(t, dir)
	everything(t, db, "111")
	everything(t, db, "222")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	copyFile(t, filepath.Join(dir, FileName), filepath.Join(backup, FileName))
	db = open(t, dir)
	if _, err := db.Forget(t.Context(), "111", db.now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	copyFile(t, filepath.Join(backup, FileName), filepath.Join(dir, FileName))
	if !trace(t, dir, "asked by 111") {
		t.Fatal("the backup does not hold the question: this test cannot fail")
	}
	db = open(t, dir)
	if trace(t, dir, "of 111") || trace(t, dir, "by 111") || trace(t, dir, "r111") {
		t.Error("the restored database still holds what was deleted")
	}
	if _, err := db.Answer(t.Context(), "guild:1", "a222"); err != nil {
		t.Errorf("another user's answer: %v", err)
	}
	// It is done once: what the user asks afterwards stays, whatever its time.
	everything(t, db, "111")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := open(t, dir).Answer(t.Context(), "guild:1", "a111"); err != nil {
		t.Errorf("an answer after the deletion: %v", err)
	}
}

// TestTornDeletion: a line that was cut off spoils neither the lines before
// nor those after it.
func TestTornDeletion(t *testing.T) {
	dir := t.TempDir()
	db := open(t, dir)
	for _, user := range []string{"111", "222"} {
		if _, err := db.noteDeletion(t.Context(), user, db.now()); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(dir, deletionsName)
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b[:len(b)-10], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := db.noteDeletion(t.Context(), "333", db.now()); err != nil {
		t.Fatal(err)
	}
	list, err := readDeletions(file)
	if err != nil || len(list.done) != 2 || list.done[0].hash != list.hash("111") || list.done[1].hash != list.hash("333") {
		t.Errorf("read %+v, error %v", list, err)
	}
	if bytes.Contains(b, []byte("111")) && !strings.Contains(list.hash("111")+string(list.key), "111") {
		t.Error("the file holds the user's id itself")
	}
	if err := os.WriteFile(file, []byte("something else\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if err := openError(t, dir); !strings.Contains(err.Error(), "deletions.log is damaged") {
		t.Errorf("error %v", err)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, b, fs.FileMode(0o600)); err != nil {
		t.Fatal(err)
	}
}

func allRows(t *testing.T, db *DB, table string) ([]map[string]any, error) {
	tx, err := db.read.BeginTx(t.Context(), nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	return readRows(t.Context(), tx, "SELECT * FROM "+table)
}
