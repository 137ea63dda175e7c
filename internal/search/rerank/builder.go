package rerank

import (
	"cmp"
	"context"
	"encoding/binary"
	"slices"
	"strings"
)

// Word is a word as written, folded, and its stem.
type Word struct{ Text, Stem string }

// Builder gathers the words of passages.
type Builder struct {
	ids   map[Word]uint32
	words []Word
	docs  forward // numbered as words came
}

// NewBuilder returns an empty Builder.
func NewBuilder() *Builder { return &Builder{ids: map[Word]uint32{}} }

// Add takes the words of the next passage with how often each occurs there,
// in an order that does not change from build to build. A word that comes
// again counts again.
func (b *Builder) Add(words []Word, times []int) {
	entries := make([]entry, len(words))
	for i, w := range words {
		id, ok := b.ids[w]
		if !ok {
			id = uint32(len(b.words))
			b.ids[w] = id
			b.words = append(b.words, w)
		}
		entries[i] = entry{id, uint32(max(times[i], 0))}
	}
	b.docs.add(entries)
}

// Build makes the stage. It fails only when ctx ends.
func (b *Builder) Build(ctx context.Context) (*Stage, error) {
	s := &Stage{}
	renumbered := s.number(b.words)
	for doc := range b.docs.len() {
		entries := b.docs.entries(doc, nil)
		for i := range entries {
			entries[i].word = renumbered[entries[i].word]
		}
		s.docs.add(entries)
	}
	s.countGrams()
	s.count()
	if err := s.learn(ctx); err != nil {
		return nil, err
	}
	s.prepare()
	return s, nil
}

// number orders words by stem, so that the words of one stem stand together,
// and returns the new number of each.
func (s *Stage) number(words []Word) []uint32 {
	order := make([]uint32, len(words))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int {
		return cmp.Or(strings.Compare(words[a].Stem, words[b].Stem), strings.Compare(words[a].Text, words[b].Text))
	})
	renumbered := make([]uint32, len(words))
	for n, old := range order {
		w := words[old]
		if len(s.stems) == 0 || s.stems[len(s.stems)-1] != w.Stem {
			s.stems = append(s.stems, w.Stem)
		}
		s.words = append(s.words, w.Text)
		s.stemOf = append(s.stemOf, uint32(len(s.stems)-1))
		renumbered[old] = uint32(n)
	}
	return renumbered
}

// entry is a word of a passage and how often it occurs there.
type entry struct{ word, times uint32 }

// forward holds the entries of all passages, packed: ascending by word, the
// steps between words and the counts as variable-length numbers. The lowest
// bit of a step says that the word occurs once.
type forward struct {
	from   []uint64 // where the entries of each passage begin, and the end
	packed []byte
}

func (f *forward) len() int { return max(len(f.from)-1, 0) }

// add appends a passage; entries of one word are added up.
func (f *forward) add(entries []entry) {
	if len(f.from) == 0 {
		f.from = []uint64{0}
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.word, b.word) })
	last := uint32(0)
	for i := 0; i < len(entries); {
		e := entries[i]
		for i++; i < len(entries) && entries[i].word == e.word; i++ {
			e.times += entries[i].times
		}
		if e.times == 0 {
			continue
		}
		step := uint64(e.word-last) << 1
		last = e.word
		if e.times == 1 {
			f.packed = binary.AppendUvarint(f.packed, step|1)
			continue
		}
		f.packed = binary.AppendUvarint(f.packed, step)
		f.packed = binary.AppendUvarint(f.packed, uint64(e.times))
	}
	f.from = append(f.from, uint64(len(f.packed)))
}

// entries unpacks the entries of a passage into buffer.
func (f *forward) entries(doc int, buffer []entry) []entry {
	out := buffer[:0]
	packed := f.packed[f.from[doc]:f.from[doc+1]]
	word := uint32(0)
	for len(packed) > 0 {
		step, n := binary.Uvarint(packed)
		if n <= 0 {
			return out // a packed passage that was cut: what came before stands
		}
		packed = packed[n:]
		word += uint32(step >> 1)
		times := uint64(1)
		if step&1 == 0 {
			if times, n = binary.Uvarint(packed); n <= 0 {
				return out
			}
			packed = packed[n:]
		}
		out = append(out, entry{word, uint32(times)})
	}
	return out
}
