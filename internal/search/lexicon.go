package search

import (
	"strings"
	"unicode"

	"curbside/internal/corpus"
)

// lexicon finds the terms of corpus.Lexicon among the stems of a question.
type lexicon struct {
	terms    []lexTerm
	forms    map[string]lexForm // by stems joined with spaces
	surfaces [][]rawToken       // all forms, for the vocabulary
	longest  int                // tokens of the longest form
}

// Names returns the exact forms, as stems, of the lexicon's terms of a kind, by
// their canonical names. The caller must not change them.
func (ix *Index) Names(kind string) map[string][][]string {
	out := map[string][][]string{}
	for _, t := range ix.lexicon.terms {
		if t.kind == kind {
			out[t.canonical] = t.same
		}
	}
	return out
}

// lexTerm is one entry with its forms as stems.
type lexTerm struct {
	canonical, kind string
	same, near      [][]string
	meaning         string // id of the passage that says what it is, or ""
}

// lexForm says which term a form belongs to.
type lexForm struct {
	term    int
	near    bool
	other   bool // it only looks like the term and is something else
	acronym bool // lower-case it is a common word: only capitals count ("ALL")
}

func newLexicon(a *analyzer, src *corpus.Lexicon) *lexicon {
	l := &lexicon{forms: map[string]lexForm{}}
	if src == nil {
		return l
	}
	for i, t := range src.Terms {
		lt := lexTerm{canonical: t.Term, kind: t.Kind}
		if t.Meaning != nil {
			lt.meaning = t.Meaning.Passage
		}
		for _, form := range append([]string{t.Term}, t.Same...) {
			l.add(a, form, lexForm{term: i}, &lt.same)
		}
		l.terms = append(l.terms, lt)
	}
	for i, t := range src.Terms { // after all exact forms: these win
		for _, form := range t.Near {
			l.add(a, form, lexForm{term: i, near: true}, &l.terms[i].near)
		}
	}
	for i, t := range src.Terms { // last: what is a form of any term is known better
		for _, form := range t.Not {
			l.add(a, form, lexForm{term: i, other: true}, new([][]string))
		}
	}
	return l
}

// add records one form of a term. Of two terms with one form the first wins,
// so a form finds one term only.
func (l *lexicon) add(a *analyzer, form string, ref lexForm, to *[][]string) {
	ts := a.tokens([]rune(form))
	if len(ts) == 0 {
		return
	}
	stems := make([]string, len(ts))
	for i, t := range ts {
		stems[i] = t.stem
	}
	key := strings.Join(stems, " ")
	if len(ts) == 1 && a.rules.isStop(ts[0].norm) {
		if !isUpper(form) {
			return
		}
		ref.acronym = true
	}
	if old, taken := l.forms[key]; taken {
		if old.term != ref.term && !ref.acronym {
			*to = append(*to, stems) // shared by two terms: still a form of both
		}
		return
	}
	l.forms[key] = ref
	if !ref.other {
		l.surfaces = append(l.surfaces, ts)
	}
	l.longest = max(l.longest, len(ts))
	if !ref.acronym {
		*to = append(*to, stems)
	}
}

// match returns the term named at ts[i] and how many tokens name it, or 0.
// Forms of one term that overlap (elevated IL-2, IL-2 level) name it
// together.
func (l *lexicon) match(ts []rawToken, i int, written func(rawToken) string) (lexForm, int) {
	best, n := l.longestForm(ts, i, written)
	for j := i + 1; j < i+n; j++ {
		if next, m := l.longestForm(ts, j, written); m > 0 && next.term == best.term && next.other == best.other && j+m > i+n {
			n = j + m - i
		}
	}
	return best, n
}

// longestForm returns the longest form that begins at ts[i], its length in
// tokens, or 0.
func (l *lexicon) longestForm(ts []rawToken, i int, written func(rawToken) string) (lexForm, int) {
	var b strings.Builder
	var best lexForm
	n := 0
	for j := i; j < len(ts) && j-i < l.longest; j++ {
		if j > i {
			b.WriteByte(' ')
		}
		b.WriteString(ts[j].stem)
		f, ok := l.forms[b.String()]
		if ok && !(f.acronym && !isUpper(written(ts[i]))) {
			best, n = f, j-i+1
		}
	}
	return best, n
}

func isUpper(s string) bool {
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
	}
	return s != ""
}
