package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"curbside/internal/verify"
)

func newVerify(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Check claims against passages, one JSON line a claim",
		Long: "Reads JSON lines {\"id\",\"claim\",\"passages\":[{\"id\",\"text\"}]} from standard input and answers each, in\n" +
			"order, with {\"id\",\"supported\",\"problems\":[{\"kind\",\"words\"}],\"support\":[{\"passage\",\"start\",\"end\"}]}.\n\n" +
			"A line may also hold \"quotes\", words that must stand in a passage. Offsets count Unicode code points. A line that\n" +
			"cannot be read is answered with {\"line\",\"error\"} in its place, and the command then ends with 1.",
		Example: examples(
			`echo '{"id":1,"claim":"Rest 9 days.","passages":[{"id":"a","text":"Adults rest 9 days."}]}' | curbside verify`,
			`curbside verify < claims.jsonl > verdicts.jsonl`),
		Args: exactly(0, "no arguments: it reads standard input"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			checker := verify.New(verify.Options{})
			return a.jsonLines(cmd.Context(), func(line []byte) (any, error) { return verifyLine(checker, line) })
		},
	}
}

// claimLine is one line of input.
type claimLine struct {
	ID       lineID   `json:"id"`
	Claim    *string  `json:"claim"`
	Quotes   []string `json:"quotes"`
	Passages []struct {
		ID   *string `json:"id"`
		Text *string `json:"text"`
	} `json:"passages"`
}

// verdictLine is one line of output.
type verdictLine struct {
	ID           lineID           `json:"id"`
	Supported    bool             `json:"supported"`
	Contradicted bool             `json:"contradicted"`
	Problems     []verify.Problem `json:"problems"`
	Support      []verify.Support `json:"support"`
}

func verifyLine(checker *verify.Checker, line []byte) (any, error) {
	var in claimLine
	if err := decodeLine(line, &in); err != nil {
		return nil, err
	}
	if in.Claim == nil {
		return nil, errors.New(`"claim" is missing`)
	}
	if in.Passages == nil {
		return nil, errors.New(`"passages" is missing; write an empty list where there are none`)
	}
	passages := make([]verify.Passage, len(in.Passages))
	for i, passage := range in.Passages {
		if passage.ID == nil || passage.Text == nil {
			return nil, fmt.Errorf(`"id" or "text" is missing in passage %d`, i+1)
		}
		passages[i] = verify.Passage{ID: *passage.ID, Text: *passage.Text}
	}
	verdict := checker.Check(verify.Claim{Text: *in.Claim, Quotes: in.Quotes}, passages)
	return verdictLine{
		ID: in.ID, Supported: verdict.Supported, Contradicted: verdict.Contradicted,
		Problems: append([]verify.Problem{}, verdict.Problems...), Support: append([]verify.Support{}, verdict.Support...),
	}, nil
}
