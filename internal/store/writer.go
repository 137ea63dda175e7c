package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"
)

const (
	maxWaiting = 1024 // writes that may wait before callers do
	maxGroup   = 64   // writes in one transaction
)

// The states of a job. Who changes a state first decides what becomes of it.
const (
	waiting   = iota
	taken     // the writer works on it
	left      // its caller has left while it waited: it is not done
	abandoned // its caller has left while it was done: it is undone
	finished
)

// job is one write.
type job struct {
	what  string
	do    func(tx *sql.Tx) error // may run more than once
	undo  func(tx *sql.Tx) error // what to do when the caller did not wait for the outcome; may be nil
	alone func(pool *sql.DB) error
	state atomic.Int32
	done  chan error
}

// refusal is an error of a job that wrote nothing: others in its transaction
// need not suffer from it.
type refusal struct{ error }

func (r refusal) Unwrap() error { return r.error }

func refuse(err error) error { return refusal{err} }

// change does one write, in a transaction that it may share with others. What
// it does must not depend on how often it is tried.
func (db *DB) change(ctx context.Context, what string, do func(tx *sql.Tx) error) error {
	return db.submit(ctx, db.jobs, &job{what: what, do: do})
}

// submit hands a job to the writer and waits for its outcome, or until ctx
// ends. A job that had not begun by then is not done at all.
func (db *DB) submit(ctx context.Context, to chan *job, j *job) (err error) {
	defer func() { db.count(err) }()
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("%s: %w", j.what, err)
	}
	j.done = make(chan error, 1)
	select {
	case <-db.stop:
		return fmt.Errorf("%s: %w", j.what, ErrClosed)
	default:
	}
	select {
	case to <- j:
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", j.what, ctx.Err())
	case <-db.stop:
		return fmt.Errorf("%s: %w", j.what, ErrClosed)
	}
	if err := db.await(ctx, j); err != nil {
		return fmt.Errorf("%s: %w", j.what, explain(err))
	}
	return nil
}

func (db *DB) await(ctx context.Context, j *job) error {
	select {
	case err := <-j.done:
		return err
	case <-db.stopped:
		select {
		case err := <-j.done:
			return err
		default:
			return ErrClosed
		}
	case <-ctx.Done():
	}
	if j.state.CompareAndSwap(waiting, left) || j.state.CompareAndSwap(taken, abandoned) {
		return ctx.Err()
	}
	return <-j.done
}

// writer does the jobs until the store is closed, and then those that wait.
func (db *DB) writer() {
	defer close(db.stopped)
	for {
		select {
		case j := <-db.jobs:
			db.runGroup(j)
		case j := <-db.alone:
			db.runAlone(j)
		case <-db.stop:
			for len(db.jobs) > 0 {
				db.runGroup(<-db.jobs)
			}
			return
		}
	}
}

func (db *DB) runAlone(j *job) {
	if j.state.CompareAndSwap(waiting, taken) {
		err := j.alone(db.write)
		j.state.Store(finished)
		j.done <- err
	}
}

// runGroup does a job together with all that wait behind it: one
// synchronisation of the disk serves them all.
func (db *DB) runGroup(first *job) {
	var group []*job
	for j := first; ; j = <-db.jobs {
		if j.state.CompareAndSwap(waiting, taken) {
			group = append(group, j)
		}
		if len(group) == maxGroup || len(db.jobs) == 0 {
			break
		}
	}
	db.settle(group)
}

// settle does some jobs and tells their callers. Where they cannot be done
// together, each is tried for itself.
func (db *DB) settle(group []*job) {
	if len(group) == 0 {
		return
	}
	verdicts, err := db.together(group)
	if err != nil && len(group) > 1 {
		for _, j := range group {
			db.settle([]*job{j})
		}
		return
	}
	var regret []*job
	for i, j := range group {
		verdict := err
		if err == nil {
			verdict = verdicts[i]
		}
		if j.state.CompareAndSwap(taken, finished) {
			j.done <- verdict
		} else if verdict == nil && j.undo != nil {
			regret = append(regret, &job{what: "undo: " + j.what, do: j.undo, done: make(chan error, 1)})
		}
	}
	db.settleRegrets(regret)
}

func (db *DB) settleRegrets(regret []*job) {
	for _, j := range regret {
		if _, err := db.together([]*job{j}); err != nil {
			db.log.Error("a write that nobody waited for could not be undone", "what", j.what, "error", err)
		}
	}
}

// together does jobs in one transaction. It returns each one's refusal, or an
// error where nothing was written.
func (db *DB) together(group []*job) ([]error, error) {
	tx, err := db.write.BeginTx(context.Background(), nil)
	if err != nil {
		return nil, err
	}
	verdicts := make([]error, len(group))
	for i, j := range group {
		err := j.do(tx)
		var no refusal
		if errors.As(err, &no) {
			verdicts[i] = no.error
			continue
		}
		if err != nil {
			return nil, abort(tx, err)
		}
	}
	if err := tx.Commit(); err != nil {
		return nil, abort(tx, err)
	}
	return verdicts, nil
}

// abort ends a transaction that failed and returns why it did. SQLite may have
// ended it already, so how that goes tells nothing.
func abort(tx *sql.Tx, why error) error {
	_ = tx.Rollback()
	return why
}
