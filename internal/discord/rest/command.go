package rest

import (
	"context"
	"net/http"
)

// Kinds of commands.
const (
	CommandChat    = 1 // /name
	CommandUser    = 2 // in a user's menu
	CommandMessage = 3 // in a message's menu
)

// Kinds of options.
const (
	OptionSubcommand = 1
	OptionGroup      = 2
	OptionString     = 3
	OptionInteger    = 4
	OptionBoolean    = 5
	OptionUser       = 6
	OptionChannel    = 7
	OptionRole       = 8
	OptionNumber     = 10
)

// Where a command may be used.
const (
	ContextGuild  = 0
	ContextBotDM  = 1
	ContextOthers = 2 // conversations that the bot is not part of
)

// Command is a command of the bot's, as it is registered.
type Command struct {
	ID          string
	Kind        int // default CommandChat
	Name        string
	Description string
	Options     []Option
	Permissions *Permissions // who sees it unless the server says otherwise; nil: everybody
	Contexts    []int        // where; nil: Discord's default
	InstalledIn []int        // 0: servers, 1: users; nil: Discord's default
}

// Option is an option of a command, or a subcommand with options of its own.
type Option struct {
	Kind         int
	Name         string
	Description  string
	Required     bool
	Autocomplete bool
	Choices      []Choice
	Options      []Option
	ChannelTypes []int
	MinLength    *int
	MaxLength    *int
	MinValue     *float64
	MaxValue     *float64
}

// commandBody is a command on the wire. Lists that are compared or sent empty
// are never null.
type commandBody struct {
	ID          string       `json:"id,omitempty"`
	Kind        int          `json:"type,omitempty"`
	Name        string       `json:"name"`
	Description string       `json:"description,omitempty"`
	Options     []optionBody `json:"options"`
	Permissions *uint64      `json:"default_member_permissions"`
	Contexts    []int        `json:"contexts,omitempty"`
	InstalledIn []int        `json:"integration_types,omitempty"`
}

type optionBody struct {
	Kind         int          `json:"type"`
	Name         string       `json:"name"`
	Description  string       `json:"description"`
	Required     *bool        `json:"required,omitempty"`
	Autocomplete *bool        `json:"autocomplete,omitempty"`
	Choices      []Choice     `json:"choices,omitempty"`
	Options      []optionBody `json:"options,omitempty"`
	ChannelTypes []int        `json:"channel_types,omitempty"`
	MinLength    *int         `json:"min_length,omitempty"`
	MaxLength    *int         `json:"max_length,omitempty"`
	MinValue     *float64     `json:"min_value,omitempty"`
	MaxValue     *float64     `json:"max_value,omitempty"`
}

func (c Command) body() commandBody {
	b := commandBody{Kind: or(c.Kind, CommandChat), Name: c.Name, Description: c.Description,
		Options: optionBodies(c.Options), Contexts: c.Contexts, InstalledIn: c.InstalledIn}
	if b.Options == nil {
		b.Options = []optionBody{}
	}
	if c.Permissions != nil {
		n := uint64(*c.Permissions)
		b.Permissions = &n
	}
	return b
}

func optionBodies(list []Option) []optionBody {
	var out []optionBody
	for _, o := range list {
		out = append(out, optionBody{Kind: o.Kind, Name: o.Name, Description: o.Description,
			Required: onlyTrue(o.Required), Autocomplete: onlyTrue(o.Autocomplete),
			Choices: o.Choices, Options: optionBodies(o.Options), ChannelTypes: o.ChannelTypes,
			MinLength: o.MinLength, MaxLength: o.MaxLength, MinValue: o.MinValue, MaxValue: o.MaxValue})
	}
	return out
}

func onlyTrue(b bool) *bool {
	if !b {
		return nil
	}
	return &b
}

// commandRead is a command as Discord lists it.
type commandRead struct {
	commandBody
	Permissions *Permissions `json:"default_member_permissions"`
}

func (r commandRead) command() Command {
	return Command{ID: r.ID, Kind: r.Kind, Name: r.Name, Description: r.Description, Options: optionsOf(r.Options),
		Permissions: r.Permissions, Contexts: r.Contexts, InstalledIn: r.InstalledIn}
}

func optionsOf(list []optionBody) []Option {
	var out []Option
	for _, o := range list {
		out = append(out, Option{Kind: o.Kind, Name: o.Name, Description: o.Description,
			Required: o.Required != nil && *o.Required, Autocomplete: o.Autocomplete != nil && *o.Autocomplete,
			Choices: o.Choices, Options: optionsOf(o.Options), ChannelTypes: o.ChannelTypes,
			MinLength: o.MinLength, MaxLength: o.MaxLength, MinValue: o.MinValue, MaxValue: o.MaxValue})
	}
	return out
}

// Commands lists what is registered: for one server, or with guild "" for
// all.
func (c *Client) Commands(ctx context.Context, application, guild string) ([]Command, error) {
	k := onCommand("list the commands", http.MethodGet, application, guild, "")
	var got []commandRead
	if err := c.do(ctx, k, &got); err != nil {
		return nil, err
	}
	list := make([]Command, len(got))
	for i, r := range got {
		list[i] = r.command()
	}
	return list, nil
}

// CreateCommand registers a command, in the place of one with the same name
// and kind.
func (c *Client) CreateCommand(ctx context.Context, application, guild string, cmd Command) (*Command, error) {
	return c.writeCommand(ctx, onCommand("register a command", http.MethodPost, application, guild, ""), cmd)
}

// EditCommand changes the command with cmd's id. Its kind cannot change.
func (c *Client) EditCommand(ctx context.Context, application, guild string, cmd Command) (*Command, error) {
	return c.writeCommand(ctx, onCommand("change a command", http.MethodPatch, application, guild, cmd.ID), cmd)
}

func (c *Client) writeCommand(ctx context.Context, k call, cmd Command) (*Command, error) {
	b := cmd.body()
	if k.method == http.MethodPatch {
		b.Kind = 0
	}
	k.body = b
	var got commandRead
	if err := c.do(ctx, k, &got); err != nil {
		return nil, err
	}
	made := got.command()
	return &made, nil
}

// DeleteCommand takes a command back.
func (c *Client) DeleteCommand(ctx context.Context, application, guild, id string) error {
	k := onCommand("delete a command", http.MethodDelete, application, guild, id)
	k.already = []int{codeUnknownCommand}
	return c.do(ctx, k, nil)
}

const codeUnknownCommand = 10063

func onCommand(op, method, application, guild, id string) call {
	k := call{op: op, method: method, repeat: true, major: guild,
		route: "/applications/:application/commands", path: pathOf("/applications/%s/commands", application)}
	if guild != "" {
		k.route = "/applications/:application/guilds/:guild/commands"
		k.path = pathOf("/applications/%s/guilds/%s/commands", application, guild)
	}
	if id != "" {
		k.route += "/:command"
		k.path += pathOf("/%s", id)
	}
	return k
}
