package discord

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"curbside/internal/answer"
	"curbside/internal/consult"
	"curbside/internal/discord/render"
	"curbside/internal/discord/rest"
	"curbside/internal/guard"
)

// answerRoutes are what the buttons under an answer lead to, and the buttons
// behind those.
func (b *Bot) answerRoutes(t *router) {
	for action, pages := range map[string]func(*request, *consult.Kept) []string{
		"sources": func(_ *request, k *consult.Kept) []string { return render.Passages(k.Answer) },
		"full":    func(_ *request, k *consult.Kept) []string { return render.Pages(consult.ReplyTo(k.Answer)) },
		"detail":  func(_ *request, k *consult.Kept) []string { return render.Detail(k.Answer) },
		"simpler": b.simplerPages,
	} {
		h := b.paged(action, pages)
		t.path("/answer/{id}/"+action, h)
		t.path("/answer/{id}/"+action+"/{page}", h)
	}
	t.path("/answer/{id}/more", b.more)
	t.path("/answer/{id}/file", b.file)
	t.path("/answer/{id}/helpful", b.helpful)
	t.path("/answer/{id}/wrong", b.wrong)
	t.path("/answer/{id}/wrong/form", b.wrongForm)
	t.path("/answer/{id}/followup", b.followUp)
	t.pathQuestion("/answer/{id}/followup/form", b.followUpForm)
	t.pathQuestion("/answer/{id}/anyway", b.anyway)
	t.path("/answer/{id}/share", b.previewPost(b.sharing))
	t.pathWork("/answer/{id}/share/{channel}", true, b.post(b.sharing))
	t.path("/answer/{id}/clinician", b.previewPost(b.askingClinicians))
	t.pathWork("/answer/{id}/clinician/{channel}", true, b.post(b.askingClinicians))
	t.path("/answer/{id}/cancel", cancelPost)
	t.pathWork("/answer/{id}/thread", false, b.thread)
}

// afar separates an answer's id from the server that it belongs to, in custom
// ids of what was delivered in a direct message.
const afar = "."

// fromAfar is how buttons in a direct message name an answer of a server's.
func fromAfar(id, tenant string) string {
	guild, ok := strings.CutPrefix(tenant, "guild:")
	if id == "" || !ok || strings.Contains(id, afar) {
		return id
	}
	return id + afar + guild
}

// kept finds the answer that a button is about, as long as it is kept and the
// sender may see it. A private answer is there for its asker alone; so is any
// answer of a server's that is reached from a direct message.
func (b *Bot) kept(ctx context.Context, r *request) (*consult.Kept, error) {
	id, guild, away := strings.Cut(r.params["id"], afar)
	if away && r.Guild == "" {
		r.tenant = tenantOf(guild, r.User.ID)
		server, err := b.Store.ServerSettings(ctx, r.tenant)
		if err != nil {
			return nil, fmt.Errorf("read the settings of a server: %w", err)
		}
		r.server, r.away = server, true
	} else if away {
		return nil, consult.ErrGone
	}
	kept, err := b.Store.Answer(ctx, r.tenant, id)
	if err != nil {
		return nil, fmt.Errorf("find an answer: %w", err)
	}
	if kept.User != r.User.ID && (kept.Private || away) {
		return nil, consult.ErrGone
	}
	return kept, nil
}

// path is the custom id of a button about the same answer.
func (r *request) path(action string) string { return "/answer/" + r.params["id"] + "/" + action }

// paged shows the pages of an answer in one of its forms: the first as a
// message of its own, the others in the place of the one before.
func (b *Bot) paged(action string, pages func(*request, *consult.Kept) []string) handler {
	return func(ctx context.Context, r *request) (rest.Response, error) {
		kept, err := b.kept(ctx, r)
		if err != nil {
			return rest.Response{}, err
		}
		all := pages(r, kept)
		if len(all) == 0 {
			return rest.Response{}, words("This answer cites no passage.")
		}
		page := pageOf(r.params["page"], len(all))
		m := rest.Message{Content: all[page-1], Flags: rest.FlagEphemeral | rest.FlagSuppressEmbeds}
		if len(all) > 1 {
			m.Components = []rest.Component{turner(r.path(action), page, len(all))}
		}
		if r.params["page"] != "" {
			return r.inPlace(m), nil
		}
		return rest.Reply(m), nil
	}
}

// pageOf reads a page's number and keeps it between 1 and last.
func pageOf(s string, last int) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 1
	}
	return max(1, min(n, last))
}

// turner is the row that turns pages: ‹ 1/3 ›.
func turner(path string, page, last int) rest.Row {
	at := func(n int) string { return path + "/" + strconv.Itoa(n) }
	return rest.Row{
		rest.Button{Label: "‹", CustomID: at(page - 1), Disabled: page == 1},
		rest.Button{Label: fmt.Sprintf("%d/%d", page, last), CustomID: at(page), Disabled: true},
		rest.Button{Label: "›", CustomID: at(page + 1), Disabled: page == last},
	}
}

func (b *Bot) simplerPages(r *request, k *consult.Kept) []string {
	collections, none := b.collections(r)
	if none {
		return render.Pages(consult.ReplyTo(k.Answer))
	}
	return render.Pages(b.Consult.Simpler(k.Answer, collections))
}

// more opens the menu of what else can be done with an answer.
func (b *Bot) more(ctx context.Context, r *request) (rest.Response, error) {
	kept, err := b.kept(ctx, r)
	if err != nil {
		return rest.Response{}, err
	}
	button := func(label, action string) rest.Component { return rest.Button{Label: label, CustomID: r.path(action)} }
	read, send := rest.Row{button("Full answer", "full")}, rest.Row{}
	if kept.Answer.Status == answer.Answered {
		read = append(read, button("Simpler", "simpler"), button("More detail", "detail"))
	}
	read = append(read, button("File (.md)", "file"))
	if r.ofServer() {
		if kept.Private {
			send = append(send, button("Share", "share"))
		}
		send = append(send, button("Ask a clinician", "clinician"))
		if !kept.Private && !r.Channel.IsThread() {
			send = append(send, button("Discuss in a thread", "thread"))
		}
	}
	m := rest.Message{Flags: rest.FlagEphemeral | rest.FlagSuppressEmbeds, Components: []rest.Component{read}}
	m.Content = "More on “" + render.Escape(render.Short(kept.Standalone, 150)) + "”, for you alone:"
	if len(send) > 0 {
		m.Content += "\n-# Before anything is posted, you see exactly what and where, and confirm it."
		if len(send) > 1 && !kept.Private {
			m.Content += " Only *Discuss in a thread* begins at once, for everybody here."
		}
		m.Components = append(m.Components, send)
	}
	return rest.Reply(m), nil
}

// file hands the answer out as Markdown.
func (b *Bot) file(ctx context.Context, r *request) (rest.Response, error) {
	kept, err := b.kept(ctx, r)
	if err != nil {
		return rest.Response{}, err
	}
	text := "# " + answer.Escape(kept.Standalone) + "\n\n" + answer.Markdown(kept.Answer)
	return rest.Reply(rest.Message{
		Content: "The full answer with its references.\n-# " + render.Escape(kept.Answer.Disclaimer), Flags: rest.FlagEphemeral | rest.FlagSuppressEmbeds,
		Files: []rest.File{{Name: "answer.md", Type: "text/markdown", Description: "The full answer as Markdown", Data: []byte(text)}},
	}), nil
}

// followUp opens the form for a question that goes on from an answer.
func (b *Bot) followUp(ctx context.Context, r *request) (rest.Response, error) {
	kept, err := b.kept(ctx, r)
	if err != nil {
		return rest.Response{}, err
	}
	who := "Everybody in this channel will see the answer, like the first one."
	if kept.Private {
		who = "Only you will see the answer."
	}
	return rest.Ask(rest.Modal{CustomID: r.path("followup/form"), Title: "Follow up", Parts: []rest.Component{rest.Label{
		Label: "Your question", Description: who + " No names or dates of a patient.",
		Part: rest.TextInput{CustomID: "question", Style: rest.TextParagraph, Placeholder: "For example: and in melanoma?", Max: answer.MaxQuestion},
	}}}), nil
}

// followUpForm asks the question of that form, as private as the answer was
// from which it goes on.
func (b *Bot) followUpForm(ctx context.Context, r *request) {
	if kept := b.keptOrSay(ctx, r); kept != nil {
		b.askAfter(ctx, r, r.Field("question"), kept, kept.Private, false)
	}
}

// anyway asks the question of an emergency again, of somebody who has read the
// words for it; only they see the answer.
func (b *Bot) anyway(ctx context.Context, r *request) {
	kept := b.keptOrSay(ctx, r)
	if kept == nil {
		return
	}
	if guard.Check(kept.Asked).Has(guard.Identifiers) { // such a text is not kept; should it be, it is not asked
		b.say(r.Interaction, wordsGone)
		return
	}
	b.askAfter(ctx, r, kept.Asked, kept, true, true)
}

// keptOrSay finds the answer that a button is about, or tells why it cannot.
func (b *Bot) keptOrSay(ctx context.Context, r *request) *consult.Kept {
	ctx, cancel := context.WithTimeout(ctx, handlerTime)
	defer cancel()
	kept, err := b.kept(ctx, r)
	if err == nil {
		err = b.stillMember(ctx, r) // who has left asks nothing at the server's expense
	}
	if err == nil {
		return kept
	}
	text := b.wordsFor(err)
	if text == wordsFailed || text == wordsSlow {
		b.log.Error("an answer could not be looked up", "interaction", r.ID, "error", err)
	}
	b.say(r.Interaction, text)
	return nil
}
