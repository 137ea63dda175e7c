package search

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"curbside/internal/corpus"
)

// plainSpread is what spread must agree with: all passages ranked, and then
// gone through once.
func plainSpread(ix *Index, ranked []scored, q Query) []scored {
	limit, share := q.Limit, q.PerSource
	if limit <= 0 {
		limit = DefaultLimit
	}
	if share == 0 {
		share = DefaultPerSource
	}
	if share < 0 {
		return ranked[:min(limit, len(ranked))]
	}
	var head, tail []scored
	taken := map[*corpus.Source]int{}
	for _, s := range ranked {
		source := ix.docs.of(s.doc)
		if len(head) == diverseTop || taken[source] == share {
			tail = append(tail, s)
			continue
		}
		taken[source]++
		head = append(head, s)
	}
	if len(taken) == 1 || limit > diverseTop {
		head = append(head, tail...)
	}
	return head[:min(limit, len(head))]
}

// agrees fails where pruning finds anything but what scoring every passage
// finds: other passages, another order, or other scores.
func agrees(t interface{ Fatalf(string, ...any) }, ix *Index, q Query) {
	ctx := context.Background()
	terms, err := ix.read(ctx, q.Text)
	if err != nil {
		t.Fatalf("read %q: %v", q.Text, err)
	}
	r, err := ix.newRanking(ctx, terms, ix.analyzer.rules.asksFor(q.Text, terms), q)
	if err != nil {
		t.Fatalf("look up %q: %v", q.Text, err)
	}
	all := r.exhaustive()
	for _, k := range []int{1, 2, 10, 1000} {
		got, err := r.best(ctx, k)
		if err != nil {
			t.Fatalf("rank %q: %v", q.Text, err)
		}
		if want := all[:min(k, len(all))]; !slices.Equal(got, want) {
			t.Fatalf("%q: the best %d are\n%v, scored one by one\n%v", q.Text, k, got, want)
		}
	}
	if got := r.total(); got != len(all) {
		t.Fatalf("%q: %d in total, counted one by one %d", q.Text, got, len(all))
	}
	got, err := r.spread(ctx, q)
	if want := plainSpread(ix, all, q); err != nil || !slices.Equal(got, want) {
		t.Fatalf("%q with %+v: hits are\n%v (%v), taken one by one\n%v", q.Text, q, got, err, want)
	}
}

func TestPrunedIsExhaustive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := randomCorpus(t)
		ix, err := New(context.Background(), c)
		if err != nil {
			t.Fatalf("%v", err)
		}
		defer ix.Close()
		for range 20 {
			agrees(t, ix, Query{
				Text:        strings.Join(rapid.SliceOfN(rapid.SampledFrom(someWords), 1, 7).Draw(t, "question"), " "),
				Limit:       rapid.SampledFrom([]int{0, 3, 8, 20, 200}).Draw(t, "limit"),
				PerSource:   rapid.IntRange(-1, 4).Draw(t, "per source"),
				Plain:       rapid.Bool().Draw(t, "plain"),
				Audience:    rapid.SampledFrom([]string{"", "patient"}).Draw(t, "audience"),
				Collections: rapid.SampledFrom([][]string{nil, {"odd"}}).Draw(t, "collections"),
			})
		}
	})
}

// someWords make questions and passages: words, a name of two words with its
// synonyms, and wordings that ask for a topic.
var someWords = []string{
	"fever", "rash", "dose", "vial", "kidney", "cancer", "kidney cancer", "renal tumour", "hypernephroma", "side effects", "what is", "nausea",
	"sodium", "syringe", "ward", "toxicity", "kidneys", "fevers", "kdney",
}

var someLexicon = &corpus.Lexicon{Terms: []corpus.Term{
	{Term: "kidney cancer", Kind: "disease", Same: []string{"renal tumour", "hypernephroma"}, Near: []string{"kidney", "cancer ward"}, Meaning: &corpus.Meaning{Passage: "s0#0"}},
	{Term: "rash", Kind: "symptom", Same: []string{"red skin"}, Near: []string{"skin"}},
}}

// randomCorpus makes up to 120 passages of few different words, so that
// scores are often equal.
func randomCorpus(t *rapid.T) *corpus.Corpus {
	c := &corpus.Corpus{Lexicon: someLexicon}
	words := rapid.SampledFrom(someWords)
	for i := range rapid.IntRange(1, 12).Draw(t, "sources") {
		s := &corpus.Source{
			ID: fmt.Sprintf("s%d", i), Title: words.Draw(t, "title"), Evidence: rapid.SampledFrom([]string{"A", "C", "E"}).Draw(t, "grade"),
			Collection: []string{"even", "odd"}[i%2], Updated: corpus.Date{Year: rapid.IntRange(2015, 2026).Draw(t, "year")},
		}
		if i%3 == 0 {
			s.Audience = []string{"patient"}
		}
		for n := range rapid.IntRange(0, 10).Draw(t, "passages") {
			p := &corpus.Passage{ID: fmt.Sprintf("s%d#%d", i, n), Source: s, Headings: []string{words.Draw(t, "heading")}}
			p.Text = strings.Join(rapid.SliceOfN(words, 1, 8).Draw(t, "text"), " ")
			p.About.Topic = rapid.SampledFrom([]string{"dosing", "definition", "toxicity"}).Draw(t, "topic")
			if rapid.IntRange(0, 3).Draw(t, "asked") == 0 {
				p.Sentences = []corpus.Sentence{{Text: p.Text, Questions: []string{words.Draw(t, "asked words")}}}
			}
			s.Passages = append(s.Passages, p)
		}
		c.Sources = append(c.Sources, s)
	}
	return c
}

func TestPrunedIsExhaustiveOnRealQuestions(t *testing.T) {
	ix := shippedIndex(t)
	for _, q := range goldenQuestions(t) {
		for _, query := range []Query{{}, {Plain: true, Limit: 32, PerSource: 10}, {Audience: "patient", Limit: 100}, {PerSource: 1}, {Limit: 10, PerSource: -1}} {
			query.Text = q.text
			agrees(t, ix, query)
		}
	}
}

// What a term finds is what its forms find when the passages are read one by
// one, the same words counted once.
func TestListingsAreWhatThePassagesHold(t *testing.T) {
	ix := shippedIndex(t)
	for _, q := range goldenQuestions(t) {
		for _, term := range ix.Read(q.text) {
			want := map[uint32]float32{}
			for doc, p := range ix.passages {
				sum := 0.0
				for f, parts := range fieldParts(p) {
					tf := readOneByOne(ix, &term, parts)
					sum += fields[f].weight * tf / (1 - fields[f].b + fields[f].b*float64(ix.lengths[f][doc])/ix.averages[f])
				}
				if sum > 0 {
					want[uint32(doc)] = float32(saturate(sum))
				}
			}
			if len(want) != len(term.found.docs) {
				t.Fatalf("%q finds %d passages, read one by one %d", term.Text, len(term.found.docs), len(want))
			}
			for i, doc := range term.found.docs {
				if d := want[doc] - term.found.bent[i]; d > 1e-6 || d < -1e-6 {
					t.Errorf("%q counts %v in %s, read one by one %v", term.Text, term.found.bent[i], ix.passages[doc].ID, want[doc])
				}
			}
		}
	}
}

// readOneByOne counts a term in the parts of a field: the better form first,
// and of equal ones the longer.
func readOneByOne(ix *Index, t *Term, parts []string) float64 {
	tf := 0.0
	for _, part := range parts {
		stems := ix.analyzer.stems(part)
		var spans []span
		for n := range t.forms() {
			form, weight := t.form(n)
			for i := range stems {
				if i+len(form) <= len(stems) && slices.Equal(stems[i:i+len(form)], form) {
					spans = append(spans, span{i, i + len(form), n, weight})
				}
			}
		}
		for _, s := range distinct(spans) {
			tf += s.weight
		}
	}
	return tf
}
