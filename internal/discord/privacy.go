package discord

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"time"

	"curbside/internal/discord/rest"
)

// largestFile is what Discord takes in a message, with room to spare.
const largestFile = 9 << 20

// forgetTime is for deleting all that is kept of a user.
const forgetTime = time.Minute

// privacyExport answers /privacy export: all that is kept of a user, as a
// file that only they see.
func (b *Bot) privacyExport(ctx context.Context, r *request) (rest.Response, error) {
	if !b.rates.often("export", r.User.ID, privacyPerUser) {
		return rest.Response{}, words(wordsOften)
	}
	data, err := b.Store.Export(ctx, r.User.ID)
	if err != nil {
		return rest.Response{}, err
	}
	file := rest.File{Name: "curbside-export.json", Type: "application/json", Data: data}
	if len(data) > largestFile {
		if file.Data, err = packed(data); err != nil {
			return rest.Response{}, err
		}
		file.Name, file.Type = "curbside-export.json.gz", "application/gzip"
	}
	if len(file.Data) > largestFile {
		return rest.Response{}, words("What is kept of you is more than Discord takes in one file. Please ask the people who run this bot for it.")
	}
	return rest.Reply(rest.Message{
		Content: "All that is kept of you here, on every server: your questions with their answers, your feedback and your settings. Only you see this message. /privacy delete deletes it.",
		Files:   []rest.File{file}, Flags: rest.FlagEphemeral | rest.FlagSuppressEmbeds,
	}), nil
}

func packed(data []byte) ([]byte, error) {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(data); err != nil {
		return nil, fmt.Errorf("pack an export: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack an export: %w", err)
	}
	return out.Bytes(), nil
}

// privacyDelete answers /privacy delete: it asks first.
func (b *Bot) privacyDelete(context.Context, *request) (rest.Response, error) {
	return rest.Reply(rest.Message{
		Content: "**Delete all that is kept of you, on every server?** Your questions with their answers, your feedback and your own settings. This cannot be undone.\n" +
			"-# Messages that stand in channels stay there, as Discord's; their buttons will find nothing. What a server's people have set for the server stays.",
		Flags: rest.FlagEphemeral | rest.FlagSuppressEmbeds,
		Components: []rest.Component{rest.Row{
			rest.Button{Label: "Delete everything", Style: rest.ButtonDanger, CustomID: "/privacy/delete/yes"},
			rest.Button{Label: "Keep it", CustomID: "/privacy/delete/no"},
		}},
	}), nil
}

// privacyKeep takes the offer to delete back: /privacy/delete/no.
func (b *Bot) privacyKeep(_ context.Context, r *request) (rest.Response, error) {
	return r.inPlace(rest.Message{Content: "Nothing was deleted."}), nil
}

// privacyForget deletes all that is kept of the presser:
// /privacy/delete/yes. It may take longer than Discord waits, so it
// acknowledges first.
func (b *Bot) privacyForget(ctx context.Context, r *request) {
	if !b.rates.often("forget", r.User.ID, privacyPerUser) {
		b.say(r.Interaction, wordsOften)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, forgetTime)
	defer cancel()
	if _, err := b.REST.Callback(ctx, r.ID, r.Token, r.inPlace(rest.Message{Content: "Deleting …"})); err != nil {
		b.log.Warn("a deletion could not be acknowledged", "interaction", r.ID, "error", err)
	}
	text := wordsNotForgotten
	stop := b.recalling(ctx)
	n, err := b.Store.Forget(ctx, r.User.ID, b.Now())
	stop()
	if err != nil {
		b.log.Error("what is kept of a user could not be deleted", "interaction", r.ID, "error", err)
	} else {
		text = "Deleted: " + answers(n) + ", with your feedback and your own settings. Nothing of yours is kept any more."
	}
	if _, err := b.REST.EditOriginal(ctx, r.Hook(), rest.Message{Content: text}.Edit()); err != nil {
		b.log.Warn("the end of a deletion could not be told", "interaction", r.ID, "error", err)
	}
}

const wordsOften = "You have done that several times within a minute. Please wait a minute, then try again."

const wordsNotForgotten = "The deletion could not be finished. It is tried again when this program starts anew; please also try /privacy delete again in a minute."

func answers(n int) string {
	switch n {
	case 0:
		return "no answers (none were kept)"
	case 1:
		return "1 answer"
	}
	return fmt.Sprintf("%d answers", n)
}
