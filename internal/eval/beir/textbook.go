package beir

import (
	"math"
	"strings"
	"unicode"
)

// Textbook ranks by plain BM25: title and text as one field, words of
// letters and figures in lower case, the 33 stop words of Lucene's English
// analyzer, k1 1.2 and b 0.75.
type Textbook struct {
	stem     func(string) string
	docs     []Doc
	lengths  []float64
	average  float64
	postings map[string][]posting
}

type posting struct {
	doc int
	tf  float64
}

const (
	textbookK1 = 1.2
	textbookB  = 0.75
)

// luceneStop are the words that Lucene's English analyzer leaves out.
const luceneStop = " a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with "

// NewTextbook indexes docs. stem cuts a word in lower case to its stem, as
// the Snowball stemmer for English does.
func NewTextbook(docs []Doc, stem func(string) string) *Textbook {
	t := &Textbook{stem: stem, docs: docs, lengths: make([]float64, len(docs)), postings: map[string][]posting{}}
	total := 0.0
	for i, d := range docs {
		counts := map[string]float64{}
		for _, w := range t.words(d.Title + " " + d.Text) {
			counts[w]++
			t.lengths[i]++
		}
		total += t.lengths[i]
		for w, n := range counts {
			t.postings[w] = append(t.postings[w], posting{i, n})
		}
	}
	t.average = math.Max(total/math.Max(float64(len(docs)), 1), 1)
	return t
}

// words splits s into stems.
func (t *Textbook) words(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		if !strings.Contains(luceneStop, " "+w+" ") {
			out = append(out, t.stem(w))
		}
	}
	return out
}

// Rank returns the k best documents for a query. A word that stands twice in
// the query counts twice.
func (t *Textbook) Rank(query string, k int) []Hit {
	scores := map[int]float64{}
	for _, w := range t.words(query) {
		list := t.postings[w]
		df, n := float64(len(list)), float64(len(t.docs))
		idf := math.Log(1 + (n-df+0.5)/(df+0.5))
		for _, p := range list {
			scores[p.doc] += idf * p.tf * (textbookK1 + 1) / (p.tf + textbookK1*(1-textbookB+textbookB*t.lengths[p.doc]/t.average))
		}
	}
	out := make([]Hit, 0, len(scores))
	for doc, s := range scores {
		out = append(out, Hit{t.docs[doc].ID, float32(s)})
	}
	return first(out, k)
}
