package discord

import (
	"errors"
	"fmt"
	"time"

	"curbside/internal/answer"
	"curbside/internal/consult"
	"curbside/internal/discord/render"
	"curbside/internal/discord/rest"
)

// wordsAnyway stand above an answer to what may be an emergency.
const wordsAnyway = "🚨 **If this is happening now, call for help first.** You asked for the sources all the same:\n"

// deliveryOf lays a reply out as the message that answers.
func deliveryOf(r *consult.Reply) delivery {
	return delivery{Text: render.Primary(r), Answer: r.Answer.ID, Status: string(r.Answer.Status)}
}

// message is what is sent for a delivery.
func (d delivery) message(private bool) rest.Message {
	m := rest.Message{Content: d.Text, Flags: rest.FlagSuppressEmbeds}
	if private {
		m.Flags |= rest.FlagEphemeral
	}
	if d.File != "" {
		m.Files = []rest.File{{Name: checkedFile, Type: "text/markdown; charset=utf-8", Data: []byte(d.File)}}
	}
	if d.Delete != "" {
		m.Components = []rest.Component{rest.Row{rest.Button{Label: "Delete my message", Style: rest.ButtonDanger, CustomID: "/message/" + d.Delete + "/delete"}}}
	}
	if d.Answer == "" {
		return m
	}
	if d.Loose {
		if rest := "\n-# This answer could not be recorded, so it has no buttons."; render.Length(d.Text+rest) <= 2000 {
			m.Content += rest
		}
		return m
	}
	m.Components = answerButtons(d.Answer, answer.Status(d.Status))
	return m
}

// answerButtons are the buttons under an answer.
func answerButtons(id string, status answer.Status) []rest.Component {
	button := func(label, action string) rest.Component {
		return rest.Button{Label: label, CustomID: "/answer/" + id + "/" + action}
	}
	switch status {
	case answer.Answered:
		return []rest.Component{rest.Row{
			button("Sources", "sources"), button("Follow up", "followup"), button("Helpful", "helpful"),
			button("Not right", "wrong"), button("More…", "more"),
		}}
	case answer.Declined:
		return []rest.Component{rest.Row{button("Follow up", "followup"), button("Not right", "wrong"), button("More…", "more")}}
	case answer.Emergency:
		return []rest.Component{rest.Row{button("Show the sources anyway", "anyway")}}
	}
	return nil
}

// wordsForQuestion are for questions that are none.
func wordsForQuestion(kind string, err error) string {
	switch {
	case kind == kindCheck && errors.Is(err, answer.ErrEmpty):
		return "There is nothing to check. Please write a statement, such as: Aldesleukin is approved for metastatic melanoma."
	case kind == kindCheck && errors.Is(err, answer.ErrTooLong):
		return fmt.Sprintf("That is longer than %d characters. Please check it in parts.", answer.MaxQuestion)
	case errors.Is(err, answer.ErrEmpty):
		return "Your question is empty. Please write what you would like to know."
	case errors.Is(err, answer.ErrTooLong):
		return fmt.Sprintf("Your question is longer than %d characters. Please ask it more briefly.", answer.MaxQuestion)
	}
	return ""
}

// tooOften tells when the user may ask again.
func tooOften(wait time.Duration) string {
	seconds := int(wait.Seconds()) + 1
	return fmt.Sprintf("That is more questions than can be answered for you or this server in a minute. Please ask again in %d s.", seconds)
}
