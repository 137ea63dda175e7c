package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"curbside/internal/consult"
)

var _ consult.Outbox = (*DB)(nil)

// Claim stores a request; false where it is there already. Where ctx ends
// before it is known to be stored, the error says so and the request is taken
// back: its asker is told to ask again.
func (db *DB) Claim(ctx context.Context, r consult.Request) (bool, error) {
	options, err := asJSON(r.Options, len(r.Options) == 0)
	if err != nil {
		return false, err
	}
	if r.ID == "" || r.Tenant == "" {
		return false, errors.New("claim a request: it has no id or no tenant")
	}
	at := db.stampOr(r.Received)
	claimed := false
	j := &job{what: "claim a request"}
	j.do = func(tx *sql.Tx) error {
		res, err := tx.Exec(`INSERT INTO requests (id, adapter, tenant, user, channel, kind, private, at, process, text, options, token)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
			r.ID, r.Adapter, r.Tenant, r.User, r.Channel, r.Kind, r.Private, at, db.process.name, r.Text, options, r.Token)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		claimed = n == 1
		return err
	}
	j.undo = func(tx *sql.Tx) error {
		if !claimed {
			return nil
		}
		return closeRequest(tx, r.ID, "not recorded in time", "", db.now())
	}
	err = db.submit(ctx, db.jobs, j)
	return err == nil && claimed, err
}

// Acknowledged notes that the chat accepted an acknowledgement. ErrGone where
// the request is not kept, or no longer.
func (db *DB) Acknowledged(ctx context.Context, request string, at time.Time) error {
	return db.change(ctx, "note an acknowledgement", func(tx *sql.Tx) error {
		res, err := tx.Exec("UPDATE requests SET acknowledged = ? WHERE id = ?", db.stampOr(at), request)
		return needRow(res, err)
	})
}

// needRow refuses what changed nothing.
func needRow(res sql.Result, err error) error {
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		return refuse(consult.ErrGone)
	}
	return err
}

// Composed stores what a request is answered with. Composed again, the later
// answer replaces the earlier one. ErrGone where the request is closed or was
// deleted meanwhile: then nothing is kept.
func (db *DB) Composed(ctx context.Context, request string, t *consult.Kept, message []byte) error {
	row, err := db.rowOf(t)
	if err != nil {
		return fmt.Errorf("keep an answer: %w", err)
	}
	return db.change(ctx, "keep an answer", func(tx *sql.Tx) error {
		var tenant, was string
		err := tx.QueryRow("SELECT tenant, coalesce(answer, '') FROM requests WHERE id = ? AND closed IS NULL", request).Scan(&tenant, &was)
		if errors.Is(err, sql.ErrNoRows) {
			return refuse(consult.ErrGone)
		}
		if err != nil {
			return err
		}
		if row != nil && row.tenant != tenant {
			return refuse(fmt.Errorf("the answer is one of tenant %s, the request one of %s", row.tenant, tenant))
		}
		if was != "" {
			if _, err := tx.Exec("DELETE FROM turns WHERE tenant = ? AND request = ? AND request <> ''", tenant, request); err != nil {
				return err
			}
		}
		var id any
		if row != nil {
			id, row.request = row.answer, request
			if err := row.insert(tx); err != nil {
				return err
			}
		}
		_, err = tx.Exec("UPDATE requests SET answer = ?, message = ? WHERE id = ?", id, message, request)
		return err
	})
}

// Delivered closes a request whose message the chat accepted. A request that
// is closed stays as it is; ErrGone where it is not kept.
func (db *DB) Delivered(ctx context.Context, request, message string, at time.Time) error {
	return db.change(ctx, "note a delivery", func(tx *sql.Tx) error {
		return closeRequest(tx, request, "delivered", message, time.Unix(0, db.stampOr(at)))
	})
}

// Abandoned closes a request that cannot be answered. A request that is closed
// stays as it is; ErrGone where it is not kept.
func (db *DB) Abandoned(ctx context.Context, request, reason string, at time.Time) error {
	return db.change(ctx, "give up a request", func(tx *sql.Tx) error {
		return closeRequest(tx, request, "abandoned: "+reason, "", time.Unix(0, db.stampOr(at)))
	})
}

// closeRequest closes a request and drops what only its answering needed.
func closeRequest(tx *sql.Tx, id, outcome, message string, at time.Time) error {
	var tenant, answer string
	var closed sql.NullInt64
	err := tx.QueryRow("SELECT tenant, coalesce(answer, ''), closed FROM requests WHERE id = ?", id).Scan(&tenant, &answer, &closed)
	if errors.Is(err, sql.ErrNoRows) {
		return refuse(consult.ErrGone)
	}
	if err != nil || closed.Valid {
		return err
	}
	_, err = tx.Exec(`UPDATE requests SET closed = ?, outcome = ?, shown = ?, text = '', options = NULL, token = '', message = NULL
		WHERE id = ?`, at.UnixNano(), outcome, message, id)
	if err != nil || answer == "" || message == "" {
		return err
	}
	_, err = tx.Exec("UPDATE turns SET message = ? WHERE tenant = ? AND request = ? AND request <> ''", message, tenant, id)
	return err
}

// Open lists, oldest first, the requests that dead processes left open, and
// makes them this process's. It may be called again at any time.
func (db *DB) Open(ctx context.Context) ([]consult.Pending, error) {
	var out []consult.Pending
	err := db.change(ctx, "take up open requests", func(tx *sql.Tx) error {
		out = nil
		dead, err := db.deadOwners(tx)
		if err != nil {
			return err
		}
		for _, name := range dead {
			left, err := leftBy(tx, name)
			if err != nil {
				return err
			}
			out = append(out, left...)
			if _, err := tx.Exec("UPDATE requests SET process = ? WHERE process = ? AND closed IS NULL", db.process.name, name); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(out, func(a, b consult.Pending) int { return a.Received.Compare(b.Received) })
	return out, nil
}

// deadOwners lists the processes that left requests open and live no more.
func (db *DB) deadOwners(tx *sql.Tx) ([]string, error) {
	rows, err := tx.Query("SELECT DISTINCT process FROM requests WHERE closed IS NULL")
	if err != nil {
		return nil, err
	}
	var dead []string
	err = forEach(rows, func(scan func(...any) error) error {
		var name string
		if err := scan(&name); err != nil {
			return err
		}
		if !db.process.alive(name) {
			dead = append(dead, name)
		}
		return nil
	})
	return dead, err
}

// leftBy reads the requests that a process left open.
func leftBy(tx *sql.Tx, process string) ([]consult.Pending, error) {
	rows, err := tx.Query(`SELECT id, adapter, tenant, user, channel, kind, text, options, private, token, at, acknowledged, coalesce(answer, ''), message
		FROM requests WHERE process = ? AND closed IS NULL ORDER BY at, rowid`, process)
	if err != nil {
		return nil, err
	}
	var out []consult.Pending
	err = forEach(rows, func(scan func(...any) error) error {
		var p consult.Pending
		var options []byte
		var at, acknowledged sql.NullInt64
		if err := scan(&p.ID, &p.Adapter, &p.Tenant, &p.User, &p.Channel, &p.Kind, &p.Text, &options, &p.Private, &p.Token,
			&at, &acknowledged, &p.Answer, &p.Message); err != nil {
			return err
		}
		if len(options) > 0 {
			if err := json.Unmarshal(options, &p.Options); err != nil {
				return fmt.Errorf("read the options of a request: %w", err)
			}
		}
		p.Received, p.Acknowledged = moment(at), moment(acknowledged)
		out = append(out, p)
		return nil
	})
	return out, err
}
