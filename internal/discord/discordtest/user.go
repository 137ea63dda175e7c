package discordtest

import (
	"fmt"
	"slices"
	"strings"
)

// Opts are the options of a slash command by name: strings, bools, ints, floats, *User, *Channel, *Role.
type Opts map[string]any

// Slash calls a command: "ask", or with its subcommand "session start".
func (u *User) Slash(ch *Channel, name string, opts ...Opts) *Interaction {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	it := &Interaction{Type: Slash, User: u, Channel: ch, custom: name}
	it.Refused = s.mayUse(u, ch)
	s.callCommand(it, name, merge(opts), "")
	return s.interact(it)
}

// Types writes into an option with autocomplete; what else is filled in already may be named.
func (u *User) Types(ch *Channel, name, option, text string, others ...Opts) *Interaction {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	it := &Interaction{Type: Autocomplete, User: u, Channel: ch, custom: name}
	it.Refused = s.mayUse(u, ch)
	all := merge(others)
	all[option] = text
	s.callCommand(it, name, all, option)
	return s.interact(it)
}

// Menu uses a command of a message's menu.
func (u *User) Menu(name string, m *Message) *Interaction {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	it := &Interaction{Type: Menu, User: u, Channel: m.Channel, custom: name}
	now, why := s.sight(u, m)
	it.on, it.Refused = now, why
	if why == "" {
		it.Refused = s.mayUse(u, m.Channel)
	}
	cmd := s.commandOf(m.Channel.Guild, 3, name)
	switch {
	case cmd == nil && !s.opts.anyCommand:
		it.refuse("there is no message command " + name)
	case cmd == nil:
		cmd = &Command{ID: "1", Name: name, Type: 3}
	}
	if it.Refused != "" {
		return s.interact(it)
	}
	it.refuse(s.mayCall(u, m.Channel, cmd))
	it.command = cmd
	it.data = object{"id": cmd.ID, "name": name, "type": 3, "target_id": now.ID, "resolved": object{"messages": object{now.ID: s.wireMessage(now)}}}
	return s.interact(it)
}

// Press presses a button, named by its label or custom id, of a message as it is now.
func (u *User) Press(m *Message, button string) *Interaction {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	it := &Interaction{Type: Press, User: u, Channel: m.Channel, custom: button}
	it.on, it.Refused = s.sight(u, m)
	if it.Refused != "" {
		return s.interact(it)
	}
	c := find(it.on.Components, button)
	switch {
	case c == nil || c.Type != typeButton:
		it.refuse("the message has no button " + button + "; it has " + strings.Join(it.on.Buttons(), ", "))
	case c.Disabled:
		it.refuse("the button " + button + " is disabled")
	case c.Style == styleLink:
		it.refuse("the button " + button + " is a link")
	default:
		it.data = object{"custom_id": c.CustomID, "component_type": typeButton, "id": c.ID}
	}
	return s.interact(it)
}

// PressStale presses a button that the message had in the state given: its picture on the user's screen is old.
func (u *User) PressStale(m *Message, button string) *Interaction {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	it := &Interaction{Type: Press, User: u, Channel: m.Channel, custom: button, on: m}
	c := find(m.Components, button)
	if c == nil {
		it.refuse("the message had no button " + button)
		return s.interact(it)
	}
	_, it.Refused = s.sight(u, m)
	it.data = object{"custom_id": c.CustomID, "component_type": typeButton, "id": c.ID}
	return s.interact(it)
}

// Choose chooses entries of a select menu, which is named by its placeholder or custom id ("" for the only one), by
// their labels or values; in a menu of users, by their names.
func (u *User) Choose(m *Message, menu string, entries ...string) *Interaction {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	it := &Interaction{Type: Choose, User: u, Channel: m.Channel, custom: menu}
	it.on, it.Refused = s.sight(u, m)
	if it.Refused != "" {
		return s.interact(it)
	}
	c := find(it.on.Components, menu)
	if menu == "" {
		c = firstSelect(it.on.Components)
	}
	if c == nil || !c.isMenu() {
		it.refuse("the message has no select menu " + menu)
		return s.interact(it)
	}
	values, why := s.valuesOf(c, entries)
	it.refuse(why)
	it.data = object{"custom_id": c.CustomID, "component_type": c.Type, "id": c.ID, "values": values}
	if c.Type == typeUserSelect {
		it.data["resolved"] = s.resolvedUsers(values, m.Channel.Guild)
	}
	return s.interact(it)
}

func firstSelect(list []Component) *Component {
	var out *Component
	each(list, func(c *Component) {
		if out == nil && c.isMenu() {
			out = c
		}
	})
	return out
}

// valuesOf finds the values of named entries, or says why they cannot be chosen.
func (s *Server) valuesOf(c *Component, entries []string) ([]string, string) {
	low, high := 1, 1
	if c.MinValues != nil {
		low = *c.MinValues
	}
	if c.MaxValues != nil {
		high = *c.MaxValues
	}
	if c.Disabled || len(entries) < low || len(entries) > high {
		return nil, fmt.Sprintf("the menu takes %d to %d entries (disabled: %t)", low, high, c.Disabled)
	}
	values := []string{}
	for _, e := range entries {
		if c.Type == typeUserSelect {
			i := slices.IndexFunc(s.users, func(u *User) bool { return u.Name == e })
			if i < 0 {
				return nil, "there is no user " + e
			}
			values = append(values, s.users[i].ID)
			continue
		}
		i := slices.IndexFunc(c.Options, func(o SelectOption) bool { return o.Label == e || o.Value == e })
		if i < 0 {
			return nil, "the menu has no entry " + e
		}
		values = append(values, c.Options[i].Value)
	}
	return values, ""
}

func (it *Interaction) refuse(why string) {
	if it.Refused == "" {
		it.Refused = why
	}
}

func merge(list []Opts) Opts {
	out := Opts{}
	for _, o := range list {
		for k, v := range o {
			out[k] = v
		}
	}
	return out
}

// sight returns a message as it is now, or why the user does not see it.
func (s *Server) sight(u *User, m *Message) (*Message, string) {
	now := s.messages[m.ID]
	if now == nil || now.Deleted {
		return now, "the message is gone"
	}
	if !s.visible(u, now) {
		return now, u.Name + " does not see the message"
	}
	return now, ""
}

// mayUse says why a user cannot use commands in a channel; "" when they can.
func (s *Server) mayUse(u *User, ch *Channel) string {
	switch {
	case ch.Guild == nil && ch.With != u:
		return "the direct messages are another user's"
	case !ch.may(u, ViewChannel):
		return u.Name + " does not see " + ch.String()
	case !ch.may(u, UseCommands):
		return u.Name + " may not use commands in " + ch.String()
	case ch.Guild != nil && ch.Guild.member(s.bot) == nil:
		return "the bot is not in the guild"
	}
	return ""
}
