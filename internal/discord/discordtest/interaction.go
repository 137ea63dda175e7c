package discordtest

import (
	"crypto/rand"
	"encoding/json"
	"slices"
	"strings"
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

// Unanswered lists the interactions whose users still wait, or waited in vain: no first response, or "thinking" for ever.
func (s *Server) Unanswered() []*Interaction {
	return slices.DeleteFunc(s.Interactions(), func(it *Interaction) bool { return !it.Open() })
}

// state reads from an interaction under the lock.
func state[V any](it *Interaction, read func() V) V {
	it.s.mu.Lock()
	defer it.s.mu.Unlock()
	return read()
}

func (it *Interaction) wait(what string, ok func() bool) {
	it.s.t.Helper()
	if it.Refused != "" {
		it.s.t.Fatalf("discordtest: %s: %s", it, it.Refused)
	}
	it.s.Await(what+" to "+it.String(), func() bool { return state(it, ok) })
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

// Acked waits for the first response and returns how long it took by the server's clock.
func (it *Interaction) Acked() time.Duration {
	it.s.t.Helper()
	it.wait("a first response", func() bool { return it.callback != 0 })
	return state(it, func() time.Duration { return it.acked.Sub(it.Sent) })
}

// Message waits until the bot answered, and returns the message as it is then: the reply, or the message of the button
// when the bot changes that one. A reply that still says "thinking" is no answer.
func (it *Interaction) Message() *Message {
	it.s.t.Helper()
	it.wait("an answer", func() bool { return !it.answered.IsZero() })
	return state(it, func() *Message { return it.s.messages[it.original] })
}

// Says waits until the answer holds a text, and returns it.
func (it *Interaction) Says(text string) *Message {
	it.s.t.Helper()
	return it.Until("an answer with "+text, func(m *Message) bool { return strings.Contains(m.Text(), text) })
}

// Until waits until the answer is as the test wants it.
func (it *Interaction) Until(what string, ok func(*Message) bool) *Message {
	it.s.t.Helper()
	it.wait(what, func() bool { return !it.answered.IsZero() && ok(it.s.messages[it.original]) })
	return state(it, func() *Message { return it.s.messages[it.original] })
}

// Answered is closed when the user has an answer: for runs with very many users at once, where asking each of them after
// everything that happens would cost more than the bot.
func (it *Interaction) Answered() <-chan struct{} { return it.done }

// answer notes that the user has an answer.
func (it *Interaction) answer() {
	if it.answered.IsZero() {
		it.answered = it.s.Now()
		close(it.done)
	}
}

// AnsweredAfter is how long the answer took by the server's clock; 0 while there is none.
func (it *Interaction) AnsweredAfter() time.Duration {
	return state(it, func() time.Duration {
		if it.answered.IsZero() {
			return 0
		}
		return it.answered.Sub(it.Sent)
	})
}

// FollowUp waits for the nth further message (from 0) and returns it.
func (it *Interaction) FollowUp(n int) *Message {
	it.s.t.Helper()
	it.wait("a follow-up message", func() bool { return len(it.follow) > n })
	return state(it, func() *Message { return it.s.messages[it.follow[n]] })
}

// FollowUps are the further messages so far.
func (it *Interaction) FollowUps() []*Message {
	return state(it, func() []*Message {
		var out []*Message
		for _, id := range it.follow {
			out = append(out, it.s.messages[id])
		}
		return out
	})
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

// Settled waits until the bot did anything that ends the user's waiting: answered, showed a form or suggestions, or took
// note without a word.
func (it *Interaction) Settled() *Interaction {
	it.s.t.Helper()
	it.wait("anything", it.settled)
	return it
}

func (it *Interaction) settled() bool {
	return !it.answered.IsZero() || it.modal != nil || it.callback == callbackChoices || it.callback == callbackDeferEdit
}

// Failed tells whether the user was told "The application did not respond": no first response within 3 s.
func (it *Interaction) Failed() bool {
	return state(it, func() bool { return it.failed(it.s.Now()) })
}

func (it *Interaction) failed(now time.Time) bool {
	return it.Refused == "" && it.callback == 0 && now.Sub(it.Sent) > FirstReplyWithin
}

// Open tells whether the user still waits: no first response, or a "thinking" that was not replaced.
func (it *Interaction) Open() bool {
	return state(it, func() bool { return it.Refused == "" && !it.settled() })
}

// Private tells whether the first response was for the user alone.
func (it *Interaction) Private() bool { return state(it, func() bool { return it.private }) }

func permissionText(p int64) string {
	raw, _ := json.Marshal(p)
	return string(raw)
}
