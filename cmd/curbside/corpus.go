package main

import (
	"fmt"
	"io/fs"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"curbside/internal/answer"
	"curbside/internal/corpus"
)

func newCorpus(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "corpus",
		Short:   "Look at the curated passages and find fault with them",
		Example: examples("curbside corpus lint --corpus my-sources", "curbside corpus list", "curbside corpus show oncolink-il2#1"),
		Args:    noSuchCommand,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newCorpusLint(a), newCorpusList(a), newCorpusShow(a), newCorpusImport(a), newCorpusFacts(a), newCorpusConflicts(a))
	return cmd
}

func newCorpusLint(a *app) *cobra.Command {
	var form format
	cmd := &cobra.Command{
		Use:   "lint",
		Short: "Find what a curator should mend, with file, line and what to write instead",
		Long:  "Prints what a curator should mend or look at. Ends with 0 where nothing was found, else with 1.",
		Example: examples("curbside corpus lint", "curbside corpus lint --corpus my-sources",
			"curbside corpus lint --corpus my-sources --format json"),
		Args: exactly(0, "no arguments; name the folder with --corpus"),
		RunE: func(*cobra.Command, []string) error {
			files, name, err := a.corpusFiles()
			if err != nil {
				return err
			}
			findings := append(corpus.Lint(files, time.Now()), ordersIn(files)...)
			if err := a.printFindings(name, findings, form); err != nil {
				return err
			}
			if len(findings) > 0 {
				return exitCode(exitFailure)
			}
			return nil
		},
	}
	addFormat(cmd, &form)
	return cmd
}

// ordersIn finds sentences that speak to a program and not to a reader: answers
// leave them out. A corpus that cannot be loaded has other faults to mend first.
func ordersIn(files fs.FS) []corpus.Finding {
	loaded, err := corpus.Load(files)
	if err != nil {
		return nil
	}
	var out []corpus.Finding
	for _, p := range loaded.Passages() {
		for _, n := range answer.OrdersIn(p) {
			file := p.Source.ID + ".md"
			if _, err := fs.Stat(files, file); err != nil {
				file = p.ID // of a file in JSON lines
			}
			out = append(out, corpus.Finding{
				File: file, Severity: corpus.SeverityWarning, Rule: "orders",
				What:  fmt.Sprintf("sentence %d of %s speaks to a program, not to a reader; answers leave it out", n+1, p.ID),
				Write: "take it out, or word it as a statement",
			})
		}
	}
	return out
}

func (a *app) printFindings(name string, findings []corpus.Finding, form format) error {
	switch form {
	case asJSON:
		return a.printJSON(map[string]any{"findings": append([]corpus.Finding{}, findings...)})
	case asMarkdown:
		rows := make([][]string, len(findings))
		for i, f := range findings {
			rows[i] = []string{fmt.Sprintf("%s:%d", f.File, f.Line), f.Severity, f.What, f.Write, f.Rule}
		}
		markdownTable(a.out, []string{"where", "severity", "what", "write", "rule"}, rows)
		return nil
	}
	errors := 0
	for _, f := range findings {
		line := f.String()
		if f.Severity == corpus.SeverityError {
			errors++
			line = a.style.red(line)
		}
		fmt.Fprintln(a.out, line)
	}
	if len(findings) == 0 {
		fmt.Fprintf(a.out, "Nothing to mend in %s.\n", name)
		return nil
	}
	fmt.Fprintf(a.env.stderr, "curbside: %d errors, %d warnings in %s\n", errors, len(findings)-errors, name)
	return nil
}

func newCorpusList(a *app) *cobra.Command {
	var form format
	cmd := &cobra.Command{
		Use:     "list [SOURCE...]",
		Short:   "List the passages, of all sources or of those named",
		Example: examples("curbside corpus list", "curbside corpus list fda-aldesleukin-label --format json"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return a.sourceIDs(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			passages, err := a.passagesOf(args)
			if err != nil {
				return err
			}
			return a.printPassages(passages, form)
		},
	}
	addFormat(cmd, &form)
	return cmd
}

// passagesOf gives the passages of the sources named, all where none is.
func (a *app) passagesOf(ids []string) ([]*corpus.Passage, error) {
	loaded, err := a.sources()
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return loaded.Passages(), nil
	}
	var out []*corpus.Passage
	for _, id := range ids {
		source := loaded.Source(id)
		if source == nil {
			return nil, a.noSuchID("source", id, a.sourceIDs())
		}
		out = append(out, source.Passages...)
	}
	return out, nil
}

// sourceIDs lists the sources, none where the corpus cannot be loaded.
func (a *app) sourceIDs() []string {
	loaded, err := a.sources()
	if err != nil {
		return nil
	}
	ids := make([]string, len(loaded.Sources))
	for i, source := range loaded.Sources {
		ids[i] = source.ID
	}
	return ids
}

func (a *app) noSuchID(kind, id string, ids []string) error {
	if near := nearest(id, ids); near != "" {
		return fmt.Errorf("there is no %s %q; did you mean %q?", kind, id, near)
	}
	return fmt.Errorf("there is no %s %q; `curbside corpus list` names them", kind, id)
}

func (a *app) printPassages(passages []*corpus.Passage, form format) error {
	switch form {
	case asJSON:
		rows := make([]map[string]any, len(passages))
		for i, p := range passages {
			rows[i] = passageJSON(p)
		}
		return a.printJSON(map[string]any{"passages": rows})
	case asMarkdown:
		rows := make([][]string, len(passages))
		for i, p := range passages {
			rows[i] = []string{p.ID, p.Source.Evidence, p.About.Topic, strings.Join(p.Headings, " > ")}
		}
		markdownTable(a.out, []string{"passage", "evidence", "topic", "headings"}, rows)
		return nil
	}
	table := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for _, p := range passages {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", p.ID, p.Source.Evidence, p.About.Topic, strings.Join(p.Headings, " > "))
	}
	return table.Flush()
}
