package search

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"curbside/internal/corpus"
	"curbside/internal/search/vectors"
)

// topics stands in for a model: it knows of which topic a word is, and gives a text the share of each topic.
type topics struct {
	by    map[string]int // dimension of a word
	model string
	calls int
	texts int
	err   error                              // fails every call
	wrong func(vecs [][]float32) [][]float32 // spoils every answer
}

func (e *topics) Model() string { return e.model }

func (e *topics) Embed(_ context.Context, texts []string) ([][]float32, error) {
	e.calls++
	e.texts += len(texts)
	if e.err != nil {
		return nil, e.err
	}
	var out [][]float32
	for _, t := range texts {
		v := []float32{0.2, 0, 0, 0}
		for _, word := range strings.FieldsFunc(strings.ToLower(t), func(r rune) bool { return r < 'a' || r > 'z' }) {
			if d, ok := e.by[word]; ok {
				v[d]++
			}
		}
		length := 0.0
		for _, x := range v {
			length += float64(x) * float64(x)
		}
		for i := range v {
			v[i] /= float32(math.Sqrt(length))
		}
		out = append(out, v)
	}
	if e.wrong != nil {
		out = e.wrong(out)
	}
	return out, nil
}

func newTopics() *topics {
	return &topics{model: "topics", by: map[string]int{
		"heart": 1, "cardiac": 1, "myocardial": 1, "infarction": 1, "kidney": 2, "renal": 2, "skin": 3, "rash": 3, "itching": 3,
	}}
}

// heartCorpus has two sources; one passage on the heart holds no word of a layman's.
func heartCorpus() *corpus.Corpus {
	a := &corpus.Source{ID: "a", Evidence: "B", Collection: "one"}
	b := &corpus.Source{ID: "b", Evidence: "B", Collection: "two"}
	add := func(s *corpus.Source, n int, text string) {
		s.Passages = append(s.Passages, &corpus.Passage{ID: fmt.Sprintf("%s#%d", s.ID, n), Source: s, N: n, Headings: []string{"Findings"}, Text: text})
	}
	add(a, 1, "Myocardial infarction occurred in two patients.")
	add(a, 2, "Renal function returned to baseline.")
	add(a, 3, "The rash faded within days.")
	add(b, 1, "The heart of the matter is the price of treatment.")
	add(b, 2, "Renal failure was rare.")
	return &corpus.Corpus{Sources: []*corpus.Source{a, b}, Lexicon: &corpus.Lexicon{}}
}

// embeddedIndex indexes a corpus, embeds it with one model and asks questions of another.
func embeddedIndex(t *testing.T, c *corpus.Corpus, then *topics, told func(time.Duration, error)) *Index {
	t.Helper()
	folder, err := vectors.Open(t.TempDir(), then.model)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Embed(t.Context(), newTopics(), folder, c.Passages(), EmbedOptions{}); err != nil {
		t.Fatal(err)
	}
	return withFolder(t, c, folder, then, told)
}

func withFolder(t *testing.T, c *corpus.Corpus, folder *vectors.Folder, e *topics, told func(time.Duration, error)) *Index {
	t.Helper()
	ix, err := New(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	if _, _, err := ix.UseVectors(Dense{Embedder: e, Folder: folder, Told: told}); err != nil {
		t.Fatal(err)
	}
	return ix
}

func ask(t *testing.T, ix *Index, q Query) (*Result, []string) {
	t.Helper()
	res, err := ix.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, h := range res.Hits {
		ids = append(ids, h.Passage.ID)
	}
	return res, ids
}

func TestMeaningFindsWhatWordsDoNot(t *testing.T) {
	ix := embeddedIndex(t, heartCorpus(), newTopics(), nil)
	res, ids := ask(t, ix, Query{Text: "cardiac events of the heart"})
	if res.Retrieval == nil || res.Retrieval.Mode != ByWordsMeaning || !slices.Contains(ids, "a#1") {
		t.Fatalf("found %v, %+v", ids, res.Retrieval)
	}
	why := res.Hits[slices.Index(ids, "a#1")].Why
	if len(why) != 1 || why[0].Kind != "meaning" || why[0].Field != "vector" || why[0].Score <= 0 {
		t.Errorf("why = %+v", why)
	}
	res, ids = ask(t, ix, Query{Text: "cardiac events of the heart", Lexical: true})
	if res.Retrieval != nil || slices.Contains(ids, "a#1") {
		t.Errorf("by words: found %v, %+v", ids, res.Retrieval)
	}
	_, ids = ask(t, ix, Query{Text: "cardiac events of the heart", Collections: []string{"two"}})
	for _, id := range ids {
		if !strings.HasPrefix(id, "b#") {
			t.Errorf("%s is not in the collection", id)
		}
	}
	for _, text := range []string{"", "the and of"} { // nothing to look for
		if res, ids = ask(t, ix, Query{Text: text}); len(ids) > 0 {
			t.Errorf("%q found %v, %+v", text, ids, res.Retrieval)
		}
	}
}

// TestSharePerSourceHolds keeps one source from filling the first places by meaning.
func TestSharePerSourceHolds(t *testing.T) {
	c := heartCorpus()
	for n := 10; n < 20; n++ {
		c.Sources[0].Passages = append(c.Sources[0].Passages, &corpus.Passage{ID: fmt.Sprintf("a#%d", n), Source: c.Sources[0], N: n, Text: fmt.Sprintf("Cardiac arrest number %d.", n)})
	}
	_, ids := ask(t, embeddedIndex(t, c, newTopics(), nil), Query{Text: "heart"})
	ofA := 0
	for _, id := range ids {
		if strings.HasPrefix(id, "a#") {
			ofA++
		}
	}
	if ofA != DefaultPerSource || len(ids) != 5 {
		t.Errorf("found %v", ids)
	}
}

// reasoned is an error as package llm makes them.
type reasoned string

func (r reasoned) Error() string  { return "secret address: " + string(r) }
func (r reasoned) Reason() string { return string(r) }

// TestWordsStandInForMeaning asks with every fault of an endpoint: the ranking is that of words, and the reason is told.
func TestWordsStandInForMeaning(t *testing.T) {
	const asked = "renal failure of the heart"
	plain, err := New(t.Context(), heartCorpus())
	if err != nil {
		t.Fatal(err)
	}
	defer plain.Close()
	want, _ := ask(t, plain, Query{Text: asked})
	for _, test := range []struct {
		name, reason string
		spoil        func(e *topics)
	}{
		{"down", "the embeddings endpoint did not answer", func(e *topics) { e.err = reasoned("unavailable") }},
		{"slow", "the embeddings endpoint did not answer", func(e *topics) { e.err = reasoned("timeout") }},
		{"limiting", "the embeddings endpoint is limiting requests", func(e *topics) { e.err = reasoned("rate_limited") }},
		{"refusing", "the embeddings endpoint refused the request", func(e *topics) { e.err = reasoned("rejected") }},
		{"withheld", "the question is not sent to the embeddings endpoint", func(e *topics) { e.err = reasoned(ReasonWithheld) }},
		{"nonsense", "the embeddings endpoint sent no usable answer", func(e *topics) { e.err = reasoned("bad_response") }},
		{"unknown", "the embeddings endpoint sent no usable answer", func(e *topics) { e.err = errors.New("secret") }},
		{"too few", "the embeddings endpoint sent no usable answer", func(e *topics) { e.wrong = func(v [][]float32) [][]float32 { return v[:1] } }},
		{"another length", "the embeddings endpoint has another model than the one that embedded the passages", func(e *topics) {
			e.wrong = func(v [][]float32) [][]float32 { return [][]float32{{1}, {1}} }
		}},
		{"another model", "the embeddings endpoint has another model than the one that embedded the passages", func(e *topics) {
			e.by = map[string]int{"compares": 2, "renal": 1, "failure": 3}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := newTopics()
			test.spoil(e)
			var failures []error
			ix := embeddedIndex(t, heartCorpus(), e, func(_ time.Duration, err error) { failures = append(failures, err) })
			got, _ := ask(t, ix, Query{Text: asked})
			if got.Retrieval == nil || *got.Retrieval != (Retrieval{Mode: ByWords, Reason: test.reason}) {
				t.Errorf("retrieval = %+v", got.Retrieval)
			}
			if len(failures) != 1 || failures[0] == nil {
				t.Errorf("told %v", failures)
			}
			got.Retrieval = nil
			if a, b := fmt.Sprintf("%+v", got.Hits), fmt.Sprintf("%+v", want.Hits); strings.Count(a, "Score") != strings.Count(b, "Score") || len(got.Hits) != len(want.Hits) {
				t.Errorf("found %v, by words %v", a, b)
			}
			for i := range want.Hits {
				if got.Hits[i].Passage.ID != want.Hits[i].Passage.ID || got.Hits[i].Score != want.Hits[i].Score {
					t.Errorf("hit %d is %s with %.3f, by words %s with %.3f", i, got.Hits[i].Passage.ID, got.Hits[i].Score, want.Hits[i].Passage.ID, want.Hits[i].Score)
				}
			}
		})
	}
}

func TestPassagesWithoutVectors(t *testing.T) {
	c := heartCorpus()
	folder, err := vectors.Open(t.TempDir(), "topics")
	if err != nil {
		t.Fatal(err)
	}
	e := newTopics()
	res, _ := ask(t, withFolder(t, c, folder, e, nil), Query{Text: "renal"})
	if res.Retrieval == nil || !strings.Contains(res.Retrieval.Reason, "not embedded") || e.calls != 0 {
		t.Errorf("with none: %+v after %d calls", res.Retrieval, e.calls)
	}
	if _, err := Embed(t.Context(), e, folder, c.Passages()[:3], EmbedOptions{}); err != nil {
		t.Fatal(err)
	}
	res, _ = ask(t, withFolder(t, c, folder, e, nil), Query{Text: "renal"})
	if res.Retrieval == nil || res.Retrieval.Reason != "3 of 5 passages are embedded; run curbside embed" {
		t.Errorf("with some: %+v", res.Retrieval)
	}
}

// TestQuestionsAreRemembered asks the endpoint once for a question, and for the probe once at all.
func TestQuestionsAreRemembered(t *testing.T) {
	e := newTopics()
	ix := embeddedIndex(t, heartCorpus(), e, nil)
	for _, q := range []string{"renal failure", "renal failure", "heart"} {
		ask(t, ix, Query{Text: q})
	}
	if e.calls != 2 || e.texts != 3 {
		t.Errorf("%d calls with %d texts, want 2 with 3", e.calls, e.texts)
	}
}

// TestEmbedCostsNothingTwice embeds, embeds again, and embeds after one passage was changed.
func TestEmbedCostsNothingTwice(t *testing.T) {
	dir := t.TempDir()
	c := heartCorpus()
	c.Sources[1].Passages[1].Headings, c.Sources[1].Passages[1].Text = c.Sources[0].Passages[1].Headings, c.Sources[0].Passages[1].Text // the same text twice
	run := func(o EmbedOptions) (Embedding, *topics, *vectors.Folder) {
		t.Helper()
		folder, err := vectors.Open(dir, "topics")
		if err != nil {
			t.Fatal(err)
		}
		e := newTopics()
		state, err := Embed(t.Context(), e, folder, c.Passages(), o)
		if err != nil {
			t.Fatal(err)
		}
		return state, e, folder
	}
	state, e, _ := run(EmbedOptions{Batch: 2})
	if state.Total != 5 || state.Done != 5 || e.calls != 3 || e.texts != 5 { // four texts and the probe
		t.Errorf("first: %+v, %d calls with %d texts", state, e.calls, e.texts)
	}
	state, e, _ = run(EmbedOptions{Batch: 2})
	if state.Known != 5 || state.Total != 0 || e.calls != 0 {
		t.Errorf("second: %+v, %d calls", state, e.calls)
	}
	c.Sources[0].Passages[0].Text += " All recovered."
	_, e, folder := run(EmbedOptions{Batch: 2})
	if e.calls != 1 || e.texts != 1 || folder.Len() != 6 {
		t.Errorf("one changed: %d calls with %d texts, %d kept", e.calls, e.texts, folder.Len())
	}
	_, e, folder = run(EmbedOptions{Prune: true})
	if e.calls != 0 || folder.Len() != 5 {
		t.Errorf("pruned: %d calls, %d kept", e.calls, folder.Len())
	}
}

// TestEmbedGoesOn fails under way, after something was kept by time and with something that was not.
func TestEmbedGoesOn(t *testing.T) {
	dir := t.TempDir()
	c := heartCorpus()
	folder, err := vectors.Open(dir, "topics")
	if err != nil {
		t.Fatal(err)
	}
	clock := time.Unix(0, 0)
	e := newTopics()
	var told []Embedding
	state, err := Embed(t.Context(), e, folder, c.Passages(), EmbedOptions{
		Batch: 1, Keep: 2 * time.Second, Now: func() time.Time { clock = clock.Add(time.Second); return clock },
		Told: func(s Embedding) {
			if told = append(told, s); s.Done == 3 {
				e.err = errors.New("down")
			}
		},
	})
	if err == nil || !strings.Contains(err.Error(), "3 of 6 texts are embedded and kept") || state.Done != 3 {
		t.Fatalf("%+v, %v", state, err)
	}
	if files, _ := filepath.Glob(filepath.Join(folder.Dir(), "*.vec")); len(files) != 2 {
		t.Errorf("files %v, want one kept by time and one at the end", files)
	}
	if told[0].Left <= told[2].Left || told[2].Left <= 0 {
		t.Errorf("time left: %v, then %v", told[0].Left, told[2].Left)
	}
	e.err, e.texts = nil, 0
	again, err := vectors.Open(dir, "topics")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Embed(t.Context(), e, again, c.Passages(), EmbedOptions{}); err != nil || e.texts != 3 || again.Len() != 6 {
		t.Errorf("going on: %d texts, %d kept, %v", e.texts, again.Len(), err)
	}
}

// TestLostFilesAreEmbeddedAgain takes the damaged file away once its texts have vectors again.
func TestLostFilesAreEmbeddedAgain(t *testing.T) {
	dir := t.TempDir()
	c := heartCorpus()
	folder, err := vectors.Open(dir, "topics")
	if err != nil {
		t.Fatal(err)
	}
	e := newTopics()
	if _, err := Embed(t.Context(), e, folder, c.Passages(), EmbedOptions{}); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(folder.Dir(), "*.vec"))
	if err := os.Truncate(files[0], 100); err != nil {
		t.Fatal(err)
	}
	if folder, err = vectors.Open(dir, "topics"); err != nil || len(folder.Damaged()) != 1 {
		t.Fatalf("damaged %v, %v", folder.Damaged(), err)
	}
	e.texts = 0
	if _, err := Embed(t.Context(), e, folder, c.Passages(), EmbedOptions{}); err != nil || e.texts != 6 {
		t.Fatalf("%d texts, %v", e.texts, err)
	}
	if folder, err = vectors.Open(dir, "topics"); err != nil || len(folder.Damaged()) != 0 || folder.Len() != 6 {
		t.Errorf("%d kept, damaged %v, %v", folder.Len(), folder.Damaged(), err)
	}
}
