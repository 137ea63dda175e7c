package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// FileName is the database's name in the data folder.
const FileName = "curbside.db"

// readers is how many reads may go on at once.
const readers = 4

// checkedSize is up to which size, in bytes, the whole file is looked through
// when it is opened. A larger one would take too long.
const checkedSize = 256 << 20

// Options say where and how a store is opened.
type Options struct {
	Dir string           // data folder; made if it is not there
	Now func() time.Time // nil: time.Now; for what comes without a time of its own
	Log *slog.Logger     // nil: nothing is logged; it never gets a question's text

	// Failed is told of each read and write that failed, for metrics: "full",
	// "damaged", "read-only", "busy", "slow" or "other". nil: nobody is.
	Failed func(kind string)
}

// DB is an open store. Its methods are safe for concurrent use.
type DB struct {
	dir     string
	now     func() time.Time
	log     *slog.Logger
	failed  func(kind string)
	process *process
	read    *sql.DB
	write   *sql.DB

	jobs    chan *job
	alone   chan *job
	stop    chan struct{} // closed by Close
	stopped chan struct{} // closed when the writer has ended
	close   sync.Once
	erasing sync.Mutex // one erasure at a time
}

// Open opens the store in a data folder and brings its schema up to date. What
// a restored backup should have forgotten is deleted before it returns.
// Errors are ErrFull, ErrDamaged, ErrNewer, ErrReadOnly or ErrBusy where they
// are one of these.
func Open(ctx context.Context, o Options) (*DB, error) {
	if o.Dir == "" {
		return nil, errors.New("open the store: no data folder is known; set data_dir in the configuration or CURBSIDE_DATA_DIR in the environment")
	}
	db := &DB{
		dir: o.Dir, now: o.Now, log: cmp.Or(o.Log, slog.New(slog.DiscardHandler)), failed: o.Failed,
		jobs: make(chan *job, maxWaiting), alone: make(chan *job),
		stop: make(chan struct{}), stopped: make(chan struct{}),
	}
	if db.now == nil {
		db.now = time.Now
	}
	if err := db.open(ctx); err != nil {
		db.release()
		return nil, fmt.Errorf("open the store in %s: %w", o.Dir, explain(err))
	}
	go db.writer()
	if err := db.replayDeletions(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open the store in %s: %w", o.Dir, err), db.Close())
	}
	return db, nil
}

func (db *DB) open(ctx context.Context) (err error) {
	if err := makeFolder(db.dir); err != nil {
		return err
	}
	if db.process, err = enter(filepath.Join(db.dir, "processes")); err != nil {
		return err
	}
	release, err := waitLock(ctx, db.openingLock())
	if err != nil {
		return err
	}
	defer release()
	if err := db.privateFiles(); err != nil {
		return err
	}
	cut := db.cut() // before the log is opened
	if db.write, err = connect(db.file(), 1, false); err != nil {
		return err
	}
	if err := db.check(ctx, cut); err != nil {
		return err
	}
	if err := migrate(ctx, db.write); err != nil {
		return err
	}
	db.read, err = connect(db.file(), readers, true)
	return err
}

func (db *DB) file() string { return filepath.Join(db.dir, FileName) }

// openingLock is held while a schema is brought up to date and while
// deletions are noted.
func (db *DB) openingLock() string { return filepath.Join(db.dir, "opening.lock") }

// makeFolder makes the data folder, for its owner alone.
func makeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	return nil
}

// privateFiles makes the database's files and takes them from other users'
// sight. SQLite gives the files beside the database the same mode. The
// database is never opened here once it exists: closing a file drops the locks
// that SQLite holds on it.
func (db *DB) privateFiles() error {
	if _, err := os.Lstat(db.file()); errors.Is(err, os.ErrNotExist) {
		f, err := os.OpenFile(db.file(), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err != nil {
			return fmt.Errorf("make the database: %w", err)
		}
		return f.Close()
	}
	for _, name := range []string{FileName, FileName + "-wal", FileName + "-shm", deletionsName} {
		info, err := os.Stat(filepath.Join(db.dir, name))
		if err != nil || info.Mode().Perm()&0o077 == 0 {
			continue
		}
		if err := os.Chmod(filepath.Join(db.dir, name), 0o600); err != nil {
			db.log.Warn("a file of the store can be read by other users", "file", name, "error", err)
		}
	}
	return nil
}

// connect opens a pool of connections to a database file.
func connect(file string, n int, readOnly bool) (*sql.DB, error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", file, err)
	}
	q := url.Values{}
	for _, p := range []string{
		"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)", "secure_delete(ON)",
		"temp_store(MEMORY)", // nothing of the database in another folder
	} {
		q.Add("_pragma", p)
	}
	if readOnly {
		q.Add("_pragma", "query_only(ON)")
	} else {
		q.Set("_txlock", "immediate")
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: q.Encode()}
	pool, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", file, err)
	}
	pool.SetMaxOpenConns(n)
	pool.SetMaxIdleConns(n)
	return pool, nil
}

// cut reports whether the file ends within a page and no log is there to
// complete it. Pages are at least 512 bytes.
func (db *DB) cut() bool {
	info, err := os.Stat(db.file())
	if err != nil || info.Size()%512 == 0 {
		return false
	}
	log, err := os.Stat(db.file() + "-wal")
	return errors.Is(err, os.ErrNotExist) || err == nil && log.Size() == 0
}

// check looks for damage.
func (db *DB) check(ctx context.Context, cut bool) error {
	var tables int
	if err := db.write.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return fmt.Errorf("read the database: %w", err)
	}
	if cut {
		return fmt.Errorf("%w (the file ends within a page)", ErrDamaged)
	}
	info, err := os.Stat(db.file())
	if err != nil || info.Size() > checkedSize {
		return err
	}
	var verdict string
	if err := db.write.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return fmt.Errorf("look through the database: %w", err)
	}
	if verdict != "ok" {
		return fmt.Errorf("%w (%s)", ErrDamaged, verdict)
	}
	return nil
}

// Close ends the writes that wait, lets go of the files and of what this
// process works on: the next one takes it up.
func (db *DB) Close() error {
	var err error
	db.close.Do(func() {
		close(db.stop)
		<-db.stopped
		err = db.release()
	})
	return err
}

func (db *DB) release() error {
	var errs []error
	for _, pool := range []*sql.DB{db.read, db.write} {
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	if db.process != nil {
		errs = append(errs, db.process.leave())
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close the store: %w", err)
	}
	return nil
}

// Ping tells whether the store can read and write now.
func (db *DB) Ping(ctx context.Context) error {
	err := db.change(ctx, "write to the store", func(tx *sql.Tx) error {
		_, err := tx.Exec("INSERT INTO pulse (one, at) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET at = excluded.at", db.now().UnixNano())
		return err
	})
	if err != nil {
		return err
	}
	var at int64
	return db.one(ctx, "read from the store", "SELECT at FROM pulse", nil, &at)
}
