package search

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
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
	lexicon, err := lexiconVersion(in.Lexicon)
	if err != nil {
		return nil, fmt.Errorf("begin the index: %w", err)
	}
	b := &build{in: in, options: o, dir: filepath.Join(dir, workFolder), lexicon: lexicon, ids: map[string]struct{}{}, named: map[string]bool{}}
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
	name, err := current(dir)
	if err != nil {
		return nil
	}
	m, err := readManifest(filepath.Join(dir, name))
	if err != nil || m.Corpus != b.in.Version || m.Corpus == "" || m.Lexicon != b.lexicon || verify(filepath.Join(dir, name), m.Files) != nil {
		return nil
	}
	b.progress(m.Passages)
	return m
}

// planFile says, in the folder that is worked in, what is being built there.
const planFile = "plan.json"

// build is an index being built.
type build struct {
	in      Input
	options BuildOptions
	dir     string
	lexicon string // its version
	ids     map[string]struct{}
	named   map[string]bool // passages that the lexicon names
	count   int             // of parts

	mu  sync.Mutex
	err error // the first
}

// begin makes the folder to work in. What another build left there stays
// only where it is of the same corpus and program.
func (b *build) begin() error {
	plan, err := json.Marshal(Manifest{Format: indexFormat, Analyzer: analyzerVersion(), Corpus: b.in.Version, Lexicon: b.lexicon, Passages: b.options.PartSize})
	if err != nil {
		return err
	}
	path := filepath.Join(b.dir, planFile)
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
