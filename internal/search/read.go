package search

import (
	"context"
	"slices"
	"strings"

	"curbside/internal/search/rerank"
)

// maxMended is how many different words of a question are looked at for
// mending: a question with more unknown words than that is not one.
const maxMended = 64

// longestDisease is how many words of a question may name one disease.
const longestDisease = 6

// Read returns the terms of a question in their order: names of several
// words joined by the lexicon, misspelt words mended, words that say nothing
// about the subject left out.
func (ix *Index) Read(question string) []Term {
	leave, ok := ix.Hold()
	if !ok {
		return nil
	}
	defer leave()
	terms, err := ix.read(context.Background(), question)
	if err != nil { // the disk fails: a search will tell why
		return nil
	}
	return terms
}

func (ix *Index) read(ctx context.Context, question string) ([]Term, error) {
	q := ix.newReading(ctx, question)
	out, err := q.terms()
	if err == nil && len(out) == 0 { // "how do they give it"
		q.keepSoft = true
		out, err = q.terms()
	}
	return out, err
}

// terms reads the tokens from first to last.
func (q *reading) terms() ([]Term, error) {
	var out []Term
	seen := map[string]bool{} // what is said again is one term
	for i := 0; i < len(q.tokens); {
		t, n := q.next(i)
		i += n
		if t == nil || seen[t.key()] {
			continue
		}
		seen[t.key()] = true
		if err := q.weigh(t); err != nil {
			return nil, err
		}
		out = append(out, *t)
	}
	return out, nil
}

// subjectRarity is the least that the drug, disease or regimen of a question
// counts, however common it is in the corpus: a passage on another one must
// not lead.
const subjectRarity = 1.0

var subjects = map[string]bool{"drug": true, "disease": true, "regimen": true}

// weigh sets rarity and whether the corpus holds the term.
func (q *reading) weigh(t *Term) error {
	found, err := q.ix.find(q.ctx, t, false)
	if err != nil {
		return err
	}
	if found.told == 0 && len(t.Near) == 0 && len(t.Akin) > 0 && t.Correction == "" {
		t.Near = t.Akin
		if found, err = q.ix.find(q.ctx, t, false); err != nil {
			return err
		}
	}
	df := found.exact
	t.found, t.Known = found, df > 0
	if t.Known && t.Canonical == "" && (t.Kind == "drug" || t.Kind == "disease") && len(t.Forms[0]) == 1 {
		t.Known = q.ix.vocab.apart(t.Stem) // "flu" is not known by "flu-like"
	}
	t.rarity = idf(df, q.ix.vocab.passages)
	if df == 0 {
		t.rarity = idf(found.told, q.ix.vocab.passages)
	}
	if subjects[t.Kind] {
		t.rarity = max(t.rarity, subjectRarity)
	}
	t.IDF = idf(df, q.ix.vocab.passages)
	if df == 0 && len(t.Akin) > 0 && found.told > 0 {
		t.IDF = t.rarity
	}
	return nil
}

// reading is a question on its way into terms.
type reading struct {
	ctx    context.Context // of the one call that reads
	ix     *Index
	rs     []rune
	tokens []rawToken
	mended map[int]string    // corrections, by where the word starts
	tried  map[string]string // by word: the correction, or "" for none

	keepSoft bool // read words that are left out where others are left
}

// newReading splits the question and mends words; a mended word may become
// part of a name (interlukin-2), so merging comes after.
func (ix *Index) newReading(ctx context.Context, question string) *reading {
	q := &reading{ctx: ctx, ix: ix, rs: []rune(question), mended: map[int]string{}, tried: map[string]string{}}
	raw := tokenize(q.rs)
	mended := make([]rawToken, 0, len(raw))
	for _, t := range raw {
		if t.kind != wordToken {
			mended = append(mended, t)
			continue
		}
		ix.analyzer.fold(&t)
		t.stem = ix.analyzer.stem(t)
		for i, w := range strings.Fields(q.mend(t)) {
			part := t
			part.norm, part.glued = w, t.glued && i == 0
			mended = append(mended, part)
		}
	}
	q.tokens = merge(q.rs, mended, ix.analyzer.rules)
	for i, t := range q.tokens {
		q.tokens[i].stem = ix.analyzer.stem(t)
	}
	return q
}

// mend returns the word to read in place of t: its own, or a correction.
func (q *reading) mend(t rawToken) string {
	if t.kind != wordToken || q.ix.analyzer.rules.isStop(t.norm) || q.ix.vocab.isAsked(t.norm) {
		return t.norm
	}
	if _, known := q.tried[t.norm]; !known && len(q.tried) < maxMended {
		q.tried[t.norm] = q.ix.speller.mend(t)
	}
	if w := q.tried[t.norm]; w != "" {
		q.mended[t.start] = w
		return w
	}
	return t.norm
}

func (q *reading) written(t rawToken) string { return string(q.rs[t.start:t.end]) }

// next returns the term that begins at token i, nil for a word to leave out,
// and how many tokens it takes.
func (q *reading) next(i int) (*Term, int) {
	form, n := q.ix.lexicon.match(q.tokens, i, q.written)
	if d := q.disease(i); d > n {
		return q.foreignDisease(i, d), d
	}
	if n > 0 {
		return q.lexTerm(i, n, form), n
	}
	if t, n := q.number(i); n > 0 {
		return t, n
	}
	if t, n := q.compound(i); n > 0 {
		return t, n
	}
	if n := q.ix.akin.match(q.tokens, i); n > 0 {
		t := q.term(i, n)
		t.Akin = q.ix.akin.akin[t.Stem]
		return t, n
	}
	return q.word(i), 1
}

// term begins a term of n tokens.
func (q *reading) term(i, n int) *Term {
	first, last := q.tokens[i], q.tokens[i+n-1]
	t := &Term{Text: string(q.rs[first.start:last.end]), Start: first.start, End: last.end}
	form := make([]string, n)
	corrected := false
	words := make([]string, n)
	for j, tok := range q.tokens[i : i+n] {
		form[j], words[j] = tok.stem, q.written(tok)
		t.words = append(t.words, rerank.Word{Text: tok.norm, Stem: tok.stem})
		if w, ok := q.mended[tok.start]; ok {
			words[j], corrected = w, true
			if tok.kind == codeToken {
				words[j] = tok.norm
			}
		}
	}
	if corrected {
		t.Correction = strings.Join(slices.Compact(words), " ")
	}
	t.Stem = strings.Join(form, " ")
	t.Forms = [][]string{form}
	return t
}

// lexTerm makes a term of the lexicon. A looser form that was typed counts
// as exact, and its term's forms as synonyms.
func (q *reading) lexTerm(i, n int, form lexForm) *Term {
	lt := q.ix.lexicon.terms[form.term]
	t := q.term(i, n)
	if form.other { // interferon gamma is a drug as interferon alfa is, and another
		t.Kind = lt.kind
		return t
	}
	t.Kind, t.Canonical, t.means = lt.kind, lt.canonical, lt.meaning
	t.Loose = form.near
	if form.acronym { // as a word it is too common to look for
		t.Forms = nil
	}
	t.Forms = addForms(t.Forms, lt.same, nil)
	t.Near = addForms(nil, lt.near, t.Forms)
	if !names[lt.kind] {
		t.Akin = addForms(nil, q.ix.akin.akin[t.Stem], append(t.Forms, t.Near...))
	}
	return t
}

// names are the kinds of terms for which no plain word stands.
var names = map[string]bool{"drug": true, "disease": true, "regimen": true, "cell": true, "organisation": true, "population": true}

// addForms appends the forms that neither to nor without hold.
func addForms(to, forms, without [][]string) [][]string {
	for _, f := range forms {
		same := func(g []string) bool { return slices.Equal(f, g) }
		if !slices.ContainsFunc(to, same) && !slices.ContainsFunc(without, same) {
			to = append(to, f)
		}
	}
	return to
}

// word makes a term of one token, nil for a word that says nothing.
func (q *reading) word(i int) *Term {
	tok := q.tokens[i]
	if tok.kind == signToken || q.leftOut(tok) {
		return nil
	}
	t := q.term(i, 1)
	t.weak = q.ix.analyzer.rules.weak[t.Stem]
	if parts := q.ix.vocab.compound(tok.norm); parts != nil {
		t.Forms = append(t.Forms, parts)
	}
	switch {
	case IsDrug(tok.norm):
		t.Kind = "drug"
	case isDiseaseKey(tok.norm):
		t.Kind = "disease"
	default:
		t.Akin = q.ix.akin.of(t.Stem, q.ix.vocab.df(t.Stem) > 0)
	}
	return t
}

// leftOut reports whether a word says nothing about the subject. IM is a way
// of giving a drug, and im is not.
func (q *reading) leftOut(tok rawToken) bool {
	rules := q.ix.analyzer.rules
	if !rules.isStop(tok.norm) || tok.norm == "im" && tok.upper {
		return false
	}
	return !(q.keepSoft && rules.soft[tok.norm])
}
