package gateway

import (
	"encoding/json"
	"log/slog"
	"slices"

	"curbside/internal/discord/rest"
)

// Event is one of *Ready, *Resumed, *Interaction, *Message, *MessageDelete,
// *GuildCreate, *GuildDelete and *ChannelDelete.
type Event interface {
	// EventName is a short name for logs and metrics.
	EventName() string
}

// Ready begins a session.
type Ready struct {
	User        User     // the bot
	Application string   // its id
	Guilds      []string // ids of the servers that it is in; each follows as a GuildCreate
}

// Resumed continues a session after the connection was lost.
type Resumed struct{}

// User is a person or a bot.
type User struct {
	ID      string `json:"id"`
	Name    string `json:"username"`
	Display string `json:"global_name"` // may be empty
	Bot     bool   `json:"bot"`
}

// Member is what a user is in a server.
type Member struct {
	Nick        string           `json:"nick"`
	Roles       []string         `json:"roles"`
	Permissions rest.Permissions `json:"permissions"` // in the channel; in interactions only
}

// Message is a message that the bot may see: it mentions the bot, replies to
// it, or is a direct message; or an interaction is about it. Of others
// Content is empty.
type Message struct {
	ID              string
	Guild           string // empty in a direct message
	Channel         string // or thread
	Kind            int    // Discord's number: 0 plain, 19 reply, ...
	Author          User
	Member          *Member // nil in a direct message
	Webhook         string  // id, for what no user wrote
	Content         string
	Mentions        []string // ids of users
	MentionEveryone bool
	Reference       *Reference // what it replies to; nil for none
	Replied         *Message   // the message replied to, where Discord sent it along
	Files           int        // number of attachments
	CustomIDs       []string   // of its buttons and menus
	Flags           int
}

// Reference points to a message.
type Reference struct {
	Message string `json:"message_id"`
	Channel string `json:"channel_id"`
	Guild   string `json:"guild_id"`
}

// Mentioned reports whether a user is mentioned; a reply that pings mentions
// the author of what it replies to.
func (m *Message) Mentioned(user string) bool { return slices.Contains(m.Mentions, user) }

// MessageDelete tells that messages of a channel are gone.
type MessageDelete struct {
	Guild, Channel string
	Messages       []string
}

// GuildCreate tells of a server that the bot is in, joined or can reach again.
type GuildCreate struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Owner  string `json:"owner_id"`
	Locale string `json:"preferred_locale"`
	Down   bool   `json:"unavailable"`
}

// GuildDelete tells that the bot was removed from a server, or, with Down,
// that Discord cannot reach the server for a while.
type GuildDelete struct {
	ID   string `json:"id"`
	Down bool   `json:"unavailable"`
}

// ChannelDelete tells that a channel or a thread is gone.
type ChannelDelete struct {
	ID     string `json:"id"`
	Guild  string `json:"guild_id"`
	Parent string `json:"parent_id"`
	Kind   int    `json:"type"`
}

func (*Ready) EventName() string         { return "ready" }
func (*Resumed) EventName() string       { return "resumed" }
func (*Message) EventName() string       { return "message" }
func (*MessageDelete) EventName() string { return "message_delete" }
func (*GuildCreate) EventName() string   { return "guild_create" }
func (*GuildDelete) EventName() string   { return "guild_delete" }
func (*ChannelDelete) EventName() string { return "channel_delete" }

// String leaves out what was written.
func (m Message) String() string { return "message " + m.ID }

// GoString leaves out what was written.
func (m Message) GoString() string { return m.String() }

// LogValue leaves out what was written.
func (m Message) LogValue() slog.Value { return slog.StringValue(m.String()) }

// MarshalJSON leaves out what String does: it is there for logs.
func (m Message) MarshalJSON() ([]byte, error) { return json.Marshal(m.String()) }
