package discord

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"curbside/internal/answer"
	"curbside/internal/discord/gateway"
	clean "curbside/internal/text"
)

// askMenu answers "Ask about this" in the menu of a message.
func (b *Bot) askMenu(ctx context.Context, r *request) {
	said, refused := b.menuText(r.Command.Message, "/ask")
	if refused != "" {
		b.say(r.Interaction, refused)
		return
	}
	b.askInteraction(ctx, r, said, "", "")
}

// checkMenu answers "Check this claim" in the menu of a message.
func (b *Bot) checkMenu(ctx context.Context, r *request) {
	said, refused := b.menuText(r.Command.Message, "/check")
	if refused != "" {
		b.say(r.Interaction, refused)
		return
	}
	b.check(ctx, r, said)
}

// menuText is the text of a message as somebody could have asked it, or why
// it cannot be taken.
func (b *Bot) menuText(m *gateway.Message, command string) (said, refused string) {
	if m == nil {
		return "", "That message is gone, or I may not see it. Please write what you want to know with " + command + "."
	}
	said = withoutMarks(m.Content)
	switch n := utf8.RuneCountInString(clean.Clean(said)); {
	case m.Author.ID == b.me():
		return "", "That message is one of mine; what it says has been checked already. Its buttons lead to its sources, and *Follow up* asks more."
	case n == 0 && m.Files > 0:
		return "", "That message holds only files or pictures, which I do not read. Please write what you want to know with " + command + "."
	case n == 0:
		return "", "That message holds no text. Please write what you want to know with " + command + "."
	case n > answer.MaxQuestion:
		return "", fmt.Sprintf("That message is longer than %d characters. Please copy the part that matters into %s.", answer.MaxQuestion, command)
	}
	return said, ""
}

// discordMarks are mentions, custom emoji and times as Discord writes them.
var discordMarks = regexp.MustCompile(`<(?:@[!&]?|#|a?:\w{1,40}:|t:|/[^:>]{1,100}:)-?\d{1,20}(?::[a-zA-Z])?>|@(?:everyone|here)\b`)

// withoutMarks takes out of a message what are ids and no words.
func withoutMarks(s string) string {
	return strings.TrimSpace(discordMarks.ReplaceAllString(s, " "))
}
