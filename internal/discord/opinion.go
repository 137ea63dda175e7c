package discord

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"curbside/internal/consult"
	"curbside/internal/discord/gateway"
	"curbside/internal/discord/rest"
	"curbside/internal/guard"
	clean "curbside/internal/text"
)

// longestOpinion is what a user may write of an answer, in characters.
const longestOpinion = 4000

// faults are what can be wrong with an answer.
var faults = []rest.SelectOption{
	{Label: "A number is wrong", Value: "number", Description: "A dose, a rate, a count, a year"},
	{Label: "The source does not say that", Value: "source", Description: "The passage was misread, or is a bad source"},
	{Label: "It is outdated", Value: "outdated", Description: "Newer guidance says otherwise"},
	{Label: "Something is missing", Value: "missing", Description: "A warning, a condition, another side"},
	{Label: "It is unsafe", Value: "unsafe", Description: "Somebody could come to harm"},
}

// helpful stores that an answer helped.
func (b *Bot) helpful(ctx context.Context, r *request) (rest.Response, error) {
	first, err := b.opinion(ctx, r, consult.Feedback{Helpful: true})
	switch {
	case err != nil:
		return rest.Response{}, err
	case !first:
		return privately("You have marked this answer as helpful already. It counts once."), nil
	}
	return privately("Thank you: marked as helpful."), nil
}

// opinion stores what the sender says of an answer, in the place of what they
// said before. first is false where they said the same kind of thing before.
func (b *Bot) opinion(ctx context.Context, r *request, f consult.Feedback) (first bool, err error) {
	kept, err := b.kept(ctx, r)
	if err != nil {
		return false, err
	}
	f.Answer, f.User, f.At = kept.Answer.ID, r.User.ID, b.Now()
	if err := b.Consult.Feedback(ctx, r.tenant, f); err != nil {
		return false, fmt.Errorf("store an opinion: %w", err)
	}
	kind := "helpful"
	if !f.Helpful {
		kind = "wrong"
	}
	return b.Store.Once(ctx, r.tenant, "/answer/"+f.Answer+"/"+kind+"/"+f.User, f.At)
}

// wrong opens the form for what is wrong with an answer.
func (b *Bot) wrong(ctx context.Context, r *request) (rest.Response, error) {
	if _, err := b.kept(ctx, r); err != nil {
		return rest.Response{}, err
	}
	return rest.Ask(rest.Modal{CustomID: r.path("wrong/form"), Title: "What is not right?", Parts: []rest.Component{
		rest.Label{Label: "What is wrong?", Part: rest.Select{CustomID: "what", Placeholder: "Choose one", Options: faults}},
		rest.Label{Label: "In your words", Description: "Stored with the answer. Nothing that identifies a patient, please.", Part: rest.TextInput{
			CustomID: "words", Style: rest.TextParagraph, Optional: true, Max: longestOpinion,
		}},
	}}), nil
}

// wrongForm stores what that form says.
func (b *Bot) wrongForm(ctx context.Context, r *request) (rest.Response, error) {
	f, err := opinionOf(r.Interaction)
	if err != nil {
		return rest.Response{}, err
	}
	dropped := guard.Check(f.Words).Has(guard.Identifiers)
	first, err := b.opinion(ctx, r, f)
	if err != nil {
		return rest.Response{}, err
	}
	out := "Thank you. It is stored with the answer: “" + label(f.Wrong) + "”."
	if f.Words != "" && !dropped {
		out = strings.TrimSuffix(out, ".") + ", with what you wrote."
	}
	if dropped {
		out += " What you wrote seemed to identify a patient, so it was not stored."
	}
	if !first {
		out += " It replaces what you said before."
	}
	if f.Wrong == "unsafe" {
		out += "\nUntil somebody has looked at it, please do not act on this answer."
	}
	return privately(out), nil
}

// opinionOf reads the form, whose values may be anything.
func opinionOf(in *gateway.Interaction) (consult.Feedback, error) {
	f := consult.Feedback{Wrong: in.Field("what"), Words: clean.Truncate(strings.TrimSpace(clean.Clean(in.Field("words"))), longestOpinion)}
	if label(f.Wrong) == "" {
		return consult.Feedback{}, words("Please choose what is wrong with the answer, and send the form again.")
	}
	return f, nil
}

// label is how a form words a fault; empty for what is none.
func label(fault string) string {
	if i := slices.IndexFunc(faults, func(o rest.SelectOption) bool { return o.Value == fault }); i >= 0 {
		return faults[i].Label
	}
	return ""
}
