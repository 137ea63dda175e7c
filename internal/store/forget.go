package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"time"

	"curbside/internal/consult"
)

var _ consult.Privacy = (*DB)(nil)

// ErrNotErased says that something was deleted, but that its bytes may still
// stand in the files: another program was reading them, or the disk is full.
// The next Forget or Expire erases them.
var ErrNotErased = errors.New("deleted, but not yet erased from the files")

// Forget deletes all that is kept of a user's, on every tenant: also questions
// that are being answered, whose answers are then not kept. That it was asked
// for is noted first, so that it is done at the next start should the process
// end here.
func (db *DB) Forget(ctx context.Context, user string, at time.Time) (int, error) {
	if user == "" {
		return 0, errors.New("forget a user: no user is named")
	}
	if err := db.noteDeletion(ctx, user, time.Unix(0, db.stampOr(at))); err != nil {
		return 0, fmt.Errorf("note the deletion in %s: %w", deletionsName, explain(err))
	}
	answers := 0
	err := db.change(ctx, "forget a user", func(tx *sql.Tx) (err error) {
		answers, _, err = forget(tx, user, math.MaxInt64)
		return err
	})
	if err != nil {
		return 0, err
	}
	return answers, db.erase(ctx)
}

// forget deletes what is kept of a user's up to a time, and counts answers and
// all rows.
func forget(tx *sql.Tx, user string, before int64) (answers, rows int, err error) {
	args := []any{sql.Named("user", user), sql.Named("tenant", ownTenant(user)), sql.Named("before", before)}
	for _, h := range holdings() {
		res, err := tx.Exec("DELETE FROM "+h.table+" WHERE "+h.doomed(), args...)
		if err != nil {
			return 0, 0, err
		}
		n, err := res.RowsAffected()
		if err != nil {
			return 0, 0, err
		}
		rows += int(n)
		if h.table == "turns" {
			answers = int(n)
		}
	}
	return answers, rows, nil
}

// erase leaves no byte of what was deleted in the files. Deleted rows are
// overwritten by SQLite (secure_delete), but copies of them can stand where
// rows were moved within the file: it is rewritten, and the log emptied.
func (db *DB) erase(ctx context.Context) error {
	db.erasing.Lock()
	defer db.erasing.Unlock()
	j := &job{what: "erase what was deleted"}
	j.alone = func(pool *sql.DB) error {
		if _, err := pool.Exec("VACUUM"); err != nil {
			return fmt.Errorf("%w: %w", ErrNotErased, err)
		}
		return emptyLog(pool)
	}
	return db.submit(ctx, db.alone, j)
}

// emptyLog moves the write-ahead log into the database and cuts it to nothing.
func emptyLog(pool *sql.DB) error {
	var busy, pages, moved int
	if err := pool.QueryRow("PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved); err != nil {
		return fmt.Errorf("%w: %w", ErrNotErased, err)
	}
	if busy != 0 {
		return fmt.Errorf("%w: another program reads the log", ErrNotErased)
	}
	return nil
}
