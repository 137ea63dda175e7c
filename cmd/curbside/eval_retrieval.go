package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"curbside/internal/eval"
	"curbside/internal/eval/beir"
	"curbside/internal/search"
)

// retrievalFlags are the flags of `eval retrieval`.
type retrievalFlags struct {
	form       format
	dir, split string
	run        string
	settings   []string
	seed       uint64
	dense      denseFlags
}

func newEvalRetrieval(a *app) *cobra.Command {
	var flags retrievalFlags
	cmd := &cobra.Command{
		Use:   "retrieval",
		Short: "Measure the ranking on a public test set, beside textbook BM25",
		Long: "Indexes the documents of a set in BEIR's form (corpus.jsonl or .jsonl.gz, queries.jsonl, qrels/SPLIT.tsv), asks\n" +
			"every judged query of the split and prints nDCG@10, recall@100 and MRR@10 with bootstrap intervals, beside\n" +
			"textbook BM25 in the same run. --run writes the ranking as a TREC run for other evaluators. Searches\n" +
			"are ranked by the setting standard and answers by words; the others leave signals out. With --embeddings each\n" +
			"setting is measured with vectors too.",
		Example: examples(`curbside eval retrieval --beir ../data/scifact --split train`,
			`curbside eval retrieval --beir ../data/scifact --split train --setting words,standard`,
			`curbside eval retrieval --beir ../data/nfcorpus --split dev --run nfcorpus.run --format json`),
		Args: exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.evalRetrieval(cmd.Context(), flags)
		},
	}
	addFormat(cmd, &flags.form, asText, asJSON)
	cmd.Flags().StringVar(&flags.dir, "beir", "", "`folder` of the set")
	cmd.Flags().StringVar(&flags.split, "split", "test", "which judgements: the name of a file in qrels")
	cmd.Flags().StringVar(&flags.run, "run", "", "write the ranking as a TREC run to this `file`")
	cmd.Flags().StringSliceVar(&flags.settings, "setting", []string{search.Standard.Name}, "how to rank: "+strings.Join(settingNames(), ", ")+"; several are measured in one run")
	_ = cmd.RegisterFlagCompletionFunc("setting", cobra.FixedCompletions(settingNames(), cobra.ShellCompDirectiveNoFileComp)) // fails for unknown flags only
	cmd.Flags().Uint64Var(&flags.seed, "seed", 1, "seed of the bootstrap's samples")
	flags.dense.add(cmd)
	return cmd
}

func (f retrievalFlags) check() error {
	switch {
	case f.dir == "":
		return usagef("no set to measure on; name a folder in BEIR's form with --beir")
	case f.split == "" || strings.ContainsAny(f.split, `/\`):
		return usagef("--split %q names no file in qrels; write dev, train or test", f.split)
	}
	for _, name := range f.settings {
		if _, ok := settingNamed(name); !ok {
			return noSetting(name)
		}
	}
	if len(f.settings) == 0 {
		return usagef("no setting to measure; write one of %s", strings.Join(settingNames(), ", "))
	}
	return nil
}

func noSetting(name string) error {
	return usagef("there is no setting %q; write one of %s", name, strings.Join(settingNames(), ", "))
}

func settingNames() []string {
	var out []string
	for _, s := range search.Settings() {
		out = append(out, s.Name)
	}
	return out
}

func settingNamed(name string) (search.Setting, bool) {
	for _, s := range search.Settings() {
		if s.Name == name {
			return s, true
		}
	}
	return search.Setting{}, false
}

func (a *app) evalRetrieval(ctx context.Context, f retrievalFlags) (err error) {
	if err := f.check(); err != nil {
		return err
	}
	wait := a.newProgress()
	defer wait.Stop()
	wait.Step("reading the set")
	set, err := beir.Read(f.dir, f.split)
	if err != nil {
		return err
	}
	wait.Step(fmt.Sprintf("indexing %d documents", len(set.Docs)))
	index, err := search.New(ctx, eval.BeirCorpus(set))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, index.Close()) }()
	arms := rankers(set, index, f.settings)
	wait.Stop()
	hybrids, err := a.hybrids(ctx, f.dense, index, set, f.settings)
	if err != nil {
		return err
	}
	arms = append(arms, hybrids...)
	wait = a.newProgress()
	defer wait.Stop()
	wait.Step(fmt.Sprintf("asking %d queries", len(set.Queries)))
	report, err := eval.Retrieval(ctx, set, arms, f.seed)
	if err != nil {
		return err
	}
	wait.Stop()
	if f.run != "" {
		if err := writeRun(f.run, report); err != nil {
			return err
		}
	}
	if f.form == asJSON {
		return a.printJSON(report)
	}
	_, err = fmt.Fprint(a.out, report.Table())
	return err
}

// rankers are the textbook and the settings that were asked for.
func rankers(set *beir.Set, index *search.Index, settings []string) []eval.Ranker {
	out := []eval.Ranker{eval.TextbookRanker(set)}
	for _, name := range settings {
		setting, _ := settingNamed(name)
		out = append(out, eval.WordsRanker(index, setting))
	}
	return out
}

func writeRun(file string, report *eval.RetrievalReport) (err error) {
	f, err := os.Create(file)
	if err != nil {
		return fmt.Errorf("the run cannot be written: %w; name another file with --run", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return beir.WriteRun(f, "curbside", report.Rankings())
}
