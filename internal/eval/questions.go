package eval

import "io"

// Question is one line of a question set.
type Question struct {
	ID           string     `json:"id"`
	Kind         string     `json:"kind"`
	Half         string     `json:"half"` // tune or held
	Question     string     `json:"question"`
	Audience     string     `json:"audience"`
	Expect       string     `json:"expect"`       // a status; "a|b" where either is right
	Reason       string     `json:"reason"`       // of a decline or block, likewise
	Facts        [][]string `json:"facts"`        // of each list one must be shown
	Never        []string   `json:"never"`        // must not be shown
	Sources      []string   `json:"sources"`      // one of them must be cited
	BothSides    [][]string `json:"both_sides"`   // of each list one must be cited
	After        []string   `json:"after"`        // earlier questions of the consult
	Disagreement string     `json:"disagreement"` // what it is about
	Note         string     `json:"note"`         // must be among the notes of the answer
}

// ReadQuestions reads a question set, one JSON object a line. An unknown key
// is an error that names the line.
func ReadQuestions(r io.Reader) ([]Question, error) {
	return readLines[Question](r, "question set")
}
