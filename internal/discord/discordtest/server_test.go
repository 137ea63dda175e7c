package discordtest

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// client is discordgo as a bot uses it, pointed at the server.
func client(t *testing.T, srv *Server) *discordgo.Session {
	t.Helper()
	dg, err := discordgo.New("Bot " + srv.Token())
	if err != nil {
		t.Fatal(err)
	}
	dg.Client = &http.Client{Transport: srv.Transport()}
	dg.Identify.Intents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages
	return dg
}

func open(t *testing.T, srv *Server, dg *discordgo.Session) {
	t.Helper()
	if err := dg.Open(); err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		dg.ShouldReconnectOnError = false
		_ = dg.Close()
	})
	srv.Gateway().AwaitReady()
}

// TestDiscordgo: a real client identifies, receives an interaction, answers it, edits, follows up.
func TestDiscordgo(t *testing.T) {
	srv := New(t, AnyCommand(), Heartbeat(50*time.Millisecond))
	ward := srv.Guild("Ward 3")
	general := ward.Channel("general")
	ana, bob := ward.Member("ana"), ward.Member("bob")
	dg := client(t, srv)
	problems := make(chan error, 10)
	dg.AddHandler(func(dg *discordgo.Session, i *discordgo.InteractionCreate) {
		data := i.ApplicationCommandData()
		if data.Name != "ask" || data.Options[0].StringValue() != "What is IL-2?" || i.Member.User.Username != "ana" {
			t.Errorf("told of %+v", data)
		}
		problems <- dg.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseDeferredChannelMessageWithSource,
			Data: &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral},
		})
		content := "A cytokine."
		_, err := dg.InteractionResponseEdit(i.Interaction, &discordgo.WebhookEdit{Content: &content})
		problems <- err
		_, err = dg.FollowupMessageCreate(i.Interaction, true, &discordgo.WebhookParams{Content: "More of it."})
		problems <- err
	})
	open(t, srv, dg)
	it := ana.Slash(general, "ask", Opts{"question": "What is IL-2?"})
	m := it.Message()
	it.FollowUp(0)
	for range 3 {
		if err := <-problems; err != nil {
			t.Error(err)
		}
	}
	if m.Content != "A cytokine." || m.For != ana {
		t.Errorf("answer %+v", m)
	}
	want := "Curbside to ana's /ask (only ana sees this):\n  A cytokine.\nCurbside:\n  More of it.\n"
	if got := ana.Sees(general); got != want {
		t.Errorf("ana sees\n%swant\n%s", got, want)
	}
	if got := bob.Sees(general); got != "Curbside:\n  More of it.\n" {
		t.Errorf("bob sees\n%s", got)
	}
	if got := srv.WhoSaw("cytokine"); strings.Join(got, " ") != "ana" {
		t.Errorf("the private answer was seen by %v", got)
	}
	srv.Await("a heartbeat", func() bool { return srv.Gateway().Counts().Heartbeats > 1 })
}

// TestDiscordgoResumes: after op 7 and after a cut the client resumes, and hears what it missed.
func TestDiscordgoResumes(t *testing.T) {
	srv := New(t)
	ward := srv.Guild("Ward 3")
	general := ward.Channel("general")
	ana := ward.Member("ana")
	dg := client(t, srv)
	heard := make(chan string, 10)
	dg.AddHandler(func(_ *discordgo.Session, m *discordgo.MessageCreate) { heard <- m.Content })
	open(t, srv, dg)
	srv.Gateway().Close(4000, "come again")
	ana.Say(general, "@Curbside one")
	if got := <-heard; !strings.HasSuffix(got, " one") {
		t.Errorf("heard %q", got)
	}
	ana.Say(general, "not for the bot")
	if got := <-heard; got != "" {
		t.Errorf("without the message content intent the bot was told %q", got)
	}
	// A heartbeat that meets the closed connection makes discordgo resume once more.
	if c := srv.Gateway().Counts(); c.Resumes < 1 || c.Identifies != 1 {
		t.Errorf("counts %+v", c)
	}
}
