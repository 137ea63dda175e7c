package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"time"
	"unicode/utf8"
)

// Export returns all that is kept of a user's as one JSON object: the table's
// section names of holdings.go, each with its rows.
func (db *DB) Export(ctx context.Context, user string) ([]byte, error) {
	tx, err := db.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("export: %w", explain(err))
	}
	defer tx.Rollback()
	out := map[string]any{"schema_version": 1, "user": user, "exported": db.now().UTC().Format(time.RFC3339)}
	for _, h := range holdings() {
		if out[h.section], err = exportRows(ctx, tx, h, user); err != nil {
			return nil, fmt.Errorf("export %s: %w", h.section, explain(err))
		}
	}
	b, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	return b, nil
}

func exportRows(ctx context.Context, tx *sql.Tx, h holding, user string) ([]map[string]any, error) {
	return readRows(ctx, tx, "SELECT "+h.columns+" FROM "+h.table+" WHERE "+h.theirs+" ORDER BY "+h.order(),
		sql.Named("user", user), sql.Named("tenant", ownTenant(user)), sql.Named("before", int64(math.MaxInt64)))
}

// readRows reads rows as a person can read them, by column.
func readRows(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]map[string]any, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	names, err := rows.Columns()
	if err != nil {
		rows.Close()
		return nil, err
	}
	out := []map[string]any{}
	err = forEach(rows, func(scan func(...any) error) error {
		values := make([]any, len(names))
		into := make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := scan(into...); err != nil {
			return err
		}
		row := map[string]any{}
		for i, name := range names {
			row[name] = readable(name, values[i])
		}
		out = append(out, row)
		return nil
	})
	return out, err
}

func (h holding) order() string {
	if h.dated() {
		return "at"
	}
	return "tenant, answer, n"
}

// readable turns a column's value into what a person can read.
func readable(column string, v any) any {
	switch v := v.(type) {
	case int64:
		if slices.Contains([]string{"at", "acknowledged", "closed", "decided", "ended"}, column) {
			return time.Unix(0, v).UTC().Format(time.RFC3339Nano)
		}
		if slices.Contains([]string{"private", "helpful", "anonymous"}, column) {
			return v != 0
		}
	case string:
		if slices.Contains([]string{"body", "options", "settings"}, column) && json.Valid([]byte(v)) {
			return json.RawMessage(v)
		}
	case []byte:
		if json.Valid(v) {
			return json.RawMessage(v)
		}
		if utf8.Valid(v) {
			return string(v)
		}
	}
	return v
}
