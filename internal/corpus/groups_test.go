package corpus

import (
	"reflect"
	"testing"
)

func TestGroupsKeepDrugsVisible(t *testing.T) {
	l := &Lexicon{Terms: []Term{
		{Term: "aldesleukin", Kind: "drug", Same: []string{"IL-2"}},
		{Term: "low-dose IL-2", Kind: "regimen", Same: []string{"low-dose regimen", "LD"}},
		{Term: "fever", Kind: "symptom"},
	}}
	want := [][]string{{"aldesleukin", "IL-2"}, {"low-dose regimen", "LD"}}
	if got := l.Groups(); !reflect.DeepEqual(got, want) {
		t.Errorf("Groups() = %v, want %v", got, want)
	}
}
