package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	shipped "curbside/corpus"
	"curbside/internal/config"
	"curbside/internal/corpus"
	"curbside/internal/search"
)

// app is what the commands of one run share. Configuration, corpus and index are read when a command first asks.
type app struct {
	env     environment
	out     *outlet
	style   style
	started bool // a command's own code has begun

	configFile string // --config
	corpusDir  string // --corpus
	indexDir   string // --index

	mu       sync.Mutex
	warnings []string // for the end of the run; guarded by mu

	config *config.Config
	corpus *corpus.Corpus
	index  *search.Index

	searchable bool // index is all that it is to be

	embedderAsked func(took time.Duration, err error) // hears of each call for a question's vector; nil: failures are printed at the end
}

// newRoot builds the command tree.
func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "curbside",
		Short: "Answers clinical questions from curated sources, every sentence checked",
		Long: "Curbside answers clinical questions from curated sources. Every sentence of an answer is checked against the\n" +
			"passage that it cites before anyone sees it; what the sources do not cover is declined.\n\n" +
			"It is for education and is no substitute for clinical judgement.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       readVersion().String(),
		Args:          noSuchCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRun: func(*cobra.Command, []string) {
			a.started = true
		},
	}
	root.PersistentFlags().StringVar(&a.configFile, "config", "", "configuration `file` (default: ./config.yaml, then the user's)")
	root.PersistentFlags().StringVar(&a.corpusDir, "corpus", "", "`folder` of sources to answer from (default: those that come with the program)")
	root.PersistentFlags().StringVar(&a.indexDir, "index", "", "`folder` of an index to answer from, made with curbside index")
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(commands(a)...)
	return root
}

// commands lists the commands, one per file.
func commands(a *app) []*cobra.Command {
	return []*cobra.Command{
		newRun(a), newDiscord(a), newAsk(a), newChat(a), newCheck(a), newDefine(a), newSearch(a), newSources(a), newIndex(a), newEval(a), newCorpus(a), newEmbed(a), newVerify(a), newGuard(a), newConfig(a), newVersion(a),
	}
}

// settings reads the configuration.
func (a *app) settings() (*config.Config, error) {
	if a.config != nil {
		return a.config, nil
	}
	loaded, err := config.Load(a.configFile, a.env.environ)
	if err != nil {
		return nil, err
	}
	for _, warning := range loaded.Warnings {
		fmt.Fprintf(a.env.stderr, "curbside: warning: %s\n", warning)
	}
	a.config = loaded
	return loaded, nil
}

// corpusFiles opens the folder of sources that is in force, and says how to name it in messages.
func (a *app) corpusFiles() (fs.FS, string, error) {
	dir := a.corpusDir
	if dir == "" {
		settings, err := a.settings()
		if err != nil {
			return nil, "", err
		}
		dir = settings.Corpus
	}
	if dir == "" {
		return shipped.FS(), "the sources that come with the program", nil
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, "", fmt.Errorf("there is no folder %s; name one that holds sources with --corpus, or leave it out", dir)
	case err != nil:
		return nil, "", fmt.Errorf("the corpus folder cannot be opened: %w", err)
	case !info.IsDir():
		return nil, "", fmt.Errorf("%s is a file; --corpus takes the folder that holds the sources", dir)
	}
	return os.DirFS(dir), dir, nil
}

// sources loads the corpus, wholly or not at all.
func (a *app) sources() (*corpus.Corpus, error) {
	if a.corpus != nil {
		return a.corpus, nil
	}
	dir, err := a.indexFolder()
	if err != nil {
		return nil, err
	}
	if dir != "" {
		index, err := a.storedIndex(context.Background(), dir)
		if err != nil {
			return nil, err
		}
		a.corpus, err = index.Corpus()
		return a.corpus, err
	}
	a.corpus, err = a.loadSources()
	return a.corpus, err
}

// loadSources reads the folder of sources.
func (a *app) loadSources() (*corpus.Corpus, error) {
	files, name, err := a.corpusFiles()
	if err != nil {
		return nil, err
	}
	loaded, err := corpus.Load(files)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be used, nothing was loaded; mend this:\n%w", name, err)
	}
	return loaded, nil
}

// searchIndex indexes the corpus, or opens the index that is made already.
func (a *app) searchIndex(ctx context.Context) (*search.Index, error) {
	if a.searchable {
		return a.index, nil
	}
	dir, err := a.indexFolder()
	if err != nil {
		return nil, err
	}
	if dir != "" {
		_, err = a.storedIndex(ctx, dir)
	} else {
		a.index, err = a.indexSources(ctx)
	}
	if err != nil {
		return nil, err
	}
	if err := a.findByMeaning(); err != nil {
		return nil, err
	}
	a.searchable = true
	return a.index, nil
}

// indexSources indexes the corpus in memory.
func (a *app) indexSources(ctx context.Context) (*search.Index, error) {
	sources, err := a.sources()
	if err != nil {
		return nil, err
	}
	index, err := search.New(ctx, sources)
	if err != nil {
		return nil, fmt.Errorf("indexing the sources: %w", err)
	}
	return index, nil
}

// findByMeaning lets the index use vectors, where an embeddings endpoint is configured.
func (a *app) findByMeaning() error {
	settings, err := a.settings()
	if err != nil {
		return err
	}
	told := a.embedderAsked
	if told == nil {
		told = func(_ time.Duration, err error) {
			if err != nil {
				a.remember(err)
			}
		}
	}
	warning, err := useVectors(settings, a.index, told)
	if warning != nil {
		a.remember(warning)
	}
	return err
}

// close releases what was opened, and prints what was kept for the end.
func (a *app) close() {
	for _, warning := range a.warnings {
		fmt.Fprintf(a.env.stderr, "curbside: warning: %s\n", warning)
	}
	if a.index != nil {
		a.index.Close()
	}
}

// examples indents the lines of a help text's examples.
func examples(lines ...string) string { return "  " + strings.Join(lines, "\n  ") }
