package llm_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"testing"
	"time"

	"curbside/internal/llm"
)

// realClient asks the model whose address is in CURBSIDE_TEST_LLM_URL.
func realClient(t *testing.T, change func(*llm.Options)) *llm.Client {
	t.Helper()
	address := os.Getenv("CURBSIDE_TEST_LLM_URL")
	if address == "" {
		t.Skip("CURBSIDE_TEST_LLM_URL is not set: no real model to ask")
	}
	options := llm.Options{BaseURL: address, Model: "small", Timeout: 3 * time.Minute, MaxTokens: 200}
	if change != nil {
		change(&options)
	}
	client, err := llm.New(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.CloseIdleConnections)
	return client
}

func realRequest() llm.Request {
	return llm.Request{
		System:     "You answer in JSON.",
		User:       "Name one primary colour in zeta, and write the numbers 1 and 2 into alpha.",
		Schema:     colourSchema,
		SchemaName: "colour",
	}
}

func TestRealModelAnswers(t *testing.T) {
	client := realClient(t, nil)
	response, err := client.Complete(background(), realRequest())
	if err != nil {
		t.Fatal(err)
	}
	var value struct {
		Zeta  string
		Alpha []int
	}
	if err := json.Unmarshal([]byte(response.Text), &value); err != nil || value.Zeta == "" {
		t.Errorf("text = %s, %v", response.Text, err)
	}
	if response.Model == "" || response.PromptTokens == 0 || response.CompletionTokens == 0 {
		t.Errorf("response = %+v", response)
	}
	t.Logf("%s: %s (%d + %d tokens)", response.Model, response.Text, response.PromptTokens, response.CompletionTokens)
}

func TestRealModelIsCutOff(t *testing.T) {
	client := realClient(t, func(o *llm.Options) { o.MaxTokens = 3 })
	if _, err := client.Complete(background(), realRequest()); !errors.Is(err, llm.ErrTruncated) {
		t.Errorf("error = %v, want ErrTruncated", err)
	}
}

func TestRealModelLetsGoAtOnce(t *testing.T) {
	client := realClient(t, nil)
	ctx, cancel := context.WithTimeout(background(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err := client.Complete(ctx, realRequest())
	if !errors.Is(err, llm.ErrTimeout) || time.Since(start) > 5*time.Second {
		t.Errorf("error = %v after %v", err, time.Since(start))
	}
}
