package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"curbside/internal/answer"
	"curbside/internal/corpus"
	"curbside/internal/verify"
)

func newCorpusFacts(a *app) *cobra.Command {
	var source string
	var write bool
	cmd := &cobra.Command{
		Use:   "facts",
		Short: "Propose the fact ledger: what each figure measures, of which drug and in whom",
		Long: "Reads the figures of the sources' sentences and proposes the rows of facts/<source>.yaml, which a curator then\n" +
			"corrects. Rows that a curator has marked curated or refused stay as they are, however often the command runs.\n" +
			"Prints the ledgers; with --write the files in the folder named by --corpus are written instead.",
		Example: examples("curbside corpus facts --source oncolink-il2", "curbside corpus facts --corpus my-sources --write"),
		Args:    exactly(0, "no arguments; name a source with --source"),
		RunE:    func(*cobra.Command, []string) error { return a.corpusFacts(source, write) },
	}
	cmd.Flags().StringVar(&source, "source", "", "`id` of one source (default: all)")
	cmd.Flags().BoolVar(&write, "write", false, "write the files of --corpus instead of printing them")
	return cmd
}

func (a *app) corpusFacts(only string, write bool) error {
	loaded, err := a.sources()
	if err != nil {
		return err
	}
	if only != "" && loaded.Source(only) == nil {
		return a.noSuchID("source", only, a.sourceIDs())
	}
	if write && a.corpusDir == "" {
		return usagef("--write needs the folder to write into; name it with --corpus")
	}
	checker := verify.New(verify.Options{Synonyms: loaded.Lexicon.Names()})
	for _, s := range loaded.Sources {
		if only != "" && s.ID != only {
			continue
		}
		rows := corpus.MergeFacts(s, s.Facts, proposedFacts(checker, s))
		if !write {
			fmt.Fprint(a.out, corpus.WriteFacts(s, rows))
			continue
		}
		if err := a.writeLedger(s, rows); err != nil {
			return err
		}
	}
	return nil
}

// writeLedger writes one ledger beside the others; a source without figures needs none.
func (a *app) writeLedger(s *corpus.Source, rows []corpus.Fact) error {
	if len(rows) == 0 && len(s.Facts) == 0 {
		return nil
	}
	file := filepath.Join(a.corpusDir, "facts", s.ID+".yaml")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("writing the ledger of %s: %w", s.ID, err)
	}
	if err := os.WriteFile(file, []byte(corpus.WriteFacts(s, rows)), 0o644); err != nil {
		return fmt.Errorf("writing the ledger of %s: %w", s.ID, err)
	}
	byHand := 0
	for _, f := range rows {
		if f.State != corpus.FactProposed {
			byHand++
		}
	}
	fmt.Fprintf(a.out, "%s: %d rows, %d of them a curator's\n", file, len(rows), byHand)
	return nil
}

// proposedFacts reads the rows of a source from its text.
func proposedFacts(checker *verify.Checker, s *corpus.Source) []corpus.Fact {
	var out []corpus.Fact
	for _, p := range s.Passages {
		for _, f := range checker.Propose(answer.Verifiable(p)) {
			out = append(out, corpus.Fact{
				At: strconv.Itoa(p.N) + "." + strconv.Itoa(sentenceAt(p, f.End-1)), Drug: f.Drug, Regimen: f.Regimen, Population: f.Population,
				Measure: f.Measure, Value: f.Value, Comparator: f.Comparator, Unit: f.Unit, N: f.N, Of: f.Of,
			})
		}
	}
	return out
}

// sentenceAt returns the number, from 1, of the passage's sentence that holds a code point.
func sentenceAt(p *corpus.Passage, at int) int {
	for n := len(p.Sentences) - 1; n > 0; n-- {
		if p.Sentences[n].Start <= at {
			return n + 1
		}
	}
	return 1
}
