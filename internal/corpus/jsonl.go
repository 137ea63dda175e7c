package corpus

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// A corpus may also come as JSON lines, as an export of another system does: one passage to a line, with the facts of
// its source. docs/corpus-jsonl.md describes the form. Files are read line by line and never held whole.

// Bounds of a file of JSON lines.
const (
	maxLine     = 1 << 20   // bytes of one line; the longest passage of a treatment summary is a tenth of it
	maxPassages = 2_000_000 // of a corpus
	mostFaults  = 50        // after which a file is not read further
)

// isLines reports whether a file of the folder holds passages as JSON lines.
func isLines(name string) bool {
	return strings.HasSuffix(name, ".jsonl") || strings.HasSuffix(name, ".jsonl.gz")
}

// lineFile reads one file of passages.
type lineFile struct {
	*loader
	name    string
	line    int
	sources map[string]*lineSource // that the file has begun
	shared  map[string]string      // headings and the like, each kept once
	faults  int
}

// lineSource is a source whose passages the file holds.
type lineSource struct {
	source *Source
	line   int               // that its facts are from
	facts  map[string][]byte // as written there, by key
	seen   map[int]int       // passage number -> line
}

func (l *loader) lines(name string) {
	f := &lineFile{loader: l, name: name, sources: map[string]*lineSource{}, shared: map[string]string{}}
	if err := f.read(); err != nil {
		f.fault("cannot be read: "+cause(err), "make it readable or remove it")
	}
	if f.line == 0 && f.faults == 0 {
		f.fault("holds no passage", "write one JSON object to a line, or remove the file")
	}
	for _, s := range f.sources {
		if len(s.source.Passages) > 0 {
			l.corpus.Sources = append(l.corpus.Sources, s.source)
		}
	}
}

func (f *lineFile) fault(what, write string) {
	f.faults++
	f.add(f.name, f.line, what, write)
}

// read opens the file, unpacks it where it is packed, adds its bytes to the version and goes through its lines.
func (f *lineFile) read() error {
	opened, err := f.fsys.Open(f.name)
	if err != nil {
		return err
	}
	defer opened.Close()
	info, err := opened.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return &fs.PathError{Op: "read", Path: f.name, Err: errors.New("it is not a file")}
	}
	f.hash(f.name, nil)
	var plain io.Reader = opened
	if path.Ext(f.name) == ".gz" {
		unpacked, err := gzip.NewReader(opened)
		if err != nil {
			return err
		}
		defer unpacked.Close()
		plain = unpacked
	}
	return f.each(bufio.NewReaderSize(io.TeeReader(plain, f.version), maxLine+1))
}

// each reads lines until the end, or until too much is wrong.
func (f *lineFile) each(r *bufio.Reader) error {
	for f.faults < mostFaults {
		line, err := r.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			f.line++
			f.fault(fmt.Sprintf("is longer than %d KiB", maxLine>>10), "split it into several passages")
			return nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if f.line++; f.line == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			f.passage(line)
		} else if err != nil && f.line == 1 {
			f.line = 0 // an empty file
		}
		if len(f.corpus.passages) > maxPassages {
			f.fault(fmt.Sprintf("is the passage after which the corpus has more than %d", maxPassages), "make several corpora")
			return nil
		}
		if err != nil {
			return nil
		}
	}
	return nil
}

// sortSources puts the sources of files and lines in one order, that of the names that a folder of files would have.
func (l *loader) sortSources() {
	slices.SortStableFunc(l.corpus.Sources, func(a, b *Source) int { return strings.Compare(a.ID+".md", b.ID+".md") })
}
