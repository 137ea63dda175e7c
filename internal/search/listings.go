package search

import (
	"container/list"
	"strings"
	"sync"
)

// Bounds of what is remembered of listings, in bytes: at least leastKept, and
// for large corpora so much a passage. The words of questions repeat, so
// that most are found there; decoding postings anew is what costs.
const (
	leastKept      = 64 << 20
	keptPerPassage = 512
)

// listings remembers what terms find, since an index never changes: the
// listings used last, up to a number of bytes.
type listings struct {
	mu    sync.Mutex
	by    map[string]*list.Element
	used  *list.List // of *remembered, the one used last in front
	bytes int
	most  int
}

type remembered struct {
	key     string
	listing *listing
}

func newListings(passages int) *listings {
	return &listings{by: map[string]*list.Element{}, used: list.New(), most: max(leastKept, keptPerPassage*passages)}
}

func (c *listings) get(key string) *listing {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.by[key]
	if e == nil {
		return nil
	}
	c.used.MoveToFront(e)
	return e.Value.(*remembered).listing
}

func (c *listings) put(key string, l *listing) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.by[key] != nil {
		return // another question was quicker
	}
	c.by[key] = c.used.PushFront(&remembered{key, l})
	c.bytes += l.size() + len(key)
	for c.bytes > c.most && c.used.Len() > 1 {
		e := c.used.Back()
		old := c.used.Remove(e).(*remembered)
		delete(c.by, old.key)
		c.bytes -= old.listing.size() + len(old.key)
	}
}

// formsKey is equal for terms that find the same.
func (t *Term) formsKey(plain bool) string {
	var b strings.Builder
	if plain {
		b.WriteByte('!')
	}
	if t.Loose {
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
