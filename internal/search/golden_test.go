package search

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// goldenQuestion is a question with the passages that answer it.
type goldenQuestion struct {
	text  string
	right map[string]bool
}

func goldenQuestions(t testing.TB) []goldenQuestion {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "golden_questions.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var out []goldenQuestion
	for line := range strings.Lines(string(raw)) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		q, ids, ok := strings.Cut(strings.TrimSpace(line), " => ")
		if !ok {
			t.Fatalf("no \" => \" in %q", line)
		}
		right := map[string]bool{}
		for _, id := range strings.Fields(ids) {
			right[id] = true
		}
		out = append(out, goldenQuestion{q, right})
	}
	return out
}

// TestGoldenTopFive shows a change of ranking as a diff: the five best
// passages for each question, the ones that answer it marked, and how the
// question was read. Write it anew with -update after reading the diff.
func TestGoldenTopFive(t *testing.T) {
	ix := shippedIndex(t)
	var b strings.Builder
	inThree, first := 0, 0
	questions := goldenQuestions(t)
	for _, q := range questions {
		rank := writeTopFive(t, &b, ix, q)
		if rank == 1 {
			first++
		}
		if rank >= 1 && rank <= 3 {
			inThree++
		}
	}
	fmt.Fprintf(&b, "# %d questions: a right passage first in %d, among the first three in %d\n", len(questions), first, inThree)
	path := filepath.Join("testdata", "golden_top5.txt")
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != b.String() {
		t.Errorf("the ranking changed: run `go test -run Golden -update ./internal/search` and read the diff of %s\n%s", path, firstDifference(string(want), b.String()))
	}
	if inThree < len(questions)*9/10 {
		t.Errorf("a right passage is among the first three for %d of %d questions only", inThree, len(questions))
	}
}

// writeTopFive writes the hits of one question and returns the rank of the
// first right one, 0 for none.
func writeTopFive(t *testing.T, b *strings.Builder, ix *Index, q goldenQuestion) int {
	t.Helper()
	res, err := ix.Search(t.Context(), Query{Text: q.text, Limit: 5})
	if err != nil {
		t.Fatalf("%s: %v", q.text, err)
	}
	fmt.Fprintf(b, "? %s\n  %s\n", q.text, asRead(res.Terms))
	rank := 0
	for i, h := range res.Hits {
		if p := ix.corpus.Passage(h.Passage.ID); p == nil {
			t.Errorf("%s: hit %q is not in the corpus", q.text, h.Passage.ID)
		}
		mark := " "
		if q.right[h.Passage.ID] {
			mark = "*"
			if rank == 0 {
				rank = i + 1
			}
		}
		fmt.Fprintf(b, "  %d%s %-28s %s\n", i+1, mark, h.Passage.ID, h.Passage.Title)
	}
	b.WriteByte('\n')
	return rank
}

// asRead is the reading of a question on one line: terms with what they were
// taken for, in brackets where the corpus lacks them.
func asRead(terms []Term) string {
	var out []string
	for _, t := range terms {
		s := t.Text
		if t.Correction != "" {
			s += " -> " + t.Correction
		}
		if t.Canonical != "" {
			s += " = " + t.Canonical
		}
		if !t.Known {
			s = "[" + s + "]"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d:\n- %s\n+ %s", i+1, w[i], g[i])
		}
	}
	return "one is longer than the other"
}
