package search

import "curbside/internal/search/rerank"

// Term is one unit of a question as it was read: a word, a name of several
// words, or a number with its unit.
type Term struct {
	Text       string     // as typed
	Stem       string     // of the word; stems joined by spaces for several
	IDF        float64    // rarity, all forms counted as one term
	Kind       string     // lexicon kind ("drug", "measure", ...), "number", or ""; "drug" and "disease" also for names that only the word lists know
	Canonical  string     // the lexicon's name for it, or ""
	Correction string     // the word that was understood in place of a misspelt one, or ""
	Loose      bool       // typed in a looser form of Canonical: the exact ones count less than the typed words do
	Known      bool       // the corpus holds one of Forms
	Forms      [][]string // stems that count as this term: as typed first, then synonyms
	Near       [][]string // looser forms, which weigh half
	Akin       [][]string // plain words that may stand for it; looked for only where the corpus has none of Forms, and then they are Near
	Start, End int        // code points of the question

	means  string        // id of the passage that says what it is, or ""
	rarity float64       // IDF, or that of the looser forms where only these are found
	weak   bool          // says little about the subject: "compare", "together"
	found  *listing      // what it finds, kept from the reading for the ranking
	words  []rerank.Word // as understood
}

// key is equal for terms that say the same.
func (t *Term) key() string {
	if t.Canonical != "" {
		return t.Canonical
	}
	return " " + t.Stem
}

// forms returns the number of forms, exact and looser.
func (t *Term) forms() int { return len(t.Forms) + len(t.Near) }

// form returns form n of the term, Forms first and then Near, with its
// weight.
func (t *Term) form(n int) ([]string, float64) {
	switch {
	case n == 0 && len(t.Forms) > 0:
		return t.Forms[0], 1
	case n < len(t.Forms) && t.Loose:
		return t.Forms[n], looseWeight
	case n < len(t.Forms):
		return t.Forms[n], 1
	}
	return t.Near[n-len(t.Forms)], nearWeight
}

// boost returns how much the term counts beside its rarity.
func (t *Term) boost() float64 {
	switch {
	case t.weak:
		return 0.3
	case t.Correction != "":
		return 0.9
	}
	return 1
}

// matchKind says how form n of the term stands to what was typed.
func (t *Term) matchKind(n int) string {
	switch {
	case n >= len(t.Forms):
		return "near"
	case n > 0:
		return "synonym"
	case t.Correction != "":
		return "spelling"
	}
	return "exact"
}
