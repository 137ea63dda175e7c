package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// outlet is stdout. It remembers the first error, so that commands need not look at each write, and tells at once
// when whoever reads has gone.
type outlet struct {
	to     io.Writer
	broken func()
	err    error
}

// Write implements io.Writer. After an error nothing is written any more.
func (o *outlet) Write(p []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.to.Write(p)
	if err != nil {
		o.err = err
		o.broken()
	}
	return n, err
}

// isTerminal tells whether a stream is a person's screen or keyboard.
func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// style decorates text on a terminal; off it changes nothing.
type style struct{ on bool }

// styleFor decides by the terminal, NO_COLOR and TERM.
func styleFor(env environment) style {
	return style{on: isTerminal(env.stdout) && env.getenv("NO_COLOR") == "" && env.getenv("TERM") != "dumb"}
}

func (s style) code(code, text string) string {
	if !s.on || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s style) bold(text string) string   { return s.code("1", text) }
func (s style) dim(text string) string    { return s.code("2", text) }
func (s style) red(text string) string    { return s.code("31", text) }
func (s style) yellow(text string) string { return s.code("33", text) }

// format is the form of an output: text, markdown or json.
type format string

const (
	asText     format = "text"
	asMarkdown format = "markdown"
	asJSON     format = "json"
)

// formatFlag takes one of the forms that a command has.
type formatFlag struct {
	value   *format
	allowed []format
}

func (f formatFlag) String() string {
	if f.value == nil {
		return ""
	}
	return string(*f.value)
}

// Set implements pflag.Value.
func (f formatFlag) Set(text string) error {
	if !slices.Contains(f.allowed, format(text)) {
		return fmt.Errorf("it takes %s", f.Type())
	}
	*f.value = format(text)
	return nil
}

// Type implements pflag.Value: what help shows.
func (f formatFlag) Type() string {
	names := make([]string, len(f.allowed))
	for i, name := range f.allowed {
		names[i] = string(name)
	}
	return strings.Join(names, "|")
}

// addFormat gives a command the flag --format; the first of allowed is the default.
func addFormat(cmd *cobra.Command, value *format, allowed ...format) {
	if len(allowed) == 0 {
		allowed = []format{asText, asMarkdown, asJSON}
	}
	*value = allowed[0]
	flag := formatFlag{value: value, allowed: allowed}
	cmd.Flags().Var(flag, "format", "form of the output")
	names := strings.Split(flag.Type(), "|")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp)) // fails for unknown flags only
}

// printJSON prints one value: on one line for a pipe, indented for a person.
func (a *app) printJSON(value any) error {
	encoder := json.NewEncoder(a.out)
	encoder.SetEscapeHTML(false)
	if isTerminal(a.env.stdout) {
		encoder.SetIndent("", "  ")
	}
	return encoder.Encode(value)
}

// markdownTable prints rows under a head, with "|" and line ends made harmless.
func markdownTable(w io.Writer, head []string, rows [][]string) {
	clean := strings.NewReplacer("|", `\|`, "\n", " ")
	line := func(cells []string) {
		for i, cell := range cells {
			cells[i] = clean.Replace(cell)
		}
		fmt.Fprintf(w, "| %s |\n", strings.Join(cells, " | "))
	}
	line(slices.Clone(head))
	fmt.Fprintf(w, "|%s\n", strings.Repeat("---|", len(head)))
	for _, row := range rows {
		line(slices.Clone(row))
	}
}

// orDash shows what is not known.
func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}
