package discord

import (
	"context"
	"errors"
	"slices"
	"strings"

	"curbside/internal/answer"
	"curbside/internal/consult"
	"curbside/internal/discord/render"
	"curbside/internal/discord/rest"
	"curbside/internal/guard"
)

// define answers /define: what a term means, how it is said, who says so.
func (b *Bot) define(_ context.Context, r *request) (rest.Response, error) {
	m, err := b.definition(r, r.Command.Text("term"))
	if err != nil {
		return rest.Response{}, err
	}
	return rest.Reply(m), nil
}

// defineNearest shows the term that was chosen among the nearest:
// /define/nearest.
func (b *Bot) defineNearest(_ context.Context, r *request) (rest.Response, error) {
	if len(r.Values) != 1 {
		return rest.Response{}, words(wordsUnknown)
	}
	m, err := b.definition(r, r.Values[0])
	if err != nil {
		return rest.Response{}, err
	}
	return r.inPlace(m), nil
}

func (b *Bot) definition(r *request, term string) (rest.Message, error) {
	m := rest.Message{Flags: rest.FlagEphemeral | rest.FlagSuppressEmbeds}
	if guard.Check(term).Has(guard.Identifiers) {
		return m, words("That looks as if it identifies a patient, so it was not looked up. Please write only the term.")
	}
	d, err := b.Consult.Define(term)
	if errors.Is(err, consult.ErrNoTerm) {
		return b.unknownTerm(term), nil
	}
	if err != nil {
		return m, err
	}
	m.Content = render.Definition(d, b.mayRead(r), b.foot(r))
	return m, nil
}

// unknownTerm offers the terms that look most like one that is not there.
func (b *Bot) unknownTerm(term string) rest.Message {
	m := rest.Message{Flags: rest.FlagEphemeral | rest.FlagSuppressEmbeds}
	m.Content = "The glossary has no entry for “" + render.Escape(cut(strings.TrimSpace(term), 80)) + "”."
	nearest := b.Consult.Nearest(term, 5)
	if len(nearest) == 0 {
		m.Content += " Nothing in it comes close, but the sources may still mention it: try /ask."
		return m
	}
	m.Content += " The closest that it has:"
	var choices []rest.SelectOption
	for _, t := range nearest {
		if len(t) <= rest.MaxCustomID {
			choices = append(choices, rest.SelectOption{Label: cut(t, 100), Value: t})
		}
	}
	m.Components = []rest.Component{rest.Row{rest.Select{CustomID: "/define/nearest", Placeholder: "Did you mean …?", Options: choices}}}
	return m
}

// typingTerm suggests terms.
func (b *Bot) typingTerm(_ context.Context, r *request) (rest.Response, error) {
	return suggest(b.Consult.Terms(r.Command.Text("term"), rest.MaxChoices)), nil
}

// mayRead tells of a collection whether it may be shown where a request
// comes from.
func (b *Bot) mayRead(r *request) func(collection string) bool {
	list, none := b.collections(r)
	return func(collection string) bool {
		return !none && (len(list) == 0 || slices.Contains(list, collection))
	}
}

// foot is the line that stands under everything that comes from sources.
func (b *Bot) foot(r *request) string {
	if r == nil {
		return answer.Disclaimer(b.Audience)
	}
	return answer.Disclaimer(b.audience("", r))
}

// suggest offers texts for an option that is being typed.
func suggest(texts []string) rest.Response {
	var out []rest.Choice
	for _, t := range texts {
		if n := len([]rune(t)); n > 0 && n <= 100 {
			out = append(out, rest.Choice{Name: t, Value: t})
		}
	}
	return rest.Suggest(out...)
}

// cut shortens a text to most characters.
func cut(s string, most int) string {
	rs := []rune(s)
	if len(rs) <= most {
		return s
	}
	return string(rs[:most-1]) + "…"
}
