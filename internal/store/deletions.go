package store

import (
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// deletionsName is the file that outlives a restored database. Its first line
// holds a random key, each further one a time and a user's id, hashed with the
// key. Lines are only ever added. Hashes of ids can be guessed by whoever has
// the file and a list of ids: it is as private as the database.
const deletionsName = "deletions.log"

const deletionsHead = "curbside-deletions 1 "

func (db *DB) deletionsFile() string { return filepath.Join(db.dir, deletionsName) }

// deletion is one line: who was forgotten when.
type deletion struct {
	hash string
	at   int64
}

// noteDeletion adds a line and waits until it is on the disk.
func (db *DB) noteDeletion(ctx context.Context, user string, at time.Time) (deletion, error) {
	release, err := waitLock(ctx, db.openingLock())
	if err != nil {
		return deletion{}, err
	}
	defer release()
	list, err := readDeletions(db.deletionsFile())
	if err == nil && list == nil {
		list, err = db.newDeletions()
	}
	if err != nil {
		return deletion{}, err
	}
	d := deletion{hash: list.hash(user), at: at.UnixNano()}
	line := at.UTC().Format(time.RFC3339Nano) + " " + d.hash + "\n"
	if list.torn {
		line = "\n" + line
	}
	f, err := os.OpenFile(db.deletionsFile(), os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return deletion{}, err
	}
	_, err = f.WriteString(line)
	return d, errors.Join(err, f.Sync(), f.Close())
}

// newDeletions makes the file with a key of its own, whole or not at all.
func (db *DB) newDeletions() (*deletions, error) {
	f, err := os.CreateTemp(db.dir, deletionsName+".*")
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name()) // gone already where all went well
	_, err = f.WriteString(deletionsHead + strings.ToLower(rand.Text()) + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, err
	}
	if err := os.Rename(f.Name(), db.deletionsFile()); err != nil {
		return nil, err
	}
	return readDeletions(db.deletionsFile())
}

// deletions is what the file says.
type deletions struct {
	key  []byte
	done []deletion
	torn bool // the last line was not written to its end
}

func (d *deletions) hash(user string) string {
	mac := hmac.New(sha256.New, d.key)
	mac.Write([]byte(user))
	return hex.EncodeToString(mac.Sum(nil))
}

// readDeletions reads the file; nil where there is none. A line that was not
// written to its end is passed over: its deletion was never reported as done.
func readDeletions(path string) (*deletions, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(bytes.NewReader(b))
	lines.Scan()
	head, ok := strings.CutPrefix(lines.Text(), deletionsHead)
	if !ok || head == "" {
		return nil, fmt.Errorf("%s is damaged: its first line holds no key; restore the file from a backup, or delete it if no backup of the database is older than the last deletion", deletionsName)
	}
	d := &deletions{key: []byte(head), torn: !bytes.HasSuffix(b, []byte("\n"))}
	for lines.Scan() {
		when, hash, _ := strings.Cut(lines.Text(), " ")
		at, err := time.Parse(time.RFC3339Nano, when)
		if err == nil && len(hash) == 2*sha256.Size {
			d.done = append(d.done, deletion{hash: hash, at: at.UnixNano()})
		}
	}
	return d, lines.Err()
}

// replayDeletions deletes what a database restored from a backup holds of
// users who were forgotten since, or what a process left that ended while it
// forgot. What they asked after that stays.
func (db *DB) replayDeletions(ctx context.Context) error {
	list, err := readDeletions(db.deletionsFile())
	if err != nil || list == nil {
		return err
	}
	missed, err := db.missed(ctx, list)
	if err != nil || len(missed) == 0 {
		return err
	}
	people, err := db.people(ctx)
	if err != nil {
		return err
	}
	users := map[string]string{} // by hash
	for user := range people {
		users[list.hash(user)] = user
	}
	rows := 0
	for _, d := range missed {
		n := 0
		err := db.change(ctx, "forget again who was forgotten", func(tx *sql.Tx) (err error) {
			if user, ok := users[d.hash]; ok {
				_, n, err = forget(tx, user, d.at)
			}
			return errors.Join(err, d.seen(tx))
		})
		if err != nil {
			return err
		}
		rows += n
	}
	db.log.Info("the database had missed deletions, as a restored backup has; they are done now", "deletions", len(missed), "rows", rows)
	return db.erase(ctx)
}

// missed lists the deletions that this database has not seen.
func (db *DB) missed(ctx context.Context, list *deletions) ([]deletion, error) {
	seen := map[deletion]bool{}
	err := db.each(ctx, "read which deletions were done", "SELECT hash, at FROM forgotten", nil, func(scan func(...any) error) error {
		var d deletion
		err := scan(&d.hash, &d.at)
		seen[d] = true
		return err
	})
	return slices.DeleteFunc(list.done, func(d deletion) bool { return seen[d] }), err
}

// seen notes that the database has done a deletion.
func (d deletion) seen(tx *sql.Tx) error {
	_, err := tx.Exec("INSERT INTO forgotten (hash, at) VALUES (?, ?) ON CONFLICT DO NOTHING", d.hash, d.at)
	return err
}

// people lists every word in the database that may be a user's id.
func (db *DB) people(ctx context.Context) (map[string]bool, error) {
	out := map[string]bool{}
	for _, h := range holdings() {
		if h.people == "" {
			continue
		}
		err := db.each(ctx, "look for users who were forgotten", h.people, nil, func(scan func(...any) error) error {
			var s sql.NullString
			if err := scan(&s); err != nil {
				return err
			}
			out[s.String] = true
			for part := range strings.FieldsFuncSeq(s.String, func(r rune) bool { return r == '/' || r == ':' }) {
				out[part] = true
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	delete(out, "")
	return out, nil
}
