package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"curbside/internal/corpus"
)

func newCorpusShow(a *app) *cobra.Command {
	var form format
	cmd := &cobra.Command{
		Use:     "show ID",
		Short:   "Show a source or a passage with all that is known of it",
		Example: examples("curbside corpus show oncolink-il2", "curbside corpus show 'oncolink-il2#1' --format json"),
		Args:    exactly(1, "the id of a source or of a passage, such as oncolink-il2 or 'oncolink-il2#1'"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return a.sourceIDs(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.showID(args[0], form) },
	}
	addFormat(cmd, &form)
	return cmd
}

func (a *app) showID(id string, form format) error {
	loaded, err := a.sources()
	if err != nil {
		return err
	}
	if !strings.Contains(id, "#") {
		source := loaded.Source(id)
		if source == nil {
			return a.noSuchID("source", id, a.sourceIDs())
		}
		if form == asJSON {
			return a.printJSON(sourceJSON(source))
		}
		a.writeSource(source, form)
		return nil
	}
	passage := loaded.Passage(id)
	if passage == nil {
		var ids []string
		for _, p := range loaded.Passages() {
			ids = append(ids, p.ID)
		}
		return a.noSuchID("passage", id, ids)
	}
	if form == asJSON {
		return a.printJSON(passageJSON(passage))
	}
	a.writePassage(passage, form)
	return nil
}

// passageJSON is a passage with the id of its source; what is not known is null.
func passageJSON(p *corpus.Passage) map[string]any {
	return map[string]any{
		"id": p.ID, "source": p.Source.ID, "headings": p.Headings, "title": p.Title, "text": p.Text, "hash": p.Hash,
		"drug": append([]string{}, p.About.Drug...), "regimen": nullable(p.About.Regimen), "population": nullable(p.About.Population),
		"context": p.About.Context, "topic": p.About.Topic, "strength": nullable(p.Strength), "locator": nullable(p.Locator),
		"works": append([]int{}, p.Works...), "cautions": append([]corpus.Caution{}, p.Cautions...), "evidence": p.Source.Evidence,
	}
}

// fact is one line of what is known.
type fact struct{ name, value string }

// writeFacts prints what is known as lines, or as a Markdown list.
func (a *app) writeFacts(w io.Writer, form format, facts []fact) {
	for _, f := range facts {
		switch {
		case f.value == "":
		case form == asMarkdown:
			fmt.Fprintf(w, "- %s: %s\n", f.name, f.value)
		default:
			fmt.Fprintf(w, "%s %s\n", a.style.dim(f.name+":"), f.value)
		}
	}
}

// writeTitle prints a heading.
func (a *app) writeTitle(form format, title string) {
	if form == asMarkdown {
		fmt.Fprintf(a.out, "## %s\n\n", title)
		return
	}
	fmt.Fprintln(a.out, a.style.bold(title))
}

func (a *app) writePassage(p *corpus.Passage, form format) {
	a.writeTitle(form, p.ID+"  "+strings.Join(p.Headings, " > "))
	a.writeFacts(a.out, form, []fact{
		{"source", p.Source.Title + ", evidence " + p.Source.Evidence}, {"where in it", p.Locator},
		{"drug", strings.Join(p.About.Drug, ", ")}, {"regimen", p.About.Regimen}, {"population", p.About.Population},
		{"context", p.About.Context}, {"topic", p.About.Topic}, {"strength", p.Strength},
	})
	fmt.Fprintf(a.out, "\n%s\n", p.Text)
	for _, caution := range p.Cautions {
		fmt.Fprintf(a.out, "\n%s\n", a.style.yellow(fmt.Sprintf("Caution (%s, %s, %s): %s %s",
			caution.State, caution.By, caution.On, caution.Text, caution.Reason)))
	}
}

func (a *app) writeSource(s *corpus.Source, form format) {
	a.writeTitle(form, s.Title)
	a.writeFacts(a.out, form, sourceFacts(s))
	fmt.Fprintln(a.out)
	for _, p := range s.Passages {
		fmt.Fprintf(a.out, "- %s  %s\n", p.ID, strings.Join(p.Headings, " > "))
	}
}
