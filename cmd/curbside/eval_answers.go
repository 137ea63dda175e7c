package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"curbside/internal/eval"
	"curbside/internal/search"
)

func newEvalAnswers(a *app) *cobra.Command {
	var flags evalFlags
	var answering askFlags
	var setting string
	cmd := &cobra.Command{
		Use:   "answers",
		Short: "Ask every question of a set and compare facts, sources, declines and stops with what is expected",
		Example: examples(`curbside eval answers`, `curbside eval answers --half tune --failures`,
			`curbside eval answers --questions my-questions.jsonl`),
		Args: exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			var ok bool
			if answering.setting, ok = settingNamed(setting); !ok {
				return noSetting(setting)
			}
			return a.evalAnswers(cmd.Context(), flags, answering)
		},
	}
	flags.add(cmd, "questions", "questions.jsonl")
	cmd.Flags().BoolVar(&answering.noModel, "no-model", false, "measure the sources' own sentences even where a model is configured")
	cmd.Flags().StringVar(&setting, "setting", search.Words.Name, "how to rank: "+strings.Join(settingNames(), ", ")+"; words is how answers are made")
	_ = cmd.RegisterFlagCompletionFunc("setting", cobra.FixedCompletions(settingNames(), cobra.ShellCompDirectiveNoFileComp)) // fails for unknown flags only
	return cmd
}

func (a *app) evalAnswers(ctx context.Context, f evalFlags, answering askFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	set, err := readSet(f.file, "questions", eval.ReadQuestions)
	if err != nil {
		return err
	}
	if set, err = ofHalf(set, f.half, func(q eval.Question) string { return q.Half }); err != nil {
		return err
	}
	wait := a.newProgress()
	defer wait.Stop()
	service, err := a.service(ctx, &answering, wait.Step)
	if err != nil {
		return err
	}
	report, err := eval.Answers(ctx, service, set)
	wait.Stop()
	if err != nil {
		return err
	}
	return a.showReport(report, f)
}
