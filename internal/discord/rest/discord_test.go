package rest_test

import (
	"strings"
	"testing"

	"curbside/internal/discord/discordtest"
	"curbside/internal/discord/rest"
)

// TestAgainstDiscord sends each kind of body to a Discord that holds it
// against Discord's own description, and looks at what people see.
func TestAgainstDiscord(t *testing.T) {
	srv := discordtest.New(t)
	ward := srv.Guild("Ward 3")
	general := ward.Channel("general")
	ana, bob := ward.Member("ana"), ward.Member("bob")
	c, err := rest.New(rest.Options{BaseURL: srv.APIURL(), Token: srv.Token()})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}

	app, err := c.CurrentApplication(t.Context())
	must(err)
	me, err := c.CurrentUser(t.Context())
	must(err)
	if !me.Bot || app.ID == "" {
		t.Errorf("user %+v, application %+v", me, app)
	}
	info, err := c.Gateway(t.Context())
	must(err)
	if !strings.HasPrefix(info.URL, "ws") {
		t.Errorf("gateway %+v", info)
	}
	g, err := c.Guild(t.Context(), ward.ID)
	must(err)
	ch, err := c.Channel(t.Context(), general.ID)
	must(err)
	mine, err := c.Member(t.Context(), ward.ID, me.ID)
	must(err)
	if p := rest.PermissionsOf(g, ch, mine); !p.Has(rest.ViewChannel | rest.SendMessages) {
		t.Errorf("the bot may %v", p)
	}
	channels, err := c.GuildChannels(t.Context(), ward.ID)
	must(err)
	guilds, err := c.MyGuilds(t.Context(), "")
	must(err)
	if len(channels) == 0 || len(guilds) != 1 || guilds[0].ID != ward.ID {
		t.Errorf("channels %+v, guilds %+v", channels, guilds)
	}

	// Commands: written once, and not a second time.
	manage := rest.ManageGuild
	commands := []rest.Command{
		{Name: "ask", Description: "Ask", Contexts: []int{rest.ContextGuild, rest.ContextBotDM}, Options: []rest.Option{
			{Kind: rest.OptionString, Name: "question", Description: "What", Required: true, Autocomplete: true},
			{Kind: rest.OptionBoolean, Name: "private", Description: "Only you"}}},
		{Kind: rest.CommandMessage, Name: "Check this claim"},
		{Name: "settings", Description: "Settings", Permissions: &manage, Options: []rest.Option{
			{Kind: rest.OptionSubcommand, Name: "days", Description: "Days", Options: []rest.Option{
				{Kind: rest.OptionInteger, Name: "n", Description: "Number", Choices: []rest.Choice{{Name: "month", Value: 30}}}}}}},
	}
	for _, guild := range []string{"", ward.ID} {
		todo, err := c.SyncCommands(t.Context(), app.ID, guild, commands)
		must(err)
		again, err := c.SyncCommands(t.Context(), app.ID, guild, commands)
		must(err)
		if len(todo.Create) != 3 || !again.None() {
			t.Errorf("%q: first %+v, then %+v", guild, todo, again)
		}
		commands[0].Description = "Ask the sources"
		todo, err = c.SyncCommands(t.Context(), app.ID, guild, commands[:1])
		must(err)
		if len(todo.Edit) != 1 || len(todo.Delete) != 2 {
			t.Errorf("%q: then %+v", guild, todo)
		}
		commands[0].Description = "Ask"
	}

	// Messages, in a channel, a thread and directly.
	row := rest.Row{rest.Button{Label: "Sources", CustomID: "/answer/a/sources"}, rest.Button{Label: "Helpful", CustomID: "/answer/a/helpful", Emoji: "👍"}}
	m := rest.Message{Content: "IL-2 is a cytokine. @everyone", Components: []rest.Component{row}, Nonce: "n1"}
	first, err := c.CreateMessage(t.Context(), general.ID, m)
	must(err)
	second, err := c.CreateMessage(t.Context(), general.ID, m)
	must(err)
	if first.ID != second.ID || len(bob.Messages(general)) != 1 {
		t.Errorf("one nonce, two messages: %s", bob.Sees(general))
	}
	_, err = c.CreateMessage(t.Context(), general.ID, rest.Message{Content: "with a file", ReplyTo: first.ID, Files: []rest.File{{Name: "a.md", Type: "text/markdown", Data: []byte("# x")}}})
	must(err)
	_, err = c.EditMessage(t.Context(), general.ID, first.ID, rest.Message{Content: "edited"}.Edit())
	must(err)
	thread, err := c.StartThread(t.Context(), general.ID, first.ID, "IL-2")
	must(err)
	again, err := c.StartThread(t.Context(), general.ID, first.ID, "IL-2")
	must(err)
	if !thread.IsThread() || again.ID != thread.ID {
		t.Errorf("threads %+v, %+v", thread, again)
	}
	_, err = c.CreateMessage(t.Context(), thread.ID, rest.Message{Content: "in the thread"})
	must(err)
	dm, err := c.CreateDM(t.Context(), ana.ID)
	must(err)
	_, err = c.CreateMessage(t.Context(), dm.ID, rest.Message{Content: "only for ana"})
	must(err)
	if got := strings.Join(srv.WhoSaw("only for ana"), " "); strings.Contains(got, "bob") || !strings.Contains(got, "ana") {
		t.Errorf("seen by %s", got)
	}
	must(c.DeleteMessage(t.Context(), general.ID, first.ID))
	if _, err := c.GetMessage(t.Context(), general.ID, first.ID); !rest.Is(err, rest.CodeUnknownMessage) {
		t.Errorf("a deleted message: %v", err)
	}
}

// TestInteractionsAgainstDiscord answers interactions in each way.
func TestInteractionsAgainstDiscord(t *testing.T) {
	srv := discordtest.New(t, discordtest.AnyCommand())
	ward := srv.Guild("Ward 3")
	general := ward.Channel("general")
	ana, bob := ward.Member("ana"), ward.Member("bob")
	c, err := rest.New(rest.Options{BaseURL: srv.APIURL(), Token: srv.Token()})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	app, err := c.CurrentApplication(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	answer := func(it *discordtest.Interaction, r rest.Response) (*rest.Posted, rest.Hook) {
		t.Helper()
		if it.Refused != "" {
			t.Fatal(it.Refused)
		}
		got, err := c.Callback(t.Context(), it.ID, it.Token, r)
		if err != nil {
			t.Fatal(err)
		}
		return got, rest.Hook{Application: app.ID, Token: it.Token}
	}
	row := rest.Row{rest.Button{Label: "Not right", CustomID: "/wrong"}, rest.Button{Label: "Next", CustomID: "/next"}}
	pick := rest.Row{rest.Select{CustomID: "/pick", Placeholder: "Source", Options: []rest.SelectOption{{Label: "One", Value: "1"}, {Label: "Two", Value: "2", Description: "second"}}}}

	// A reply that all see, with its id; edits, further replies, files.
	it := ana.Slash(general, "ask", discordtest.Opts{"question": "IL-2?"})
	made, hook := answer(it, rest.Reply(rest.Message{Content: "Proleukin", Components: []rest.Component{row, pick}, Flags: rest.FlagSuppressEmbeds}))
	if it.Message().ID != made.ID || made.ID == "" || !strings.Contains(bob.Sees(general), "Proleukin") {
		t.Errorf("reply %+v; bob sees %s", made, bob.Sees(general))
	}
	if _, err := c.Callback(t.Context(), it.ID, it.Token, rest.Defer(true)); !rest.Is(err, rest.CodeAlreadyAcknowledged) {
		t.Errorf("answered twice: %v", err)
	}
	if got := srv.TakeViolations(); len(got) != 1 {
		t.Errorf("answering twice: %v", got)
	}
	more, err := c.FollowUp(t.Context(), hook, rest.Message{Content: "for you alone", Flags: rest.FlagEphemeral, Files: []rest.File{{Name: "full.md", Data: []byte("# all")}}})
	if err != nil || strings.Contains(bob.Sees(general), "for you alone") || !strings.Contains(ana.Sees(general), "for you alone") {
		t.Errorf("%v; bob sees %s", err, bob.Sees(general))
	}
	if _, err := c.EditFollowUp(t.Context(), hook, more.ID, rest.Message{Content: "changed"}.Edit()); err != nil || !strings.Contains(ana.Sees(general), "changed") {
		t.Errorf("%v; ana sees %s", err, ana.Sees(general))
	}

	// Components: update, a form, a choice.
	msg := it.Message()
	answer(ana.Press(msg, "Next"), rest.Update(rest.Edit{Content: rest.Text("page 2")}))
	if got := it.Message(); !strings.Contains(got.Text(), "page 2") || len(got.Buttons()) == 0 {
		t.Errorf("after the update: %s", got.Text())
	}
	answer(bob.Choose(it.Message(), "/pick", "Two"), rest.DeferUpdate())
	press := bob.Press(it.Message(), "Not right")
	answer(press, rest.Ask(rest.Modal{CustomID: "/wrong/1", Title: "Not right", Parts: []rest.Component{
		rest.TextDisplay{Content: "Thank you."},
		rest.Label{Label: "What", Description: "is wrong", Part: rest.Select{CustomID: "what", Options: []rest.SelectOption{{Label: "Dose", Value: "dose"}}}},
		rest.Label{Label: "Words", Part: rest.TextInput{CustomID: "words", Style: rest.TextParagraph, Optional: true, Max: 4000}}}}))
	sent := bob.Submit(press.Modal(), discordtest.Fields{"What": "Dose", "Words": "It is 600,000."})
	answer(sent, rest.Reply(rest.Message{Content: "noted", Flags: rest.FlagEphemeral}))

	// Autocomplete, and a private answer that was deferred.
	answer(ana.Types(general, "ask", "question", "il"), rest.Suggest(rest.Choice{Name: "IL-2", Value: "il2"}))
	it = ana.Slash(general, "ask", discordtest.Opts{"question": "again"})
	_, hook = answer(it, rest.Defer(true))
	if _, err := c.EditOriginal(t.Context(), hook, rest.Message{Content: "the secret answer", Components: []rest.Component{row}}.Edit()); err != nil {
		t.Fatal(err)
	}
	if got, err := c.GetOriginal(t.Context(), hook); err != nil || got.Content != "the secret answer" || got.Flags&rest.FlagEphemeral == 0 {
		t.Errorf("%+v, %v", got, err)
	}
	if strings.Contains(bob.Sees(general), "secret") {
		t.Errorf("bob sees %s", bob.Sees(general))
	}
	if err := c.DeleteOriginal(t.Context(), hook); err != nil || strings.Contains(ana.Sees(general), "secret") {
		t.Errorf("%v; ana sees %s", err, ana.Sees(general))
	}
	if _, err := c.EditOriginal(t.Context(), rest.Hook{Application: app.ID, Token: "gone"}, rest.Edit{Content: rest.Text("x")}); !rest.Gone(err) {
		t.Errorf("an unknown token: %v", err)
	}
}
