package search

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"curbside/internal/corpus"
)

// TestRankingOnPublicSets holds the ranking, without a lexicon, to what
// published BM25 reaches on the tuning halves of two public sets: far below
// means that scoring or analysis broke.
func TestRankingOnPublicSets(t *testing.T) {
	dir := os.Getenv("CURBSIDE_TEST_DATA")
	if dir == "" {
		t.Skip("CURBSIDE_TEST_DATA is not set: it names a folder with nfcorpus/ and scifact/ in BEIR's format")
	}
	for _, set := range []struct {
		name, split string
		atLeast     float64
	}{{"nfcorpus", "dev", 0.29}, {"scifact", "train", 0.68}} {
		t.Run(set.name, func(t *testing.T) {
			root := filepath.Join(dir, set.name)
			ix, err := New(t.Context(), beirCorpus(t, filepath.Join(root, "corpus.jsonl.gz")))
			if err != nil {
				t.Fatal(err)
			}
			defer ix.Close()
			got, n := beirScore(t, ix, root, set.split)
			t.Logf("%s %s: nDCG@10 %.4f on %d queries over %d passages", set.name, set.split, got, n, ix.vocab.passages)
			if got < set.atLeast {
				t.Errorf("nDCG@10 is %.4f, want at least %.2f", got, set.atLeast)
			}
		})
	}
}

type beirRow struct {
	ID    string `json:"_id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

func eachRow(t *testing.T, path string, visit func(beirRow)) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<24)
	for s.Scan() {
		var row beirRow
		if err := json.Unmarshal(s.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		visit(row)
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
}

func beirCorpus(t *testing.T, path string) *corpus.Corpus {
	t.Helper()
	src := &corpus.Source{ID: "beir", Evidence: "B"}
	eachRow(t, path, func(r beirRow) {
		src.Passages = append(src.Passages, &corpus.Passage{ID: r.ID, Source: src, Headings: []string{r.Title}, Title: r.Title, Text: r.Text})
	})
	return &corpus.Corpus{Sources: []*corpus.Source{src}, Lexicon: &corpus.Lexicon{}}
}

// beirScore returns the mean nDCG@10 of the queries that have a judgement in
// the split.
func beirScore(t *testing.T, ix *Index, root, split string) (float64, int) {
	t.Helper()
	judged := beirJudgements(t, filepath.Join(root, "qrels", split+".tsv"))
	sum, n := 0.0, 0
	eachRow(t, filepath.Join(root, "queries.jsonl"), func(q beirRow) {
		if judged[q.ID] == nil {
			return
		}
		res, err := ix.Search(t.Context(), Query{Text: q.Text, Limit: 10, PerSource: -1})
		if err != nil {
			t.Fatal(err)
		}
		sum += ndcg(res.Hits, judged[q.ID])
		n++
	})
	return sum / float64(n), n
}

func beirJudgements(t *testing.T, path string) map[string]map[string]int {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]int{}
	for line := range strings.Lines(string(raw)) {
		f := strings.Fields(line)
		if len(f) < 3 || f[0] == "query-id" {
			continue
		}
		grade, err := strconv.Atoi(f[len(f)-1])
		if err != nil {
			t.Fatalf("%s: %q: %v", path, line, err)
		}
		if out[f[0]] == nil {
			out[f[0]] = map[string]int{}
		}
		out[f[0]][f[len(f)-2]] = grade
	}
	return out
}

func ndcg(hits []Hit, judged map[string]int) float64 {
	gain := func(grade, rank int) float64 { return float64(grade) / math.Log2(float64(rank)+2) }
	got := 0.0
	for i, h := range hits {
		got += gain(judged[h.Passage.ID], i)
	}
	var grades []int
	for _, g := range judged {
		grades = append(grades, g)
	}
	slices.SortFunc(grades, func(a, b int) int { return cmp.Compare(b, a) })
	best := 0.0
	for i, g := range grades[:min(10, len(grades))] {
		best += gain(g, i)
	}
	if best == 0 {
		return 0
	}
	return got / best
}
