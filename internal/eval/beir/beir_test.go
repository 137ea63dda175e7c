package beir

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestAgainstAnotherEvaluator compares each query's figures with those that
// pytrec_eval-terrier 0.5.11 (trec_eval's own code) gives for the same run and
// judgements: made up, with ties, scores below zero, grades from 0 to 3, hits
// that nobody judged, queries without results and without anything relevant.
func TestAgainstAnotherEvaluator(t *testing.T) {
	run := readRun(t, "testdata/run.txt")
	grades := testGrades(t)
	var want map[string]map[string]float64
	raw, err := os.ReadFile("testdata/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	if len(want) != 12 || len(grades) != 12 {
		t.Fatalf("%d expected and %d judged queries, want 12", len(want), len(grades))
	}
	for q, w := range want {
		got := map[string]float64{
			"ndcg@10": NDCG(run[q], grades[q], 10), "ndcg@5": NDCG(run[q], grades[q], 5),
			"recall@100": Recall(run[q], grades[q], 100), "rr@10": ReciprocalRank(run[q], grades[q], 10),
		}
		for m, v := range got {
			if math.Abs(v-w[m]) > 1e-9 {
				t.Errorf("%s %s is %.10f, the other evaluator says %.10f", q, m, v, w[m])
			}
		}
	}
}

// TestRunReadsBack: a run that is written has the order and the scores of
// the hits, so another evaluator measures the same.
func TestRunReadsBack(t *testing.T) {
	run := readRun(t, "testdata/run.txt")
	var b bytes.Buffer
	if err := WriteRun(&b, "tag", []Ranking{{"q2", run["q2"]}, {"q6", nil}, {"q7", run["q7"]}}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "run.txt")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	again := readRun(t, path)
	for _, q := range []string{"q2", "q7"} {
		for i, h := range sorted(run[q]) {
			if again[q][i] != h {
				t.Fatalf("%s, rank %d: %v, want %v", q, i+1, again[q][i], h)
			}
		}
	}
	if first := strings.Fields(b.String())[3]; first != "1" {
		t.Errorf("the first rank is %s", first)
	}
}

func TestBootstrap(t *testing.T) {
	values := make([]float64, 400)
	for i := range values {
		values[i] = float64(i%10) / 9 // deviation .319, so .016 for the mean
	}
	e := Bootstrap(values, 1)
	if math.Abs(e.Mean-0.5) > 1e-9 {
		t.Errorf("mean %.4f, want .5", e.Mean)
	}
	if math.Abs(e.Low-(0.5-1.96*0.01596)) > 0.004 || math.Abs(e.High-(0.5+1.96*0.01596)) > 0.004 {
		t.Errorf("interval %.4f to %.4f, want about .469 to .531", e.Low, e.High)
	}
	if again := Bootstrap(values, 1); again != e {
		t.Error("the same seed gives another interval")
	}
	if other := Bootstrap(values, 2); other.Low == e.Low && other.High == e.High {
		t.Error("another seed gives the same samples")
	}
	if d := Differences(values, values); Bootstrap(d, 1) != (Estimate{}) {
		t.Error("a ranking differs from itself")
	}
}

// TestTextbook computes one score by hand: of two documents one holds the
// word, twice in 3 words that are no stop words; the other has 5.
func TestTextbook(t *testing.T) {
	b := NewTextbook([]Doc{{"a", "Fever", "the fever of calves"}, {"b", "", "milk cow grass hay barn"}}, func(w string) string { return w })
	hits := b.Rank("Fever?", 10)
	if len(hits) != 1 || hits[0].Doc != "a" {
		t.Fatalf("hits %v, want a alone", hits)
	}
	idf := math.Log(2) // 1 + (2-1+.5)/(1+.5)
	want := idf * 2 * 2.2 / (2 + 1.2*0.25 + 1.2*0.75*3/4)
	if math.Abs(float64(hits[0].Score)-want) > 1e-6 {
		t.Errorf("score %.6f, want %.6f", hits[0].Score, want)
	}
}

func TestReadBadSets(t *testing.T) {
	good := map[string]string{
		"corpus.jsonl":  `{"_id":"d1","title":"T","text":"x","metadata":{}}` + "\n",
		"queries.jsonl": `{"_id":"q1","text":"x"}` + "\n" + `{"_id":"q2","text":"y"}` + "\n",
		"qrels/dev.tsv": "query-id\tcorpus-id\tscore\nq1\td1\t1\n",
	}
	for name, c := range map[string]struct {
		file, content, split string
		at, says             string
	}{
		"no corpus":         {file: "corpus.jsonl", at: "corpus.jsonl: there is no such file", says: "BEIR packs them"},
		"no split":          {split: "test", at: "test.tsv: there is no such file", says: "splits of this set are dev"},
		"broken line":       {file: "corpus.jsonl", content: good["corpus.jsonl"] + "{\"_id\":\n", at: "corpus.jsonl, line 2: no JSON object", says: "write one object a line"},
		"no id":             {file: "queries.jsonl", content: "{\"text\":\"x\"}\n", at: "queries.jsonl, line 1:", says: "give each line an id"},
		"id twice":          {file: "corpus.jsonl", content: good["corpus.jsonl"] + good["corpus.jsonl"], at: "corpus.jsonl, line 2:", says: "keep one"},
		"unknown query":     {file: "qrels/dev.tsv", content: "q9\td1\t1\n", at: "dev.tsv, line 1: queries.jsonl has no query \"q9\"", says: "take the line out"},
		"unknown document":  {file: "qrels/dev.tsv", content: "query-id\tcorpus-id\tscore\n\nq1\td9\t1\n", at: "dev.tsv, line 3: corpus.jsonl has no document \"d9\"", says: "take the line out"},
		"grade is no count": {file: "qrels/dev.tsv", content: "q1\td1\thigh\n", at: "dev.tsv, line 1: the grade is \"high\"", says: "whole number"},
		"column missing":    {file: "qrels/dev.tsv", content: "q1 d1\n", at: "dev.tsv, line 1: 2 columns", says: "tabs between"},
		"empty":             {file: "queries.jsonl", content: "\n", at: "queries.jsonl: it is empty", says: "fetch"},
		"not compressed":    {file: "corpus.jsonl.gz", content: "plain", at: "corpus.jsonl.gz: it is not compressed", says: "compress"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for f, content := range good {
				write(t, dir, f, content)
			}
			if c.file != "" {
				if err := os.RemoveAll(filepath.Join(dir, strings.TrimSuffix(c.file, ".gz"))); err != nil {
					t.Fatal(err)
				}
				if c.content != "" {
					write(t, dir, c.file, c.content)
				}
			}
			split := c.split
			if split == "" {
				split = "dev"
			}
			_, err := Read(dir, split)
			bad := (*BadFile)(nil)
			if !errors.As(err, &bad) {
				t.Fatalf("error %v is no *BadFile", err)
			}
			if !strings.Contains(err.Error(), c.at) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %q, want %q and %q", err, c.at, c.says)
			}
		})
	}
}

func TestRead(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "corpus.jsonl", `{"_id":"d1","title":"T","text":"x","metadata":{}}`)
	write(t, dir, "queries.jsonl", "{\"_id\":\"q1\",\"text\":\"x\"}\n\n{\"_id\":\"q2\",\"text\":\"y\"}\n")
	write(t, dir, "qrels/dev.tsv", "query-id\tcorpus-id\tscore\nq2\td1\t2\n")
	s, err := Read(dir, "dev")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Docs) != 1 || s.Docs[0] != (Doc{"d1", "T", "x"}) {
		t.Errorf("documents %v", s.Docs)
	}
	if len(s.Queries) != 1 || s.Queries[0].ID != "q2" || s.Queries[0].Grades["d1"] != 2 {
		t.Errorf("queries %v, want q2 alone: q1 has no judgement", s.Queries)
	}
}

func write(t *testing.T, dir, name, content string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func testGrades(t *testing.T) map[string]map[string]int {
	t.Helper()
	raw, err := os.ReadFile("testdata/qrels.tsv")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]int{}
	for _, line := range strings.Split(strings.TrimSpace(string(raw)), "\n")[1:] {
		f := strings.Fields(line)
		grade, err := strconv.Atoi(f[2])
		if err != nil {
			t.Fatal(err)
		}
		if out[f[0]] == nil {
			out[f[0]] = map[string]int{}
		}
		out[f[0]][f[1]] = grade
	}
	return out
}

func readRun(t *testing.T, path string) map[string][]Hit {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]Hit{}
	for line := range strings.Lines(string(raw)) {
		f := strings.Fields(line)
		score, err := strconv.ParseFloat(f[4], 32)
		if err != nil {
			t.Fatal(err)
		}
		out[f[0]] = append(out[f[0]], Hit{f[2], float32(score)})
	}
	return out
}
