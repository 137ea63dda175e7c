package answer

import (
	"container/list"
	"slices"
	"strings"
	"sync"
)

// mostRemembered bounds the answers that are kept in memory, each some ten
// thousand bytes.
const mostRemembered = 256

// remembered keeps the newest answers that were made without a model: the
// same question gets the same answer from the same corpus, and in a class
// many ask the same. Least recently asked ones go first.
type remembered struct {
	mu    sync.Mutex
	order list.List // of *memory, the newest first
	by    map[string]*list.Element
}

type memory struct {
	key    string
	answer *Answer
}

// rememberKey is equal for questions that have the same answer.
func rememberKey(r Request, audience, standalone string) string {
	collections := slices.Sorted(slices.Values(r.Collections))
	return strings.Join([]string{audience, r.Country, strings.Join(collections, "\x1f"), standalone}, "\x1e")
}

// recall returns a copy of an answer to the same question as a, with a's own
// ids and words. The parts of an answer are never changed once it was made,
// so copies share them.
func (m *remembered) recall(key string, a *Answer) (*Answer, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.by[key]
	if !ok {
		return nil, false
	}
	m.order.MoveToFront(e)
	c := *e.Value.(*memory).answer
	c.ID, c.Consult, c.Question, c.Standalone, c.Timings = a.ID, a.Consult, a.Question, a.Standalone, Timings{}
	return &c, true
}

func (m *remembered) keep(key string, a *Answer) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.by == nil {
		m.by = map[string]*list.Element{}
	}
	if m.by[key] != nil {
		return
	}
	c := *a
	m.by[key] = m.order.PushFront(&memory{key, &c})
	if m.order.Len() > mostRemembered {
		oldest := m.order.Back()
		m.order.Remove(oldest)
		delete(m.by, oldest.Value.(*memory).key)
	}
}
