package search

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"curbside/internal/corpus"
	"curbside/internal/search/vectors"
	"curbside/internal/text"
)

// Embedder turns texts into vectors by one model.
type Embedder interface {
	// Model names the model: vectors of two models are never compared.
	Model() string
	// Embed returns one vector of length 1 for each text, in their order, all with the same number of dimensions.
	Embed(ctx context.Context, texts []string) ([][]float32, error)
}

// longestEmbedded bounds what a model gets to see of a passage, in code points. Models cut earlier; some refuse more.
const longestEmbedded = 8000

// probe is embedded with the passages. Its vector tells later whether the endpoint still has the same model behind
// the same name.
const probe = "Curbside compares this sentence with itself."

// embedded is what a model gets to see of a passage: its headings, then its text.
func embedded(p *corpus.Passage) string {
	return text.Truncate(strings.Join(append(slices.Clone(p.Headings), p.Text), "\n"), longestEmbedded)
}

// Embedding says how far Embed has come.
type Embedding struct {
	Passages int           // of the corpus
	Known    int           // that had a vector before
	Total    int           // texts that have to be embedded
	Done     int           // of these
	Left     time.Duration // about how long the others will take; 0 where that is not known
}

// EmbedOptions say how passages are embedded.
type EmbedOptions struct {
	Batch int             // texts of one call of the embedder; 0 means 32
	Keep  time.Duration   // after so long what has come is kept; 0 means 20 s
	Told  func(Embedding) // told after each call; may be nil
	Now   func() time.Time
	Prune bool // drop vectors of texts that are not among the passages
}

// Embed gives each passage of c that has none a vector, in the folder. What the endpoint has answered is kept whatever
// happens then: run again, it goes on where it was. Passages that have not changed cost nothing.
func Embed(ctx context.Context, e Embedder, folder *vectors.Folder, passages []*corpus.Passage, o EmbedOptions) (Embedding, error) {
	if o.Batch <= 0 {
		o.Batch = 32
	}
	if o.Keep <= 0 {
		o.Keep = 20 * time.Second
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Told == nil {
		o.Told = func(Embedding) {}
	}
	texts, wanted, state := missing(folder, passages)
	run := embedRun{options: o, embedder: e, folder: folder, state: state}
	err := run.all(ctx, texts)
	if err == nil {
		var keep func(vectors.Key) bool
		if o.Prune {
			keep = func(key vectors.Key) bool { return wanted[key] }
		}
		err = folder.Compact(keep)
	}
	return run.state, err
}

// missing lists the texts without a vector, the longest first: texts of one length are embedded together, and the time
// that is left is rather told too long than too short.
func missing(folder *vectors.Folder, passages []*corpus.Passage) ([]string, map[vectors.Key]bool, Embedding) {
	state := Embedding{Passages: len(passages)}
	probeKey := vectors.KeyOf(probe)
	wanted := map[vectors.Key]bool{probeKey: true}
	var texts []string
	for _, p := range passages {
		t := embedded(p)
		key := vectors.KeyOf(t)
		switch {
		case folder.Has(key):
			state.Known++
		case !wanted[key] && strings.TrimSpace(t) != "":
			texts = append(texts, t)
		}
		wanted[key] = true
	}
	slices.SortStableFunc(texts, func(a, b string) int { return len(b) - len(a) })
	if len(passages) > 0 && !folder.Has(probeKey) {
		texts = append([]string{probe}, texts...)
	}
	state.Total = len(texts)
	return texts, wanted, state
}

// embedRun is one run of Embed.
type embedRun struct {
	options  EmbedOptions
	embedder Embedder
	folder   *vectors.Folder
	state    Embedding

	keys []vectors.Key // not kept yet
	vecs [][]float32
}

func (r *embedRun) all(ctx context.Context, texts []string) error {
	size, seen := 0, 0 // characters
	for _, t := range texts {
		size += len(t)
	}
	start, kept := r.options.Now(), r.options.Now()
	for len(texts) > 0 {
		batch := texts[:min(len(texts), r.options.Batch)]
		vecs, err := r.embedder.Embed(ctx, batch)
		if err == nil && len(vecs) != len(batch) {
			err = fmt.Errorf("%d vectors came for %d texts", len(vecs), len(batch))
		}
		if err != nil {
			return errors.Join(r.keep(), fmt.Errorf("%d of %d texts are embedded and kept; run it again to go on: %w", r.state.Done, r.state.Total, err))
		}
		for i, t := range batch {
			r.keys, r.vecs = append(r.keys, vectors.KeyOf(t)), append(r.vecs, vecs[i])
			seen += len(t)
		}
		texts = texts[len(batch):]
		r.state.Done += len(batch)
		now := r.options.Now()
		r.state.Left = time.Duration(float64(now.Sub(start)) / float64(seen) * float64(size-seen))
		r.options.Told(r.state)
		if now.Sub(kept) >= r.options.Keep {
			if err := r.keep(); err != nil {
				return err
			}
			kept = now
		}
	}
	return r.keep()
}

// keep writes what has come since the last time.
func (r *embedRun) keep() error {
	keys, vecs := r.keys, r.vecs
	r.keys, r.vecs = nil, nil
	return r.folder.Write(keys, vecs)
}
