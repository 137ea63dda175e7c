package search

import (
	"os"
	"testing"

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
