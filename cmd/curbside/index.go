package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"curbside/internal/search"
	"curbside/internal/text"
)

func newIndex(a *app) *cobra.Command {
	var out string
	var form format
	cmd := &cobra.Command{
		Use:   "index",
		Short: "Make an index on disk, for sources by the ten thousand",
		Long: "Indexes a folder of sources on disk, for `ask`, `search` and `run` with --index. The folder that it writes carries\n" +
			"the sources, so that it serves without them. An index that lies there already stays in force until the new one\n" +
			"is whole and finds what it should; a running `curbside run` then goes over to it by itself. What was broken off\n" +
			"goes on where it was. docs/index.md tells more.",
		Example: examples("curbside index --corpus my-corpus --out my-index", `curbside search --index my-index "capillary leak"`),
		Args:    exactly(0, "no arguments; name the folder to write with --out"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.buildIndex(cmd.Context(), out, form) },
	}
	cmd.Flags().StringVar(&out, "out", "", "`folder` to write, made where it is not there")
	addFormat(cmd, &form, asText, asJSON)
	return cmd
}

func (a *app) buildIndex(ctx context.Context, out string, form format) error {
	switch {
	case out == "":
		return usagef("write --out FOLDER: where the index is to lie")
	case a.indexDir != "":
		return usagef("--index names an index to answer from; write --out for the one to make")
	}
	loaded, err := a.loadSources()
	if err != nil {
		return err
	}
	start := time.Now()
	bar := a.newBar(len(loaded.Passages()), "indexing", progressbar.OptionSetPredictTime(true))
	m, err := search.Build(ctx, out, search.InputOf(loaded), search.BuildOptions{Progress: bar.Add, Step: bar.Step})
	bar.Stop()
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("the index was not made: %w; run the command again to go on where it was", err)
	}
	if form == asJSON {
		return a.printJSON(m)
	}
	fmt.Fprintf(a.out, "%s of %s indexed in %s, in %v\n", text.Counted(m.Passages, "passage"), text.Counted(len(loaded.Sources), "source"), out, time.Since(start).Round(time.Second/10))
	return nil
}

// indexFolder is the index to answer from, "" where sources are indexed at
// start. What the command line says wins over the configuration.
func (a *app) indexFolder() (string, error) {
	if a.indexDir != "" && a.corpusDir != "" {
		return "", usagef("--index and --corpus do not go together: an index carries its sources")
	}
	if a.indexDir != "" || a.corpusDir != "" {
		return a.indexDir, nil
	}
	settings, err := a.settings()
	if err != nil {
		return "", err
	}
	return settings.Index, nil
}

// storedIndex opens the index in dir. Where the newest build is refused and
// the one before it is well, that one serves, with a warning.
func (a *app) storedIndex(ctx context.Context, dir string) (*search.Index, error) {
	if a.index != nil {
		return a.index, nil
	}
	if _, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("the index cannot be opened: %w; make one with `curbside index --out %s`", err, dir)
	}
	index, err := search.Open(ctx, dir)
	if index == nil {
		return nil, fmt.Errorf("the index cannot be used: %w", err)
	}
	if err != nil {
		fmt.Fprintf(a.env.stderr, "curbside: warning: the newest index is refused, and the one before it serves: %v\n", err)
	}
	a.index = index
	return index, nil
}

// errNoChange says that a folder holds no other index than the one in use.
var errNoChange = errors.New("no other index")

// newer opens the index in dir that was put in force since the one in use,
// and asks it what its golden queries find.
func newer(ctx context.Context, dir, inUse string) (*search.Index, string, error) {
	name, err := search.Current(dir)
	if err != nil || name == inUse {
		return nil, name, cmp.Or(err, errNoChange)
	}
	index, err := search.OpenNamed(ctx, dir, name)
	return index, name, err
}
