package discordtest

import (
	"crypto/rand"
	"encoding/json"
	"slices"
	"time"
)

// Type says what a user did.
type Type int

// What users do.
const (
	Slash        Type = iota + 1 // a slash command
	Menu                         // a command of a message's or user's menu
	Press                        // a button
	Choose                       // a select menu
	Autocomplete                 // typing in an option
	Submit                       // a modal
)

// How long tokens live, by the server's clock.
const (
	FirstReplyWithin = 3 * time.Second
	TokenLives       = 15 * time.Minute
)

// Interaction is something that a user did and the bot has to answer.
type Interaction struct {
	s       *Server
	ID      string
	Token   string
	Type    Type
	User    *User
	Channel *Channel
	Sent    time.Time
	Refused string // why Discord did not even let the user do it; empty when the bot was told

	command   *Command
	custom    string
	on        *Message // whose component was used, or whose menu
	fromModal *Modal
	data      object

	acked    time.Time // first response
	callback int       // its type; 0 before there is one
	unheard  bool      // the bot may not know that it was accepted
	private  bool      // as the first response fixed it
	original string    // id of the message that @original names
	answered time.Time // original no longer "thinking"
	done     chan struct{}
	modal    *Modal
	choices  []Choice
	follow   []string
}

// Choice is one suggestion of an autocomplete.
type Choice struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// Modal is a form that a user was shown.
type Modal struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []Component `json:"components"`

	from *Interaction
}

func (it *Interaction) wireType() int {
	switch it.Type {
	case Slash, Menu:
		return 2
	case Press, Choose:
		return 3
	case Autocomplete:
		return 4
	}
	return 5
}

func (it *Interaction) owners() object {
	if it.Channel.Guild != nil {
		return object{"0": it.Channel.Guild.ID}
	}
	return object{"0": "0"}
}

// interact makes an interaction and tells the bot of it. It is called under the lock.
func (s *Server) interact(it *Interaction) *Interaction {
	it.s, it.ID, it.Sent = s, s.newID(), s.Now()
	it.done = make(chan struct{})
	it.Token = "aW50ZXJhY3Rpb246" + rand.Text() + rand.Text()
	if it.Refused != "" {
		return it
	}
	s.interactions[it.ID], s.tokens[it.Token] = it, it
	s.recent = append(s.recent, it.ID)
	s.forget()
	e := event{name: "INTERACTION_CREATE", data: it.wire()}
	s.emit(e)
	s.notify()
	return it
}

// wire is the interaction as the bot is told.
func (it *Interaction) wire() object {
	s := it.s
	out := object{
		"id": it.ID, "application_id": s.bot.ID, "type": it.wireType(), "token": it.Token, "version": 1, "data": it.data,
		"channel_id": it.Channel.ID, "channel": it.Channel.wire(), "locale": it.User.locale, "entitlements": []int{},
		"app_permissions": permissionText(it.Channel.permissions(s.bot)), "authorizing_integration_owners": it.owners(), "context": 1,
		"attachment_size_limit": 10 << 20,
	}
	if g := it.Channel.Guild; g != nil {
		m := g.member(it.User).wire()
		m["permissions"] = permissionText(it.Channel.permissions(it.User))
		out["context"], out["member"], out["guild_id"], out["guild_locale"] = 0, m, g.ID, g.locale
		out["guild"] = object{"id": g.ID, "locale": g.locale, "features": []string{}}
	} else {
		out["user"] = it.User.wire()
	}
	if it.on != nil && it.Type != Menu {
		out["message"] = s.wireMessage(it.on)
	}
	return out
}

// forget drops what is older than the newest interactions that are to be kept.
func (s *Server) forget() {
	n := s.opts.keep
	if n == 0 || len(s.recent) <= 2*n {
		return
	}
	old := s.recent[:len(s.recent)-n]
	drop := map[string]bool{}
	for _, id := range old {
		it := s.interactions[id]
		delete(s.interactions, id)
		delete(s.tokens, it.Token)
		if it.original != "" && (it.on == nil || it.on.ID != it.original) {
			drop[it.original] = true
		}
		for _, f := range it.follow {
			drop[f] = true
		}
	}
	for id := range drop {
		delete(s.messages, id)
	}
	for _, c := range s.channels {
		c.messages = slices.DeleteFunc(c.messages, func(id string) bool { return drop[id] })
	}
	s.recent = slices.Clone(s.recent[len(s.recent)-n:])
	if len(s.nonces) > 4*n {
		clear(s.nonces)
	}
	if len(s.sightings) > 4*n {
		s.sightings = slices.Clone(s.sightings[len(s.sightings)-2*n:])
	}
}

// Interactions lists all interactions that the bot was told of, oldest first.
func (s *Server) Interactions() []*Interaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*Interaction
	for _, id := range s.recent {
		out = append(out, s.interactions[id])
	}
	return out
}

// String says what the user did.
func (it *Interaction) String() string {
	out := it.User.Name + " in " + it.Channel.String()
	switch it.Type {
	case Slash:
		return out + ": /" + it.custom
	case Menu:
		return out + ": menu " + it.custom
	case Autocomplete:
		return out + " types: /" + it.custom
	case Submit:
		return out + " submits " + it.custom
	}
	return out + " uses " + it.custom
}

// Message waits until the bot answered, and returns the message as it is then: the reply, or the message of the button
// when the bot changes that one. A reply that still says "thinking" is no answer.
func (it *Interaction) Message() *Message {
	it.s.t.Helper()
	it.wait("an answer", func() bool { return !it.answered.IsZero() })
	return state(it, func() *Message { return it.s.messages[it.original] })
}

// Modal waits until the user is shown a form.
func (it *Interaction) Modal() *Modal {
	it.s.t.Helper()
	it.wait("a modal", func() bool { return it.modal != nil })
	return it.modal
}

// Choices waits for the suggestions of an autocomplete.
func (it *Interaction) Choices() []Choice {
	it.s.t.Helper()
	it.wait("suggestions", func() bool { return it.callback == callbackChoices })
	return it.choices
}

func permissionText(p int64) string {
	raw, _ := json.Marshal(p)
	return string(raw)
}
