package search

import "sync"

// stemmer cuts words to stems: exceptions for clinical words that Snowball
// would join with others (severe, several) or keep apart (metastasis,
// metastases), Snowball English for the rest.
type stemmer struct {
	exceptions map[string]string
	mu         sync.RWMutex
	seen       map[string]string
}

func newStemmer(exceptions map[string]string) *stemmer {
	return &stemmer{exceptions: exceptions, seen: make(map[string]string, 4096)}
}

// stem returns the stem of a folded word. Words in other scripts, and very
// long ones, are left as they are.
func (s *stemmer) stem(word string) string {
	s.mu.RLock()
	out, ok := s.seen[word]
	s.mu.RUnlock()
	if ok {
		return out
	}
	out = s.cut(word)
	s.mu.Lock()
	if len(s.seen) < maxRemembered {
		s.seen[word] = out
	}
	s.mu.Unlock()
	return out
}

func (s *stemmer) cut(word string) string {
	if out, ok := s.exceptions[word]; ok {
		return out
	}
	if len(word) < 3 || len(word) > 40 || !isASCII(word) {
		return word
	}
	out := Snowball(word)
	if again, ok := s.exceptions[out]; ok {
		return again
	}
	return out
}
