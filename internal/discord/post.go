package discord

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"curbside/internal/consult"
	"curbside/internal/discord/render"
	"curbside/internal/discord/rest"
)

// kindPost is an answer on its way into a channel, as the outbox keeps it.
const kindPost = "post"

// Room in a message of 2,000: for what is posted, which the preview shows
// behind a line of its own, and in that for the question.
const (
	longestPost   = 1800
	longestInPost = 250
)

// posting is an answer as it will be posted, and where.
type posting struct {
	kept    *consult.Kept
	what    string // "share" or "clinician": each once for an answer
	channel string
	text    string
	before  string // stands above the preview
	repair  string // what to do where the channel is gone
}

// key names the deed.
func (p *posting) key() string { return "/answer/" + p.kept.Answer.ID + "/" + p.what }

// preparer prepares a posting, or says in words why there can be none.
type preparer func(ctx context.Context, r *request) (*posting, error)

// sharing prepares an answer for the channel in which it was asked for. The
// asker is not named.
func (b *Bot) sharing(ctx context.Context, r *request) (*posting, error) {
	kept, err := b.kept(ctx, r)
	switch {
	case err != nil:
		return nil, err
	case !r.ofServer():
		return nil, words("In a direct message there is no channel to share with. Ask in a server to share an answer there.")
	case !kept.Private:
		return nil, wordsf("This answer is public already: everybody who reads <#%s> can see it.", kept.Channel)
	}
	if err := b.stillMember(ctx, r); err != nil {
		return nil, err
	}
	switch {
	case r.Channel.ID == kept.Channel:
		err = mayWrite(r)
	case r.Guild == "":
		err = b.mayWriteFrom(ctx, r, kept.Channel)
	}
	if err != nil {
		return nil, err
	}
	p := &posting{kept: kept, what: "share", channel: kept.Channel, repair: "Use *File (.md)* to share it elsewhere."}
	p.before = fmt.Sprintf("-# This will be posted in <#%s>, for everybody there, without your name:", p.channel)
	p.text = postText("**Asked here:** ", kept)
	return p, nil
}

// stillMember says in words where somebody who presses in a direct message is
// not in the answer's server any more.
func (b *Bot) stillMember(ctx context.Context, r *request) error {
	if r.Guild != "" {
		return nil
	}
	guild, inServer := guildOf(r.tenant)
	if !inServer {
		return nil
	}
	_, err := b.REST.Member(ctx, guild, r.User.ID)
	switch {
	case err == nil:
		return nil
	case rest.Gone(err), rest.Forbidden(err):
		return words("You are not in that server any more, so nothing can be asked or posted there.")
	}
	return words("Discord does not say right now whether you are still in that server, so nothing was done. Please try again.")
}

// mayWrite says in words where the sender, or the bot, may not write in the
// channel: what people may not, the bot does not do for them.
func mayWrite(r *request) error {
	need := rest.ViewChannel | rest.SendMessages
	if r.Channel.IsThread() {
		need = rest.ViewChannel | rest.SendMessagesInThreads
	}
	if r.Member == nil || !r.Member.Permissions.Has(need) {
		return wordsf("You may not write in <#%s>, so I cannot share anything there for you.", r.Channel.ID)
	}
	if missing := r.Permissions.Missing(need); missing != 0 {
		return wordsf("I may not write in <#%s>. Somebody who manages this server has to give me these permissions there: %s. Then press *Share* again.", r.Channel.ID, missing)
	}
	return nil
}

// mayWriteFrom says it of a channel of a server to somebody who presses in a
// direct message.
func (b *Bot) mayWriteFrom(ctx context.Context, r *request, channel string) error {
	guild, _ := guildOf(r.tenant)
	may, thread, err := b.rightsOf(ctx, r.User.ID, guild, channel)
	need := rest.ViewChannel | rest.SendMessages
	if thread {
		need = rest.ViewChannel | rest.SendMessagesInThreads
	}
	switch {
	case rest.Gone(err), rest.Forbidden(err): // posting tells what is wrong with the channel
		return nil
	case err != nil:
		return words("Discord does not say right now whether you may write in that channel, so nothing was done. Please try again.")
	case !may.Has(need):
		return wordsf("You may not write in <#%s>, so I cannot share anything there for you.", channel)
	}
	return nil
}

// askingClinicians prepares question and answer for the clinicians of the
// server, who are told who asks.
func (b *Bot) askingClinicians(ctx context.Context, r *request) (*posting, error) {
	kept, err := b.kept(ctx, r)
	if err != nil {
		return nil, err
	}
	if !r.ofServer() {
		return nil, words("In a direct message there are no clinicians to ask. Ask in a server that has a channel for them.")
	}
	if err := b.stillMember(ctx, r); err != nil {
		return nil, err
	}
	p := &posting{kept: kept, what: "clinician", channel: r.server.ClinicianChannel}
	p.repair = "Somebody who manages this server can set another with `/settings channels`."
	if p.channel == "" {
		return nil, words("This server has no channel for questions to clinicians yet. Somebody who manages the server can set one with `/settings channels`.")
	}
	p.before = fmt.Sprintf("-# This will be posted in <#%s>, for the clinicians there, with your name:", p.channel)
	p.text = postText(fmt.Sprintf("**For the clinicians**, from <@%s>: ", r.User.ID), kept)
	return p, nil
}

// postText is a question with its answer, with references and disclaimer.
func postText(head string, kept *consult.Kept) string {
	head += render.Escape(render.Short(kept.Standalone, longestInPost)) + "\n"
	r := consult.ReplyTo(kept.Answer)
	r.Understood = "" // the question above says it
	return head + render.Within(r, longestPost-render.Length(head))
}

// previewPost shows what will be posted, and where, and asks for a confirmation.
func (b *Bot) previewPost(prepare preparer) handler {
	return func(ctx context.Context, r *request) (rest.Response, error) {
		p, err := prepare(ctx, r)
		if err != nil {
			return rest.Response{}, err
		}
		return rest.Reply(rest.Message{
			Content: p.before + "\n" + p.text, Flags: rest.FlagEphemeral | rest.FlagSuppressEmbeds,
			Components: []rest.Component{rest.Row{
				rest.Button{Label: "Post it", Style: rest.ButtonPrimary, CustomID: r.path(p.what + "/" + p.channel)},
				rest.Button{Label: "Cancel", CustomID: r.path("cancel")},
			}},
		}), nil
	}
}

// cancelPost takes a preview away.
func cancelPost(_ context.Context, r *request) (rest.Response, error) {
	return r.inPlace(rest.Message{Content: "Nothing was posted."}), nil
}

// post posts what was confirmed, once for an answer. It goes by the outbox, so
// that it is posted once whatever happens in between.
func (b *Bot) post(prepare preparer) worker {
	return func(ctx context.Context, r *request) (rest.Message, error) {
		p, err := prepare(ctx, r)
		if err != nil {
			return rest.Message{}, err
		}
		if p.channel != r.params["channel"] {
			return rest.Message{}, words("The channel was changed since you saw the preview, so nothing was posted. Please press the button under the answer again.")
		}
		s, copied := b.shipPost(r, p)
		b.passed(kindPost, Storing)
		stored, err := b.Store.Submit(ctx, s.Request, copied, s.encode())
		switch {
		case errors.Is(err, consult.ErrDone), err == nil && !stored:
			return rest.Message{}, wordsf("This answer is in <#%s> already or on its way there, so it was not posted again.", p.channel)
		case err != nil:
			b.log.Error("a post could not be recorded", "interaction", r.ID, "what", p.what, "error", err)
			return rest.Message{}, words("It could not be recorded, so nothing was done. Please try again.")
		}
		b.passed(kindPost, Composed)
		return b.sendPost(ctx, p, s)
	}
}

// shipPost makes of a posting what the outbox keeps, with a copy of the answer
// that all may see who see the post: it is a conversation of its own. The copy
// is the asker's: when that person is forgotten, it goes, and a post of it
// that another has confirmed and that is not sent yet.
func (b *Bot) shipPost(r *request, p *posting) (*shipment, *consult.Kept) {
	record := consult.Request{
		ID: r.ID, Adapter: "discord", Tenant: r.tenant, User: r.User.ID, Channel: p.channel, Kind: kindPost,
		Deed: p.key(), Received: b.Now(),
	}
	a := *p.kept.Answer
	a.ID, a.Consult, a.Question = newID(), newID(), &p.kept.Standalone
	a.Standalone = a.Question
	copied := &consult.Kept{
		Turn:   consult.Turn{Asked: p.kept.Standalone, Standalone: p.kept.Standalone, Answer: &a},
		Tenant: r.tenant, Consult: a.Consult, Request: record.ID, User: p.kept.User, Channel: p.channel, At: b.Now(),
	}
	d := delivery{Text: p.text, Answer: a.ID, Status: string(a.Status)}
	return &shipment{Pending: consult.Pending{Request: record, Answer: a.ID}, delivery: d}, copied
}

// newID is as short and as random as the ids of answers.
func newID() string { return strings.ToLower(rand.Text())[:8] }

// sendPost sends a stored post and says what became of it.
func (b *Bot) sendPost(ctx context.Context, p *posting, s *shipment) (rest.Message, error) {
	done, err := b.first(ctx, s, b.poster(s.Request))
	var storeErr error
	if done == undone && !s.doubt {
		done, storeErr = b.abandonIf(context.WithoutCancel(ctx), s.Request, err)
	}
	switch done {
	case taken:
		return rest.Message{Content: fmt.Sprintf("Posted in <#%s>.", p.channel)}, nil
	case forgotten:
		return rest.Message{}, consult.ErrGone
	case refused:
		return rest.Message{}, words(whyNot(err, p.channel) + " Nothing was posted. " + p.repair)
	}
	b.log.Warn("a post could not be sent at once", "request", s.ID, "error", errors.Join(err, storeErr))
	b.working.Go(func() {
		defer b.abandonOnPanic(s.ID)
		b.again(b.ctx, s)
	})
	return rest.Message{Content: fmt.Sprintf("Discord does not take it right now. It will be posted in <#%s> as soon as it does.", p.channel)}, nil
}

// whyNot says why Discord refused a message in a channel.
func whyNot(err error, channel string) string {
	switch {
	case rest.Is(err, rest.CodeThreadArchived, rest.CodeThreadLocked):
		return fmt.Sprintf("The thread <#%s> is archived or locked. Somebody who manages threads can open it.", channel)
	case rest.Gone(err):
		return "That channel is not there any more."
	case rest.Forbidden(err):
		return fmt.Sprintf("I may not write in <#%s>. Somebody who manages this server has to let me view that channel and send messages there.", channel)
	}
	return fmt.Sprintf("Discord did not take the message for <#%s>.", channel)
}
