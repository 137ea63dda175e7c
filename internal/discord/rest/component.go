package rest

import "encoding/json"

// Component is a part of a message or a modal: [Row], [Button], [Select],
// [Label], [TextInput], [TextDisplay].
type Component interface {
	json.Marshaler
	component()
}

// Kinds of components, as Discord numbers them.
const (
	ComponentRow               = 1
	ComponentButton            = 2
	ComponentStringSelect      = 3
	ComponentTextInput         = 4
	ComponentUserSelect        = 5
	ComponentRoleSelect        = 6
	ComponentMentionableSelect = 7
	ComponentChannelSelect     = 8
	ComponentTextDisplay       = 10
	ComponentLabel             = 18
)

// Styles of buttons.
const (
	ButtonPrimary   = 1
	ButtonSecondary = 2
	ButtonSuccess   = 3
	ButtonDanger    = 4
	ButtonLink      = 5
)

// Styles of text inputs.
const (
	TextShort     = 1
	TextParagraph = 2
)

// Row holds up to five buttons, or one select.
type Row []Component

// Button is pressed; a link needs URL and no CustomID.
type Button struct {
	Style    int // default ButtonSecondary
	Label    string
	CustomID string
	URL      string
	Emoji    string // one Unicode emoji
	Disabled bool
}

// Select is a menu. Options are for ComponentStringSelect only.
type Select struct {
	Kind         int // default ComponentStringSelect
	CustomID     string
	Placeholder  string
	Options      []SelectOption
	ChannelTypes []int // for ComponentChannelSelect
	Default      []DefaultValue
	Min, Max     *int // how many may be chosen; nil: one
	Required     *bool
	Disabled     bool
}

// SelectOption is one choice of a menu.
type SelectOption struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Default     bool   `json:"default,omitempty"`
}

// DefaultValue is chosen beforehand in a menu of users, roles or channels.
type DefaultValue struct {
	ID   string `json:"id"`
	Type string `json:"type"` // user, role, channel
}

// Label names a part of a modal.
type Label struct {
	Label       string // at most 45 characters
	Description string // at most 100
	Part        Component
}

// TextInput is where a user types, inside a Label.
type TextInput struct {
	CustomID    string
	Style       int // default TextShort
	Value       string
	Placeholder string
	Optional    bool
	Min, Max    int // characters; Max 0: Discord's limit
}

// TextDisplay is text in a modal.
type TextDisplay struct{ Content string }

func (Row) component()         {}
func (Button) component()      {}
func (Select) component()      {}
func (Label) component()       {}
func (TextInput) component()   {}
func (TextDisplay) component() {}

type emoji struct {
	Name string `json:"name"`
}

func (r Row) MarshalJSON() ([]byte, error) {
	parts := []Component(r)
	if parts == nil {
		parts = []Component{}
	}
	return json.Marshal(struct {
		Type       int         `json:"type"`
		Components []Component `json:"components"`
	}{ComponentRow, parts})
}

func (b Button) MarshalJSON() ([]byte, error) {
	wire := struct {
		Type     int    `json:"type"`
		Style    int    `json:"style"`
		Label    string `json:"label,omitempty"`
		CustomID string `json:"custom_id,omitempty"`
		URL      string `json:"url,omitempty"`
		Emoji    *emoji `json:"emoji,omitempty"`
		Disabled bool   `json:"disabled,omitempty"`
	}{ComponentButton, or(b.Style, ButtonSecondary), b.Label, b.CustomID, b.URL, nil, b.Disabled}
	if b.URL != "" {
		wire.Style, wire.CustomID = ButtonLink, ""
	}
	if b.Emoji != "" {
		wire.Emoji = &emoji{b.Emoji}
	}
	return json.Marshal(wire)
}

func (s Select) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Type         int            `json:"type"`
		CustomID     string         `json:"custom_id"`
		Placeholder  string         `json:"placeholder,omitempty"`
		Options      []SelectOption `json:"options,omitempty"`
		ChannelTypes []int          `json:"channel_types,omitempty"`
		Default      []DefaultValue `json:"default_values,omitempty"`
		Min          *int           `json:"min_values,omitempty"`
		Max          *int           `json:"max_values,omitempty"`
		Required     *bool          `json:"required,omitempty"`
		Disabled     bool           `json:"disabled,omitempty"`
	}{or(s.Kind, ComponentStringSelect), s.CustomID, s.Placeholder, s.Options, s.ChannelTypes, s.Default, s.Min, s.Max, s.Required, s.Disabled})
}

func (l Label) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Type        int       `json:"type"`
		Label       string    `json:"label"`
		Description string    `json:"description,omitempty"`
		Component   Component `json:"component"`
	}{ComponentLabel, l.Label, l.Description, l.Part})
}

func (t TextInput) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Type        int    `json:"type"`
		CustomID    string `json:"custom_id"`
		Style       int    `json:"style"`
		Value       string `json:"value,omitempty"`
		Placeholder string `json:"placeholder,omitempty"`
		Required    bool   `json:"required"`
		Min         int    `json:"min_length,omitempty"`
		Max         int    `json:"max_length,omitempty"`
	}{ComponentTextInput, t.CustomID, or(t.Style, TextShort), t.Value, t.Placeholder, !t.Optional, t.Min, t.Max})
}

func (t TextDisplay) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Type    int    `json:"type"`
		Content string `json:"content"`
	}{ComponentTextDisplay, t.Content})
}

func or(n, fallback int) int {
	if n == 0 {
		return fallback
	}
	return n
}
