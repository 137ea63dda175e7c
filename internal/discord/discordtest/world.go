package discordtest

import (
	"slices"
	"time"
)

// Permissions, as Discord numbers them.
const (
	CreateInvite          = 1 << 0
	Administrator         = 1 << 3
	ManageChannels        = 1 << 4
	ManageGuild           = 1 << 5
	ViewChannel           = 1 << 10
	SendMessages          = 1 << 11
	ManageMessages        = 1 << 13
	EmbedLinks            = 1 << 14
	AttachFiles           = 1 << 15
	ReadHistory           = 1 << 16
	MentionEveryone       = 1 << 17
	ManageRoles           = 1 << 28
	UseCommands           = 1 << 31
	ManageThreads         = 1 << 34
	CreatePublicThreads   = 1 << 35
	CreatePrivateThreads  = 1 << 36
	SendMessagesInThreads = 1 << 38
	ModerateMembers       = 1 << 40

	everyPermission = 1<<41 - 1
	memberUsual     = CreateInvite | ViewChannel | SendMessages | EmbedLinks | AttachFiles | ReadHistory | UseCommands | CreatePublicThreads | CreatePrivateThreads | SendMessagesInThreads
)

// User is a person, or the bot.
type User struct {
	s        *Server
	ID, Name string
	Bot      bool

	locale string
	closed bool // takes no direct messages
	dm     *Channel
	looked map[*Channel]map[string]int
}

// Role is a role of a guild.
type Role struct {
	ID, Name    string
	Permissions int64
	position    int
}

type member struct {
	user   *User
	roles  []*Role
	joined time.Time
}

// Guild is what Discord's users call a server.
type Guild struct {
	s        *Server
	ID, Name string

	owner    *User
	locale   string
	roles    []*Role // the first is @everyone
	channels []*Channel
	members  []*member
	byUser   map[*User]*member
	commands []*Command
	made     time.Time
}

// User returns the person of that name, who is made when there is none yet.
func (s *Server) User(name string) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u := s.byName[name]; u != nil {
		return u
	}
	return s.addUser(name)
}

func (s *Server) addUser(name string) *User {
	u := &User{s: s, ID: s.newID(), Name: name, locale: "en-US", looked: map[*Channel]map[string]int{}}
	s.users = append(s.users, u)
	s.byName[name], s.byID[u.ID] = u, u
	return u
}

// Locale sets the language of the user's client.
func (u *User) Locale(locale string) {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.locale = locale
}

// Guild returns the guild of that name. A new one belongs to a user called "owner", and the bot is installed in it with
// the permissions that members usually have.
func (s *Server) Guild(name string) *Guild {
	owner := s.User("owner")
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, g := range s.guilds {
		if g.Name == name {
			return g
		}
	}
	g := &Guild{s: s, ID: s.newID(), Name: name, owner: owner, locale: "en-US", made: s.Now()}
	g.roles = []*Role{{ID: g.ID, Name: "@everyone", Permissions: memberUsual}}
	g.byUser = map[*User]*member{}
	g.join(owner)
	s.guilds = append(s.guilds, g)
	g.installBot()
	return g
}

// Locale sets the guild's preferred locale, as "de" or "en-GB".
func (g *Guild) Locale(locale string) *Guild {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.locale = locale
	return g
}

// Role returns the role of that name; a new one gets the permissions named, beside those of @everyone.
func (g *Guild) Role(name string, permissions ...int64) *Role {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	for _, r := range g.roles {
		if r.Name == name {
			return r
		}
	}
	r := &Role{ID: g.s.newID(), Name: name, position: len(g.roles)}
	for _, p := range permissions {
		r.Permissions |= p
	}
	g.roles = append(g.roles, r)
	g.s.emit(event{name: "GUILD_ROLE_CREATE", intent: intentGuilds, guild: g, data: object{"guild_id": g.ID, "role": r.wire()}})
	return r
}

// Member returns the user of that name, who joins the guild, and gets the roles, when not yet in it.
func (g *Guild) Member(name string, roles ...*Role) *User {
	u := g.s.User(name)
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	m := g.member(u)
	if m == nil {
		m = g.join(u)
	}
	for _, r := range roles {
		if !slices.Contains(m.roles, r) {
			m.roles = append(m.roles, r)
		}
	}
	return u
}

// Leave takes a user out of the guild.
func (g *Guild) Leave(u *User) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.leave(u)
	for _, c := range g.channels {
		delete(c.joined, u.ID)
	}
	g.s.emit(event{name: "GUILD_MEMBER_REMOVE", intent: intentMembers, guild: g, data: object{"guild_id": g.ID, "user": u.wire()}})
	g.s.notify()
}

// TakeRole takes a role from a member; the bot's permissions are changed in this way too.
func (g *Guild) TakeRole(u *User, r *Role) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	if m := g.member(u); m != nil {
		m.roles = slices.DeleteFunc(m.roles, func(x *Role) bool { return x == r })
	}
}

// RemoveBot throws the bot out of the guild.
func (g *Guild) RemoveBot() {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.s.emit(event{name: "GUILD_DELETE", intent: intentGuilds, guild: g, data: object{"id": g.ID}})
	g.leave(g.s.bot)
	g.commands = nil
	g.s.notify()
}

// InviteBot lets it in again.
func (g *Guild) InviteBot() {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	if g.member(g.s.bot) == nil {
		g.installBot()
	}
}

func (g *Guild) installBot() {
	g.join(g.s.bot)
	g.s.emit(event{name: "GUILD_CREATE", intent: intentGuilds, guild: g, data: g.created()})
	g.s.notify()
}

func (g *Guild) join(u *User) *member {
	m := &member{user: u, joined: g.s.Now()}
	g.members = append(g.members, m)
	g.byUser[u] = m
	return m
}

func (g *Guild) leave(u *User) {
	g.members = slices.DeleteFunc(g.members, func(m *member) bool { return m.user == u })
	delete(g.byUser, u)
}

func (g *Guild) member(u *User) *member {
	return g.byUser[u]
}

func (g *Guild) roleByID(id string) *Role {
	for _, r := range g.roles {
		if r.ID == id {
			return r
		}
	}
	return nil
}

func (s *Server) userByID(id string) *User {
	return s.byID[id]
}

func (s *Server) guildByID(id string) *Guild {
	for _, g := range s.guilds {
		if g.ID == id {
			return g
		}
	}
	return nil
}

// mentioned lists the users whom a message's text mentions, and whom it replies to with a ping.
func (s *Server) mentioned(m *Message) []*User {
	var out []*User
	for _, found := range userMention.FindAllStringSubmatch(m.Content, -1) {
		if u := s.userByID(found[1]); u != nil && !slices.Contains(out, u) {
			out = append(out, u)
		}
	}
	if to := s.messages[m.ReplyTo]; to != nil && m.pingsReply && !slices.Contains(out, to.Author) {
		out = append(out, to.Author)
	}
	return out
}
