package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"curbside/internal/answer"
	"curbside/internal/llm/llmtest"
)

// embedder is a program with an embeddings endpoint of its own, and a data folder that stays from run to run.
type embedder struct {
	t       *testing.T
	data    string
	address string
	model   string
}

func newEmbedder(t *testing.T, address string) *embedder {
	return &embedder{t: t, data: t.TempDir(), address: address, model: "tiny"}
}

// run carries out one command.
func (e *embedder) run(args ...string) (code int, stdout, stderr string) {
	e.t.Helper()
	var out, complaints bytes.Buffer
	code = run(context.Background(), args, environment{stdin: strings.NewReader(""), stdout: &out, stderr: &complaints, environ: []string{
		"HOME=" + e.data, "CURBSIDE_DATA_DIR=" + e.data, "CURBSIDE_EMBEDDINGS_BASE_URL=" + e.address, "CURBSIDE_EMBEDDINGS_MODEL=" + e.model,
		"CURBSIDE_EMBEDDINGS_API_KEY=sk-very-secret",
	}})
	if strings.Contains(complaints.String(), "sk-very-secret") {
		e.t.Errorf("the key is told: %s", complaints.String())
	}
	return code, out.String(), complaints.String()
}

// ask returns an answer that fits the schema.
func (e *embedder) ask(question string) (*answer.Answer, string) {
	e.t.Helper()
	_, stdout, stderr := e.run("ask", "--format", "json", question)
	return held(e.t, answerSchema(e.t), strings.TrimSpace(stdout)), stderr
}

// words embeds without a model: by the words that texts share.
func words(text string) []float32 { return llmtest.WordVector(text, nil) }

// TestEmbedAndAsk embeds the shipped sources, finds by meaning, and goes on by words when the endpoint is gone.
func TestEmbedAndAsk(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Vectors(words))
	e := newEmbedder(t, server.URL)

	before, stderr := e.ask(doseQuestion)
	if before.Retrieval == nil || before.Retrieval.Mode != "lexical" || !strings.Contains(before.Retrieval.Reason, "curbside embed") || !strings.Contains(stderr, "run curbside embed") {
		t.Errorf("before embedding: %+v, %s", before.Retrieval, stderr)
	}
	if n := len(server.Requests()); n != 0 {
		t.Errorf("%d requests before anything was embedded", n)
	}
	if code, stdout, stderr := e.run("embed"); code != exitOK || !strings.Contains(stdout, "0 had a vector") {
		t.Fatalf("embed: %d\n%s%s", code, stdout, stderr)
	}
	asked := len(server.Requests())
	if _, stdout, _ := e.run("embed"); !strings.Contains(stdout, "0 texts embedded") || len(server.Requests()) != asked {
		t.Errorf("embedding again made %d requests: %s", len(server.Requests())-asked, stdout)
	}
	a, stderr := e.ask(doseQuestion)
	if a.Retrieval == nil || *a.Retrieval != (answer.Retrieval{Mode: "hybrid"}) || stderr != "" {
		t.Errorf("retrieval = %+v; %s", a.Retrieval, stderr)
	}
	if a.Status != answer.Answered || !strings.Contains(a.Headline.Text, "600,000") {
		t.Errorf("answer = %s %+v", a.Status, a.Headline)
	}
	if _, stdout, _ := e.run("search", "--format", "json", doseQuestion); !strings.Contains(stdout, `"kind":"meaning"`) {
		t.Errorf("search does not say why: %s", stdout)
	}
	for _, near := range []string{"What is the standard dose of ondansetron?", "What is the prednisone dose for capillary leak?"} {
		if a, _ := e.ask(near); a.Status != answer.Declined {
			t.Errorf("%s: %s %+v", near, a.Status, a.Headline)
		}
	}

	asked = len(server.Requests())
	for _, args := range [][]string{{"search"}, {"ask", "--explain"}, {"ask"}} {
		if _, stdout, stderr := e.run(append(args, "My patient John Smith, MRN 4471023, gets high-dose IL-2")...); len(server.Requests()) != asked || strings.Contains(stderr, "Smith") {
			t.Errorf("%v sent a patient's identifiers away: %s%s", args, stdout, stderr)
		}
	}

	e.address = llmtest.RefusedURL(t)
	down, stderr := e.ask(doseQuestion)
	if down.Retrieval == nil || *down.Retrieval != (answer.Retrieval{Mode: "lexical", Reason: "the embeddings endpoint did not answer"}) || !strings.Contains(stderr, "refused the connection") {
		t.Errorf("down: %+v; %s", down.Retrieval, stderr)
	}
	_, plain, _ := try(t, "", "ask", "--format", "json", doseQuestion)
	if a, b := withoutIDs(t, plain), withoutIDs(t, marshal(t, down)); a != b {
		t.Errorf("the answer by words differs:\n%s\n%s", a, b)
	}
}

func marshal(t *testing.T, a *answer.Answer) string {
	t.Helper()
	raw, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// withoutIDs leaves out of an answer what differs from run to run, and how its passages were found.
func withoutIDs(t *testing.T, printed string) string {
	t.Helper()
	var a map[string]any
	if err := json.Unmarshal([]byte(printed), &a); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"id", "consult", "timings_ms", "retrieval"} {
		delete(a, key)
	}
	raw, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestEmbedNeedsAnEndpoint(t *testing.T) {
	code, _, stderr := try(t, "", "embed")
	if code != exitFailure || !strings.Contains(stderr, "embeddings.base_url") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	e := newEmbedder(t, llmtest.NewServer(t, llmtest.Status(401)).URL)
	if code, _, stderr := e.run("embed"); code != exitFailure || !strings.Contains(stderr, "CURBSIDE_EMBEDDINGS_API_KEY") || !strings.Contains(stderr, "0 of") {
		t.Errorf("exit %d: %s", code, stderr)
	}
}

// TestModelBehindTheNameChanged finds by words, says so, and is mended by embedding anew.
func TestModelBehindTheNameChanged(t *testing.T) {
	e := newEmbedder(t, llmtest.NewServer(t, llmtest.Vectors(words)).URL)
	if code, _, stderr := e.run("embed"); code != exitOK {
		t.Fatal(stderr)
	}
	e.address = llmtest.NewServer(t, llmtest.Vectors(func(text string) []float32 { return words("x" + strings.ReplaceAll(text, " ", " x")) })).URL
	a, stderr := e.ask(doseQuestion)
	if a.Retrieval == nil || a.Retrieval.Mode != "lexical" || !strings.Contains(a.Retrieval.Reason, "another model") || !strings.Contains(stderr, "embed --anew") {
		t.Errorf("%+v; %s", a.Retrieval, stderr)
	}
	if code, stdout, stderr := e.run("embed", "--anew"); code != exitOK || !strings.Contains(stdout, "0 had a vector") {
		t.Fatal(stdout, stderr)
	}
	if a, _ := e.ask(doseQuestion); a.Retrieval == nil || a.Retrieval.Mode != "hybrid" {
		t.Errorf("embedded anew: %+v", a.Retrieval)
	}
}

// TestLiveEmbeddings asks the real endpoint at CURBSIDE_TEST_EMBEDDINGS_URL; CURBSIDE_TEST_EMBEDDINGS_MODEL names its model.
func TestLiveEmbeddings(t *testing.T) {
	address := os.Getenv("CURBSIDE_TEST_EMBEDDINGS_URL")
	if address == "" {
		t.Skip("CURBSIDE_TEST_EMBEDDINGS_URL is not set: no real endpoint to ask")
	}
	e := newEmbedder(t, address)
	if e.model = os.Getenv("CURBSIDE_TEST_EMBEDDINGS_MODEL"); e.model == "" {
		e.model = "all-minilm-l6-v2"
	}
	if code, stdout, stderr := e.run("embed"); code != exitOK {
		t.Fatal(stdout, stderr)
	}
	if _, stdout, _ := e.run("embed"); !strings.Contains(stdout, "0 texts embedded") {
		t.Errorf("embedding again: %s", stdout)
	}
	a, stderr := e.ask(doseQuestion)
	if a.Retrieval == nil || a.Retrieval.Mode != "hybrid" || a.Status != answer.Answered || !strings.Contains(a.Headline.Text, "600,000") {
		t.Errorf("%+v %s %+v; %s", a.Retrieval, a.Status, a.Headline, stderr)
	}
	if a, _ := e.ask("What is the standard dose of ondansetron?"); a.Status != answer.Declined {
		t.Errorf("a near miss is %s: %+v", a.Status, a.Headline)
	}
}
