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
	return db.claim(ctx, "claim a request", r, func(*sql.Tx) error { return nil })
}

// Submit stores a request with what it is answered with, in one transaction;
// otherwise it is as Claim.
func (db *DB) Submit(ctx context.Context, r consult.Request, t *consult.Kept, message []byte) (bool, error) {
	row, err := db.rowOf(t)
	if err != nil {
		return false, fmt.Errorf("submit what is to be sent: %w", err)
	}
	if row != nil && row.tenant != r.Tenant {
		return false, fmt.Errorf("submit what is to be sent: the answer is one of tenant %s, the request one of %s", row.tenant, r.Tenant)
	}
	return db.claim(ctx, "submit what is to be sent", r, func(tx *sql.Tx) error { return compose(tx, r.ID, row, message) })
}

// claim stores a request and does more in the same transaction, if the request
// is new.
func (db *DB) claim(ctx context.Context, what string, r consult.Request, more func(*sql.Tx) error) (bool, error) {
	options, err := asJSON(r.Options, len(r.Options) == 0)
	if err != nil {
		return false, err
	}
	if r.ID == "" || r.Tenant == "" {
		return false, errors.New(what + ": it has no id or no tenant")
	}
	at := db.stampOr(r.Received)
	claimed := false
	j := &job{what: what}
	j.do = func(tx *sql.Tx) error {
		claimed = false
		if err := takeDeed(tx, r, at); err != nil {
			return err
		}
		res, err := tx.Exec(`INSERT INTO requests (id, adapter, tenant, user, channel, kind, private, at, process, text, options, token, deed)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
			r.ID, r.Adapter, r.Tenant, r.User, r.Channel, r.Kind, r.Private, at, db.process.name, r.Text, options, r.Token, r.Deed)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		if err != nil || n == 0 {
			return err
		}
		claimed = true
		return more(tx)
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

// takeDeed notes that a request does what must not happen twice; ErrDone where
// another has done so. A request that is there already has its deed.
func takeDeed(tx *sql.Tx, r consult.Request, at int64) error {
	if r.Deed == "" {
		return nil
	}
	res, err := tx.Exec(`INSERT INTO once (tenant, key, at) SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM requests WHERE id = ?4)
		ON CONFLICT (tenant, key) DO NOTHING`, r.Tenant, r.Deed, at, r.ID)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	var there int
	if err := tx.QueryRow("SELECT count(*) FROM requests WHERE id = ?", r.ID).Scan(&there); err != nil || there > 0 {
		return err
	}
	return refuse(consult.ErrDone)
}

// IsOpen reports whether a request is kept and not closed.
func (db *DB) IsOpen(ctx context.Context, request string) (bool, error) {
	var n int
	err := db.one(ctx, "look for a request", "SELECT count(*) FROM requests WHERE id = ? AND closed IS NULL", []any{request}, &n)
	return n == 1, err
}

// Acknowledged notes that the chat accepted an acknowledgement. ErrGone where
// the request is not kept, or no longer.
func (db *DB) Acknowledged(ctx context.Context, request, place string, at time.Time) error {
	return db.change(ctx, "note an acknowledgement", func(tx *sql.Tx) error {
		res, err := tx.Exec("UPDATE requests SET acknowledged = ?, place = ? WHERE id = ?", db.stampOr(at), place, request)
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
	return db.change(ctx, "keep an answer", func(tx *sql.Tx) error { return compose(tx, request, row, message) })
}

// compose stores what an open request is answered with; row may be nil.
func compose(tx *sql.Tx, request string, row *turnRow, message []byte) error {
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
		// Given up earlier and published anew, an answer is the later request's.
		if _, err := tx.Exec(`DELETE FROM turns WHERE tenant = ?1 AND answer = ?2 AND user = ?3 AND channel = ?4
			AND request IN (SELECT id FROM requests WHERE tenant = ?1 AND closed IS NOT NULL AND outcome <> ?5)`,
			tenant, row.answer, row.user, row.channel, delivered); err != nil {
			return err
		}
		if err := row.insert(tx); err != nil {
			return err
		}
	}
	_, err = tx.Exec("UPDATE requests SET answer = ?, message = ? WHERE id = ?", id, message, request)
	return err
}

// Delivered closes a request whose message the chat accepted. A request that
// is closed stays as it is; ErrGone where it is not kept.
func (db *DB) Delivered(ctx context.Context, request, message string, at time.Time) error {
	return db.change(ctx, "note a delivery", func(tx *sql.Tx) error {
		return closeRequest(tx, request, delivered, message, time.Unix(0, db.stampOr(at)))
	})
}

// Abandoned closes a request that cannot be answered. A request that is closed
// stays as it is; ErrGone where it is not kept.
func (db *DB) Abandoned(ctx context.Context, request, reason string, at time.Time) error {
	return db.change(ctx, "give up a request", func(tx *sql.Tx) error {
		return closeRequest(tx, request, "abandoned: "+reason, "", time.Unix(0, db.stampOr(at)))
	})
}

// delivered is the outcome of a request that came to something.
const delivered = "delivered"

// closeRequest closes a request and drops what only its answering needed. What
// was not delivered has not done its deed.
func closeRequest(tx *sql.Tx, id, outcome, message string, at time.Time) error {
	var tenant, answer, deed string
	var closed sql.NullInt64
	err := tx.QueryRow("SELECT tenant, coalesce(answer, ''), deed, closed FROM requests WHERE id = ?", id).Scan(&tenant, &answer, &deed, &closed)
	if errors.Is(err, sql.ErrNoRows) {
		return refuse(consult.ErrGone)
	}
	if err != nil || closed.Valid {
		return err
	}
	_, err = tx.Exec(`UPDATE requests SET closed = ?, outcome = ?, shown = ?, text = '', options = NULL, token = '', message = NULL
		WHERE id = ?`, at.UnixNano(), outcome, message, id)
	if err == nil && deed != "" && outcome != delivered {
		_, err = tx.Exec("DELETE FROM once WHERE tenant = ? AND key = ?", tenant, deed)
	}
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
	rows, err := tx.Query(`SELECT id, adapter, tenant, user, channel, kind, text, options, private, token, deed, at, acknowledged, place, coalesce(answer, ''), message
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
			&p.Deed, &at, &acknowledged, &p.Place, &p.Answer, &p.Message); err != nil {
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
