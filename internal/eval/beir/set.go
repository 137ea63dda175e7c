package beir

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Doc is one document of a set.
type Doc struct{ ID, Title, Text string }

// Query is one query of a set with the grades of the documents that were
// judged for it: 0 is not relevant, more is more relevant.
type Query struct {
	ID, Text string
	Grades   map[string]int
}

// Set is a corpus with the judged queries of one split.
type Set struct {
	Name    string // of the folder
	Split   string
	Docs    []Doc   // in the order of the file
	Queries []Query // that have a judgement in the split, in the order of the file
}

// BadFile says what is wrong with a file of a set.
type BadFile struct {
	File string
	Line int    // from 1; 0 where the whole file is meant
	What string // what is wrong
	Do   string // what to do about it
}

// Error gives "file, line n: what; do" on one line.
func (b *BadFile) Error() string {
	where := b.File
	if b.Line > 0 {
		where = fmt.Sprintf("%s, line %d", b.File, b.Line)
	}
	return where + ": " + b.What + "; " + b.Do
}

// Read reads a BEIR folder: corpus.jsonl, queries.jsonl (each may be
// compressed, .gz) and qrels/<split>.tsv. What cannot be used is a *BadFile.
func Read(dir, split string) (*Set, error) {
	s := &Set{Name: filepath.Base(filepath.Clean(dir)), Split: split}
	docs, err := readRows(dir, "corpus.jsonl")
	if err != nil {
		return nil, err
	}
	known := make(map[string]bool, len(docs))
	for _, r := range docs {
		s.Docs = append(s.Docs, Doc(r))
		known[r.ID] = true
	}
	queries, err := readRows(dir, "queries.jsonl")
	if err != nil {
		return nil, err
	}
	asked := make(map[string]bool, len(queries))
	for _, r := range queries {
		asked[r.ID] = true
	}
	grades, err := readQrels(dir, split, asked, known)
	if err != nil {
		return nil, err
	}
	for _, r := range queries {
		if g := grades[r.ID]; g != nil {
			s.Queries = append(s.Queries, Query{r.ID, r.Text, g})
		}
	}
	return s, nil
}

// splits lists the splits that a folder has, for a message.
func splits(dir string) string {
	found, err := filepath.Glob(filepath.Join(dir, "qrels", "*.tsv"))
	if err != nil || len(found) == 0 {
		return ""
	}
	for i, f := range found {
		found[i] = strings.TrimSuffix(filepath.Base(f), ".tsv")
	}
	slices.Sort(found)
	return strings.Join(found, ", ")
}

// open opens dir/name or, where that is missing, dir/name.gz.
func open(dir, name string) (*os.File, error) {
	path := filepath.Join(dir, name)
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		if f, err := os.Open(path + ".gz"); err == nil {
			return f, nil
		}
		return nil, &BadFile{File: path, What: "there is no such file, and none that ends in .gz",
			Do: "name a folder with corpus.jsonl, queries.jsonl and qrels/ as BEIR packs them"}
	}
	if err != nil {
		return nil, &BadFile{File: path, What: "it cannot be opened: " + cause(err), Do: "see to it that it can be read"}
	}
	return f, nil
}

// cause is an error without the path, which the message names already.
func cause(err error) string {
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// Hit is a document with its score in a ranking.
type Hit struct {
	Doc   string
	Score float32
}

// sorted returns hits in the order in which trec_eval reads them: by score,
// and equal scores by id from last to first.
func sorted(hits []Hit) []Hit {
	out := slices.Clone(hits)
	slices.SortFunc(out, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(b.Doc, a.Doc))
	})
	return out
}
