package search

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"

	"curbside/internal/corpus"
	"curbside/internal/search/rerank"
)

// boltTimeout bounds the wait for a part that another process holds: without
// it an open hangs.
const boltTimeout = "2s"

// storedCorpus is what corpusFile holds: the corpus without its sources.
type storedCorpus struct {
	Version       string
	Lexicon       *corpus.Lexicon
	Disagreements []corpus.Disagreement
}

// Open opens the index on disk in dir, after it was held against its
// manifest. Where the build in force is refused and the one before it is
// well, that one is returned together with the reason; else a nil index.
func Open(ctx context.Context, dir string) (*Index, error) {
	names, err := builds(dir)
	if err != nil {
		return nil, err
	}
	var refused []error
	for _, name := range names {
		ix, err := OpenNamed(ctx, dir, name)
		if err == nil {
			return ix, errors.Join(refused...)
		}
		refused = append(refused, err)
	}
	return nil, refused[0]
}

// Current returns the name of the build that is in force in dir: another one
// after each [Build].
func Current(dir string) (string, error) { return current(dir) }

// OpenNamed opens the build of that name.
func OpenNamed(ctx context.Context, dir, name string) (*Index, error) {
	return openWhole(ctx, filepath.Join(dir, name))
}

// Build returns the name of the build that an index on disk was opened from.
func (ix *Index) Build() string { return filepath.Base(ix.dir) }

// openWhole opens one build after it was held against its manifest.
func openWhole(ctx context.Context, dir string) (*Index, error) {
	m, err := readManifest(dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	if err := verify(dir, m.Files); err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	ix, err := openBuild(dir, m)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	if err := ix.checkGolden(ctx, m.Golden); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", dir, err), ix.Close())
	}
	return ix, nil
}

// openBuild opens the files of a build.
func openBuild(dir string, m *Manifest) (*Index, error) {
	var stored storedCorpus
	if err := readJSON(filepath.Join(dir, corpusFile), &stored); err != nil {
		return nil, err
	}
	words, err := readWords(filepath.Join(dir, wordsFile))
	if err != nil {
		return nil, err
	}
	a := newAnalyzer(sharedRules())
	ix := &Index{analyzer: a, vocab: newVocabulary(a), means: map[string]int{}, dir: dir, queue: index.NewAnalysisQueue(1)}
	ix.vocab.disk, ix.vocab.passages = words, words.passages
	ix.corpus = &corpus.Corpus{Lexicon: stored.Lexicon, Disagreements: stored.Disagreements, Version: stored.Version}
	if ix.corpus.Lexicon == nil {
		ix.corpus.Lexicon = &corpus.Lexicon{}
	}
	sources := map[string]uint32{}
	for n := range m.Parts {
		if err := ix.openPart(filepath.Join(dir, partName(n)), sources); err != nil {
			return nil, errors.Join(fmt.Errorf("part %d: %w", n, err), ix.Close())
		}
	}
	if ix.docs.count() != m.Passages || words.passages != m.Passages {
		return nil, errors.Join(fmt.Errorf("%w: it holds %d passages and should hold %d", ErrDamaged, ix.docs.count(), m.Passages), ix.Close())
	}
	ix.corpus.Sources = ix.docs.sources
	ix.ready()
	ix.second.make = func(context.Context) (*rerank.Stage, error) {
		return readSecond(filepath.Join(dir, secondFile), m.Passages)
	}
	return ix, nil
}

func readWords(path string) (*wordFile, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	w, err := unpackWords(data)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrDamaged, filepath.Base(path), err)
	}
	return w, nil
}

// readSecond reads the second stage, nil where the corpus is too small for
// one, or the index is still being built.
func readSecond(path string, passages int) (*rerank.Stage, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	stage, err := rerank.Open(data)
	if err == nil && stage.Passages() != passages {
		err = fmt.Errorf("it is of %d passages", stage.Passages())
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrDamaged, filepath.Base(path), err)
	}
	return stage, nil
}

// openPart opens a part behind those that are open. sources are the places
// of sources that were met before, by id.
func (ix *Index) openPart(dir string, sources map[string]uint32) error {
	data, err := os.ReadFile(filepath.Join(dir, metaFile))
	if err != nil {
		return err
	}
	m, err := unpackMeta(data)
	if err != nil {
		return fmt.Errorf("%w: %s: %w", ErrDamaged, metaFile, err)
	}
	state, err := readPartState(dir)
	if err != nil {
		return err
	}
	from := ix.docs.count()
	for id, at := range state.Means {
		ix.means[id] = from + at + 1
	}
	if err := ix.addMeta(dir, m, sources); err != nil {
		return err
	}
	p := &part{place: m.place, from: from}
	for i := range p.place {
		p.place[i] += uint32(from)
	}
	ix.parts = append(ix.parts, p)
	f, err := os.Open(filepath.Join(dir, passagesFile))
	if err != nil {
		return err
	}
	p.passages = &passageFile{file: f, ends: m.bytes}
	if len(m.bytes) == 0 {
		return nil
	}
	return p.openDisk(dir, ix.queue)
}

// addMeta takes over what a part says of its passages.
func (ix *Index) addMeta(dir string, m *partMeta, sources map[string]uint32) error {
	var bare []*corpus.Source
	if err := readJSON(filepath.Join(dir, sourcesFile), &bare); err != nil {
		return err
	}
	place := make([]uint32, len(bare))
	for i, s := range bare {
		at, ok := sources[s.ID]
		if !ok {
			at = uint32(len(ix.docs.sources))
			sources[s.ID] = at
			ix.docs.sources = append(ix.docs.sources, s)
			ix.newest = max(ix.newest, s.Date().Year)
		}
		place[i] = at
	}
	for _, s := range m.source {
		if int(s) >= len(place) {
			return fmt.Errorf("%w: a passage is of source %d of %d", ErrDamaged, s, len(place))
		}
		ix.docs.source = append(ix.docs.source, place[s])
	}
	for _, t := range m.topic {
		ix.docs.topic = append(ix.docs.topic, ix.docs.topicOf(m.topics[t]))
	}
	for f, lengths := range m.lengths {
		ix.lengths[f] = append(ix.lengths[f], lengths...)
		for _, n := range lengths {
			ix.averages[f] += float64(n)
		}
	}
	return nil
}

// openDisk opens the part's postings for reading only.
func (p *part) openDisk(dir string, queue *index.AnalysisQueue) error {
	if queue == nil {
		queue = index.NewAnalysisQueue(1)
		defer queue.Close()
	}
	engine, err := scorch.NewScorch(scorch.Name, map[string]any{
		"path": filepath.Join(dir, postingsFiles), "read_only": true, "bolt_timeout": boltTimeout,
	}, queue)
	if err != nil {
		return fmt.Errorf("make the index: %w", err)
	}
	if err := engine.Open(); err != nil {
		return fmt.Errorf("open the postings: %w", err)
	}
	p.engine = engine
	if p.reader, err = engine.Reader(); err != nil {
		return fmt.Errorf("read the postings: %w", err)
	}
	return nil
}

// readPassage reads a passage by its place in the corpus.
func (ix *Index) readPassage(doc int) (*corpus.Passage, error) {
	if ix.passages != nil {
		return ix.passages[doc], nil
	}
	for i := len(ix.parts) - 1; i >= 0; i-- {
		if p := ix.parts[i]; doc >= p.from {
			passage, err := p.passages.read(doc - p.from)
			if err != nil {
				return nil, err
			}
			passage.Source = ix.docs.of(doc)
			return passage, nil
		}
	}
	return nil, fmt.Errorf("%w: it has no passage %d", ErrDamaged, doc)
}

// Corpus returns the corpus that the index was made from. That of an index
// on disk is read as a whole at the first call, and from then on hits are
// passages of it; call it before the first search.
func (ix *Index) Corpus() (*corpus.Corpus, error) {
	if ix.passages != nil || ix.dir == "" {
		return ix.corpus, nil
	}
	all := make([]*corpus.Passage, ix.docs.count())
	for doc := range all {
		p, err := ix.readPassage(doc)
		if err != nil {
			return nil, err
		}
		all[doc] = p
		p.Source.Passages = append(p.Source.Passages, p)
	}
	ix.passages = all
	ix.corpus = corpus.Assemble(ix.docs.sources, ix.corpus.Lexicon, ix.corpus.Disagreements, ix.corpus.Version)
	return ix.corpus, nil
}
