package search

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"curbside/internal/corpus"
	"curbside/internal/search/rerank"
	"curbside/internal/search/vectors"
)

// mixedCorpus has passages on several topics in words of the kind that topics knows, and others.
func mixedCorpus(passages int) *corpus.Corpus {
	words := []string{"heart", "cardiac", "myocardial", "infarction", "kidney", "renal", "skin", "rash", "itching", "table", "window", "paper", "garden", "river", "stone"}
	random := rand.New(rand.NewPCG(3, 4))
	sources := []*corpus.Source{{ID: "a", Evidence: "B", Collection: "one"}, {ID: "b", Evidence: "B", Collection: "two"}}
	for i := range passages {
		s := sources[i%2]
		text := make([]string, 3+random.IntN(9))
		for n := range text {
			text[n] = words[random.IntN(len(words))]
		}
		s.Passages = append(s.Passages, &corpus.Passage{ID: fmt.Sprintf("%s#%d", s.ID, i), Source: s, N: i + 1, Text: strings.Join(text, " ")})
	}
	return &corpus.Corpus{Sources: sources, Lexicon: &corpus.Lexicon{}}
}

// mixedIndex has vectors for all but the last few of its passages.
func mixedIndex(t *testing.T, passages int) *Index {
	t.Helper()
	c, e := mixedCorpus(passages), newTopics()
	folder, err := vectors.Open(t.TempDir(), e.model)
	if err != nil {
		t.Fatal(err)
	}
	all := c.Passages()
	if _, err := Embed(t.Context(), e, folder, all[:len(all)-len(all)/20], EmbedOptions{}); err != nil {
		t.Fatal(err)
	}
	return withFolder(t, c, folder, e, nil)
}

// plainFusion adds meaning to the scores by words as the head of hybrid.go says.
func plainFusion(t *testing.T, ix *Index, question string, words map[int]float64) map[int]float64 {
	t.Helper()
	v, err := ix.dense.question(context.Background(), question)
	if err != nil {
		t.Fatal(err)
	}
	unit := 0.0
	for _, score := range words {
		unit = max(unit, score)
	}
	add := func(v []float32) map[int]float64 {
		near, low, high := map[int]float64{}, math.Inf(1), math.Inf(-1)
		for doc := range ix.docs.count() {
			if p := ix.dense.set.Vector(doc); p != nil {
				sum := 0.0
				for i := range p {
					sum += float64(p[i] * v[i])
				}
				near[doc], low, high = sum, min(low, sum), max(high, sum)
			}
		}
		out := map[int]float64{}
		for doc := range ix.docs.count() {
			cos, ok := near[doc]
			if !ok {
				out[doc] = words[doc] + 3*words[doc]
				continue
			}
			out[doc] = words[doc] + 3*unit*(cos-low)/(high-low)
		}
		return out
	}
	first := add(v)
	moved, length := slices.Clone(v), 0.0
	n := float32(0)
	var lead []int
	for _, doc := range bestOf(first)[:3] {
		if ix.dense.set.Has(doc) {
			lead, n = append(lead, doc), n+1
		}
	}
	for i := range moved {
		for _, doc := range lead {
			moved[i] += 0.5 * ix.dense.set.Vector(doc)[i] / n
		}
		length += float64(moved[i] * moved[i])
	}
	for i := range moved {
		moved[i] /= float32(math.Sqrt(length))
	}
	return add(moved)
}

func bestOf(scores map[int]float64) []int {
	var docs []int
	for doc := range scores {
		docs = append(docs, doc)
	}
	slices.SortFunc(docs, func(a, b int) int {
		if scores[a] != scores[b] {
			return map[bool]int{true: -1, false: 1}[scores[a] > scores[b]]
		}
		return a - b
	})
	return docs
}

// TestFusionIsAsDefined compares each score by words and meaning with what it is computed to be in the plainest way.
func TestFusionIsAsDefined(t *testing.T) {
	ix := mixedIndex(t, 100)
	place := map[string]int{}
	for doc := range ix.docs.count() {
		place[mustPassage(t, ix, doc).ID] = doc
	}
	for _, question := range []string{"cardiac garden", "kidney", "itching window stone river", "heart rash paper"} {
		words := map[int]float64{}
		for _, h := range searchFor(t, ix, Query{Text: question, Limit: 100, PerSource: -1, Lexical: true}).Hits {
			words[place[h.Passage.ID]] = h.Score
		}
		want := plainFusion(t, ix, question, words)
		order := bestOf(want)
		hits := searchFor(t, ix, Query{Text: question, Limit: 100, PerSource: -1}).Hits
		if len(hits) < 95 {
			t.Fatalf("%q: %d hits; all passages with a vector are among the nearest", question, len(hits))
		}
		for i, h := range hits {
			if score := want[place[h.Passage.ID]]; math.Abs(h.Score-score) > 0.02*want[order[0]] || math.Abs(h.Score-want[order[i]]) > 0.02*want[order[0]] {
				t.Errorf("%q: rank %d, %s has %.3f, as defined %.3f", question, i+1, h.Passage.ID, h.Score, score)
			}
		}
	}
}

// TestFusionWithSecondStage: beside meaning the second stage adds words spelt alike and nothing else, nearest passages
// without a word of the question are among what it ranks, and the parts add up.
func TestFusionWithSecondStage(t *testing.T) {
	ix := mixedIndex(t, secondFrom)
	res := searchFor(t, ix, Query{Text: "cardiac tables", Limit: 1000, PerSource: -1})
	wordless, spelt := 0, 0
	for i, h := range res.Hits {
		sum := 0.0
		for _, w := range h.Why {
			if w.Kind == matchMeaning {
				sum += w.Score
			} else {
				sum += w.Score * ix.tiesFor("").factor[ix.docs.source[placeOf(t, ix, h.Passage)]]
			}
		}
		for _, s := range h.Signals {
			if s.Name != "letters" {
				t.Fatalf("%s has the signal %s", h.Passage.ID, s.Name)
			}
			sum += s.Score
			spelt++
		}
		if len(h.Why) == 1 && h.Why[0].Kind == matchMeaning {
			wordless++
		}
		if math.Abs(sum-h.Score) > 1e-6*res.Hits[0].Score || i > 0 && h.Score > res.Hits[i-1].Score {
			t.Fatalf("rank %d, %s: words, letters and meaning add up to %.4f, the score is %.4f", i+1, h.Passage.ID, sum, h.Score)
		}
	}
	if wordless == 0 || spelt == 0 {
		t.Errorf("%d hits without a word of the question, %d with words spelt alike", wordless, spelt)
	}
	for _, h := range searchFor(t, ix, Query{Text: "cardiac tables", Limit: 1000, PerSource: -1, Collections: []string{"two"}}).Hits {
		if h.Passage.Source.Collection != "two" {
			t.Fatalf("%s is of collection %s", h.Passage.ID, h.Passage.Source.Collection)
		}
	}
	for _, h := range searchFor(t, ix, Query{Text: "cardiac tables", Limit: 50, Setting: Words}).Hits {
		if len(h.Signals) > 0 {
			t.Fatalf("%s has signals under %s: %v", h.Passage.ID, Words.Name, h.Signals)
		}
	}
}

// TestSecondStageLimits: it begins and ends where it is said to, and a title counts twice.
func TestSecondStageLimits(t *testing.T) {
	for passages, want := range map[int]bool{secondFrom - 1: false, secondFrom: true, secondTo: true, secondTo + 1: false} {
		if hasSecond(passages) != want {
			t.Errorf("%d passages: %t", passages, !want)
		}
	}
	ix := openCorpus(t, mixedCorpus(4))
	words, times := ix.learned(&corpus.Passage{Source: &corpus.Source{}, Headings: []string{"Itching"}, Text: "Rash."})
	if !slices.Equal(times, []int{1, 2}) || words[0].Text != "rash" || words[1].Text != "itching" {
		t.Errorf("learned %v, %v", words, times)
	}
}

// TestSecondStageIsMadeOnce, when it is first asked for; a failure is tried anew.
func TestSecondStageIsMadeOnce(t *testing.T) {
	ix := openCorpus(t, largeCorpus(secondFrom))
	made := 0
	learn := ix.second.make
	ix.second.make = func(ctx context.Context) (*rerank.Stage, error) {
		made++
		if made == 1 {
			return nil, context.DeadlineExceeded
		}
		return learn(ctx)
	}
	searchFor(t, ix, Query{Text: "thymosin", Setting: Words})
	if made != 0 {
		t.Error("a search by words made it")
	}
	if _, err := ix.Search(t.Context(), Query{Text: "thymosin"}); err == nil {
		t.Error("a search goes without it where it cannot be made")
	}
	for range 3 {
		if hits := searchFor(t, ix, Query{Text: "thymosin"}).Hits; len(hits[0].Signals) == 0 {
			t.Error("it did not rank")
		}
	}
	if made != 2 {
		t.Errorf("made %d times, want once after the failure", made)
	}
}
