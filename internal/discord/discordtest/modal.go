package discordtest

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// Fields are what a user enters into a form, by label or custom id: a string, or for a select menu a []string of
// labels or values.
type Fields map[string]any

// Submit sends a form that the user was shown. What is not named keeps the value that the bot put there.
func (u *User) Submit(m *Modal, fields Fields) *Interaction {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	from := m.from
	it := &Interaction{Type: Submit, User: u, Channel: from.Channel, custom: m.Title, fromModal: m}
	if from.User != u {
		it.refuse("the form was shown to " + from.User.Name)
		return s.interact(it)
	}
	if from.on != nil && from.Type != Menu {
		it.on = s.messages[from.on.ID]
	}
	used := 0
	rows := []object{}
	for i := range m.Components {
		row, n, why := s.entered(&m.Components[i], fields)
		it.refuse(why)
		used += n
		rows = append(rows, row)
	}
	if used < len(fields) {
		it.refuse(fmt.Sprintf("the form has not all of these fields: %v", fields))
	}
	it.data = object{"custom_id": m.CustomID, "components": rows}
	return s.interact(it)
}

// entered is a row or label of a form with what the user entered.
func (s *Server) entered(c *Component, fields Fields) (object, int, string) {
	switch {
	case c.Type == typeRow && len(c.Components) == 1:
		in := &c.Components[0]
		out, n, why := s.input(in, in.Label, fields)
		return object{"type": typeRow, "id": 1, "components": []object{out}}, n, why
	case c.Type == typeLabel && c.Component != nil:
		out, n, why := s.input(c.Component, c.Label, fields)
		return object{"type": typeLabel, "id": 1, "component": out}, n, why
	}
	return object{"type": c.Type, "id": 1}, 0, ""
}

func (s *Server) input(in *Component, label string, fields Fields) (object, int, string) {
	out := object{"type": in.Type, "id": 2, "custom_id": in.CustomID}
	v, given := fields[in.CustomID]
	if !given {
		v, given = fields[label]
	}
	n := 0
	if given {
		n = 1
	}
	if in.Type != typeInput {
		var entries []string
		switch v := v.(type) {
		case string:
			entries = []string{v}
		case []string:
			entries = v
		}
		needed := in.Required == nil || *in.Required
		if len(entries) == 0 && !needed {
			out["values"] = []string{}
			return out, n, ""
		}
		values, why := s.valuesOf(in, entries)
		out["values"] = values
		return out, n, why
	}
	text, ok := v.(string)
	if given && !ok {
		return out, n, label + " takes text"
	}
	if !given {
		text = in.Value
	}
	out["value"] = text
	return out, n, fits(in, label, text)
}

// fits says why a client would not send a text.
func fits(in *Component, label, text string) string {
	chars := utf8.RuneCountInString(text)
	high := 4000
	if in.MaxLength != nil {
		high = *in.MaxLength
	}
	switch {
	case chars == 0 && (in.Required == nil || *in.Required):
		return label + " is required"
	case chars > high:
		return fmt.Sprintf("%s takes at most %d characters", label, high)
	case chars > 0 && in.MinLength != nil && chars < *in.MinLength:
		return fmt.Sprintf("%s takes at least %d characters", label, *in.MinLength)
	}
	return ""
}

// Labels lists a form's fields, in order.
func (m *Modal) Labels() []string {
	var out []string
	each(m.Components, func(c *Component) {
		if c.Label != "" {
			out = append(out, c.Label)
		}
	})
	return slices.Clip(out)
}

func (s *Server) resolvedUsers(ids []string, g *Guild) object {
	out := object{}
	for _, id := range ids {
		if u := s.userByID(id); u != nil {
			_, _ = s.optionValue(CommandOption{Type: optUser}, u, g, out)
		}
	}
	return out
}
