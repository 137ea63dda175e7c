package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	lockSuffix = ".lock"
	lockPause  = 20 * time.Millisecond // between two tries for a lock that another process holds
)

// process is this store's entry among the living: a file that it holds locked.
// The operating system lets go of the lock however the process ends.
type process struct {
	dir  string
	name string
	file *os.File
}

// enter makes and locks a file with a name of its own in a folder, and removes
// the files of the dead.
func enter(dir string) (*process, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of living processes: %w", err)
	}
	for {
		p, err := tryEnter(dir, strings.ToLower(rand.Text()))
		if err != nil {
			return nil, fmt.Errorf("enter the folder of living processes: %w", err)
		}
		if p != nil {
			p.bury()
			return p, nil
		}
	}
}

// tryEnter is nil where another process has taken the file for a dead one's,
// between its making and its locking.
func tryEnter(dir, name string) (*process, error) {
	path := filepath.Join(dir, name+lockSuffix)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	ok, err := tryLock(f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	mine, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if there, err := os.Stat(path); !ok || err != nil || !os.SameFile(mine, there) {
		return nil, f.Close()
	}
	return &process{dir: dir, name: name, file: f}, nil
}

// alive reports whether the process of a name holds its lock.
func (p *process) alive(name string) bool {
	return name == p.name || !p.removeDead(name)
}

// bury removes the files of all dead processes.
func (p *process) bury() {
	entries, err := os.ReadDir(p.dir)
	if err != nil {
		return // they stay, and do no harm
	}
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), lockSuffix); ok && name != p.name {
			p.removeDead(name)
		}
	}
}

// removeDead reports whether the process of a name is dead, and removes its
// file then. What cannot be told counts as alive: better late than twice.
func (p *process) removeDead(name string) bool {
	path := filepath.Join(p.dir, filepath.Base(name)+lockSuffix)
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return errors.Is(err, os.ErrNotExist)
	}
	defer f.Close()
	if ok, err := tryLock(f); err != nil || !ok {
		return false
	}
	os.Remove(path) // where that fails it is found dead again
	return true
}

// leave lets go of the lock.
func (p *process) leave() error {
	path := filepath.Join(p.dir, p.name+lockSuffix)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return errors.Join(err, p.file.Close())
	}
	return p.file.Close()
}

// waitLock locks a file, waiting while another process holds it, and returns
// how to unlock it.
func waitLock(ctx context.Context, path string) (func(), error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	for {
		ok, err := tryLock(f)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("lock %s: %w", filepath.Base(path), err), f.Close())
		}
		if ok {
			return func() { f.Close() }, nil
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(fmt.Errorf("wait for another process that opens the store: %w", ctx.Err()), f.Close())
		case <-time.After(lockPause):
		}
	}
}
