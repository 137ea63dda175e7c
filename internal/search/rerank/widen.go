package rerank

import (
	"cmp"
	"math"
	"slices"
)

// Further words to look for where words alone find few passages.
const (
	mostAlike  = 4   // for each word of the question
	leastAlike = 0.3 // of 1
	mostAkin   = 12  // from the passages that lead
)

// Related is a word that the question does not have.
type Related struct {
	Stem   string
	Weight float64 // beside a word of the question, up to 1
	Holds  int     // passages that hold it
	Part   int     // Letters for a word that is spelt alike, Feedback for one of the passages that lead
}

// Widen returns further words to look for: those spelt much like a word of
// the question, and the weightiest ones of the passages that lead.
func (s *Stage) Widen(q Query, candidates []Candidate) []Related {
	has := map[string]bool{}
	for _, w := range q.Words {
		has[w.Stem] = true
	}
	var out []Related
	for _, w := range distinct(q.Words) {
		out = append(out, s.alike(w, has)...)
	}
	return append(out, s.weightiest(candidates, has)...)
}

// alike returns the stems whose words share the most pieces with w, rare
// pieces counting more.
func (s *Stage) alike(w Word, has map[string]bool) []Related {
	overlap := map[uint32]float64{}
	own := 0.0
	for _, key := range appendPieces(nil, w.Text) {
		n, ok := s.grams.find(key)
		if !ok {
			own += math.Log(float64(len(s.words) + 1))
			continue
		}
		weight := s.pieceWeight(n)
		own += weight
		for _, word := range s.grams.words[s.grams.from[n]:s.grams.from[n+1]] {
			overlap[word] += weight
		}
	}
	best := map[uint32]float64{}
	for word, shares := range overlap {
		stem := s.stemOf[word]
		if has[s.stems[stem]] || shares < leastAlike*own {
			continue
		}
		other := 0.0
		for _, key := range appendPieces(nil, s.words[word]) {
			if n, ok := s.grams.find(key); ok {
				other += s.pieceWeight(n)
			}
		}
		if like := min(shares/math.Sqrt(own*other), 1); like >= leastAlike {
			best[stem] = max(best[stem], like)
		}
	}
	return s.related(best, mostAlike, Letters, has)
}

// pieceWeight is how rare piece n is among the words.
func (s *Stage) pieceWeight(n int) float64 {
	return math.Log(1 + float64(len(s.words))/float64(s.grams.from[n+1]-s.grams.from[n]))
}

// weightiest returns the stems that make up most of the passages that lead.
func (s *Stage) weightiest(candidates []Candidate, has map[string]bool) []Related {
	x := s.scratch.Get().(*scratch)
	defer s.scratch.Put(x)
	x.begin()
	s.lead(candidates, x)
	defer x.forget()
	best := map[uint32]float64{}
	most := 0.0
	for _, stem := range x.touched {
		if !has[s.stems[stem]] {
			best[stem] = float64(x.near[stem])
			most = max(most, best[stem])
		}
	}
	for stem := range best {
		best[stem] /= most
	}
	return s.related(best, mostAkin, Feedback, has)
}

// related lists the best stems and marks them as taken.
func (s *Stage) related(best map[uint32]float64, most, part int, has map[string]bool) []Related {
	var out []Related
	for stem, weight := range best {
		out = append(out, Related{Stem: s.stems[stem], Weight: weight, Holds: int(s.holds[stem]), Part: part})
	}
	slices.SortFunc(out, func(a, b Related) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Stem, b.Stem))
	})
	out = out[:min(most, len(out))]
	for _, r := range out {
		has[r.Stem] = true
	}
	return out
}
