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

// kindThread is a thread that is being started, as the outbox keeps it.
const kindThread = "thread"

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
	// Stored first: a process that is killed in between leaves it to the next.
	record := consult.Request{
		ID: r.ID, Adapter: "discord", Tenant: r.tenant, User: r.User.ID, Channel: kept.Channel, Kind: kindThread,
		Deed: "/answer/" + kept.Answer.ID + "/thread", Options: map[string]string{"answer": kept.Answer.ID}, Received: b.Now(),
	}
	b.passed(kindThread, Storing)
	stored, err := b.Store.Claim(ctx, record)
	switch {
	case errors.Is(err, consult.ErrDone), err == nil && !stored:
		return rest.Message{}, wordsf("A thread was started from this answer already: <#%s>.", kept.Message)
	case err != nil:
		b.log.Error("a thread could not be recorded", "interaction", r.ID, "error", err)
		return rest.Message{}, words("It could not be recorded, so no thread was started. Please try again.")
	}
	b.passed(kindThread, Claimed)
	done, err := b.openThread(ctx, record)
	switch done {
	case taken:
		return rest.Message{Content: fmt.Sprintf("The full answer is in <#%s>. Mention me there to ask more.", kept.Message)}, nil
	case undone:
		b.log.Warn("a thread could not be started at once", "request", r.ID, "error", err)
		b.working.Go(func() {
			defer b.abandonOnPanic(r.ID)
			b.threadAgain(b.ctx, record)
		})
		return rest.Message{Content: "Discord does not take it right now. The thread will be started as soon as it does. *Full answer* shows it all, for you alone."}, nil
	}
	return rest.Message{}, threadWords(err, kept)
}

// threadAgain starts and fills a thread that was left, until it is done or
// cannot be.
func (b *Bot) threadAgain(ctx context.Context, record consult.Request) {
	b.until(ctx, record.ID, func() (ending, error) {
		b.passed(kindThread, SendingAgain)
		return b.openThread(ctx, record)
	})
}

// openThread starts the thread of an answer and fills it. Done again it goes
// on: a message has one thread, and of the pages only those are posted that
// are not there. Where it is refused the error says why.
func (b *Bot) openThread(ctx context.Context, record consult.Request) (ending, error) {
	kept, err := b.Store.Answer(ctx, record.Tenant, record.Options["answer"])
	if err == nil {
		err = b.startThread(ctx, record, kept)
	}
	if err == nil {
		b.delivered(ctx, &shipment{Pending: consult.Pending{Request: record}}, kept.Message, "thread")
		return taken, nil
	}
	if !rest.Forbidden(err) && !rest.Gone(err) && rest.Status(err) != 400 && !errors.Is(err, consult.ErrGone) {
		return undone, err
	}
	b.giveUp(ctx, record, "no thread: "+err.Error())
	return refused, err
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

// startThread starts a thread and posts those pages that are not in it yet.
func (b *Bot) startThread(ctx context.Context, record consult.Request, kept *consult.Kept) error {
	thread, err := b.REST.StartThread(ctx, kept.Channel, kept.Message, threadName(kept.Standalone))
	if err != nil {
		return err
	}
	b.passed(kindThread, Begun)
	self, err := b.whoAmI(ctx)
	if err != nil {
		return err
	}
	there := map[string]bool{} // pages that an earlier try has posted
	_, err = b.lookFor(ctx, thread.ID, thread.ID, func(p *rest.Posted) bool {
		there[p.Content] = there[p.Content] || p.Author.ID == self
		return false
	})
	if err != nil && !errors.Is(err, errUnsure) { // who may start a thread from a message may read it
		return err
	}
	for i, page := range render.Pages(consult.ReplyTo(kept.Answer)) {
		if there[strings.TrimSpace(page)] {
			continue
		}
		if _, err := b.Store.Answer(ctx, record.Tenant, kept.Answer.ID); err != nil { // deleted meanwhile
			return err
		}
		m := rest.Message{Content: page, Flags: rest.FlagSuppressEmbeds, Nonce: fmt.Sprintf("%s.%d", thread.ID, i+1)}
		if _, err := b.REST.CreateMessage(ctx, thread.ID, m); err != nil {
			return err
		}
		b.passed(kindThread, Filled)
	}
	return nil
}

// threadWords say why a thread could not be started or filled.
func threadWords(err error, kept *consult.Kept) error {
	const instead = " *Full answer* shows it all, for you alone."
	var d *rest.Error
	switch {
	case errors.Is(err, consult.ErrGone):
		return err
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
