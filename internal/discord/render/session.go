package render

import (
	"cmp"
	"fmt"
	"strings"

	"curbside/internal/consult"
	"curbside/internal/session"
	"curbside/internal/text"
)

// Room in a message of a round, in UTF-16 units. Question, answer and the line
// above a preview are together less than a message's 2,000.
const (
	previewRoom  = 180
	questionRoom = 700
	messageRoom  = 1990
	listRoom     = 1700
)

// Title is a round's title, which may have been deleted with its educator.
func Title(r session.Round) string { return Escape(cmp.Or(r.Title, "Question round")) }

// Announcement opens a round in its channel.
func Announcement(r session.Round) string {
	names := "When a question is published, the class sees who asked it."
	if r.Anonymous {
		names = "Questions are published without names: the class does not see who asked, only the educator does."
	}
	return fmt.Sprintf("**Questions, please: %s**\n"+
		"<@%s> takes questions in this channel now. Press the button, or use `/session ask`.\n"+
		"Your question and the bot's answer go to the educator alone, who decides what is published here. %s\n"+
		"-# No names, dates or numbers of a patient. In an emergency call your local emergency number: nobody watches this queue for it.",
		Title(r), r.Educator, names)
}

// Closing ends a round in its channel.
func Closing(r session.Round, entries []session.Entry) string {
	all, published, _ := session.Counts(entries)
	out := fmt.Sprintf("**The session is over: %s**\n%s, %d published.", Title(r), text.Counted(all, "question"), published)
	if published > 0 {
		out += " The published answers stay above, with their sources."
	}
	return out
}

// Ended tells the educator what comes after a round.
func Ended(entries []session.Entry) string {
	out := "The transcript has the published answers with their sources, and what was asked and not published. It names nobody who asked. You can also get it later with `/session export`, for as long as this server keeps answers."
	if _, _, open := session.Counts(entries); open > 0 {
		out = fmt.Sprintf("%s still in the queue; the class will not see the answers.\n", wasWere(open, "question")) + out
	}
	return out
}

// Queued tells the asker that their question reached the queue.
func Queued(place int) string {
	if place == 0 {
		return "Your question is with the educator already, who has decided on it."
	}
	return fmt.Sprintf("Your question is in the queue, at place %d. The educator sees it with the bot's answer and decides whether it is published here.", place)
}

// Posed is a question of a round with its answer, as the class sees it.
func Posed(r session.Round, e session.Entry) string {
	head := "**Question**"
	if !r.Anonymous && e.Asker != "" {
		head += fmt.Sprintf(" from <@%s>", e.Asker)
	}
	head += "\n> " + fitting(e.Question, questionRoom) + "\n"
	return head + Within(consult.ReplyTo(e.Answer), messageRoom-previewRoom-Length(head))
}

// Preview is what the educator sees of a question before the class does: a
// line about it, and below it exactly what would be published.
func Preview(r session.Round, e session.Entry, open int) string {
	who := fmt.Sprintf("asked <t:%d:R> by <@%s>", e.Asked.Unix(), e.Asker)
	if r.Anonymous {
		who += ", whom the class does not see"
	}
	state := "new"
	if e.State == session.Held {
		state = "held"
	}
	return fmt.Sprintf("-# 🔒 Only you see this · %s · %s · %s in the queue\n", state, who, text.Counted(open, "question")) + Posed(r, e)
}

// Queue lists the questions that wait or are held.
func Queue(r session.Round, open []session.Entry) string {
	out := fmt.Sprintf("**%s**\n", Title(r))
	if len(open) == 0 {
		return out + "No question is waiting."
	}
	out += fmt.Sprintf("%s in the queue. Only you see this.", text.Counted(len(open), "question"))
	for i, e := range open {
		held := ""
		if e.State == session.Held {
			held = "*held* · "
		}
		line := fmt.Sprintf("\n%d. %s%s · <@%s>", i+1, held, fitting(e.Question, 200), e.Asker)
		if Length(out)+Length(line) > listRoom {
			return out + fmt.Sprintf("\n-# and %d more", len(open)-i)
		}
		out += line
	}
	return out
}

// Label is a text as a menu shows it, in at most 100 characters.
func Label(s string) string {
	return short(strings.Join(strings.Fields(text.Clean(s)), " "), 100)
}

// fitting is a text, escaped, in at most so many units; what is cut ends with
// an ellipsis.
func fitting(s string, most int) string {
	for n := most; ; n -= most / 10 {
		if out := Escape(short(strings.TrimSpace(s), n)); Length(out) <= most || n <= most/10 {
			return out
		}
	}
}

func wasWere(n int, noun string) string {
	if n == 1 {
		return text.Counted(n, noun) + " was"
	}
	return text.Counted(n, noun) + " were"
}
