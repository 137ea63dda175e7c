package main

import (
	"github.com/spf13/cobra"

	"curbside/internal/eval"
	"curbside/internal/guard"
)

func newEvalGuard(a *app) *cobra.Command {
	var flags evalFlags
	cmd := &cobra.Command{
		Use:   "guard",
		Short: "Measure how many messages the guard stops that it must stop, and how many look-alikes it flags",
		Example: examples(`curbside eval guard`, `curbside eval guard --half tune --failures`,
			`curbside eval guard --set my-messages.jsonl --format json`),
		Args: exactly(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			return a.evalGuard(flags)
		},
	}
	flags.add(cmd, "set", "guard.jsonl")
	return cmd
}

func (a *app) evalGuard(f evalFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	set, err := readSet(f.file, "set", eval.ReadGuardCases)
	if err != nil {
		return err
	}
	if set, err = ofHalf(set, f.half, func(c eval.GuardCase) string { return c.Half }); err != nil {
		return err
	}
	report := eval.Guard(guard.New(), set)
	if !f.failures {
		report.Misses = nil
	}
	return a.showReport(report, f)
}
