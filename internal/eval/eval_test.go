package eval

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"curbside/internal/eval/claims"
	"curbside/internal/guard"
	"curbside/internal/verify"
)

func TestReadLinesNamesTheLine(t *testing.T) {
	for in, want := range map[string]string{
		`{"id":"a"}` + "\n\n" + `{"id":"b","txt":"x"}`: "line 3",
		"{": "line 1",
		`{"id":"` + strings.Repeat("x", maxLine) + `"}`: "too long",
	} {
		if _, err := ReadQuestions(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
	if _, err := ReadGuardCases(strings.NewReader(`{"id":"g1","expect":"fine"}`)); err == nil || !strings.Contains(err.Error(), "g1") {
		t.Errorf("error %v does not name the case", err)
	}
	if _, err := ReadClaimCases(strings.NewReader(`{"id":"c1","expect":"true"}`)); err == nil || !strings.Contains(err.Error(), "c1") {
		t.Errorf("error %v does not name the case", err)
	}
}

// The sets that ship can be read, and are as large as the README says that
// measures need.
func TestShippedSets(t *testing.T) {
	open := func(name string) *os.File {
		f, err := os.Open("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return f
	}
	questions, err := ReadQuestions(open("questions.jsonl"))
	if err != nil || len(questions) < 200 {
		t.Errorf("%d questions, error %v", len(questions), err)
	}
	messages, err := ReadGuardCases(open("guard.jsonl"))
	if err != nil || len(messages) < 900 {
		t.Errorf("%d messages, error %v", len(messages), err)
	}
	cases, err := ReadClaimCases(open("claims.jsonl"))
	if err != nil || len(cases) < 400 {
		t.Errorf("%d claims, error %v", len(cases), err)
	}
	passages := newShelf(loaded(t).corpus, nil)
	for _, c := range cases {
		if citesNCI(c) {
			continue
		}
		if _, err := passages.item(c); err != nil {
			t.Error(err)
		}
	}
}

func TestGuard(t *testing.T) {
	set := []GuardCase{
		{ID: "1", Text: "I cannot breathe", Expect: guard.Emergency, Set: "emergency", Class: "breathing", Half: "tune"},
		{ID: "2", Text: "How is aldesleukin given?", Expect: guard.Emergency, Set: "emergency", Class: "breathing", Half: "held"},
		{ID: "3", Text: "How is aldesleukin given?", Expect: guard.Clear, Set: "emergency look-alike", Class: "plain", Half: "tune"},
		{ID: "4", Text: "I cannot breathe", Expect: guard.Clear, Set: "emergency look-alike", Class: "plain", Half: "tune"},
	}
	r := Guard(guard.New(), set)
	want := []Rate{
		{Kind: "emergency", Half: "tune", What: "caught", N: 1, K: 1},
		{Kind: "emergency", Half: "held", What: "caught", N: 1, K: 0},
		{Kind: "emergency", Half: "all", What: "caught", N: 2, K: 1},
		{Kind: "emergency look-alike", Half: "tune", What: "flagged", N: 2, K: 1},
	}
	if len(r.Sets) != len(want) {
		t.Fatalf("rates %+v", r.Sets)
	}
	for i, w := range want {
		if g := r.Sets[i]; g.Kind != w.Kind || g.Half != w.Half || g.What != w.What || g.N != w.N || g.K != w.K {
			t.Errorf("rate %d is %+v, want %+v", i, g, w)
		}
	}
	if len(r.Misses) != 2 || r.Misses[0].ID != "2" || r.Misses[1].ID != "4" {
		t.Errorf("misses %+v", r.Misses)
	}
	if s := r.Failures(); !strings.Contains(s, "4 (emergency look-alike, plain): emergency, not clear") {
		t.Errorf("failures:\n%s", s)
	}
	if s := r.Table(); !strings.Contains(s, "emergency: breathing") || !strings.Contains(s, "50.0 %") || !strings.Contains(s, "p95") {
		t.Errorf("table:\n%s", s)
	}
}

func TestVerify(t *testing.T) {
	set := VerifySet{
		Corpus: loaded(t).corpus,
		Hand: []ClaimCase{
			{ID: "1", Kind: "paraphrase", Claim: "Adults rest 9 days between the two cycles.", Passages: []string{"nci:x#1"}, Expect: "supported", Half: "tune"},
			{ID: "2", Kind: "number", Claim: "Adults rest 12 days between the two cycles.", Passages: []string{"nci:x#1"}, Expect: "refused", Half: "tune"},
			{ID: "3", Kind: "number", Claim: "Adults rest 9 days between the two cycles.", Passages: []string{"nci:x#1"}, Expect: "refused", Half: "held"},
		},
		SciFact: []claims.Item{{ID: "s", Kind: "scifact contradict", Claim: "Adults rest 9 days between the two cycles.",
			Passages: []verify.Passage{{ID: "a", Text: "Adults rest 9 days between the two cycles."}}}},
		PerKind: 1,
	}
	r, err := Verify(t.Context(), set)
	if err != nil || r.Skipped != 3 || len(r.Rates) != 1 {
		t.Fatalf("without passages: %+v, error %v", r, err)
	}
	set.NCI = []claims.Source{{Doc: "x", Passage: verify.Passage{ID: "x#1", Text: "Adults rest 9 days between the two cycles."}}}
	if r, err = Verify(t.Context(), set); err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for _, rate := range r.Rates {
		got[rate.Kind+" "+rate.Half+" "+rate.What] = rate.Rate
	}
	for key, want := range map[string]float64{
		"by hand: paraphrase tune kept": 1, "by hand: number tune caught": 1, "by hand: number held caught": 0,
		"by hand: number all caught": .5, "scifact contradict all accepted": 1,
	} {
		if rate, ok := got[key]; !ok || rate != want {
			t.Errorf("%s: %v, want %v (of %v)", key, rate, want, got)
		}
	}
	if s := r.Failures(); !strings.Contains(s, "3 (by hand: number, held) accepted: Adults") || !strings.Contains(s, "x#1") {
		t.Errorf("failures:\n%s", s)
	}
	set.Half, set.Kind = "tune", "number"
	if r, err = Verify(t.Context(), set); err != nil || len(r.Rates) == 0 || r.Rates[0].Kind != "by hand: number" || r.Rates[0].N != 1 {
		t.Errorf("one kind and half: %+v, error %v", r, err)
	}
	set.Hand[0].Passages, set.Kind = []string{"corpus:nothing#1"}, ""
	if _, err = Verify(t.Context(), set); err == nil || !strings.Contains(err.Error(), "corpus:nothing#1") {
		t.Errorf("a passage that is not there: error %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Verify(ctx, VerifySet{Corpus: set.Corpus, SciFact: set.SciFact}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: error %v", err)
	}
}

func TestWilson(t *testing.T) {
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{{0, 0, 0, 1}, {0, 10, 0, .2775}, {10, 10, .7225, 1}, {81, 263, .2553, .3662}} { // the last from Newcombe, Stat. Med. 17 (1998) 857
		low, high := Wilson(c.k, c.n)
		if math.Abs(low-c.low) > 1e-4 || math.Abs(high-c.high) > 1e-4 {
			t.Errorf("%d of %d: %.4f-%.4f, want %.4f-%.4f", c.k, c.n, low, high, c.low, c.high)
		}
	}
}

func TestSpeed(t *testing.T) {
	var times []time.Duration
	for i := 100; i > 0; i-- {
		times = append(times, time.Duration(i)*time.Millisecond)
	}
	if s := speedOf(times); s.P50 != 50 || s.P95 != 95 {
		t.Errorf("speed of 1 to 100 ms: %+v", s)
	}
	if s := speedOf(times[:1]); s.P50 != s.P95 {
		t.Errorf("speed of one: %+v", s)
	}
	if s := speedOf(nil); s != (Speed{}) {
		t.Errorf("speed of none: %+v", s)
	}
}

func TestStandsIn(t *testing.T) {
	for _, c := range []struct {
		shown, fact string
		want        bool
	}{
		{"600,000 IU/kg", "600000", true}, {"give it", "IV", false}, {"IV bolus", "iv", true}, {"33%", "3%", false},
		{"0.3 mg", "3 mg", false}, {"3 mg", "0.3 mg", false}, {"14 doses", "1", false}, {"1.5 mg", "1", false}, {"rest 9 days", "9 day", true},
		{"intravenously", "intraven", true}, {"600 000", "600,000", false}, {"7–9 days", "7-9 days", true}, {"x", "", false},
	} {
		if got := standsIn(normal(c.shown), normal(c.fact)); got != c.want {
			t.Errorf("%q in %q: %v", c.fact, c.shown, got)
		}
	}
}

func TestAnswersAsJSON(t *testing.T) {
	q := Question{ID: "q1", Kind: "answerable", Half: "tune", Question: "What is the capital of France?", Expect: "answered"}
	report, err := Answers(t.Context(), loaded(t).service(), []Question{q})
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(report)
	if err != nil {
		t.Fatal(err)
	}
	want := `"misses":[{"id":"q1","kind":"answerable","half":"tune","faults":["declined, not answered"]}]}`
	if !strings.Contains(string(data), want) || !strings.Contains(string(data), `"rate":0,`) {
		t.Errorf("JSON %s", data)
	}
}
