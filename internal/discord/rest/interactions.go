package rest

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/url"
)

// Hook is what replies to an interaction are sent and edited with, for 15
// minutes. The token is a secret: it prints as nothing.
type Hook struct {
	Application string
	Token       string
}

// String keeps the token out of what prints a hook.
func (h Hook) String() string { return "hook of application " + h.Application }

// GoString keeps the token out of what prints a hook.
func (h Hook) GoString() string { return h.String() }

// LogValue keeps the token out of logs.
func (h Hook) LogValue() slog.Value { return slog.StringValue(h.String()) }

// MarshalJSON leaves out what String does: it is there for logs.
func (h Hook) MarshalJSON() ([]byte, error) { return json.Marshal(h.String()) }

// Original names the message that a callback made, in place of its id.
const Original = "@original"

// Callback answers an interaction, within 3 seconds of its creation. It
// returns the message that it made or changed; one without an id where there
// is none, or where Discord did not tell. It is not repeated when its outcome
// is unknown: EditOriginal tells whether it arrived.
func (c *Client) Callback(ctx context.Context, interaction, token string, r Response) (*Posted, error) {
	k := call{op: "answer the interaction", method: http.MethodPost,
		route: "/interactions/:id/:token/callback", major: token, hook: token,
		path:  pathOf("/interactions/%s/%s/callback", interaction, token),
		query: url.Values{"with_response": {"true"}},
		body:  responseBody{r.kind, r.data}, files: r.files, lax: true}
	var got callbackResult
	if err := c.do(ctx, k, &got); err != nil {
		return nil, err
	}
	if got.Resource.Message == nil { // of one that was deferred only the id is told
		return &Posted{ID: got.Interaction.Message}, nil
	}
	return got.Resource.Message, nil
}

type callbackResult struct {
	Interaction struct {
		Message string `json:"response_message_id"`
	} `json:"interaction"`
	Resource struct {
		Message *Posted `json:"message"`
	} `json:"resource"`
}

// EditOriginal edits the message that the callback made or deferred. It may
// be repeated. Gone(err) means that the interaction was never acknowledged,
// that its token is over or that the message was deleted.
func (c *Client) EditOriginal(ctx context.Context, h Hook, e Edit) (*Posted, error) {
	return c.editHook(ctx, h, Original, e)
}

// EditFollowUp edits a message that FollowUp made.
func (c *Client) EditFollowUp(ctx context.Context, h Hook, message string, e Edit) (*Posted, error) {
	return c.editHook(ctx, h, message, e)
}

func (c *Client) editHook(ctx context.Context, h Hook, message string, e Edit) (*Posted, error) {
	k := h.call("edit the reply", http.MethodPatch, message)
	k.body, k.files, k.repeat = e.body(), e.Files, true
	return c.posted(ctx, k)
}

// GetOriginal reads the message that the callback made.
func (c *Client) GetOriginal(ctx context.Context, h Hook) (*Posted, error) {
	k := h.call("read the reply", http.MethodGet, Original)
	k.repeat = true
	return c.posted(ctx, k)
}

// DeleteOriginal deletes the message that the callback made.
func (c *Client) DeleteOriginal(ctx context.Context, h Hook) error {
	k := h.call("delete the reply", http.MethodDelete, Original)
	k.repeat, k.already = true, []int{CodeUnknownMessage}
	return c.do(ctx, k, nil)
}

// FollowUp sends a further message. It is not repeated when its outcome is
// unknown: edit the original instead.
func (c *Client) FollowUp(ctx context.Context, h Hook, m Message) (*Posted, error) {
	k := h.call("send a further reply", http.MethodPost, "")
	k.body, k.files, k.query = m.body(), m.Files, url.Values{"wait": {"true"}}
	return c.posted(ctx, k)
}

// call prepares a call to a hook; message is an id, Original or, for a new
// one, empty.
func (h Hook) call(op, method, message string) call {
	k := call{op: op, method: method, major: h.Token, hook: h.Token,
		route: "/webhooks/:application/:token", path: pathOf("/webhooks/%s/%s", h.Application, h.Token)}
	if message != "" {
		k.route += "/messages/:message"
		k.path += pathOf("/messages/%s", message)
	}
	return k
}

// posted carries out a call that is answered with a message.
func (c *Client) posted(ctx context.Context, k call) (*Posted, error) {
	var m Posted
	if err := c.do(ctx, k, &m); err != nil {
		return nil, err
	}
	return &m, nil
}
