package rerank

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// plain ranks as the package comment says, from the passages' words, without
// anything packed, numbered or shared.
type plain struct{ texts [][]Word }

// bag counts what a function finds in each word of a passage.
func (p plain) bag(doc int, of func(Word) []string) map[string]float64 {
	out := map[string]float64{}
	for _, w := range p.texts[doc] {
		for _, key := range of(w) {
			out[key]++
		}
	}
	return out
}

// weights are the BM25 weights of a passage.
func (p plain) weights(doc int, of func(Word) []string) map[string]float64 {
	holds, total, own := map[string]float64{}, 0.0, 0.0
	for d := range p.texts {
		for key, tf := range p.bag(d, of) {
			holds[key]++
			total += tf
			if d == doc {
				own += tf
			}
		}
	}
	n := float64(len(p.texts))
	out := p.bag(doc, of)
	for key, tf := range out {
		rarity := math.Log(1 + (n-holds[key]+0.5)/(holds[key]+0.5))
		out[key] = rarity * tf * (k1 + 1) / (tf + k1*(1-b+b*own/max(total/n, 1)))
	}
	return out
}

func stemOf(w Word) []string { return []string{w.Stem} }

func piecesOf(w Word) (out []string) {
	for _, k := range appendPieces(nil, w.Text) {
		out = append(out, fmt.Sprint(k))
	}
	return out
}

func length(v map[string]float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x * x
	}
	return math.Sqrt(sum)
}

// letters adds up the pieces of the question's words that a passage has.
func (p plain) letters(q Query, doc int) float64 {
	weights, sum := p.weights(doc, piecesOf), 0.0
	for _, w := range q.Words {
		for _, key := range piecesOf(w) {
			sum += weights[key]
		}
	}
	return sum
}

// feedback is how near a passage is to the three that lead.
func (p plain) feedback(candidates []Candidate, doc int) float64 {
	own, sum := p.weights(doc, stemOf), 0.0
	for _, c := range candidates[:min(3, len(candidates))] {
		if c.Score <= 0 {
			continue
		}
		other := p.weights(c.Doc, stemOf)
		dot := 0.0
		for key, w := range own {
			dot += w * other[key]
		}
		sum += dot / length(own) / length(other)
	}
	return sum
}

// scaled maps values onto 0 to most.
func scaled(values []float64, most float64) {
	low, high := slices.Min(values), slices.Max(values)
	for i := range values {
		if high-low < 1e-5*max(high, 1) { // the same
			values[i] = 0
		} else {
			values[i] = most * (values[i] - low) / (high - low)
		}
	}
}

// TestRankIsAsDefined compares the parts of each score with what they are
// computed to be in the plainest way.
func TestRankIsAsDefined(t *testing.T) {
	some := rapid.SampledFrom([]string{"fever", "fevers", "feverish", "chill", "chills", "brake", "brakes", "road", "quinine", "immune", "immunology"})
	rapid.Check(t, func(t *rapid.T) {
		p, builder := plain{}, NewBuilder()
		for range rapid.IntRange(2, 12).Draw(t, "passages") {
			words := query(strings.Join(rapid.SliceOfN(some, 1, 9).Draw(t, "text"), " ")).Words
			p.texts = append(p.texts, words)
			builder.Add(words, slices.Repeat([]int{1}, len(words)))
		}
		s, err := builder.Build(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		q := query(strings.Join(rapid.SliceOfN(some, 1, 5).Draw(t, "question"), " "))
		var candidates []Candidate
		letters, feedback := make([]float64, len(p.texts)), make([]float64, len(p.texts))
		for doc := range p.texts {
			candidates = append(candidates, Candidate{Doc: doc, Score: 3 + float64(len(p.texts)-doc)})
		}
		if zero := len(candidates) - 1; rapid.Bool().Draw(t, "one without a word") {
			candidates[zero].Score = 0
		}
		for doc := range p.texts {
			letters[doc], feedback[doc] = p.letters(q, doc), p.feedback(candidates, doc)
		}
		fade := min(1, 2/float64(len(distinct(q.Words))))
		reach := candidates[0].Score - candidates[len(candidates)-1].Score
		scaled(letters, 0.5*reach)
		scaled(feedback, 0.7*fade*reach)
		for _, got := range s.Rank(q, candidates, Weights{Letters: 0.5, Feedback: 0.7, Short: 2}) {
			want := [NumParts]float64{candidates[got.Doc].Score, letters[got.Doc], feedback[got.Doc], 0}
			for part := range want {
				if math.Abs(got.Parts[part]-want[part]) > 1e-3*reach {
					t.Fatalf("passage %d has parts %.4f, as defined %.4f", got.Doc, got.Parts, want)
				}
			}
		}
	})
}

// TestWidenTakesTheBest: of many words spelt alike, and of many in the
// passage that leads, those that are most alike and weigh most.
func TestWidenTakesTheBest(t *testing.T) {
	s := stage(t, append(topics(), "nephrologic", "nephrology", "nephrologist", "nephrological", "nephronic", "nephroid",
		"marker one two three four five six seven eight nine ten eleven twelve fever")...)
	related := s.Widen(query("nephrologica marker"), []Candidate{{Doc: s.Passages() - 1, Score: 1}})
	count := map[int]int{}
	for i, r := range related {
		count[r.Part]++
		if i > 0 && related[i-1].Part == r.Part && r.Weight > related[i-1].Weight {
			t.Errorf("%v comes before %v", related[i-1], r)
		}
		if r.Stem == "nephroid" || r.Stem == "fever" {
			t.Errorf("%v is a further word, and better ones there are enough", r)
		}
	}
	if count[Letters] != mostAlike || count[Feedback] != mostAkin || related[0].Stem != "nephrological" {
		t.Errorf("%d words by their letters, %d of the leading passage: %v", count[Letters], count[Feedback], related)
	}
}
