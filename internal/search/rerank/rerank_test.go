package rerank

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// stage builds a stage of texts; words are their own stems but for a final s.
func stage(t *testing.T, texts ...string) *Stage {
	t.Helper()
	b := NewBuilder()
	for _, text := range texts {
		words := query(text).Words
		b.Add(words, slices.Repeat([]int{1}, len(words)))
	}
	s, err := b.Build(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func query(text string) Query {
	var q Query
	for _, w := range strings.Fields(text) {
		q.Words = append(q.Words, Word{w, strings.TrimSuffix(w, "s")})
	}
	return q
}

// topics are passages on two subjects: "pyrexia" stands only with the words
// of fever, "sedan" only with those of cars.
func topics() []string {
	var out []string
	for i := range 40 {
		fever := []string{"fever", "chill", "temperature", "sweat", "shiver"}
		car := []string{"engine", "wheel", "brake", "road", "motor"}
		out = append(out,
			fmt.Sprintf("%s %s %s pyrexia note%d", fever[i%5], fever[(i+1)%5], fever[(i+3)%5], i),
			fmt.Sprintf("%s %s %s sedan note%d", car[i%5], car[(i+1)%5], car[(i+3)%5], i))
	}
	return append(out, "fever temperature", "road engine")
}

func TestTopic(t *testing.T) {
	s := stage(t, topics()...)
	n := s.Passages()
	got := s.Rank(query("pyrexia"), []Candidate{{Doc: n - 1}, {Doc: n - 2}}, Weights{Topic: 1, Short: 2})
	if got[0].Doc != n-2 || got[0].Parts[Topic] <= got[1].Parts[Topic] {
		t.Errorf("%v: a passage on fever has no word of the question and should lead by its topic", got)
	}
	if got[0].Parts[Words] != 0 || got[0].Parts[Letters] != 0 {
		t.Errorf("parts %v, want the topic alone", got[0].Parts)
	}
}

// TestTopicIsAccurate compares cosines in the learned space with the ones in
// the full space: with as many dimensions as subjects they are near 1 within
// a subject and near 0 across.
func TestTopicIsAccurate(t *testing.T) {
	s := stage(t, topics()...)
	x := s.scratch.Get().(*scratch)
	near := func(q string, doc int) float64 { return s.latent.near(s.topicOf(query(q), x), doc) }
	if in, across := near("pyrexia", 0), near("pyrexia", 1); in < 0.3 || math.Abs(across) > 0.1 {
		t.Errorf("cosine %.3f within the subject, %.3f across", in, across)
	}
	if s.topicOf(query("unheard"), x) != nil {
		t.Error("a word that nobody has heard has a place")
	}
}

func TestLetters(t *testing.T) {
	s := stage(t, append(topics(), "immunology ward", "surgical ward")...)
	n := s.Passages()
	got := s.Rank(query("immunologic"), []Candidate{{Doc: n - 1}, {Doc: n - 2}}, Weights{Letters: 1, Short: 2})
	if got[0].Doc != n-2 || got[0].Parts[Letters] <= 0 {
		t.Errorf("%v: immunology is spelt like immunologic and should lead", got)
	}
}

func TestFeedback(t *testing.T) {
	s := stage(t, append(topics(), "quinine fever shiver", "ague shiver sweat", "ague brake wheel")...)
	n := s.Passages()
	candidates := []Candidate{{Doc: n - 3, Score: 5}, {Doc: n - 1}, {Doc: n - 2}}
	got := s.Rank(query("quinine"), candidates, Weights{Feedback: 1, Short: 2})
	if got[1].Doc != n-2 {
		t.Errorf("%v: of the others the one that is like the leading passage should come first", got)
	}
	long := s.Rank(query("quinine a b c d e f g"), candidates, Weights{Feedback: 1, Short: 2})
	if short := got[1].Parts[Feedback]; math.Abs(long[1].Parts[Feedback]-short/4) > 1e-9 {
		t.Errorf("feedback is %.4f for one word and %.4f for eight, want a quarter", short, long[1].Parts[Feedback])
	}
}

func TestWiden(t *testing.T) {
	s := stage(t, append(topics(), "immunology ward", "quinine fever shiver")...)
	parts := map[string]int{}
	for _, r := range s.Widen(query("immunologic quinine"), []Candidate{{Doc: s.Passages() - 1, Score: 1}}) {
		parts[r.Stem] = r.Part
		if r.Weight <= 0 || r.Weight > 1 || r.Holds < 1 {
			t.Errorf("%+v is out of range", r)
		}
	}
	if parts["immunology"] != Letters || parts["shiver"] != Feedback {
		t.Errorf("related words %v, want immunology by its letters and shiver from the leading passage", parts)
	}
	if _, ok := parts["quinine"]; ok {
		t.Error("a word of the question is no further word")
	}
}

// TestRankBounds: scores are the sums of their parts and descend, words keep
// their score, no more than Most are ranked, and numbers that are no passages
// do no harm.
func TestRankBounds(t *testing.T) {
	s := stage(t, topics()...)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 1200).Draw(t, "candidates")
		var candidates []Candidate
		for i := range n {
			candidates = append(candidates, Candidate{Doc: i%90 - 2, Score: float64(n - i)})
		}
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"fever", "brakes", "pyrexia", "x", "unheard", "ß"}), 0, 6).Draw(t, "words")
		got := s.Rank(query(strings.Join(words, " ")), candidates, Standard)
		if len(got) != min(n, Most) {
			t.Fatalf("%d of %d candidates ranked", len(got), n)
		}
		for i, g := range got {
			sum := 0.0
			for _, p := range g.Parts {
				sum += p
			}
			if math.Abs(sum-g.Score) > 1e-6 || math.IsNaN(sum) || i > 0 && g.Score > got[i-1].Score {
				t.Fatalf("rank %d: %+v", i, g)
			}
		}
	})
}

// TestSameToTheByte: what is built depends on the passages alone.
func TestSameToTheByte(t *testing.T) {
	a, b := stage(t, topics()...), stage(t, topics()...)
	if !slices.Equal(a.latent.docs, b.latent.docs) || !slices.Equal(a.latent.stems, b.latent.stems) || !slices.Equal(a.latent.width, b.latent.width) {
		t.Error("two builds of the same passages learn different things")
	}
	if !slices.Equal(a.docs.packed, b.docs.packed) || !slices.Equal(a.words, b.words) || !slices.Equal(a.norm, b.norm) {
		t.Error("two builds of the same passages number words differently")
	}
}

func TestPacking(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var f forward
		var want []map[uint32]uint32
		for range rapid.IntRange(1, 5).Draw(t, "passages") {
			counts := map[uint32]uint32{}
			var entries []entry
			for range rapid.IntRange(0, 20).Draw(t, "entries") {
				e := entry{rapid.Uint32Range(0, 1<<20).Draw(t, "word"), rapid.Uint32Range(0, 300).Draw(t, "times")}
				entries = append(entries, e)
				if counts[e.word] += e.times; counts[e.word] == 0 {
					delete(counts, e.word)
				}
			}
			f.add(entries)
			want = append(want, counts)
		}
		for doc, counts := range want {
			got := f.entries(doc, nil)
			if len(got) != len(counts) {
				t.Fatalf("passage %d: %v, want %v", doc, got, counts)
			}
			for _, e := range got {
				if counts[e.word] != e.times {
					t.Fatalf("passage %d: %v, want %v", doc, got, counts)
				}
			}
		}
	})
}

func TestPieces(t *testing.T) {
	for word, want := range map[string][]string{
		"acid": {"_aci", "acid", "cid_"}, "ab": {"_ab_"}, "a": {"_a_\x00"}, "": {"__\x00\x00"},
	} {
		var got []string
		for _, k := range appendPieces(nil, word) {
			got = append(got, string([]byte{byte(k >> 24), byte(k >> 16), byte(k >> 8), byte(k)}))
		}
		if len(got) != pieces(word) || word != "" && !slices.Equal(got, want) {
			t.Errorf("pieces of %q are %q, want %q", word, got, want)
		}
	}
}

// TestSmallest: corpora too small to learn from rank by what is left.
func TestSmallest(t *testing.T) {
	for _, texts := range [][]string{nil, {""}, {"fever"}, {"fever chill", "road"}} {
		s := stage(t, texts...)
		for _, r := range s.Rank(query("fever"), []Candidate{{Doc: 0, Score: 1}}, Standard) {
			if r.Score < 1 || math.IsNaN(r.Score) {
				t.Errorf("%q: %+v", texts, r)
			}
		}
		s.Widen(query("fevers chill"), nil)
	}
}

func TestBuildEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	b := NewBuilder()
	for _, text := range topics() {
		w := query(text).Words
		b.Add(w, slices.Repeat([]int{1}, len(w)))
	}
	if _, err := b.Build(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that the build was ended", err)
	}
}
