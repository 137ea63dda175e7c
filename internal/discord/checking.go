package discord

import (
	"context"

	"curbside/internal/answer"
	"curbside/internal/discord/render"
)

// checkedFile is the name of the file with a whole check.
const checkedFile = "checked.md"

// checkCommand answers /check: is this statement supported by the sources?
func (b *Bot) checkCommand(ctx context.Context, r *request) {
	b.check(ctx, r, r.Command.Text("statement"))
}

// check compares a text with the sources. It goes the way of a question: it
// is stored, acknowledged and taken up after a restart as one is.
func (b *Bot) check(ctx context.Context, r *request, text string) {
	collections, none := b.collections(r)
	if none {
		b.say(r.Interaction, wordsNoPublicSources)
		return
	}
	b.take(ctx, r, kindCheck, text, options(r.Application, "", b.audience("", r), b.country(r), collections, false))
}

// checkDelivery lays a checked text out. What does not fit comes in a file.
func checkDelivery(doc *answer.Document, audience string) delivery {
	if len(doc.Sentences) == 0 {
		return delivery{Text: "There is no sentence in that which could be checked. Please write a statement, such as: Aldesleukin is approved for metastatic melanoma."}
	}
	text, file := render.Checked(doc, answer.Disclaimer(audience))
	return delivery{Text: text, File: file}
}
