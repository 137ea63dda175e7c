package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"curbside/internal/answer"
	"curbside/internal/eval"
	"curbside/internal/eval/arms"
	"curbside/internal/llm"
	"curbside/internal/search"
	"curbside/prompts"
)

// armsFlags are the flags of `eval arms`.
type armsFlags struct {
	form       format
	questions  string
	data, keep string
	publishers []string
	most       int // questions of the extractive arm
	withModel  int // questions of the other two
	skip       int // ... behind so many
	passages   int
	tokens     int
	block      int
	seed       uint64
	kept       bool
	reading    string
	list       int
	verdicts   []string
	svg        string
}

func newEvalArms(a *app) *cobra.Command {
	var flags armsFlags
	cmd := &cobra.Command{
		Use:   "arms",
		Short: "Measure answers beside the same model with a plain prompt",
		Long: "Answers questions in three arms: with the sources' own sentences; with the configured model, each sentence checked;\n" +
			"with the same model and passages and a plain prompt, nothing checked. Prints how much is supported, cited,\n" +
			"covered and declined. The questions are those of --questions, and with --data those of BioASQ (bioasq/) and\n" +
			"MedQuAD (medquad/), each answered from its own corpus. What the model says is kept in --keep: a run that was\n" +
			"stopped goes on, and a later one asks only what is new.\n\n" +
			"--reading writes sentences for people to judge who know neither arm nor verdict; --verdicts reads what they\n" +
			`found, JSON lines {"id", "verdict": "supported|partly|not", "reason"}.`,
		Example: examples(`curbside eval arms --data ../data --keep arms`,
			`curbside eval arms --data ../data --keep arms --kept --reading lists`,
			`curbside eval arms --keep arms --verdicts one.jsonl --verdicts two.jsonl --svg arms.svg`),
		Args: exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.evalArms(cmd.Context(), flags)
		},
	}
	addFormat(cmd, &flags.form, asText, asJSON)
	f := cmd.Flags()
	f.StringVar(&flags.questions, "questions", "internal/eval/testdata/questions.jsonl", "question set of the corpus, JSON `lines`")
	f.StringVar(&flags.data, "data", "", "`folder` with bioasq and medquad")
	f.StringVar(&flags.keep, "keep", "arms", "`folder` for the model's answers, the corpora made and the key of the reading lists")
	f.StringSliceVar(&flags.publishers, "publisher", []string{"CDC", "NHLBI", "NIHSeniorHealth"}, "publishers of MedQuAD to take")
	f.IntVar(&flags.most, "most", 1000, "questions to answer with the sources' own sentences")
	f.IntVar(&flags.withModel, "with-model", 150, "questions to answer with the model, as many of each set")
	f.IntVar(&flags.skip, "skip", 0, "leave out so many of the model's questions, such as those that were read while rules were made")
	f.IntVar(&flags.passages, "passages", 4, "passages that the model is given, at most 6")
	f.IntVar(&flags.tokens, "tokens", 300, "tokens of a plain answer")
	f.IntVar(&flags.block, "block", 10, "questions to ask in one arm before the other; a server's cache helps the more")
	f.Uint64Var(&flags.seed, "seed", 1, "seed of the questions and sentences chosen")
	f.BoolVar(&flags.kept, "kept", false, "ask the model nothing; measure what is kept")
	f.StringVar(&flags.reading, "reading", "", "write sentences to judge into this `folder`")
	f.IntVar(&flags.list, "list", 200, "sentences of each arm to judge")
	f.StringVar(&flags.svg, "svg", "", "with --verdicts: draw what the readers found to this `file`")
	f.StringArrayVar(&flags.verdicts, "verdicts", nil, "what a reader found, JSON `lines`; several times for several readers")
	return cmd
}

func (f armsFlags) check() error {
	switch {
	case f.most < 1 || f.withModel < 0 || f.list < 1 || f.block < 1:
		return usagef("--most, --list and --block begin at 1, --with-model at 0")
	case f.skip < 0 || f.skip > f.withModel:
		return usagef("--skip %d is out of range; write 0 to %d", f.skip, f.withModel)
	case f.passages < 1 || f.passages > 6:
		return usagef("--passages %d is out of range; write 1 to 6", f.passages)
	case f.tokens < 16:
		return usagef("--tokens %d is too few for an answer", f.tokens)
	case f.svg != "" && len(f.verdicts) == 0:
		return usagef("--svg draws what readers found; name their files with --verdicts")
	case f.keep == "":
		return usagef("name a folder with --keep")
	}
	return nil
}

func (a *app) evalArms(ctx context.Context, f armsFlags) (err error) {
	if err := f.check(); err != nil {
		return err
	}
	if len(f.verdicts) > 0 {
		return a.showVerdicts(f)
	}
	wait := a.newProgress()
	defer wait.Stop()
	calls, err := a.modelCalls(f)
	if err != nil {
		return err
	}
	sets, err := a.armSets(ctx, f, wait.Step)
	if err != nil {
		return err
	}
	session := &arms.Session{Benches: map[string]*arms.Bench{}, Block: f.block, Step: func(done, total int, arm string) {
		wait.Step(fmt.Sprintf("%s: %d of %d", arm, done, total))
	}}
	defer func() {
		for _, s := range sets[1:] { // the first is the program's own
			err = errors.Join(err, s.bench.Index.Close())
		}
	}()
	for _, s := range sets {
		s.bench.Calls, s.bench.Prompts, s.bench.Passages, s.bench.Tokens = calls, prompts.FS(), f.passages, f.tokens
		if err := s.bench.Ready(); err != nil {
			return err
		}
		session.Benches[s.name] = s.bench
	}
	report, err := a.compareArms(ctx, session, sets, f)
	wait.Stop()
	if err != nil {
		return err
	}
	if f.form == asJSON {
		return a.printJSON(report)
	}
	_, err = fmt.Fprint(a.out, report.Table())
	return err
}

// compareArms asks, measures, and writes the lists for readers.
func (a *app) compareArms(ctx context.Context, session *arms.Session, sets []*armSet, f armsFlags) (*arms.Report, error) {
	all, some := chosen(sets, f)
	var answered []*arms.Outcome
	if sets[0].bench.Calls != nil {
		var left int
		var err error
		if answered, left, err = session.WithModel(ctx, some); err != nil {
			return nil, fmt.Errorf("%w\n%d answers are not finished; what was said is kept, run the same again to go on, or with --kept to measure what is there", err, left)
		}
		if left > 0 && !f.kept {
			a.remember(fmt.Errorf("%d answers are not finished since calls took too long; run the same again", left))
		}
	} else {
		some = nil
	}
	sentences, err := session.Extractive(ctx, all)
	if err != nil {
		return nil, err
	}
	report := session.NewReport(sentences, answered, len(some))
	if f.reading != "" {
		report.Listed, err = session.Readings(f.reading, f.key(), append(sentences, answered...), f.list, f.seed)
	}
	return report, err
}

// key is the file that says whose the listed sentences are; it lies where readers do not look.
func (f armsFlags) key() string { return filepath.Join(f.keep, "key.jsonl") }

// showVerdicts prints what readers found.
func (a *app) showVerdicts(f armsFlags) error {
	report, err := arms.Judge(f.key(), f.verdicts)
	if err != nil {
		return err
	}
	if f.svg != "" {
		if err := os.WriteFile(f.svg, report.SVG(), 0o644); err != nil {
			return fmt.Errorf("write the plot: %w", err)
		}
	}
	if f.form == asJSON {
		return a.printJSON(report)
	}
	_, err = fmt.Fprint(a.out, report.Table())
	return err
}

// armSet is a question set with what answers it.
type armSet struct {
	name      string
	questions []arms.Question
	bench     *arms.Bench
}

// chosen are the questions of the extractive arm, and those of the others:
// as many of each set, and no held ones, whose answers are read by nobody.
func chosen(sets []*armSet, f armsFlags) (all, some []arms.Question) {
	var each, open [][]arms.Question
	for _, s := range sets {
		shuffled := arms.Shuffled(s.questions, f.seed)
		each = append(each, shuffled)
		var tune []arms.Question
		for _, q := range shuffled {
			if q.Half != "held" {
				tune = append(tune, q)
			}
		}
		open = append(open, tune)
	}
	all, some = arms.InTurn(each...), arms.InTurn(open...)
	some = some[:min(f.withModel, len(some))]
	return all[:min(f.most, len(all))], some[min(f.skip, len(some)):]
}

// modelCalls returns nil where no model is to be measured.
func (a *app) modelCalls(f armsFlags) (*arms.Calls, error) {
	settings, err := a.settings()
	if err != nil {
		return nil, err
	}
	if f.withModel == 0 || !settings.LLM.Enabled() && !f.kept {
		return nil, nil
	}
	calls := &arms.Calls{
		Dir:    filepath.Join(f.keep, "calls"),
		Spoken: spoken(settings.LLM),
	}
	if f.kept {
		return calls, nil
	}
	client, err := llm.New(modelOptions(settings.LLM))
	if err != nil {
		return nil, err
	}
	calls.Ask = anyForm{client}
	return calls, nil
}

// armSets reads the question sets and makes their corpora.
func (a *app) armSets(ctx context.Context, f armsFlags, step func(string)) ([]*armSet, error) {
	step("reading the questions")
	own, err := readSet(f.questions, "questions", eval.ReadQuestions)
	if err != nil {
		return nil, err
	}
	index, err := a.searchIndex(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := a.sources(); err != nil {
		return nil, err
	}
	out := []*armSet{{"own", arms.Own(own), &arms.Bench{Corpus: a.corpus, Index: index}}}
	if f.data == "" {
		return out, nil
	}
	for _, set := range []struct {
		name string
		read func() ([]arms.Question, []arms.Record, error)
	}{
		{"bioasq", func() ([]arms.Question, []arms.Record, error) { return arms.BioASQ(filepath.Join(f.data, "bioasq")) }},
		{"medquad", func() ([]arms.Question, []arms.Record, error) {
			return arms.MedQuAD(filepath.Join(f.data, "medquad"), f.publishers)
		}},
	} {
		if _, err := os.Stat(filepath.Join(f.data, set.name)); errors.Is(err, os.ErrNotExist) {
			continue
		}
		step("making the corpus of " + set.name)
		questions, records, err := set.read()
		if err != nil {
			return nil, err
		}
		loaded, err := recordsCorpus(filepath.Join(f.keep, "corpora", set.name), set.name, records)
		if err != nil {
			return nil, fmt.Errorf("the corpus of %s: %w", set.name, err)
		}
		step("indexing " + set.name)
		made, err := search.New(ctx, loaded)
		if err != nil {
			return nil, err
		}
		out = append(out, &armSet{set.name, questions, &arms.Bench{Corpus: loaded, Index: made}})
	}
	if len(out) == 1 {
		return nil, fmt.Errorf("%s holds neither bioasq nor medquad; name another folder with --data, or leave it out", strings.TrimSuffix(f.data, "/"))
	}
	return out, nil
}

// anyForm asks for plain text where a request has no schema, as wire never does.
type anyForm struct{ client *llm.Client }

// Complete implements answer.Completer.
func (w anyForm) Complete(ctx context.Context, r answer.CompletionRequest) (answer.Completion, error) {
	if r.SchemaName != "" {
		return wire(w).Complete(ctx, r)
	}
	response, err := w.client.Complete(ctx, llm.Request{System: r.System, User: r.User, MaxTokens: r.MaxTokens, Plain: true})
	return answer.Completion{Text: response.Text, Model: response.Model, Tokens: response.Charged}, err
}
