package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// noSuchCommand refuses what is no command, and names the nearest.
func noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, child := range cmd.Commands() {
		if child.IsAvailableCommand() {
			names = append(names, child.Name())
		}
	}
	hint := ""
	if near := nearest(args[0], names); near != "" {
		hint = fmt.Sprintf("did you mean %q? ", near)
	}
	return usagef("unknown command %q; %sSee %s --help", args[0], hint, cmd.CommandPath())
}

// flagError explains a wrong flag, and names the nearest.
func flagError(cmd *cobra.Command, err error) error {
	text := err.Error()
	hint := ""
	if name, ok := strings.CutPrefix(text, "unknown flag: --"); ok {
		var names []string
		cmd.Flags().VisitAll(func(flag *pflag.Flag) { names = append(names, flag.Name) })
		if near := nearest(name, names); near != "" {
			hint = fmt.Sprintf("did you mean --%s? ", near)
		}
	}
	return usagef("%s; %sSee %s --help", text, hint, cmd.CommandPath())
}

// exactly takes n arguments, named in the message if they are not there.
func exactly(n int, names string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != n {
			return usagef("%s takes %s; See %s --help", cmd.CommandPath(), names, cmd.CommandPath())
		}
		return nil
	}
}

// nearest is the name that is closest to what was typed, "" if none is close.
func nearest(typed string, names []string) string {
	best, least := "", len(typed)/3+2
	for _, name := range names {
		if typed != "" && strings.HasPrefix(name, typed) {
			return name
		}
		if d := distance(typed, name); d < least {
			best, least = name, d
		}
	}
	return best
}

// distance counts the letters to insert, delete or replace to get from a to b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
