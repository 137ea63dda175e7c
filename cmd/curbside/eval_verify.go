package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/spf13/cobra"

	"curbside/internal/answer"
	"curbside/internal/eval"
	"curbside/internal/eval/claims"
	"curbside/prompts"
)

// verifyFlags are the flags of `eval verify`.
type verifyFlags struct {
	evalFlags
	data    string
	kind    string
	perKind int
	seed    uint64
	judge   int
	cache   string
}

func newEvalVerify(a *app) *cobra.Command {
	var flags verifyFlags
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Measure how many fair claims the verifier keeps, and how many false ones it catches",
		Long: "Measures the verifier on claims worded by hand and, where --data names a folder, on changed sentences made\n" +
			"from nci/passages.jsonl.gz, from bioasq, scifact, medquad and pmc_rct where they are there, on SciFact's claims in\n" +
			"scifact/claims.jsonl and on BioASQ's ideal answers. Those files do not ship with the program. Claims by hand\n" +
			"that cite them are skipped and counted without --data. With --judge the model that is configured is asked\n" +
			"too, of claims that the rules accept, as llm.judge asks it; --cache keeps what it says.",
		Example: examples(`curbside eval verify`, `curbside eval verify --data ../data --half tune --kind number --failures`,
			`curbside eval verify --data ../data --per-kind 400 --format json`,
			`curbside eval verify --data ../data --judge 60 --cache judge-cache`),
		Args: exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.evalVerify(cmd.Context(), flags)
		},
	}
	flags.add(cmd, "set", "claims.jsonl")
	cmd.Flags().StringVar(&flags.data, "data", "", "`folder` with nci and scifact")
	cmd.Flags().StringVar(&flags.kind, "kind", "", "only kinds whose name holds this word")
	cmd.Flags().IntVar(&flags.perKind, "per-kind", 250, "changed sentences of each kind, in each half")
	cmd.Flags().Uint64Var(&flags.seed, "seed", 1, "seed of the changes")
	cmd.Flags().IntVar(&flags.judge, "judge", 0, "ask the configured model of this many fair and as many false claims that the rules accept")
	cmd.Flags().StringVar(&flags.cache, "cache", "", "`folder` that keeps the configured model's verdicts")
	return cmd
}

func (a *app) evalVerify(ctx context.Context, f verifyFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	if f.perKind < 1 {
		return usagef("--per-kind %d is out of range; write 1 or more", f.perKind)
	}
	switch {
	case f.judge < 0:
		return usagef("--judge %d is out of range; write 0 or more", f.judge)
	case f.cache != "" && f.judge == 0:
		return usagef("--cache keeps the verdicts of --judge; write it with it")
	}
	set, err := a.verifySet(f)
	if err != nil {
		return err
	}
	wait := a.newProgress()
	defer wait.Stop()
	wait.Step("checking claims")
	report, err := eval.Verify(ctx, set)
	wait.Stop()
	if err != nil {
		return err
	}
	if len(report.Rates) == 0 && report.Skipped == 0 {
		return usagef("no claim is of a kind that holds %q", f.kind)
	}
	if !f.failures {
		report.Misses = nil
	}
	return a.showReport(report, f.evalFlags)
}

// verifySet gathers what is to be measured.
func (a *app) verifySet(f verifyFlags) (eval.VerifySet, error) {
	set := eval.VerifySet{PerKind: f.perKind, Seed: f.seed, Half: f.half, Kind: f.kind, Judged: f.judge}
	var err error
	if f.judge > 0 {
		if set.Judge, err = a.judge(f.cache); err != nil {
			return set, err
		}
	}
	if set.Hand, err = readSet(f.file, "set", eval.ReadClaimCases); err != nil {
		return set, err
	}
	if set.Corpus, err = a.sources(); err != nil {
		return set, err
	}
	if f.data == "" {
		return set, nil
	}
	if set.NCI, err = claims.NCI(filepath.Join(f.data, "nci", "passages.jsonl.gz")); err != nil {
		return set, fmt.Errorf("the passages of cancer.gov: %w", err)
	}
	if set.SciFact, err = claims.SciFact(filepath.Join(f.data, "scifact", "claims.jsonl")); err != nil {
		return set, fmt.Errorf("the claims of SciFact: %w", err)
	}
	if set.Texts, set.Missing, err = claims.Texts(f.data); err != nil {
		return set, err
	}
	if set.Ideal, err = claims.Ideal(f.data); errors.Is(err, fs.ErrNotExist) {
		set.Missing = append(set.Missing, "bioasq ideal answers")
	} else if err != nil {
		return set, fmt.Errorf("the ideal answers of BioASQ: %w", err)
	}
	return set, nil
}

// judge is the configured model as a judge of claims.
func (a *app) judge(cache string) (eval.Judge, error) {
	base, err := a.configured(cache)
	if err != nil {
		return nil, err
	}
	return answer.NewLLMComposer(answer.LLMOptions{Prompts: prompts.FS(), Model: base, Nonce: fixedNonce})
}
