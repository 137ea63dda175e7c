package rerank

import (
	"cmp"
	"slices"
)

// Most is how many candidates are ranked: what a question costs is bounded
// by it, however large the corpus.
const Most = 1000

// Leading is how many passages feedback is taken from.
const Leading = 3

// Query is a question: its words without those that say nothing, as they
// were understood.
type Query struct{ Words []Word }

// Candidate is a passage with its score by words alone; 0 where it holds no
// word of the question.
type Candidate struct {
	Doc   int
	Score float64
}

// Parts of a score.
const (
	Words = iota
	Letters
	Feedback
	Topic
	NumParts
)

// Scored is a ranked candidate. The score is the sum of the parts, which are
// in units of the score by words.
type Scored struct {
	Doc   int
	Score float64
	Parts [NumParts]float64
}

// Weights say how much each signal counts beside words, which count 1, when
// all are scaled so that the best candidate of a question has 1 and the worst
// 0.
type Weights struct {
	Letters, Feedback, Topic float64
	Short                    float64 // up to so many words feedback and topic count in full; beyond, less and less
}

// Standard are the weights that the program uses.
var Standard = Weights{Letters: 0.8, Feedback: 0.6, Topic: 1, Short: 3}

// Rank ranks candidates, which come best first; those beyond the first Most
// are left out. Equal scores keep their order.
func (s *Stage) Rank(q Query, candidates []Candidate, w Weights) []Scored {
	candidates = candidates[:min(len(candidates), Most)]
	raw := s.signals(q, candidates, w)
	fade := 1.0
	if n := len(distinct(q.Words)); float64(n) > w.Short {
		fade = w.Short / float64(n)
	}
	weight := [NumParts]float64{1, w.Letters, w.Feedback * fade, w.Topic * fade}
	reach := scale(raw, Words)
	out := make([]Scored, len(candidates))
	for i, c := range candidates {
		out[i].Doc = c.Doc
	}
	for part := range NumParts {
		if part != Words {
			scale(raw, part)
		}
		for i := range out {
			share := raw[i][part] * weight[part] * reach
			if part == Words {
				share = candidates[i].Score
			}
			out[i].Parts[part] = share
			out[i].Score += share
		}
	}
	slices.SortStableFunc(out, func(a, b Scored) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

// rounding is by how much of it a signal may differ where it is the same.
const rounding = 1e-5

// scale maps a signal onto 0 to 1 and returns the reach that it had: 1 where
// all candidates have the same.
func scale(raw [][NumParts]float64, part int) float64 {
	if len(raw) == 0 {
		return 1
	}
	low, high := raw[0][part], raw[0][part]
	for i := range raw {
		low, high = min(low, raw[i][part]), max(high, raw[i][part])
	}
	if high-low <= rounding*max(high, -low, 1) {
		for i := range raw {
			raw[i][part] = 0
		}
		return max(high, 1)
	}
	for i := range raw {
		raw[i][part] = (raw[i][part] - low) / (high - low)
	}
	return high - low
}

// scratch is the working memory of one question.
type scratch struct {
	now     uint32    // number of the question
	words   []sharing // by word
	links   []link
	near    []float32 // by stem: its weight in the passages that lead
	touched []uint32  // stems with near above 0
	buffer  []entry   // of the passage at hand
	vector  []float32
}

// signals computes what each candidate has of each signal that has a weight.
func (s *Stage) signals(q Query, candidates []Candidate, w Weights) [][NumParts]float64 {
	x := s.scratch.Get().(*scratch)
	defer s.scratch.Put(x)
	x.begin()
	l := s.newLetters(q, x)
	if w.Feedback != 0 {
		s.lead(candidates, x)
		defer x.forget()
	}
	var topic []float32
	if w.Topic != 0 {
		topic = s.topicOf(q, x)
	}
	out := make([][NumParts]float64, len(candidates))
	for i, c := range candidates {
		if c.Doc < 0 || c.Doc >= s.Passages() {
			continue
		}
		out[i][Words] = c.Score
		x.buffer = s.docs.entries(c.Doc, x.buffer)
		out[i][Letters] = l.score(c.Doc)
		if w.Feedback != 0 {
			out[i][Feedback] = s.akin(c.Doc, x)
		}
		if topic != nil {
			out[i][Topic] = s.latent.near(topic, c.Doc)
		}
	}
	return out
}

// begin makes the memory ready for another question.
func (x *scratch) begin() {
	x.links, x.touched = x.links[:0], x.touched[:0]
	if x.now++; x.now == 0 { // after four thousand million questions
		clear(x.words)
		x.now = 1
	}
}

func (x *scratch) forget() {
	for _, stem := range x.touched {
		x.near[stem] = 0
	}
}

// lead adds the passages that lead, each of length 1, into x.near.
func (s *Stage) lead(candidates []Candidate, x *scratch) {
	for _, c := range candidates[:min(Leading, len(candidates))] {
		if c.Score <= 0 || c.Doc < 0 || c.Doc >= s.Passages() || s.norm[c.Doc] == 0 {
			continue
		}
		s.weights(c.Doc, &x.buffer, func(stem uint32, w float32) {
			if x.near[stem] == 0 {
				x.touched = append(x.touched, stem)
			}
			x.near[stem] += w / s.norm[c.Doc]
		})
	}
}

// akin is how near the passage, whose entries are in x.buffer, is to those
// that lead.
func (s *Stage) akin(doc int, x *scratch) float64 {
	if s.norm[doc] == 0 {
		return 0
	}
	bend := k1 * (1 - b + b*s.length[doc]/s.average)
	sum := float32(0)
	for i := 0; i < len(x.buffer); {
		stem, tf := s.stemOf[x.buffer[i].word], float32(x.buffer[i].times)
		i++
		if x.near[stem] == 0 {
			continue
		}
		for ; i < len(x.buffer) && s.stemOf[x.buffer[i].word] == stem; i++ {
			tf += float32(x.buffer[i].times)
		}
		sum += x.near[stem] * s.idf[stem] * tf * (k1 + 1) / (tf + bend)
	}
	return float64(sum / s.norm[doc])
}

// topicOf returns the place of the question, of length 1; nil where none of
// its stems was learned.
func (s *Stage) topicOf(q Query, x *scratch) []float32 {
	if s.latent.dims == 0 {
		return nil
	}
	if x.vector == nil {
		x.vector = make([]float32, s.latent.dims)
	}
	clear(x.vector)
	found := false
	for _, w := range q.Words {
		if stem, ok := slices.BinarySearch(s.stems, w.Stem); ok && s.latent.scale[stem] > 0 {
			s.latent.addStem(uint32(stem), s.idf[stem], x.vector)
			found = true
		}
	}
	if !found {
		return nil
	}
	unit(x.vector)
	return x.vector
}

// distinct drops words whose stem came before.
func distinct(words []Word) []Word {
	var out []Word
	for _, w := range words {
		if !slices.ContainsFunc(out, func(o Word) bool { return o.Stem == w.Stem }) {
			out = append(out, w)
		}
	}
	return out
}
