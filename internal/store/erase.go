package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// ErrNotErased says that something was deleted, but that its bytes may still
// stand in the files: another program was reading them, or the disk is full.
// The next Forget or Expire that deletes something erases them too, and so
// does Forget of the same user.
var ErrNotErased = errors.New("deleted, but not yet erased from the files")

// scrubbed is how many pages are cleaned in one transaction.
const scrubbed = 64

// erase leaves no byte of what was deleted in the files. SQLite overwrites
// deleted rows where they stand (secure_delete), but not the copies that stay
// behind where rows were moved within the file: these are in the unused parts
// of pages (page.go). They are looked for beside the writer and wiped by it;
// rewriting the whole file would hold it up for seconds. At last the log is
// emptied.
func (db *DB) erase(ctx context.Context) error {
	db.erasing.Lock()
	defer db.erasing.Unlock()
	stale, err := db.stalePages(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotErased, err)
	}
	for len(stale) > 0 {
		some := stale[:min(scrubbed, len(stale))]
		stale = stale[len(some):]
		err := db.change(ctx, "wipe what was deleted", func(tx *sql.Tx) error { return wipePages(tx, some) })
		if err != nil {
			return fmt.Errorf("%w: %w", ErrNotErased, err)
		}
	}
	if err := db.submit(ctx, db.alone, &job{what: "empty the log", alone: emptyLog}); err != nil {
		return fmt.Errorf("%w: %w", ErrNotErased, err)
	}
	return nil
}

// stalePages lists the pages of the database that hold bytes of no row.
func (db *DB) stalePages(ctx context.Context) ([]int, error) {
	var out []int
	var data sql.RawBytes
	err := db.each(ctx, "look for what was deleted", "SELECT pgno, data FROM sqlite_dbpage", nil, func(scan func(...any) error) error {
		var number int
		if err := scan(&number, &data); err != nil {
			return err
		}
		if _, changed := wiped(number, data); changed {
			out = append(out, number)
		}
		return nil
	})
	return out, err
}

// wipePages cleans pages as they are now.
func wipePages(tx *sql.Tx, pages []int) error {
	for _, number := range pages {
		var data []byte
		err := tx.QueryRow("SELECT data FROM sqlite_dbpage WHERE pgno = ?", number).Scan(&data)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return err
		}
		clean, changed := wiped(number, data)
		if !changed {
			continue
		}
		if _, err := tx.Exec("UPDATE sqlite_dbpage SET data = ? WHERE pgno = ?", clean, number); err != nil {
			return err
		}
	}
	return nil
}

// emptyLog moves the write-ahead log into the database and cuts it to nothing.
func emptyLog(pool *sql.DB) error {
	var busy, pages, moved int
	if err := pool.QueryRow("PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved); err != nil {
		return err
	}
	if busy != 0 {
		return errors.New("another program reads the log")
	}
	return nil
}
