package search

import (
	"strings"
	"sync"
)

// finding is what one term finds: read-only, since questions share it.
type finding struct {
	docs  []termDoc
	exact int // passages that hold an exact form or a synonym in text or headings
}

// mostFinds bounds what is remembered; the terms of questions repeat.
const mostFinds = 4096

// finds remembers what terms find, since an index never changes. When it is
// full it begins anew.
type finds struct {
	mu sync.RWMutex
	by map[string]finding
}

func (f *finds) get(key string) (finding, bool) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	found, ok := f.by[key]
	return found, ok
}

func (f *finds) put(key string, found finding) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.by == nil || len(f.by) >= mostFinds {
		f.by = map[string]finding{}
	}
	f.by[key] = found
}

// formsKey is equal for terms that find the same.
func (t *Term) formsKey() string {
	var b strings.Builder
	if t.loose {
		b.WriteByte('~')
	}
	for i, list := range [][][]string{t.Forms, t.Near} {
		if i > 0 {
			b.WriteByte('|')
		}
		for _, form := range list {
			for _, stem := range form {
				b.WriteString(stem)
				b.WriteByte(' ')
			}
			b.WriteByte(',')
		}
	}
	return b.String()
}
