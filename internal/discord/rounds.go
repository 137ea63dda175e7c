package discord

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"curbside/internal/discord/gateway"
	"curbside/internal/discord/render"
	"curbside/internal/discord/rest"
	"curbside/internal/guard"
	"curbside/internal/session"
)

// roundRoutes says which handler takes what of a session.
func (b *Bot) roundRoutes(t *router) {
	t.command("session start", b.roundStart)
	t.question("session ask", b.roundAsk)
	t.command("session queue", b.roundQueue)
	t.command("session next", b.roundNext)
	t.question("session end", b.roundEnd)
	t.command("session export", b.roundExport)
	t.path("/session/{round}/ask", b.roundForm)
	t.pathQuestion("/session/{round}/put", b.roundPut)
	t.path("/session/{round}/export", b.roundExport)
	t.path("/session/{round}/queue", b.roundQueue)
	t.path("/session/{round}/shownext", b.roundNext)
	t.path("/session/{round}/next", b.roundNextHere)
	t.path("/session/{round}/open", b.roundOpen)
	t.pathQuestion("/session/{round}/publish/{entry}", b.roundPublish)
	t.path("/session/{round}/hold/{entry}", b.roundHold)
	t.path("/session/{round}/skip/{entry}", b.roundSkip)
	t.path("/session/{round}/sources/{entry}", b.roundSources)
	t.path("/session/{round}/sources/{entry}/{page}", b.roundSources)
	t.path("/session/{round}/full/{entry}", b.roundFull)
	t.path("/session/{round}/full/{entry}/{page}", b.roundFull)
}

// What users are told about sessions.
const (
	wordsNoServer    = words("Sessions are held in the channels of a server.")
	wordsRoundOver   = words("That session is over.")
	wordsTitle       = words("The title seems to identify a patient, and everybody here would read it. Please choose another.")
	wordsCannotPost  = "I may not write in this channel, so nothing could be published here. Please have me given the permissions View Channel and %s in it, then try again."
	wordsNotUnderWay = words("No session is running in this channel. An educator can start one with `/session start`.")
)

// educates reports whether the sender may start sessions, and lead those that
// others started: by one of the server's educator roles, or by the right to
// manage the server. Where the server has named no such role, moderators may.
func (r *request) educates() bool {
	if r.Member == nil {
		return false
	}
	if r.manages() || r.has(r.server.Educators) {
		return true
	}
	return len(r.server.Educators) == 0 && !r.unread && r.Member.Permissions.Has(rest.ManageMessages)
}

// whoEducates names who may start sessions in a server.
func (r *request) whoEducates() string {
	if len(r.server.Educators) == 0 {
		return "people with the permission Manage Messages or Manage Server"
	}
	var names []string
	for _, role := range r.server.Educators {
		names = append(names, "<@&"+role+">")
	}
	return "people with the role " + strings.Join(names, " or ") + ", or with the permission Manage Server"
}

func (r *request) lead() session.Lead {
	return session.Lead{Tenant: r.tenant, Channel: r.Channel.ID, User: r.User.ID, Any: r.educates()}
}

// canPost says in words why the bot cannot write in the channel of an
// interaction; nil where it can.
func (r *request) canPost() error {
	want, name := rest.SendMessages, "Send Messages"
	if r.Channel.IsThread() {
		want, name = rest.SendMessagesInThreads, "Send Messages in Threads"
	}
	if r.Permissions.Has(rest.ViewChannel | want) {
		return nil
	}
	return wordsf(wordsCannotPost, name)
}

// roundStart starts a round and announces it.
func (b *Bot) roundStart(ctx context.Context, r *request) (rest.Response, error) {
	switch {
	case r.Guild == "":
		return rest.Response{}, wordsNoServer
	case !r.educates():
		return rest.Response{}, wordsf("Only educators can start a session. In this server they are %s. Somebody who manages the server can name educator roles with `/settings roles`.", r.whoEducates())
	case guard.Check(r.Command.Text("title")).Has(guard.Identifiers):
		return rest.Response{}, wordsTitle
	}
	if err := r.canPost(); err != nil {
		return rest.Response{}, err
	}
	anonymous, given := r.Command.Bool("anonymous")
	if !given {
		anonymous = r.server.AnonymousRounds
	}
	round, err := b.Sessions.Start(ctx, session.Round{
		Tenant: r.tenant, Channel: r.Channel.ID, Educator: r.User.ID, Title: r.Command.Text("title"), Anonymous: anonymous,
	})
	if errors.Is(err, session.ErrRunning) {
		return rest.Response{}, words("A session is already running in this channel. End it first with `/session end`, or start yours in another channel.")
	}
	if err != nil {
		return rest.Response{}, err
	}
	return rest.Reply(rest.Message{
		Content: render.Announcement(round), Flags: rest.FlagSuppressEmbeds,
		Components: []rest.Component{rest.Row{rest.Button{Label: "Ask a question", Style: rest.ButtonPrimary, CustomID: roundPath(round, "ask")}}},
	}), nil
}

func roundPath(r session.Round, parts ...string) string {
	return "/session/" + r.ID + "/" + strings.Join(parts, "/")
}

// ofThis refuses a button of a round that is not the one that runs.
func (r *request) ofThis(round session.Round, err error) error {
	if errors.Is(err, session.ErrNoRound) {
		return wordsNotUnderWay
	}
	if id := r.params["round"]; round.ID != "" && id != "" && id != round.ID {
		return wordsRoundOver
	}
	return err
}

// roundEnd ends the round, says so in the channel and offers the transcript
// to the educator alone.
func (b *Bot) roundEnd(ctx context.Context, r *request) {
	round, entries, err := b.Sessions.End(ctx, r.lead())
	if err != nil {
		b.say(r.Interaction, b.wordsFor(r.ofThis(round, err)))
		return
	}
	closing := rest.Message{Content: render.Closing(round, entries), Flags: rest.FlagSuppressEmbeds}
	if _, err := b.REST.Callback(ctx, r.ID, r.Token, rest.Reply(closing)); err != nil {
		b.log.Warn("the end of a session could not be told", "interaction", r.ID, "error", err)
		return
	}
	offer := rest.Message{
		Content: render.Ended(entries), Flags: rest.FlagEphemeral | rest.FlagSuppressEmbeds,
		Components: []rest.Component{rest.Row{rest.Button{Label: "Get the transcript", CustomID: roundPath(round, "export")}}},
	}
	if _, err := b.REST.FollowUp(ctx, r.Hook(), offer); err != nil {
		b.log.Warn("the transcript of a session could not be offered", "interaction", r.ID, "error", err)
	}
}

// roundExport gives the transcript to the educator: of the round that the
// button is of, else of the channel's latest.
func (b *Bot) roundExport(ctx context.Context, r *request) (rest.Response, error) {
	round, entries, err := b.Sessions.Export(ctx, r.lead(), r.params["round"])
	if errors.Is(err, session.ErrNoRound) {
		return rest.Response{}, words("No session of this channel is kept: there was none, or its time is over.")
	}
	if err != nil {
		return rest.Response{}, err
	}
	all, published, _ := session.Counts(entries)
	return rest.Reply(rest.Message{
		Content: fmt.Sprintf("The transcript of **%s**, with %d published of %d asked. It names nobody who asked.", render.Title(round), published, all),
		Flags:   rest.FlagEphemeral | rest.FlagSuppressEmbeds,
		Files:   []rest.File{{Name: session.FileName(round), Type: "text/markdown", Data: []byte(session.Transcript(round, entries))}},
	}), nil
}

// channelGone ends the round of a channel that was deleted.
func (b *Bot) channelGone(e *gateway.ChannelDelete) {
	defer b.recovered("channel", e.ID)
	ctx, cancel := context.WithTimeout(b.ctx, handlerTime)
	defer cancel()
	_, _, err := b.Sessions.End(ctx, session.Lead{Tenant: tenantOf(e.Guild, ""), Channel: e.ID, Any: true})
	if err != nil && !errors.Is(err, session.ErrNoRound) {
		b.log.Warn("the session of a deleted channel could not be ended", "channel", e.ID, "error", err)
	}
}
