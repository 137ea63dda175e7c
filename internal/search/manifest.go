package search

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"curbside/internal/corpus"
)

// indexFormat counts the forms that an index on disk has had.
const indexFormat = 1

// Names in the folder of an index. Each build is a folder of its own there;
// currentFile names the one that is in force.
const (
	currentFile   = "CURRENT"
	buildFolder   = "g-" // and the beginning of the manifest's checksum
	workFolder    = "building"
	manifestFile  = "manifest.json"
	corpusFile    = "corpus.json"
	wordsFile     = "words.bin"
	secondFile    = "second.bin" // of the second stage; none in small corpora
	partFolder    = "part-"      // and its number
	partFile      = "part.json"
	metaFile      = "meta.bin"
	sourcesFile   = "sources.json"
	passagesFile  = "passages.bin"
	postingsFiles = "postings"
)

// Manifest says what an index on disk was made of, and how to tell that it
// is whole.
type Manifest struct {
	Format   int                 `json:"format"`
	Analyzer string              `json:"analyzer"` // checksum of how probe texts are read
	Corpus   string              `json:"corpus"`   // version of the corpus
	Lexicon  string              `json:"lexicon"`  // checksum of the lexicon
	Passages int                 `json:"passages"`
	Parts    int                 `json:"parts"`
	Files    map[string]checksum `json:"files"` // by path below the folder, with slashes
	Golden   []goldenHit         `json:"golden"`
}

// checksum is size and CRC-32C of a file: against damage, not against
// forgery.
type checksum struct {
	Bytes int64  `json:"bytes"`
	CRC   string `json:"crc32c"`
}

// goldenHit is a query with what it found when the index was made.
type goldenHit struct {
	Query string   `json:"query"`
	Hits  []string `json:"hits"` // ids of the first passages
}

// Reasons to refuse an index.
var (
	ErrNoIndex = errors.New("there is no index")
	ErrDamaged = errors.New("the index is damaged")
	ErrForeign = errors.New("the index was made by another version")
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checksumOf(path string) (checksum, error) {
	f, err := os.Open(path)
	if err != nil {
		return checksum{}, err
	}
	defer f.Close()
	h := crc32.New(castagnoli)
	n, err := io.CopyBuffer(struct{ io.Writer }{h}, f, make([]byte, 1<<20))
	if err != nil {
		return checksum{}, err
	}
	return checksum{n, fmt.Sprintf("%08x", h.Sum32())}, nil
}

// checksumsOf returns the checksums of all files below dir.
func checksumsOf(dir string) (map[string]checksum, error) {
	out := map[string]checksum{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		out[filepath.ToSlash(name)], err = checksumOf(path)
		return err
	})
	return out, err
}

// verify holds the files below dir against their checksums, several at once.
func verify(dir string, files map[string]checksum) error {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var errs []error
	places := make(chan struct{}, 4)
	for name, want := range files {
		if !filepath.IsLocal(filepath.FromSlash(name)) {
			return fmt.Errorf("%w: %q is no name of a file in it", ErrDamaged, name)
		}
		wg.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			got, err := checksumOf(filepath.Join(dir, filepath.FromSlash(name)))
			switch {
			case errors.Is(err, fs.ErrNotExist):
				err = fmt.Errorf("%w: %s is missing", ErrDamaged, name)
			case err != nil:
			case got.Bytes != want.Bytes:
				err = fmt.Errorf("%w: %s has %d bytes and should have %d", ErrDamaged, name, got.Bytes, want.Bytes)
			case got != want:
				err = fmt.Errorf("%w: %s is not as it was written", ErrDamaged, name)
			}
			if err != nil {
				mu.Lock()
				errs = append(errs, err)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// readManifest reads the manifest of one build and says whether this program
// can use it.
func readManifest(dir string) (*Manifest, error) {
	data, err := os.ReadFile(filepath.Join(dir, manifestFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s is missing", ErrDamaged, manifestFile)
	}
	if err != nil {
		return nil, err
	}
	if want, ok := strings.CutPrefix(filepath.Base(dir), buildFolder); ok && want != shortSum(data) {
		return nil, fmt.Errorf("%w: %s is not as it was written", ErrDamaged, manifestFile)
	}
	m := &Manifest{}
	if err := json.Unmarshal(data, m); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrDamaged, manifestFile, err)
	}
	switch {
	case m.Format != indexFormat:
		return nil, fmt.Errorf("%w: its form is %d, and this program reads %d; build it anew with `curbside index`", ErrForeign, m.Format, indexFormat)
	case m.Analyzer != analyzerVersion():
		return nil, fmt.Errorf("%w: words are read in another way now; build it anew with `curbside index`", ErrForeign)
	}
	return m, nil
}

func shortSum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// analyzerVersion changes whenever probe texts are read in another way, so
// that nobody has to remember to count a number up.
var analyzerVersion = sync.OnceValue(func() string {
	a := newAnalyzer(sharedRules())
	h := sha256.New()
	for _, text := range []string{probeText, spellingData, stemsData, codesData, thesaurusData} {
		for _, t := range a.tokens([]rune(text)) {
			fmt.Fprintf(h, "%s %s %t\n", t.norm, t.stem, t.glued)
		}
	}
	for _, f := range fields {
		fmt.Fprintf(h, "%s %d\n", f.name, partGap)
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
})

const probeText = "IL-2, IL 2 and interleukin-2 (rIL-2; aldesleukin) 600,000 IU/kg i.v. every 8 h; 0.037 mg, .5 mL, 2B, CD4+, PD-L1, α-interferon, " +
	"follow-up, haemorrhage, oedema, patients' don't 37.5 °C 50mg ≥3 22 million per cent naïve Sjögren TNF-α 5-FU H₂O μg"

// lexiconVersion is a checksum of what the lexicon says.
func lexiconVersion(l *corpus.Lexicon) (string, error) {
	data, err := json.Marshal(l)
	if err != nil {
		return "", fmt.Errorf("write the lexicon: %w", err)
	}
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:]), nil
}

// goldenHits is how many hits of a golden query are held.
const goldenHits = 3

// golden asks queries and keeps what they find.
func (ix *Index) golden(ctx context.Context, queries []string) ([]goldenHit, error) {
	var out []goldenHit
	for _, q := range queries {
		res, err := ix.Search(ctx, Query{Text: q, Limit: goldenHits, PerSource: -1, Plain: true, Setting: Words})
		if err != nil {
			return nil, err
		}
		hit := goldenHit{Query: q}
		for _, h := range res.Hits {
			hit.Hits = append(hit.Hits, h.Passage.ID)
		}
		out = append(out, hit)
	}
	return out, nil
}

// checkGolden asks the golden queries again.
func (ix *Index) checkGolden(ctx context.Context, want []goldenHit) error {
	for _, w := range want {
		got, err := ix.golden(ctx, []string{w.Query})
		if err != nil {
			return fmt.Errorf("%w: the query %q fails: %w", ErrDamaged, w.Query, err)
		}
		if strings.Join(got[0].Hits, " ") != strings.Join(w.Hits, " ") {
			return fmt.Errorf("%w: the query %q finds %v, and found %v when the index was made", ErrDamaged, w.Query, got[0].Hits, w.Hits)
		}
	}
	return nil
}
