package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

func newEval(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "eval",
		Short: "Measure answers, the guard, the verifier and the ranking",
		Long: "Measures answers, the guard, the verifier and the ranking on sets of cases. The sets that come with the sources\n" +
			"of the program are found in a clone of its repository; others are named with flags. Rates come with Wilson's\n" +
			"95 % interval.",
		Example: examples(`curbside eval answers`, `curbside eval guard --half tune --failures`, `curbside eval verify --data ../data`),
		Args:    noSuchCommand,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newEvalAnswers(a), newEvalGuard(a), newEvalAttacks(a), newEvalVerify(a), newEvalRetrieval(a), newEvalRefusal(a), newEvalArms(a))
	return cmd
}

// evalFlags are the flags of all measures.
type evalFlags struct {
	form     format
	file     string
	half     string
	failures bool
}

func (f *evalFlags) add(cmd *cobra.Command, name, file string) {
	addFormat(cmd, &f.form, asText, asJSON)
	cmd.Flags().StringVar(&f.file, name, "internal/eval/testdata/"+file, "set of cases, JSON `lines`")
	cmd.Flags().StringVar(&f.half, "half", "", "only this half of the set: tune or held")
	cmd.Flags().BoolVar(&f.failures, "failures", false, "list the cases that did not go as expected")
	_ = cmd.RegisterFlagCompletionFunc("half", cobra.FixedCompletions([]string{"tune", "held"}, cobra.ShellCompDirectiveNoFileComp)) // fails for unknown flags only
}

func (f *evalFlags) check() error {
	if f.half != "" && f.half != "tune" && f.half != "held" {
		return usagef("there is no half %q; write tune or held", f.half)
	}
	return nil
}

// readSet reads the set that a flag names.
func readSet[T any](file, flag string, read func(io.Reader) ([]T, error)) ([]T, error) {
	opened, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no file %s; run this in a clone of the repository, or name a set with --%s", file, flag)
	}
	if err != nil {
		return nil, fmt.Errorf("the set cannot be opened: %w; name one with --%s", err, flag)
	}
	defer opened.Close()
	return read(opened)
}

// ofHalf keeps the cases of one half, of both where none is named.
func ofHalf[T any](set []T, half string, halfOf func(T) string) ([]T, error) {
	var out []T
	for _, c := range set {
		if half == "" || halfOf(c) == half {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return nil, errors.New("the set holds no case to measure; look at --half and at the file")
	}
	return out, nil
}

// report is what a measure found.
type report interface {
	Table() string
	Failures() string
}

// showReport prints a report: as text the table, behind the failures where
// they are asked for.
func (a *app) showReport(r report, f evalFlags) error {
	if f.form == asJSON {
		return a.printJSON(r)
	}
	if failures := strings.TrimRight(r.Failures(), "\n"); f.failures && failures != "" {
		fmt.Fprintf(a.out, "%s\n\n", failures)
	}
	_, err := fmt.Fprint(a.out, r.Table())
	return err
}
