package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"regexp"

	"github.com/spf13/cobra"

	"curbside/internal/answer"
	"curbside/internal/eval"
)

// refusalFlags say which questions are weighed and where the plot goes.
type refusalFlags struct {
	form       format
	sets       []string
	offCorpus  string
	skip, drug string
	others     []string
	svg        string
	failures   bool
}

func newEvalRefusal(a *app) *cobra.Command {
	var f refusalFlags
	cmd := &cobra.Command{
		Use:   "refusal",
		Short: "Draw the risk-coverage curve: what is answered of what can be, and of what must be declined",
		Long: "Weighs how much of each question the sources cover, and says for each bound on it which share is answered of\n" +
			"what can be answered (coverage), and of what must be declined (risk): other diseases, other topics, near misses,\n" +
			"the same property of another drug (made from the answerable questions), unsafe requests.",
		Example: examples("curbside eval refusal", "curbside eval refusal --off-corpus questions_sample.tsv --svg docs/pictures/refusal.svg"),
		Args:    exactly(0, "no arguments"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.evalRefusal(cmd.Context(), f) },
	}
	addFormat(cmd, &f.form, asText, asJSON)
	cmd.Flags().StringSliceVar(&f.sets, "questions", []string{"internal/eval/testdata/questions.jsonl", "internal/eval/testdata/questions_read.jsonl", "internal/eval/testdata/questions_refusal.jsonl"}, "sets of questions, JSON `lines`")
	cmd.Flags().StringVar(&f.offCorpus, "off-corpus", "", "questions on other diseases: id, question, subject, with `tabs` between")
	cmd.Flags().StringVar(&f.skip, "covered", `(?i)interleukin|aldesleukin|kidney cancer|renal cell|melanoma`, "`pattern` of subjects that the sources are on, to leave out of them")
	cmd.Flags().StringVar(&f.drug, "drug", `(?i)\b(?:high-dose |low-dose |hd )?(?:il-?2|interleukin[- ]?2|aldesleukin|proleukin)\b`, "`pattern` of the drug that another is put in the place of")
	cmd.Flags().StringSliceVar(&f.others, "other-drugs", []string{"rituximab", "imatinib", "tamoxifen", "methotrexate", "bortezomib"}, "drugs that the sources are not on")
	cmd.Flags().StringVar(&f.svg, "svg", "", "write the plot to this `file`")
	cmd.Flags().BoolVar(&f.failures, "failures", false, "list the questions of the half tune on the wrong side of the line")
	return cmd
}

func (a *app) evalRefusal(ctx context.Context, f refusalFlags) error {
	set, err := f.read()
	if err != nil {
		return err
	}
	index, err := a.searchIndex(ctx)
	if err != nil {
		return err
	}
	sources, err := a.sources()
	if err != nil {
		return err
	}
	wait := a.newProgress()
	defer wait.Stop()
	wait.Step(fmt.Sprintf("weighing %d questions", len(set)))
	report, err := eval.Refusal(ctx, answer.New(answer.Options{Corpus: sources, Index: index}), set)
	wait.Stop()
	if err != nil {
		return err
	}
	if f.svg != "" {
		if err := os.WriteFile(f.svg, report.SVG(), 0o644); err != nil {
			return fmt.Errorf("write the plot: %w", err)
		}
	}
	if f.form == asJSON {
		return a.printJSON(map[string]any{"points": report.Points})
	}
	return a.showReport(report, evalFlags{form: f.form, failures: f.failures})
}

// read gathers the questions of all sets.
func (f refusalFlags) read() ([]eval.Refusable, error) {
	drug, err := regexp.Compile(f.drug)
	if err != nil {
		return nil, usagef("--drug is no regular expression: %s", err)
	}
	skip, err := regexp.Compile(f.skip)
	if err != nil {
		return nil, usagef("--covered is no regular expression: %s", err)
	}
	var out []eval.Refusable
	for _, name := range f.sets {
		questions, err := readSet(name, "questions", eval.ReadQuestions)
		if err != nil {
			return nil, err
		}
		out = append(out, eval.Refusables(questions, drug, f.others)...)
	}
	if f.offCorpus != "" {
		off, err := readSet(f.offCorpus, "off-corpus", func(r io.Reader) ([]eval.Refusable, error) { return eval.ReadOffCorpus(r, skip) })
		if err != nil {
			return nil, err
		}
		out = append(out, off...)
	}
	return out, nil
}
