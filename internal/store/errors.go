package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"curbside/internal/consult"
)

// Errors that a caller or an operator can do something about. Each comes
// wrapped in words that say what was being done.
var (
	// ErrFull says that the disk is full: nothing of the write was kept. It
	// works again once there is space.
	ErrFull = errors.New("the disk is full: make space in the data folder's file system")
	// ErrDamaged says that the database cannot be read.
	ErrDamaged = errors.New("the database is damaged: stop curbside, then put a backup of curbside.db in its place " +
		"(delete curbside.db-wal and curbside.db-shm, keep deletions.log), or move curbside.db away to begin with an empty one")
	// ErrNewer says that a newer program has written the database.
	ErrNewer = errors.New("the database was written by a newer curbside: run that version, or put a backup from before the update in its place")
	// ErrReadOnly says that the data folder or a file in it cannot be written.
	ErrReadOnly = errors.New("the data folder cannot be written: give the user that runs curbside the right to, or set data_dir to another folder")
	// ErrBusy says that another program kept the database locked for too long.
	ErrBusy = errors.New("another program keeps the database locked: end whatever else has curbside.db open")
	// ErrClosed says that the store was closed.
	ErrClosed = errors.New("the store is closed")
)

// explain adds to an error of the database or the file system which of the
// errors above it is.
func explain(err error) error {
	if err == nil {
		return nil
	}
	if kind := kindOf(err); kind != nil && !errors.Is(err, kind) {
		return fmt.Errorf("%w (%w)", kind, err)
	}
	return err
}

func kindOf(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return ErrFull
	}
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return ErrReadOnly
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return nil
	}
	if e.Code() == lib.SQLITE_IOERR_SHMSIZE { // the log's index cannot grow
		return ErrFull
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_FULL:
		return ErrFull
	case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return ErrDamaged
	case lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN, lib.SQLITE_PERM:
		return ErrReadOnly
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return ErrBusy
	}
	return nil
}

// count tells whoever counts failures of one. What is not there, and what the
// caller broke off, is no failure.
func (db *DB) count(err error) {
	var no refusal
	if db.failed == nil || err == nil || errors.As(err, &no) || errors.Is(err, consult.ErrGone) || errors.Is(err, context.Canceled) || errors.Is(err, ErrClosed) {
		return
	}
	kind := "other"
	for name, e := range map[string]error{
		"full": ErrFull, "damaged": ErrDamaged, "read-only": ErrReadOnly, "busy": ErrBusy, "slow": context.DeadlineExceeded,
	} {
		if errors.Is(err, e) {
			kind = name
		}
	}
	db.failed(kind)
}
