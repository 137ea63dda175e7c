package discord

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"curbside/internal/answer"
	"curbside/internal/consult"
	"curbside/internal/discord/gateway"
	"curbside/internal/discord/rest"
)

// request is an interaction with what is known of its sender.
type request struct {
	*gateway.Interaction
	tenant    string
	server    consult.ServerSettings
	unread    bool // the server's settings could not be read: what they forbid is not known
	ownUnread bool // nor the sender's own
	own       consult.UserSettings
	params    map[string]string // of the path in the custom id
	fixed     *bool             // whether the answer is private, whatever is chosen; nil: as chosen
	after     *consult.Turn     // what a new conversation goes on from; may be nil
	outcome   string            // of a question, for metrics
	away      bool              // a button in a direct message, about an answer of a server's
}

// onPrivate reports whether a button of a message was pressed that only the
// sender sees.
func (r *request) onPrivate() bool {
	return r.Message != nil && r.Message.Flags&rest.FlagEphemeral != 0
}

// inPlace puts a private message into the place of the one with the button.
// Where others read that one, it stays, and the sender gets a message of
// their own.
func (r *request) inPlace(m rest.Message) rest.Response {
	if r.onPrivate() {
		return rest.Update(m.Edit())
	}
	m.Flags |= rest.FlagEphemeral
	return rest.Reply(m)
}

// tenantOf is whom something belongs to: a server, or in a direct message the
// user.
func tenantOf(guild, user string) string {
	if guild == "" {
		return "user:" + user
	}
	return "guild:" + guild
}

// request reads the settings that bear on an interaction. Where they cannot
// be read, it goes on with the safest: private, what may answer anywhere, next
// to no model.
func (b *Bot) request(ctx context.Context, in *gateway.Interaction) *request {
	r := &request{Interaction: in, tenant: tenantOf(in.Guild, in.User.ID)}
	var err error
	if in.Guild != "" {
		if r.server, err = b.Store.ServerSettings(ctx, r.tenant); err != nil {
			r.unread = true
			b.log.Error("settings of a server cannot be read", "guild", in.Guild, "error", err)
		}
	}
	if r.own, err = b.Store.UserSettings(ctx, in.User.ID); err != nil {
		private := true // they may have chosen so
		r.own, r.ownUnread = consult.UserSettings{Private: &private}, true
		b.log.Error("settings of a user cannot be read", "error", err)
	}
	return r
}

// audience is the one that was asked for, else the user's, the server's, the
// program's.
func (b *Bot) audience(chosen string, r *request) string {
	for _, a := range []string{chosen, r.own.Audience, r.server.Audience, b.Audience} {
		if a != "" {
			return a
		}
	}
	return answer.Clinician
}

// country is where the emergency number is to be for.
func (b *Bot) country(r *request) string { return cmp.Or(r.server.Country, b.Country) }

// private reports whether only the asker is to see the answer.
func (r *request) private() bool {
	if r.fixed != nil {
		return *r.fixed
	}
	if v, given := r.Command.Bool("private"); given {
		return v
	}
	if r.own.Private != nil {
		return *r.own.Private
	}
	return !r.server.Public
}

// collections are those that may answer here. none is true where none may.
func (b *Bot) collections(r *request) (list []string, none bool) {
	if r.Guild == "" {
		return b.public, len(b.public) == 0
	}
	if r.unread {
		return append([]string{noCollection}, b.public...), false
	}
	channel := r.Channel.ID
	if r.Channel.IsThread() {
		channel = r.Channel.Parent
	}
	return r.server.Allowed(channel), false
}

// noCollection is none's name, so that a list with it is not that of all.
const noCollection = "(none)"

// manages reports whether the sender may change the server's settings.
func (r *request) manages() bool {
	return r.Member != nil && r.Member.Permissions.Has(rest.ManageGuild)
}

// has reports whether the sender has one of some roles.
func (r *request) has(roles []string) bool {
	if r.Member == nil {
		return false
	}
	for _, role := range r.Member.Roles {
		for _, wanted := range roles {
			if role == wanted {
				return true
			}
		}
	}
	return false
}

// words is an error that is said to the user as it stands.
type words string

func (w words) Error() string { return string(w) }

func wordsf(format string, args ...any) error { return words(fmt.Sprintf(format, args...)) }

// guildOf is the server that a tenant is, if it is one.
func guildOf(tenant string) (string, bool) { return strings.CutPrefix(tenant, "guild:") }

// ofServer reports whether what is asked about belongs to a server.
func (r *request) ofServer() bool {
	_, ok := guildOf(r.tenant)
	return ok
}
