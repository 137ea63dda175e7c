package llm

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	openai "github.com/sashabaranov/go-openai"
)

// What a call for embeddings is bounded by where the options do not say.
const (
	DefaultEmbedTimeout = 2 * time.Second
	DefaultBatch        = 32

	maxDimensions = 16384     // of a vector
	bytesOfVector = 128 << 10 // of one vector as JSON; 4,096 dimensions take about 100 KiB
)

// EmbedOptions say which model turns texts into vectors.
type EmbedOptions struct {
	BaseURL string // where the API begins, for example http://127.0.0.1:8080/v1; required
	Model   string // the model's name as the endpoint knows it; required
	APIKey  string // sent as a bearer token; empty sends none

	Batch   int           // most texts of one request; 0 means DefaultBatch
	Timeout time.Duration // of one request with its retries; 0 means DefaultEmbedTimeout
	Retries int           // further attempts after the first; 0 means DefaultRetries, below 0 none
	Backoff time.Duration // mean wait before the first retry, doubled for each later one; 0 means DefaultBackoff
	Rest    time.Duration // after a failure the endpoint is not asked for so long; 0 means it always is

	HTTPClient *http.Client // nil means one of its own; redirects are refused either way
}

// String names the endpoint and model, never the key, so that options can be printed by mistake.
func (o EmbedOptions) String() string {
	return fmt.Sprintf("embeddings %s at %s", o.Model, shownURL(o.BaseURL))
}

// GoString is String, for %#v.
func (o EmbedOptions) GoString() string { return o.String() }

func (o EmbedOptions) withDefaults() (EmbedOptions, error) {
	o.BaseURL = strings.TrimRight(strings.TrimSpace(o.BaseURL), "/")
	o.APIKey = strings.TrimSpace(o.APIKey)
	problems := embeddings.checkAddress(o.BaseURL, o.Model, o.APIKey)
	if o.Timeout < 0 || o.Backoff < 0 || o.Rest < 0 {
		problems = append(problems, errors.New("embeddings.timeout is negative; write a duration like 2s"))
	}
	if o.Batch < 0 {
		problems = append(problems, errors.New("embeddings.batch is negative; write a number like 32"))
	}
	if err := errors.Join(problems...); err != nil {
		return EmbedOptions{}, err
	}
	setDefault(&o.Timeout, DefaultEmbedTimeout)
	setDefault(&o.Batch, DefaultBatch)
	setDefault(&o.Retries, DefaultRetries)
	setDefault(&o.Backoff, DefaultBackoff)
	o.Retries = max(o.Retries, 0)
	o.HTTPClient = strictClient(o.HTTPClient)
	return o, nil
}

// Embedder turns texts into vectors by one model at one endpoint. It is safe for concurrent use.
type Embedder struct {
	options    EmbedOptions
	endpoint   string
	wire       *openai.Client
	breaker    circuitbreaker.CircuitBreaker[any] // nil where the endpoint is always asked
	dimensions atomic.Int64                       // of the first vector that came, 0 before
}

// NewEmbedder makes an embedder. It sends nothing. The error names every option that is wrong.
func NewEmbedder(options EmbedOptions) (*Embedder, error) {
	options, err := options.withDefaults()
	if err != nil {
		return nil, err
	}
	e := &Embedder{options: options, endpoint: shownURL(options.BaseURL)}
	config := openai.DefaultConfig("")
	config.BaseURL = options.BaseURL
	config.HTTPClient = &doer{
		client: options.HTTPClient, service: embeddings, limit: maxBody + options.Batch*bytesOfVector, endpoint: e.endpoint, authorize: bearer(options.APIKey),
	}
	e.wire = openai.NewClientWithConfig(config)
	e.options.APIKey = ""
	if options.Rest > 0 {
		e.breaker = circuitbreaker.NewBuilder[any]().WithFailureThreshold(1).WithSuccessThreshold(1).WithDelay(options.Rest).Build()
	}
	return e, nil
}

// Model is the model's name as configured.
func (e *Embedder) Model() string { return e.options.Model }

// Endpoint is the address without user, password and query.
func (e *Embedder) Endpoint() string { return e.endpoint }

// Batch is the most texts that go into one request.
func (e *Embedder) Batch() int { return e.options.Batch }

// CloseIdleConnections closes what is kept open for the next call. The embedder stays usable.
func (e *Embedder) CloseIdleConnections() { e.options.HTTPClient.CloseIdleConnections() }

// Embed returns one vector of length 1 for each text, in the order of the texts; all vectors that an Embedder ever
// returns have the same number of dimensions. Texts beyond one batch go in further requests. Texts must not be empty.
// The error is a *Error, or wraps context.Canceled; then no vector is returned.
func (e *Embedder) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, 0, len(texts))
	for len(texts) > 0 {
		n := min(len(texts), e.options.Batch)
		vectors, err := e.guarded(ctx, texts[:n])
		if err != nil {
			return nil, err
		}
		out, texts = append(out, vectors...), texts[n:]
	}
	return out, nil
}

// guarded asks unless the endpoint rests, and lets it rest when it has failed. Who gives up waiting is no failure of it.
func (e *Embedder) guarded(ctx context.Context, texts []string) ([][]float32, error) {
	if e.breaker == nil {
		return e.request(ctx, texts)
	}
	if !e.breaker.TryAcquirePermit() {
		return nil, &Error{
			Kind: ErrUnavailable, What: fmt.Sprintf("%s %s is not asked: it has just failed", embeddings.name, e.endpoint),
			Do: fmt.Sprintf("it is asked again within %s", e.options.Rest),
		}
	}
	vectors, err := e.request(ctx, texts)
	switch {
	case err == nil:
		e.breaker.RecordSuccess()
	case !errors.Is(err, context.Canceled), e.breaker.IsHalfOpen(): // a trial that nobody waited for has shown nothing
		e.breaker.RecordFailure()
	}
	return vectors, err
}

func (e *Embedder) request(ctx context.Context, texts []string) ([][]float32, error) {
	if ctx.Err() != nil {
		return nil, embeddings.contextError(ctx.Err(), 0, e.endpoint, e.options.Timeout)
	}
	callCtx, cancel := context.WithTimeout(ctx, e.options.Timeout)
	defer cancel()
	response, attempts, err := persist(callCtx, e.options.Retries, e.options.Backoff, func() (openai.EmbeddingResponse, error) {
		return e.wire.CreateEmbeddings(callCtx, openai.EmbeddingRequestStrings{Input: texts, Model: openai.EmbeddingModel(e.options.Model)})
	})
	if err != nil {
		return nil, embeddings.finalError(ctx, err, attempts, e.endpoint, e.options.Timeout)
	}
	vectors, what := e.read(response.Data, len(texts))
	if what != "" {
		return nil, &Error{
			Kind: ErrBadResponse, What: fmt.Sprintf("%s %s %s", embeddings.name, e.endpoint, what),
			Do: "check that embeddings.model is a model for embeddings", Status: http.StatusOK, Attempts: attempts,
		}
	}
	return vectors, nil
}

// read puts the vectors in order and to length 1, or says what is wrong with them.
func (e *Embedder) read(data []openai.Embedding, wanted int) (vectors [][]float32, wrong string) {
	if len(data) != wanted {
		return nil, fmt.Sprintf("sent %d vectors for %d texts", len(data), wanted)
	}
	vectors = make([][]float32, wanted)
	for _, d := range data {
		if d.Index < 0 || d.Index >= wanted || vectors[d.Index] != nil {
			return nil, "sent vectors of which it is not clear to which text each belongs"
		}
		if len(d.Embedding) == 0 || len(d.Embedding) > maxDimensions {
			return nil, fmt.Sprintf("sent a vector of %d dimensions", len(d.Embedding))
		}
		e.dimensions.CompareAndSwap(0, int64(len(d.Embedding)))
		if known := int(e.dimensions.Load()); len(d.Embedding) != known {
			return nil, fmt.Sprintf("sent a vector of %d dimensions after one of %d", len(d.Embedding), known)
		}
		if !normalize(d.Embedding) {
			return nil, "sent a vector without a direction"
		}
		vectors[d.Index] = d.Embedding
	}
	return vectors, ""
}

// normalize brings a vector to length 1, unless it is zero or holds what is no number.
func normalize(v []float32) bool {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	length := math.Sqrt(sum)
	if !(length > 1e-12) || math.IsInf(length, 0) {
		return false
	}
	for i := range v {
		v[i] = float32(float64(v[i]) / length)
	}
	return true
}
