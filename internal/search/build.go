package search

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"curbside/internal/corpus"
)

// DefaultPartSize is how many passages one part of an index on disk holds.
// A part is what a build that was broken off does not do again.
const DefaultPartSize = 1 << 15

// Input is what an index on disk is made of.
type Input struct {
	Version       string // of the corpus
	Lexicon       *corpus.Lexicon
	Disagreements []corpus.Disagreement
	Passages      iter.Seq[*corpus.Passage] // those of a source one after the other
}

// InputOf returns a whole corpus as input.
func InputOf(c *corpus.Corpus) Input {
	return Input{Version: c.Version, Lexicon: c.Lexicon, Disagreements: c.Disagreements, Passages: slices.Values(c.Passages())}
}

// BuildOptions changes how an index on disk is built.
type BuildOptions struct {
	PartSize int             // passages in a part; 0 means DefaultPartSize
	Workers  int             // parts built at once; 0 means one for each processor
	Progress func(added int) // told of passages that are done; calls come one at a time; may be nil
	Step     func(string)    // told of what comes after the passages; may be nil
}

// Build makes an index on disk in dir, beside the one that may be in force
// there, which is replaced only once the new one is whole and finds what it
// should. Where that one is whole and of the same corpus, nothing is done. A
// build that was broken off goes on where it was, where the corpus
// has not changed.
func Build(ctx context.Context, dir string, in Input, o BuildOptions) (*Manifest, error) {
	if o.PartSize <= 0 {
		o.PartSize = DefaultPartSize
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if in.Lexicon == nil {
		in.Lexicon = &corpus.Lexicon{}
	}
	b := &build{in: in, options: o, dir: filepath.Join(dir, workFolder), ids: map[string]struct{}{}, named: map[string]bool{}}
	for _, t := range in.Lexicon.Terms {
		if t.Meaning != nil {
			b.named[t.Meaning.Passage] = true
		}
	}
	if m := b.unchanged(dir); m != nil {
		return m, nil
	}
	if err := b.begin(); err != nil {
		return nil, fmt.Errorf("begin the index: %w", err)
	}
	if err := b.parts(ctx); err != nil {
		return nil, fmt.Errorf("index passages: %w", err)
	}
	m, err := b.finish(ctx)
	if err != nil {
		return nil, fmt.Errorf("finish the index: %w", err)
	}
	return m, putInForce(dir, m)
}

// unchanged returns the manifest of the index in force where it was made of
// the same corpus by the same program and is whole, else nil.
func (b *build) unchanged(dir string) *Manifest {
	lexicon, err := lexiconVersion(b.in.Lexicon)
	if err != nil {
		return nil
	}
	name, err := current(dir)
	if err != nil {
		return nil
	}
	m, err := readManifest(filepath.Join(dir, name))
	if err != nil || m.Corpus != b.in.Version || m.Corpus == "" || m.Lexicon != lexicon || verify(filepath.Join(dir, name), m.Files) != nil {
		return nil
	}
	b.progress(m.Passages)
	return m
}

// build is an index being built.
type build struct {
	in      Input
	options BuildOptions
	dir     string
	ids     map[string]struct{}
	named   map[string]bool // passages that the lexicon names
	count   int             // of parts

	mu  sync.Mutex
	err error // the first
}

// begin makes the folder to work in. What another build left there stays
// only where it is of the same corpus and program.
func (b *build) begin() error {
	lexicon, err := lexiconVersion(b.in.Lexicon)
	if err != nil {
		return err
	}
	plan, err := json.Marshal(Manifest{Format: indexFormat, Analyzer: analyzerVersion(), Corpus: b.in.Version, Lexicon: lexicon, Passages: b.options.PartSize})
	if err != nil {
		return err
	}
	path := filepath.Join(b.dir, "plan.json")
	if old, err := os.ReadFile(path); err == nil && string(old) == string(plan) {
		return nil
	}
	if err := os.RemoveAll(b.dir); err != nil {
		return err
	}
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, plan, 0o644)
}

// chunk is the passages of one part.
type chunk struct {
	number   int
	passages []*corpus.Passage
}

// parts builds all parts, several at once.
func (b *build) parts(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	work := make(chan chunk)
	var wg sync.WaitGroup
	for range b.options.Workers {
		wg.Go(func() {
			for c := range work {
				if err := b.part(ctx, c); err != nil {
					b.fail(err)
					cancel()
				}
			}
		})
	}
	b.feed(ctx, work)
	close(work)
	wg.Wait()
	if b.err == nil {
		b.err = ctx.Err()
	}
	return b.err
}

// feed cuts the passages into parts.
func (b *build) feed(ctx context.Context, work chan<- chunk) {
	var passages []*corpus.Passage
	send := func() bool {
		select {
		case <-ctx.Done():
			return false
		case work <- chunk{b.count, passages}:
			b.count++
			passages = nil
			return true
		}
	}
	for p := range b.in.Passages {
		if _, twice := b.ids[p.ID]; twice {
			b.fail(fmt.Errorf("two passages have the id %q", p.ID))
			return
		}
		b.ids[p.ID] = struct{}{}
		if passages = append(passages, p); len(passages) == b.options.PartSize && !send() {
			return
		}
	}
	if len(passages) > 0 || b.count == 0 {
		send()
	}
}

func (b *build) fail(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err == nil {
		b.err = err
	}
}

func (b *build) progress(added int) {
	if b.options.Progress == nil || added == 0 {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.options.Progress(added)
}

// partState says that a part is whole, and of which passages it is made.
type partState struct {
	Passages int                 `json:"passages"`
	Sum      string              `json:"sum"` // over ids and texts
	Means    map[string]int      `json:"means,omitempty"`
	Files    map[string]checksum `json:"files"`
}

// part builds one part, unless it lies there whole.
func (b *build) part(ctx context.Context, c chunk) error {
	dir := filepath.Join(b.dir, partName(c.number))
	state := partState{Passages: len(c.passages), Sum: sumOf(c.passages), Means: map[string]int{}}
	if old, err := readPartState(dir); err == nil && old.Sum == state.Sum && verify(dir, old.Files) == nil {
		b.progress(len(c.passages))
		return nil
	}
	for i, p := range c.passages {
		if b.named[p.ID] {
			state.Means[p.ID] = i
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	w := &partWriter{dir: dir, progress: b.progress}
	err := w.write(ctx, c.passages)
	if err == nil {
		state.Files, err = checksumsOf(dir)
	}
	if err == nil {
		err = writeJSON(filepath.Join(dir, partFile), state)
	}
	if err != nil {
		return fmt.Errorf("part %d: %w", c.number, err)
	}
	return nil
}

func partName(n int) string { return fmt.Sprintf("%s%03d", partFolder, n) }

func sumOf(passages []*corpus.Passage) string {
	h := fnv.New128a()
	var p packer
	for _, passage := range passages {
		p.out = p.out[:0]
		packPassage(&p, passage)
		p.text(passage.Source.ID)
		h.Write(p.out)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func readPartState(dir string) (*partState, error) {
	s := &partState{}
	return s, readJSON(filepath.Join(dir, partFile), s)
}

// finish joins what the parts say, tries the index and writes its manifest.
func (b *build) finish(ctx context.Context) (*Manifest, error) {
	if err := os.RemoveAll(filepath.Join(b.dir, manifestFile)); err != nil {
		return nil, err
	}
	var words []*wordFile
	for n := range b.count {
		w, err := readWords(filepath.Join(b.dir, partName(n), wordsFile))
		if err != nil {
			return nil, err
		}
		words = append(words, w)
	}
	if err := os.WriteFile(filepath.Join(b.dir, wordsFile), joinWords(words).pack(), 0o644); err != nil {
		return nil, err
	}
	kept := storedCorpus{Version: b.in.Version, Lexicon: b.in.Lexicon, Disagreements: b.in.Disagreements}
	if err := writeJSON(filepath.Join(b.dir, corpusFile), kept); err != nil {
		return nil, err
	}
	lexicon, err := lexiconVersion(b.in.Lexicon)
	if err != nil {
		return nil, err
	}
	m := &Manifest{Format: indexFormat, Analyzer: analyzerVersion(), Corpus: b.in.Version, Lexicon: lexicon, Passages: len(b.ids), Parts: b.count}
	if err := b.second(ctx, m); err != nil {
		return nil, err
	}
	if m.Golden, err = b.try(ctx, m); err != nil {
		return nil, err
	}
	if m.Files, err = checksumsOf(b.dir); err != nil {
		return nil, err
	}
	delete(m.Files, "plan.json")
	return m, writeJSON(filepath.Join(b.dir, manifestFile), m)
}

// second makes the second stage from the passages as they were written, in
// their order, where there are enough of them.
func (b *build) second(ctx context.Context, m *Manifest) error {
	path := filepath.Join(b.dir, secondFile)
	if err := os.RemoveAll(path); err != nil {
		return err
	}
	w := newForward(m.Passages)
	if w == nil {
		return nil
	}
	if b.options.Step != nil {
		b.options.Step("learning what goes together")
	}
	ix, err := openBuild(b.dir, m)
	if err != nil {
		return err
	}
	defer ix.Close()
	for doc := range m.Passages {
		if doc%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		p, err := ix.readPassage(doc)
		if err != nil {
			return err
		}
		for f, parts := range fieldParts(p) {
			for _, part := range parts {
				w.take(f, ix.analyzer.tokens([]rune(part)))
			}
		}
		w.end()
	}
	stage, err := w.build(ctx)
	if err != nil {
		return fmt.Errorf("learn from the passages: %w", err)
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = stage.WriteTo(f)
	return errors.Join(err, f.Close())
}

// goldenQueries is how many queries an index carries to be tried by.
const goldenQueries = 8

// try opens what was built, and asks it for some of its own passages by
// their headings.
func (b *build) try(ctx context.Context, m *Manifest) ([]goldenHit, error) {
	ix, err := openBuild(b.dir, m)
	if err != nil {
		return nil, err
	}
	defer ix.Close()
	var queries []string
	for i := range min(goldenQueries, m.Passages) {
		p, err := ix.readPassage(i * m.Passages / goldenQueries % m.Passages)
		if err != nil {
			return nil, err
		}
		words := strings.Fields(strings.Join(p.Headings, " ") + " " + p.Text)
		queries = append(queries, strings.Join(words[:min(12, len(words))], " "))
	}
	return ix.golden(ctx, queries)
}

// putInForce moves the build to its place and names it as current: from then
// on it is what is opened. The build that it replaces stays, to go back to;
// older ones are removed.
func putInForce(dir string, m *Manifest) error {
	work := filepath.Join(dir, workFolder)
	data, err := os.ReadFile(filepath.Join(work, manifestFile))
	if err != nil {
		return err
	}
	name := buildFolder + shortSum(data)
	old, _ := current(dir) // none, or one that cannot be read, is replaced
	if err := errors.Join(os.Remove(filepath.Join(work, "plan.json")), syncFiles(work, m.Files)); err != nil {
		return fmt.Errorf("put the index in force: %w", err)
	}
	if old == name { // the same corpus again: renewed, should it be damaged
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	if err := os.Rename(work, filepath.Join(dir, name)); err != nil {
		return fmt.Errorf("put the index in force: %w", err)
	}
	aside := filepath.Join(dir, currentFile+".new")
	content := name + "\n"
	if old != "" && old != name {
		content += old + "\n"
	}
	if err := os.WriteFile(aside, []byte(content), 0o644); err != nil {
		return fmt.Errorf("put the index in force: %w", err)
	}
	if err := os.Rename(aside, filepath.Join(dir, currentFile)); err != nil {
		return fmt.Errorf("put the index in force: %w", err)
	}
	return removeOld(dir, name, old)
}

func removeOld(dir string, keep ...string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), buildFolder) && !slices.Contains(keep, e.Name()) {
			if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
				return fmt.Errorf("remove an old index: %w", err)
			}
		}
	}
	return nil
}

// syncFiles makes sure that files are on the disk.
func syncFiles(dir string, files map[string]checksum) error {
	for name := range files {
		f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return err
		}
	}
	return nil
}

// current returns the name of the build that is in force.
func current(dir string) (string, error) {
	names, err := builds(dir)
	if err != nil {
		return "", err
	}
	return names[0], nil
}

// builds returns the names of the build in force and of the one before it,
// if there was one.
func builds(dir string) ([]string, error) {
	data, err := os.ReadFile(filepath.Join(dir, currentFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w in %s; make one with `curbside index --out %s`", ErrNoIndex, dir, dir)
	}
	if err != nil {
		return nil, err
	}
	names := strings.Fields(string(data))
	for _, name := range names {
		if !strings.HasPrefix(name, buildFolder) || !filepath.IsLocal(name) {
			return nil, fmt.Errorf("%w: %s names %s", ErrDamaged, currentFile, strconv.Quote(name))
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%w: %s is empty", ErrDamaged, currentFile)
	}
	return names, nil
}

func writeJSON(path string, v any) error {
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(data, '\n'), 0o644)
}

func readJSON(path string, v any) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrDamaged, filepath.Base(path), err)
	}
	return nil
}
