package llm_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"curbside/internal/llm"
	"curbside/internal/llm/llmtest"
)

// newEmbedder makes an embedder of the server, with short waits; change may adapt the options.
func newEmbedder(t *testing.T, server *llmtest.Server, change func(*llm.EmbedOptions)) *llm.Embedder {
	t.Helper()
	options := llm.EmbedOptions{
		BaseURL: server.URL, Model: "tiny", APIKey: secretKey, HTTPClient: server.Client(), Backoff: time.Millisecond, Timeout: 10 * time.Second,
	}
	if change != nil {
		change(&options)
	}
	embedder, err := llm.NewEmbedder(options)
	if err != nil {
		t.Fatal(err)
	}
	return embedder
}

// counting gives each text a vector that tells its number in it.
func counting(text string) []float32 {
	var n float32
	fmt.Sscanf(text, "text %f", &n)
	return []float32{3, 4 * n}
}

func TestEmbedKeepsOrderOverBatches(t *testing.T) {
	backwards := llmtest.VectorList(func(inputs []string) []any {
		var out []any
		for i := len(inputs) - 1; i >= 0; i-- {
			out = append(out, llmtest.Vector(i, counting(inputs[i])))
		}
		return out
	})
	server := llmtest.NewServer(t, backwards)
	server.Key = secretKey
	embedder := newEmbedder(t, server, func(o *llm.EmbedOptions) { o.Batch = 3 })
	var texts []string
	for i := range 7 {
		texts = append(texts, fmt.Sprint("text ", i))
	}
	vectors, err := embedder.Embed(background(), texts)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range vectors {
		want := 4 * float64(i) / math.Hypot(3, 4*float64(i))
		if len(v) != 2 || math.Abs(float64(v[1])-want) > 1e-6 {
			t.Errorf("vector %d = %v, want length 1 and %.3f", i, v, want)
		}
	}
	var sizes []int
	for _, r := range server.Requests() {
		sizes = append(sizes, len(r.Inputs))
	}
	if !slices.Equal(sizes, []int{3, 3, 1}) {
		t.Errorf("batches of %v", sizes)
	}
}

func TestEmbeddingFaults(t *testing.T) {
	list := func(entries ...any) llmtest.Step {
		return llmtest.VectorList(func([]string) []any { return entries })
	}
	good := llmtest.Vector(0, []float32{1, 0})
	tests := []struct {
		name     string
		step     llmtest.Step
		kind     error
		says     string
		requests int
	}{
		{"401", llmtest.Status(401), llm.ErrRejected, "CURBSIDE_EMBEDDINGS_API_KEY", 1},
		{"404", llmtest.Status(404), llm.ErrRejected, "embeddings.model", 1},
		{"400", llmtest.Status(400), llm.ErrRejected, "embeddings.batch", 1},
		{"429", llmtest.RateLimited(""), llm.ErrRateLimited, "(3 attempts)", 3},
		{"500", llmtest.Status(500), llm.ErrUnavailable, "the embeddings endpoint", 3},
		{"reset", llmtest.Reset(), llm.ErrUnavailable, "closed the connection", 3},
		{"redirect", llmtest.Redirect("https://" + secretServer + ".example/v1"), llm.ErrRejected, "embeddings.base_url", 1},
		{"HTML", llmtest.HTML(), llm.ErrBadResponse, "a web page", 1},
		{"giant", llmtest.Giant(8 << 20), llm.ErrBadResponse, "more than", 1},
		{"another shape", llmtest.Raw("application/json", `{"data":"`+secretServer+`"}`), llm.ErrBadResponse, "no list of embeddings", 1},
		{"a number beyond all bounds", llmtest.Raw("application/json", `{"data":[{"index":0,"embedding":[1e39,1]},{"index":1,"embedding":[1,1]}]}`), llm.ErrBadResponse, "no list of embeddings", 1},
		{"too few", list(good), llm.ErrBadResponse, "1 vectors for 2 texts", 1},
		{"one twice", list(good, good), llm.ErrBadResponse, "not clear", 1},
		{"index beyond", list(good, llmtest.Vector(2, []float32{1, 0})), llm.ErrBadResponse, "not clear", 1},
		{"two lengths", list(good, llmtest.Vector(1, []float32{1, 0, 0})), llm.ErrBadResponse, "3 dimensions after one of 2", 1},
		{"no dimensions", list(good, llmtest.Vector(1, nil)), llm.ErrBadResponse, "0 dimensions", 1},
		{"zero", list(good, llmtest.Vector(1, []float32{0, 0})), llm.ErrBadResponse, "without a direction", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			server := llmtest.NewServer(t, test.step)
			vectors, err := newEmbedder(t, server, nil).Embed(background(), []string{secretPrompt, "other"})
			if !errors.Is(err, test.kind) || vectors != nil {
				t.Fatalf("Embed = %v, %v; want %v", vectors, err, test.kind)
			}
			if !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), "; ") {
				t.Errorf("error = %q; want %q and what to do", err, test.says)
			}
			if got := len(server.Requests()); got != test.requests {
				t.Errorf("%d requests, want %d", got, test.requests)
			}
			mustBeDiscreet(t, err)
		})
	}
}

// TestDimensionsStay refuses a server that changes its model under way.
func TestDimensionsStay(t *testing.T) {
	server := llmtest.NewServer(t,
		llmtest.Vectors(func(string) []float32 { return []float32{1, 1} }), llmtest.Vectors(func(string) []float32 { return []float32{1, 1, 1} }))
	embedder := newEmbedder(t, server, nil)
	if _, err := embedder.Embed(background(), []string{"a"}); err != nil {
		t.Fatal(err)
	}
	if _, err := embedder.Embed(background(), []string{"a"}); !errors.Is(err, llm.ErrBadResponse) {
		t.Errorf("a vector of another length gave %v", err)
	}
}

// TestDeadEndpointIsLeftAlone asks a hanging server once, answers at once while it rests, and tries it again later.
func TestDeadEndpointIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := llmtest.NewMemoryServer(t, llmtest.Hang(), llmtest.Status(401), llmtest.Vectors(counting))
		embedder := newEmbedder(t, server, func(o *llm.EmbedOptions) { o.Timeout, o.Rest = 2*time.Second, 30*time.Second })
		ask := func(want error, took time.Duration, requests int) {
			t.Helper()
			start := time.Now()
			_, err := embedder.Embed(t.Context(), []string{"text 1"})
			if !errors.Is(err, want) || time.Since(start) != took || len(server.Requests()) != requests {
				t.Errorf("Embed = %v after %v with %d requests; want %v after %v with %d", err, time.Since(start), len(server.Requests()), want, took, requests)
			}
		}
		ask(llm.ErrTimeout, 2*time.Second, 1)
		for range 5 {
			ask(llm.ErrUnavailable, 0, 1)
		}
		time.Sleep(31 * time.Second)
		ask(llm.ErrRejected, 0, 2) // the trial fails
		ask(llm.ErrUnavailable, 0, 2)
		time.Sleep(31 * time.Second)
		ask(nil, 0, 3)
		ask(nil, 0, 4)
	})
}

// TestCancelledQuestionIsNoFault leaves the endpoint in use when whoever asked went away.
func TestCancelledQuestionIsNoFault(t *testing.T) {
	arrived, release := make(chan struct{}), make(chan struct{})
	server := llmtest.NewServer(t, llmtest.Held(arrived, release, llmtest.Vectors(counting)), llmtest.Vectors(counting))
	embedder := newEmbedder(t, server, func(o *llm.EmbedOptions) { o.Rest = time.Hour })
	ctx, cancel := context.WithCancel(background())
	go func() { <-arrived; cancel() }()
	if _, err := embedder.Embed(ctx, []string{"text 1"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled call gave %v", err)
	}
	if _, err := embedder.Embed(background(), []string{"text 1"}); err != nil {
		t.Errorf("the next question got %v", err)
	}
}

func TestEmbedOptions(t *testing.T) {
	_, err := llm.NewEmbedder(llm.EmbedOptions{BaseURL: "localhost", APIKey: "a b", Timeout: -1, Batch: -1})
	if err == nil {
		t.Fatal("wrong options were taken")
	}
	for _, want := range []string{"embeddings.base_url", "embeddings.model", "embeddings.api_key", "embeddings.timeout", "embeddings.batch"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not name %s: %v", want, err)
		}
	}
	options := llm.EmbedOptions{BaseURL: "http://user:" + secretKey + "@h/v1", Model: "tiny", APIKey: secretKey}
	for _, printed := range []string{fmt.Sprint(options), fmt.Sprintf("%#v", options), fmt.Sprintf("%+v", options)} {
		if strings.Contains(printed, secretKey) {
			t.Errorf("printing the options tells the key: %s", printed)
		}
	}
}
