package search

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"curbside/internal/corpus"
)

// A synonym put in place of a term leaves the passages found, and their
// scores, as they are; and the passages with the word as typed never stand
// behind equally good ones with the synonym.
func TestSynonymsFindTheSame(t *testing.T) {
	ix := shippedIndex(t)
	var terms []corpus.Term
	for _, term := range ix.corpus.Lexicon.Terms {
		if len(term.Same) > 0 {
			terms = append(terms, term)
		}
	}
	frames := []string{"what about %s in patients", "%s", "how is %s treated with fluids", "rate of %s in melanoma trials"}
	rapid.Check(t, func(t *rapid.T) {
		term := rapid.SampledFrom(terms).Draw(t, "term")
		frame := rapid.SampledFrom(frames).Draw(t, "frame")
		a, b := term.Term, rapid.SampledFrom(term.Same).Draw(t, "synonym")
		if !alone(ix, frame, a, term.Term) || !alone(ix, frame, b, term.Term) {
			t.Skip("beside these words another reading is longer, or the form is another term's")
		}
		ra := findAll(t, ix, fmt.Sprintf(frame, a))
		rb := findAll(t, ix, fmt.Sprintf(frame, b))
		if len(ra.Hits) != len(rb.Hits) {
			t.Fatalf("%q finds %d, %q finds %d", a, len(ra.Hits), b, len(rb.Hits))
		}
		scores := map[string]float64{}
		for _, h := range ra.Hits {
			scores[h.Passage.ID] = h.Score
		}
		for _, h := range rb.Hits {
			if d := scores[h.Passage.ID] - h.Score; d > 1e-9 || d < -1e-9 {
				t.Fatalf("%s: by %q %v, by %q %v", h.Passage.ID, a, scores[h.Passage.ID], b, h.Score)
			}
		}
		exactFirst(t, rb.Hits)
	})
}

func findAll(t *rapid.T, ix *Index, question string) *Result {
	res, err := ix.Search(context.Background(), Query{Text: question, Limit: 500, PerSource: -1})
	if err != nil {
		t.Fatalf("search %q: %v", question, err)
	}
	return res
}

// alone reports whether word in the frame is read as exactly the term.
func alone(ix *Index, frame, word, canonical string) bool {
	at := len([]rune(frame[:strings.Index(frame, "%s")]))
	return slices.ContainsFunc(ix.Read(fmt.Sprintf(frame, word)), func(t Term) bool {
		return t.Canonical == canonical && t.Start == at && t.End == at+len([]rune(word)) && t.Correction == ""
	})
}

// exactFirst fails where, of two hits with one score, the one with fewer
// words as typed comes first.
func exactFirst(t *rapid.T, hits []Hit) {
	exact := func(h Hit) int {
		n := 0
		for _, w := range h.Why {
			if w.Kind == "exact" {
				n++
			}
		}
		return n
	}
	for i := 1; i < len(hits); i++ {
		if hits[i-1].Score == hits[i].Score && exact(hits[i-1]) < exact(hits[i]) {
			t.Fatalf("%s stands before %s with fewer words as typed", hits[i-1].Passage.ID, hits[i].Passage.ID)
		}
	}
}
