package gateway

import (
	"encoding/json"
	"errors"

	"github.com/bwmarrin/discordgo"
)

// errNotForUs stands for an event of a kind that nobody here asks for.
var errNotForUs = errors.New("no event of ours")

// decode reads the event that a payload holds. Fields that we do not use are
// not looked at, so that nothing in them can keep an event from us.
func decode(name string, data json.RawMessage) (Event, error) {
	switch name {
	case "INTERACTION_CREATE":
		return decodeInteraction(data)
	case "MESSAGE_CREATE":
		return decodeMessage(data)
	case "MESSAGE_DELETE", "MESSAGE_DELETE_BULK":
		return decodeMessageDelete(data)
	case "GUILD_CREATE":
		return into(data, &GuildCreate{})
	case "GUILD_DELETE":
		return into(data, &GuildDelete{})
	case "CHANNEL_DELETE", "THREAD_DELETE":
		return into(data, &ChannelDelete{})
	case "RESUMED":
		return &Resumed{}, nil
	}
	return nil, errNotForUs
}

func into[E Event](data json.RawMessage, e E) (Event, error) {
	if err := json.Unmarshal(data, e); err != nil {
		return nil, plain(err)
	}
	return e, nil
}

// plain keeps what was received out of an error: it may be what a user wrote.
func plain(err error) error {
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && e.Field != "" {
		return errors.New("field " + e.Field + " is of another type than expected")
	}
	return errors.New("not readable")
}

type rawReady struct {
	User        User                  `json:"user"`
	Session     string                `json:"session_id"`
	ResumeURL   string                `json:"resume_gateway_url"`
	Application struct{ ID string }   `json:"application"`
	Guilds      []struct{ ID string } `json:"guilds"`
}

func (r *rawReady) event() *Ready {
	e := &Ready{User: r.User, Application: r.Application.ID}
	for _, g := range r.Guilds {
		e.Guilds = append(e.Guilds, g.ID)
	}
	return e
}

type rawMessage struct {
	ID              string      `json:"id"`
	Guild           string      `json:"guild_id"`
	Channel         string      `json:"channel_id"`
	Kind            int         `json:"type"`
	Author          User        `json:"author"`
	Member          *Member     `json:"member"`
	Webhook         string      `json:"webhook_id"`
	Content         string      `json:"content"`
	Mentions        []User      `json:"mentions"`
	MentionEveryone bool        `json:"mention_everyone"`
	Reference       *Reference  `json:"message_reference"`
	Replied         *rawMessage `json:"referenced_message"`
	Files           []struct{}  `json:"attachments"`
	Flags           int         `json:"flags"`
	Components      rawParts    `json:"components"`
}

func decodeMessage(data json.RawMessage) (Event, error) {
	var raw rawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return nil, plain(err)
	}
	if raw.ID == "" || raw.Channel == "" {
		return nil, errors.New("a message without id or channel")
	}
	return raw.message(), nil
}

// message is nil for nil.
func (r *rawMessage) message() *Message {
	if r == nil {
		return nil
	}
	m := &Message{ID: r.ID, Guild: r.Guild, Channel: r.Channel, Kind: r.Kind, Author: r.Author, Member: r.Member, Webhook: r.Webhook,
		Content: r.Content, MentionEveryone: r.MentionEveryone, Reference: r.Reference, Files: len(r.Files), Flags: r.Flags}
	for _, u := range r.Mentions {
		m.Mentions = append(m.Mentions, u.ID)
	}
	if r.Replied != nil {
		replied := *r.Replied
		replied.Replied = nil
		m.Replied = replied.message()
	}
	r.Components.walk(func(p *rawPart) { m.CustomIDs = append(m.CustomIDs, p.CustomID) })
	return m
}

func decodeMessageDelete(data json.RawMessage) (Event, error) {
	var raw struct {
		ID      string   `json:"id"`
		IDs     []string `json:"ids"`
		Channel string   `json:"channel_id"`
		Guild   string   `json:"guild_id"`
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return nil, plain(err)
	}
	if raw.ID != "" {
		raw.IDs = append(raw.IDs, raw.ID)
	}
	return &MessageDelete{Guild: raw.Guild, Channel: raw.Channel, Messages: raw.IDs}, nil
}

// kinds maps Discord's numbers.
func kindOf(t int) Kind {
	switch discordgo.InteractionType(t) {
	case discordgo.InteractionApplicationCommand:
		return KindCommand
	case discordgo.InteractionApplicationCommandAutocomplete:
		return KindAutocomplete
	case discordgo.InteractionMessageComponent:
		return KindComponent
	case discordgo.InteractionModalSubmit:
		return KindModal
	}
	return KindUnknown
}
