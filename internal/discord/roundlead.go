package discord

import (
	"context"
	"fmt"

	"curbside/internal/answer"
	"curbside/internal/consult"
	"curbside/internal/discord/render"
	"curbside/internal/discord/rest"
	"curbside/internal/session"
)

// roundQueue lists what waits, for the educator alone.
func (b *Bot) roundQueue(ctx context.Context, r *request) (rest.Response, error) {
	round, open, err := b.Sessions.Queue(ctx, r.lead())
	if err := r.ofThis(round, err); err != nil {
		return rest.Response{}, err
	}
	m := rest.Message{Content: render.Queue(round, open), Flags: rest.FlagEphemeral | rest.FlagSuppressEmbeds}
	if len(open) > 0 {
		menu := rest.Select{CustomID: roundPath(round, "open"), Placeholder: "Open a question"}
		for i, e := range open[:min(len(open), rest.MaxChoices)] {
			menu.Options = append(menu.Options, rest.SelectOption{Label: render.Label(fmt.Sprintf("%d. %s", i+1, e.Question)), Value: e.ID})
		}
		m.Components = append(m.Components, rest.Row{menu})
	}
	buttons := rest.Row{rest.Button{Label: "Refresh", CustomID: roundPath(round, "queue")}}
	if len(open) > 0 {
		buttons = append(rest.Row{rest.Button{Label: wordsNext, Style: rest.ButtonPrimary, CustomID: roundPath(round, "shownext")}}, buttons...)
	}
	m.Components = append(m.Components, buttons)
	if r.CustomID != "" {
		return r.inPlace(m), nil
	}
	return rest.Reply(m), nil
}

// roundNext shows the next question with its answer, for the educator alone:
// in a new message.
func (b *Bot) roundNext(ctx context.Context, r *request) (rest.Response, error) {
	m, err := b.next(ctx, r)
	if err != nil {
		return rest.Response{}, err
	}
	return rest.Reply(m), nil
}

// roundNextHere shows it in the place of the one that was decided on.
func (b *Bot) roundNextHere(ctx context.Context, r *request) (rest.Response, error) {
	m, err := b.next(ctx, r)
	if err != nil {
		return rest.Response{}, err
	}
	return r.inPlace(m), nil
}

func (b *Bot) next(ctx context.Context, r *request) (rest.Message, error) {
	round, e, err := b.Sessions.Next(ctx, r.lead())
	if err := r.ofThis(round, err); err != nil {
		return rest.Message{}, err
	}
	return b.preview(ctx, r, round, e)
}

// roundOpen shows the question that was chosen from the queue.
func (b *Bot) roundOpen(ctx context.Context, r *request) (rest.Response, error) {
	id := r.params["entry"]
	if len(r.Values) > 0 {
		id = r.Values[0]
	}
	round, e, err := b.Sessions.Entry(ctx, r.lead(), id)
	if err := r.ofThis(round, err); err != nil {
		return rest.Response{}, err
	}
	if e.Answer == nil || e.State == session.Published || e.State == session.Skipped {
		return rest.Response{}, session.ErrDecided
	}
	m, err := b.preview(ctx, r, round, e)
	if err != nil {
		return rest.Response{}, err
	}
	if r.params["entry"] != "" {
		return r.inPlace(m), nil
	}
	return rest.Reply(m), nil
}

// preview is what the educator decides on.
func (b *Bot) preview(ctx context.Context, r *request, round session.Round, e session.Entry) (rest.Message, error) {
	_, open, err := b.Sessions.Queue(ctx, r.lead())
	if err != nil {
		return rest.Message{}, err
	}
	button := func(label, action string) rest.Button {
		return rest.Button{Label: label, CustomID: roundPath(round, action, e.ID)}
	}
	publish := button("Publish", "publish")
	publish.Style = rest.ButtonSuccess
	row := rest.Row{publish, button("Hold", "hold"), button("Skip", "skip")}
	if e.Answer.Status == answer.Answered {
		row = append(row, button("Sources", "sources"), button("Full answer", "full"))
	}
	return rest.Message{
		Content: render.Preview(round, e, len(open)), Flags: rest.FlagEphemeral | rest.FlagSuppressEmbeds, Components: []rest.Component{row},
	}, nil
}

// roundSources and roundFull show the educator what stands behind an answer
// that the class has not seen.
func (b *Bot) roundSources(ctx context.Context, r *request) (rest.Response, error) {
	return b.behind(ctx, r, "sources", render.Passages)
}

func (b *Bot) roundFull(ctx context.Context, r *request) (rest.Response, error) {
	return b.behind(ctx, r, "full", func(a *answer.Answer) []string { return render.Pages(consult.ReplyTo(a)) })
}

func (b *Bot) behind(ctx context.Context, r *request, action string, layOut func(*answer.Answer) []string) (rest.Response, error) {
	round, e, err := b.Sessions.Entry(ctx, r.lead(), r.params["entry"])
	if err := r.ofThis(round, err); err != nil {
		return rest.Response{}, err
	}
	if e.Answer == nil {
		return rest.Response{}, words(wordsGone)
	}
	pages := layOut(e.Answer)
	if len(pages) == 0 {
		return rest.Response{}, words("This answer rests on no source.")
	}
	page := pageOf(r.params["page"], len(pages))
	m := rest.Message{Content: pages[page-1], Flags: rest.FlagEphemeral | rest.FlagSuppressEmbeds}
	if len(pages) > 1 {
		m.Components = []rest.Component{turner(roundPath(round, action, e.ID), page, len(pages))}
	}
	if r.params["page"] != "" {
		return r.inPlace(m), nil
	}
	return rest.Reply(m), nil
}
