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

// Forget deletes all that is kept of a user's, on every tenant: also questions
// that are being answered, whose answers are then not kept. That it was asked
// for is noted first, so that it is done at the next start should the process
// end here.
func (db *DB) Forget(ctx context.Context, user string, at time.Time) (int, error) {
	if user == "" {
		return 0, errors.New("forget a user: no user is named")
	}
	noted, err := db.noteDeletion(ctx, user, time.Unix(0, db.stampOr(at)))
	if err != nil {
		return 0, fmt.Errorf("note the deletion in %s: %w", deletionsName, explain(err))
	}
	answers := 0
	err = db.change(ctx, "forget a user", func(tx *sql.Tx) (err error) {
		answers, _, err = forget(tx, user, math.MaxInt64)
		return errors.Join(err, noted.seen(tx))
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
		what := "DELETE FROM " + h.table
		if h.emptied != "" {
			what = "UPDATE " + h.table + " SET " + h.emptied
		}
		res, err := tx.Exec(what+" WHERE "+h.doomed(), args...)
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
