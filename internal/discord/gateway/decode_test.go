package gateway

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"testing"

	"curbside/internal/discord/rest"
)

func interaction(t *testing.T, fields string) *Interaction {
	t.Helper()
	e, err := decode("INTERACTION_CREATE", json.RawMessage(`{"id":"70","application_id":"900","token":"tok","version":1,`+fields+`}`))
	if err != nil {
		t.Fatalf("%s: %v", fields, err)
	}
	in := e.(*Interaction)
	if in.ID != "70" || in.Application != "900" || in.Token != "tok" || in.Hook() != (rest.Hook{Application: "900", Token: "tok"}) {
		t.Errorf("%+v", in)
	}
	return in
}

const who = `"member":{"user":{"id":"7","username":"ann","global_name":"Ann","avatar":null},"nick":null,"roles":["3","4"],"permissions":"2147483680","joined_at":"x","flags":0},
	"guild_id":"5","channel_id":"10","channel":{"id":"10","type":11,"name":"il-2","parent_id":"9"},"app_permissions":"3072","locale":"de","guild_locale":"en-US","context":0`

// TestInteractions as Discord sends them.
func TestInteractions(t *testing.T) {
	in := interaction(t, `"type":2,`+who+`,"data":{"id":"1","name":"session","type":1,"options":[{"type":2,"name":"queue","options":[{"type":1,"name":"show","options":[
		{"type":3,"name":"q","value":"600,000"},{"type":4,"name":"n","value":12},{"type":5,"name":"private","value":true},{"type":10,"name":"x","value":1.5},{"type":7,"name":"where","value":"10"}]}]}]}`)
	c := in.Command
	if in.Kind != KindCommand || c.Name() != "session queue show" || c.Text("q") != "600,000" || c.Text("x") != "1.5" || c.Text("where") != "10" || c.Has("y") {
		t.Errorf("command %+v", c)
	}
	n, ok := c.Int("n")
	private, given := c.Bool("private")
	if _, no := c.Int("q"); n != 12 || !ok || !private || !given || no || c.Focused() != nil {
		t.Errorf("options %+v", c.Options)
	}
	if in.User != (User{ID: "7", Name: "ann", Display: "Ann"}) || !slices.Equal(in.Member.Roles, []string{"3", "4"}) || !in.Member.Permissions.Has(rest.ManageGuild) ||
		in.Permissions != rest.ViewChannel|rest.SendMessages || in.Locale != "de" || in.Guild != "5" || in.Direct || !in.Channel.IsThread() || in.Channel.Parent != "9" {
		t.Errorf("%#v %+v", in.User, in.Member)
	}

	in = interaction(t, `"type":4,"channel_id":"11","user":{"id":"8"},"data":{"id":"1","name":"ask","type":1,"options":[{"type":3,"name":"question","value":"il","focused":true}]}`)
	if f := in.Command.Focused(); in.Kind != KindAutocomplete || f == nil || f.Value != "il" || !in.Direct || in.User.ID != "8" || in.Member != nil || in.Channel.ID != "11" {
		t.Errorf("autocomplete %+v", in.Command)
	}

	in = interaction(t, `"type":2,`+who+`,"data":{"id":"1","name":"Check this claim","type":3,"target_id":"55","resolved":{"messages":{"55":{"id":"55","channel_id":"10","author":{"id":"9"},"content":"IL-2 cures all","components":[{"type":99,"x":[]}]}}}}`)
	if m := in.Command.Message; m == nil || m.Content != "IL-2 cures all" || m.Author.ID != "9" || in.Command.Target != "55" {
		t.Errorf("menu %+v", in.Command)
	}

	in = interaction(t, `"type":3,`+who+`,"data":{"id":5,"component_type":3,"custom_id":"/pick","values":["a","b"]},"message":{"id":"60","channel_id":"10","author":{"id":"1","bot":true},"content":"x","flags":64,
		"components":[{"type":1,"components":[{"type":2,"custom_id":"/a"},{"type":2,"url":"https://x"}]},{"type":17,"components":[{"type":9,"components":[],"accessory":{"type":2}}]},{"type":1,"components":[{"type":3,"custom_id":"/pick"}]}]}`)
	if in.Kind != KindComponent || in.CustomID != "/pick" || !slices.Equal(in.Values, []string{"a", "b"}) || in.Message.ID != "60" || !slices.Equal(in.Message.CustomIDs, []string{"/a", "/pick"}) {
		t.Errorf("component %#v", in.Message)
	}

	in = interaction(t, `"type":5,`+who+`,"data":{"custom_id":"/wrong/1","components":[{"type":18,"id":1,"component":{"type":3,"custom_id":"what","values":["dose","unit"]}},
		{"type":18,"component":{"type":4,"custom_id":"words","value":"It is 600,000."}},{"type":10,"content":"thanks"},{"type":1,"components":[{"type":4,"custom_id":"old","value":""}]},
		{"type":18,"component":{"type":77,"custom_id":"new","value":{"deep":1}}},{"type":18,"component":{"type":23,"custom_id":"box","value":true}},{"type":18,"component":{"type":3,"custom_id":"none","values":[]}}]}`)
	want := []Field{{"what", []string{"dose", "unit"}}, {"words", []string{"It is 600,000."}}, {"old", []string{""}}, {"new", []string{""}}, {"box", []string{"true"}}, {"none", nil}}
	if in.Kind != KindModal || in.CustomID != "/wrong/1" || !reflect.DeepEqual(in.Fields, want) || in.Field("words") != "It is 600,000." || in.Field("none") != "" || in.Field("x") != "" {
		t.Errorf("form %+v", in.Fields)
	}
}

// TestUnknownInteractions can be answered, whatever they are.
func TestUnknownInteractions(t *testing.T) {
	for name, fields := range map[string]string{
		"a kind to come":         `"type":6,` + who,
		"a ping":                 `"type":1`,
		"a component to come":    `"type":3,` + who + `,"data":{"component_type":42,"custom_id":"/x"}`,
		"no custom id":           `"type":3,` + who + `,"data":{"component_type":2}`,
		"data of another form":   `"type":2,` + who + `,"data":[1,2]`,
		"values of another form": `"type":3,` + who + `,"data":{"component_type":3,"custom_id":"/x","values":[{"id":1}]}`,
		"nobody":                 `"type":2,"data":{"name":"ask"}`,
		"a member of no form":    `"type":2,"member":"ann","data":{"name":"ask"}`,
	} {
		if in := interaction(t, fields); in.Kind != KindUnknown {
			t.Errorf("%s: %v", name, in.Kind)
		}
	}
	for _, data := range []string{`{"token":"t"}`, `{"id":"1"}`, `{"id":1,"token":"t"}`, `[]`, `null`, `{"id":"1","token":["secret"]}`} {
		if e, err := decode("INTERACTION_CREATE", json.RawMessage(data)); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v, %v", data, e, err)
		}
	}
}

// TestMessages as Discord sends them.
func TestMessages(t *testing.T) {
	e, err := decode("MESSAGE_CREATE", json.RawMessage(`{"id":"80","channel_id":"10","guild_id":"5","type":19,"author":{"id":"7","username":"ann"},"member":{"roles":["3"],"nick":"A"},
		"content":"<@1> and the dose?","mentions":[{"id":"1","bot":true,"member":{}}],"mention_everyone":false,"attachments":[{"id":"1","filename":"x"}],
		"message_reference":{"message_id":"60","channel_id":"10","guild_id":"5","type":0},
		"referenced_message":{"id":"60","channel_id":"10","author":{"id":"1"},"content":"answer","referenced_message":{"id":"59"},"components":[{"type":1,"components":[{"type":2,"custom_id":"/answer/a/sources"}]}]},
		"embeds":[{"type":"rich","fields":"odd"}],"components":[{"type":"odd"}],"poll":7}`))
	if err != nil {
		t.Fatal(err)
	}
	m := e.(*Message)
	if m.Content != "<@1> and the dose?" || !m.Mentioned("1") || m.Mentioned("7") || m.Reference.Message != "60" || m.Files != 1 || m.Member.Nick != "A" ||
		m.Replied.Content != "answer" || m.Replied.Replied != nil || !slices.Equal(m.Replied.CustomIDs, []string{"/answer/a/sources"}) {
		t.Errorf("%#v %#v", m.Content, m.Replied)
	}
	for _, data := range []string{`{}`, `{"id":"1"}`, `{"id":"1","channel_id":"2","content":["the user wrote this"]}`, `7`} {
		if e, err := decode("MESSAGE_CREATE", json.RawMessage(data)); err == nil || strings.Contains(err.Error(), "user wrote") {
			t.Errorf("%s: %v, %v", data, e, err)
		}
	}
	e, err = decode("MESSAGE_DELETE_BULK", json.RawMessage(`{"ids":["1","2"],"channel_id":"10","guild_id":"5"}`))
	if err != nil || !reflect.DeepEqual(e, &MessageDelete{Guild: "5", Channel: "10", Messages: []string{"1", "2"}}) {
		t.Errorf("%+v, %v", e, err)
	}
	e, err = decode("GUILD_DELETE", json.RawMessage(`{"id":"5","unavailable":true}`))
	if err != nil || !reflect.DeepEqual(e, &GuildDelete{ID: "5", Down: true}) {
		t.Errorf("%+v, %v", e, err)
	}
}

// TestNothingPrints what a user wrote, or a token.
func TestNothingPrints(t *testing.T) {
	in := interaction(t, `"type":2,`+who+`,"data":{"name":"ask","options":[{"type":3,"name":"question","value":"secret words"}]}`)
	in.Token = "secret token"
	in.Message = &Message{ID: "1", Content: "secret words"}
	var b strings.Builder
	for _, v := range []any{in, *in, in.Message, *in.Message, []*Interaction{in}, in.Hook()} {
		fmt.Fprintf(&b, "%v %+v %#v %s\n", v, v, v, v)
		jsonLog(&b).Error("x", slog.Any("v", v))
	}
	if i := strings.Index(b.String(), "secret"); i >= 0 {
		t.Errorf("printed …%s", b.String()[max(0, i-200):min(b.Len(), i+50)])
	}
}

// FuzzDecode: whatever comes is an event or an error, and what is handed over
// can be answered.
func FuzzDecode(f *testing.F) {
	f.Add("INTERACTION_CREATE", []byte(`{"id":"70","token":"tok","type":5,`+who+`,"data":{"custom_id":"x","components":[{"type":18,"component":{"custom_id":"a","value":"b","values":["c",1,null]}}]}}`))
	f.Add("INTERACTION_CREATE", []byte(`{"id":"70","token":"tok","type":2,`+who+`,"data":{"name":"ask","options":[{"type":1,"name":"x","options":[{"type":3,"name":"q","value":"v","focused":true}]}],"resolved":{"messages":{"1":null}},"target_id":"1"}}`))
	f.Add("MESSAGE_CREATE", []byte(`{"id":"1","channel_id":"2","content":"x","referenced_message":{"id":"3"},"mentions":[{"id":"4"}],"components":[{"components":[{"custom_id":"y"}]}]}`))
	f.Add("GUILD_CREATE", []byte(`{"id":"1","name":"x"}`))
	f.Add("MESSAGE_DELETE", []byte(`{"id":"1","ids":["2"]}`))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		e, err := decode(name, data)
		if err != nil {
			return
		}
		switch e := e.(type) {
		case *Interaction:
			if e.ID == "" || e.Token == "" || (e.Kind != KindUnknown && e.User.ID == "") {
				t.Errorf("%#v", e.Command)
			}
			if e.Kind == KindComponent && e.CustomID == "" {
				t.Error("a component without custom id")
			}
			_, _, _ = e.Command.Name(), e.Command.Focused(), e.Field("a")
		case *Message:
			if e.ID == "" || e.Channel == "" {
				t.Error("a message without id or channel")
			}
		case nil:
			t.Error("neither event nor error")
		}
		_ = e.EventName() + identity(e)
	})
}
