package discordtest

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// callCommand fills an interaction with a command's data, or with why a client would not send it.
func (s *Server) callCommand(it *Interaction, name string, opts Opts, focused string) {
	words := strings.Fields(name)
	cmd := s.commandOf(it.Channel.Guild, 1, words[0])
	if cmd == nil && s.opts.anyCommand {
		cmd = guessCommand(words, opts)
	}
	if cmd == nil {
		it.refuse("there is no command /" + words[0])
		return
	}
	it.command = cmd
	it.refuse(s.mayCall(it.User, it.Channel, cmd))
	resolved := object{}
	options, why := s.fill(it, cmd.Options, words[1:], opts, focused, resolved)
	it.refuse(why)
	it.data = object{"id": cmd.ID, "name": cmd.Name, "type": 1, "options": options}
	if len(resolved) > 0 {
		it.data["resolved"] = resolved
	}
	if cmd.guild != nil {
		it.data["guild_id"] = cmd.guild.ID
	}
}

func (s *Server) commandOf(g *Guild, kind int, name string) *Command {
	var lists [][]*Command
	if g != nil {
		lists = append(lists, g.commands)
	}
	for _, list := range append(lists, s.commands) {
		for _, c := range list {
			if c.Name == name && c.Type == kind {
				return c
			}
		}
	}
	return nil
}

// mayCall holds a command's default permissions and contexts against who calls it where.
func (s *Server) mayCall(u *User, ch *Channel, cmd *Command) string {
	where := 0
	if ch.Guild == nil {
		where = 1
	}
	if cmd.Contexts != nil && !slices.Contains(cmd.Contexts, where) {
		return "the command " + cmd.Name + " is not offered in " + ch.String()
	}
	if p := cmd.Permissions; ch.Guild != nil && p != nil {
		have := ch.permissions(u)
		if have&Administrator == 0 && (*p == 0 || have&*p != *p) {
			return u.Name + " has not the permissions that /" + cmd.Name + " needs"
		}
	}
	return ""
}

// fill makes the options of a command, in its order; words name the group and subcommand.
func (s *Server) fill(it *Interaction, defs []CommandOption, words []string, opts Opts, focused string, resolved object) ([]object, string) {
	out := []object{}
	if len(words) > 0 {
		i := slices.IndexFunc(defs, func(d CommandOption) bool { return d.Name == words[0] && d.Type <= optGroup })
		if i < 0 {
			return out, "there is no subcommand " + words[0]
		}
		inner, why := s.fill(it, defs[i].Options, words[1:], opts, focused, resolved)
		return append(out, object{"type": defs[i].Type, "name": words[0], "options": inner}), why
	}
	used := 0
	for _, d := range defs {
		if d.Type <= optGroup {
			return out, "a subcommand has to be named"
		}
		v, given := opts[d.Name]
		if !given {
			if d.Required && it.Type != Autocomplete {
				return out, "the option " + d.Name + " is required"
			}
			continue
		}
		used++
		value, why := s.optionValue(d, v, it.Channel.Guild, resolved)
		if why != "" && it.Type != Autocomplete {
			return out, "the option " + d.Name + ": " + why
		}
		o := object{"type": d.Type, "name": d.Name, "value": value}
		if d.Name == focused {
			if !d.Autocomplete {
				return out, "the option " + d.Name + " has no autocomplete"
			}
			o["focused"] = true
		}
		out = append(out, o)
	}
	if used < len(opts) {
		return out, fmt.Sprintf("the command has no such options: %v", opts)
	}
	return out, ""
}

// optionValue is a value as it is sent, or why a client would not take it.
func (s *Server) optionValue(d CommandOption, v any, g *Guild, resolved object) (any, string) {
	switch v := v.(type) {
	case string:
		return v, checkText(d, v)
	case bool:
		if d.Type != optBoolean {
			return v, "takes no bool"
		}
		return v, ""
	case int:
		return v, checkNumber(d, float64(v))
	case float64:
		return v, checkNumber(d, v)
	case *User:
		users, members := part(resolved, "users"), part(resolved, "members")
		users[v.ID] = v.wire()
		if g != nil && g.member(v) != nil {
			w := g.member(v).wire()
			delete(w, "user")
			w["permissions"] = permissionText(g.base(g.member(v)))
			members[v.ID] = w
		}
		return v.ID, only(d, optUser, "user")
	case *Channel:
		w := v.wire()
		w["permissions"] = "0"
		part(resolved, "channels")[v.ID] = w
		return v.ID, only(d, optChannel, "channel")
	case *Role:
		part(resolved, "roles")[v.ID] = v.wire()
		return v.ID, only(d, optRole, "role")
	}
	return nil, fmt.Sprintf("no option takes a %T", v)
}

func part(o object, name string) object {
	p, ok := o[name].(object)
	if !ok {
		p = object{}
		o[name] = p
	}
	return p
}

func only(d CommandOption, kind int, what string) string {
	if d.Type != kind && d.Type != 9 {
		return "takes no " + what
	}
	return ""
}

func checkText(d CommandOption, v string) string {
	n := utf8.RuneCountInString(v)
	switch {
	case d.Type != optString:
		return "takes no text"
	case n > 6000 || d.MaxLength != nil && n > *d.MaxLength:
		return fmt.Sprintf("the client takes no more characters: %d", n)
	case n == 0 || d.MinLength != nil && n < *d.MinLength:
		return "too short"
	case len(d.Choices) > 0 && !slices.ContainsFunc(d.Choices, func(c Choice) bool { return c.Value == v }):
		return "not among the choices: " + v
	}
	return ""
}

func checkNumber(d CommandOption, v float64) string {
	switch {
	case d.Type != optInteger && d.Type != optNumber:
		return "takes no number"
	case d.MinValue != nil && v < *d.MinValue || d.MaxValue != nil && v > *d.MaxValue:
		return "out of range"
	}
	return ""
}

// guessCommand makes a command up for a server that lets users call what was not registered.
func guessCommand(words []string, opts Opts) *Command {
	var defs []CommandOption
	for _, name := range sortedKeys(opts) {
		d := CommandOption{Name: name, Type: optString, Autocomplete: true}
		switch opts[name].(type) {
		case bool:
			d.Type = optBoolean
		case int:
			d.Type = optInteger
		case float64:
			d.Type = optNumber
		case *User:
			d.Type = optUser
		case *Channel:
			d.Type = optChannel
		case *Role:
			d.Type = optRole
		}
		defs = append(defs, d)
	}
	for i := len(words) - 1; i > 0; i-- {
		kind := optSubcommand
		if i < len(words)-1 {
			kind = optGroup
		}
		defs = []CommandOption{{Type: kind, Name: words[i], Options: defs}}
	}
	return &Command{ID: "1", Name: words[0], Type: 1, Options: defs}
}
