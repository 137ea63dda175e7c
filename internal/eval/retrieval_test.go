package eval

import (
	"os"
	"path/filepath"
	"testing"

	"curbside/internal/eval/beir"
	"curbside/internal/llm"
	"curbside/internal/search"
	"curbside/internal/search/vectors"
)

// publicFigures are what rankings reached on the tuning halves of public
// sets: nDCG@10, and its gain over textbook BM25 in the same run.
var publicFigures = []struct {
	name, split string
	of          map[string]reached
}{
	{"nfcorpus", "dev", map[string]reached{
		"words": {.301, .012}, "standard": {.335, .045}, "words with embeddings": {.347, .057}, "standard with embeddings": {.351, .062},
	}},
	{"scifact", "train", map[string]reached{
		"words": {.705, .012}, "standard": {.719, .025}, "words with embeddings": {.739, .045}, "standard with embeddings": {.747, .053},
	}},
}

type reached struct{ ndcg, gain float64 }

// noise is how much less is no reason to fail.
const noise = 0.01

// TestRankingOnPublicSets holds the settings that ship to what they reached.
func TestRankingOnPublicSets(t *testing.T) {
	dir := testData(t, "nfcorpus/ and scifact/ in BEIR's form")
	for _, set := range publicFigures {
		t.Run(set.name, func(t *testing.T) {
			s, index := publicSet(t, filepath.Join(dir, set.name), set.split)
			compare(t, s, set.of, TextbookRanker(s), WordsRanker(index, search.Words), WordsRanker(index, search.Standard))
		})
	}
}

// TestLiveRankingOnPublicSets does so where meaning counts too. Vectors that
// the folder lacks are asked for, which takes minutes.
func TestLiveRankingOnPublicSets(t *testing.T) {
	dir := testData(t, "nfcorpus/ and scifact/ in BEIR's form")
	address, kept := os.Getenv("CURBSIDE_TEST_EMBEDDINGS_URL"), os.Getenv("CURBSIDE_TEST_VECTORS")
	if address == "" || kept == "" {
		t.Skip("CURBSIDE_TEST_EMBEDDINGS_URL (an endpoint with all-minilm-l6-v2) and CURBSIDE_TEST_VECTORS (a folder for its vectors) are not both set")
	}
	for _, set := range publicFigures {
		t.Run(set.name, func(t *testing.T) {
			s, index := publicSet(t, filepath.Join(dir, set.name), set.split)
			useVectors(t, index, s, address, kept)
			compare(t, s, set.of, TextbookRanker(s), HybridRanker(index, search.Words), HybridRanker(index, search.Standard))
		})
	}
}

// testData names the folder of public sets.
func testData(t *testing.T, holds string) string {
	t.Helper()
	dir := os.Getenv("CURBSIDE_TEST_DATA")
	if dir == "" {
		t.Skip("CURBSIDE_TEST_DATA is not set: it names a folder with " + holds)
	}
	return dir
}

func publicSet(t *testing.T, dir, split string) (*beir.Set, *search.Index) {
	t.Helper()
	s, err := beir.Read(dir, split)
	if err != nil {
		t.Fatal(err)
	}
	index, err := search.New(t.Context(), BeirCorpus(s))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := index.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, index
}

func useVectors(t *testing.T, index *search.Index, s *beir.Set, address, kept string) {
	t.Helper()
	e, err := llm.NewEmbedder(llm.EmbedOptions{BaseURL: address, Model: "all-minilm-l6-v2"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.CloseIdleConnections)
	folder, err := vectors.Open(kept, e.Model())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := search.Embed(t.Context(), e, folder, BeirCorpus(s).Passages(), search.EmbedOptions{Batch: e.Batch()}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := index.UseVectors(search.Dense{Embedder: e, Folder: folder}); err != nil {
		t.Fatal(err)
	}
}

// compare fails where a ranker stays behind what it reached.
func compare(t *testing.T, s *beir.Set, want map[string]reached, rankers ...Ranker) {
	t.Helper()
	r, err := Retrieval(t.Context(), s, rankers, 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s", r.Table())
	for _, f := range r.Rankers[1:] {
		if w := want[f.Name]; f.NDCG10.Mean < w.ndcg-noise || f.Gain.Mean < w.gain-noise || w.ndcg == 0 {
			t.Errorf("%s: nDCG@10 is %.4f, %+.4f above the textbook; it was %.3f and %+.3f", f.Name, f.NDCG10.Mean, f.Gain.Mean, w.ndcg, w.gain)
		}
	}
}
