package rest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func wanted() []Command {
	manage, most := ManageGuild, 500
	return []Command{
		{Name: "ask", Description: "Ask", Contexts: []int{ContextGuild, ContextBotDM}, Options: []Option{
			{Kind: OptionString, Name: "question", Description: "What", Required: true, Autocomplete: true, MaxLength: &most},
			{Kind: OptionString, Name: "audience", Description: "Who", Choices: []Choice{{"Clinician", "clinician"}, {"Patient", "patient"}}}}},
		{Kind: CommandMessage, Name: "Check this claim"},
		{Name: "settings", Description: "Settings", Permissions: &manage, Options: []Option{
			{Kind: OptionSubcommand, Name: "channel", Description: "Channel", Options: []Option{
				{Kind: OptionChannel, Name: "clinicians", Description: "Where", ChannelTypes: []int{0, 5}},
				{Kind: OptionInteger, Name: "days", Description: "Days", Choices: []Choice{{"Month", 30}}}}}}},
	}
}

// registered is what Discord lists after wanted() was written, with all that
// it fills in.
const registered = `[
 {"id":"101","application_id":"900","version":"1","type":3,"name":"Check this claim","name_localizations":null,"description":"","description_localizations":null,"default_member_permissions":null,"dm_permission":true,"contexts":null,"integration_types":[0],"nsfw":false},
 {"id":"102","application_id":"900","version":"2","type":1,"name":"ask","description":"Ask","default_member_permissions":null,"contexts":[1,0],"integration_types":[0,1],"nsfw":false,"options":[
   {"type":3,"name":"question","name_localizations":null,"description":"What","description_localizations":null,"required":true,"autocomplete":true,"max_length":500},
   {"type":3,"name":"audience","description":"Who","required":false,"choices":[{"name":"Clinician","name_localizations":null,"value":"clinician"},{"name":"Patient","value":"patient"}]}]},
 {"id":"103","application_id":"900","version":"3","type":1,"name":"settings","description":"Settings","default_member_permissions":"32","nsfw":false,"options":[
   {"type":1,"name":"channel","description":"Channel","options":[
     {"type":7,"name":"clinicians","description":"Where","channel_types":[5,0]},
     {"type":4,"name":"days","description":"Days","choices":[{"name":"Month","value":30}]}]}]}]`

func listed(t *testing.T) []Command {
	t.Helper()
	var raw []commandRead
	if err := json.Unmarshal([]byte(registered), &raw); err != nil {
		t.Fatal(err)
	}
	var out []Command
	for _, r := range raw {
		out = append(out, r.command())
	}
	return out
}

// TestCompare: what Discord fills in is no difference, and each change is one.
func TestCompare(t *testing.T) {
	if todo := Compare(wanted(), listed(t)); !todo.None() {
		t.Errorf("nothing changed, and yet: %+v", todo)
	}
	zero := Permissions(0)
	for name, change := range map[string]func([]Command){
		"description":        func(c []Command) { c[0].Description = "Ask us" },
		"no longer required": func(c []Command) { c[0].Options[0].Required = false },
		"autocomplete":       func(c []Command) { c[0].Options[0].Autocomplete = false },
		"length":             func(c []Command) { c[0].Options[0].MaxLength = nil },
		"choice":             func(c []Command) { c[0].Options[1].Choices[1].Value = "x" },
		"order of choices":   func(c []Command) { slices.Reverse(c[0].Options[1].Choices) },
		"order of options":   func(c []Command) { slices.Reverse(c[0].Options) },
		"fewer options":      func(c []Command) { c[0].Options = c[0].Options[:1] },
		"contexts":           func(c []Command) { c[0].Contexts = []int{ContextGuild} },
		"nobody":             func(c []Command) { c[0].Permissions = &zero },
		"installed":          func(c []Command) { c[0].InstalledIn = []int{0} },
	} {
		w := wanted()
		change(w)
		if todo := Compare(w, listed(t)); len(todo.Edit) != 1 || todo.Edit[0].ID != "102" || len(todo.Create)+len(todo.Delete) != 0 {
			t.Errorf("%s: %+v", name, todo)
		}
	}
	w := wanted()
	w[2].Permissions = nil
	w[1].Name = "Check this"
	w = append(w, Command{Name: "help", Description: "Help"})
	todo := Compare(w, listed(t))
	if len(todo.Edit) != 1 || todo.Edit[0].ID != "103" || len(todo.Create) != 2 || len(todo.Delete) != 1 || todo.Delete[0].ID != "101" {
		t.Errorf("%+v", todo)
	}
}

// TestSyncCommands writes only what differs, where it belongs.
func TestSyncCommands(t *testing.T) {
	for guild, base := range map[string]string{"": "/applications/900/commands", "5": "/applications/900/guilds/5/commands"} {
		s := newServer(t, func(n int, w http.ResponseWriter, r *http.Request) {
			switch r.Method {
			case http.MethodGet:
				text(200, registered)(n, w, r)
			case http.MethodDelete:
				w.WriteHeader(204)
			default:
				text(201, `{"id":"1","default_member_permissions":"8"}`)(n, w, r)
			}
		})
		c, _, _ := newClient(t, s.URL, nil)
		w := wanted()
		w[0].Description = "Ask us"
		w[1].Name = "Check this"
		todo, err := c.SyncCommands(t.Context(), "900", guild, w)
		if err != nil || todo.None() {
			t.Fatalf("%+v, %v", todo, err)
		}
		var got []string
		for _, r := range s.requests() {
			got = append(got, r.Method+" "+strings.TrimPrefix(r.Path, base))
		}
		if want := []string{"GET ", "DELETE /101", "POST ", "PATCH /102"}; !slices.Equal(got, want) {
			t.Errorf("sent %q, want %q", got, want)
		}
		if body := s.requests()[2].Body; body != `{"type":3,"name":"Check this","options":[],"default_member_permissions":null}` {
			t.Errorf("created with %s", body)
		}
		if body := s.requests()[3].Body; !strings.HasPrefix(body, `{"name":"ask","description":"Ask us","options":[{"type":3,"name":"question","description":"What","required":true,"autocomplete":true,"max_length":500}`) {
			t.Errorf("changed with %s", body)
		}
	}
}

// TestPermissionsOf follows Discord's order.
func TestPermissionsOf(t *testing.T) {
	g := &Guild{ID: "5", Owner: "1", Roles: []Role{{ID: "5", Permissions: ViewChannel | SendMessages}, {ID: "r", Permissions: AttachFiles}, {ID: "admin", Permissions: Administrator}}}
	ch := &Channel{Overwrites: []Overwrite{
		{ID: "5", Kind: 0, Deny: SendMessages}, {ID: "r", Kind: 0, Allow: SendMessages, Deny: AttachFiles},
		{ID: "r2", Kind: 0, Allow: AttachFiles}, {ID: "7", Kind: 1, Deny: ViewChannel}, {ID: "r", Kind: 1, Deny: SendMessages}}}
	for _, tt := range []struct {
		user  string
		roles []string
		ch    *Channel
		want  Permissions
	}{
		{"8", nil, nil, ViewChannel | SendMessages},
		{"8", nil, ch, ViewChannel},
		{"8", []string{"r"}, ch, ViewChannel | SendMessages},
		{"8", []string{"r", "r2"}, ch, ViewChannel | SendMessages | AttachFiles},
		{"7", []string{"r"}, ch, SendMessages},
		{"7", []string{"admin"}, ch, allPermissions},
		{"1", nil, ch, allPermissions},
	} {
		if got := PermissionsOf(g, tt.ch, &Member{User: User{ID: tt.user}, Roles: tt.roles}); got != tt.want {
			t.Errorf("%+v: %v", tt, got)
		}
	}
	if p := (ViewChannel | 1<<40).Missing(ViewChannel | SendMessages); p != SendMessages || !Administrator.Has(SendMessages) || Administrator.Missing(ViewChannel) != 0 {
		t.Errorf("missing %v", p)
	}
	if s := (SendMessages | AttachFiles | 1<<40).String(); s != "Send Messages, Attach Files, others (1099511627776)" {
		t.Error(s)
	}
	for in, want := range map[string]Permissions{`"2048"`: SendMessages, `2048`: SendMessages, `null`: 0, `""`: 0} {
		var p Permissions
		if err := json.Unmarshal([]byte(in), &p); err != nil || p != want {
			t.Errorf("%s: %v, %v", in, p, err)
		}
	}
	if data, err := json.Marshal(SendMessages); err != nil || string(data) != `"2048"` {
		t.Error(fmt.Sprint(string(data), err))
	}
}
