package verify

import (
	"embed"
	"math"
	"strconv"
	"strings"
)

//go:embed data/*.txt
var dataFiles embed.FS

// dataLines returns the lines of a word list without comments.
func dataLines(name string) []string {
	b, err := dataFiles.ReadFile("data/" + name)
	if err != nil {
		return nil // the lists are part of the program; a test demands each
	}
	var out []string
	for line := range strings.Lines(string(b)) {
		line, _, _ = strings.Cut(line, "# ")
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, line)
		}
	}
	return out
}

type wordFlag uint16

const (
	flagStop wordFlag = 1 << iota
	flagNegates
	flagNegatesBack
	flagWeakens
	flagMaybe
	flagPart
	flagAll
	flagEveryday
	flagDrug
	flagMeasure
	flagQualifier
	flagCompare
	flagForbids
	flagPermits
)

// axisSide is a word's place on an axis of opposites.
type axisSide struct {
	axis int16
	side int8 // -1 or 1
}

// lexicon is what the word lists say, by spelling and by stem.
type lexicon struct {
	spelling  map[string]wordFlag // flags that hold for this spelling alone
	flags     map[string]wordFlag // by stem
	idf       map[string]float64
	syn       map[string][]int32
	loose     map[string][]int32
	wording   map[string][]int32
	axes      map[string][]axisSide
	sharp     map[int16]bool     // axes whose words narrow what is said
	predicate map[int16]bool     // axes whose words say what something does
	sets      map[string][]int32 // exclusive sets: set*1024 + alternative
	measures  map[string]int32
	units     map[string]unit
	phrases   map[string][]phrase // by first stem
	groups    int32
	maxIDF    float64
}

// phrase is a term of several words (or an abbreviation) and what it is read as.
type phrase struct {
	stems    []string
	capitals bool
	as       []token
}

const passagesCounted = 23669 // in frequency.txt

func newLexicon(more [][]string) *lexicon {
	l := &lexicon{spelling: map[string]wordFlag{}, flags: map[string]wordFlag{}, idf: map[string]float64{},
		syn: map[string][]int32{}, loose: map[string][]int32{}, wording: map[string][]int32{}, axes: map[string][]axisSide{}, sets: map[string][]int32{}, sharp: map[int16]bool{}, predicate: map[int16]bool{},
		measures: map[string]int32{}, units: map[string]unit{}, phrases: map[string][]phrase{}}
	l.maxIDF = idf(3)
	l.loadFrequencies()
	l.loadFlags()
	l.loadUnits()
	l.loadGroups()
	l.loadAxes()
	l.loadSets()
	l.loadWording()
	for _, g := range more {
		l.addGroup(g)
	}
	return l
}

func idf(df float64) float64 { return math.Log(1 + passagesCounted/(df+1)) }

func (l *lexicon) loadFrequencies() {
	df := map[string]float64{}
	for _, line := range dataLines("frequency.txt") {
		w, n, _ := strings.Cut(line, " ")
		v, _ := strconv.ParseFloat(n, 64)
		df[stem(w)] += v
	}
	for s, n := range df {
		l.idf[s] = math.Min(idf(n), l.maxIDF)
	}
}

func (l *lexicon) loadFlags() {
	byStem := func(name string, f wordFlag) {
		for _, line := range dataLines(name) {
			for _, w := range strings.Fields(line) {
				l.flags[stem(foldWord(w))] |= f
			}
		}
	}
	bySpelling := func(name string, kinds map[string]wordFlag) {
		for _, line := range dataLines(name) {
			head, rest, ok := strings.Cut(line, ":")
			if !ok {
				head, rest = "", line
			}
			for _, w := range strings.Fields(rest) {
				l.spelling[foldWord(w)] |= kinds[head]
			}
		}
	}
	byStem("drugs.txt", flagDrug)
	byStem("qualifiers.txt", flagQualifier)
	byStem("everyday.txt", flagEveryday)
	bySpelling("function.txt", map[string]wordFlag{"": flagStop})
	bySpelling("negators.txt", map[string]wordFlag{"front": flagNegates, "back": flagNegatesBack, "soft": flagWeakens, "forbid": flagForbids, "permit": flagPermits})
	bySpelling("hedges.txt", map[string]wordFlag{"maybe": flagMaybe, "part": flagPart, "all": flagAll})
	for _, w := range []string{"than", "versus", "vs", "unlike", "compared"} {
		l.spelling[w] |= flagCompare
	}
	for i, line := range dataLines("measures.txt") {
		for _, w := range strings.Fields(line) {
			l.measures[stem(foldWord(w))] = int32(i + 1)
		}
	}
}

func (l *lexicon) loadUnits() {
	for _, line := range dataLines("units.txt") {
		f := strings.Fields(line)
		if len(f) < 3 {
			continue
		}
		factor, err := strconv.ParseFloat(f[1], 64)
		if err != nil {
			continue
		}
		for _, s := range f[2:] {
			l.units[s] = unit{name: f[0], factor: factor}
		}
	}
}

func (l *lexicon) unit(spelling string) (unit, bool) {
	u, ok := l.units[spelling]
	return u, ok
}

func formatFactor(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }
