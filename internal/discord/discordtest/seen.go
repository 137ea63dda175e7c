package discordtest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// sighting is something that was shown, and to whom at that time.
type sighting struct {
	text    string
	message *Message // in the state that was shown; nil for forms, suggestions and names of threads
	users   []*User
}

// The largest number of users of whom each message's viewers are noted when it is sent. Beyond it, who may see the
// channel when the test asks counts.
const watched = 100

func (s *Server) saw(m *Message) {
	sg := sighting{text: m.everything(), message: m}
	switch {
	case m.For != nil:
		sg.users = []*User{m.For}
	case len(s.users) <= watched:
		for _, u := range s.users {
			if m.Channel.may(u, ViewChannel) {
				sg.users = append(sg.users, u)
			}
		}
	}
	s.sightings = append(s.sightings, sg)
}

func (s *Server) sawModal(it *Interaction) {
	s.sightings = append(s.sightings, sighting{text: it.modal.View(), users: []*User{it.User}})
}

// sawThread notes who sees the name of a thread.
func (s *Server) sawThread(c *Channel) {
	sg := sighting{text: c.Name}
	for _, u := range s.users {
		if c.may(u, ViewChannel) {
			sg.users = append(sg.users, u)
		}
	}
	s.sightings = append(s.sightings, sg)
}

func (s *Server) sawChoices(it *Interaction) {
	var b strings.Builder
	for _, c := range it.choices {
		fmt.Fprintf(&b, "%s\n%v\n", c.Name, c.Value)
	}
	s.sightings = append(s.sightings, sighting{text: b.String(), users: []*User{it.User}})
}

// everything is all text that reaches a client with a message, shown or not: labels, custom ids and files too.
func (m *Message) everything() string {
	var b strings.Builder
	b.WriteString(m.Text())
	each(m.Components, func(c *Component) {
		fmt.Fprintf(&b, "\n%s\n%s\n%s\n%s", c.Label, c.CustomID, c.URL, c.Placeholder)
		for _, o := range c.Options {
			fmt.Fprintf(&b, "\n%s\n%s\n%s", o.Label, o.Value, o.Description)
		}
	})
	for _, f := range m.Files {
		b.WriteString("\n" + f.Name + "\n" + f.Description + "\n")
		b.Write(f.Data)
	}
	if m.Interaction != nil && m.Interaction.Type == Slash {
		b.WriteString("\n/" + m.Interaction.custom)
	}
	return b.String()
}

// WhoSaw names, sorted, all persons to whose client a text ever came, in any message, form, suggestion, file or name of a
// thread that the bot sent, edited or deleted since. The owner of a guild, a user called "owner", sees all its channels. The bot is left out, and so is what users wrote themselves.
func (s *Server) WhoSaw(text string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]bool{}
	for _, sg := range s.sightings {
		if !strings.Contains(sg.text, text) || sg.message != nil && sg.message.Author != s.bot {
			continue
		}
		users := sg.users
		if m := sg.message; m != nil && m.For == nil {
			users = append(slices.Clone(users), s.viewers(m)...)
		}
		for _, u := range users {
			if u != s.bot {
				out[u.Name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(out))
}

// SeenTable is a Markdown table of who saw which text: one row a text, one column a person in the order in which they
// came to be. The owner of the guilds and the bot are left out.
func (s *Server) SeenTable(texts ...string) string {
	var names []string
	s.mu.Lock()
	for _, u := range s.users {
		if u != s.bot && u.Name != "owner" {
			names = append(names, u.Name)
		}
	}
	s.mu.Unlock()
	var b strings.Builder
	fmt.Fprintf(&b, "| text | %s |\n|---|%s\n", strings.Join(names, " | "), strings.Repeat("---|", len(names)))
	for _, text := range texts {
		saw := s.WhoSaw(text)
		fmt.Fprintf(&b, "| %s |", text)
		for _, n := range names {
			mark := ""
			if slices.Contains(saw, n) {
				mark = "saw"
			}
			fmt.Fprintf(&b, " %s |", mark)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// viewers lists who sees a message now.
func (s *Server) viewers(m *Message) []*User {
	var out []*User
	now := s.messages[m.ID]
	if now == nil || now.Deleted {
		return nil
	}
	for _, u := range s.users {
		if m.Channel.may(u, ViewChannel) {
			out = append(out, u)
		}
	}
	return out
}

// History returns every state of a message that was sent, oldest first.
func (s *Server) History(id string) []*Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*Message
	for _, sg := range s.sightings {
		if sg.message != nil && sg.message.ID == id {
			out = append(out, sg.message)
		}
	}
	return out
}

// Sent returns all that the bot sent, each message in its newest state, in the order of sending; deleted ones too.
func (s *Server) Sent() []*Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*Message
	for _, sg := range s.sightings {
		if m := sg.message; m != nil && m.Author == s.bot && m.Version == 0 && s.messages[m.ID] != nil {
			out = append(out, s.messages[m.ID])
		}
	}
	return out
}
