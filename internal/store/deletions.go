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

// noteDeletion adds a line and waits until it is on the disk.
func (db *DB) noteDeletion(ctx context.Context, user string, at time.Time) error {
	release, err := waitLock(ctx, db.openingLock())
	if err != nil {
		return err
	}
	defer release()
	list, err := readDeletions(db.deletionsFile())
	if err != nil {
		return err
	}
	if list == nil {
		if list, err = db.newDeletions(); err != nil {
			return err
		}
	}
	line := at.UTC().Format(time.RFC3339Nano) + " " + list.hash(user) + "\n"
	if list.torn {
		line = "\n" + line
	}
	f, err := os.OpenFile(db.deletionsFile(), os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(line)
	return errors.Join(err, f.Sync(), f.Close())
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
	last map[string]time.Time // by hash: when that user was last forgotten
	torn bool                 // the last line was not written to its end
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
	d := &deletions{key: []byte(head), last: map[string]time.Time{}, torn: !bytes.HasSuffix(b, []byte("\n"))}
	for lines.Scan() {
		when, hash, _ := strings.Cut(lines.Text(), " ")
		at, err := time.Parse(time.RFC3339Nano, when)
		if err == nil && len(hash) == 2*sha256.Size && at.After(d.last[hash]) {
			d.last[hash] = at
		}
	}
	return d, lines.Err()
}

// replayDeletions deletes what a database restored from a backup holds of
// users who were forgotten since. What they asked after that stays.
func (db *DB) replayDeletions(ctx context.Context) error {
	list, err := readDeletions(db.deletionsFile())
	if err != nil || list == nil || len(list.last) == 0 {
		return err
	}
	people, err := db.people(ctx)
	if err != nil {
		return fmt.Errorf("look for users who were forgotten: %w", err)
	}
	rows := 0
	for user := range people {
		at, ok := list.last[list.hash(user)]
		if !ok {
			continue
		}
		n, err := db.forgetBefore(ctx, user, at)
		if err != nil {
			return fmt.Errorf("forget again who was forgotten: %w", err)
		}
		rows += n
	}
	if rows == 0 {
		return nil
	}
	db.log.Info("a restored database held what had been deleted; it is deleted again", "rows", rows)
	if _, err := db.write.ExecContext(ctx, "VACUUM"); err != nil {
		return fmt.Errorf("erase what was deleted: %w", err)
	}
	return emptyLog(db.write)
}

func (db *DB) forgetBefore(ctx context.Context, user string, at time.Time) (int, error) {
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	_, rows, err := forget(tx, user, at.UnixNano())
	if err != nil {
		return 0, abort(tx, err)
	}
	return rows, tx.Commit()
}

// people lists every word in the database that may be a user's id.
func (db *DB) people(ctx context.Context) (map[string]bool, error) {
	out := map[string]bool{}
	for _, h := range holdings() {
		if h.people == "" {
			continue
		}
		rows, err := db.write.QueryContext(ctx, h.people)
		if err != nil {
			return nil, err
		}
		err = forEach(rows, func(scan func(...any) error) error {
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
