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

var _ consult.Preferences = (*DB)(nil)

const setServerSettings = `INSERT INTO server_settings (tenant, at, settings) VALUES (?, ?, ?)
	ON CONFLICT (tenant) DO UPDATE SET at = excluded.at, settings = excluded.settings`

// ServerSettings returns what the people who run a server have chosen.
func (db *DB) ServerSettings(ctx context.Context, tenant string) (consult.ServerSettings, error) {
	var s consult.ServerSettings
	err := db.settings(ctx, "SELECT settings FROM server_settings WHERE tenant = ?", tenant, &s)
	return s, err
}

// SetServerSettings replaces them.
func (db *DB) SetServerSettings(ctx context.Context, tenant string, s consult.ServerSettings) error {
	return db.setSettings(ctx, setServerSettings, tenant, s)
}

// ChangeServerSettings changes them in one transaction.
func (db *DB) ChangeServerSettings(ctx context.Context, tenant string, change func(*consult.ServerSettings) error) (consult.ServerSettings, error) {
	at := db.now().UnixNano()
	var stored consult.ServerSettings
	var refused error
	err := db.change(ctx, "change settings", func(tx *sql.Tx) error {
		s, err := serverSettings(tx, tenant)
		if err != nil {
			return err
		}
		if refused = sparing(func() error { return change(&s) }); refused != nil {
			return nil
		}
		body, err := asJSON(s, false)
		if err != nil {
			return err
		}
		stored = s
		_, err = tx.Exec(setServerSettings, tenant, at, body)
		return err
	})
	switch {
	case err != nil: // the caller may have left while it was done: what is above is the writer's then
		return consult.ServerSettings{}, err
	case refused != nil:
		return consult.ServerSettings{}, refused
	}
	return stored, nil
}

// sparing makes an error of a panic: others' writes share the transaction.
func sparing(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("changing settings panicked: %v", p)
		}
	}()
	return do()
}

// serverSettings reads a tenant's settings within a transaction.
func serverSettings(tx *sql.Tx, tenant string) (consult.ServerSettings, error) {
	var s consult.ServerSettings
	var body []byte
	err := tx.QueryRow("SELECT settings FROM server_settings WHERE tenant = ?", tenant).Scan(&body)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return s, nil
	case err != nil:
		return s, err
	}
	if err := json.Unmarshal(body, &s); err != nil {
		return s, fmt.Errorf("read settings: %w", err)
	}
	return s, nil
}

// UserSettings returns a user's own choices.
func (db *DB) UserSettings(ctx context.Context, user string) (consult.UserSettings, error) {
	var s consult.UserSettings
	err := db.settings(ctx, "SELECT settings FROM user_settings WHERE user = ?", user, &s)
	return s, err
}

// SetUserSettings replaces them.
func (db *DB) SetUserSettings(ctx context.Context, user string, s consult.UserSettings) error {
	return db.setSettings(ctx, `INSERT INTO user_settings (user, at, settings) VALUES (?, ?, ?)
		ON CONFLICT (user) DO UPDATE SET at = excluded.at, settings = excluded.settings`, user, s)
}

// settings reads settings; what was never set stays as it is.
func (db *DB) settings(ctx context.Context, query, whose string, into any) error {
	var body []byte
	err := db.one(ctx, "read settings", query, []any{whose}, &body)
	if errors.Is(err, consult.ErrGone) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("read settings: %w", err)
	}
	return nil
}

func (db *DB) setSettings(ctx context.Context, query, whose string, s any) error {
	body, err := asJSON(s, false)
	if err != nil {
		return err
	}
	at := db.now().UnixNano()
	return db.change(ctx, "keep settings", func(tx *sql.Tx) error {
		_, err := tx.Exec(query, whose, at, body)
		return err
	})
}

// Audit notes who did what to which thing. Ids only: never the words of a
// question, an answer or a remark.
func (db *DB) Audit(ctx context.Context, tenant, actor, action, object string, at time.Time) error {
	n := db.stampOr(at)
	return db.change(ctx, "write the audit log", func(tx *sql.Tx) error {
		_, err := tx.Exec("INSERT INTO audit (tenant, at, actor, action, object) VALUES (?, ?, ?, ?, ?)", tenant, n, actor, action, object)
		return err
	})
}
