package guard

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed data/*.txt
var dataFiles embed.FS

// lexicon holds all that is read from data/: word lists, written-out forms and
// the compiled rules. It does not change once loaded.
type lexicon struct {
	vocab  map[string]int32    // words that some pattern names
	starts map[string]int32    // prefixes that some pattern names
	macros map[string][][]node // <name> -> phrases
	normal map[string][]string // chat spelling -> words written out
	abbrev map[string]bool     // words whose point closes no sentence
	sets   map[string]map[string]bool
	books  map[string]book // long lists of words
	mend   speller
	net    net
	names  nameNet
	rules  []rule
	parsed [][]node // of each rule, while loading
	asm    assembler
	index  [][]int32 // symbol -> rules that it wakes
	common []float64 // symbol -> how common it is
	next   int32
}

// Files read in this order; the others are rule files.
const (
	fileNormal   = "normal.txt"
	fileLists    = "lists.txt"
	fileSpelling = "spelling.txt"
	fileWeights  = "weights.txt"
	fileNames    = "weights_names.txt"
	prefixSets   = "set_"
	prefixBooks  = "book_"
)

// loadLexicon reads every data file. An error names the file and line.
func loadLexicon(fsys fs.FS) (*lexicon, error) {
	l := &lexicon{
		vocab: make(map[string]int32, 8192), starts: map[string]int32{}, macros: map[string][][]node{},
		normal: map[string][]string{}, abbrev: map[string]bool{}, sets: map[string]map[string]bool{}, books: map[string]book{}, next: 1,
	}
	steps := []struct {
		file string
		each func(string) error
	}{{fileNormal, l.addNormal}, {fileLists, l.addList}, {fileSpelling, l.mend.add}, {fileWeights, l.net.add}, {fileNames, l.names.add}}
	for _, s := range steps {
		if err := eachLine(fsys, s.file, s.each); err != nil {
			return nil, err
		}
	}
	names, err := fs.Glob(fsys, "data/*.txt")
	if err != nil {
		return nil, fmt.Errorf("list data files: %w", err)
	}
	slices.Sort(names)
	for _, n := range names {
		if err := l.loadRest(fsys, path.Base(n)); err != nil {
			return nil, err
		}
	}
	l.buildIndex()
	return l, nil
}

func (l *lexicon) loadRest(fsys fs.FS, name string) error {
	if name == fileNormal || name == fileLists || name == fileSpelling || name == fileWeights || name == fileNames {
		return nil
	}
	if name, ok := strings.CutPrefix(strings.TrimSuffix(name, ".txt"), prefixBooks); ok {
		raw, err := fs.ReadFile(fsys, path.Join("data", prefixBooks+name+".txt"))
		l.books[name] = newBook(string(raw))
		return err
	}
	if set, ok := strings.CutPrefix(strings.TrimSuffix(name, ".txt"), prefixSets); ok {
		words := make(map[string]bool, 1024)
		l.sets[set] = words
		return eachLine(fsys, name, func(line string) error {
			for w := range strings.SplitSeq(line, ",") {
				words[foldString(strings.TrimSpace(w))] = true
			}
			return nil
		})
	}
	var head rule
	return eachLine(fsys, name, func(line string) error {
		if strings.HasPrefix(line, "[") {
			f := append(strings.Fields(strings.Trim(line, "[]")), "", "")
			head = rule{group: f[0], kind: f[1], grade: f[2]}
			return nil
		}
		if head.group == "" {
			return fmt.Errorf("a pattern stands before the first [heading]")
		}
		nodes, err := l.compile(line)
		if err != nil {
			return err
		}
		r := head
		if r.set = groupNames[r.group]; r.set == 0 {
			return fmt.Errorf("no group is called %q", r.group)
		}
		r.line, r.code = line, l.asm.assemble(nodes)
		l.rules, l.parsed = append(l.rules, r), append(l.parsed, nodes)
		return nil
	})
}

// eachLine calls each with every line that is neither empty nor a comment.
func eachLine(fsys fs.FS, name string, each func(string) error) error {
	raw, err := fs.ReadFile(fsys, path.Join("data", name))
	if err != nil {
		return fmt.Errorf("read word list: %w", err)
	}
	n := 0
	var problems []error
	for line := range strings.Lines(string(raw)) {
		n++
		line, _, _ = strings.Cut(line, " ##")
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "# ") || line == "#" {
			continue
		}
		if err := each(line); err != nil {
			problems = append(problems, fmt.Errorf("%s:%d: %w", name, n, err))
		}
	}
	return errors.Join(problems...)
}

// addNormal reads "chat spelling, another = words written out". A line
// "abbreviations = a, b" lists words whose point closes no sentence.
func (l *lexicon) addNormal(line string) error {
	left, right, ok := strings.Cut(line, " = ")
	if !ok {
		return fmt.Errorf("want: short form = written out, got %q", line)
	}
	if left == "abbreviations" {
		for w := range strings.SplitSeq(right, ",") {
			l.abbrev[strings.TrimSpace(w)] = true
		}
		return nil
	}
	for w := range strings.SplitSeq(left, ", ") {
		l.normal[strings.TrimSpace(w)] = strings.Fields(right)
	}
	return nil
}

// addList reads "name = one | two words | <other>".
func (l *lexicon) addList(line string) error {
	name, right, ok := strings.Cut(line, " = ")
	if !ok {
		return fmt.Errorf("want: name = phrase | phrase, got %q", line)
	}
	nodes, err := l.compile("(" + right + ")")
	if err != nil {
		return err
	}
	n := nodes[0]
	if n.syms != nil {
		l.macros[name] = [][]node{{n}}
		return nil
	}
	l.macros[name] = n.alts
	return nil
}

// buildIndex notes for each rule what it begins with and what wakes it.
func (l *lexicon) buildIndex() {
	l.index = make([][]int32, l.next)
	l.common = make([]float64, l.next)
	for i := range l.common {
		l.common[i] = 1
	}
	for w, f := range frequent {
		if s, ok := l.vocab[w]; ok {
			l.common[s] = f
		}
	}
	l.common[l.vocab[symNumber]] = frequent["symNumber"]
	for i, nodes := range l.parsed {
		r := &l.rules[i]
		r.anyFirst = first(nodes, func(s int32) { r.first = append(r.first, s) })
		slices.Sort(r.first)
		r.first = slices.Compact(r.first)
		for _, s := range l.wakers(nodes) {
			l.index[s] = append(l.index[s], int32(i))
		}
	}
	l.parsed, l.asm = nil, assembler{}
}

func (l *lexicon) intern(w string) int32 {
	if s, ok := l.vocab[w]; ok {
		return s
	}
	s := l.next
	l.next++
	l.vocab[w] = s
	return s
}

func (l *lexicon) prefix(head string) int32 {
	if s, ok := l.starts[head]; ok {
		return s
	}
	s := l.next
	l.next++
	l.starts[head] = s
	return s
}

// Prefixes are this long at least and at most, in bytes.
const (
	minPrefix = 3
	maxPrefix = 14
)

// Symbols that stand for any number and any year in a pattern.
const (
	symNumber = "#"
	symYear   = "year#"
	symBig    = "big#" // a count of 7 or more, without a unit
)

// symbols gives the symbols of a word: its own and those of its prefixes.
func (l *lexicon) symbols(w string) (sym int32, heads []int32) {
	sym = l.vocab[w]
	if isNumber(w) {
		heads = append(heads, l.vocab[symNumber])
		if len(w) >= 2 && len(w) <= 3 || w >= "7" && len(w) == 1 {
			heads = append(heads, l.vocab[symBig])
		}
		if len(w) == 4 && (w[:2] == "19" || w[:2] == "20") {
			heads = append(heads, l.vocab[symYear])
		}
		return sym, heads
	}
	for n := minPrefix; n <= len(w) && n <= maxPrefix; n++ {
		if s, ok := l.starts[w[:n]]; ok {
			heads = append(heads, s)
		}
	}
	return sym, heads
}

// isNumber reports whether w is a number written in digits.
func isNumber(w string) bool {
	return w != "" && isDigit(rune(w[0])) && isDigit(rune(w[len(w)-1]))
}
