package discordtest

import (
	"encoding/json"
	"time"
)

// Message flags.
const (
	flagEphemeral    = 1 << 6
	flagLoading      = 1 << 7
	flagHasThread    = 1 << 5
	flagNoEmbeds     = 1 << 2
	flagSilent       = 1 << 12
	flagComponentsV2 = 1 << 15
)

// Message is a message as it was at one time. It is never changed: an edit makes another value with the same ID.
type Message struct {
	ID          string
	Channel     *Channel
	Author      *User
	Content     string
	Embeds      []Embed
	Components  []Component
	Files       []File
	Flags       int
	For         *User        // the only one who sees it; nil when it is not ephemeral
	Interaction *Interaction // that it replies to; nil for other messages
	ReplyTo     string       // id of the message that it replies to
	Thinking    bool         // "Curbside is thinking…": deferred and not yet answered
	Deleted     bool
	Pings       []string        // whom it pinged: names of users, @roles, @everyone
	Mentions    json.RawMessage // allowed_mentions as sent; nil where the bot sent none
	Sent        time.Time
	Edited      time.Time // as Discord tells it: zero when it never was, or only from "thinking"
	Version     int       // 0, and 1 more with each edit
	At          time.Time // when it came to be as it is here: sent, edited or deleted

	nonce      string
	pingsReply bool
	thread     *Channel
}

// File is an attachment.
type File struct {
	ID, Name, Type, Description string
	Data                        []byte
	index                       int
}

// Embed is one embed, as sent.
type Embed struct {
	Type        string       `json:"type,omitempty"`
	Title       string       `json:"title,omitempty"`
	Description string       `json:"description,omitempty"`
	URL         string       `json:"url,omitempty"`
	Color       int          `json:"color,omitempty"`
	Timestamp   string       `json:"timestamp,omitempty"`
	Author      *EmbedPart   `json:"author,omitempty"`
	Footer      *EmbedPart   `json:"footer,omitempty"`
	Fields      []EmbedField `json:"fields,omitempty"`
	Image       *EmbedPart   `json:"image,omitempty"`
	Thumbnail   *EmbedPart   `json:"thumbnail,omitempty"`
}

// EmbedPart is an author, footer or picture.
type EmbedPart struct {
	Name string `json:"name,omitempty"`
	Text string `json:"text,omitempty"`
	URL  string `json:"url,omitempty"`
}

// EmbedField is a field of an embed.
type EmbedField struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline"`
}

// Component types.
const (
	typeRow          = 1
	typeButton       = 2
	typeSelect       = 3
	typeInput        = 4
	typeUserSelect   = 5
	typeSection      = 9
	typeText         = 10
	typeLabel        = 18
	styleLink        = 5
	stylePremium     = 6
	inputParagraph   = 2
	channelText      = 0
	channelDM        = 1
	channelNews      = 5
	channelPublic    = 11
	channelPrivate   = 12
	typeReply        = 19
	typeSlash        = 20
	typeContext      = 23
	maxButtonsPerRow = 5
)

// Component is a component of a message or modal, as sent.
type Component struct {
	Type        int             `json:"type"`
	ID          int             `json:"id,omitempty"`
	CustomID    string          `json:"custom_id,omitempty"`
	Label       string          `json:"label,omitempty"`
	Description string          `json:"description,omitempty"`
	Style       int             `json:"style,omitempty"`
	URL         string          `json:"url,omitempty"`
	Disabled    bool            `json:"disabled,omitempty"`
	Emoji       json.RawMessage `json:"emoji,omitempty"`
	SKU         string          `json:"sku_id,omitempty"`
	Placeholder string          `json:"placeholder,omitempty"`
	Options     []SelectOption  `json:"options,omitempty"`
	MinValues   *int            `json:"min_values,omitempty"`
	MaxValues   *int            `json:"max_values,omitempty"`
	MinLength   *int            `json:"min_length,omitempty"`
	MaxLength   *int            `json:"max_length,omitempty"`
	Required    *bool           `json:"required,omitempty"`
	Value       string          `json:"value,omitempty"`
	Content     string          `json:"content,omitempty"`
	Components  []Component     `json:"components,omitempty"`
	Component   *Component      `json:"component,omitempty"`
	Accessory   *Component      `json:"accessory,omitempty"`
}

// SelectOption is one entry of a select menu.
type SelectOption struct {
	Label       string          `json:"label"`
	Value       string          `json:"value"`
	Description string          `json:"description,omitempty"`
	Emoji       json.RawMessage `json:"emoji,omitempty"`
	Default     bool            `json:"default,omitempty"`
}

// each visits components and all within them.
func each(list []Component, visit func(c *Component)) {
	for i := range list {
		c := &list[i]
		visit(c)
		each(c.Components, visit)
		for _, inner := range []*Component{c.Component, c.Accessory} {
			if inner != nil {
				visit(inner)
				each(inner.Components, visit)
			}
		}
	}
}

// numbered fills in what Discord fills in: ids, and how many entries of a menu may be chosen.
func numbered(list []Component) []Component {
	n, one := 0, 1
	each(list, func(c *Component) {
		n++
		if c.ID == 0 {
			c.ID = n
		}
		if c.isMenu() && c.MinValues == nil {
			c.MinValues = &one
		}
		if c.isMenu() && c.MaxValues == nil {
			c.MaxValues = &one
		}
	})
	return list
}

func (c *Component) isMenu() bool {
	return c.Type == typeSelect || c.Type >= typeUserSelect && c.Type < typeSection
}

// Buttons lists the labels of a message's buttons, in order.
func (m *Message) Buttons() []string {
	var out []string
	each(m.Components, func(c *Component) {
		if c.Type == typeButton {
			out = append(out, c.Label)
		}
	})
	return out
}

// find returns the component with a label, placeholder or custom id.
func find(list []Component, name string) *Component {
	var out *Component
	each(list, func(c *Component) {
		named := c.CustomID == name || c.Label == name || (c.Placeholder != "" && c.Placeholder == name)
		if out == nil && named && c.Type != typeLabel && (c.CustomID != "" || c.URL != "") {
			out = c
		}
		if out == nil && c.Type == typeLabel && c.Label == name {
			out = c.Component
		}
	})
	return out
}

// payload is what the bot sends for a message, wherever it sends it.
type payload struct {
	Content     *string         `json:"content"`
	Embeds      *[]Embed        `json:"embeds"`
	Components  *[]Component    `json:"components"`
	Attachments *[]attachment   `json:"attachments"`
	Flags       *int            `json:"flags"`
	Mentions    json.RawMessage `json:"allowed_mentions"`
	TTS         bool            `json:"tts"`
	Poll        json.RawMessage `json:"poll"`
	Stickers    []string        `json:"sticker_ids"`
	Reference   *struct {
		MessageID string `json:"message_id"`
		Fail      *bool  `json:"fail_if_not_exists"`
	} `json:"message_reference"`
	Nonce   any  `json:"nonce"`
	Enforce bool `json:"enforce_nonce"`
}

type attachment struct {
	ID          json.RawMessage `json:"id"`
	Filename    string          `json:"filename"`
	Description string          `json:"description"`
}

func (p *payload) flags() int {
	if p.Flags == nil {
		return 0
	}
	return *p.Flags
}
