package search

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"curbside/internal/corpus"
)

// largeCorpus has just enough passages for the second stage, two of them on
// thymosin and one that speaks of the same things under another name.
func largeCorpus(passages int) *corpus.Corpus {
	things := []string{"heart", "lung", "kidney", "bone", "skin", "nerve", "blood", "eye"}
	a, b := &corpus.Source{ID: "a", Evidence: "B", Collection: "one"}, &corpus.Source{ID: "b", Evidence: "B", Collection: "two"}
	add := func(s *corpus.Source, text string) {
		s.Passages = append(s.Passages, &corpus.Passage{ID: fmt.Sprintf("%s#%d", s.ID, len(s.Passages)+1), Source: s, Text: text})
	}
	for i := range passages - 4 {
		source := a
		if i%2 == 0 {
			source = b
		}
		add(source, fmt.Sprintf("Disease of the %s and the %s in ward %d.", things[i%8], things[(i/8+i+3)%8], i%97))
	}
	add(a, "Thymosin ripens lymphocytes of the thymus gland.")
	add(a, "Thymosin was given for weak lymphocytes.")
	add(b, "Hormones of the thymus gland ripen lymphocytes.")
	add(b, "Thymosins are a family of peptides.")
	return &corpus.Corpus{Sources: []*corpus.Source{a, b}, Lexicon: &corpus.Lexicon{}}
}

func openCorpus(t *testing.T, c *corpus.Corpus) *Index {
	t.Helper()
	ix, err := New(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
	})
	return ix
}

func searchFor(t *testing.T, ix *Index, q Query) *Result {
	t.Helper()
	res, err := ix.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// TestSecondStageFindsWhatSpeaksOfTheSame: a passage without a word of the
// question is found for what it has in common with those that lead, each hit
// says what every signal added, and that adds up.
func TestSecondStageFindsWhatSpeaksOfTheSame(t *testing.T) {
	ix := openCorpus(t, largeCorpus(secondFrom))
	const akin = "b#999"
	place := func(setting Setting) int {
		for i, h := range searchFor(t, ix, Query{Text: "thymosin", Limit: 20, PerSource: -1, Setting: setting}).Hits {
			if h.Passage.ID == akin {
				return i + 1
			}
		}
		return 0
	}
	if words := place(Settings()[1]); words != 0 {
		t.Fatalf("by words alone %s has rank %d; it holds no word of the question", akin, words)
	}
	if at := place(Standard); at != 4 {
		t.Errorf("%s has rank %d, want 4: behind those that hold the word, before all others", akin, at)
	}
	for i, h := range searchFor(t, ix, Query{Text: "thymosin", Limit: 4, PerSource: -1}).Hits {
		sum := 0.0
		for _, w := range h.Why {
			sum += w.Score
		}
		words := sum * ix.tiesFor("").factor[ix.docs.source[placeOf(t, ix, h.Passage)]]
		for _, s := range h.Signals {
			words += s.Score
		}
		if i < 3 && len(h.Signals) == 0 || math.Abs(words-h.Score) > 1e-6 {
			t.Errorf("rank %d, %s: words and signals add up to %.4f, the score is %.4f", i+1, h.Passage.ID, words, h.Score)
		}
	}
}

func placeOf(t *testing.T, ix *Index, p *corpus.Passage) int {
	t.Helper()
	for i := range ix.docs.count() {
		if mustPassage(t, ix, i) == p {
			return i
		}
	}
	t.Fatalf("no passage %s", p.ID)
	return 0
}

// TestSecondStageKeepsToCollections: what related words find is held to what
// the question allows.
func TestSecondStageKeepsToCollections(t *testing.T) {
	ix := openCorpus(t, largeCorpus(secondFrom))
	hits := searchFor(t, ix, Query{Text: "thymosin", Limit: 50, PerSource: -1, Collections: []string{"one"}}).Hits
	if len(hits) < 3 {
		t.Fatalf("%d hits, want related ones besides the two that hold the word", len(hits))
	}
	for _, h := range hits {
		if h.Passage.Source.Collection != "one" {
			t.Errorf("%s is of collection %s", h.Passage.ID, h.Passage.Source.Collection)
		}
	}
}

// TestSmallCorporaHaveNoSecondStage: below the bound all settings rank alike.
func TestSmallCorporaHaveNoSecondStage(t *testing.T) {
	ix := openCorpus(t, largeCorpus(secondFrom-1))
	if stage, err := ix.second.get(t.Context()); stage != nil || err != nil {
		t.Fatalf("a corpus below the bound has a second stage (%v)", err)
	}
	for _, h := range searchFor(t, ix, Query{Text: "thymosin heart"}).Hits {
		if h.Signals != nil {
			t.Errorf("%s has signals %v", h.Passage.ID, h.Signals)
		}
	}
}

func mustPassage(t testing.TB, ix *Index, doc int) *corpus.Passage {
	t.Helper()
	p, err := ix.readPassage(doc)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The second stage of an index on disk puts passages in the order of the one
// in memory.
func TestSecondStageOnDisk(t *testing.T) {
	memory := openCorpus(t, largeCorpus(secondFrom))
	disk := opened(t, built(t, memory.corpus))
	if stage, err := disk.second.get(t.Context()); stage == nil {
		t.Fatalf("the index on disk has no second stage (%v)", err)
	}
	signals := 0
	for doc := 0; doc < secondFrom; doc += 97 {
		q := Query{Text: mustPassage(t, memory, doc).Text, Limit: 20}
		want, got := find(t, memory, q), find(t, disk, q)
		if !slices.EqualFunc(want.Hits, got.Hits, func(a, b Hit) bool { return sameHit(a, b) && slices.Equal(a.Signals, b.Signals) }) {
			t.Fatalf("%s: on disk %v, in memory %v", q.Text, ids(got.Hits), ids(want.Hits))
		}
		signals += len(got.Hits[0].Signals)
	}
	if signals == 0 {
		t.Error("no hit has a signal of the second stage")
	}
}
