package rerank

import (
	"math"
	"sync"
)

// BM25's constants, for words and for pieces of words alike.
const (
	k1 = 1.2
	b  = 0.75
)

// Stage ranks candidates again. It never changes and is safe for concurrent
// use.
type Stage struct {
	words  []string // by number: ordered by stem
	stemOf []uint32 // by word
	stems  []string // ascending
	holds  []uint32 // by stem: the passages that hold it
	docs   forward
	length []float32 // by passage: words
	pieces []float32 // by passage: pieces of four letters
	norm   []float32 // by passage: length of its vector of weights
	grams  grams
	latent latent

	idf       []float32 // by stem
	average   float32   // of length
	avgPieces float32
	scratch   sync.Pool
}

// Passages returns how many passages the stage knows.
func (s *Stage) Passages() int { return s.docs.len() }

// count computes lengths, rarity and norms from the packed words.
func (s *Stage) count() {
	n := s.docs.len()
	s.holds = make([]uint32, len(s.stems))
	s.length, s.pieces, s.norm = make([]float32, n), make([]float32, n), make([]float32, n)
	var buffer []entry
	for doc := range n {
		buffer = s.docs.entries(doc, buffer)
		last := -1
		for _, e := range buffer {
			s.length[doc] += float32(e.times)
			s.pieces[doc] += float32(e.times) * float32(pieces(s.words[e.word]))
			if stem := int(s.stemOf[e.word]); stem != last {
				s.holds[stem]++
				last = stem
			}
		}
	}
	s.weigh()
	for doc := range n {
		sum := 0.0
		s.weights(doc, &buffer, func(_ uint32, w float32) { sum += float64(w) * float64(w) })
		s.norm[doc] = float32(math.Sqrt(sum))
	}
}

// weigh derives what follows from the counts.
func (s *Stage) weigh() {
	s.idf = make([]float32, len(s.holds))
	for i, df := range s.holds {
		s.idf[i] = rarity(int(df), s.docs.len())
	}
	s.average, s.avgPieces = mean(s.length), mean(s.pieces)
}

// prepare makes the store of working memory, one piece for each question
// that is ranked at the same time.
func (s *Stage) prepare() {
	s.scratch.New = func() any {
		return &scratch{words: make([]sharing, len(s.words)), near: make([]float32, len(s.stems))}
	}
}

// weights visits the BM25 weights of the stems of a passage.
func (s *Stage) weights(doc int, buffer *[]entry, visit func(stem uint32, weight float32)) {
	*buffer = s.docs.entries(doc, *buffer)
	bend := k1 * (1 - b + b*s.length[doc]/s.average)
	entries := *buffer
	for i := 0; i < len(entries); {
		stem, tf := s.stemOf[entries[i].word], float32(0)
		for ; i < len(entries) && s.stemOf[entries[i].word] == stem; i++ {
			tf += float32(entries[i].times)
		}
		visit(stem, s.idf[stem]*tf*(k1+1)/(tf+bend))
	}
}

// rarity is BM25's idf.
func rarity(df, n int) float32 {
	return float32(math.Log(1 + (float64(n-df)+0.5)/(float64(df)+0.5)))
}

// mean is never below 1: it divides.
func mean(values []float32) float32 {
	sum := 0.0
	for _, v := range values {
		sum += float64(v)
	}
	return float32(math.Max(sum/math.Max(float64(len(values)), 1), 1))
}
