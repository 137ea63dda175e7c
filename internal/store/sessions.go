package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"curbside/internal/consult"
	"curbside/internal/session"
)

var _ session.Store = (*DB)(nil)

// StartRound stores a round; session.ErrRunning where its channel has one.
func (db *DB) StartRound(ctx context.Context, r session.Round) error {
	if r.ID == "" || r.Tenant == "" {
		return errors.New("start a round: it has no id or no tenant")
	}
	at := db.stampOr(r.Started)
	return db.change(ctx, "start a round", func(tx *sql.Tx) error {
		var running int
		if err := tx.QueryRow("SELECT count(*) FROM rounds WHERE tenant = ? AND channel = ? AND ended IS NULL", r.Tenant, r.Channel).Scan(&running); err != nil {
			return err
		}
		if running > 0 {
			return refuse(session.ErrRunning)
		}
		_, err := tx.Exec("INSERT INTO rounds (tenant, id, channel, title, user, anonymous, at, ended) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
			r.Tenant, r.ID, r.Channel, r.Title, r.Educator, r.Anonymous, at, stamp(r.Ended))
		return err
	})
}

// RunningRound returns the round that runs in a channel; session.ErrNoRound.
func (db *DB) RunningRound(ctx context.Context, tenant, channel string) (session.Round, error) {
	return db.round(ctx, "tenant = ? AND channel = ? AND ended IS NULL", tenant, channel)
}

// LatestRound returns the round that was started last in a channel;
// session.ErrNoRound.
func (db *DB) LatestRound(ctx context.Context, tenant, channel string) (session.Round, error) {
	return db.round(ctx, "tenant = ? AND channel = ?", tenant, channel)
}

// Round returns a round by its id; session.ErrNoRound.
func (db *DB) Round(ctx context.Context, tenant, id string) (session.Round, error) {
	return db.round(ctx, "tenant = ? AND id = ?", tenant, id)
}

func (db *DB) round(ctx context.Context, which string, args ...any) (session.Round, error) {
	var r session.Round
	var at, ended sql.NullInt64
	err := db.one(ctx, "read a round",
		"SELECT tenant, id, channel, title, user, anonymous, at, ended FROM rounds WHERE "+which+" ORDER BY seq DESC LIMIT 1",
		args, &r.Tenant, &r.ID, &r.Channel, &r.Title, &r.Educator, &r.Anonymous, &at, &ended)
	if errors.Is(err, consult.ErrGone) {
		return r, session.ErrNoRound
	}
	r.Started, r.Ended = moment(at), moment(ended)
	return r, err
}

// EndRound ends a round; session.ErrNoRound where it does not run.
func (db *DB) EndRound(ctx context.Context, tenant, round string, at time.Time) error {
	n := db.stampOr(at)
	return db.change(ctx, "end a round", func(tx *sql.Tx) error {
		res, err := tx.Exec("UPDATE rounds SET ended = ? WHERE tenant = ? AND id = ? AND ended IS NULL", n, tenant, round)
		if err = needRow(res, err); errors.Is(err, consult.ErrGone) {
			return refuse(session.ErrNoRound)
		}
		return err
	})
}

// AddEntry puts a question at the end of a round's queue. One whose id is
// there already stays as it is. What came with a request is kept only while
// that is open: one that was deleted meanwhile must not come back.
func (db *DB) AddEntry(ctx context.Context, e session.Entry) error {
	body, err := asJSON(e.Answer, e.Answer == nil)
	if err != nil {
		return fmt.Errorf("queue a question: %w", err)
	}
	at := db.stampOr(e.Asked)
	return db.change(ctx, "queue a question", func(tx *sql.Tx) error {
		if e.Request != "" {
			var open int
			if err := tx.QueryRow("SELECT count(*) FROM requests WHERE id = ? AND tenant = ? AND closed IS NULL", e.Request, e.Tenant).Scan(&open); err != nil {
				return err
			}
			if open == 0 {
				return refuse(session.ErrForgotten)
			}
		}
		_, err := tx.Exec(`INSERT INTO entries (tenant, id, round, user, at, state, decided, decider, question, body)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, id) DO NOTHING`,
			e.Tenant, e.ID, e.Round, e.Asker, at, string(e.State), stamp(e.Decided), e.Key, e.Question, body)
		return err
	})
}

// Entries returns the questions of a round in the order in which they came.
func (db *DB) Entries(ctx context.Context, tenant, round string) ([]session.Entry, error) {
	return db.entries(ctx, "body", "tenant = ? AND round = ?", tenant, round)
}

// Outline returns the same without the answers.
func (db *DB) Outline(ctx context.Context, tenant, round string) ([]session.Entry, error) {
	return db.entries(ctx, "NULL", "tenant = ? AND round = ?", tenant, round)
}

// Entry returns one question; session.ErrNoEntry.
func (db *DB) Entry(ctx context.Context, tenant, id string) (session.Entry, error) {
	list, err := db.entries(ctx, "body", "tenant = ? AND id = ?", tenant, id)
	if err == nil && len(list) == 0 {
		err = session.ErrNoEntry
	}
	if err != nil {
		return session.Entry{}, err
	}
	return list[0], nil
}

func (db *DB) entries(ctx context.Context, body, which string, args ...any) ([]session.Entry, error) {
	var out []session.Entry
	err := db.each(ctx, "read questions of a round",
		"SELECT tenant, id, round, user, at, state, decided, decider, question, "+body+" FROM entries WHERE "+which+" ORDER BY seq",
		args, func(scan func(...any) error) error {
			var e session.Entry
			var at, decided sql.NullInt64
			var body []byte
			err := scan(&e.Tenant, &e.ID, &e.Round, &e.Asker, &at, &e.State, &decided, &e.Key, &e.Question, &body)
			if err != nil {
				return err
			}
			e.Asked, e.Decided = moment(at), moment(decided)
			e.Answer, err = readAnswer(body)
			out = append(out, e)
			return err
		})
	return out, err
}

// Decide changes the state of a question that waits or is held, or that the
// same key has decided.
func (db *DB) Decide(ctx context.Context, d session.Decision) error {
	at := db.stampOr(d.At)
	return db.change(ctx, "decide on a question", func(tx *sql.Tx) error {
		res, err := tx.Exec(`UPDATE entries SET state = ?1, decided = ?2, decider = ?3
			WHERE tenant = ?4 AND id = ?5 AND (state IN ('waiting', 'held') OR decider = ?3 AND ?3 <> '')`,
			string(d.To), at, d.Key, d.Tenant, d.Entry)
		if err = needRow(res, err); !errors.Is(err, consult.ErrGone) {
			return err
		}
		var there int
		if err := tx.QueryRow("SELECT count(*) FROM entries WHERE tenant = ? AND id = ?", d.Tenant, d.Entry).Scan(&there); err != nil {
			return err
		}
		if there == 0 {
			return refuse(session.ErrNoEntry)
		}
		return refuse(session.ErrDecided)
	})
}
