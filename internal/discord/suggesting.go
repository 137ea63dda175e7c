package discord

import (
	"context"

	"curbside/internal/discord/rest"
)

// typingQuestion suggests questions that the sources answer.
func (b *Bot) typingQuestion(_ context.Context, r *request) (rest.Response, error) {
	collections, none := b.collections(r)
	if none {
		return rest.Suggest(), nil
	}
	return suggest(b.Consult.Suggest(r.Command.Text("question"), collections, rest.MaxChoices)), nil
}
