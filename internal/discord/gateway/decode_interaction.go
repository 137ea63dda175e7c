package gateway

import (
	"bytes"
	"encoding/json"
	"errors"

	"github.com/bwmarrin/discordgo"

	"curbside/internal/discord/rest"
)

// rawHead is what an answer needs; it is read even where all else fails.
type rawHead struct {
	ID          string `json:"id"`
	Application string `json:"application_id"`
	Token       string `json:"token"`
	Type        int    `json:"type"`
}

type rawInteraction struct {
	Guild     string `json:"guild_id"`
	ChannelID string `json:"channel_id"`
	Channel   Place  `json:"channel"`
	Member    *struct {
		Member
		User User `json:"user"`
	} `json:"member"`
	User        *User            `json:"user"`
	Permissions rest.Permissions `json:"app_permissions"`
	Locale      string           `json:"locale"`
	GuildLocale string           `json:"guild_locale"`
	Message     *rawMessage      `json:"message"`
	Data        json.RawMessage  `json:"data"`
}

type rawData struct {
	ID            rawScalar   `json:"id"` // a number in components
	Name          string      `json:"name"`
	Type          int         `json:"type"`
	Options       []rawOption `json:"options"`
	Target        string      `json:"target_id"`
	CustomID      string      `json:"custom_id"`
	ComponentType int         `json:"component_type"`
	Values        []string    `json:"values"`
	Components    rawParts    `json:"components"`
	Resolved      struct {
		Messages map[string]*rawMessage `json:"messages"`
	} `json:"resolved"`
}

type rawOption struct {
	Name    string      `json:"name"`
	Type    int         `json:"type"`
	Value   rawScalar   `json:"value"`
	Focused bool        `json:"focused"`
	Options []rawOption `json:"options"`
}

// decodeInteraction fails only where the interaction cannot be answered at
// all; what it cannot read otherwise is of KindUnknown.
func decodeInteraction(data json.RawMessage) (Event, error) {
	var head rawHead
	if err := json.Unmarshal(data, &head); err != nil {
		return nil, plain(err)
	}
	if head.ID == "" || head.Token == "" {
		return nil, errors.New("an interaction without id or token")
	}
	in := &Interaction{ID: head.ID, Application: head.Application, Token: head.Token, Type: head.Type}
	var raw rawInteraction
	if json.Unmarshal(data, &raw) != nil {
		return in, nil
	}
	raw.common(in)
	var what rawData
	if in.User.ID == "" || json.Unmarshal(raw.Data, &what) != nil {
		return in, nil
	}
	what.fill(in)
	return in, nil
}

// fill says what was done.
func (d *rawData) fill(in *Interaction) {
	in.Kind = kindOf(in.Type)
	switch in.Kind {
	case KindCommand, KindAutocomplete:
		in.Command = d.command()
	case KindComponent:
		in.CustomID, in.ComponentType, in.Values = d.CustomID, d.ComponentType, d.Values
		if !knownComponent(in.ComponentType) || in.CustomID == "" {
			in.Kind = KindUnknown
		}
	case KindModal:
		in.CustomID = d.CustomID
		d.Components.walk(func(p *rawPart) { in.Fields = append(in.Fields, p.field()) })
	}
}

func (r *rawInteraction) common(in *Interaction) {
	in.Guild, in.Direct, in.Channel = r.Guild, r.Guild == "", r.Channel
	if in.Channel.ID == "" {
		in.Channel.ID = r.ChannelID
	}
	switch {
	case r.Member != nil:
		in.User, in.Member = r.Member.User, &r.Member.Member
	case r.User != nil:
		in.User = *r.User
	}
	in.Permissions, in.Locale, in.GuildLocale = r.Permissions, r.Locale, r.GuildLocale
	in.Message = r.Message.message()
}

// command flattens groups and subcommands into the path.
func (d *rawData) command() Command {
	c := Command{ID: string(d.ID), Type: d.Type, Path: []string{d.Name}, Target: d.Target}
	c.Message = d.Resolved.Messages[c.Target].message()
	options := d.Options
	for len(options) == 1 && isGroup(options[0].Type) {
		c.Path = append(c.Path, options[0].Name)
		options = options[0].Options
	}
	for _, o := range options {
		c.Options = append(c.Options, Option{Name: o.Name, Kind: o.Type, Value: string(o.Value), Focused: o.Focused})
	}
	return c
}

func isGroup(t int) bool {
	return t == int(discordgo.ApplicationCommandOptionSubCommand) || t == int(discordgo.ApplicationCommandOptionSubCommandGroup)
}

func knownComponent(t int) bool {
	switch discordgo.ComponentType(t) {
	case discordgo.ButtonComponent, discordgo.SelectMenuComponent, discordgo.UserSelectMenuComponent,
		discordgo.RoleSelectMenuComponent, discordgo.MentionableSelectMenuComponent, discordgo.ChannelSelectMenuComponent:
		return true
	}
	return false
}

// rawParts are components as they nest: rows with parts, labels with one.
// What is no list of components is none.
type rawParts []rawPart

type rawPart struct {
	Type     int         `json:"type"`
	CustomID string      `json:"custom_id"`
	Value    rawScalar   `json:"value"`
	Values   []rawScalar `json:"values"`
	Parts    rawParts    `json:"components"`
	Part     *rawPart    `json:"component"`
}

// UnmarshalJSON never fails: components of kinds to come must not cost us the
// rest of a message.
func (l *rawParts) UnmarshalJSON(data []byte) error {
	var items []json.RawMessage
	if json.Unmarshal(data, &items) != nil {
		return nil
	}
	for _, item := range items {
		var p rawPart
		if json.Unmarshal(item, &p) == nil {
			*l = append(*l, p)
		}
	}
	return nil
}

// maxDepth is how deep components are looked into; Discord's go three deep.
const maxDepth = 6

// walk visits the parts that have a custom id.
func (l rawParts) walk(visit func(*rawPart)) { l.walkTo(maxDepth, visit) }

func (l rawParts) walkTo(depth int, visit func(*rawPart)) {
	if depth == 0 {
		return
	}
	for i := range l {
		if l[i].CustomID != "" {
			visit(&l[i])
		}
		l[i].Parts.walkTo(depth-1, visit)
		if l[i].Part != nil {
			rawParts{*l[i].Part}.walkTo(depth-1, visit)
		}
	}
}

func (p *rawPart) field() Field {
	f := Field{CustomID: p.CustomID}
	for _, v := range p.Values {
		f.Values = append(f.Values, string(v))
	}
	if p.Value != "" || p.Values == nil {
		f.Values = append(f.Values, string(p.Value))
	}
	return f
}

// rawScalar is a text, a number or a truth value, as text. Anything else is
// empty.
type rawScalar string

// UnmarshalJSON never fails.
func (s *rawScalar) UnmarshalJSON(data []byte) error {
	data = bytes.TrimSpace(data)
	if len(data) == 0 || data[0] == '{' || data[0] == '[' || string(data) == "null" {
		return nil
	}
	if data[0] != '"' {
		*s = rawScalar(data)
		return nil
	}
	var text string
	if json.Unmarshal(data, &text) == nil {
		*s = rawScalar(text)
	}
	return nil
}
