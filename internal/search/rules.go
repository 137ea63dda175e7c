package search

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/spelling.txt
var spellingData string

//go:embed data/stems.txt
var stemsData string

//go:embed data/codes.txt
var codesData string

//go:embed data/stopwords.txt
var stopData string

//go:embed data/intents.txt
var intentData string

// rules is what the analyzer and the reading of questions know about words.
// It is read from the files in data/, which are written for clinicians to
// read and correct.
type rules struct {
	spelling  map[string]string // whole words
	prefixes  map[string][]pair // by the first two letters
	infixes   []pair
	stems     map[string]string
	codes     map[string]string // prefixes of names with numbers, and how they are written
	spaced    map[string]bool   // of these, the ones that may stand apart from the number
	notCode   map[string]bool   // capitals before a number that make no name
	magnitude map[string]float64
	stop      map[string]struct{} // left out of questions
	soft      map[string]bool     // of these, the ones that stay where nothing else is left
	weak      map[string]bool     // kept, but say little
	intents   []intent
}

type pair struct{ from, to string }

// sharedRules returns the rules, which never change once read.
var sharedRules = sync.OnceValue(newRules)

func newRules() *rules {
	d := &rules{
		spelling: map[string]string{}, prefixes: map[string][]pair{}, stems: map[string]string{},
		codes: map[string]string{}, spaced: map[string]bool{}, notCode: map[string]bool{},
		magnitude: map[string]float64{"thousand": 1e3, "million": 1e6, "billion": 1e9},
		stop:      map[string]struct{}{}, soft: map[string]bool{}, weak: map[string]bool{},
	}
	d.readSpelling()
	for _, f := range dataLines(stemsData) {
		for _, w := range f[1:] {
			d.stems[w] = f[0]
		}
	}
	d.readCodes()
	d.readStopwords()
	d.intents = readIntents(intentData)
	return d
}

// readSpelling reads lines "to from from...": a whole word, a beginning
// ("hem* haem*"), or a part inside a word ("*emia* *aemia*").
func (d *rules) readSpelling() {
	for _, f := range dataLines(spellingData) {
		to := strings.Trim(f[0], "*")
		for _, w := range f[1:] {
			from := strings.Trim(w, "*")
			switch {
			case strings.HasPrefix(w, "*"):
				d.infixes = append(d.infixes, pair{from, to})
			case strings.HasSuffix(w, "*"):
				d.prefixes[from[:2]] = append(d.prefixes[from[:2]], pair{from, to})
			default:
				d.spelling[from] = to
			}
		}
	}
}

// readCodes reads lines "joined prefix written", "spaced prefix written" and
// "never word...".
func (d *rules) readCodes() {
	for _, f := range dataLines(codesData) {
		switch f[0] {
		case "never":
			for _, w := range f[1:] {
				d.notCode[w] = true
			}
		case "spaced", "joined":
			d.codes[f[1]] = f[2]
			d.spaced[f[1]] = f[0] == "spaced"
		}
	}
}

// codePrefix returns how the letters of a name with a number are written.
func (d *rules) codePrefix(w string) string {
	if to := d.codes[w]; to != "" {
		return to
	}
	return w
}

// readStopwords reads words to leave out, after "soft" those that are left
// out unless nothing else is left, after "weak" those that count little.
func (d *rules) readStopwords() {
	for _, f := range dataLines(stopData) {
		for _, w := range f {
			if f[0] == "weak" {
				d.weak[w] = true
				continue
			}
			d.stop[w] = struct{}{}
			d.soft[w] = f[0] == "soft"
		}
	}
}

func (d *rules) isStop(stem string) bool {
	_, ok := d.stop[stem]
	return ok
}

// dataLines returns the fields of each line that is not empty or a comment.
func dataLines(s string) [][]string {
	var out [][]string
	for line := range strings.Lines(s) {
		if i := strings.IndexByte(line, '#'); i >= 0 {
			line = line[:i]
		}
		if f := strings.Fields(line); len(f) > 0 {
			out = append(out, f)
		}
	}
	return out
}

func wordSet(s string) map[string]struct{} {
	out := map[string]struct{}{}
	for _, w := range strings.Fields(s) {
		out[w] = struct{}{}
	}
	return out
}
