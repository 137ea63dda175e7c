package answer

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"testing"
	"time"
)

// tuneQuestions are the questions of the half that may be read.
func tuneQuestions(t testing.TB) []string {
	t.Helper()
	f, err := os.Open("../eval/testdata/questions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var q struct{ Half, Question string }
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		if q.Half == "tune" {
			out = append(out, q.Question)
		}
	}
	return out
}

// BenchmarkHangsOn answers every question of the tune half twice, each time by
// an engine that has not met it: with what the answer hangs on, and without.
// The ratios are with over without.
func BenchmarkHangsOn(b *testing.B) {
	questions := tuneQuestions(b)
	var with, without []time.Duration
	for n := 0; b.Loop(); n++ {
		one, other := engine(b, nil), engine(b, nil)
		for i, q := range questions {
			for k := range 2 {
				if (i+k+n)%2 == 0 {
					with = append(with, answerTimed(b, one, q, true))
				} else {
					without = append(without, answerTimed(b, other, q, false))
				}
			}
		}
	}
	slices.Sort(with)
	slices.Sort(without)
	at := func(times []time.Duration, share float64) float64 {
		return float64(times[int(share*float64(len(times)-1))])
	}
	sum := func(times []time.Duration) (all float64) {
		for _, t := range times {
			all += float64(t)
		}
		return all
	}
	b.ReportMetric(at(with, .95)/at(without, .95), "p95-ratio")
	b.ReportMetric(at(with, .5)/at(without, .5), "p50-ratio")
	b.ReportMetric(sum(with)/sum(without), "mean-ratio")
	b.ReportMetric((sum(with)-sum(without))/float64(len(with))/1e6, "ms-apart")
}

// answerTimed answers a question on the way that Ask goes, without memory.
func answerTimed(b *testing.B, e *Engine, question string, hangs bool) time.Duration {
	b.Helper()
	start := time.Now()
	a := e.blank(Request{}, question)
	if e.stop(a, Request{}) {
		return time.Since(start)
	}
	w := &work{engine: e, question: question, answer: a}
	w.request.Step = func(step string) {
		if step == "checking" && !hangs {
			w.selected = nil // which hangsOn alone reads from here on
		}
	}
	if err := w.run(b.Context()); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}
