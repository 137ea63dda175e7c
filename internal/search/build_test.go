package search

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"curbside/internal/corpus"
)

// built makes an index on disk of small parts from the shipped corpus.
func built(t *testing.T, c *corpus.Corpus) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	buildInto(t, dir, c)
	return dir
}

func buildInto(t *testing.T, dir string, c *corpus.Corpus) {
	t.Helper()
	told := 0
	m, err := Build(t.Context(), dir, InputOf(c), BuildOptions{PartSize: max(len(c.Passages())/3, 1), Workers: 2, Progress: func(n int) { told += n }})
	if err != nil {
		t.Fatalf("build: %v", err)
	}
	if told != len(c.Passages()) || m.Passages != told {
		t.Errorf("told of %d passages, manifest has %d, corpus has %d", told, m.Passages, len(c.Passages()))
	}
}

func opened(t *testing.T, dir string) *Index {
	t.Helper()
	ix, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() { ix.Close() })
	return ix
}

// What is found on disk is what is found in memory: terms, hits, scores and
// reasons, and the passages as the corpus has them.
func TestOnDiskAsInMemory(t *testing.T) {
	memory := shippedIndex(t)
	dir := built(t, memory.corpus)
	disk := opened(t, dir)
	questions := goldenQuestions(t)
	for _, more := range []string{"proluekin dosses", "capilary leak sindrome", "immune shot", "followup imaging", "xqzwv"} {
		questions = append(questions, goldenQuestion{text: more})
	}
	for _, q := range questions {
		query := Query{Text: q.text, Limit: 20, Audience: "patient"}
		want, got := find(t, memory, query), find(t, disk, query)
		if !slices.EqualFunc(want.Terms, got.Terms, sameTerm) || want.Total != got.Total {
			t.Errorf("%s: read as %+v on disk, %+v in memory", q.text, got.Terms, want.Terms)
		}
		if !slices.EqualFunc(want.Hits, got.Hits, sameHit) {
			t.Errorf("%s: on disk %v, in memory %v", q.text, ids(got.Hits), ids(want.Hits))
		}
	}
	whole, err := disk.Corpus()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.EqualFunc(whole.Passages(), memory.corpus.Passages(), samePassage) || whole.Version != memory.corpus.Version {
		t.Error("the corpus that an index carries is not the one it was made from")
	}
	if p := whole.Passages()[7]; whole.Passage(p.ID) != p || find(t, disk, Query{Text: p.Title, PerSource: -1, Limit: 100}).Hits[0].Passage.Source == nil {
		t.Error("passages of the whole corpus are not found by their ids")
	}
}

func sameTerm(a, b Term) bool {
	a.found, b.found = nil, nil
	return reflect.DeepEqual(a, b)
}

func sameHit(a, b Hit) bool {
	return a.Score == b.Score && reflect.DeepEqual(a.Why, b.Why) && samePassage(a.Passage, b.Passage)
}

// samePassage compares what JSON shows of passages, and where sentences lie.
func samePassage(a, b *corpus.Passage) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	same := errX == nil && errY == nil && strings.ReplaceAll(string(x), "[]", "null") == strings.ReplaceAll(string(y), "[]", "null")
	return same && a.Source.ID == b.Source.ID && a.Source.Title == b.Source.Title && slices.EqualFunc(a.Sentences, b.Sentences, func(s, t corpus.Sentence) bool {
		return s.Start == t.Start && s.End == t.End
	})
}

// Each kind of damage is refused with its reason, and where there is a build
// before it, that one serves on.
func TestDamagedIsRefused(t *testing.T) {
	c := shipped(t)
	c = corpus.Assemble(c.Sources[:1], c.Lexicon, nil, c.Version)
	for name, tc := range map[string]struct {
		damage func(t *testing.T, build string)
		want   error
		words  string
	}{
		"truncated": {func(t *testing.T, dir string) { truncate(t, filepath.Join(dir, "part-001/postings/000000000002.zap")) }, ErrDamaged, "bytes and should have"},
		"flipped":   {func(t *testing.T, dir string) { flip(t, filepath.Join(dir, "part-000/postings/000000000002.zap")) }, ErrDamaged, "not as it was written"},
		"passages":  {func(t *testing.T, dir string) { flip(t, filepath.Join(dir, "part-000", passagesFile)) }, ErrDamaged, "not as it was written"},
		"words":     {func(t *testing.T, dir string) { truncate(t, filepath.Join(dir, wordsFile)) }, ErrDamaged, wordsFile},
		"missing":   {func(t *testing.T, dir string) { remove(t, filepath.Join(dir, "part-002/postings/root.bolt")) }, ErrDamaged, "missing"},
		"manifest":  {func(t *testing.T, dir string) { flip(t, filepath.Join(dir, manifestFile)) }, ErrDamaged, manifestFile},
		"none":      {func(t *testing.T, dir string) { remove(t, filepath.Join(dir, manifestFile)) }, ErrDamaged, manifestFile},
		"foreign":   {func(t *testing.T, dir string) { edit(t, dir, func(m *Manifest) { m.Analyzer = "sha256:0" }) }, ErrForeign, "build it anew"},
		"form":      {func(t *testing.T, dir string) { edit(t, dir, func(m *Manifest) { m.Format++ }) }, ErrForeign, "build it anew"},
		"golden":    {func(t *testing.T, dir string) { edit(t, dir, func(m *Manifest) { m.Golden[0].Hits[0] = "x#1" }) }, ErrDamaged, "found [x#1"},
		"outside":   {func(t *testing.T, dir string) { edit(t, dir, func(m *Manifest) { m.Files["../x"] = checksum{} }) }, ErrDamaged, "no name of a file"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := built(t, c)
			changed := *c
			changed.Version = "sha256:other"
			buildInto(t, dir, &changed)
			names, err := builds(dir)
			if err != nil || len(names) != 2 {
				t.Fatalf("builds are %v (%v)", names, err)
			}
			tc.damage(t, filepath.Join(dir, names[0]))
			ix, err := Open(t.Context(), dir)
			if !errors.Is(err, tc.want) || !strings.Contains(err.Error(), tc.words) {
				t.Errorf("the reason is %v, want %v with %q", err, tc.want, tc.words)
			}
			if ix == nil {
				t.Fatal("the build before it does not serve")
			}
			defer ix.Close()
			if ix.corpus.Version != c.Version {
				t.Errorf("%s serves", ix.corpus.Version)
			}
			if err := os.RemoveAll(filepath.Join(dir, names[1])); err != nil {
				t.Fatal(err)
			}
			if none, err := Open(t.Context(), dir); none != nil || err == nil {
				t.Errorf("with nothing whole left: %v, %v", none, err)
			}
		})
	}
}

func truncate(t *testing.T, path string) {
	t.Helper()
	info, err := os.Stat(path)
	if err == nil {
		err = os.Truncate(path, info.Size()/2)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func flip(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/3] ^= 0x20
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

// edit changes a manifest and makes its checksum right again.
func edit(t *testing.T, build string, change func(*Manifest)) {
	t.Helper()
	m, err := readManifest(build)
	if err != nil {
		t.Fatal(err)
	}
	change(m)
	if err := writeJSON(filepath.Join(build, manifestFile), m); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(build, manifestFile))
	if err != nil {
		t.Fatal(err)
	}
	root, name := filepath.Dir(build), buildFolder+shortSum(data)
	names, err := builds(root)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(build, filepath.Join(root, name)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, currentFile), []byte(name+"\n"+names[1]+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestNoIndex(t *testing.T) {
	if _, err := Open(t.Context(), t.TempDir()); !errors.Is(err, ErrNoIndex) || !strings.Contains(err.Error(), "curbside index") {
		t.Errorf("an empty folder gives %v", err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, currentFile), []byte("../../etc\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir); !errors.Is(err, ErrDamaged) {
		t.Errorf("a name outside of the folder gives %v", err)
	}
}

// A build that is broken off does not do again what it had done.
func TestBuildGoesOn(t *testing.T) {
	c := shipped(t)
	dir := filepath.Join(t.TempDir(), "index")
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	_, err := Build(ctx, dir, InputOf(c), BuildOptions{PartSize: len(c.Passages()) / 3, Workers: 1, Progress: func(added int) {
		if n += added; n >= 2*(len(c.Passages())/3) {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("broken off it gives %v", err)
	}
	if _, err := Open(t.Context(), dir); !errors.Is(err, ErrNoIndex) {
		t.Errorf("half an index opens: %v", err)
	}
	first := filepath.Join(dir, workFolder, "part-000", metaFile)
	before, err := os.Stat(first)
	if err != nil {
		t.Fatal(err)
	}
	buildInto(t, dir, c)
	after, err := os.Stat(filepath.Join(dir, mustCurrent(t, dir), "part-000", metaFile))
	if err != nil || !os.SameFile(before, after) || !before.ModTime().Equal(after.ModTime()) {
		t.Errorf("the first part was built again (%v)", err)
	}
	opened(t, dir)
	if _, err := os.Stat(filepath.Join(dir, workFolder)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder to work in stays: %v", err)
	}
}

func mustCurrent(t *testing.T, dir string) string {
	t.Helper()
	name, err := current(dir)
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// Of all builds the one in force and the one before it are kept.
func TestOldBuildsAreRemoved(t *testing.T) {
	c := shipped(t)
	c = corpus.Assemble(c.Sources[:1], c.Lexicon, nil, "")
	dir := filepath.Join(t.TempDir(), "index")
	for _, version := range []string{"a", "b", "c", "c"} {
		changed := *c
		changed.Version = version
		buildInto(t, dir, &changed)
	}
	kept, err := filepath.Glob(filepath.Join(dir, buildFolder+"*"))
	if err != nil || len(kept) != 2 {
		t.Errorf("kept are %v (%v)", kept, err)
	}
	if ix := opened(t, dir); ix.corpus.Version != "c" {
		t.Errorf("version %s is in force", ix.corpus.Version)
	}
}

func TestOddCorporaOnDisk(t *testing.T) {
	for name, c := range map[string]*corpus.Corpus{
		"empty": {},
		"one":   {Sources: []*corpus.Source{{ID: "s", Passages: []*corpus.Passage{}}}},
	} {
		for _, s := range c.Sources {
			s.Passages = append(s.Passages, &corpus.Passage{ID: "s#1", Source: s, Text: ""})
		}
		dir := built(t, c)
		if res := find(t, opened(t, dir), Query{Text: "dose"}); res.Total != 0 {
			t.Errorf("%s: finds %v", name, ids(res.Hits))
		}
	}
	s := &corpus.Source{ID: "s"}
	p := &corpus.Passage{ID: "s#1", Source: s, Text: "dose"}
	s.Passages = []*corpus.Passage{p, p}
	if _, err := Build(t.Context(), t.TempDir(), InputOf(&corpus.Corpus{Sources: []*corpus.Source{s}}), BuildOptions{}); err == nil || !strings.Contains(err.Error(), "two passages have the id") {
		t.Errorf("two passages with one id give %v", err)
	}
}
