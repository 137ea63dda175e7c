package main

import (
	"errors"

	"github.com/spf13/cobra"

	"curbside/internal/guard"
)

func newGuard(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "guard",
		Short: "Look for emergencies, identifiers of patients and requests for harm, one JSON line a text",
		Long: "Reads JSON lines {\"id\",\"text\"} from standard input and answers each, in order, with\n" +
			"{\"id\",\"verdict\":\"clear|identifiers|emergency|unsafe\",\"spans\":[{\"kind\",\"start\",\"end\"}]}.\n\n" +
			"All spans are listed whatever the verdict; offsets count Unicode code points. A line that cannot be read is\n" +
			"answered with {\"line\",\"error\"} in its place, and the command then ends with 1.",
		Example: examples(
			`echo '{"id":1,"text":"How is aldesleukin dosed?"}' | curbside guard`,
			`curbside guard < messages.jsonl > verdicts.jsonl`),
		Args: exactly(0, "no arguments: it reads standard input"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			checker := guard.New()
			return a.jsonLines(cmd.Context(), func(line []byte) (any, error) { return guardLine(checker, line) })
		},
	}
}

type guardAnswer struct {
	ID lineID `json:"id"`
	guard.Result
}

func guardLine(checker *guard.Guard, line []byte) (any, error) {
	var in struct {
		ID   lineID  `json:"id"`
		Text *string `json:"text"`
	}
	if err := decodeLine(line, &in); err != nil {
		return nil, err
	}
	if in.Text == nil {
		return nil, errors.New(`"text" is missing`)
	}
	result := checker.Check(*in.Text)
	if result.Spans == nil {
		result.Spans = []guard.Span{}
	}
	return guardAnswer{ID: in.ID, Result: result}, nil
}
