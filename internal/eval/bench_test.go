package eval

import (
	"testing"
	"time"

	"curbside/internal/consult"
	"curbside/internal/search"
)

// reportSpeed adds the median and the 95th percentile of single runs.
func reportSpeed(b *testing.B, times []time.Duration) {
	b.Helper()
	s := speedOf(times)
	b.ReportMetric(s.P50, "p50-ms")
	b.ReportMetric(s.P95, "p95-ms")
}

// BenchmarkAsk answers one question of the tune half after the other without
// a model, none from memory: guard, search, sentences, check, layout.
func BenchmarkAsk(b *testing.B) {
	service, questions := loaded(b).service(), tuneQuestions(b)
	var times []time.Duration
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		q := questions[i%len(questions)]
		start := time.Now()
		if _, err := service.Ask(b.Context(), consult.Question{Debug: true, Text: q.Question, Audience: q.Audience}); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	reportSpeed(b, times)
}

// BenchmarkSearch searches the shipped corpus for the same questions.
func BenchmarkSearch(b *testing.B) {
	index, questions := loaded(b).index, tuneQuestions(b)
	var times []time.Duration
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if _, err := index.Search(b.Context(), search.Query{Text: questions[i%len(questions)].Question}); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	reportSpeed(b, times)
}

// BenchmarkColdStart does all that stands between the start of a process and
// its first question.
func BenchmarkColdStart(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		p, err := newPipeline()
		if err != nil {
			b.Fatal(err)
		}
		p.index.Close()
	}
}
