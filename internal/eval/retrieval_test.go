package eval

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"curbside/internal/eval/beir"
	"curbside/internal/search"
)

// TestRankingOnPublicSets holds the setting that ships to what it reached on
// the tuning halves of two public sets, less noise: nDCG@10, and its gain
// over textbook BM25 in the same run.
func TestRankingOnPublicSets(t *testing.T) {
	dir := os.Getenv("CURBSIDE_TEST_DATA")
	if dir == "" {
		t.Skip("CURBSIDE_TEST_DATA is not set: it names a folder with nfcorpus/ and scifact/ in BEIR's format")
	}
	for _, set := range []struct {
		name, split       string
		ndcg, gain, first float64 // the least of each; first: by words alone
	}{{"nfcorpus", "dev", 0.325, 0.035, 0.291}, {"scifact", "train", 0.709, 0.015, 0.695}} {
		t.Run(set.name, func(t *testing.T) {
			s, err := beir.Read(filepath.Join(dir, set.name), set.split)
			if err != nil {
				t.Fatal(err)
			}
			r := rankPublicSet(t, s)
			t.Logf("\n%s", r.Table())
			words, standard := r.Rankers[1], r.Rankers[2]
			if words.NDCG10.Mean < set.first {
				t.Errorf("words alone reach nDCG@10 %.4f, want at least %.3f", words.NDCG10.Mean, set.first)
			}
			if standard.NDCG10.Mean < set.ndcg || standard.Gain.Mean < set.gain {
				t.Errorf("nDCG@10 is %.4f, %+.4f above the textbook; want at least %.3f and %+.3f", standard.NDCG10.Mean, standard.Gain.Mean, set.ndcg, set.gain)
			}
		})
	}
}

func rankPublicSet(t *testing.T, s *beir.Set) *RetrievalReport {
	t.Helper()
	ix, err := search.New(t.Context(), BeirCorpus(s))
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	plain := beir.NewTextbook(s.Docs, search.Snowball)
	rankers := []Ranker{{Name: "textbook BM25", Rank: func(_ context.Context, q string, depth int) ([]beir.Hit, error) { return plain.Rank(q, depth), nil }}}
	for _, setting := range []search.Setting{search.Settings()[1], search.Standard} {
		rankers = append(rankers, Ranker{Name: setting.Name, Rank: func(ctx context.Context, q string, depth int) ([]beir.Hit, error) {
			found, err := ix.Search(ctx, search.Query{Text: q, Limit: depth, PerSource: -1, Setting: setting})
			if err != nil {
				return nil, err
			}
			var out []beir.Hit
			for _, h := range found.Hits {
				out = append(out, beir.Hit{Doc: h.Passage.ID, Score: float32(h.Score)})
			}
			return out, nil
		}})
	}
	r, err := Retrieval(t.Context(), s, rankers, 1)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
