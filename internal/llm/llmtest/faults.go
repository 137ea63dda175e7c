package llmtest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Reported is the model name that the server reports, whatever name it was asked for.
const Reported = "llmtest-1"

// Slow waits before another step answers.
func Slow(wait time.Duration, then Step) Step {
	return func(x Exchange) {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-timer.C:
			then(x)
		case <-x.Gone:
		}
	}
}

// Held tells on arrived that the request is there, and answers once release is closed.
func Held(arrived chan<- struct{}, release <-chan struct{}, then Step) Step {
	return func(x Exchange) {
		select {
		case arrived <- struct{}{}:
		case <-x.Gone:
			return
		}
		select {
		case <-release:
			then(x)
		case <-x.Gone:
		}
	}
}

// Hang takes the request and never answers.
func Hang() Step { return func(x Exchange) { <-x.Gone } }

// Reset closes the connection without an answer.
func Reset() Step { return func(Exchange) { panic(http.ErrAbortHandler) } }

// Status answers with an API error of this status. Its message quotes the prompt and the key, as some servers do.
func Status(status int) Step { return StatusCode(status, "") }

// StatusCode is Status with the API's own error code, such as "context_length_exceeded".
func StatusCode(status int, code string) Step {
	return func(x Exchange) {
		message := "Cannot do: " + x.Request.Text("user") + " for key " + x.Request.APIKey
		writeError(x.Writer, &refusal{status: status, kind: "server_error", code: code, message: message})
	}
}

// RateLimited answers 429. An empty retryAfter sends no Retry-After header.
func RateLimited(retryAfter string) Step {
	return func(x Exchange) {
		if retryAfter != "" {
			x.Writer.Header().Set("Retry-After", retryAfter)
		}
		Status(http.StatusTooManyRequests)(x)
	}
}

// Redirect sends the client elsewhere, keeping method and body.
func Redirect(to string) Step {
	return func(x Exchange) {
		x.Writer.Header().Set("Location", to)
		x.Writer.WriteHeader(http.StatusTemporaryRedirect)
	}
}

// Raw answers 200 with this content type and body.
func Raw(contentType, body string) Step {
	return func(x Exchange) {
		x.Writer.Header().Set("Content-Type", contentType)
		x.Writer.Write([]byte(body))
	}
}

// HTML answers 200 with a web page, as a wrong address or a login wall does.
func HTML() Step { return Raw("text/html; charset=utf-8", "<!doctype html><title>Sign in</title>") }

// Empty answers 200 with no body.
func Empty() Step { return Raw("application/json", "") }

// Giant answers with valid JSON of about this many bytes.
func Giant(bytes int) Step {
	return Raw("application/json", `{"choices":[],"filler":"`+strings.Repeat("x", bytes)+`"}`)
}

// CutBody promises a whole answer, sends half of it and closes the connection.
func CutBody() Step {
	return func(x Exchange) {
		whole := completion(x.Request, choice(`{"answer":"the rest is missing"}`, "stop"))
		x.Writer.Header().Set("Content-Type", "application/json")
		x.Writer.Header().Set("Content-Length", strconv.Itoa(len(whole)))
		x.Writer.Write(whole[:len(whole)/2])
		x.Writer.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
}

// CutStream begins a stream of events, which nobody asked for, and breaks off.
func CutStream() Step {
	return func(x Exchange) {
		x.Writer.Header().Set("Content-Type", "text/event-stream")
		x.Writer.Write([]byte(`data: {"choices":[{"delta":{"content":"{\"ans`))
		x.Writer.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
}

// NoChoices answers with a completion that holds none.
func NoChoices() Step { return whole() }

// NoFinish answers without finish_reason.
func NoFinish(text string) Step { return whole(choice(text, nil)) }

// Text answers with exactly this text, as a model that has finished.
func Text(text string) Step { return whole(choice(text, "stop")) }

// Truncated answers with a text that the limit of tokens cut off.
func Truncated(text string) Step { return whole(choice(text, "length")) }

// Filtered answers as an endpoint whose content filter stopped the model.
func Filtered() Step { return whole(choice("", "content_filter")) }

// Refusal answers as a model that declines in its own words.
func Refusal(words string) Step {
	return whole(map[string]any{
		"index": 0, "finish_reason": "stop", "logprobs": nil,
		"message": map[string]any{"role": "assistant", "content": nil, "refusal": words},
	})
}

// WrongSchema answers with JSON that no schema of Curbside accepts.
func WrongSchema() Step { return Text(`{"unasked":true}`) }

// Answer lets a function answer: its result is sent as JSON.
func Answer(make func(Request) any) Step {
	return func(x Exchange) {
		var text bytes.Buffer
		encoder := json.NewEncoder(&text)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(make(x.Request)); err != nil {
			writeError(x.Writer, &refusal{status: http.StatusInternalServerError, kind: "llmtest", message: err.Error()})
			return
		}
		Text(strings.TrimSpace(text.String()))(x)
	}
}

func whole(choices ...any) Step {
	return func(x Exchange) {
		x.Writer.Header().Set("Content-Type", "application/json")
		x.Writer.Write(completion(x.Request, choices...))
	}
}

func choice(text string, finish any) any {
	return map[string]any{
		"index": 0, "finish_reason": finish, "logprobs": nil,
		"message": map[string]any{"role": "assistant", "content": text},
	}
}

// completion is a response body as the API writes it. Tokens are counted as words.
func completion(request Request, choices ...any) []byte {
	prompt, answer := 0, 0
	for _, message := range request.Messages {
		prompt += len(strings.Fields(message.Content))
	}
	if len(choices) > 0 {
		if message, ok := choices[0].(map[string]any)["message"].(map[string]any); ok {
			text, _ := message["content"].(string)
			answer = len(strings.Fields(text))
		}
	}
	if choices == nil {
		choices = []any{}
	}
	body, _ := json.Marshal(map[string]any{ // only strings, numbers and lists of them: cannot fail
		"id": "chatcmpl-1", "object": "chat.completion", "created": 1767225600, "model": Reported, "choices": choices,
		"usage": map[string]int{"prompt_tokens": prompt, "completion_tokens": answer, "total_tokens": prompt + answer},
	})
	return body
}
