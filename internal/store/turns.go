package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"curbside/internal/answer"
	"curbside/internal/consult"
)

var _ consult.Store = (*DB)(nil)

// turnRow is a turn as its table holds it.
type turnRow struct {
	tenant, consult, request, user, channel, message string
	answer, body                                     any // null where a question has no answer
	private                                          bool
	at                                               int64
	asked, standalone                                string
	references                                       []answer.Reference
}

// rowOf turns a kept turn into a row; nil for nil.
func (db *DB) rowOf(k *consult.Kept) (*turnRow, error) {
	if k == nil {
		return nil, nil
	}
	if k.Tenant == "" {
		return nil, errors.New("the answer has no tenant")
	}
	return db.plainRow(k)
}

func (db *DB) plainRow(k *consult.Kept) (*turnRow, error) {
	r := &turnRow{
		tenant: k.Tenant, consult: k.Consult, request: k.Request, user: k.User, channel: k.Channel, message: k.Message,
		private: k.Private, at: db.stampOr(k.At), asked: k.Asked, standalone: k.Standalone,
	}
	if k.Answer == nil {
		return r, nil
	}
	var err error
	if r.body, err = asJSON(k.Answer, false); err != nil {
		return nil, err
	}
	if k.Answer.ID != "" {
		r.answer, r.references = k.Answer.ID, k.Answer.References
	}
	return r, nil
}

// insert writes the turn and what its answer cites.
func (r *turnRow) insert(tx *sql.Tx) error {
	res, err := tx.Exec(`INSERT INTO turns (tenant, consult, answer, request, user, channel, message, private, at, asked, standalone, body)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.tenant, r.consult, r.answer, r.request, r.user, r.channel, r.message, r.private, r.at, r.asked, r.standalone, r.body)
	if err != nil || len(r.references) == 0 {
		return err
	}
	seq, err := res.LastInsertId()
	if err != nil {
		return err
	}
	for _, ref := range r.references {
		_, err := tx.Exec(`INSERT INTO citations (turn, tenant, answer, n, source, passage, hash) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			seq, r.tenant, r.answer, ref.N, ref.Source, ref.Passage, ref.Hash)
		if err != nil {
			return err
		}
	}
	return nil
}

// Append adds a turn to a consult.
func (db *DB) Append(ctx context.Context, tenant, name string, t consult.Turn) error {
	row, err := db.plainRow(&consult.Kept{Turn: t, Tenant: tenant, Consult: name})
	if err != nil {
		return fmt.Errorf("add a turn: %w", err)
	}
	return db.change(ctx, "add a turn", row.insert)
}

// Turns returns the turns of a consult in order.
func (db *DB) Turns(ctx context.Context, tenant, name string) ([]consult.Turn, error) {
	var out []consult.Turn
	err := db.each(ctx, "read the turns of a consult",
		"SELECT asked, standalone, body FROM turns WHERE tenant = ? AND consult = ? ORDER BY seq", []any{tenant, name},
		func(scan func(...any) error) error {
			var t consult.Turn
			var body []byte
			if err := scan(&t.Asked, &t.Standalone, &body); err != nil {
				return err
			}
			var err error
			t.Answer, err = readAnswer(body)
			out = append(out, t)
			return err
		})
	return out, err
}

// readAnswer reads a stored answer; nil where there is none.
func readAnswer(body []byte) (*answer.Answer, error) {
	if len(body) == 0 {
		return nil, nil
	}
	a := new(answer.Answer)
	if err := json.Unmarshal(body, a); err != nil {
		return nil, fmt.Errorf("read a stored answer: %w", err)
	}
	return a, nil
}

// Feedback keeps what a user says of an answer, in place of what they said of
// it before.
func (db *DB) Feedback(ctx context.Context, tenant string, f consult.Feedback) error {
	at := db.stampOr(f.At)
	return db.change(ctx, "keep feedback", func(tx *sql.Tx) error {
		_, err := tx.Exec(`INSERT INTO feedback (tenant, answer, user, at, helpful, wrong, words) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (tenant, answer, user) DO UPDATE
			SET at = excluded.at, helpful = excluded.helpful, wrong = excluded.wrong, words = excluded.words
			WHERE excluded.at >= feedback.at`, tenant, f.Answer, f.User, at, f.Helpful, f.Wrong, f.Words)
		return err
	})
}
