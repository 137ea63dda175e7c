package search

import (
	"os"
	"slices"
	"testing"
	"time"

	"curbside/internal/corpus"
)

func shipped(tb testing.TB) *corpus.Corpus {
	tb.Helper()
	c, err := corpus.Load(os.DirFS("../../corpus"))
	if err != nil {
		tb.Fatalf("load the shipped corpus: %v", err)
	}
	return c
}

func shippedIndex(tb testing.TB) *Index {
	tb.Helper()
	ix, err := New(tb.Context(), shipped(tb))
	if err != nil {
		tb.Fatalf("index the shipped corpus: %v", err)
	}
	tb.Cleanup(func() {
		if err := ix.Close(); err != nil {
			tb.Errorf("close the index: %v", err)
		}
	})
	return ix
}

func BenchmarkNew(b *testing.B) {
	c := shipped(b)
	for b.Loop() {
		ix, err := New(b.Context(), c)
		if err != nil {
			b.Fatal(err)
		}
		if err := ix.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(c.Passages())), "passages")
}

// BenchmarkSearch takes the golden questions in turn and reports the middle
// and the slow end of single searches.
func BenchmarkSearch(b *testing.B) {
	ix := shippedIndex(b)
	var questions []string
	for _, q := range goldenQuestions(b) {
		questions = append(questions, q.text)
	}
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if _, err := ix.Search(b.Context(), Query{Text: questions[i%len(questions)]}); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds()), "p95-µs")
}

func BenchmarkAnalyze(b *testing.B) {
	ix := shippedIndex(b)
	passages := ix.corpus.Passages()
	for i := 0; b.Loop(); i++ {
		ix.Analyze(passages[i%len(passages)].Text)
	}
}
