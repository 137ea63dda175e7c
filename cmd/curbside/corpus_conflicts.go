package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"curbside/internal/answer"
	"curbside/internal/corpus"
)

func newCorpusConflicts(a *app) *cobra.Command {
	var form format
	var rows bool
	cmd := &cobra.Command{
		Use:   "conflicts",
		Short: "Find figures on which sources differ, by their fact ledgers",
		Long: "Lists measures of one drug in like patients for which two sources give different figures, the harmful ones\n" +
			"first, each with both passages. Where disagreements.yaml has both passages already, its entry is named.\n" +
			"With --rows those that it lacks are printed as entries for it, for a curator to word and to judge.",
		Example: examples("curbside corpus conflicts", "curbside corpus conflicts --rows", "curbside corpus conflicts --corpus my-sources --format json"),
		Args:    exactly(0, "no arguments; name the folder with --corpus"),
		RunE: func(*cobra.Command, []string) error {
			loaded, err := a.sources()
			if err != nil {
				return err
			}
			return a.printConflicts(loaded.Conflicts(), form, rows)
		},
	}
	addFormat(cmd, &form)
	cmd.Flags().BoolVar(&rows, "rows", false, "print entries for disagreements.yaml")
	return cmd
}

func (a *app) printConflicts(found []corpus.Conflict, form format, rows bool) error {
	switch {
	case rows:
		for i := range found {
			if found[i].Known == "" {
				fmt.Fprint(a.out, found[i].WriteDisagreement())
			}
		}
		return nil
	case form == asJSON:
		return a.printJSON(map[string]any{"conflicts": append([]corpus.Conflict{}, found...)})
	case form == asMarkdown:
		var table [][]string
		for _, x := range found {
			table = append(table, []string{x.Harm, x.Measure, x.Drug, sideText(x.Sides[0]), sideText(x.Sides[1]), x.What, x.Known})
		}
		markdownTable(a.out, []string{"harm", "measure", "drug", "one", "other", "what", "curated as"}, table)
		return nil
	}
	if len(found) == 0 {
		fmt.Fprintln(a.out, "The ledgers of the sources do not differ.")
		return nil
	}
	known := 0
	for _, x := range found {
		block := answer.Block{Kind: answer.ClaimsBlock, Title: a.style.bold(x.Measure) + ", " + x.Drug + " (" + x.Harm + ": " + x.What + ")"}
		for _, s := range x.Sides {
			block.Lines = append(block.Lines, answer.Line{Text: sideText(s) + ": " + s.Sentence})
		}
		if x.Known != "" {
			known++
			block.Lines = append(block.Lines, answer.Line{Text: "curated as " + x.Known})
		}
		fmt.Fprintln(a.out, answer.TextBlocks([]answer.Block{block}, a.width()))
	}
	fmt.Fprintf(a.out, "%d differences, %d of them curated\n", len(found), known)
	return nil
}

func sideText(s corpus.Side) string { return answer.FigureOf(s.Fact) + ", " + s.Passage }
