package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"curbside/internal/answer"
	"curbside/internal/consult"
)

func newCheck(a *app) *cobra.Command {
	var flags askFlags
	var file string
	cmd := &cobra.Command{
		Use:   "check STATEMENT",
		Short: "Say of a statement, or of each sentence of a document, whether the sources support it",
		Long: "Compares a statement with the sources: supported, contradicted or not covered, with the passages.\n" +
			"With --file it checks each sentence of a text or Markdown document, such as a handout or another\n" +
			"chatbot's answer (- reads standard input); --format markdown prints the document with marks.\n\n" +
			"Exit status: 0 supported, 3 not covered, 6 contradicted (of a document: the worst).",
		Example: examples(`curbside check "Aldesleukin is approved for metastatic melanoma."`,
			`curbside check --file handout.md --format markdown`),
		RunE: func(cmd *cobra.Command, args []string) error {
			source, err := statementSource(a, args, file)
			if err != nil {
				return err
			}
			return a.check(cmd.Context(), source, flags, file == "")
		},
	}
	addFormat(cmd, &flags.form)
	cmd.Flags().StringVar(&file, "file", "", "text or Markdown `document` to check, - for standard input")
	cmd.Flags().StringSliceVar(&flags.collections, "collection", nil, "compare with these collections only")
	return cmd
}

// statementSource reads what is to be checked.
func statementSource(a *app, args []string, file string) (string, error) {
	said := strings.TrimSpace(strings.Join(args, " "))
	switch {
	case file != "" && said != "":
		return "", usagef("give a statement or --file, not both")
	case file == "" && said == "":
		return "", usagef("nothing to check; write a statement, or name a document with --file")
	case file == "" && !utf8.ValidString(said):
		return "", usagef("the statement is not valid UTF-8")
	case file == "":
		return said, nil
	}
	return document(a, file)
}

// document reads a document, - from standard input. What is no text is
// refused: a lost sign can turn micrograms into grams.
func document(a *app, file string) (string, error) {
	in, called := a.env.stdin, "standard input"
	if file != "-" {
		opened, err := os.Open(file)
		if err != nil {
			return "", fmt.Errorf("the document cannot be opened: %w", err)
		}
		defer opened.Close()
		if info, err := opened.Stat(); err == nil && info.IsDir() {
			return "", fmt.Errorf("%s is a folder; name a text or Markdown document", file)
		}
		in, called = opened, file
	}
	data, err := io.ReadAll(io.LimitReader(in, answer.MaxDocument+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("the document cannot be read: %w", err)
	case len(data) > answer.MaxDocument:
		return "", fmt.Errorf("%s is larger than %d KiB; check it in parts", called, answer.MaxDocument>>10)
	case bytes.IndexByte(data, 0) >= 0:
		return "", fmt.Errorf("%s is not a text; name a text or Markdown document in UTF-8", called)
	case len(bytes.TrimSpace(data)) == 0:
		return "", usagef("%s is empty: there is nothing to check", called)
	}
	if line := firstInvalid(data); line > 0 {
		return "", fmt.Errorf("%s:%d: not valid UTF-8; save the document as UTF-8 and try again", called, line)
	}
	return string(data), nil
}

// firstInvalid is the first line that is not valid UTF-8, 0 where all are.
func firstInvalid(data []byte) int {
	n := 0
	for line := range bytes.Lines(data) {
		if n++; !utf8.Valid(line) {
			return n
		}
	}
	return 0
}

func (a *app) check(ctx context.Context, source string, f askFlags, single bool) error {
	wait := a.newProgress()
	defer wait.Stop()
	f.noModel = true
	service, err := a.service(ctx, &f, wait.Step)
	if err != nil {
		return err
	}
	wait.Step("checking")
	doc, err := service.Check(ctx, consult.Question{Text: source, Audience: f.audience, Collections: f.collections})
	wait.Stop()
	if err != nil {
		return err
	}
	if len(doc.Sentences) == 0 {
		return usagef("there is no sentence to check in that")
	}
	if err := a.showChecked(doc, f.form, single); err != nil {
		return err
	}
	switch doc.Worst() {
	case answer.Contradicted:
		return exitCode(exitContradicted)
	case answer.NotCovered:
		return exitCode(exitDeclined)
	}
	return nil
}

func (a *app) showChecked(doc *answer.Document, form format, single bool) error {
	switch {
	case form == asJSON:
		return a.printJSON(doc)
	case form == asMarkdown:
		_, err := fmt.Fprintln(a.out, strings.TrimRight(doc.Marked(), "\n"))
		return err
	}
	for i, s := range doc.Sentences {
		if i > 0 {
			fmt.Fprintln(a.out)
		}
		fmt.Fprint(a.out, a.checkedText(s))
	}
	if !single {
		fmt.Fprintf(a.out, "\n%d supported, %d contradicted, %d not covered\n",
			doc.Summary[answer.Supported], doc.Summary[answer.Contradicted], doc.Summary[answer.NotCovered])
	}
	return nil
}

// checkedText lays out one sentence with what decides.
func (a *app) checkedText(s answer.Checked) string {
	title := map[answer.Relation]string{
		answer.Supported: "Supported", answer.Contradicted: a.style.red("Contradicted"), answer.NotCovered: "Not covered",
	}[s.Relation]
	blocks := []answer.Block{{Kind: answer.ClaimsBlock, Title: a.style.bold(title) + ": " + s.Statement}}
	for _, p := range s.Problems {
		blocks[0].Lines = append(blocks[0].Lines, answer.Line{Text: problemText(p.Kind, p.Words, p.Detail)})
	}
	for _, e := range s.Evidence {
		if e.Words != "" {
			blocks[0].Lines = append(blocks[0].Lines, answer.Line{Text: fmt.Sprintf("%q", e.Words), Note: e.Evidence + ", " + e.Passage})
		}
	}
	for _, f := range s.Figures {
		blocks[0].Lines = append(blocks[0].Lines, answer.Line{Text: "Whose figure: " + f})
	}
	for _, c := range s.Cautions {
		blocks[0].Lines = append(blocks[0].Lines, answer.Line{Text: "Caution (" + c.State + "): " + c.Text})
	}
	for _, d := range s.Disagreements {
		b := answer.Block{Kind: answer.DisagreementBlock, Title: "Sources differ: " + d.About}
		for _, p := range d.Positions {
			b.Lines = append(b.Lines, answer.Line{Text: p.Text})
		}
		if d.Note != "" {
			b.Lines = append(b.Lines, answer.Line{Text: d.Note, Note: "curator's note"})
		}
		blocks = append(blocks, b)
	}
	return answer.TextBlocks(blocks, a.width())
}

// problemText names a problem with the words at fault.
func problemText(kind, words, detail string) string {
	out := "differs in " + kind
	if words != "" {
		out += ": " + words
	}
	if detail != "" {
		out += " (" + detail + ")"
	}
	return out
}
