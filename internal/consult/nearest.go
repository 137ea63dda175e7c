package consult

import (
	"cmp"
	"slices"
	"strings"

	"curbside/internal/corpus"
	"curbside/internal/text"
)

// Terms lists terms of the lexicon for somebody who has typed the beginning
// of one: those of which a name begins so, then those with a word that does,
// then those that hold it anywhere. Terms with a meaning come first.
func (s *Service) Terms(typed string, most int) []string {
	s, leave := s.enter()
	defer leave()
	return s.ranked(most, func(names []string) float64 { return match(names, text.Fold(text.Squeeze(text.Clean(typed)))) })
}

// Nearest lists the terms that look most like a word that the lexicon lacks.
func (s *Service) Nearest(term string, most int) []string {
	s, leave := s.enter()
	defer leave()
	wanted := text.Fold(text.Squeeze(text.Clean(text.Truncate(term, 100))))
	return s.ranked(most, func(names []string) float64 {
		best := 0.0
		for _, n := range names {
			best = max(best, alike(wanted, text.Fold(n)))
		}
		if best < leastAlike {
			return 0
		}
		return best * best * best // so that what is far less alike falls away
	})
}

// leastOfBest is how near a term must be beside the nearest.
const leastOfBest = 0.3

// leastAlike is how much of two words' pairs of letters must be the same.
const leastAlike = 0.4

func (s *Service) ranked(most int, score func(names []string) float64) []string {
	type found struct {
		term  string
		score float64
	}
	var all []found
	for i := range s.corpus.Lexicon.Terms {
		t := &s.corpus.Lexicon.Terms[i]
		if n := score(namesOf(t)); n > 0 {
			if t.Meaning != nil {
				n += 0.05
			}
			all = append(all, found{t.Term, n})
		}
	}
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.term, b.term)) })
	var out []string
	for _, f := range all[:min(len(all), most)] {
		if f.score >= leastOfBest*all[0].score {
			out = append(out, f.term)
		}
	}
	return out
}

func namesOf(t *corpus.Term) []string {
	return slices.Concat([]string{t.Term}, t.Same, t.Near)
}

func match(names []string, typed string) float64 {
	best := 0.0
	for i, n := range names {
		n = text.Fold(n)
		score := 0.0
		switch {
		case n == typed:
			score = 4
		case strings.HasPrefix(n, typed):
			score = 3
		case strings.Contains(n, " "+typed) || strings.Contains(n, "-"+typed):
			score = 2
		case strings.Contains(n, typed):
			score = 1
		}
		if i > 0 { // not its own name
			score *= 0.9
		}
		best = max(best, score)
	}
	return best
}

// alike is the share of pairs of letters that two words have in common
// (Dice's coefficient).
func alike(a, b string) float64 {
	left, right := pairs(a), pairs(b)
	if len(left) == 0 || len(right) == 0 {
		return 0
	}
	n := 0
	for p, k := range left {
		n += min(k, right[p])
	}
	return 2 * float64(n) / float64(count(left)+count(right))
}

func pairs(s string) map[string]int {
	rs := []rune(" " + s + " ")
	out := map[string]int{}
	for i := range len(rs) - 1 {
		out[string(rs[i:i+2])]++
	}
	return out
}

func count(m map[string]int) int {
	n := 0
	for _, k := range m {
		n += k
	}
	return n
}
