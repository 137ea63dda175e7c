package search

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"curbside/internal/search/vectors"
)

// How passages were found.
const (
	ByWords        = "lexical" // by their words alone
	ByWordsMeaning = "hybrid"  // by their words and by what they mean
)

// Retrieval says how passages were found, where a model for embeddings is configured.
type Retrieval struct {
	Mode   string `json:"mode"`             // ByWords or ByWordsMeaning
	Reason string `json:"reason,omitempty"` // why not by meaning
}

// Bounds of the use of vectors.
const (
	leastEmbedded = 0.9  // share of the passages; with fewer the others would be at too great a disadvantage
	sameModel     = 0.97 // least cosine of the probe's vectors, then and now
	mostQuestions = 512  // whose vectors are remembered
)

// Dense is a model for embeddings and where its vectors of the passages lie.
type Dense struct {
	Embedder Embedder
	Folder   *vectors.Folder
	Told     func(took time.Duration, err error) // told of each call of the embedder; may be nil
}

// dense finds passages by meaning.
type dense struct {
	embedder Embedder
	told     func(time.Duration, error)
	set      *vectors.Set // row i is passage i of the index, the last row the probe
	useless  string       // why the vectors cannot be used, "" where they can
	probed   atomic.Bool  // the endpoint's model is known to be the one of the vectors

	mu    sync.Mutex
	known map[string][]float32 // vectors of questions
}

// UseVectors lets searches find passages by meaning too; with vectors missing, or an endpoint that fails, they find
// them by words and say so in Result.Retrieval. It returns how many passages there are and how many have a vector. It
// must be called before the first search.
func (ix *Index) UseVectors(d Dense) (passages, have int, err error) {
	keys := make([]vectors.Key, 0, ix.docs.count()+1)
	for doc := range ix.docs.count() {
		p, err := ix.readPassage(doc)
		if err != nil {
			return 0, 0, err
		}
		keys = append(keys, vectors.KeyOf(embedded(p)))
	}
	set, err := d.Folder.Set(append(keys, vectors.KeyOf(probe)))
	if err != nil {
		return 0, 0, err
	}
	passages, have = len(keys), set.Have()
	if set.Has(passages) {
		have--
	}
	out := &dense{embedder: d.Embedder, told: d.Told, set: set, known: map[string][]float32{}}
	if out.told == nil {
		out.told = func(time.Duration, error) {}
	}
	switch {
	case passages == 0 || have == 0 || !set.Has(passages):
		out.useless = "the passages are not embedded; run curbside embed"
	case float64(have) < leastEmbedded*float64(passages):
		out.useless = fmt.Sprintf("%d of %d passages are embedded; run curbside embed", have, passages)
	}
	ix.dense = out
	return passages, have, nil
}

// errOtherModel is what a changed model behind an unchanged name comes to.
var errOtherModel = errors.New("the embeddings endpoint has another model than the one that embedded the passages; run curbside embed --anew")

// errOtherLength is the same, seen by the length of its vectors.
var errOtherLength = errors.New("the embeddings endpoint sends vectors of another length than the passages'; run curbside embed --anew")

// question returns a question's vector, or why there is none.
func (d *dense) question(ctx context.Context, q string) ([]float32, error) {
	d.mu.Lock()
	v := d.known[q]
	d.mu.Unlock()
	if v != nil {
		return v, nil
	}
	texts := []string{q}
	if !d.probed.Load() {
		texts = append(texts, probe)
	}
	start := time.Now()
	vecs, err := d.embedder.Embed(ctx, texts)
	if err == nil {
		err = d.fit(vecs, len(texts))
	}
	if ctx.Err() == nil || !errors.Is(err, context.Canceled) {
		d.told(time.Since(start), err)
	}
	if err != nil {
		return nil, err
	}
	d.probed.Store(true)
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.known) >= mostQuestions {
		clear(d.known)
	}
	d.known[q] = vecs[0]
	return vecs[0], nil
}

// fit holds what came against the vectors of the passages.
func (d *dense) fit(vecs [][]float32, wanted int) error {
	if len(vecs) != wanted {
		return errors.New("the embeddings endpoint sent another number of vectors than asked for")
	}
	for _, v := range vecs {
		if len(v) != d.set.Dimensions() {
			return errOtherLength
		}
	}
	if wanted == 2 && d.set.At(vecs[1], []int{d.set.Len() - 1})[0] < sameModel {
		return errOtherModel
	}
	return nil
}

// ReasonWithheld is the Reason of an error of an Embedder that does not send a question on.
const ReasonWithheld = "withheld"

// whyNot is the reason that an answer gives: in a few words, without addresses.
func whyNot(err error) string {
	var typed interface{ Reason() string }
	switch {
	case errors.Is(err, errOtherModel), errors.Is(err, errOtherLength):
		return "the embeddings endpoint has another model than the one that embedded the passages"
	case !errors.As(err, &typed):
		return "the embeddings endpoint sent no usable answer"
	}
	switch typed.Reason() {
	case "unavailable", "timeout":
		return "the embeddings endpoint did not answer"
	case ReasonWithheld:
		return "the question is not sent to the embeddings endpoint"
	case "rate_limited":
		return "the embeddings endpoint is limiting requests"
	case "rejected":
		return "the embeddings endpoint refused the request"
	}
	return "the embeddings endpoint sent no usable answer"
}
