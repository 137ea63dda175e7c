//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package store

import (
	"fmt"
	"os"
	"runtime"
)

// tryLock is not known here. Without it nobody can tell a living process from
// a dead one, so the store does not open.
func tryLock(*os.File) (bool, error) {
	return false, fmt.Errorf("files cannot be locked on %s", runtime.GOOS)
}
