package llm_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"curbside/internal/llm"
	"curbside/internal/llm/llmtest"
)

func TestCompleteAnswers(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Text(goodAnswer))
	server.Key = secretKey
	client := newClient(t, server, func(o *llm.Options) { o.MaxTokens = 77 })
	if reported := client.Describe().Reported; reported != "" {
		t.Errorf("reported %q before any answer", reported)
	}
	response, err := client.Complete(background(), colourRequest())
	if err != nil {
		t.Fatal(err)
	}
	if response.Text != goodAnswer || response.Model != llmtest.Reported {
		t.Errorf("response = %+v", response)
	}
	if response.PromptTokens != 7 || response.CompletionTokens != 1 { // words, as llmtest counts
		t.Errorf("tokens = %d, %d", response.PromptTokens, response.CompletionTokens)
	}
	about := client.Describe()
	if about.Reported != llmtest.Reported || about.Model != "small" || about.Spent != 8 {
		t.Errorf("description = %+v", about)
	}
	request := server.Requests()[0]
	if request.Temperature == nil || *request.Temperature < 1e-7 || *request.Temperature > 1e-6 { // below, llama.cpp divides to infinity
		t.Errorf("temperature 0 was not sent as such: %v", request.Temperature)
	}
	if request.MaxTokens != 77 || request.SchemaName != "colour" || request.APIKey != secretKey {
		t.Errorf("request = %+v", request)
	}
	if order := string(request.Schema); strings.Index(order, `"zeta":`) > strings.Index(order, `"alpha":`) {
		t.Errorf("the order of the schema's keys was changed: %s", order)
	}
}

// Where plain text is asked for no schema is sent, and what was cut off comes with its error.
func TestPlainText(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Text("Not JSON at all [1]."), llmtest.Truncated("Not JSON at"))
	client := newClient(t, server, nil)
	request := llm.Request{System: "Answer.", User: "What?", Plain: true}
	if got, err := client.Complete(background(), request); err != nil || got.Text != "Not JSON at all [1]." {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := client.Complete(background(), request); !errors.Is(err, llm.ErrTruncated) || got.Text != "Not JSON at" {
		t.Errorf("cut off: %+v, %v", got, err)
	}
	if sent := server.Requests()[0]; sent.SchemaName != "" || sent.Schema != nil {
		t.Errorf("a schema was sent: %+v", sent)
	}
}

func TestReasoningModelsGetTheirOwnLimit(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Text(goodAnswer))
	client := newClient(t, server, func(o *llm.Options) { o.Model, o.Temperature = "gpt-5-mini", 0.3 })
	if _, err := client.Complete(background(), colourRequest()); err != nil {
		t.Fatal(err)
	}
	if request := server.Requests()[0]; request.Temperature != nil || request.MaxTokens != llm.DefaultMaxTokens {
		t.Errorf("request = %+v", request)
	}
}

func TestFaults(t *testing.T) {
	tests := []struct {
		name     string
		step     llmtest.Step
		kind     error
		says     string
		requests int
	}{
		{"400", llmtest.Status(400), llm.ErrRejected, "json_schema", 1},
		{"401", llmtest.Status(401), llm.ErrRejected, "did not accept the API key", 1},
		{"404", llmtest.Status(404), llm.ErrRejected, "/v1", 1},
		{"context too long", llmtest.StatusCode(400, "context_length_exceeded"), llm.ErrRejected, "too small a context", 1},
		{"quota spent", llmtest.StatusCode(429, "insufficient_quota"), llm.ErrRateLimited, "quota", 1},
		{"429", llmtest.RateLimited(""), llm.ErrRateLimited, "(3 attempts)", 3},
		{"429 for an hour", llmtest.RateLimited("3600"), llm.ErrRateLimited, "limiting", 1},
		{"500", llmtest.Status(500), llm.ErrUnavailable, "status 500 (3 attempts)", 3},
		{"501", llmtest.Status(501), llm.ErrUnavailable, "501", 1},
		{"503", llmtest.Status(503), llm.ErrUnavailable, "503", 3},
		{"reset", llmtest.Reset(), llm.ErrUnavailable, "closed the connection", 3},
		{"redirect", llmtest.Redirect("https://" + secretServer + ".example/v1"), llm.ErrRejected, "another address", 1},
		{"HTML", llmtest.HTML(), llm.ErrBadResponse, "a web page instead of JSON", 1},
		{"plain text", llmtest.Raw("text/plain", goodAnswer), llm.ErrBadResponse, "another content type", 1},
		{"no content type", llmtest.Raw("", goodAnswer), llm.ErrBadResponse, "instead of JSON", 1},
		{"empty body", llmtest.Empty(), llm.ErrBadResponse, "empty", 1},
		{"not JSON", llmtest.Raw("application/json", secretServer), llm.ErrBadResponse, "not JSON", 1},
		{"trailing words", llmtest.Raw("application/json", `{"choices":[]} `+secretServer), llm.ErrBadResponse, "not JSON", 1},
		{"JSON of another shape", llmtest.Raw("application/json", `{"choices":"`+secretServer+`"}`), llm.ErrBadResponse, "no completion", 1},
		{"giant", llmtest.Giant(2 << 20), llm.ErrBadResponse, "more than 1024 KiB", 1},
		{"cut body", llmtest.CutBody(), llm.ErrBadResponse, "broke off", 1},
		{"cut stream", llmtest.CutStream(), llm.ErrBadResponse, "a stream instead of JSON", 1},
		{"no choices", llmtest.NoChoices(), llm.ErrBadResponse, "no choices", 1},
		{"no finish reason", llmtest.NoFinish(goodAnswer), llm.ErrBadResponse, "complete", 1},
		{"empty text", llmtest.Text(" \n"), llm.ErrBadResponse, "empty answer", 1},
		{"cut-off JSON", llmtest.Truncated(`{"zeta":"` + secretServer), llm.ErrTruncated, "llm.max_tokens", 1},
		{"whole JSON, yet length", llmtest.Truncated(goodAnswer), llm.ErrTruncated, "llm.max_tokens", 1},
		{"filtered", llmtest.Filtered(), llm.ErrFiltered, "declined", 1},
		{"refusal", llmtest.Refusal(secretServer), llm.ErrFiltered, "declined", 1},
		{"wrong schema", llmtest.WrongSchema(), llm.ErrSchema, "does not follow the schema", 1},
		{"wrong type", llmtest.Text(`{"zeta":"` + secretServer + `","alpha":["x"]}`), llm.ErrSchema, "(at /alpha/0)", 1},
		{"fenced JSON", llmtest.Text("```json\n" + goodAnswer + "\n```"), llm.ErrSchema, "it is not JSON", 1},
		{"two values", llmtest.Text(goodAnswer + goodAnswer), llm.ErrSchema, "it is not JSON", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			server := llmtest.NewServer(t, test.step)
			response, err := newClient(t, server, nil).Complete(background(), colourRequest())
			if !errors.Is(err, test.kind) {
				t.Fatalf("Complete = %+v, %v; want %v", response, err, test.kind)
			}
			if !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), "; ") {
				t.Errorf("error = %q; want %q and what to do", err, test.says)
			}
			if response != (llm.Response{Charged: response.Charged}) {
				t.Errorf("a failed call gave %+v", response)
			}
			if got := len(server.Requests()); got != test.requests {
				t.Errorf("%d requests, want %d", got, test.requests)
			}
			mustBeDiscreet(t, err)
		})
	}
}

func TestNobodyThere(t *testing.T) {
	for name, test := range map[string]struct{ url, says string }{
		"refused":    {llmtest.RefusedURL(t), "refused the connection (3 attempts); is it running? Set llm.base_url"},
		"no TLS":     {strings.Replace(llmtest.NewServer(t).URL, "http:", "https:", 1), "does not speak TLS"},
		"no address": {"http://" + secretKey + ":" + secretServer + "@127.0.0.1:1/v1", "http://127.0.0.1:1/v1 refused"},
	} {
		t.Run(name, func(t *testing.T) {
			client, err := llm.New(llm.Options{BaseURL: test.url, Model: "m", Backoff: time.Millisecond})
			if err != nil {
				t.Fatal(err)
			}
			_, err = client.Complete(background(), colourRequest())
			if !errors.Is(err, llm.ErrUnavailable) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("error = %v; want %q", err, test.says)
			}
			mustBeDiscreet(t, err)
		})
	}
}

func TestCancelReturnsAtOnce(t *testing.T) {
	arrived, never := make(chan struct{}), make(chan struct{})
	server := llmtest.NewServer(t, llmtest.Held(arrived, never, llmtest.Text(goodAnswer)))
	ctx, cancel := context.WithCancel(background())
	go func() { <-arrived; cancel() }()
	_, err := newClient(t, server, func(o *llm.Options) { o.Timeout = time.Hour }).Complete(ctx, colourRequest())
	if !errors.Is(err, context.Canceled) || errors.Is(err, llm.ErrTimeout) {
		t.Errorf("error = %v; want context.Canceled", err)
	}
}

func TestRetriesRecover(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Status(500), llmtest.Reset(), llmtest.Text(goodAnswer))
	response, err := newClient(t, server, nil).Complete(background(), colourRequest())
	if err != nil || response.Text != goodAnswer {
		t.Fatalf("Complete = %+v, %v", response, err)
	}
	if got := len(server.Requests()); got != 3 {
		t.Errorf("%d requests, want 3", got)
	}
}

func TestNoRetriesWhenTurnedOff(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Status(500))
	_, err := newClient(t, server, func(o *llm.Options) { o.Retries = -1 }).Complete(background(), colourRequest())
	if !errors.Is(err, llm.ErrUnavailable) || len(server.Requests()) != 1 {
		t.Errorf("error = %v after %d requests; want ErrUnavailable after 1", err, len(server.Requests()))
	}
}

func TestOptionsAreChecked(t *testing.T) {
	good := llm.Options{BaseURL: "http://127.0.0.1/v1", Model: "m"}
	for name, change := range map[string]func(*llm.Options){
		"llm.base_url":    func(o *llm.Options) { o.BaseURL = "localhost:8080" },
		"llm.model":       func(o *llm.Options) { o.Model = " " },
		"llm.api_key":     func(o *llm.Options) { o.APIKey = secretKey + "\nX-Other: 1" },
		"llm.timeout":     func(o *llm.Options) { o.Timeout = -time.Second },
		"llm.temperature": func(o *llm.Options) { o.Temperature = 2.1 },
		"llm.max_tokens":  func(o *llm.Options) { o.MaxTokens = -1 },
	} {
		options := good
		change(&options)
		_, err := llm.New(options)
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: error = %v", name, err)
			continue
		}
		mustBeDiscreet(t, err)
	}
	if _, err := llm.New(good); err != nil {
		t.Error(err)
	}
}

func TestPrintingTellsNoKey(t *testing.T) {
	server := llmtest.NewServer(t)
	options := llm.Options{BaseURL: server.URL, Model: "m", APIKey: secretKey}
	client, err := llm.New(options)
	if err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		for _, value := range []any{options, &options, client, *client, client.Describe()} {
			if printed := fmt.Sprintf(verb, value); strings.Contains(printed, secretKey) {
				t.Errorf("%s of a %T tells the key", verb, value)
			}
		}
	}
}

func TestBrokenSchemaIsNoModelError(t *testing.T) {
	request := colourRequest()
	for _, schema := range []string{"", "{", `{"type":"colour"}`, `{"$ref":"http://127.0.0.1/other.json"}`} {
		request.Schema = json.RawMessage(schema)
		server := llmtest.NewServer(t)
		_, err := newClient(t, server, nil).Complete(background(), request)
		var typed *llm.Error
		if err == nil || errors.As(err, &typed) || len(server.Requests()) != 0 {
			t.Errorf("schema %q: error = %v after %d requests", schema, err, len(server.Requests()))
		}
	}
}

// FuzzForeignBody: whatever a server writes, the client answers with a typed error or a text that the schema accepts.
func FuzzForeignBody(f *testing.F) {
	f.Add(200, "application/json", `{"choices":[{"finish_reason":"stop","message":{"content":"{\"zeta\":\"a\",\"alpha\":[]}"}}]}`)
	f.Add(200, "application/json", `{"choices":[{"finish_reason":"stop","message":{"content":[{"type":"text"}]}}]}`)
	f.Add(200, "application/json", `{"choices":[null],"usage":{"prompt_tokens":-1e9}}`)
	f.Add(429, "text/html", `{"error":{"code":[],"message":null}}`)
	f.Fuzz(func(t *testing.T, status int, contentType, body string) {
		if status < 200 || status > 599 {
			status = 200
		}
		client, err := llm.New(llm.Options{BaseURL: "http://fake.invalid", Model: "m", Retries: -1, DailyTokens: 1 << 20,
			HTTPClient: &http.Client{Transport: fakeTransport{status, contentType, body}}})
		if err != nil {
			t.Fatal(err)
		}
		response, err := client.Complete(background(), colourRequest())
		var typed *llm.Error
		if err != nil && !errors.As(err, &typed) {
			t.Errorf("untyped error %v", err)
		}
		if err == nil && !json.Valid([]byte(response.Text)) {
			t.Errorf("accepted %q", response.Text)
		}
		if spent := client.Describe().Spent; spent < 0 || spent > 1<<20 {
			t.Errorf("spent %d tokens", spent)
		}
	})
}
