package ingest

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"curbside/internal/corpus"
)

// abbreviations gathers what texts say in brackets of themselves: "progression-free survival (PFS)". Those that the
// sources agree on become a draft of a lexicon, so that a question in either form finds the other.
type abbreviations struct {
	meant map[string]map[string]int // short form -> long form in small letters -> sources that say so
	seen  map[string]bool           // by source, short and long form
	words map[string]bool           // words in small letters, of two to six letters
}

// What is asked of an abbreviation before it is proposed.
const (
	surely      = 3   // letters; of fewer, two sources must say so
	leastAgreed = 0.8 // share of the sources that mean the same
)

func newAbbreviations() *abbreviations {
	return &abbreviations{meant: map[string]map[string]int{}, seen: map[string]bool{}, words: map[string]bool{}}
}

var (
	bracketed = regexp.MustCompile(`\(([A-Z][A-Za-z0-9]*[A-Z0-9]|[A-Z][A-Z0-9]*-[A-Z0-9]+)s?\)`)
	smallWord = regexp.MustCompile(`\b[a-z]{2,6}\b`)
)

// add reads the text of one passage.
func (a *abbreviations) add(source, text string) {
	for _, w := range smallWord.FindAllString(text, -1) {
		if !a.words[w] {
			a.words[strings.Clone(w)] = true
		}
	}
	for _, m := range bracketed.FindAllStringSubmatchIndex(text, -1) {
		short := text[m[2]:m[3]]
		if n := len(short); n < 2 || n > 8 {
			continue
		}
		before := text[max(0, m[0]-120):m[0]]
		if i := strings.LastIndexAny(before, ".;:\n()"); i >= 0 {
			before = before[i+1:]
		}
		long := longForm(short, before)
		key := source + "\x00" + short + "\x00" + long
		if long == "" || a.seen[key] {
			continue
		}
		a.seen[key] = true
		if a.meant[short] == nil {
			a.meant[strings.Clone(short)] = map[string]int{}
		}
		a.meant[short][long]++
	}
}

// longForm returns the words before a bracket whose initials are those of a short form, in small letters, or "": each
// letter begins a word or a part of one ("progression-free"), in order, and only small words may stand between.
func longForm(short, before string) string {
	words := strings.FieldsFunc(before, func(r rune) bool { return unicode.IsSpace(r) })
	var letters []rune
	for _, r := range strings.ToLower(short) {
		if unicode.IsLetter(r) {
			letters = append(letters, r)
		}
	}
	i := len(letters) - 1
	for at := len(words) - 1; at >= 0 && i >= 0; at-- {
		parts := strings.FieldsFunc(strings.ToLower(words[at]), func(r rune) bool { return r == '-' || r == '/' || r == '\u2013' })
		met := false
		for k := len(parts) - 1; k >= 0 && i >= 0; k-- {
			if strings.HasPrefix(parts[k], string(letters[i])) {
				i--
				met = true
			}
		}
		switch {
		case i < 0:
			if strings.ContainsAny(strings.Join(words[at:], " "), `,"'`) || len(words)-at < 2 || between[strings.ToLower(words[at])] {
				return ""
			}
			return strings.ToLower(strings.Join(words[at:], " "))
		case !met && !between[strings.ToLower(words[at])]:
			return ""
		}
	}
	return ""
}

// between are words that an abbreviation may pass over.
var between = map[string]bool{"of": true, "and": true, "the": true, "in": true, "for": true, "to": true, "with": true, "on": true, "a": true, "by": true}

// inCapitals are words of grammar, which search takes for an abbreviation in capitals only.
var inCapitals = map[string]bool{"all": true, "or": true, "it": true, "is": true, "as": true, "at": true, "to": true, "no": true, "he": true, "me": true, "us": true, "we": true, "do": true, "be": true, "an": true, "am": true, "in": true, "on": true}

// terms returns the abbreviations that the sources agree on. One that is a word in small letters too is left out:
// "men" is not multiple endocrine neoplasia.
func (a *abbreviations) terms() []corpus.Term {
	byLong := map[string]*corpus.Term{}
	var out []*corpus.Term
	for _, short := range sorted(a.meant) {
		long, n, all := "", 0, 0
		for _, l := range sorted(a.meant[short]) {
			count := a.meant[short][l]
			if all += count; count > n {
				long, n = l, count
			}
		}
		lower := strings.ToLower(short)
		if n == 1 && len(short) < surely || float64(n) < leastAgreed*float64(all) || a.words[lower] && !inCapitals[lower] {
			continue
		}
		if t := byLong[long]; t != nil {
			t.Same = append(t.Same, short)
			continue
		}
		t := &corpus.Term{Term: long, Kind: kindOf(long), Same: []string{short}}
		byLong[long] = t
		out = append(out, t)
	}
	slices.SortFunc(out, func(x, y *corpus.Term) int { return cmp.Compare(x.Term, y.Term) })
	terms := make([]corpus.Term, len(out))
	for i, t := range out {
		terms[i] = *t
	}
	return terms
}

func sorted[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// endings say what kind of thing a name that ends in one is.
var endings = []struct {
	kind string
	ends *regexp.Regexp
}{
	{"disease", regexp.MustCompile(`(?:cancer|carcinoma|sarcoma|leuka?emia|lymphoma|melanoma|blastoma|myeloma|glioma|oma|neoplasms?|neoplasia|tumou?rs?|syndrome|disease|disorder|polyposis|fibrosis|histiocytosis|thrombosis|embolism|in situ|lesions?)$`)},
	{"procedure", regexp.MustCompile(`(?:transplant(?:ation)?|therapy|radiotherapy|biopsy|tomography|imaging|resection|dissection|ablation|irradiation|scan|mammography|examination|radiation|surgery|screening|sequencing)$`)},
	{"measure", regexp.MustCompile(`(?:survival|rate|ratio|score|count|interval|risk|residual disease|response|level)$`)},
	{"organisation", regexp.MustCompile(`(?:institute|organization|organisation|group|administration|society|network|committee|association|agency|center|force)$`)},
}

func kindOf(long string) string {
	for _, e := range slices.Backward(endings) {
		if e.ends.MatchString(long) {
			return e.kind
		}
	}
	return "concept"
}

// LexiconFile writes proposed terms as a lexicon.yaml.
func LexiconFile(terms []corpus.Term) []byte {
	var b strings.Builder
	b.WriteString("# Abbreviations as the texts define them, proposed by curbside corpus import: read them, mend them, add the words that\n# askers use. corpus/README.md says what the keys mean.\nterms:\n")
	for _, t := range terms {
		fmt.Fprintf(&b, "  - {term: %q, kind: %s, same: [", t.Term, t.Kind)
		for i, s := range t.Same {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "%q", s)
		}
		b.WriteString("]}\n")
	}
	return []byte(b.String())
}
