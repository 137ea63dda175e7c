package discordtest

import (
	"slices"
	"time"
)

// Channel is a text channel, a thread, or a direct conversation with the bot.
type Channel struct {
	s        *Server
	ID, Name string
	Type     int
	Guild    *Guild   // nil in direct messages
	Parent   *Channel // of a thread
	With     *User    // the person, in direct messages

	overwrites []overwrite
	position   int
	owner      string
	archived   bool
	locked     bool
	gone       bool
	joined     map[string]bool // members of a thread, by user id
	messages   []string        // oldest first
	made       time.Time
}

type overwrite struct {
	id          string
	kind        int // 0 role, 1 member
	allow, deny int64
}

// Channel returns the text channel of that name, which is made, open to everybody, when there is none.
func (g *Guild) Channel(name string) *Channel {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	for _, c := range g.channels {
		if c.Name == name && c.Parent == nil && !c.gone {
			return c
		}
	}
	c := &Channel{s: g.s, ID: g.s.newID(), Name: name, Type: channelText, Guild: g, position: len(g.channels), made: g.s.Now()}
	g.channels = append(g.channels, c)
	g.s.channels[c.ID] = c
	g.s.emit(event{name: "CHANNEL_CREATE", intent: intentGuilds, guild: g, channel: c, data: c.wire()})
	return c
}

// Allow gives a role or user (or nil for @everyone) permissions in this channel only.
func (c *Channel) Allow(who any, permissions int64) *Channel { return c.overwrite(who, permissions, 0) }

// Deny takes permissions from a role or user (or nil for @everyone) in this channel only.
func (c *Channel) Deny(who any, permissions int64) *Channel { return c.overwrite(who, 0, permissions) }

func (c *Channel) overwrite(who any, allow, deny int64) *Channel {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	o := overwrite{id: c.Guild.ID}
	switch who := who.(type) {
	case *Role:
		o.id = who.ID
	case *User:
		o.id, o.kind = who.ID, 1
	}
	i := slices.IndexFunc(c.overwrites, func(x overwrite) bool { return x.id == o.id })
	if i < 0 {
		c.overwrites = append(c.overwrites, overwrite{id: o.id, kind: o.kind})
		i = len(c.overwrites) - 1
	}
	x := &c.overwrites[i]
	x.allow, x.deny = x.allow&^deny|allow, x.deny&^allow|deny
	c.s.emit(event{name: "CHANNEL_UPDATE", intent: intentGuilds, guild: c.Guild, channel: c, data: c.wire()})
	return c
}

// Only lets nobody but these roles and users see the channel, and the bot.
func (c *Channel) Only(who ...any) *Channel {
	c.Deny(nil, ViewChannel)
	for _, w := range append(who, c.s.bot) {
		c.Allow(w, ViewChannel)
	}
	return c
}

// Delete takes the channel away, with its messages.
func (c *Channel) Delete() {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	name := "CHANNEL_DELETE"
	if c.Parent != nil {
		name = "THREAD_DELETE"
	}
	c.s.emit(event{name: name, intent: intentGuilds, guild: c.Guild, channel: c, data: c.wire()})
	c.gone = true
	delete(c.s.channels, c.ID)
	c.s.notify()
}

// Archive archives a thread; locked, only those who manage threads may write in it.
func (c *Channel) Archive(locked bool) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.archived, c.locked = true, locked
	c.s.emit(event{name: "THREAD_UPDATE", intent: intentGuilds, guild: c.Guild, channel: c, data: c.wire()})
}

// Thread starts a thread in a channel as the user; a private one has the user, and whom Join lets in, as members.
func (u *User) Thread(c *Channel, name string, private bool) *Channel {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	kind := channelPublic
	if private {
		kind = channelPrivate
	}
	return u.s.addThread(c, u.s.newID(), name, kind, u)
}

// ThreadOf returns the thread that was started from a message; nil where there is none.
func (s *Server) ThreadOf(m *Message) *Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := s.messages[m.ID]; now != nil {
		return now.thread
	}
	return nil
}

func (s *Server) addThread(parent *Channel, id, name string, kind int, owner *User) *Channel {
	c := &Channel{s: s, ID: id, Name: name, Type: kind, Guild: parent.Guild, Parent: parent, owner: owner.ID, joined: map[string]bool{owner.ID: true}, made: s.Now()}
	parent.Guild.channels = append(parent.Guild.channels, c)
	s.channels[id] = c
	if owner == s.bot {
		s.sawThread(c)
	}
	data := c.wire()
	data["newly_created"] = true
	s.emit(event{name: "THREAD_CREATE", intent: intentGuilds, guild: c.Guild, channel: c, data: data})
	return c
}

// Join makes users members of a thread.
func (c *Channel) Join(users ...*User) *Channel {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	for _, u := range users {
		c.joined[u.ID] = true
		if u == c.s.bot {
			c.s.emit(event{name: "THREAD_CREATE", intent: intentGuilds, guild: c.Guild, channel: c, data: c.wire()})
		}
	}
	c.s.notify()
	return c
}

// Direct is the user's conversation with the bot.
func (u *User) Direct() *Channel {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	return u.s.direct(u)
}

func (s *Server) direct(u *User) *Channel {
	if u.dm != nil {
		return u.dm
	}
	c := &Channel{s: s, ID: s.newID(), Type: channelDM, With: u, made: s.Now()}
	u.dm = c
	s.channels[c.ID] = c
	return c
}

// CloseDirect makes the user refuse direct messages, as the privacy settings allow.
func (u *User) CloseDirect() {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.closed = true
}

// may tells whether a user has all of these permissions in a channel.
func (c *Channel) may(u *User, want int64) bool {
	if c.gone {
		return false
	}
	return c.permissions(u)&want == want
}

// permissions computes them as Discord does: roles, then the channel's overwrites for everyone, roles, the member.
func (c *Channel) permissions(u *User) int64 {
	if c.Guild == nil {
		if u == c.With || u.Bot {
			return memberUsual | ManageMessages
		}
		return 0
	}
	m := c.Guild.member(u)
	if m == nil {
		return 0
	}
	p := c.Guild.base(m)
	if p&Administrator != 0 {
		return everyPermission
	}
	at := c
	if c.Parent != nil {
		at = c.Parent
	}
	p = at.overwritten(p, m)
	if c.Type == channelPrivate && !c.joined[u.ID] && p&ManageThreads == 0 {
		return 0
	}
	if p&ViewChannel == 0 {
		return 0
	}
	return p
}

func (g *Guild) base(m *member) int64 {
	if m.user == g.owner {
		return everyPermission
	}
	p := g.roles[0].Permissions
	for _, r := range m.roles {
		p |= r.Permissions
	}
	return p
}

func (c *Channel) overwritten(p int64, m *member) int64 {
	var allow, deny int64
	var own overwrite
	for _, o := range c.overwrites {
		switch {
		case o.id == c.Guild.ID:
			p = p&^o.deny | o.allow
		case o.kind == 1 && o.id == m.user.ID:
			own = o
		case slices.ContainsFunc(m.roles, func(r *Role) bool { return r.ID == o.id }):
			allow, deny = allow|o.allow, deny|o.deny
		}
	}
	p = p&^deny | allow
	return p&^own.deny | own.allow
}

// String names the channel as a person would.
func (c *Channel) String() string {
	if c.Guild == nil {
		return "direct messages of " + c.With.Name
	}
	return "#" + c.Name
}
