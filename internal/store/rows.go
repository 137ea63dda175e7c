package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"curbside/internal/consult"
)

// one reads one row; consult.ErrGone where there is none.
func (db *DB) one(ctx context.Context, what, query string, args []any, into ...any) error {
	err := db.read.QueryRowContext(ctx, query, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return consult.ErrGone
	}
	if err != nil {
		return db.failure(what, err)
	}
	return nil
}

// failure wraps and counts an error of a read.
func (db *DB) failure(what string, err error) error {
	err = fmt.Errorf("%s: %w", what, explain(err))
	db.count(err)
	return err
}

// each reads all rows of a query.
func (db *DB) each(ctx context.Context, what, query string, args []any, row func(scan func(into ...any) error) error) error {
	rows, err := db.read.QueryContext(ctx, query, args...)
	if err == nil {
		err = forEach(rows, row)
	}
	if err != nil {
		return db.failure(what, err)
	}
	return nil
}

// forEach hands out rows one by one and closes them.
func forEach(rows *sql.Rows, row func(scan func(into ...any) error) error) error {
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// stamp is a time as a column holds it: null where it is not known.
func stamp(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixNano()
}

// stampOr is a time as a column holds it, or now.
func (db *DB) stampOr(t time.Time) int64 {
	if t.IsZero() {
		t = db.now()
	}
	return t.UnixNano()
}

// moment reads a stamp.
func moment(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.Unix(0, n.Int64).UTC()
}

// asJSON is a value as a column holds it: null where it is nil or empty.
func asJSON(v any, empty bool) (any, error) {
	if empty {
		return nil, nil
	}
	b, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("write %T as JSON: %w", v, err)
	}
	return string(b), nil
}
