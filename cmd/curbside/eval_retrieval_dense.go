package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"curbside/internal/eval"
	"curbside/internal/eval/beir"
	"curbside/internal/llm"
	"curbside/internal/search"
	"curbside/internal/search/vectors"
)

// denseFlags say by which model `eval retrieval` finds documents by meaning.
type denseFlags struct {
	url, model, dir string
}

func (f *denseFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.url, "embeddings", "", "measure with vectors too, from the embeddings endpoint at this `address`")
	cmd.Flags().StringVar(&f.model, "embeddings-model", "", "the model, as the endpoint calls it (default: as configured)")
	cmd.Flags().StringVar(&f.dir, "vectors", "", "`folder` that keeps the vectors, so that a set is embedded once (default: in data_dir)")
}

// hybrids embeds what has no vector yet and returns the settings by words and meaning; none where no endpoint is named.
func (a *app) hybrids(ctx context.Context, f denseFlags, index *search.Index, documents *beir.Set, names []string) ([]eval.Ranker, error) {
	settings, err := a.settings()
	if err != nil || f.url == "" {
		return nil, err
	}
	configured := settings.Embeddings
	configured.BaseURL = f.url
	if f.model != "" {
		configured.Model = f.model
	}
	if f.dir == "" {
		f.dir = vectorsFolder(settings)
	}
	embedder, err := llm.NewEmbedder(bulk(embedOptions(configured)))
	if err != nil {
		return nil, fmt.Errorf("%w; name the model with --embeddings-model", err)
	}
	folder, err := vectors.Open(f.dir, configured.Model)
	if err != nil {
		return nil, err
	}
	if err := a.embed(ctx, embedder, folder, eval.BeirCorpus(documents).Passages(), false); err != nil {
		return nil, err
	}
	if _, _, err := index.UseVectors(search.Dense{Embedder: embedder, Folder: folder}); err != nil {
		return nil, err
	}
	var out []eval.Ranker
	for _, name := range names {
		setting, _ := settingNamed(name)
		out = append(out, eval.HybridRanker(index, setting))
	}
	return out, nil
}
