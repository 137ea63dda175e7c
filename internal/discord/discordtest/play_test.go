package discordtest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

// serve is a small bot, whose bodies are as strict as the server wants them.
func (w world) serve(dg *discordgo.Session) {
	post := func(i *discordgo.InteractionCreate, body string) {
		if status, out := w.do(RouteCallback, body, i.ID, i.Token); status != 204 {
			w.t.Errorf("%s: %d %v", body, status, out)
		}
	}
	say := func(text, rest string) string {
		raw, _ := json.Marshal(text)
		return `{"type":4,"data":{"content":` + string(raw) + `,"flags":64,"allowed_mentions":{"parse":[]}` + rest + `}}`
	}
	dg.AddHandler(func(_ *discordgo.Session, i *discordgo.InteractionCreate) {
		switch i.Type {
		case discordgo.InteractionApplicationCommand:
			question := i.ApplicationCommandData().Options[0].StringValue()
			post(i, say("You asked: "+question, `,"components":[{"type":1,"components":[{"type":2,"style":2,"label":"Wrong","custom_id":"/wrong"}]}]`))
		case discordgo.InteractionMessageComponent:
			post(i, `{"type":9,"data":{"custom_id":"/wrong","title":"Not right","components":[{"type":1,"components":[{"type":4,"custom_id":"why","label":"Why","style":2}]}]}}`)
		case discordgo.InteractionModalSubmit:
			input := i.ModalSubmitData().Components[0].(*discordgo.ActionsRow).Components[0].(*discordgo.TextInput)
			post(i, say("Noted: "+input.Value, ""))
		case discordgo.InteractionApplicationCommandAutocomplete:
			post(i, `{"type":8,"data":{"choices":[{"name":"What is IL-2?","value":"What is IL-2?"}]}}`)
		}
	})
	dg.AddHandler(func(_ *discordgo.Session, m *discordgo.MessageCreate) {
		if !m.Author.Bot && strings.Contains(m.Content, w.srv.Bot().ID) {
			w.do(RouteCreateMessage, fmt.Sprintf(`{"content":"hello, <@%s>","message_reference":{"message_id":%q},"allowed_mentions":{"parse":[]}}`, m.Author.ID, m.ID), m.ChannelID)
		}
	})
}

func TestPlay(t *testing.T) {
	srv := New(t)
	w := world{bot: bot{t: t, srv: srv, ua: "DiscordBot (https://example.org, 1)"}}
	w.do(RouteCommands, `[{"name":"ask","description":"Ask","options":[
		{"type":3,"name":"question","description":"q","required":true,"autocomplete":true},{"type":5,"name":"private","description":"p"}]},
		{"name":"settings","description":"Set","default_member_permissions":"32"}]`, srv.Bot().ID)
	dg := client(t, srv)
	w.serve(dg)
	open(t, srv, dg)
	var waited time.Duration
	counted := 0
	Play(t, "testdata/play/ask.txtar", srv, PlayOptions{
		Wait: func(d time.Duration) { waited += d },
		Do: map[string]func([]string) error{"count": func(args []string) error {
			counted += len(args)
			return nil
		}},
	})
	Play(t, "testdata/play/two.txtar", New(t), PlayOptions{})
	if waited != 20*time.Minute || counted != 1 {
		t.Errorf("waited %s, counted %d", waited, counted)
	}
}

// failing takes note of failures instead of failing.
type failing struct {
	*testing.T
	said string
}

type stop struct{}

func (f *failing) Fatalf(format string, args ...any) {
	f.said = fmt.Sprintf(format, args...)
	panic(stop{})
}

// TestPlayFails: each kind of expectation can fail, and says where.
func TestPlayFails(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"ana sees wrong.txt", "sees.txtar:4: ana sees wrong.txt\ngot:\nana:\n  hello\n"},
		{"bob sees nothing", "bob sees:\nana:\n  hello"},
		{`ana sees "goodbye"`, "ana sees:\nana:\n  hello"},
		{`ana does not see "hello"`, "does see it"},
		{"ana cannot: hello", "nothing hinders it"},
		{`ana presses "Nothing"`, "sees no such message"},
		{`saw "x": ana`, "seen by []"},
		{"carl: hello", `nobody is called "carl"`},
		{"ana jumps high", `nobody can do "jumps"`},
		{`ana: /ask question:"open`, "an open quote"},
		{"ana: /ask", "the bot gave no answer"},
		{"wait 1m", "no waiting here"},
	} {
		w := newWorld(t, Patience(20*time.Millisecond))
		file := t.TempDir() + "/sees.txtar"
		writeFile(t, file, "guild \"Ward 3\"\nchannel general\nana: hello\n"+c.line+"\n-- wrong.txt --\nbye\n")
		f := &failing{T: t}
		func() {
			defer func() {
				if r := recover(); r != nil && r != (stop{}) {
					panic(r)
				}
			}()
			Play(f, file, w.srv, PlayOptions{})
		}()
		if !strings.Contains(f.said, c.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", c.line, f.said, c.want)
		}
	}
}

// TestPlayUpdates writes what is seen into the file.
func TestPlayUpdates(t *testing.T) {
	w := newWorld(t)
	file := t.TempDir() + "/sees.txtar"
	writeFile(t, file, "guild \"Ward 3\"\nchannel general\nana: hello\nbob sees new.txt\n")
	Play(t, file, w.srv, PlayOptions{Update: true})
	if got := readFile(t, file); !strings.HasSuffix(got, "-- new.txt --\nana:\n  hello\n") {
		t.Errorf("wrote\n%s", got)
	}
}
