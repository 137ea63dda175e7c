package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"curbside/internal/config"
)

func newConfig(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "config",
		Short:   "Show or check the configuration",
		Example: examples("curbside config show", "curbside config check --config bot.yaml"),
		Args:    noSuchCommand,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newConfigShow(a), newConfigCheck(a))
	return cmd
}

func newConfigShow(a *app) *cobra.Command {
	var form format
	cmd := &cobra.Command{
		Use:     "show",
		Short:   "Print every setting in force and where it comes from",
		Long:    "Prints every setting, its value and where the value comes from. Secrets are shown as set or not set.",
		Example: examples("curbside config show", "CURBSIDE_LLM_MODEL=small curbside config show --format json"),
		Args:    exactly(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			loaded, err := a.settings()
			if err != nil {
				return err
			}
			return a.printSettings(loaded, form)
		},
	}
	addFormat(cmd, &form)
	return cmd
}

func (a *app) printSettings(loaded *config.Config, form format) error {
	settings := loaded.Show()
	switch form {
	case asJSON:
		return a.printJSON(map[string]any{"file": nullable(loaded.Path()), "settings": settings})
	case asMarkdown:
		rows := make([][]string, len(settings))
		for i, s := range settings {
			rows[i] = []string{"`" + s.Key + "`", s.Value, s.From, "`" + s.Env + "`"}
		}
		markdownTable(a.out, []string{"setting", "value", "from", "variable"}, rows)
		return nil
	}
	table := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for _, s := range settings {
		fmt.Fprintf(table, "%s\t%s\t%s\n", s.Key, orDash(s.Value), s.From)
	}
	return table.Flush()
}

func newConfigCheck(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "check",
		Short:   "Check the configuration and name every fault",
		Example: examples("curbside config check", "curbside config check --config bot.yaml"),
		Args:    exactly(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			loaded, err := a.settings()
			if err != nil {
				return err
			}
			if _, err := a.composer(loaded); err != nil {
				return err
			}
			where := "no file, built-in values and the environment"
			if loaded.Path() != "" {
				where = loaded.Path()
			}
			fmt.Fprintf(a.out, "The configuration is good (%s).\n", where)
			return nil
		},
	}
}

// nullable is null in JSON for what is not known.
func nullable(text string) any {
	if text == "" {
		return nil
	}
	return text
}
