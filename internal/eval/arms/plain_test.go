package arms

import (
	"fmt"
	"testing"

	"curbside/internal/answer"
)

func TestPlainAnswersAreCutIntoSentences(t *testing.T) {
	given := []answer.Candidate{{Number: 1, ID: "a#1"}, {Number: 2, ID: "b#7"}}
	for name, test := range map[string]struct {
		said     string
		want     string
		declines bool
	}{
		"a mark in the sentence":       {"The dose is 5 mg [1]. It is given daily [1, 2].", "The dose is 5 mg.<[a#1]> It is given daily.<[a#1 b#7]>", false},
		"marks behind the full stop":   {"The dose is 5 mg. [1][2] It is given daily.", "The dose is 5 mg.<[a#1 b#7]> It is given daily.<[]>", false},
		"marks on a line of their own": {"The dose is 5 mg.\n[2]", "The dose is 5 mg.<[b#7]>", false},
		"a span of passages":           {"The dose is 5 mg [1-2].", "The dose is 5 mg.<[a#1 b#7]>", false},
		"a passage by name":            {"According to passage 2 the dose is 5 mg.", "According to passage 2 the dose is 5 mg.<[b#7]>", false},
		"a passage never offered":      {"The dose is 5 mg [9].", "The dose is 5 mg.<[]>", false},
		"a list":                       {"Side effects are:\n\n1. **Fever** in most patients [1]\n- Chills in many patients [passage 2].", "Fever in most patients<[a#1]> Chills in many patients.<[b#7]>", false},
		"cut off":                      {"The dose is 5 mg [1]. It is given every", "The dose is 5 mg.<[a#1]>", false},
		"a decline":                    {"The passages do not mention the dose of this drug.", "", true},
		"a decline in other words":     {"There is no information on the dose in the provided text.", "", true},
		"a decline and more":           {"The passages do not mention the dose. Fever is treated with cooling [2].", "Fever is treated with cooling.<[b#7]>", false},
	} {
		t.Run(name, func(t *testing.T) {
			statements, declines := readPlain(test.said, given)
			got := ""
			for i, s := range statements {
				if i > 0 {
					got += " "
				}
				got += fmt.Sprintf("%s<%v>", s.Text, s.Cites)
			}
			if got != test.want || declines != test.declines {
				t.Errorf("got %q, declines %v", got, declines)
			}
		})
	}
}
