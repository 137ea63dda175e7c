package arms

import (
	"math"
	"slices"
	"testing"
)

// Four sentences by hand; what supports them is written down as sets of passages:
//
//	A [1]     is supported by 1
//	B [2][3]  is supported by 2 alone; 3 says nothing, and is one citation too many
//	C [4][5]  is supported by 4 and 5 together only, so both count
//	D         needs no passage to be true, and cites none
//	E [6]     is not supported
//
// Recall is 3 of 5 sentences; of 6 citations 1, 2, 4 and 5 count.
func TestCitationScoresOfAWorkedExample(t *testing.T) {
	needs := map[string][][]int{"A": {{1}}, "B": {{2}}, "C": {{4, 5}}, "D": {{}}, "E": {}}
	supports := func(text string, cites []int) bool {
		return slices.ContainsFunc(needs[text], func(need []int) bool {
			return !slices.ContainsFunc(need, func(n int) bool { return !slices.Contains(cites, n) })
		})
	}
	recall, precision := CitationScores([]Cited[int]{{"A", []int{1}}, {"B", []int{2, 3}}, {"C", []int{4, 5}}, {"D", nil}, {"E", []int{6}}}, supports)
	if math.Abs(recall-3.0/5) > 1e-9 || math.Abs(precision-4.0/6) > 1e-9 {
		t.Errorf("recall %.3f, precision %.3f; by hand 0.600 and 0.667", recall, precision)
	}
	if recall, precision := CitationScores(nil, supports); recall != 0 || precision != 0 {
		t.Errorf("nothing scores %v, %v", recall, precision)
	}
}

// The example of many textbooks: 20 both yes, 5 and 10 apart, 15 both no; kappa is .4.
func TestKappa(t *testing.T) {
	var one, two []string
	for _, c := range []struct {
		a, b string
		n    int
	}{{"yes", "yes", 20}, {"yes", "no", 5}, {"no", "yes", 10}, {"no", "no", 15}} {
		for range c.n {
			one, two = append(one, c.a), append(two, c.b)
		}
	}
	if got := Kappa(one, two); math.Abs(got-.4) > 1e-9 {
		t.Errorf("kappa %.4f, not 0.4", got)
	}
	if got := Kappa([]string{"yes", "yes"}, []string{"yes", "yes"}); got != 1 {
		t.Errorf("kappa of two who always say the same is %v", got)
	}
}
