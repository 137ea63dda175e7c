package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"curbside/internal/eval"
)

func newEval(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "eval",
		Short:   "Measure answers, the guard and the verifier",
		Example: examples(`curbside eval answers`),
		Args:    noSuchCommand,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newEvalAnswers(a))
	return cmd
}

func newEvalAnswers(a *app) *cobra.Command {
	var flags askFlags
	var file, half string
	var failures bool
	cmd := &cobra.Command{
		Use:   "answers",
		Short: "Ask every question of a set and compare facts, sources, declines and stops with what is expected",
		Example: examples(`curbside eval answers`, `curbside eval answers --half tune --failures`,
			`curbside eval answers --questions my-questions.jsonl`),
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			opened, err := os.Open(file)
			if err != nil {
				return fmt.Errorf("the question set cannot be opened: %w; name one with --questions", err)
			}
			defer opened.Close()
			set, err := eval.ReadQuestions(opened)
			if err != nil {
				return err
			}
			service, err := a.service(cmd.Context(), &flags, nil)
			if err != nil {
				return err
			}
			report, err := eval.Answers(cmd.Context(), service, ofHalf(set, half))
			if err != nil {
				return err
			}
			if failures {
				fmt.Fprintln(a.out, strings.TrimRight(report.Failures(), "\n"))
			}
			_, err = fmt.Fprint(a.out, report.Table())
			return err
		},
	}
	cmd.Flags().StringVar(&file, "questions", "internal/eval/testdata/questions.jsonl", "question set, JSON `lines`")
	cmd.Flags().StringVar(&half, "half", "", "only this half of the set: tune or held")
	cmd.Flags().BoolVar(&failures, "failures", false, "list the questions that did not go as expected")
	cmd.Flags().BoolVar(&flags.noModel, "no-model", false, "measure the sources' own sentences even where a model is configured")
	return cmd
}

func ofHalf(set []eval.Question, half string) []eval.Question {
	var out []eval.Question
	for _, q := range set {
		if half == "" || q.Half == half {
			out = append(out, q)
		}
	}
	return out
}
