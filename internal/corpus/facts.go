package corpus

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// factsFolder holds, for each source that has any, its fact ledger <source>.yaml: what each figure of its sentences
// measures, of which drug and in whom. The program proposes rows from the text; a curator corrects them.
const factsFolder = "facts"

// States of a Fact.
const (
	FactProposed = "proposed" // read from the text by the program
	FactCurated  = "curated"  // corrected or written by a curator
	FactRefused  = "refused"  // no fact, says a curator: not used, and not proposed again
)

// Fact is one row of a source's ledger. Words and figures are as the source prints them; what is not known is empty.
type Fact struct {
	At         string `json:"at" yaml:"at,required"` // "37.1" is the first sentence of passage 37
	Drug       string `json:"drug" yaml:"drug"`      // a combination's drugs joined by "plus", both sides of a ratio by "versus"
	Regimen    string `json:"regimen" yaml:"regimen"`
	Population string `json:"population" yaml:"population"`
	Measure    string `json:"measure" yaml:"measure,required"`
	Value      string `json:"value" yaml:"value,required"` // "15", "600,000-720,000"
	Comparator string `json:"comparator" yaml:"comparator" enum:"less than|at most|more than|at least|within|about"`
	Unit       string `json:"unit" yaml:"unit"`
	N          int    `json:"n" yaml:"n"` // of a share given as n of N
	Of         int    `json:"of" yaml:"of"`
	State      string `json:"state" yaml:"state,required" enum:"proposed|curated|refused"`
	Line       int    `json:"-" yaml:",line"`
}

// Sentence returns the number of the row's sentence in its passage, from 1; 0 where At is no sentence.
func (f *Fact) Sentence() int {
	m := questionKey.FindStringSubmatch(f.At)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[2])
	return n
}

// PassageOf returns the id of the row's passage in a source.
func (f *Fact) PassageOf(source string) string {
	n, _, _ := strings.Cut(f.At, ".")
	return source + "#" + n
}

func (l *loader) factFiles() {
	l.eachYAML(factsFolder, "facts stand in a file <source>.yaml", l.facts)
}

// eachYAML reads the files <source>.yaml of a folder that most corpora lack.
func (l *loader) eachYAML(folder, what string, read func(file, source string)) {
	entries, err := fs.ReadDir(l.fsys, folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case path.Ext(name) == ".yaml":
			read(name, strings.TrimSuffix(e.Name(), ".yaml"))
		default:
			f := ignoredFile(e)
			f.File, f.What, f.Write = name, "is not read: "+what, "rename it, or move it out of the folder"
			l.ignored = append(l.ignored, f)
		}
	}
}

// ofSource reads a file that belongs to a source; the source is nil where it is not to be read.
func (l *loader) ofSource(file, source string) ([]byte, *Source) {
	data, ok := l.file(file)
	if !ok || l.broken(source+".md") {
		return nil, nil
	}
	s := l.corpus.Source(source)
	if s == nil {
		l.addRule(ruleDeadReference, file, 0, fmt.Sprintf("there is no source %q", source), "name the file after a source of this folder")
	}
	return data, s
}

func (l *loader) facts(file, source string) {
	data, s := l.ofSource(file, source)
	if s == nil {
		return
	}
	var doc struct {
		Facts []Fact `yaml:"facts"`
	}
	l.problems = append(l.problems, fromYAML(file, l.yaml.Decode(data, 1, &doc))...)
	seen := map[string]int{}
	for _, f := range doc.Facts {
		key := strings.Join([]string{f.At, f.Drug, f.Population, f.Measure, f.Value, f.Unit}, "\x00")
		if first := seen[key]; first > 0 {
			l.addRule(ruleDuplicate, file, f.Line, fmt.Sprintf("the row stands twice, first on line %d", first), "keep one of them")
		}
		seen[key] = f.Line
		l.fact(file, s, f)
	}
	s.Facts = doc.Facts
}

// fact holds one row against its sentence.
func (l *loader) fact(file string, s *Source, f Fact) {
	n := f.Sentence()
	if n == 0 {
		l.add(file, f.Line, fmt.Sprintf("%q is no sentence", f.At), "write the number of the passage, a dot, and the number of the sentence in it, such as \"3.1\"")
		return
	}
	p := l.corpus.passages[f.PassageOf(s.ID)]
	if p == nil || n > len(p.Sentences) {
		l.addRule(ruleDeadReference, file, f.Line, fmt.Sprintf("sentence %s of %s does not exist", f.At, s.ID), "count passages and sentences as they stand in "+s.file)
		return
	}
	sentence := p.Sentences[n-1].Text
	for _, v := range valuesOf(f) {
		if !printedIn(sentence, v) {
			l.addRule(ruleFacts, file, f.Line, fmt.Sprintf("sentence %s does not say %s", f.At, v), "write the figure as the sentence prints it, or mend `at`")
		}
	}
}

// valuesOf are the figures that the sentence of a row must print.
func valuesOf(f Fact) []string {
	out := strings.FieldsFunc(f.Value, func(r rune) bool { return r == '-' })
	for _, n := range []int{f.N, f.Of} {
		if n > 0 {
			out = append(out, strconv.Itoa(n))
		}
	}
	return out
}

// printedIn reports whether a figure stands in a sentence as a whole; thousands may be parted by commas.
func printedIn(sentence, figure string) bool {
	digit := func(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	for _, s := range []string{sentence, strings.ReplaceAll(sentence, ",", "")} {
		for at := 0; ; {
			i := strings.Index(s[at:], figure)
			if i < 0 {
				break
			}
			from, to := at+i, at+i+len(figure)
			inside := digit(s, from-1) || digit(s, to) || (from > 1 && s[from-1] == '.' && digit(s, from-2)) || (to < len(s) && s[to] == '.' && digit(s, to+1))
			if !inside {
				return true
			}
			at = from + 1
		}
	}
	return false
}

// FactsOf returns the rows of a passage that count as facts, in the ledger's order.
func (p *Passage) FactsOf() []Fact {
	if p.Source == nil {
		return nil
	}
	var out []Fact
	for _, f := range p.Source.Facts {
		if f.State != FactRefused && f.PassageOf(p.Source.ID) == p.ID {
			out = append(out, f)
		}
	}
	return out
}

// MergeFacts joins what a curator has written with new proposals: rows that are not mere proposals stay, and take the
// place of proposals with their sentence and value; the other proposals are new. Order is by passage as in the source,
// then by sentence.
func MergeFacts(s *Source, kept, proposed []Fact) []Fact {
	held := map[string]int{}
	var out []Fact
	for _, f := range kept {
		if f.State != FactProposed {
			out = append(out, f)
			held[f.At+"\x00"+f.Value]++
		}
	}
	for _, f := range proposed {
		if key := f.At + "\x00" + f.Value; held[key] > 0 {
			held[key]--
			continue
		}
		f.State = FactProposed
		out = append(out, f)
	}
	place := map[string]int{}
	for n, p := range s.Passages {
		place[p.ID] = n
	}
	slices.SortStableFunc(out, func(a, b Fact) int {
		if c := place[a.PassageOf(s.ID)] - place[b.PassageOf(s.ID)]; c != 0 {
			return c
		}
		return a.Sentence() - b.Sentence()
	})
	return out
}
