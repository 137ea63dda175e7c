package discord

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"curbside/internal/consult"
	"curbside/internal/discord/rest"
	"curbside/internal/session"
)

// nonceSure is for how long after a question no nonce can be forgotten:
// Discord honours one for "some minutes".
const nonceSure = time.Minute

// mostPages is how many pages of a channel are looked through for a message.
const mostPages = 20

// errUnsure says that it cannot be found out whether something was posted.
var errUnsure = errors.New("whether it was posted before cannot be found out")

// shown finds the message that an earlier try, perhaps of an earlier process,
// has made in a channel; empty where there is none. The nonce alone does not
// tell: Discord forgets it; nor do the words before what has no buttons, which
// change from try to try. errUnsure where an earlier try may have been taken
// and the bot cannot see it.
func (b *Bot) shown(ctx context.Context, s *shipment, channel string, d delivery) (string, error) {
	self, err := b.whoAmI(ctx)
	if err != nil {
		return "", err
	}
	found, err := b.lookFor(ctx, channel, s.ID, func(p *rest.Posted) bool {
		if p.Author.ID != self {
			return false
		}
		return p.Answers(s.ID) || d.Answer != "" && p.HasButton("/answer/"+d.Answer+"/") ||
			d.Answer == "" && s.Kind != kindMessage && strings.HasSuffix(strings.TrimSpace(p.Content), strings.TrimSpace(d.Text))
	})
	if found != "" || err != nil && !errors.Is(err, errUnsure) {
		return found, err
	}
	if !s.doubt || b.REST.ServerTime().Sub(rest.SnowflakeTime(s.ID)) < nonceSure {
		return "", nil
	}
	if err == nil && channel == s.Channel { // a direct message is no channel of the server's
		err = b.sees(ctx, s.Tenant, channel)
	}
	return "", err
}

// lookFor looks through the messages after an id for one that fits.
func (b *Bot) lookFor(ctx context.Context, channel, after string, fits func(*rest.Posted) bool) (string, error) {
	for range mostPages {
		page, err := b.REST.Messages(ctx, channel, after)
		switch {
		case rest.Forbidden(err):
			return "", errUnsure
		case rest.Gone(err): // nothing is there, and nothing can be posted
			return "", nil
		case err != nil:
			return "", err
		}
		for i := range page {
			if fits(&page[i]) {
				return page[i].ID, nil
			}
		}
		if len(page) < rest.MostMessages {
			return "", nil
		}
		after = page[len(page)-1].ID
	}
	return "", errUnsure
}

// sees returns errUnsure where the bot may not read the history of a server's
// channel: Discord shows it an empty one then.
func (b *Bot) sees(ctx context.Context, tenant, channel string) error {
	guild, inServer := guildOf(tenant)
	if !inServer {
		return nil
	}
	may, err := b.rights(ctx, guild, channel)
	switch {
	case rest.Gone(err):
		return nil
	case rest.Forbidden(err) || err == nil && !may.Has(rest.ViewChannel|rest.ReadMessageHistory):
		return errUnsure
	}
	return err
}

// whoAmI is the bot's own user id.
func (b *Bot) whoAmI(ctx context.Context) (string, error) {
	if self := b.me(); self != "" {
		return self, nil
	}
	u, err := b.REST.CurrentUser(ctx)
	if err != nil {
		return "", fmt.Errorf("find out who I am: %w", err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.self = u.ID
	return u.ID, nil
}

// unsure is the safe side where nobody can tell whether something was posted.
// A question is answered, to its asker alone: better there for a second time
// than not at all. A post is not repeated where others would read it twice:
// who wanted it is told, and can look. A question of a session is held again.
func (b *Bot) unsure(ctx context.Context, s *shipment) (ending, error) {
	switch s.Kind {
	case kindPost:
	case kindPublish:
		if _, _, err := b.Sessions.Settle(ctx, s.Tenant, s.Channel, s.Options["entry"], session.Held, s.ID); err != nil {
			b.log.Error("a question could not be put back", "request", s.ID, "error", err)
		}
	default:
		s.Private = true
		return b.elsewhere(ctx, s)
	}
	b.log.Error("whether something was posted is not known, so it is not posted again; let the bot read the channel's history", "request", s.ID, "channel", s.Channel)
	if err := b.Store.Abandoned(ctx, s.ID, "not known whether it was posted", b.Now()); err != nil && !errors.Is(err, consult.ErrGone) {
		return undone, err
	}
	b.Hooks.Delivered("abandoned")
	return unknown, nil
}
