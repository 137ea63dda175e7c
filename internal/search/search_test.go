package search

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"curbside/internal/corpus"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreCurrent()) // bleve as a whole, a rival at scale, starts workers when it is imported
}

func ids(hits []Hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, h.Passage.ID)
	}
	return out
}

func find(tb testing.TB, ix *Index, q Query) *Result {
	tb.Helper()
	res, err := ix.Search(context.Background(), q)
	if err != nil {
		tb.Fatalf("search %q: %v", q.Text, err)
	}
	return res
}

func TestSearchSaysWhy(t *testing.T) {
	ix := handmade(t)
	res := find(t, ix, Query{Text: "immune shot and CLS, hypotention"})
	if got := ids(res.Hits)[0]; got != "label#2" {
		t.Fatalf("first is %s of %v", got, ids(res.Hits))
	}
	kinds := map[string]string{}
	for _, w := range res.Hits[0].Why {
		kinds[w.Term] = w.Kind + " " + w.Matched + " " + w.Field
		if w.Score <= 0 {
			t.Errorf("%+v adds nothing", w)
		}
	}
	for term, want := range map[string]string{
		"CLS": "synonym capillari leak syndrom text", "immune shot": "synonym aldesleukin text", "hypotention": "spelling hypotens text",
	} {
		if kinds[term] != want {
			t.Errorf("%q matched as %q, want %q", term, kinds[term], want)
		}
	}
	if !slices.IsSortedFunc(res.Hits[0].Why, func(a, b TermScore) int { return int(1000 * (b.Score - a.Score)) }) {
		t.Errorf("the weightiest term is not first: %+v", res.Hits[0].Why)
	}
}

func TestExactWordAndSynonymsAreOneTerm(t *testing.T) {
	ix := handmade(t)
	score := func(question, id string) float64 {
		for _, h := range find(t, ix, Query{Text: question}).Hits {
			if h.Passage.ID == id {
				return h.Score
			}
		}
		t.Fatalf("%q does not find %s", question, id)
		return 0
	}
	if a, b := score("aldesleukin", "label#3"), score("Proleukin", "label#3"); a != b {
		t.Errorf("the passage with the exact word scores %v, by its synonym %v", a, b)
	}
	if a, b := score("kidney cancer", "label#4"), score("RCC", "label#4"); a != b {
		t.Errorf("a name of two words scores %v, by its abbreviation %v", a, b)
	}
	// the three words of the name count once, not once a form that fits them
	if a := find(t, ix, Query{Text: "capillary leak syndrome"}).Hits[0]; a.Why[0].Score > a.Score {
		t.Errorf("%+v", a)
	}
}

func TestPhraseDoesNotMatchScatteredWords(t *testing.T) {
	ix := handmade(t)
	for _, h := range find(t, ix, Query{Text: "What is capillary leak?"}).Hits {
		if h.Passage.ID == "leaflet#1" { // "Proleukin can leak fluid"
			t.Errorf("a scattered word matched: %+v", h.Why)
		}
	}
}

func TestLimits(t *testing.T) {
	ix := handmade(t)
	all := find(t, ix, Query{Text: "aldesleukin", Limit: 50, PerSource: -1})
	if all.Total != 6 || len(all.Hits) != 6 {
		t.Fatalf("aldesleukin is in %d passages, want 6: %v", all.Total, ids(all.Hits))
	}
	two := ids(find(t, ix, Query{Text: "aldesleukin", PerSource: 2}).Hits)
	if i := slices.Index(two, "leaflet#1"); i < 0 || len(two) != 3 {
		t.Errorf("with two of a source the leaflet is at %d in %v", i, two)
	}
	if got := find(t, ix, Query{Text: "melanoma infusion hypotension symptoms prednisolone"}); len(got.Hits) != 5 {
		t.Errorf("where one source speaks alone only %d of its 5 passages are found", len(got.Hits))
	}
	if got := ids(find(t, ix, Query{Text: "aldesleukin", Collections: []string{"leaflets"}}).Hits); !slices.Equal(got, []string{"leaflet#1"}) {
		t.Errorf("in the collection leaflets: %v", got)
	}
	if got := find(t, ix, Query{Text: "aldesleukin", Collections: []string{"none"}}); got.Total != 0 || len(got.Hits) != 0 {
		t.Errorf("in no collection: %v", ids(got.Hits))
	}
	if got := find(t, ix, Query{Text: "aldesleukin", Limit: 1}).Hits; len(got) != 1 {
		t.Errorf("limit 1 gives %v", ids(got))
	}
}

func TestAtMostThreeOfASourceInTheFirstEight(t *testing.T) {
	ix := shippedIndex(t)
	for _, q := range goldenQuestions(t) {
		of := map[string]int{}
		for _, h := range find(t, ix, Query{Text: q.text}).Hits {
			of[h.Passage.Source.ID]++
		}
		for source, n := range of {
			if n > DefaultPerSource && len(of) > 1 {
				t.Errorf("%s: %d of %s in the first eight", q.text, n, source)
			}
		}
		res := find(t, ix, Query{Text: q.text, Limit: 500})
		if len(res.Hits) != res.Total {
			t.Errorf("%s: %d hits of %d", q.text, len(res.Hits), res.Total)
		}
		unique := map[string]bool{}
		for _, h := range res.Hits {
			if unique[h.Passage.ID] {
				t.Errorf("%s: %s twice", q.text, h.Passage.ID)
			}
			unique[h.Passage.ID] = true
		}
	}
}

// Of two passages that say the same, the stronger, newer source leads, and
// the one for the audience; a better match beats all of that.
func TestNearTies(t *testing.T) {
	text := "Aldesleukin is given every 8 hours."
	source := func(id, grade string, year int, audience ...string) *corpus.Source {
		s := &corpus.Source{ID: id, Title: "t", Evidence: grade, Updated: corpus.Date{Year: year}, Audience: audience}
		s.Passages = []*corpus.Passage{{ID: id + "#1", Source: s, Text: text}}
		return s
	}
	better := source("z-match", "E", 2010)
	better.Passages[0].Text = "Aldesleukin is given every 8 hours, aldesleukin hours."
	c := &corpus.Corpus{Sources: []*corpus.Source{
		source("a-weak", "E", 2026), source("b-strong", "A", 2026), source("c-old", "A", 2010), source("d-patient", "A", 2026, "patient"), better,
	}, Lexicon: &corpus.Lexicon{}}
	ix, err := New(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	if got, want := ids(find(t, ix, Query{Text: "aldesleukin hours"}).Hits), []string{"z-match#1", "b-strong#1", "d-patient#1", "c-old#1", "a-weak#1"}; !slices.Equal(got, want) {
		t.Errorf("order is %v, want %v", got, want)
	}
	if got := ids(find(t, ix, Query{Text: "aldesleukin hours", Audience: "patient"}).Hits); got[1] != "d-patient#1" {
		t.Errorf("for patients the order is %v", got)
	}
}

func TestOddQuestions(t *testing.T) {
	ix := shippedIndex(t)
	for _, q := range []string{"", " ", "?!", "\xff\xfe", "the of and", "xqzwv kjhgf", strings.Repeat("a", 5000), strings.Repeat("dose ", 2000), "\u202edose\u202c \u200b"} {
		res := find(t, ix, Query{Text: q, Limit: -1, PerSource: 0})
		if len(res.Hits) > DefaultLimit {
			t.Errorf("%.20q: %d hits", q, len(res.Hits))
		}
	}
}

func TestSearchEnds(t *testing.T) {
	ix := handmade(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ix.Search(ctx, Query{Text: "aldesleukin"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled search gives %v", err)
	}
	if _, err := New(ctx, shipped(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled build gives %v", err)
	}
	c := shipped(t)
	closed, err := New(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	if err := closed.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
	if _, err := closed.Search(t.Context(), Query{Text: "dose"}); !errors.Is(err, ErrClosed) {
		t.Errorf("a search after Close gives %v", err)
	}
	if got := closed.Read("dose"); got != nil {
		t.Errorf("reading after Close gives %v", got)
	}
	empty, err := New(t.Context(), &corpus.Corpus{})
	if err != nil {
		t.Fatalf("an empty corpus: %v", err)
	}
	defer empty.Close()
	if res := find(t, empty, Query{Text: "dose of aldesleukin"}); res.Total != 0 {
		t.Errorf("an empty corpus finds %v", ids(res.Hits))
	}
}

func TestConcurrentSearches(t *testing.T) {
	ix := shippedIndex(t)
	questions := goldenQuestions(t)
	want := make([]string, len(questions))
	for i, q := range questions {
		want[i] = fmt.Sprint(ids(find(t, ix, Query{Text: q.text}).Hits))
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, q := range questions {
				res, err := ix.Search(context.Background(), Query{Text: q.text})
				if err != nil || fmt.Sprint(ids(res.Hits)) != want[i] {
					t.Errorf("%s: beside others it finds something else (%v)", q.text, err)
				}
			}
		})
	}
	wg.Wait()
}
