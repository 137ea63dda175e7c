package llm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"unicode"

	openai "github.com/sashabaranov/go-openai"
)

// Request asks for one JSON value, or for plain text.
type Request struct {
	System, User string
	Schema       json.RawMessage // JSON Schema that the answer must follow; its key order is kept on the wire
	Plain        bool            // plain text is wanted, and no schema is sent
	SchemaName   string          // letters, digits, '_' and '-', at most 64
	MaxTokens    int             // of the answer, at most Options.MaxTokens; 0 means that
}

// Response is a whole answer. Beside an error it holds only what the call was charged with, and plain text that was
// cut off as far as it came.
type Response struct {
	Text             string // one JSON value that the schema accepts, or plain text
	Model            string // the model's name as the server reports it
	PromptTokens     int    // as the server counts, 0 where it does not say
	CompletionTokens int
	Charged          int // tokens that the call was charged with; more than the server counts where it did not say
}

// Description says who answers, for receipts. It holds no secret.
type Description struct {
	Endpoint string // address without user, password and query
	Model    string // as configured
	Reported string // as the server last reported, empty before the first answer
	Spent    int    // tokens used or reserved since midnight UTC
	Limit    int    // tokens allowed in a UTC day, 0 for no limit
}

// Client asks one model at one endpoint. It is safe for concurrent use.
type Client struct {
	options  Options
	endpoint string
	wire     *openai.Client
	budget   *budget
	reported atomic.Value // string
}

// New makes a client. It sends nothing. The error names every option that is wrong.
func New(options Options) (*Client, error) {
	options, err := options.withDefaults()
	if err != nil {
		return nil, err
	}
	client := &Client{
		options:  options,
		endpoint: shownURL(options.BaseURL),
		budget:   &budget{limit: options.DailyTokens, clock: options.Clock},
	}
	config := openai.DefaultConfig("")
	config.BaseURL = options.BaseURL
	config.HTTPClient = &doer{client: options.HTTPClient, service: completions, limit: maxBody, endpoint: client.endpoint, authorize: bearer(options.APIKey)}
	client.wire = openai.NewClientWithConfig(config)
	client.options.APIKey = ""
	return client, nil
}

// Describe says which model answers, and what it has used today.
func (c *Client) Describe() Description {
	reported, _ := c.reported.Load().(string)
	return Description{
		Endpoint: c.endpoint, Model: c.options.Model, Reported: reported,
		Spent: c.budget.spent(), Limit: c.options.DailyTokens,
	}
}

// Complete asks the model and returns its answer once it is whole and follows the schema. The error is a *Error, or
// wraps context.Canceled; a schema that is itself broken is an error of neither kind.
func (c *Client) Complete(ctx context.Context, request Request) (Response, error) {
	var schema *schema // nil: any text follows it
	if !request.Plain {
		var err error
		if schema, err = compileSchema(request.Schema); err != nil {
			return Response{}, fmt.Errorf("schema %q: %w", request.SchemaName, err)
		}
	}
	if request.MaxTokens <= 0 || request.MaxTokens > c.options.MaxTokens {
		request.MaxTokens = c.options.MaxTokens
	}
	if ctx.Err() != nil {
		return Response{}, c.contextError(ctx.Err(), 0)
	}
	held, err := c.budget.reserve(estimate(request.System) + estimate(request.User) + request.MaxTokens)
	if err != nil {
		return Response{}, err
	}
	callCtx, cancel := context.WithTimeout(ctx, c.options.Timeout)
	defer cancel()
	wire := c.build(request)
	completion, attempts, err := persist(callCtx, c.options.Retries, c.options.Backoff, func() (openai.ChatCompletionResponse, error) {
		return c.wire.CreateChatCompletion(callCtx, wire)
	})
	charged := tokensUsed(completion, held.tokens, err)
	held.settle(charged)
	if err != nil {
		return Response{Charged: charged}, c.finalError(ctx, err, attempts)
	}
	response, err := c.accept(completion, schema, attempts)
	response.Charged = charged
	return response, err
}

// CloseIdleConnections closes what is kept open for the next call. The client stays usable.
func (c *Client) CloseIdleConnections() { c.options.HTTPClient.CloseIdleConnections() }

// coldest is sent in place of the temperature 0. The library leaves a zero out, and the server would then use its own
// default, which is seldom 0. Of smaller ones some servers make infinities when they divide by them, and then draw words
// at random.
const coldest = 1e-6

// build writes the request as the wire library wants it.
func (c *Client) build(request Request) openai.ChatCompletionRequest {
	wire := openai.ChatCompletionRequest{
		Model: c.options.Model,
		Messages: []openai.ChatCompletionMessage{
			{Role: openai.ChatMessageRoleSystem, Content: request.System},
			{Role: openai.ChatMessageRoleUser, Content: request.User},
		},
		Temperature: float32(max(c.options.Temperature, coldest)),
	}
	if !request.Plain {
		wire.ResponseFormat = &openai.ChatCompletionResponseFormat{
			Type: openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{
				Name: request.SchemaName, Schema: request.Schema, Strict: true,
			},
		}
	}
	//lint:ignore SA1019 many compatible servers know the older name only, and would not bound the answer by the newer
	wire.MaxTokens = request.MaxTokens
	if openai.NewReasoningValidator().Validate(wire) == nil {
		return wire
	}
	// Models that reason take neither a temperature nor the older name of the limit.
	//lint:ignore SA1019 the older name is taken out
	wire.MaxTokens, wire.Temperature = 0, 0
	wire.MaxCompletionTokens = request.MaxTokens
	return wire
}

// accept takes the text out of a completion, if it is whole and follows the schema.
func (c *Client) accept(completion openai.ChatCompletionResponse, schema *schema, attempts int) (Response, error) {
	model := shownName(completion.Model, c.options.Model)
	c.reported.Store(model)
	fail := func(kind error, what, do string) (Response, error) {
		return Response{}, &Error{Kind: kind, What: fmt.Sprintf("the model %s %s", model, what), Do: do, Status: http.StatusOK, Attempts: attempts}
	}
	if len(completion.Choices) == 0 {
		return fail(ErrBadResponse, "sent no choices", completions.wrongAddress())
	}
	choice := completion.Choices[0]
	switch {
	case choice.FinishReason == openai.FinishReasonLength:
		cutOff, err := fail(ErrTruncated, "reached its limit of tokens before the answer was complete", "raise llm.max_tokens or the server's context")
		if schema == nil {
			cutOff.Text, cutOff.Model = choice.Message.Content, model
		}
		return cutOff, err
	case choice.FinishReason == openai.FinishReasonContentFilter || choice.Message.Refusal != "":
		return fail(ErrFiltered, "declined to answer", "another model may answer")
	case choice.FinishReason != openai.FinishReasonStop:
		return fail(ErrBadResponse, "did not say that its answer is complete", "the server must send finish_reason")
	case strings.TrimSpace(choice.Message.Content) == "":
		return fail(ErrBadResponse, "sent an empty answer", "try another model")
	}
	if where, err := schema.validate(choice.Message.Content); err != nil {
		return fail(ErrSchema, "sent an answer that does not follow the schema"+where,
			"the endpoint must enforce response_format json_schema; try another model")
	}
	return Response{
		Text: choice.Message.Content, Model: model,
		PromptTokens: completion.Usage.PromptTokens, CompletionTokens: completion.Usage.CompletionTokens,
	}, nil
}

// finalError turns what the last attempt left into the error that the caller sees.
func (c *Client) finalError(ctx context.Context, err error, attempts int) error {
	return completions.finalError(ctx, err, attempts, c.endpoint, c.options.Timeout)
}

func (c *Client) contextError(err error, attempts int) error {
	return completions.contextError(err, attempts, c.endpoint, c.options.Timeout)
}

// estimate is an upper guess of a text's tokens: three bytes a token, where four is usual in English.
func estimate(text string) int { return len(text)/3 + 1 }

// tokensUsed is what a call is charged with: the server's count, or what was reserved where it may have worked
// without telling how much, or nothing where it refused.
func tokensUsed(completion openai.ChatCompletionResponse, reserved int, err error) int {
	var typed *Error
	switch {
	case err == nil && completion.Usage.PromptTokens+completion.Usage.CompletionTokens > 0:
		return completion.Usage.PromptTokens + completion.Usage.CompletionTokens
	case errors.As(err, &typed) && !typed.billed:
		return 0
	}
	return reserved
}

// shownName is a server's name for its model, or the configured one where the server's is empty or unfit to print.
func shownName(reported, configured string) string {
	unfit := func(r rune) bool { return !unicode.IsPrint(r) }
	if reported == "" || len(reported) > 200 || strings.ContainsFunc(reported, unfit) {
		return configured
	}
	return reported
}
