package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"curbside/internal/answer"
	"curbside/internal/consult"
	"curbside/internal/search"
)

// askFlags are the flags of the commands that answer.
type askFlags struct {
	form        format
	audience    string
	collections []string
	debug       bool
	explain     bool
	noModel     bool
	setting     search.Setting // how passages are ranked; the zero value: as answers are made
}

func newAsk(a *app) *cobra.Command {
	var flags askFlags
	cmd := &cobra.Command{
		Use:   "ask QUESTION",
		Short: "Answer one question from the sources, every sentence checked",
		Long: "Answers one question. Every sentence is checked against the passage that it cites; what the sources do not\n" +
			"cover is declined with the reason.\n\n" +
			"Exit status: 0 answered, 3 declined, 4 emergency, 5 blocked (the question identifies a patient),\n" +
			"1 failure, 2 wrong usage.",
		Example: examples(`curbside ask "What is the standard dose of high-dose IL-2?"`,
			`curbside ask --audience patient "How can I ease the itching?"`,
			`curbside ask --format json "Who should not receive aldesleukin?"`),
		RunE: func(cmd *cobra.Command, args []string) error {
			question := strings.Join(args, " ")
			if flags.explain {
				return a.explain(cmd.Context(), question, flags)
			}
			return a.ask(cmd.Context(), question, flags)
		},
	}
	addFormat(cmd, &flags.form)
	flags.addAnswering(cmd)
	cmd.Flags().BoolVar(&flags.explain, "explain", false, "show how the question is read and which sentences come closest, instead of an answer")
	return cmd
}

// addAnswering adds what all answering commands share.
func (f *askFlags) addAnswering(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.audience, "audience", "", "who reads it: clinician, educator or patient (default: as configured)")
	cmd.Flags().StringSliceVar(&f.collections, "collection", nil, "answer from these collections only")
	cmd.Flags().BoolVar(&f.debug, "debug", false, "also show the claims that were removed, and timings")
	cmd.Flags().BoolVar(&f.noModel, "no-model", false, "answer with the sources' own sentences even where a model is configured")
	audiences := []string{answer.Clinician, answer.Educator, answer.Patient}
	_ = cmd.RegisterFlagCompletionFunc("audience", cobra.FixedCompletions(audiences, cobra.ShellCompDirectiveNoFileComp)) // fails for unknown flags only
}

// service puts together what answers: corpus, index, model where one is
// configured, conversations in memory.
func (a *app) service(ctx context.Context, f *askFlags, step func(string)) (*consult.Service, error) {
	settings, err := a.settings()
	if err != nil {
		return nil, err
	}
	if f.audience == "" {
		f.audience = settings.Audience
	}
	if f.audience != answer.Clinician && f.audience != answer.Educator && f.audience != answer.Patient {
		return nil, usagef("unknown audience %q; write clinician, educator or patient", f.audience)
	}
	index, err := a.searchIndex(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := a.sources(); err != nil { // those that the index carries
		return nil, err
	}
	if err := a.knownCollections(f.collections); err != nil {
		return nil, err
	}
	options := answer.Options{Corpus: a.corpus, Index: index, Country: settings.Country, Patience: settings.LLM.Timeout, Step: step, Setting: f.setting}
	composer, err := a.composer(settings)
	if err != nil {
		return nil, err
	}
	var follow []consult.Option
	if composer != nil && !f.noModel {
		options.Composer = composer
		follow = append(follow, consult.WithRewriter(composer))
	}
	return consult.New(answer.New(options), consult.NewMemory(), follow...), nil
}

// knownCollections refuses collections that no source belongs to.
func (a *app) knownCollections(wanted []string) error {
	var known []string
	for _, s := range a.corpus.Sources {
		if !slices.Contains(known, s.Collection) {
			known = append(known, s.Collection)
		}
	}
	for _, w := range wanted {
		if !slices.Contains(known, w) {
			return usagef("there is no collection %q; the sources have %s", w, strings.Join(known, ", "))
		}
	}
	return nil
}

func (a *app) ask(ctx context.Context, question string, f askFlags) error {
	wait := a.newProgress()
	defer wait.Stop()
	if strings.TrimSpace(question) == "" {
		return usagef("%s", answer.ErrEmpty)
	}
	service, err := a.service(ctx, &f, wait.Step)
	if err != nil {
		return err
	}
	reply, err := service.Ask(ctx, consult.Question{Text: question, Audience: f.audience, Collections: f.collections, Debug: f.debug})
	wait.Stop()
	if err != nil {
		return asUsage(err)
	}
	if err := a.show(reply, f); err != nil {
		return err
	}
	return exitFor(reply.Answer)
}

// asUsage turns what is no question into wrong usage.
func asUsage(err error) error {
	if errors.Is(err, answer.ErrEmpty) || errors.Is(err, answer.ErrTooLong) {
		return usagef("%s", err)
	}
	return err
}

// show prints a reply in the form asked for.
func (a *app) show(reply *consult.Reply, f askFlags) error {
	switch f.form {
	case asJSON:
		return a.printJSON(reply.Answer)
	case asMarkdown:
		_, err := fmt.Fprint(a.out, answer.MarkdownBlocks(reply.Blocks))
		return err
	}
	a.showText(reply)
	if f.debug {
		for _, r := range reply.Answer.Removed {
			fmt.Fprintf(a.out, "removed (%s): %s\n", strings.Join(r.Problems, ", "), r.Text)
		}
		t := reply.Answer.Timings
		fmt.Fprintf(a.out, "ms: search %.1f, compose %.1f, verify %.1f, total %.1f\n", t.Search, t.Compose, t.Verify, t.Total)
	}
	return nil
}

// showText prints a reply for a person: wrapped at the screen's width, with
// colour on a terminal only.
func (a *app) showText(reply *consult.Reply) {
	if reply.Understood != "" {
		fmt.Fprintf(a.out, "%s\n\n", a.style.dim("Understood as: "+reply.Understood))
	}
	for i, block := range reply.Blocks {
		body := answer.TextBlocks([]answer.Block{block}, a.width())
		if i > 0 && !answer.Joined(reply.Blocks[i-1], block) {
			fmt.Fprintln(a.out)
		}
		fmt.Fprint(a.out, a.decorate(block.Kind, body))
	}
}

// decorate colours the lines of a block.
func (a *app) decorate(kind answer.BlockKind, body string) string {
	paint := map[answer.BlockKind]func(string) string{
		answer.HeadlineBlock: a.style.bold, answer.WarningsBlock: a.style.yellow, answer.CautionsBlock: a.style.yellow,
		answer.ReferencesBlock: a.style.dim, answer.EvidenceBlock: a.style.dim, answer.DisclaimerBlock: a.style.dim,
	}[kind]
	if paint == nil || !a.style.on {
		return body
	}
	lines := strings.Split(strings.TrimRight(body, "\n"), "\n")
	for i, l := range lines {
		lines[i] = paint(l)
	}
	return strings.Join(lines, "\n") + "\n"
}

// Width of text on a terminal, in columns.
const narrowest, widest = 40, 110

// width is the line length: of the terminal within reason, else the default.
func (a *app) width() int {
	if file, ok := a.env.stdout.(*os.File); ok {
		if w, _, err := term.GetSize(int(file.Fd())); err == nil {
			return min(max(w, narrowest), widest)
		}
	}
	return answer.Width
}

// exitFor is the exit status of an answer.
func exitFor(r *answer.Answer) error {
	switch r.Status {
	case answer.Declined:
		return exitCode(exitDeclined)
	case answer.Emergency:
		return exitCode(exitEmergency)
	case answer.Blocked:
		return exitCode(exitBlocked)
	}
	return nil
}

// explain shows a curator how a question is read.
func (a *app) explain(ctx context.Context, question string, f askFlags) error {
	if strings.TrimSpace(question) == "" {
		return usagef("%s", answer.ErrEmpty)
	}
	service, err := a.service(ctx, &f, nil)
	if err != nil {
		return err
	}
	said, err := service.Explain(ctx, consult.Question{Text: question, Audience: f.audience, Collections: f.collections})
	if err != nil {
		return asUsage(err)
	}
	_, err = fmt.Fprint(a.out, said)
	return err
}
