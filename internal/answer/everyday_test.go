package answer

import (
	"slices"
	"strings"
	"testing"
)

func TestEverydayWordsAreFound(t *testing.T) {
	words := strings.Fields(everydayText)
	if !slices.IsSorted(words) {
		t.Fatal("data/everyday.txt is not sorted by bytes")
	}
	for i := 0; i < len(words); i += 97 {
		if !isEveryday(words[i]) {
			t.Errorf("%q is not found", words[i])
		}
	}
	for _, w := range []string{words[0], words[len(words)-1], "recommend", "risky", "influence"} {
		if !isEveryday(w) {
			t.Errorf("%q is not found", w)
		}
	}
	for _, w := range []string{"", "catheter", "dopamine", "kitchen", "aaa", "zzz", "melanoma"} {
		if isEveryday(w) {
			t.Errorf("%q counts as a word that names nothing", w)
		}
	}
}
