package gateway

import (
	"encoding/json"
	"log/slog"
	"strconv"
	"strings"

	"curbside/internal/discord/rest"
)

// Kind is what sort of interaction it is.
type Kind int

// The kinds of interactions.
const (
	KindUnknown      Kind = iota // of a sort that this program does not know, or not readable
	KindCommand                  // a command was sent
	KindAutocomplete             // a command is being typed
	KindComponent                // a button was pressed, or a menu chosen from
	KindModal                    // a form was sent
)

func (k Kind) String() string {
	switch k {
	case KindCommand:
		return "command"
	case KindAutocomplete:
		return "autocomplete"
	case KindComponent:
		return "component"
	case KindModal:
		return "modal"
	}
	return "unknown"
}

// Interaction is what a user did with the bot. It has to be answered within
// 3 seconds, with its token. It prints as its kind and id alone.
type Interaction struct {
	ID          string
	Application string
	Token       string // secret
	Kind        Kind
	Type        int // Discord's number of the kind

	Guild         string // empty in a direct message
	Channel       Place
	User          User
	Member        *Member          // nil in a direct message
	Permissions   rest.Permissions // what the bot may do in the channel
	Locale        string           // of the user
	GuildLocale   string
	Direct        bool // not in a server
	Command       Command
	CustomID      string   // of the component or the form
	ComponentType int      // Discord's number
	Values        []string // chosen in a menu
	Fields        []Field  // of a form
	Message       *Message // that the component is part of; nil for forms opened by a command
}

// Place is a channel or a thread.
type Place struct {
	ID     string `json:"id"`
	Kind   int    `json:"type"` // Discord's number, as in package rest
	Name   string `json:"name"`
	Parent string `json:"parent_id"` // of a thread: its channel
}

// IsThread reports whether the place is a thread.
func (p Place) IsThread() bool {
	return p.Kind >= rest.ThreadOfAnnouncement && p.Kind <= rest.ThreadPrivate
}

// Command is which command was sent, and with what.
type Command struct {
	ID      string
	Type    int      // 1 chat, 2 user's menu, 3 message's menu
	Path    []string // name, and group and subcommand where it has them
	Options []Option // of the subcommand where there is one
	Target  string   // id of the user or message whose menu it was
	Message *Message // that message
}

// Name is the command's path with spaces: "session start".
func (c Command) Name() string { return strings.Join(c.Path, " ") }

// Option is one option that was given.
type Option struct {
	Name    string
	Kind    int    // Discord's number
	Value   string // text, digits, true or false, or an id
	Focused bool   // it is the one being typed
}

// Field is one part of a form that was sent.
type Field struct {
	CustomID string
	Values   []string // one for text; any number for a menu
}

// Has reports whether an option was given.
func (c Command) Has(name string) bool { return c.option(name) != nil }

// Text returns an option's value, "" where it was not given.
func (c Command) Text(name string) string {
	if o := c.option(name); o != nil {
		return o.Value
	}
	return ""
}

// Bool returns an option's value; given is false where it was not given.
func (c Command) Bool(name string) (value, given bool) {
	o := c.option(name)
	return o != nil && o.Value == "true", o != nil
}

// Int returns an option's value; given is false where it was not given or is
// no whole number.
func (c Command) Int(name string) (value int64, given bool) {
	n, err := strconv.ParseInt(c.Text(name), 10, 64)
	return n, err == nil
}

// Focused returns the option that is being typed, or nil.
func (c Command) Focused() *Option {
	for i := range c.Options {
		if c.Options[i].Focused {
			return &c.Options[i]
		}
	}
	return nil
}

func (c Command) option(name string) *Option {
	for i := range c.Options {
		if c.Options[i].Name == name {
			return &c.Options[i]
		}
	}
	return nil
}

// Field returns the first value of a part of a form, "" where it has none.
func (in *Interaction) Field(customID string) string {
	for _, f := range in.Fields {
		if f.CustomID == customID && len(f.Values) > 0 {
			return f.Values[0]
		}
	}
	return ""
}

// Hook is what the reply is edited with.
func (in *Interaction) Hook() rest.Hook {
	return rest.Hook{Application: in.Application, Token: in.Token}
}

// EventName is for logs and metrics.
func (in *Interaction) EventName() string { return "interaction_" + in.Kind.String() }

// String leaves out the token and what was written.
func (in Interaction) String() string { return in.Kind.String() + " interaction " + in.ID }

// GoString leaves out the token and what was written.
func (in Interaction) GoString() string { return in.String() }

// LogValue leaves out the token and what was written.
func (in Interaction) LogValue() slog.Value { return slog.StringValue(in.String()) }

// MarshalJSON leaves out what String does: it is there for logs.
func (in Interaction) MarshalJSON() ([]byte, error) { return json.Marshal(in.String()) }
