package discord

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"curbside/internal/consult"
	"curbside/internal/discord/render"
	"curbside/internal/discord/rest"
)

// change alters the settings of a server, within a transaction: it may be
// called several times, and speaks to nobody. What it returns is told besides.
type change func(r *request, s *consult.ServerSettings) (remarks []string, err error)

// sequel is what follows a change once it is stored; what it returns is told
// besides.
type sequel func(ctx context.Context, r *request, remarks []string) []string

// serverSettings makes a handler of a change and what follows it (may be nil):
// for those who may manage the server, in force at once.
func (b *Bot) serverSettings(alter change, then sequel) handler {
	return func(ctx context.Context, r *request) (rest.Response, error) {
		if r.Guild == "" {
			return rest.Response{}, words("These are settings of a server: please use this command there. Your own are under /settings me.")
		}
		if !r.manages() {
			return rest.Response{}, words("Only those who may manage this server (the permission *Manage Server*) can change its settings. Your own are under /settings me; /settings show tells what is in force.")
		}
		if len(r.Command.Options) == 0 {
			s, err := b.Store.ServerSettings(ctx, r.tenant)
			return settingsReply("**The settings of this server** (nothing was changed: choose an option of the command)", s, nil), err
		}
		var remarks []string
		s, err := b.Store.ChangeServerSettings(ctx, r.tenant, func(s *consult.ServerSettings) (err error) {
			remarks, err = alter(r, s)
			return err
		})
		if err != nil {
			return rest.Response{}, err
		}
		if then != nil {
			remarks = then(ctx, r, remarks)
		}
		return settingsReply("**The settings of this server, in force from now on**", s, remarks), nil
	}
}

// settingsReply shows a server's settings; remarks come first, so that they
// are not cut off.
func settingsReply(head string, s consult.ServerSettings, remarks []string) rest.Response {
	lines := append([]string{head}, remarks...)
	return privately(fitting(append(lines, serverLines(s)...), "-# Users' own settings and what they choose with a question come first."))
}

// changeDefaults is /settings defaults.
func changeDefaults(r *request, s *consult.ServerSettings) ([]string, error) {
	if a := r.Command.Text("audience"); a != "" {
		s.Audience = a
	}
	if private, given := r.Command.Bool("private"); given {
		s.Public = !private
	}
	if given := r.Command.Text("country"); given != "" {
		country := strings.ToUpper(strings.TrimSpace(given))
		if !isCountry(country) {
			return nil, wordsf("“%s” is no country: please write the two letters of its ISO code, such as US, GB or DE. Nothing was changed.", render.Escape(given))
		}
		s.Country = country
	}
	return nil, nil
}

// changeChannels is /settings channels.
func changeChannels(r *request, s *consult.ServerSettings) ([]string, error) {
	if clear, _ := r.Command.Bool("clear"); clear {
		s.ClinicianChannel, s.DigestChannel = "", ""
	}
	for name, field := range map[string]*string{"clinicians": &s.ClinicianChannel, "digest": &s.DigestChannel} {
		if id := r.Command.Text(name); id != "" {
			*field = id
		}
	}
	return nil, nil
}

// channelRemarks says what keeps the bot from writing in the channels that
// were chosen.
func (b *Bot) channelRemarks(ctx context.Context, r *request, remarks []string) []string {
	for _, name := range []string{"clinicians", "digest"} {
		if id := r.Command.Text(name); id != "" {
			if remark := b.cannotWrite(ctx, r.Guild, id); remark != "" {
				remarks = append(remarks, remark)
			}
		}
	}
	slices.Sort(remarks)
	return slices.Compact(remarks)
}

// cannotWrite says what keeps the bot from writing in a channel, if anything.
func (b *Bot) cannotWrite(ctx context.Context, guild, channel string) string {
	ctx, cancel := context.WithTimeout(ctx, rightsTime)
	defer cancel()
	may, thread, err := b.rightsIn(ctx, guild, channel)
	want := rest.ViewChannel | rest.SendMessages
	if thread {
		want = rest.ViewChannel | rest.SendMessagesInThreads
	}
	switch {
	case rest.Forbidden(err) || rest.Gone(err):
		return fmt.Sprintf("⚠ I cannot see <#%s>, so nothing will arrive there. Please give me *View Channels* and *Send Messages* in it.", channel)
	case err != nil:
		b.log.Warn("what the bot may do in a channel is not known", "channel", channel, "error", err)
		return fmt.Sprintf("⚠ I could not find out whether I may write in <#%s>. Please check that I have *View Channels* and *Send Messages* there.", channel)
	case may.Missing(want) != 0:
		return fmt.Sprintf("⚠ I may not write in <#%s>, so nothing will arrive there. Please give me *%s* in it.", channel, may.Missing(want))
	}
	return ""
}

// changeCollections is /settings collections.
func (b *Bot) changeCollections(r *request, s *consult.ServerSettings) ([]string, error) {
	name, where := strings.TrimSpace(r.Command.Text("collection")), r.Command.Text("channel")
	if s.Collections == nil {
		s.Collections = map[string][]string{}
	}
	if strings.EqualFold(name, "all") {
		delete(s.Collections, where)
		return nil, nil
	}
	known := b.Consult.Collections()
	list := s.Collections[where]
	if remove, _ := r.Command.Bool("remove"); remove {
		if !slices.Contains(list, name) {
			return nil, wordsf("“%s” is not on that list. Nothing was changed.", render.Escape(cut(name, 80)))
		}
		if list = without(list, name); len(list) == 0 {
			delete(s.Collections, where)
			return []string{"⚠ The list is empty now, so all collections may answer there."}, nil
		}
		s.Collections[where] = list
		return nil, nil
	}
	if !slices.Contains(known, name) {
		return nil, wordsf("There is no collection “%s”. There are: %s. Nothing was changed.", render.Escape(cut(name, 80)), render.Escape(strings.Join(known, ", ")))
	}
	s.Collections[where] = with(list, name)
	return nil, nil
}

// typingCollection suggests collections.
func (b *Bot) typingCollection(_ context.Context, r *request) (rest.Response, error) {
	if !r.manages() {
		return rest.Suggest(), nil
	}
	typed := strings.ToLower(r.Command.Text("collection"))
	return suggest(slices.DeleteFunc(append(b.Consult.Collections(), "all"), func(c string) bool { return !strings.Contains(strings.ToLower(c), typed) })), nil
}

// changeRoles is /settings roles.
func changeRoles(r *request, s *consult.ServerSettings) ([]string, error) {
	remove, _ := r.Command.Bool("remove")
	for name, field := range map[string]*[]string{"reviewer": &s.Reviewers, "educator": &s.Educators} {
		id := r.Command.Text(name)
		switch {
		case id == "":
		case remove:
			*field = without(*field, id)
		case len(*field) >= mostRoles:
			return nil, wordsf("More than %d roles cannot be named. Nothing was changed.", mostRoles)
		default:
			*field = with(*field, id)
		}
	}
	if r.Command.Text("educator") == r.Guild || r.Command.Text("reviewer") == r.Guild {
		return []string{"⚠ That role is everybody's: each member may do this now."}, nil
	}
	return nil, nil
}

const mostRoles = 20

// changeLimits is /settings limits.
func changeLimits(r *request, s *consult.ServerSettings) ([]string, error) {
	var remarks []string
	if n, given := r.Command.Int("retention"); given {
		if n < 1 || n > 3650 {
			return nil, words("Answers can be kept for 1 to 3650 days. Nothing was changed.")
		}
		if shorter := int(n) < int(s.Retention().Hours()/24); shorter {
			remarks = append(remarks, wordsExpiring)
		}
		s.RetentionDays = int(n)
	}
	if n, given := r.Command.Int("tokens"); given {
		s.DailyTokens = int(max(n, 0))
	}
	if anonymous, given := r.Command.Bool("anonymous"); given {
		s.AnonymousRounds = anonymous
	}
	return remarks, nil
}

const wordsExpiring = "Answers that are older than that are deleted now."

// limitsChanged deletes what is older than a retention that was made shorter.
func (b *Bot) limitsChanged(_ context.Context, _ *request, remarks []string) []string {
	if slices.Contains(remarks, wordsExpiring) {
		b.working.Go(b.expire)
	}
	return remarks
}

// expire deletes what is older than its server's retention.
func (b *Bot) expire() {
	defer b.recovered("expire", "")
	if _, err := b.Store.Expire(b.ctx, b.Now()); err != nil {
		b.log.Error("what is older than a server's retention could not be deleted", "error", err)
	}
}

func with(list []string, one string) []string {
	if slices.Contains(list, one) {
		return list
	}
	return append(slices.Clone(list), one)
}

func without(list []string, one string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == one })
}
