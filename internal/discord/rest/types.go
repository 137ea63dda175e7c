package rest

import (
	"bytes"
	"encoding/json"
)

// Posted is a message as Discord has it; SnowflakeTime of its id is when it
// was sent.
type Posted struct {
	ID         string            `json:"id"`
	Channel    string            `json:"channel_id"`
	Author     User              `json:"author"`
	Content    string            `json:"content"` // empty for others' messages: the bot has no message-content intent
	Flags      int               `json:"flags"`
	Components []json.RawMessage `json:"components"`
	Thread     *Channel          `json:"thread"`
	Files      []PostedFile      `json:"attachments"`
	Reference  *PostedReference  `json:"message_reference"`    // nil where it replies to none
	Cause      *PostedCause      `json:"interaction_metadata"` // nil where it answers no interaction
}

// PostedReference names the message that another replies to.
type PostedReference struct {
	MessageID string `json:"message_id"`
}

// PostedCause names the interaction that a message answers.
type PostedCause struct {
	ID string `json:"id"`
}

// Answers reports whether the message answers the interaction of an id, or
// replies to the message of that id.
func (p *Posted) Answers(id string) bool {
	return p.Reference != nil && p.Reference.MessageID == id || p.Cause != nil && p.Cause.ID == id
}

// HasButton reports whether a custom id in the message begins so.
func (p *Posted) HasButton(begin string) bool {
	quoted, err := json.Marshal(begin)
	if err != nil {
		return false
	}
	mark := append([]byte(`"custom_id":`), quoted[:len(quoted)-1]...)
	for _, c := range p.Components {
		var small bytes.Buffer
		if json.Compact(&small, c) == nil && bytes.Contains(small.Bytes(), mark) {
			return true
		}
	}
	return false
}

// PostedFile is a file of a message.
type PostedFile struct {
	ID   string `json:"id"`
	Name string `json:"filename"`
	Size int    `json:"size"`
}

// User is a person or a bot.
type User struct {
	ID      string `json:"id"`
	Name    string `json:"username"`
	Display string `json:"global_name"`
	Bot     bool   `json:"bot"`
}

// Kinds of channels, as Discord numbers them.
const (
	ChannelText          = 0
	ChannelDirect        = 1
	ChannelGroup         = 3
	ChannelCategory      = 4
	ChannelAnnouncement  = 5
	ThreadOfAnnouncement = 10
	ThreadPublic         = 11
	ThreadPrivate        = 12
	ChannelForum         = 15
)

// Channel is a channel, a thread or a conversation with a user.
type Channel struct {
	ID         string      `json:"id"`
	Kind       int         `json:"type"`
	Guild      string      `json:"guild_id"`
	Name       string      `json:"name"`
	Parent     string      `json:"parent_id"` // of a thread: its channel; of a channel: its category
	Owner      string      `json:"owner_id"`  // of a thread: who started it
	Overwrites []Overwrite `json:"permission_overwrites"`
	Thread     *ThreadInfo `json:"thread_metadata"` // nil for what is no thread
}

// IsThread reports whether the channel is a thread.
func (c *Channel) IsThread() bool { return c.Kind >= ThreadOfAnnouncement && c.Kind <= ThreadPrivate }

// ThreadInfo is the state of a thread.
type ThreadInfo struct {
	Archived bool `json:"archived"`
	Locked   bool `json:"locked"`
}

// Overwrite changes the permissions of a role or a member in a channel.
type Overwrite struct {
	ID    string      `json:"id"`
	Kind  int         `json:"type"` // 0 role, 1 member
	Allow Permissions `json:"allow"`
	Deny  Permissions `json:"deny"`
}

// Guild is a server.
type Guild struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Owner  string `json:"owner_id"`
	Locale string `json:"preferred_locale"`
	Roles  []Role `json:"roles"`
}

// Role is a role of a server.
type Role struct {
	ID          string      `json:"id"`
	Name        string      `json:"name"`
	Permissions Permissions `json:"permissions"`
}

// Member is a user in a server.
type Member struct {
	User  User     `json:"user"`
	Nick  string   `json:"nick"`
	Roles []string `json:"roles"`
}

// Application is what the bot belongs to.
type Application struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Flags  int    `json:"flags"`
	Public bool   `json:"bot_public"`
	Grant  bool   `json:"bot_require_code_grant"`    // an invite link alone does not let it in
	Hook   string `json:"interactions_endpoint_url"` // where interactions go instead of the gateway; empty: nowhere
	Bot    *User  `json:"bot"`                       // nil where the application has no bot
}

// GatewayInfo says where the gateway is, and how often one may begin there.
type GatewayInfo struct {
	URL    string `json:"url"`
	Shards int    `json:"shards"`
	Limit  struct {
		Total      int   `json:"total"`
		Remaining  int   `json:"remaining"`   // sessions that may still be begun
		ResetAfter int64 `json:"reset_after"` // milliseconds until it is Total again
	} `json:"session_start_limit"`
}
