package discordtest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
)

// Option types of commands.
const (
	optSubcommand = 1
	optGroup      = 2
	optString     = 3
	optInteger    = 4
	optBoolean    = 5
	optUser       = 6
	optChannel    = 7
	optRole       = 8
	optNumber     = 10
)

// Command is a command that the bot registered.
type Command struct {
	ID          string
	Name        string
	Type        int // 1 slash, 2 user menu, 3 message menu
	Description string
	Options     []CommandOption
	Permissions *int64 // that members need by default; nil: none
	Contexts    []int  // 0 guild, 1 direct message; nil: both
	guild       *Guild // nil for a global one
	raw         object
	version     string
}

// CommandOption is an option, a subcommand or a group of them.
type CommandOption struct {
	Type         int             `json:"type"`
	Name         string          `json:"name"`
	Description  string          `json:"description"`
	Required     bool            `json:"required"`
	Autocomplete bool            `json:"autocomplete"`
	Choices      []Choice        `json:"choices"`
	Options      []CommandOption `json:"options"`
	MinLength    *int            `json:"min_length"`
	MaxLength    *int            `json:"max_length"`
	MinValue     *float64        `json:"min_value"`
	MaxValue     *float64        `json:"max_value"`
}

// Commands lists what the bot registered: globally, or for a guild.
func (s *Server) Commands(g *Guild) []*Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(*s.commandList(g))
}

func (s *Server) commandList(g *Guild) *[]*Command {
	if g == nil {
		return &s.commands
	}
	return &g.commands
}

// scope finds the commands that a path speaks of.
func (s *Server) scope(c *call) (*[]*Command, *Guild, error) {
	if c.arg("application_id") != s.bot.ID {
		return nil, nil, refuse(http.StatusForbidden, 20012, "You are not authorized to perform this action on this application")
	}
	if c.arg("guild_id") == "" {
		return &s.commands, nil, nil
	}
	g, err := s.guildFor(c)
	if err != nil {
		return nil, nil, refuse(http.StatusForbidden, 50001, "Missing Access")
	}
	return &g.commands, g, nil
}

func (s *Server) readCommand(raw json.RawMessage, g *Guild) (*Command, []problem) {
	fields := object{}
	_ = json.Unmarshal(raw, &fields)
	var body struct {
		Name        string          `json:"name"`
		Type        int             `json:"type"`
		Description string          `json:"description"`
		Options     []CommandOption `json:"options"`
		Permissions any             `json:"default_member_permissions"`
		Contexts    []int           `json:"contexts"`
		DM          *bool           `json:"dm_permission"`
	}
	_ = json.Unmarshal(raw, &body)
	cmd := &Command{Name: body.Name, Type: max(1, body.Type), Description: body.Description, Options: body.Options, Contexts: body.Contexts, guild: g, raw: fields, version: s.newID()}
	if text, ok := body.Permissions.(string); ok {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			cmd.Permissions = &n
		}
	} else if n, ok := body.Permissions.(float64); ok {
		p := int64(n)
		cmd.Permissions = &p
	}
	if body.DM != nil && !*body.DM && cmd.Contexts == nil {
		cmd.Contexts = []int{0}
	}
	return cmd, checkCommand(cmd)
}

func (cmd *Command) wire(s *Server) object {
	out := object{}
	for k, v := range cmd.raw {
		if v != nil {
			out[k] = v
		}
	}
	out["id"], out["application_id"], out["version"], out["type"] = cmd.ID, s.bot.ID, cmd.version, cmd.Type
	out["default_member_permissions"], out["nsfw"], out["description"] = nil, false, cmd.Description
	if cmd.Permissions != nil {
		out["default_member_permissions"] = strconv.FormatInt(*cmd.Permissions, 10)
	}
	if cmd.guild != nil {
		out["guild_id"] = cmd.guild.ID
	}
	return out
}

func (s *Server) getCommands(c *call) (int, any, error) {
	list, _, err := s.scope(c)
	if err != nil {
		return 0, nil, err
	}
	out := []object{}
	for _, cmd := range *list {
		out = append(out, cmd.wire(s))
	}
	return http.StatusOK, out, nil
}

func (s *Server) putCommands(c *call) (int, any, error) {
	list, g, err := s.scope(c)
	if err != nil {
		return 0, nil, err
	}
	var raws []json.RawMessage
	c.decode(&raws)
	var next []*Command
	for i, raw := range raws {
		cmd, problems := s.readCommand(raw, g)
		if problems != nil {
			for k := range problems {
				problems[k].path = append(at(i), problems[k].path...)
			}
			return 0, nil, invalid(problems...)
		}
		next = place(s, next, *list, cmd)
	}
	*list = next
	return s.getCommands(c)
}

func (s *Server) postCommand(c *call) (int, any, error) {
	list, g, err := s.scope(c)
	if err != nil {
		return 0, nil, err
	}
	cmd, problems := s.readCommand(c.body, g)
	if problems != nil {
		return 0, nil, invalid(problems...)
	}
	before := len(*list)
	*list = place(s, *list, *list, cmd)
	if len(*list) == before {
		return http.StatusOK, cmd.wire(s), nil
	}
	return http.StatusCreated, cmd.wire(s), nil
}

// place puts a command into a list; it keeps the id of the one that it replaces.
func place(s *Server, list, known []*Command, cmd *Command) []*Command {
	same := func(x *Command) bool { return x.Name == cmd.Name && x.Type == cmd.Type }
	cmd.ID = s.newID()
	if i := slices.IndexFunc(known, same); i >= 0 {
		cmd.ID = known[i].ID
	}
	if i := slices.IndexFunc(list, same); i >= 0 {
		list = slices.Clone(list)
		list[i] = cmd
		return list
	}
	return append(list, cmd)
}

func (s *Server) commandFor(c *call) (*[]*Command, int, error) {
	list, _, err := s.scope(c)
	if err != nil {
		return nil, 0, err
	}
	i := slices.IndexFunc(*list, func(x *Command) bool { return x.ID == c.arg("command_id") })
	if i < 0 {
		return nil, 0, refuse(http.StatusNotFound, 10063, "Unknown application command")
	}
	return list, i, nil
}

func (s *Server) getCommand(c *call) (int, any, error) {
	list, i, err := s.commandFor(c)
	if err != nil {
		return 0, nil, err
	}
	return http.StatusOK, (*list)[i].wire(s), nil
}

func (s *Server) patchCommand(c *call) (int, any, error) {
	list, i, err := s.commandFor(c)
	if err != nil {
		return 0, nil, err
	}
	old := (*list)[i]
	merged := object{}
	for k, v := range old.raw {
		merged[k] = v
	}
	c.decode(&merged)
	raw, _ := json.Marshal(merged)
	cmd, problems := s.readCommand(raw, old.guild)
	if problems != nil {
		return 0, nil, invalid(problems...)
	}
	cmd.ID, cmd.Type = old.ID, old.Type
	next := slices.Clone(*list)
	next[i] = cmd
	*list = next
	return http.StatusOK, cmd.wire(s), nil
}

func (s *Server) deleteCommand(c *call) (int, any, error) {
	list, i, err := s.commandFor(c)
	if err != nil {
		return 0, nil, err
	}
	*list = slices.Delete(slices.Clone(*list), i, i+1)
	return http.StatusNoContent, nil, nil
}
