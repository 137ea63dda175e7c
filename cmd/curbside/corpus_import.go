package main

import (
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"curbside/internal/corpus"
	"curbside/internal/ingest"
)

// importFlags say what is imported, where to and how.
type importFlags struct {
	from, to, mapping, name string
	form                    format
}

func newCorpusImport(a *app) *cobra.Command {
	var flags importFlags
	cmd := &cobra.Command{
		Use:   "import",
		Short: "Make a corpus of another system's export",
		Long: "Turns an export, JSON lines with one record to a line, into a corpus of JSON lines, as docs/corpus-jsonl.md\n" +
			"describes it. A mapping says which field of a record becomes which key; docs/import/nci.yaml is an example.\n" +
			"The folder is loaded afterwards: what is wrong with it is printed, and then nothing is kept.",
		Example: examples("curbside corpus import --from passages.jsonl.gz --map docs/import/nci.yaml --to my-corpus",
			`curbside ask --corpus my-corpus "What are the side effects of cisplatin?"`),
		Args: exactly(0, "no arguments; name the export with --from"),
		RunE: func(*cobra.Command, []string) error { return a.corpusImport(flags) },
	}
	cmd.Flags().StringVar(&flags.from, "from", "", "`file` of records, *.jsonl or *.jsonl.gz")
	cmd.Flags().StringVar(&flags.mapping, "map", "", "mapping, a YAML `file`")
	cmd.Flags().StringVar(&flags.to, "to", "", "`folder` of the corpus, made where it is not there")
	cmd.Flags().StringVar(&flags.name, "name", "", "`name` of the file in it (default: that of the export)")
	addFormat(cmd, &flags.form, asText, asJSON)
	return cmd
}

func (a *app) corpusImport(f importFlags) error {
	if f.from == "" || f.to == "" || f.mapping == "" {
		return usagef("write --from FILE, --map MAPPING and --to FOLDER")
	}
	written, err := os.ReadFile(f.mapping)
	if err != nil {
		return fmt.Errorf("the mapping cannot be read: %w", err)
	}
	mapping, err := ingest.ReadMapping(written)
	if err != nil {
		return fmt.Errorf("%s cannot be used; mend this:\n%w", f.mapping, err)
	}
	name := cmp.Or(f.name, strings.TrimSuffix(strings.TrimSuffix(filepath.Base(f.from), ".gz"), ".jsonl"))
	target := filepath.Join(f.to, strings.TrimSuffix(name, ".jsonl")+".jsonl")
	if filepath.Base(target) != strings.TrimSuffix(name, ".jsonl")+".jsonl" || strings.HasPrefix(name, ".") {
		return usagef("%q is no name of a file", name)
	}
	if _, err := os.Lstat(target); err == nil {
		return fmt.Errorf("%s is there already; remove it, or write another --name", target)
	}
	report, err := importTo(f.from, target, mapping)
	lexicon := ""
	if err == nil && len(report.Terms) > 0 {
		lexicon, err = proposeLexicon(f.to, report.Terms)
	}
	if err == nil {
		_, err = corpus.Load(os.DirFS(f.to))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("%s cannot be imported; nothing is kept: %w", f.from, err), removed(target), removed(lexicon))
	}
	return a.showImport(target, lexicon, report, f.form)
}

// proposeLexicon writes the abbreviations into a folder that has no lexicon, and returns the file's name, or "" where
// there is one.
func proposeLexicon(dir string, terms []corpus.Term) (string, error) {
	name := filepath.Join(dir, "lexicon.yaml")
	out, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("propose a lexicon: %w", err)
	}
	_, err = out.Write(ingest.LexiconFile(terms))
	return name, errors.Join(err, out.Close())
}

func removed(file string) error {
	if file == "" {
		return nil
	}
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// importTo streams an export into a new file.
func importTo(from, target string, m *ingest.Mapping) (report ingest.Report, err error) {
	in, err := os.Open(from)
	if err != nil {
		return report, err
	}
	defer in.Close()
	var records io.Reader = in
	if strings.HasSuffix(from, ".gz") {
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			return report, err
		}
		defer unpacked.Close()
		records = unpacked
	}
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return report, err
	}
	out, err := os.OpenFile(target, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	return ingest.Import(records, out, m)
}

func (a *app) showImport(target, lexicon string, r ingest.Report, form format) error {
	if form == asJSON {
		return a.printJSON(map[string]any{"file": target, "records": r.Records, "passages": r.Passages, "sources": r.Sources, "empty": r.Empty, "tables": r.Tables, "terms": len(r.Terms), "lexicon": nullable(lexicon)})
	}
	fmt.Fprintf(a.out, "%s: %d passages of %d sources, from %d records.\n", target, r.Passages, r.Sources, r.Records)
	if r.Empty > 0 {
		fmt.Fprintf(a.out, "%d records held no words that stay.\n", r.Empty)
	}
	if r.Tables > 0 {
		fmt.Fprintf(a.out, "%d tables were left out: their rows do not fit their head.\n", r.Tables)
	}
	if lexicon != "" {
		fmt.Fprintf(a.out, "%s: %d abbreviations that the texts define; look at them.\n", lexicon, len(r.Terms))
	}
	return nil
}
