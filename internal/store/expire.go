package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// batch is how many answers of a tenant are deleted in one transaction, so
// that nobody's question waits for long.
const batch = 200

// Expire deletes what is older than its tenant's retention.
func (db *DB) Expire(ctx context.Context, now time.Time) (int, error) {
	tenants, err := db.tenants(ctx)
	if err != nil {
		return 0, err
	}
	answers, rows := 0, 0
	for _, tenant := range tenants {
		for more := true; more; {
			n, all := 0, 0
			err := db.change(ctx, "delete what has expired", func(tx *sql.Tx) error {
				s, err := serverSettings(tx, tenant) // as they are now: a retention that was just made longer holds
				if err == nil {
					n, all, err = expire(tx, tenant, now.Add(-s.Retention()).UnixNano())
				}
				return err
			})
			if err != nil {
				return answers, err
			}
			answers, rows, more = answers+n, rows+all, n == batch
		}
	}
	if rows == 0 {
		return answers, nil
	}
	return answers, db.erase(ctx)
}

// expire deletes what a tenant has from before a time, not more than a batch
// of answers.
func expire(tx *sql.Tx, tenant string, before int64) (answers, rows int, err error) {
	const old = "SELECT seq FROM turns WHERE tenant = :tenant AND at < :before ORDER BY at, seq LIMIT :batch"
	args := []any{sql.Named("tenant", tenant), sql.Named("before", before), sql.Named("batch", batch)}
	for _, query := range []string{
		"DELETE FROM feedback WHERE tenant = :tenant AND (at < :before OR answer IN (SELECT answer FROM turns WHERE seq IN (" + old + ")))",
		"DELETE FROM turns WHERE seq IN (" + old + ")",
		"DELETE FROM requests WHERE tenant = :tenant AND at < :before",
		"DELETE FROM anew WHERE tenant = :tenant AND at < :before",
		"DELETE FROM entries WHERE tenant = :tenant AND at < :before",
		`DELETE FROM rounds WHERE tenant = :tenant AND coalesce(ended, at) < :before
			AND NOT EXISTS (SELECT 1 FROM entries WHERE entries.tenant = rounds.tenant AND entries.round = rounds.id)`,
		"DELETE FROM once WHERE tenant = :tenant AND at < :before",
		"DELETE FROM audit WHERE tenant = :tenant AND at < :before",
		"DELETE FROM budgets WHERE tenant = :tenant AND at < :before",
	} {
		res, err := tx.Exec(query, args...)
		if err != nil {
			return 0, 0, fmt.Errorf("%w (%s)", err, query)
		}
		n, err := res.RowsAffected()
		if err != nil {
			return 0, 0, err
		}
		rows += int(n)
		if query == "DELETE FROM turns WHERE seq IN ("+old+")" {
			answers = int(n)
		}
	}
	return answers, rows, nil
}

// tenants lists whom anything that expires belongs to.
func (db *DB) tenants(ctx context.Context) ([]string, error) {
	var out []string
	err := db.each(ctx, "list the tenants", `SELECT tenant FROM turns UNION SELECT tenant FROM requests UNION SELECT tenant FROM feedback
		UNION SELECT tenant FROM anew UNION SELECT tenant FROM once UNION SELECT tenant FROM audit
		UNION SELECT tenant FROM entries UNION SELECT tenant FROM rounds UNION SELECT tenant FROM budgets`, nil,
		func(scan func(...any) error) error {
			var tenant string
			err := scan(&tenant)
			out = append(out, tenant)
			return err
		})
	return out, err
}
