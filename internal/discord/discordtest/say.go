package discordtest

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Say writes a message. "@name" of a user mentions them, the bot too.
func (u *User) Say(ch *Channel, text string) *Message {
	u.s.t.Helper()
	return u.say(ch, text, nil, false)
}

// Reply replies to a message, whose author is pinged.
func (u *User) Reply(to *Message, text string) *Message {
	u.s.t.Helper()
	return u.say(to.Channel, text, to, true)
}

// ReplySilently replies with the ping switched off.
func (u *User) ReplySilently(to *Message, text string) *Message {
	u.s.t.Helper()
	return u.say(to.Channel, text, to, false)
}

// DM writes to the bot directly.
func (u *User) DM(text string) *Message {
	u.s.t.Helper()
	return u.say(u.Direct(), text, nil, false)
}

func (u *User) say(ch *Channel, text string, to *Message, ping bool) *Message {
	s := u.s
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if why := s.mayWrite(u, ch, text, to); why != "" {
		s.t.Fatalf("discordtest: %s says %q: %s", u.Name, text, why)
		return nil
	}
	m := &Message{Content: s.withMentions(text)}
	if to != nil {
		m.ReplyTo, m.pingsReply = to.ID, ping
	}
	if ch.Parent != nil {
		ch.joined[u.ID] = true
	}
	return s.post(ch, u, m)
}

// MayWrite says why the user cannot write such a message; "" when they can.
func (u *User) MayWrite(ch *Channel, text string) string {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	return u.s.mayWrite(u, ch, text, nil)
}

func (s *Server) mayWrite(u *User, ch *Channel, text string, to *Message) string {
	want := int64(ViewChannel | SendMessages)
	if ch.Parent != nil {
		want = ViewChannel | SendMessagesInThreads
	}
	switch {
	case !ch.may(u, want):
		return "may not write in " + ch.String()
	case ch.With != nil && !s.shareGuild(u):
		return "shares no guild with the bot"
	case ch.locked && !ch.may(u, ManageThreads):
		return ch.String() + " is locked"
	case utf8.RuneCountInString(text) > maxContent:
		return "more than 2,000 characters"
	case strings.TrimSpace(text) == "":
		return "an empty message"
	}
	if to != nil {
		now, why := s.sight(u, to)
		if why != "" {
			return why
		}
		if now.For != nil {
			return "nobody can reply to a private message of the bot"
		}
	}
	return ""
}

// withMentions writes "@name" as Discord's clients send it. Longer names are tried first.
func (s *Server) withMentions(text string) string {
	if !strings.Contains(text, "@") {
		return text
	}
	names := slices.Clone(s.users)
	slices.SortFunc(names, func(a, b *User) int { return len(b.Name) - len(a.Name) })
	for _, u := range names {
		text = strings.ReplaceAll(text, "@"+u.Name, "<@"+u.ID+">")
	}
	return text
}

// Edit changes a message of the user's own.
func (u *User) Edit(m *Message, text string) {
	u.s.t.Helper()
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.messages[m.ID]
	if now == nil || now.Author != u {
		s.t.Fatalf("discordtest: %s cannot edit a message of another", u.Name)
		return
	}
	text = s.withMentions(text)
	_ = s.edit(now, &payload{Content: &text}, nil)
}

// Delete takes a message of the user's own away.
func (u *User) Delete(m *Message) {
	u.s.t.Helper()
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	now := u.s.messages[m.ID]
	if now == nil || now.Author != u || now.Deleted {
		u.s.t.Fatalf("discordtest: %s cannot delete that message", u.Name)
		return
	}
	u.s.erase(now)
}

var (
	userMention    = regexp.MustCompile(`<@!?(\d+)>`)
	roleMention    = regexp.MustCompile(`<@&(\d+)>`)
	channelMention = regexp.MustCompile(`<#(\d+)>`)
	everyone       = regexp.MustCompile(`@(everyone|here)\b`)
)

// pings lists whom a message pings: users by name, roles as @name, @everyone. What the bot did not allow pings nobody.
func (s *Server) pings(m *Message) []string {
	out := map[string]bool{}
	allowed := readMentions(m.Mentions)
	g := m.Channel.Guild
	for _, u := range s.mentioned(m) {
		reply := s.messages[m.ReplyTo] != nil && s.messages[m.ReplyTo].Author == u && m.pingsReply
		if reply || allowed == nil || slices.Contains(allowed.Parse, "users") || slices.Contains(allowed.Users, u.ID) {
			out[u.Name] = true
		}
	}
	if g != nil {
		for _, found := range roleMention.FindAllStringSubmatch(m.Content, -1) {
			r := g.roleByID(found[1])
			if r != nil && (allowed == nil || slices.Contains(allowed.Parse, "roles") || slices.Contains(allowed.Roles, r.ID)) {
				out["@"+strings.TrimPrefix(r.Name, "@")] = true
			}
		}
		if everyone.MatchString(m.Content) && m.Channel.may(m.Author, MentionEveryone) && (allowed == nil || slices.Contains(allowed.Parse, "everyone")) {
			out["@everyone"] = true
		}
	}
	return slices.Sorted(maps.Keys(out))
}

// repliesPing tells whether a reply of the bot pings whom it replies to.
func repliesPing(raw []byte) bool {
	a := readMentions(raw)
	return a == nil || a.Replied != nil && *a.Replied
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
