package discord

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"curbside/internal/corpus"
	"curbside/internal/discord/render"
	"curbside/internal/discord/rest"
)

const (
	allGrades       = "all"
	wordsNoSource   = "There is no such source here. Please choose one of those that are offered, or use /sources without one for the list."
	wordsNoneListed = "No source here is of that grade. /sources without a grade shows all."
)

// sourcesCommand answers /sources: the list, or one source.
func (b *Bot) sourcesCommand(_ context.Context, r *request) (rest.Response, error) {
	var m rest.Message
	var err error
	if wanted := r.Command.Text("source"); wanted != "" {
		m, err = b.openSource(r, wanted, "1")
	} else {
		m, err = b.listSources(r, r.Command.Text("grade"), "1")
	}
	if err != nil {
		return rest.Response{}, err
	}
	return rest.Reply(m), nil
}

// sourcesPage turns the page of the list: /sources/{grade}/{page}.
func (b *Bot) sourcesPage(_ context.Context, r *request) (rest.Response, error) {
	return r.updated(b.listSources(r, r.params["grade"], r.params["page"]))
}

// sourceChosen opens a source that was chosen from the list: /sources/open.
func (b *Bot) sourceChosen(_ context.Context, r *request) (rest.Response, error) {
	return r.updated(b.openSource(r, first(r.Values), "1"))
}

// sourcePage turns the page of a source's passages: /source/{id}/{page}.
func (b *Bot) sourcePage(_ context.Context, r *request) (rest.Response, error) {
	return r.updated(b.openSource(r, r.params["id"], r.params["page"]))
}

// passageChosen opens a passage that was chosen: /source/{id}/passage.
func (b *Bot) passageChosen(_ context.Context, r *request) (rest.Response, error) {
	return r.updated(b.openPassage(r, r.params["id"], first(r.Values), "1"))
}

// passagePage turns the page of a long passage: /passage/{id}/{n}/{page}.
func (b *Bot) passagePage(_ context.Context, r *request) (rest.Response, error) {
	return r.updated(b.openPassage(r, r.params["id"], r.params["n"], r.params["page"]))
}

func (r *request) updated(m rest.Message, err error) (rest.Response, error) {
	if err != nil {
		return rest.Response{}, err
	}
	return r.inPlace(m), nil
}

func (b *Bot) listSources(r *request, grade string, at string) (rest.Message, error) {
	sources, err := b.sourcesHere(r)
	if err != nil {
		return rest.Message{}, err
	}
	title := fmt.Sprintf("**The %d sources that answers here come from, the strongest first**", len(sources))
	if len(sources) == 1 {
		title = "**The one source that answers here come from**"
	}
	if grade != "" && grade != allGrades {
		sources = slices.DeleteFunc(slices.Clone(sources), func(s *corpus.Source) bool { return s.Evidence != grade })
		title = fmt.Sprintf("**Sources of grade %s (%s): %d**", render.Escape(grade), render.GradeMeaning(grade), len(sources))
		if len(sources) == 0 {
			return rest.Message{}, words(wordsNoneListed)
		}
	} else {
		grade = allGrades
	}
	pages := render.SourcePages(sources, title, b.foot(r))
	page := pageOf(at, len(pages))
	m := rest.Message{Content: pages[page-1].Text, Flags: rest.FlagEphemeral | rest.FlagSuppressEmbeds}
	var open []rest.SelectOption
	for _, s := range pages[page-1].Sources {
		if len(s.ID) <= rest.MaxCustomID {
			open = append(open, rest.SelectOption{Label: cut(s.Evidence+": "+s.Title, 100), Value: s.ID})
		}
	}
	m.Components = []rest.Component{rest.Row{rest.Select{CustomID: "/sources/open", Placeholder: "Open a source", Options: open}}}
	m.Components = append(m.Components, turning("/sources/"+grade, page, len(pages))...)
	return m, nil
}

func (b *Bot) openSource(r *request, wanted string, at string) (rest.Message, error) {
	s, err := b.source(r, wanted)
	if err != nil {
		return rest.Message{}, err
	}
	pages := render.Source(s, b.foot(r))
	page := pageOf(at, len(pages))
	m := rest.Message{Content: pages[page-1].Text, Flags: rest.FlagEphemeral | rest.FlagSuppressEmbeds}
	var open []rest.SelectOption
	for _, p := range pages[page-1].Passages {
		open = append(open, rest.SelectOption{Label: cut(fmt.Sprintf("%d · %s", p.N, p.Title), 100), Value: strconv.Itoa(p.N)})
	}
	if len("/passage/"+s.ID+"/10000/100") > rest.MaxCustomID {
		return m, nil // nothing leads on from an id of such a length
	}
	if len(open) > 0 {
		m.Components = append(m.Components, rest.Row{rest.Select{CustomID: "/source/" + s.ID + "/passage", Placeholder: "Read a passage", Options: open}})
	}
	row := turning("/source/"+s.ID, page, len(pages))
	back := rest.Button{Label: "All sources", CustomID: "/sources/" + allGrades + "/1"}
	m.Components = append(m.Components, withButton(row, back)...)
	return m, nil
}

func (b *Bot) openPassage(r *request, source, number string, at string) (rest.Message, error) {
	s, err := b.source(r, source)
	if err != nil {
		return rest.Message{}, err
	}
	i := slices.IndexFunc(s.Passages, func(p *corpus.Passage) bool { return strconv.Itoa(p.N) == number })
	if i < 0 {
		return rest.Message{}, words("That passage is not in the source any more. Please open the source again.")
	}
	pages := render.Passage(s.Passages[i], b.foot(r))
	page := pageOf(at, len(pages))
	m := rest.Message{Content: pages[page-1], Flags: rest.FlagEphemeral | rest.FlagSuppressEmbeds}
	row := turning("/passage/"+s.ID+"/"+number, page, len(pages))
	m.Components = withButton(row, rest.Button{Label: "Back to the source", CustomID: "/source/" + s.ID + "/" + strconv.Itoa(1+pageWith(s, number, b.foot(r)))})
	return m, nil
}

// pageWith is the page of a source, from 0, that lists a passage.
func pageWith(s *corpus.Source, number, foot string) int {
	return max(0, slices.IndexFunc(render.Source(s, foot), func(p render.PassagePage) bool {
		return slices.ContainsFunc(p.Passages, func(p *corpus.Passage) bool { return strconv.Itoa(p.N) == number })
	}))
}

// sourcesHere are those that may answer where a request comes from.
func (b *Bot) sourcesHere(r *request) ([]*corpus.Source, error) {
	list, none := b.collections(r)
	if none {
		return nil, words(wordsNoPublicSources)
	}
	sources := b.Consult.Sources(list)
	if len(sources) == 0 {
		return nil, words("No source may answer in this channel: the collections that were allowed here hold none. Those who manage the server can change that with /settings collections.")
	}
	return sources, nil
}

// source finds one of them by its id or its title.
func (b *Bot) source(r *request, wanted string) (*corpus.Source, error) {
	sources, err := b.sourcesHere(r)
	if err != nil {
		return nil, err
	}
	for _, s := range sources {
		if s.ID == wanted || strings.EqualFold(s.Title, strings.TrimSpace(wanted)) {
			return s, nil
		}
	}
	return nil, words(wordsNoSource)
}

// typingSource suggests sources by title, publisher or id.
func (b *Bot) typingSource(_ context.Context, r *request) (rest.Response, error) {
	sources, err := b.sourcesHere(r)
	if err != nil {
		return rest.Suggest(), nil
	}
	typed := strings.ToLower(strings.TrimSpace(r.Command.Text("source")))
	grade := r.Command.Text("grade")
	var out []rest.Choice
	for _, s := range sources {
		held := strings.ToLower(s.Title + "\n" + s.Publisher + "\n" + s.ID)
		if strings.Contains(held, typed) && (grade == "" || s.Evidence == grade) && len(s.ID) <= rest.MaxCustomID {
			out = append(out, rest.Choice{Name: cut(s.Evidence+": "+s.Title, 100), Value: s.ID})
		}
	}
	return rest.Suggest(out...), nil
}
