package rest

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
)

// ThreadHours is for how long a thread stays open without a message.
const ThreadHours = 24

// CreateMessage sends a message to a channel, a thread or a conversation.
// One with a nonce is repeated when its outcome is unknown, and Discord shows
// it once; one without is not repeated.
func (c *Client) CreateMessage(ctx context.Context, channel string, m Message) (*Posted, error) {
	return c.posted(ctx, call{op: "send a message", method: http.MethodPost,
		route: "/channels/:channel/messages", major: channel, path: pathOf("/channels/%s/messages", channel),
		body: m.channelBody(), files: m.Files, repeat: m.Nonce != ""})
}

// EditMessage edits a message of the bot's.
func (c *Client) EditMessage(ctx context.Context, channel, message string, e Edit) (*Posted, error) {
	k := onMessage("edit a message", http.MethodPatch, channel, message)
	k.body, k.files = e.body(), e.Files
	return c.posted(ctx, k)
}

// GetMessage reads a message.
func (c *Client) GetMessage(ctx context.Context, channel, message string) (*Posted, error) {
	return c.posted(ctx, onMessage("read a message", http.MethodGet, channel, message))
}

// MostMessages is how many messages Messages reads at once.
const MostMessages = 100

// Messages reads the messages of a channel that come next after a message's
// id, oldest first: not more than MostMessages. To a
// bot that may not read the channel's history Discord shows none.
func (c *Client) Messages(ctx context.Context, channel, after string) ([]Posted, error) {
	k := get("read messages", "/channels/:channel/messages", channel, pathOf("/channels/%s/messages", channel))
	k.query = url.Values{"after": {after}, "limit": {strconv.Itoa(MostMessages)}}
	var got []Posted
	if err := c.do(ctx, k, &got); err != nil {
		return nil, err
	}
	slices.SortFunc(got, func(a, b Posted) int { return cmp.Or(cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID)) })
	return got, nil
}

// DeleteMessage deletes a message: the bot's, or another's where the bot may.
func (c *Client) DeleteMessage(ctx context.Context, channel, message string) error {
	k := onMessage("delete a message", http.MethodDelete, channel, message)
	k.already = []int{CodeUnknownMessage}
	return c.do(ctx, k, nil)
}

func onMessage(op, method, channel, message string) call {
	return call{op: op, method: method, route: "/channels/:channel/messages/:message", major: channel,
		path: pathOf("/channels/%s/messages/%s", channel, message), repeat: true}
}

// StartThread starts a thread from a message; name has at most 100
// characters. A thread has its message's id, and a message has one thread:
// started twice, the first is returned.
func (c *Client) StartThread(ctx context.Context, channel, message, name string) (*Channel, error) {
	var got Channel
	err := c.do(ctx, call{op: "start a thread", method: http.MethodPost,
		route: "/channels/:channel/messages/:message/threads", major: channel,
		path: pathOf("/channels/%s/messages/%s/threads", channel, message),
		body: struct {
			Name    string `json:"name"`
			Archive int    `json:"auto_archive_duration"`
		}{name, ThreadHours * 60}, repeat: true}, &got)
	if Is(err, CodeThreadExists) {
		return c.Channel(ctx, message)
	}
	if err != nil {
		return nil, err
	}
	return &got, nil
}

// CreateDM opens the conversation with a user, or finds it.
func (c *Client) CreateDM(ctx context.Context, user string) (*Channel, error) {
	var got Channel
	err := c.do(ctx, call{op: "open a direct message", method: http.MethodPost,
		route: "/users/@me/channels", path: "/users/@me/channels", repeat: true,
		body: struct {
			Recipient string `json:"recipient_id"`
		}{user}}, &got)
	return &got, err
}

// Channel reads a channel or a thread.
func (c *Client) Channel(ctx context.Context, channel string) (*Channel, error) {
	var got Channel
	err := c.do(ctx, get("read a channel", "/channels/:channel", channel, pathOf("/channels/%s", channel)), &got)
	return &got, err
}

// get prepares a call that reads.
func get(op, route, major, path string) call {
	return call{op: op, method: http.MethodGet, route: route, major: major, path: path, repeat: true}
}
