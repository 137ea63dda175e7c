package search

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"curbside/internal/corpus"
)

// Sizes in which bleve's builder works: passages that make a segment, and
// segments that are merged at once.
const (
	segmentSize = 2048
	mergedSize  = 32
)

// partWriter writes the files of one part.
type partWriter struct {
	dir      string
	progress func(int)
	ix       *Index // counts and lengths of the part
	ends     []uint64
}

func (w *partWriter) write(ctx context.Context, passages []*corpus.Passage) error {
	if err := os.MkdirAll(w.dir, 0o755); err != nil {
		return err
	}
	a := newAnalyzer(sharedRules())
	w.ix = &Index{analyzer: a, vocab: newVocabulary(a)}
	if err := w.postings(ctx, passages); err != nil {
		return err
	}
	if err := w.passages(passages); err != nil {
		return err
	}
	if err := w.sources(); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(w.dir, wordsFile), w.ix.vocab.file().pack(), 0o644); err != nil {
		return err
	}
	return w.meta()
}

// postings has bleve build the part's index.
func (w *partWriter) postings(ctx context.Context, passages []*corpus.Passage) error {
	if len(passages) == 0 {
		return nil
	}
	builder, err := scorch.NewBuilder(map[string]any{
		"path": filepath.Join(w.dir, postingsFiles), "buildPathPrefix": w.dir, "batchSize": segmentSize, "mergeMax": mergedSize,
	})
	if err != nil {
		return fmt.Errorf("make the part: %w", err)
	}
	k := known{tokens: map[string][]rawToken{}, fields: map[string]*readyField{}}
	told := 0
	for i, p := range passages {
		if i%256 == 0 {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			w.progress(i - told)
			told = i
		}
		if i%segmentSize == 0 { // what repeats does so nearby
			clear(k.tokens)
			clear(k.fields)
		}
		if err := builder.Index(w.ix.draft(p, k)); err != nil {
			return fmt.Errorf("add %s: %w", p.ID, err)
		}
	}
	if err := builder.Close(); err != nil {
		return fmt.Errorf("close the part: %w", err)
	}
	w.progress(len(passages) - told)
	return nil
}

func (w *partWriter) passages(passages []*corpus.Passage) error {
	f, err := os.Create(filepath.Join(w.dir, passagesFile))
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(f, 1<<20)
	var p packer
	end := uint64(0)
	for _, passage := range passages {
		p.out = p.out[:0]
		packPassage(&p, passage)
		if _, err := out.Write(p.out); err != nil {
			return errors.Join(err, f.Close())
		}
		end += uint64(len(p.out))
		w.ends = append(w.ends, end)
	}
	return errors.Join(out.Flush(), f.Close())
}

// sources writes the part's sources without their passages.
func (w *partWriter) sources() error {
	bare := make([]corpus.Source, len(w.ix.docs.sources))
	for i, s := range w.ix.docs.sources {
		bare[i] = *s
		bare[i].Passages = nil
	}
	return writeJSON(filepath.Join(w.dir, sourcesFile), bare)
}

// meta writes what ranking needs to know of each passage.
func (w *partWriter) meta() error {
	p := &part{}
	if n := w.ix.docs.count(); n > 0 {
		if err := p.openDisk(w.dir, nil); err != nil {
			return err
		}
		if err := errors.Join(p.read(n), p.close()); err != nil {
			return err
		}
	}
	m := partMeta{place: p.place, source: w.ix.docs.source, topics: w.ix.docs.topics, lengths: w.ix.lengths}
	for _, t := range w.ix.docs.topic {
		m.topic = append(m.topic, uint32(t))
	}
	m.bytes = slices.Clone(w.ends)
	return os.WriteFile(filepath.Join(w.dir, metaFile), m.pack(), 0o644)
}

// partMeta is what metaFile holds.
type partMeta struct {
	place   []uint32 // of a passage in the part, by bleve's document number
	source  []uint32
	topics  []string
	topic   []uint32
	lengths [numFields][]uint32
	bytes   []uint64 // where each passage ends in passagesFile
}

func (m *partMeta) pack() []byte {
	var p packer
	p.words(m.place)
	p.words(m.source)
	p.texts(m.topics)
	p.words(m.topic)
	for _, l := range m.lengths {
		p.words(l)
	}
	at := uint64(0)
	p.number(len(m.bytes))
	for _, end := range m.bytes {
		p.number(int(end - at))
		at = end
	}
	return p.out
}

func unpackMeta(data []byte) (*partMeta, error) {
	u := unpacker{in: string(data)}
	m := &partMeta{place: u.words(), source: u.words(), topics: u.texts(), topic: u.words()}
	for f := range m.lengths {
		m.lengths[f] = u.words()
	}
	m.bytes = make([]uint64, u.count(1))
	at := uint64(0)
	for i := range m.bytes {
		at += uint64(u.number())
		m.bytes[i] = at
	}
	n := len(m.bytes)
	ok := len(m.place) == n && len(m.source) == n && len(m.topic) == n
	for _, l := range m.lengths {
		ok = ok && len(l) == n
	}
	for i := range m.place {
		ok = ok && int(m.place[i]) < n
		ok = ok && i < len(m.topic) && int(m.topic[i]) < len(m.topics)
	}
	if u.err == nil && !ok {
		u.fail()
	}
	return m, u.err
}
