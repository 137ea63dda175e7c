package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"curbside/internal/config"
	"curbside/internal/corpus"
	"curbside/internal/guard"
	"curbside/internal/llm"
	"curbside/internal/search"
	"curbside/internal/search/vectors"
	"curbside/internal/text"
)

const (
	endpointRest = 30 * time.Second // that an endpoint which has failed is not asked for questions
	batchTimeout = time.Minute      // of one request for the vectors of passages
	batchRetries = 4
)

func newEmbed(a *app) *cobra.Command {
	var anew, prune bool
	cmd := &cobra.Command{
		Use:   "embed",
		Short: "Let the embeddings endpoint give each passage a vector, so that passages are found by meaning too",
		Long: "Sends the passages that have no vector yet to embeddings.base_url, and keeps the vectors in data_dir. What has\n" +
			"come is kept when it is interrupted: run again, it goes on. Passages that have not changed are not sent again.\n" +
			"Run it after each change of the sources.",
		Example: examples("curbside embed", "curbside embed --corpus my-sources", "curbside embed --anew"),
		Args:    exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			sources, err := a.sources()
			if err != nil {
				return err
			}
			folder, embedder, err := a.vectorsForBulk(anew)
			if err != nil {
				return err
			}
			return a.embed(cmd.Context(), embedder, folder, sources.Passages(), prune)
		},
	}
	cmd.Flags().BoolVar(&anew, "anew", false, "first throw away what the model's vectors are, as after a change of the model behind its name")
	cmd.Flags().BoolVar(&prune, "prune", false, "drop the vectors of texts that are not in the sources any more")
	return cmd
}

// embedOptions translates the configuration.
func embedOptions(settings config.Embeddings) llm.EmbedOptions {
	return llm.EmbedOptions{
		BaseURL: settings.BaseURL, Model: settings.Model, APIKey: settings.APIKey.Reveal(), Batch: settings.Batch,
		Timeout: settings.Timeout, Retries: 1, Backoff: 100 * time.Millisecond, Rest: endpointRest,
	}
}

// bulk is how passages are embedded: nobody waits for an answer.
func bulk(o llm.EmbedOptions) llm.EmbedOptions {
	o.Timeout, o.Retries, o.Backoff, o.Rest = max(o.Timeout, batchTimeout), batchRetries, 0, 0
	return o
}

// vectorsFolder is where vectors are kept.
func vectorsFolder(settings *config.Config) string { return filepath.Join(settings.DataDir, "vectors") }

// vectorsForBulk opens what embed works with.
func (a *app) vectorsForBulk(anew bool) (*vectors.Folder, *llm.Embedder, error) {
	settings, err := a.settings()
	if err != nil {
		return nil, nil, err
	}
	if !settings.Embeddings.Enabled() {
		return nil, nil, errors.New("no embeddings endpoint is configured; set embeddings.base_url and embeddings.model")
	}
	if settings.DataDir == "" {
		return nil, nil, errors.New("there is no folder to keep vectors in; set data_dir")
	}
	embedder, err := llm.NewEmbedder(bulk(embedOptions(settings.Embeddings)))
	if err != nil {
		return nil, nil, err
	}
	folder, err := vectors.Open(vectorsFolder(settings), settings.Embeddings.Model)
	if err == nil && anew {
		err = folder.Clear()
	}
	return folder, embedder, err
}

// embed gives passages vectors, with a bar and the time left on a terminal.
func (a *app) embed(ctx context.Context, embedder *llm.Embedder, folder *vectors.Folder, passages []*corpus.Passage, prune bool) error {
	for _, damaged := range folder.Damaged() {
		a.remember(damaged)
	}
	var shown bar // from when it is known how many texts there are
	told := func(s search.Embedding) {
		if shown.bar == nil {
			shown = a.newBar(s.Total, "embedding", progressbar.OptionSetPredictTime(false), progressbar.OptionSetElapsedTime(false))
		}
		shown.Step("embedding, " + s.Left.Round(time.Second).String() + " left") // by the length of the texts, which a bar does not know
		shown.Set(s.Done)
	}
	state, err := search.Embed(ctx, embedder, folder, passages, search.EmbedOptions{Batch: embedder.Batch(), Told: told, Prune: prune})
	shown.Stop()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "%s: %d had a vector, %s embedded by %s\nkept in %s\n",
		text.Counted(state.Passages, "passage"), state.Known, text.Counted(state.Done, "text"), embedder.Model(), folder.Dir())
	return err
}

// discreet is an embedder that no question reaches which the guard would stop: `search` and `ask --explain` take such
// questions too.
type discreet struct {
	search.Embedder
	guard *guard.Guard
}

// errWithheld tells why a question was not sent.
type errWithheld struct{}

func (errWithheld) Error() string {
	return "the question was not sent to the embeddings endpoint: the guard would stop it; passages were found by their words alone"
}

// Reason is for search.
func (errWithheld) Reason() string { return search.ReasonWithheld }

// Embed implements search.Embedder.
func (d discreet) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	for _, t := range texts {
		if d.guard.Check(t).Verdict != guard.Clear {
			return nil, errWithheld{}
		}
	}
	return d.Embedder.Embed(ctx, texts)
}

// useVectors lets an index find passages by meaning where an endpoint is configured. told hears of each question.
func useVectors(settings *config.Config, index *search.Index, told func(time.Duration, error)) (warning error, err error) {
	if !settings.Embeddings.Enabled() {
		return nil, nil
	}
	embedder, err := llm.NewEmbedder(embedOptions(settings.Embeddings))
	if err != nil {
		return nil, err
	}
	folder, err := vectors.Open(vectorsFolder(settings), settings.Embeddings.Model)
	if err != nil {
		return nil, err
	}
	passages, have, err := index.UseVectors(search.Dense{Embedder: discreet{embedder, guard.New()}, Folder: folder, Told: told})
	if err != nil {
		return nil, err
	}
	warnings := folder.Damaged()
	if have < passages {
		warnings = append(warnings, fmt.Errorf("%d of %d passages have no vector of %s; run curbside embed", passages-have, passages, settings.Embeddings.Model))
	}
	return errors.Join(warnings...), nil
}
