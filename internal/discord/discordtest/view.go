package discordtest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// visible tells whether a user sees a message: it is there, in a channel that they may see, and not private to another.
func (s *Server) visible(u *User, m *Message) bool {
	return m != nil && !m.Deleted && (m.For == nil || m.For == u) && m.Channel.may(u, ViewChannel)
}

// Messages returns what a user sees in a channel, oldest first.
func (u *User) Messages(ch *Channel) []*Message {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	return u.s.visibleIn(u, ch)
}

func (s *Server) visibleIn(u *User, ch *Channel) []*Message {
	var out []*Message
	for _, id := range ch.messages {
		if m := s.messages[id]; s.visible(u, m) {
			out = append(out, m)
		}
	}
	return out
}

// Sees renders what a user sees in a channel, as text; "" for nothing.
func (u *User) Sees(ch *Channel) string {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	return u.s.render(u.s.visibleIn(u, ch))
}

// New returns what is new or changed for the user in a channel since the last call, and takes note of it.
func (u *User) New(ch *Channel) []*Message {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	out := u.s.unseen(u, ch)
	u.s.look(u, ch, out)
	return out
}

func (s *Server) unseen(u *User, ch *Channel) []*Message {
	return slices.DeleteFunc(s.visibleIn(u, ch), func(m *Message) bool {
		v, known := u.looked[ch][m.ID]
		return known && v >= m.Version
	})
}

func (s *Server) look(u *User, ch *Channel, list []*Message) {
	if u.looked[ch] == nil {
		u.looked[ch] = map[string]int{}
	}
	for _, m := range list {
		u.looked[ch][m.ID] = m.Version
	}
}

// Awaits waits until the user sees a message with a text in a channel, and returns the newest such.
func (u *User) Awaits(ch *Channel, text string) *Message {
	u.s.t.Helper()
	var found *Message
	u.s.Await(fmt.Sprintf("%s to see %q in %s", u.Name, text, ch), func() bool {
		found = nil
		for _, m := range u.Messages(ch) {
			if strings.Contains(m.Text(), text) {
				found = m
			}
		}
		return found != nil
	})
	return found
}

// Text is all that a message says: content, embeds, text components, in order.
func (m *Message) Text() string {
	parts := []string{m.Content}
	for _, e := range m.Embeds {
		parts = append(parts, e.lines()...)
	}
	each(m.Components, func(c *Component) {
		if c.Type == typeText {
			parts = append(parts, c.Content)
		}
	})
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "\n")
}

func (e Embed) lines() []string {
	var out []string
	if e.Author != nil {
		out = append(out, e.Author.Name)
	}
	out = append(out, e.Title, e.Description)
	for _, f := range e.Fields {
		out = append(out, f.Name+": "+f.Value)
	}
	if e.Footer != nil {
		out = append(out, e.Footer.Text)
	}
	return out
}

// View renders a message as a person sees it; ids and times are written as what they stand for.
func (s *Server) View(m *Message) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.render([]*Message{m})
}

func (s *Server) render(list []*Message) string {
	var b strings.Builder
	for _, m := range list {
		s.renderOne(&b, m)
	}
	return b.String()
}

func (s *Server) renderOne(b *strings.Builder, m *Message) {
	b.WriteString(m.Author.Name)
	if it := m.Interaction; it != nil && m.ID == it.original && (it.Type == Slash || it.Type == Menu) {
		fmt.Fprintf(b, " to %s's %s", it.User.Name, map[Type]string{Slash: "/" + it.custom, Menu: it.custom}[it.Type])
	}
	if to := s.messages[m.ReplyTo]; to != nil {
		fmt.Fprintf(b, " replying to %s", to.Author.Name)
	}
	if m.For != nil {
		fmt.Fprintf(b, " (only %s sees this)", m.For.Name)
	}
	if m.Interaction == nil && !m.Edited.IsZero() {
		b.WriteString(" (edited)")
	}
	b.WriteString(":\n")
	if m.Thinking {
		b.WriteString("  is thinking…\n")
	}
	writeLines(b, "  ", s.plain(m.Content))
	if m.Flags&flagNoEmbeds == 0 {
		for _, e := range m.Embeds {
			for _, l := range e.lines() {
				writeLines(b, "  | ", s.plain(l))
			}
		}
	}
	for _, f := range m.Files {
		fmt.Fprintf(b, "  file: %s\n", f.Name)
	}
	for _, c := range m.Components {
		writeLines(b, "  ", s.plain(c.view()))
	}
	if m.thread != nil {
		fmt.Fprintf(b, "  thread: %s\n", m.thread.Name)
	}
}

// view renders a component: a row of buttons as [one] [two].
func (c *Component) view() string {
	switch c.Type {
	case typeButton:
		label := c.Label
		if c.Style == styleLink {
			label += " -> " + c.URL
		}
		if c.Disabled {
			label += " (disabled)"
		}
		return "[" + strings.TrimSpace(label) + "]"
	case typeText:
		return c.Content
	case typeInput:
		return "[" + c.Label + ": " + c.Value + "]"
	}
	var parts []string
	if c.Label != "" {
		parts = append(parts, c.Label+":")
	}
	if len(c.Options) > 0 {
		var labels []string
		for _, o := range c.Options {
			labels = append(labels, o.Label)
		}
		return strings.Join(append(parts, "{"+c.Placeholder+": "+strings.Join(labels, " | ")+"}"), " ")
	}
	if c.isMenu() {
		return "{" + c.Placeholder + "}"
	}
	inner := c.Components
	for _, one := range []*Component{c.Component, c.Accessory} {
		if one != nil {
			inner = append(slices.Clone(inner), *one)
		}
	}
	for i := range inner {
		parts = append(parts, inner[i].view())
	}
	between := " "
	if c.Type != typeRow && c.Type != typeLabel {
		between = "\n"
	}
	return strings.Join(parts, between)
}

func writeLines(b *strings.Builder, indent, text string) {
	if text == "" {
		return
	}
	for l := range strings.SplitSeq(text, "\n") {
		b.WriteString(strings.TrimRight(indent+l, " ") + "\n")
	}
}

var (
	timeMark    = regexp.MustCompile(`<t:-?\d+(:[a-zA-Z])?>`)
	messageLink = regexp.MustCompile(`https://discord\.com/channels/[\d@me/]+`)
	snowflake   = regexp.MustCompile(`\b\d{17,20}\b`)
)

// plain writes mentions, times and ids as what they stand for.
func (s *Server) plain(text string) string {
	text = userMention.ReplaceAllStringFunc(text, func(m string) string {
		if u := s.userByID(userMention.FindStringSubmatch(m)[1]); u != nil {
			return "@" + u.Name
		}
		return m
	})
	text = channelMention.ReplaceAllStringFunc(text, func(m string) string {
		if c := s.channels[channelMention.FindStringSubmatch(m)[1]]; c != nil {
			return c.String()
		}
		return m
	})
	text = timeMark.ReplaceAllString(text, "(time)")
	text = messageLink.ReplaceAllString(text, "(link to a message)")
	return snowflake.ReplaceAllString(text, "(id)")
}

// View renders a form.
func (m *Modal) View() string {
	var b strings.Builder
	b.WriteString("form: " + m.Title + "\n")
	for i := range m.Components {
		writeLines(&b, "  ", m.Components[i].view())
	}
	return b.String()
}
