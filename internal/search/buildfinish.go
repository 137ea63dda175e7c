package search

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
)

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
	m := &Manifest{Format: indexFormat, Analyzer: analyzerVersion(), Corpus: b.in.Version, Lexicon: b.lexicon, Passages: len(b.ids), Parts: b.count}
	if err := b.second(ctx, m); err != nil {
		return nil, err
	}
	var err error
	if m.Golden, err = b.try(ctx, m); err != nil {
		return nil, err
	}
	if m.Files, err = checksumsOf(b.dir); err != nil {
		return nil, err
	}
	delete(m.Files, planFile)
	return m, writeJSON(filepath.Join(b.dir, manifestFile), m)
}

// second makes the second stage from the passages as they were written, in
// their order, where there are enough of them.
func (b *build) second(ctx context.Context, m *Manifest) error {
	path := filepath.Join(b.dir, secondFile)
	if err := os.RemoveAll(path); err != nil {
		return err
	}
	if !hasSecond(m.Passages) {
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
	stage, err := ix.learn(ctx)
	if err != nil {
		return err
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
