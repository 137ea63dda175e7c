package discord

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"curbside/internal/consult"
	"curbside/internal/discord/render"
	"curbside/internal/discord/rest"
)

// longestThreadName is Discord's limit, in characters.
const longestThreadName = 100

// thread starts a thread from a public answer and posts the pages of the full
// answer there, once.
func (b *Bot) thread(ctx context.Context, r *request) (rest.Message, error) {
	kept, err := b.kept(ctx, r)
	if err != nil {
		return rest.Message{}, err
	}
	if err := b.mayStart(r, kept); err != nil {
		return rest.Message{}, err
	}
	key := "/answer/" + kept.Answer.ID + "/thread"
	first, err := b.Store.Once(ctx, r.tenant, key, b.Now())
	if err != nil {
		return rest.Message{}, fmt.Errorf("note that a thread is started: %w", err)
	}
	if !first {
		return rest.Message{}, wordsf("A thread was started from this answer already: <#%s>.", kept.Message)
	}
	started, err := b.REST.StartThread(ctx, kept.Channel, kept.Message, threadName(kept.Standalone))
	if err == nil {
		err = b.fillThread(ctx, started.ID, kept)
	}
	if err == nil {
		return rest.Message{Content: fmt.Sprintf("The full answer is in <#%s>. Mention me there to ask more.", started.ID)}, nil
	}
	if err := b.Store.Retract(context.WithoutCancel(ctx), r.tenant, key); err != nil {
		b.log.Error("a thread that failed could not be taken back", "interaction", r.ID, "error", err)
	}
	return rest.Message{}, threadWords(err, kept)
}

// mayStart says in words why no thread can be started from an answer.
func (b *Bot) mayStart(r *request, kept *consult.Kept) error {
	switch {
	case !r.ofServer():
		return words("In a direct message there are no threads. Just ask your next question here.")
	case kept.Private:
		return words("Only you see this answer, so there is nothing to discuss in a thread yet. Share it first; the post has this button too.")
	case kept.Message == "":
		return words("The message with this answer is not known, so no thread can be started from it. *Full answer* shows it all.")
	case r.Channel.IsThread():
		return words("This is a thread already: mention me here to ask more. *Full answer* shows it all.")
	case r.Member == nil || !r.Member.Permissions.Has(rest.CreatePublicThreads):
		return wordsf("You may not start threads in <#%s>. *Full answer* shows it all, for you alone.", r.Channel.ID)
	}
	return nil
}

// threadName is the question, as long as it may be.
func threadName(question string) string {
	name := strings.TrimSpace(render.Short(render.Plain(question), longestThreadName))
	if name == "" {
		return "An answer"
	}
	return name
}

// fillThread posts the pages. Their nonces let Discord show each once, should
// it be sent again.
func (b *Bot) fillThread(ctx context.Context, thread string, kept *consult.Kept) error {
	for i, page := range render.Pages(consult.ReplyTo(kept.Answer)) {
		m := rest.Message{Content: page, Flags: rest.FlagSuppressEmbeds, Nonce: fmt.Sprintf("%s.%d", thread, i+1)}
		if _, err := b.REST.CreateMessage(ctx, thread, m); err != nil {
			return err
		}
	}
	return nil
}

// threadWords say why a thread could not be started or filled.
func threadWords(err error, kept *consult.Kept) error {
	const instead = " *Full answer* shows it all, for you alone."
	var d *rest.Error
	switch {
	case rest.Is(err, rest.CodeThreadArchived, rest.CodeThreadLocked):
		return wordsf("There is a thread from this answer, <#%s>, but it is archived or locked. Somebody who manages threads can open it."+instead, kept.Message)
	case rest.Gone(err):
		return words("The message with this answer was deleted, so no thread can be started from it." + instead)
	case rest.Forbidden(err):
		return wordsf("I may not start threads in <#%s> or write in them. Somebody who manages this server has to give me Create Public Threads and Send Messages in Threads there."+instead, kept.Channel)
	case errors.As(err, &d) && d.Status == 400:
		return words("Discord lets no thread be started from that message." + instead)
	}
	return fmt.Errorf("start a thread: %w", err)
}
