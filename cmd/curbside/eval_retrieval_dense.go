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

// hybrid embeds what has no vector yet and returns a ranker by words and meaning; false where no endpoint is named.
func (a *app) hybrid(ctx context.Context, f denseFlags, index *search.Index, documents *beir.Set) (eval.Ranker, bool, error) {
	settings, err := a.settings()
	if err != nil || f.url == "" {
		return eval.Ranker{}, false, err
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
		return eval.Ranker{}, false, fmt.Errorf("%w; name the model with --embeddings-model", err)
	}
	folder, err := vectors.Open(f.dir, configured.Model)
	if err != nil {
		return eval.Ranker{}, false, err
	}
	if err := a.embed(ctx, embedder, folder, eval.BeirCorpus(documents).Passages(), false); err != nil {
		return eval.Ranker{}, false, err
	}
	if _, _, err := index.UseVectors(search.Dense{Embedder: embedder, Folder: folder}); err != nil {
		return eval.Ranker{}, false, err
	}
	rank := func(ctx context.Context, query string, depth int) ([]beir.Hit, error) {
		found, err := index.Search(ctx, search.Query{Text: query, Limit: depth, PerSource: -1})
		if err != nil {
			return nil, err
		}
		if found.Retrieval != nil && found.Retrieval.Mode != search.ByWordsMeaning {
			return nil, fmt.Errorf("a query was not compared by meaning: %s", found.Retrieval.Reason)
		}
		return beirHits(found), nil
	}
	return eval.Ranker{Name: "curbside with embeddings", Rank: rank}, true, nil
}

func beirHits(found *search.Result) []beir.Hit {
	hits := make([]beir.Hit, len(found.Hits))
	for i, h := range found.Hits {
		hits[i] = beir.Hit{Doc: h.Passage.ID, Score: float32(h.Score)}
	}
	return hits
}
