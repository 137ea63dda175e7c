package discord

import (
	"context"
	"fmt"
	"strings"

	"curbside/internal/answer"
	"curbside/internal/consult"
	"curbside/internal/discord/render"
	"curbside/internal/discord/rest"
)

// settingsShow answers /settings show: what is in force here, and where it
// comes from.
func (b *Bot) settingsShow(ctx context.Context, r *request) (rest.Response, error) {
	lines := []string{"**Settings in force for you here**"}
	audience, from := b.audienceFrom(r)
	lines = append(lines, fmt.Sprintf("Answers are worded for: **%s** (%s)", audience, from))
	private, from := r.privateFrom()
	lines = append(lines, fmt.Sprintf("Only you see your answers: **%s** (%s)", yes(private), from))
	lines = append(lines, b.collectionsLine(r))
	if r.Guild == "" {
		lines = append(lines, fmt.Sprintf("Your answers are kept: **%d days** (the program's default)", consult.DefaultRetentionDays))
		return privately(strings.Join(append(lines, "-# Change your own with /settings me. What a server has chosen is shown in that server."), "\n")), nil
	}
	lines = append(lines, "Emergency number of: **"+b.countryWords(r)+"**", "Answers are kept: **"+keptFor(r.server)+"**")
	if !r.manages() {
		return privately(strings.Join(append(lines, "-# Change your own with /settings me. The server's are changed by those who may manage it."), "\n")), nil
	}
	lines = append(lines, "", "**This server**")
	lines = append(lines, serverLines(r.server)...)
	if r.server.DailyTokens > 0 {
		used, err := b.Store.Spent(ctx, r.tenant, b.Now())
		if err != nil {
			return rest.Response{}, err
		}
		lines = append(lines, fmt.Sprintf("Tokens of the model used today: **%d** (a day ends at midnight UTC)", used))
	}
	return privately(fitting(lines, "-# Your own: /settings me. The server's: /settings defaults, channels, collections, roles, limits.")), nil
}

// settingsMe answers /settings me: a user's own choices, on every server.
func (b *Bot) settingsMe(ctx context.Context, r *request) (rest.Response, error) {
	if r.ownUnread { // what was chosen before would be lost
		return rest.Response{}, words("Your settings cannot be read right now, so nothing was changed. Please try again.")
	}
	own := r.own
	if a := r.Command.Text("audience"); a != "" {
		own.Audience = a
	}
	if private, given := r.Command.Bool("private"); given {
		own.Private = &private
	}
	if reset, _ := r.Command.Bool("reset"); reset {
		own = consult.UserSettings{}
	}
	if len(r.Command.Options) > 0 {
		if err := b.Store.SetUserSettings(ctx, r.User.ID, own); err != nil {
			return rest.Response{}, err
		}
	}
	r.own = own
	lines := []string{"**Your own settings, on every server and in direct messages**"}
	if own.Audience != "" {
		lines = append(lines, "Answers are worded for: **"+own.Audience+"**")
	} else {
		lines = append(lines, "Answers are worded for: as each server has it")
	}
	switch {
	case own.Private == nil:
		lines = append(lines, "Only you see your answers: as each server has it")
	default:
		lines = append(lines, "Only you see your answers: **"+yes(*own.Private)+"**")
	}
	private, from := r.privateFrom()
	audience, _ := b.audienceFrom(r)
	lines = append(lines, fmt.Sprintf("-# Here that means: worded for %s; private: %s (%s). Each /ask can choose otherwise.", audience, yes(private), from))
	return privately(strings.Join(lines, "\n")), nil
}

// audienceFrom is the audience in force, and who chose it.
func (b *Bot) audienceFrom(r *request) (audience, from string) {
	switch {
	case r.own.Audience != "":
		return r.own.Audience, "your choice"
	case r.server.Audience != "":
		return r.server.Audience, "this server's choice"
	case b.Audience != "":
		return b.Audience, "the program's default"
	}
	return answer.Clinician, "the program's default"
}

// privateFrom is whether answers are private, and who chose it.
func (r *request) privateFrom() (private bool, from string) {
	switch {
	case r.own.Private != nil:
		return *r.own.Private, "your choice"
	case r.server.Public:
		return false, "this server's choice"
	}
	return true, "the program's default"
}

// collectionsLine tells which collections may answer here.
func (b *Bot) collectionsLine(r *request) string {
	list, none := b.collections(r)
	switch {
	case none:
		return "Sources that may answer here: **none** (no collection is open for direct messages)"
	case r.Guild == "":
		return "Sources that may answer here: **" + render.Escape(strings.Join(list, ", ")) + "** (what is open for direct messages)"
	case len(list) == 0:
		return "Sources that may answer here: **all collections** (the program's default)"
	}
	from := "this server's choice"
	if _, own := r.server.Collections[r.place()]; own {
		from = "this channel's list"
	}
	return "Sources that may answer here: **" + render.Escape(strings.Join(list, ", ")) + "** (" + from + ")"
}

// place is the channel of a request; of a thread, the one that it is in.
func (r *request) place() string {
	if r.Channel.IsThread() {
		return r.Channel.Parent
	}
	return r.Channel.ID
}

func (b *Bot) countryWords(r *request) string {
	switch {
	case r.server.Country != "":
		return r.server.Country + " (this server's choice)"
	case b.Country != "":
		return b.Country + " (the program's default)"
	}
	return "no country chosen: \"your local emergency number\""
}

func keptFor(s consult.ServerSettings) string {
	if s.RetentionDays > 0 {
		return days(s.RetentionDays) + " (this server's choice)"
	}
	return days(consult.DefaultRetentionDays) + " (the program's default)"
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// fitting joins lines, and leaves out the last ones where a message has no
// room for all.
func fitting(lines []string, foot string) string {
	for n := len(lines); n > 0; n-- {
		out := strings.Join(lines[:n], "\n")
		if n < len(lines) {
			out += "\n…"
		}
		if out += "\n" + foot; render.Length(out) <= rest.MaxContent {
			return out
		}
	}
	return foot
}
