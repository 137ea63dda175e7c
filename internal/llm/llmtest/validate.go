package llmtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// refusal is an answer of the API to a request that it does not take.
type refusal struct {
	status              int
	kind, code, message string
}

func badRequest(format string, args ...any) *refusal {
	return &refusal{status: http.StatusBadRequest, kind: "invalid_request_error", message: fmt.Sprintf(format, args...)}
}

// body has the fields of the chat completions API that Curbside may send. An unknown field is refused, as there.
type body struct {
	Model               string            `json:"model"`
	Messages            []json.RawMessage `json:"messages"`
	MaxTokens           *int              `json:"max_tokens"`
	MaxCompletionTokens *int              `json:"max_completion_tokens"`
	Temperature         *float64          `json:"temperature"`
	Stream              bool              `json:"stream"`
	ResponseFormat      *struct {
		Type       string `json:"type"`
		JSONSchema *struct {
			Name   string          `json:"name"`
			Schema json.RawMessage `json:"schema"`
			Strict *bool           `json:"strict"`
		} `json:"json_schema"`
	} `json:"response_format"`
}

var schemaName = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,64}$`)

// read holds a request against the API's rules.
func (s *Server) read(r *http.Request) (Request, *refusal) {
	if r.URL.Path != "/v1/chat/completions" && r.URL.Path != "/v1/embeddings" {
		return Request{}, &refusal{status: http.StatusNotFound, kind: "invalid_request_error", message: "Unknown request URL"}
	}
	if r.Method != http.MethodPost {
		return Request{}, &refusal{status: http.StatusMethodNotAllowed, kind: "invalid_request_error", message: "Not allowed to " + r.Method}
	}
	key, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if s.Key != "" && key != s.Key {
		// The real API quotes the key, which is why a client must not pass the message on.
		return Request{}, &refusal{status: http.StatusUnauthorized, kind: "invalid_request_error", code: "invalid_api_key",
			message: "Incorrect API key provided: " + key}
	}
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != "application/json" {
		return Request{}, badRequest("Content-Type must be application/json")
	}
	raw, err := io.ReadAll(io.LimitReader(r.Body, 8<<20))
	if err != nil {
		return Request{}, badRequest("The body could not be read")
	}
	if r.URL.Path == "/v1/embeddings" {
		request, problem := readEmbeddings(raw)
		request.APIKey = key
		return request, problem
	}
	var parsed body
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&parsed); err != nil {
		return Request{}, badRequest("We could not parse the JSON body of your request: %v", err)
	}
	request, problem := parsed.request()
	request.APIKey = key
	return request, problem
}

// request checks the parsed body field by field.
func (b body) request() (Request, *refusal) {
	request := Request{Model: b.Model, Temperature: b.Temperature}
	if b.Model == "" {
		return request, badRequest("you must provide a model parameter")
	}
	if b.Temperature != nil && (*b.Temperature < 0 || *b.Temperature > 2) {
		return request, badRequest("temperature must lie between 0 and 2")
	}
	if b.MaxTokens != nil && b.MaxCompletionTokens != nil {
		return request, badRequest("max_tokens and max_completion_tokens exclude each other")
	}
	for _, limit := range []*int{b.MaxTokens, b.MaxCompletionTokens} {
		if limit == nil {
			continue
		}
		if *limit < 1 {
			return request, badRequest("max_tokens must be at least 1")
		}
		request.MaxTokens = *limit
	}
	if len(b.Messages) == 0 {
		return request, badRequest("messages must not be empty")
	}
	for i, raw := range b.Messages {
		message, problem := readMessage(i, raw)
		if problem != nil {
			return request, problem
		}
		request.Messages = append(request.Messages, message)
	}
	return b.withSchema(request)
}

func readMessage(i int, raw json.RawMessage) (Message, *refusal) {
	var message struct {
		Role    string  `json:"role"`
		Content *string `json:"content"`
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&message); err != nil {
		return Message{}, badRequest("messages[%d]: %v", i, err)
	}
	if !slices.Contains([]string{"system", "developer", "user", "assistant"}, message.Role) {
		return Message{}, badRequest("messages[%d].role: unknown role %q", i, message.Role)
	}
	if message.Content == nil {
		return Message{}, badRequest("messages[%d].content is missing", i)
	}
	return Message{Role: message.Role, Content: *message.Content}, nil
}

func (b body) withSchema(request Request) (Request, *refusal) {
	format := b.ResponseFormat
	if format == nil || format.Type == "text" || format.Type == "json_object" {
		return request, nil
	}
	if format.Type != "json_schema" || format.JSONSchema == nil {
		return request, badRequest("response_format: unknown type %q, or json_schema missing", format.Type)
	}
	if !schemaName.MatchString(format.JSONSchema.Name) {
		return request, badRequest("response_format.json_schema.name must match %s", schemaName)
	}
	if strict := format.JSONSchema.Strict; strict != nil && *strict {
		if err := checkStrict(format.JSONSchema.Schema, true); err != nil {
			return request, badRequest("Invalid schema for response_format: %v", err)
		}
	}
	request.SchemaName, request.Schema = format.JSONSchema.Name, format.JSONSchema.Schema
	return request, nil
}

// writeError answers as the API does.
func writeError(w http.ResponseWriter, problem *refusal) {
	var code any
	if problem.code != "" {
		code = problem.code
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(problem.status)
	json.NewEncoder(w).Encode(map[string]any{
		"error": map[string]any{"message": problem.message, "type": problem.kind, "code": code, "param": nil},
	})
}
