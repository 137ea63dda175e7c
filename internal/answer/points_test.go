package answer

import "testing"

// Rows of a table are worded alike; a row with another figure is never left
// out as a repetition, a row without one may be.
func TestRowsWithOtherFiguresAreNoRepetition(t *testing.T) {
	first := "a creatinine of 2.5-2.9 mg/dl is a relative criterion for holding il-2"
	for _, c := range []struct {
		text string
		adds bool
	}{
		{"a creatinine of 3 mg/dl or more is a relative criterion for holding il-2", true},
		{"a creatinine of 2.5-2.9 mg/dl is a criterion for holding il-2", false},
		{"a creatinine that rises is a relative criterion for holding il-15", false},
		{"a creatinine (>4.5 mg/dl) is a relative criterion for holding il-2", true},
	} {
		if got := addsFigure(c.text, first); got != c.adds {
			t.Errorf("addsFigure(%q) is %v, want %v", c.text, got, c.adds)
		}
	}
	row := func(text string, stems ...string) *sentenceView { return &sentenceView{folded: text, stems: stems} }
	a := row(first, "creatinin", "rel", "criterion", "hold", "il-2")
	b := row("a creatinine of 3 mg/dl is a relative criterion for holding il-2", "creatinin", "rel", "criterion", "hold", "il-2")
	if redundant(b, []*sentenceView{a}) {
		t.Error("a row with another figure was left out as a repetition")
	}
}
