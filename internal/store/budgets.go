package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"curbside/internal/consult"
)

var _ consult.Budgets = (*DB)(nil)

// Spend counts tokens as a tenant's on the day of a time, unless its limit was
// reached before.
func (db *DB) Spend(ctx context.Context, tenant string, day time.Time, tokens, limit int) (bool, error) {
	at := consult.Today(day).UnixNano()
	counted := false
	err := db.change(ctx, "count tokens of the model", func(tx *sql.Tx) error {
		if tokens < 0 { // where the day's count was deleted meanwhile, there is nothing to give back to
			_, err := tx.Exec("UPDATE budgets SET tokens = max(tokens + ?, 0) WHERE tenant = ? AND at = ?", tokens, tenant, at)
			counted = err == nil
			return err
		}
		res, err := tx.Exec(`INSERT INTO budgets (tenant, at, tokens) SELECT ?1, ?2, max(?3, 0)
			WHERE ?4 = 0 OR coalesce((SELECT tokens FROM budgets WHERE tenant = ?1 AND at = ?2), 0) < ?4
			ON CONFLICT (tenant, at) DO UPDATE SET tokens = max(tokens + ?3, 0)`, tenant, at, tokens, max(limit, 0))
		if err != nil {
			return err
		}
		rows, err := res.RowsAffected()
		counted = rows == 1
		return err
	})
	return err == nil && counted, err
}

// Spent returns the tokens that a tenant used on the day of a time.
func (db *DB) Spent(ctx context.Context, tenant string, day time.Time) (int, error) {
	tokens := 0
	err := db.one(ctx, "read the tokens of the model", "SELECT tokens FROM budgets WHERE tenant = ? AND at = ?",
		[]any{tenant, consult.Today(day).UnixNano()}, &tokens)
	if errors.Is(err, consult.ErrGone) {
		return 0, nil
	}
	return tokens, err
}
