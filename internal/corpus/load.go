package corpus

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"curbside/internal/strictyaml"
)

// maxFile bounds a corpus file, in bytes. The largest guideline digests are a hundredth of it.
const maxFile = 8 << 20

const (
	lexiconFile       = "lexicon.yaml"
	disagreementsFile = "disagreements.yaml"
)

// Load reads the corpus at the root of fsys. On any problem it returns nil and an error that joins one *Problem each,
// the first twenty by file and line; nothing is loaded by half.
func Load(fsys fs.FS) (*Corpus, error) {
	l := read(fsys, false)
	if err := join(l.problems); err != nil {
		return nil, err
	}
	return l.corpus, nil
}

// loader gathers a corpus and everything that is wrong with it.
type loader struct {
	fsys     fs.FS
	corpus   *Corpus
	version  hash.Hash
	problems []*Problem
	yaml     strictyaml.Decoder
	ignored  []Finding           // files that a curator may believe are read
	texts    map[string][]string // lines of each file read; nil where nobody asks for them
	taken    map[string]bool     // ids of sources, as they are read
}

// read loads what can be loaded; keepText keeps the lines of the files for lint.
func read(fsys fs.FS, keepText bool) *loader {
	l := &loader{
		fsys:    fsys,
		corpus:  &Corpus{Lexicon: &Lexicon{}, passages: map[string]*Passage{}},
		version: sha256.New(),
		taken:   map[string]bool{},
	}
	if keepText {
		l.texts = map[string][]string{}
	}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		l.add(".", 0, "the corpus folder cannot be read: "+cause(err), "name a folder that holds the sources")
		return l
	}
	for _, e := range entries { // sorted by name
		l.entry(e)
	}
	for _, e := range entries {
		if isLines(e.Name()) && !strings.HasPrefix(e.Name(), ".") {
			l.lines(e.Name())
		}
	}
	l.sortSources()
	l.questionFiles()
	l.factFiles()
	if len(l.corpus.Sources) == 0 && len(l.problems) == 0 {
		l.add(".", 0, "the corpus folder holds no source", "put at least one <source>.md file or one file of JSON lines, *.jsonl, there")
	}
	l.crossCheck()
	l.corpus.Version = "sha256:" + hex.EncodeToString(l.version.Sum(nil))
	return l
}

func (l *loader) add(file string, line int, what, write string) {
	l.addRule("", file, line, what, write)
}

func (l *loader) addRule(rule, file string, line int, what, write string) {
	l.problems = append(l.problems, &Problem{File: file, Line: line, What: what, Write: write, rule: rule})
}

func (l *loader) entry(e fs.DirEntry) {
	name := e.Name()
	switch {
	case strings.HasPrefix(name, "."), path.Ext(name) == ".go", strings.EqualFold(name, "README.md"):
	case name == lexiconFile:
		if data, ok := l.file(name); ok {
			l.lexicon(data)
		}
	case name == disagreementsFile:
		if data, ok := l.file(name); ok {
			l.disagreements(data)
		}
	case path.Ext(name) == ".md":
		l.source(name)
	case isLines(name): // read after the Markdown sources
	case (name == questionsFolder || name == factsFolder) && e.IsDir(): // read after the sources that they speak of
	default:
		l.ignored = append(l.ignored, ignoredFile(e))
	}
}

var sourceName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*\.md$`)

func (l *loader) source(name string) {
	if !sourceName.MatchString(name) {
		l.add(name, 0, "a source's file name is its id: lower-case letters, digits and single hyphens", "rename it to "+properName(name))
		return
	}
	data, ok := l.file(name)
	if !ok {
		return
	}
	s, problems := parseSource(&l.yaml, name, data)
	l.problems = append(l.problems, problems...)
	l.corpus.Sources = append(l.corpus.Sources, s)
	l.taken[s.ID] = true
	for _, p := range s.Passages {
		l.corpus.passages[p.ID] = p
	}
}

// file reads one file, adds it to the version and refuses what is not a text file of sensible size.
func (l *loader) file(name string) ([]byte, bool) {
	info, err := fs.Stat(l.fsys, name)
	switch {
	case err != nil:
		l.add(name, 0, "cannot be read: "+cause(err), "make it readable or remove it")
		return nil, false
	case !info.Mode().IsRegular():
		l.add(name, 0, "is not a file", "rename or remove it")
		return nil, false
	case info.Size() > maxFile:
		l.add(name, 0, fmt.Sprintf("is larger than %d MiB", maxFile>>20), "split it into several sources")
		return nil, false
	}
	data, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		l.add(name, 0, "cannot be read: "+cause(err), "make it readable or remove it")
		return nil, false
	}
	l.hash(name, data)
	data = unixLines(data)
	if line, what := notText(data); line > 0 {
		l.add(name, line, what, "save it as UTF-8 text, or remove it")
		return nil, false
	}
	if l.texts != nil {
		l.texts[name] = strings.Split(string(data), "\n")
	}
	return data, true
}

// unixLines drops a byte order mark and the carriage returns of Windows line ends. Any other carriage return stays, for
// notText to refuse.
func unixLines(data []byte) []byte {
	return bytes.ReplaceAll(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
}

// hash adds a file to the version; lengths keep two files from being mistaken for one.
func (l *loader) hash(name string, data []byte) {
	for _, b := range [][]byte{[]byte(name), data} {
		l.version.Write(binary.BigEndian.AppendUint64(nil, uint64(len(b))))
		l.version.Write(b)
	}
}

// notText finds the first line with bytes that no text file has; line 0 means that all is well.
func notText(data []byte) (line int, what string) {
	for i, c := range data {
		if c < ' ' && c != '\n' && c != '\t' || c == 0x7f {
			return 1 + bytes.Count(data[:i], []byte("\n")), fmt.Sprintf("holds the control character 0x%02x, so it is no text file", c)
		}
	}
	if utf8.Valid(data) {
		return 0, ""
	}
	n := 0
	for l := range bytes.Lines(data) {
		n++
		if !utf8.Valid(l) {
			break
		}
	}
	return n, "is not UTF-8 text"
}

// cause gives the reason of a file error without the path, which the problem already names.
func cause(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

var notInName = regexp.MustCompile(`[^a-z0-9]+`)

func properName(name string) string {
	id := notInName.ReplaceAllString(strings.ToLower(strings.TrimSuffix(name, path.Ext(name))), "-")
	if id = strings.Trim(id, "-"); id == "" {
		id = "my-source"
	}
	return id + ".md"
}

// ignoredFile tells a curator that a file is not read.
func ignoredFile(e fs.DirEntry) Finding {
	f := Finding{File: e.Name(), Severity: SeverityWarning, Rule: ruleIgnoredFile, What: "is not read: a source is a file that ends in .md, or in .jsonl for many", Write: "convert it to a source, or move it out of the folder"}
	if e.IsDir() {
		f.What, f.Write = "is a folder, and folders are not read", "move its sources up into the corpus folder"
	}
	return f
}
