package store

import (
	"context"
	"database/sql"
	"time"

	"curbside/internal/consult"
)

var _ consult.Archive = (*DB)(nil)

const selectKept = "SELECT tenant, consult, request, user, channel, message, private, at, asked, standalone, body FROM turns "

func (db *DB) kept(ctx context.Context, query string, args ...any) (*consult.Kept, error) {
	var k consult.Kept
	var at sql.NullInt64
	var body []byte
	err := db.one(ctx, "read an answer", selectKept+query, args,
		&k.Tenant, &k.Consult, &k.Request, &k.User, &k.Channel, &k.Message, &k.Private, &at, &k.Asked, &k.Standalone, &body)
	if err != nil {
		return nil, err
	}
	k.At = moment(at)
	if k.Answer, err = readAnswer(body); err != nil {
		return nil, err
	}
	return &k, nil
}

// Answer returns a kept answer.
func (db *DB) Answer(ctx context.Context, tenant, id string) (*consult.Kept, error) {
	return db.kept(ctx, "WHERE tenant = ? AND answer = ?", tenant, id)
}

// AnswerOf returns the answer that a message shows: the newest, should there
// be several.
func (db *DB) AnswerOf(ctx context.Context, tenant, message string) (*consult.Kept, error) {
	return db.kept(ctx, "WHERE tenant = ? AND message = ? AND message <> '' AND answer IS NOT NULL ORDER BY seq DESC LIMIT 1", tenant, message)
}

// Latest returns the user's newest answer in a channel.
func (db *DB) Latest(ctx context.Context, tenant, user, channel string, since time.Time) (*consult.Kept, error) {
	from := int64(-1 << 63)
	if !since.IsZero() {
		from = since.UnixNano()
	}
	return db.kept(ctx, `WHERE tenant = ?1 AND user = ?2 AND channel = ?3 AND at >= ?4 AND answer IS NOT NULL
		AND at >= coalesce((SELECT at FROM anew WHERE tenant = ?1 AND user = ?2 AND channel = ?3), ?4)
		ORDER BY at DESC, seq DESC LIMIT 1`, tenant, user, channel, from)
}

// BeginAnew ends the user's conversation in a channel.
func (db *DB) BeginAnew(ctx context.Context, tenant, user, channel string, at time.Time) error {
	n := db.stampOr(at)
	return db.change(ctx, "begin anew", func(tx *sql.Tx) error {
		_, err := tx.Exec(`INSERT INTO anew (tenant, user, channel, at) VALUES (?, ?, ?, ?)
			ON CONFLICT (tenant, user, channel) DO UPDATE SET at = max(at, excluded.at)`, tenant, user, channel, n)
		return err
	})
}

// Once is true the first time that it is called with a key. Keys are paths of
// ids; a part that is a user's id makes it that user's, to be forgotten with
// the rest.
func (db *DB) Once(ctx context.Context, tenant, key string, at time.Time) (bool, error) {
	n := db.stampOr(at)
	first := false
	err := db.change(ctx, "note what was done", func(tx *sql.Tx) error {
		res, err := tx.Exec("INSERT INTO once (tenant, key, at) VALUES (?, ?, ?) ON CONFLICT (tenant, key) DO NOTHING", tenant, key, n)
		if err != nil {
			return err
		}
		rows, err := res.RowsAffected()
		first = rows == 1
		return err
	})
	return err == nil && first, err
}

// Retract takes back what Once noted.
func (db *DB) Retract(ctx context.Context, tenant, key string) error {
	return db.change(ctx, "take back what was noted as done", func(tx *sql.Tx) error {
		_, err := tx.Exec("DELETE FROM once WHERE tenant = ? AND key = ?", tenant, key)
		return err
	})
}
