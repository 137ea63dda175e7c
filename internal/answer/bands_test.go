package answer

import "testing"

func TestBandOf(t *testing.T) {
	const none = -1
	for sentence, want := range map[string][2]float64{
		"a dose above 25.4 million and up to 60 million international units goes into 50 ml": {25.4, 60},
		"a dose of up to 25.4 million international units goes into 25 ml":                   {0, 25.4},
		"a dose above 60 million international units goes into 100 ml":                       {60, 1e18},
		"from 10 to 20 million units":                                                        {10, 20},
		"a weight gain of more than 15% is a criterion":                                      {none, none}, // another unit
		"18 million international units per ml":                                              {none, none}, // no band
	} {
		low, high, ok := bandOf(sentence, "million")
		if !ok {
			low, high = none, none
		}
		if low != want[0] || high != want[1] {
			t.Errorf("%q: %v to %v, want %v", sentence, low, high, want)
		}
	}
}
