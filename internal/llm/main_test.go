package llm_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"curbside/internal/llm"
	"curbside/internal/llm/llmtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// What must never be seen in an error.
const (
	secretKey    = "sk-5ECRETKEY"
	secretPrompt = "PROMPT-SECRET"
	secretServer = "SERVER-SECRET"
)

var colourSchema = json.RawMessage(`{"type":"object","additionalProperties":false,"required":["zeta","alpha"],` +
	`"properties":{"zeta":{"type":"string"},"alpha":{"type":"array","maxItems":3,"items":{"type":"integer"}}}}`)

const goodAnswer = `{"zeta":"blue","alpha":[1,2]}`

func colourRequest() llm.Request {
	return llm.Request{System: "Answer in JSON. " + secretPrompt, User: "Which colour? " + secretPrompt, Schema: colourSchema, SchemaName: "colour"}
}

// newClient makes a client of the server, with short waits; change may adapt the options.
func newClient(t *testing.T, server *llmtest.Server, change func(*llm.Options)) *llm.Client {
	t.Helper()
	options := llm.Options{
		BaseURL: server.URL, Model: "small", APIKey: secretKey, HTTPClient: server.Client(),
		Backoff: time.Millisecond, Timeout: 10 * time.Second,
	}
	if change != nil {
		change(&options)
	}
	client, err := llm.New(options)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// mustBeDiscreet fails the test if an error tells a secret.
func mustBeDiscreet(t *testing.T, err error) {
	t.Helper()
	for _, secret := range []string{secretKey, secretPrompt, secretServer, "Which colour"} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("the error tells %q: %v", secret, err)
		}
	}
}

func background() context.Context { return context.Background() }
