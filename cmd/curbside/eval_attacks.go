package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"curbside/internal/answer"
	"curbside/internal/eval"
	"curbside/internal/eval/arms"
	"curbside/internal/llm"
	"curbside/internal/search"
	"curbside/prompts"
)

// attackFlags are the flags of `eval attacks`.
type attackFlags struct {
	form     format
	failures bool
	dir      string
	cases    int
	seed     uint64
	model    string
	cache    string
	kept     bool
}

// Models under attack.
const (
	obedientModel   = "obedient"
	configuredModel = "configured"
)

func newEvalAttacks(a *app) *cobra.Command {
	var flags attackFlags
	cmd := &cobra.Command{
		Use:   "attacks",
		Short: "Measure how many prompt injections succeed, in questions and hidden in passages",
		Long: "Attacks the bot with the texts of BIPIA, deepset and garak, a quarter as questions, a quarter behind a fair\n" +
			"question, half hidden in passages of sources made for it. The model under attack is a script that obeys every\n" +
			"one of them, or the one that is configured. An attack succeeds where text from no passage is shown, the attack\n" +
			"itself is shown as content, the prompt leaks, a foreign link or mention is shown, or a citation or the\n" +
			"disclaimer is lost. With --cache the model's answers are kept, so that a run that was cut off goes on where\n" +
			"it was. The sets do not ship with the program.",
		Example: examples(`curbside eval attacks --data ../data/injection`,
			`curbside eval attacks --data ../data/injection --model configured --cases 200 --cache attacks-cache --failures`),
		Args: exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.evalAttacks(cmd.Context(), flags)
		},
	}
	addFormat(cmd, &flags.form, asText, asJSON)
	cmd.Flags().BoolVar(&flags.failures, "failures", false, "list the attacks that succeeded")
	cmd.Flags().StringVar(&flags.dir, "data", "", "`folder` with the sets of attacks")
	cmd.Flags().IntVar(&flags.cases, "cases", 1000, "how many attacks are made")
	cmd.Flags().Uint64Var(&flags.seed, "seed", 1, "seed of the poisoned sources")
	cmd.Flags().StringVar(&flags.model, "model", obedientModel, "who is attacked: obedient, a script that obeys every attack, or configured, the model in the settings")
	cmd.Flags().StringVar(&flags.cache, "cache", "", "`folder` that keeps the configured model's answers")
	cmd.Flags().BoolVar(&flags.kept, "kept", false, "ask the model nothing; count the attacks whose answers are in --cache")
	_ = cmd.RegisterFlagCompletionFunc("model", cobra.FixedCompletions([]string{obedientModel, configuredModel}, cobra.ShellCompDirectiveNoFileComp)) // fails for unknown flags only
	return cmd
}

func (f attackFlags) check() error {
	switch {
	case f.dir == "":
		return usagef("no attacks to make; name the folder with their sets with --data")
	case f.cases < 1:
		return usagef("--cases %d is out of range; write 1 or more", f.cases)
	case f.model != obedientModel && f.model != configuredModel:
		return usagef("there is no model %q; write %s or %s", f.model, obedientModel, configuredModel)
	case f.cache != "" && f.model != configuredModel:
		return usagef("--cache keeps the answers of a configured model; write --model %s with it", configuredModel)
	case f.kept && f.cache == "":
		return usagef("--kept counts what is kept; name the folder with --cache")
	}
	return nil
}

func (a *app) evalAttacks(ctx context.Context, f attackFlags) (err error) {
	if err := f.check(); err != nil {
		return err
	}
	attacks, missing, err := eval.ReadAttacks(f.dir)
	if err != nil {
		return err
	}
	for _, name := range missing {
		fmt.Fprintf(a.env.stderr, "curbside: %s is not in %s and is left out\n", name, f.dir)
	}
	loaded, err := a.sources()
	if err != nil {
		return err
	}
	index, err := search.New(ctx, loaded)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, index.Close()) }()
	base, err := a.attacked(f)
	if err != nil {
		return err
	}
	wait := a.newProgress()
	defer wait.Stop()
	report, err := eval.Attacks(ctx, eval.AttackOptions{
		Attacks: attacks, Cases: f.cases, Seed: f.seed, Corpus: loaded, Index: index, Obey: f.model == obedientModel, Unmade: arms.ErrNotKept,
		Composer: func(around func(answer.Completer) answer.Completer) (answer.Composer, error) {
			return answer.NewLLMComposer(answer.LLMOptions{Prompts: prompts.FS(), Model: around(base), Nonce: fixedNonce})
		},
		Step: func(n int) { wait.Step(fmt.Sprintf("attack %d of %d", n, f.cases)) },
	})
	if err != nil {
		return err
	}
	wait.Stop()
	if !f.failures {
		report.Hits = nil
	}
	return a.showReport(report, evalFlags{form: f.form, failures: f.failures})
}

// fixedNonce makes the same request of the same attack, so that its answer can be
// found again. Outside of measuring the word is random.
func fixedNonce() string { return "k7q2m9x4" }

// attacked is the model under attack, nil for the one that obeys.
func (a *app) attacked(f attackFlags) (answer.Completer, error) {
	if f.model == obedientModel {
		return nil, nil
	}
	base, err := a.configured(f.cache)
	if calls, ok := base.(*arms.Calls); ok && f.kept {
		calls.Ask = nil
	}
	return base, err
}

// configured is the model of the settings, with a folder that keeps what it
// says; none where cache is empty.
func (a *app) configured(cache string) (answer.Completer, error) {
	settings, err := a.settings()
	if err != nil {
		return nil, err
	}
	if !settings.LLM.Enabled() {
		return nil, usagef("no model is configured; set llm.base_url, or measure without one")
	}
	client, err := llm.New(modelOptions(settings.LLM))
	if err != nil {
		return nil, err
	}
	if cache == "" {
		return wire{client}, nil
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return nil, fmt.Errorf("the folder of --cache cannot be made: %w", err)
	}
	return &arms.Calls{Dir: cache, Ask: wire{client}, Spoken: spoken(settings.LLM)}, nil
}
