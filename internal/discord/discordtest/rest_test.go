package discordtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestEveryRoute goes once through every route that the server knows; each answer is held against the description.
func TestEveryRoute(t *testing.T) {
	w := newWorld(t, Privileged(intentMembers))
	app, ch, g := w.srv.Bot().ID, w.general.ID, w.ward.ID
	w.ward.Member("Curbside", w.ward.Role("Bot", ManageMessages, ManageThreads))
	asked := w.ana.Say(w.general, "@Curbside what is IL-2?")
	it := w.ana.Slash(w.general, "ask")
	want := func(status int, route, body string, args ...string) map[string]any {
		t.Helper()
		got, out := w.do(route, body, args...)
		if got != status {
			t.Errorf("%s: %d %v", route, got, out)
		}
		return out
	}
	want(200, "GET /gateway", "")
	want(200, "GET /gateway/bot", "")
	want(200, "GET /users/@me", "")
	want(200, "GET /users/@me/guilds", "")
	want(200, "GET /users/{user_id}", "", w.ana.ID)
	want(200, "GET /applications/@me", "")
	want(200, "GET /oauth2/applications/@me", "")
	dm := want(200, RouteDM, `{"recipient_id":"`+w.ana.ID+`"}`)
	want(200, RouteCreateMessage, `{"content":"hello"}`, dm["id"].(string))
	for _, base := range []string{"/applications/{application_id}/commands", "/applications/{application_id}/guilds/{guild_id}/commands"} {
		args := []string{app, g}[:strings.Count(base, "{")]
		id := want(201, "POST "+base, `{"name":"ask","description":"Ask","default_member_permissions":"0"}`, args...)["id"].(string)
		want(200, "POST "+base, `{"name":"ask","description":"Ask again"}`, args...)
		one := append(slices.Clone(args), id)
		want(200, "GET "+base, "", args...)
		want(200, "GET "+base+"/{command_id}", "", one...)
		want(200, "PATCH "+base+"/{command_id}", `{"description":"Ask"}`, one...)
		want(204, "DELETE "+base+"/{command_id}", "", one...)
		want(200, "PUT "+base, `[{"name":"ask","description":"Ask","options":[{"type":3,"name":"question","description":"q"}]}]`, args...)
	}
	res := want(200, RouteCallback+"?with_response=true", `{"type":4,"data":{"content":"a"}}`, it.ID, it.Token)
	if r, _ := res["resource"].(map[string]any); r == nil {
		t.Errorf("no resource in %v", res)
	}
	want(200, RouteOriginal, "", app, it.Token)
	want(200, RouteEditOriginal, `{"content":"b"}`, app, it.Token)
	more := want(200, RouteFollowUp+"?wait=true", `{"content":"c"}`, app, it.Token)["id"].(string)
	want(200, "GET /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", "", app, it.Token, more)
	want(200, RouteEditFollowUp, `{"content":"d"}`, app, it.Token, more)
	want(204, "DELETE /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", "", app, it.Token, more)
	want(204, RouteDeleteOriginal, "", app, it.Token)
	want(404, RouteEditOriginal, `{"content":"b"}`, app, it.Token)

	want(200, "GET /channels/{channel_id}", "", ch)
	want(200, "GET /channels/{channel_id}/messages?limit=5", "", ch)
	said := want(200, RouteCreateMessage, `{"content":"answer","nonce":"n1","enforce_nonce":true,"message_reference":{"message_id":"`+asked.ID+`"},"allowed_mentions":{"parse":[]}}`, ch)["id"].(string)
	if again := want(200, RouteCreateMessage, `{"content":"answer","nonce":"n1","enforce_nonce":true}`, ch)["id"]; again != said {
		t.Errorf("the nonce made a second message %v", again)
	}
	want(200, "GET /channels/{channel_id}/messages/{message_id}", "", ch, said)
	want(200, RouteEditMessage, `{"content":"answer 2"}`, ch, said)
	th := want(201, RouteThread, `{"name":"IL-2"}`, ch, said)["id"].(string)
	want(400, RouteThread, `{"name":"IL-2"}`, ch, said)
	want(201, "POST /channels/{channel_id}/threads", `{"name":"private"}`, ch)
	want(204, "PUT /channels/{channel_id}/thread-members/@me", "", th)
	want(204, "PUT /channels/{channel_id}/thread-members/{user_id}", "", th, w.bob.ID)
	want(200, "GET /channels/{channel_id}/thread-members", "", th)
	want(204, "DELETE /channels/{channel_id}/thread-members/{user_id}", "", th, w.bob.ID)
	want(204, "DELETE /channels/{channel_id}/thread-members/@me", "", th)
	want(204, "POST /channels/{channel_id}/typing", "", th)
	want(200, "PATCH /channels/{channel_id}", `{"archived":true,"locked":true}`, th)
	want(204, RouteDeleteMessage, "", ch, asked.ID)
	want(204, RouteDeleteMessage, "", ch, said)
	want(404, RouteEditMessage, `{"content":"x"}`, ch, said)

	want(200, "GET /guilds/{guild_id}", "", g)
	want(200, "GET /guilds/{guild_id}/channels", "", g)
	want(200, "GET /guilds/{guild_id}/roles", "", g)
	want(200, "GET /guilds/{guild_id}/members?limit=10", "", g)
	want(200, "GET /guilds/{guild_id}/members/{user_id}", "", g, w.ana.ID)
	want(204, "DELETE /users/@me/guilds/{guild_id}", "", g)
	want(404, "GET /guilds/{guild_id}", "", g)

	for _, r := range routes() {
		if len(w.srv.Requests(r.String())) == 0 {
			t.Errorf("%s was not tried", r)
		}
	}
}

// TestPermissions: where the bot may not, it is told so, and it is no violation.
func TestPermissions(t *testing.T) {
	w := newWorld(t)
	try := func(name string, status, code int, ch *Channel) {
		t.Helper()
		got, body := w.do(RouteCreateMessage, `{"content":"a"}`, ch.ID)
		if got != status || body["code"] != float64(code) {
			t.Errorf("%s: %d %v", name, got, body)
		}
	}
	hidden := w.ward.Channel("hidden").Deny(nil, ViewChannel)
	try("hidden channel", 403, 50001, hidden)
	try("channel to read only", 403, 50013, w.ward.Channel("news").Deny(w.srv.Bot(), SendMessages))
	role := w.ward.Role("Staff")
	staff := w.ward.Channel("staff").Only(role)
	carl := w.ward.Member("carl", role)
	w.do(RouteCreateMessage, `{"content":"for staff"}`, staff.ID)
	if w.ana.Sees(staff) != "" || carl.Sees(staff) != "Curbside:\n  for staff\n" {
		t.Errorf("ana sees %q, carl sees %q", w.ana.Sees(staff), carl.Sees(staff))
	}
	if got := fmt.Sprint(w.srv.WhoSaw("for staff")); got != "[carl owner]" {
		t.Errorf("seen by %s", got)
	}
	if got := w.srv.SeenTable("for staff"); !strings.HasSuffix(got, "| for staff |  |  | saw |\n") {
		t.Errorf("table\n%s", got)
	}
	private := w.ana.Thread(w.general, "between us", true)
	try("private thread", 403, 50001, private)
	private.Join(w.srv.Bot())
	private.Archive(false)
	if status, _ := w.do(RouteCreateMessage, `{"content":"open again"}`, private.ID); status != 200 {
		t.Errorf("a message opens an archived thread: %d", status)
	}
	if w.bob.Sees(private) != "" || w.ana.Sees(private) == "" {
		t.Error("a private thread is seen by its members only")
	}
	private.Archive(true)
	try("locked thread", 403, 160005, private)
	if why := w.bob.MayWrite(staff, "hello"); why == "" {
		t.Error("bob writes where he may not")
	}
	w.bob.CloseDirect()
	try("closed direct messages", 403, 50007, w.bob.Direct())
	w.ward.Leave(w.ana)
	try("direct message to one who left", 403, 50278, w.ana.Direct())
	if w.ana.Sees(w.general) != "" {
		t.Error("one who left still sees the channel")
	}
	w.general.Delete()
	try("deleted channel", 404, 10003, w.general)
	w.ward.RemoveBot()
	try("removed bot", 403, 50001, w.ward.Channel("news"))
	if got := w.taken(); got != "" {
		t.Errorf("violations %q", got)
	}
}

// TestThreadNames: the name of a thread is seen by all who see the thread.
func TestThreadNames(t *testing.T) {
	w := newWorld(t)
	asked := w.ana.Say(w.general, "hm")
	w.do(RouteThread, `{"name":"What is IL-2?"}`, w.general.ID, asked.ID)
	if got := fmt.Sprint(w.srv.WhoSaw("IL-2?")); got != "[ana bob owner]" {
		t.Errorf("seen by %s", got)
	}
	if got := w.bob.Sees(w.general); got != "ana:\n  hm\n  thread: What is IL-2?\n" {
		t.Errorf("bob sees %q", got)
	}
}

// TestReset: the old token is refused, and its connections are closed.
func TestReset(t *testing.T) {
	w := newWorld(t)
	g := dial(t, w.srv, "/?v=10")
	g.next()
	g.identify(w.srv)
	g.all(2)
	old := w.bot
	old.token = w.srv.Token()
	w.srv.Reset("fresh")
	if got := g.next(); got != "closed 4004" {
		t.Errorf("gateway: %s", got)
	}
	if status, _ := old.do("GET /users/@me", ""); status != 401 || w.taken() != KindAuth {
		t.Errorf("REST: %d", status)
	}
	if status, _ := w.do("GET /users/@me", ""); status != 200 {
		t.Errorf("the new token: %d", status)
	}
}

// TestPings: who is pinged depends on what the bot allows, and is told.
func TestPings(t *testing.T) {
	w := newWorld(t)
	w.ward.Role("Nurses")
	asked := w.ana.Say(w.general, "hm")
	text := fmt.Sprintf("<@%s> <@&%s> @everyone", w.bob.ID, w.ward.Role("Nurses").ID)
	for _, c := range []struct{ mentions, want string }{
		{"", "[@Nurses ana bob]"},
		{`,"allowed_mentions":{"parse":[]}`, "[]"},
		{`,"allowed_mentions":{"parse":["users"]}`, "[bob]"},
		{`,"allowed_mentions":{"parse":[],"users":["` + w.bob.ID + `"],"replied_user":true}`, "[ana bob]"},
	} {
		_, body := w.do(RouteCreateMessage, fmt.Sprintf(`{"content":%q,"message_reference":{"message_id":%q}%s}`, text, asked.ID, c.mentions), w.general.ID)
		m := w.srv.Message(fmt.Sprint(body["id"]))
		if got := fmt.Sprint(m.Pings); got != c.want || (m.Mentions == nil) != (c.mentions == "") {
			t.Errorf("%s pings %s, want %s", c.mentions, got, c.want)
		}
	}
}
