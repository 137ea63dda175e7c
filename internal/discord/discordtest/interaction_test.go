package discordtest

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestTokens: three seconds for the first response, fifteen minutes for the rest, nothing before the first.
func TestTokens(t *testing.T) {
	now := newClock()
	w := newWorld(t, Clock(now.Now))
	app := w.srv.Bot().ID
	late := w.ana.Slash(w.general, "ask")
	if status, body := w.do(RouteEditOriginal, `{"content":"a"}`, app, late.Token); status != 404 || body["code"] != 10015.0 {
		t.Errorf("edit before the first response: %d %v", status, body)
	}
	now.Add(3*time.Second + time.Millisecond)
	if !late.Failed() {
		t.Error("the user was not told that the application did not respond")
	}
	if status, body := w.answer(late, `{"type":5}`); status != 404 || body["code"] != 10062.0 || w.taken() != KindLate {
		t.Errorf("late: %d %v", status, body)
	}
	it := w.ana.Slash(w.general, "ask")
	now.Add(3 * time.Second)
	if status, _ := w.answer(it, `{"type":5}`); status != 204 {
		t.Errorf("in time: %d", status)
	}
	if got := it.Acked(); got != 3*time.Second || !it.Open() {
		t.Errorf("acknowledged after %s", got)
	}
	if status, body := w.answer(it, `{"type":5}`); status != 400 || body["code"] != 40060.0 || w.taken() != KindTwice {
		t.Errorf("twice: %d %v", status, body)
	}
	now.Add(TokenLives - 3*time.Second)
	if status, _ := w.do(RouteEditOriginal, `{"content":"a"}`, app, it.Token); status != 200 {
		t.Errorf("edit within 15 minutes: %d", status)
	}
	now.Add(time.Millisecond)
	if status, body := w.do(RouteEditOriginal, `{"content":"b"}`, app, it.Token); status != 401 || body["code"] != 50027.0 || w.taken() != KindExpired {
		t.Errorf("edit after 15 minutes: %d %v", status, body)
	}
	if it.AnsweredAfter() != TokenLives {
		t.Errorf("answered after %s", it.AnsweredAfter())
	}
}

// TestPrivacyIsFixed: the first reply decides who sees the answer.
func TestPrivacyIsFixed(t *testing.T) {
	w := newWorld(t)
	app := w.srv.Bot().ID
	it := w.ana.Slash(w.general, "ask")
	w.answer(it, `{"type":5}`)
	if got := w.bob.Sees(w.general); got != "Curbside to ana's /ask:\n  is thinking…\n" {
		t.Errorf("bob sees %q", got)
	}
	if status, _ := w.do(RouteFollowUp, `{"content":"secret","flags":64}`, app, it.Token); status != 200 || w.taken() != KindEphemeral {
		t.Errorf("a private follow-up in place of an open deferred reply: %d", status)
	}
	if got := strings.Join(w.srv.WhoSaw("secret"), " "); got != "ana bob owner" {
		t.Errorf("it was seen by %q; it took the place of the deferred reply", got)
	}
	w.do(RouteFollowUp, `{"content":"for ana","flags":64}`, app, it.Token)
	if got := strings.Join(w.srv.WhoSaw("for ana"), " "); got != "ana" {
		t.Errorf("a private follow-up was seen by %q", got)
	}
	m := it.FollowUp(0)
	if status, _ := w.do(RouteDeleteMessage, "", w.general.ID, m.ID); status != 404 {
		t.Errorf("a private message has no address in the channel: %d", status)
	}
	if press := w.bob.Press(m, "x"); press.Refused == "" {
		t.Error("bob pressed a button of a message that he does not see")
	}
}

// TestComponents: buttons, menus, updates of their message, forms, and what may not answer what.
func TestComponents(t *testing.T) {
	w := newWorld(t)
	it := w.ana.Slash(w.general, "ask")
	w.answer(it, `{"type":4,"data":{"content":"answer","flags":64,"components":[`+row("/a/sources", "/a/wrong")+`,{"type":1,"components":[{"type":3,"custom_id":"pick","placeholder":"Pick","options":[{"label":"One","value":"1"},{"label":"Two","value":"2"}]}]}]}}`)
	m := it.Message()
	press := w.ana.Press(m, "/a/sources")
	if status, _ := w.answer(press, `{"type":7,"data":{"content":"changed"}}`); status != 204 || press.Message().Content != "changed" || press.Message().ID != m.ID {
		t.Errorf("update of the message: %+v", press.Message())
	}
	pick := w.ana.Choose(m, "Pick", "Two")
	if got := fmt.Sprint(pick.data["values"]); got != "[2]" {
		t.Errorf("chose %s", got)
	}
	w.answer(pick, `{"type":6}`)
	if status, _ := w.do(RouteEditOriginal, `{"content":"picked"}`, w.srv.Bot().ID, pick.Token); status != 200 || w.srv.Message(m.ID).Content != "picked" {
		t.Error("@original of a menu is the message that it is on")
	}
	wrong := w.ana.Press(m, "/a/wrong")
	status, body := w.answer(wrong, `{"type":9,"data":{"custom_id":"/a/wrong","title":"Not right","components":[
		{"type":18,"label":"What","component":{"type":3,"custom_id":"what","options":[{"label":"Number","value":"n"}]}},
		{"type":1,"components":[{"type":4,"custom_id":"text","label":"In your words","style":2,"max_length":10,"required":false}]}]}}`)
	if status != 204 {
		t.Fatalf("modal: %d %v", status, body)
	}
	modal := wrong.Modal()
	if w.bob.Submit(modal, nil).Refused == "" || w.ana.Submit(modal, Fields{"What": "Number", "text": "12345678901"}).Refused == "" {
		t.Error("a form was sent by another user, or with too long a text")
	}
	sent := w.ana.Submit(modal, Fields{"What": "Number", "In your words": "seven"})
	if sent.Refused != "" {
		t.Fatal(sent.Refused)
	}
	if status, _ := w.answer(sent, `{"type":9,"data":{"custom_id":"b","title":"b","components":[{"type":1,"components":[{"type":4,"custom_id":"t","label":"t","style":1}]}]}}`); status != 400 || w.taken() != KindResponse {
		t.Errorf("a modal after a modal: %d", status)
	}
	if status, _ := w.answer(sent, `{"type":4,"data":{"content":"Thank you.","flags":64}}`); status != 204 {
		t.Errorf("answer to the form: %d", status)
	}
	if got := w.ana.Sees(w.general); !strings.HasSuffix(got, "  [Go] [Go]\n  {Pick: One | Two}\nCurbside (only ana sees this):\n  Thank you.\n") {
		t.Errorf("ana sees\n%s", got)
	}
}

// TestAutocomplete: suggestions answer typing and nothing else, 25 at most.
func TestAutocomplete(t *testing.T) {
	w := newWorld(t)
	it := w.ana.Types(w.general, "ask", "question", "what")
	if status, _ := w.answer(it, `{"type":4,"data":{"content":"a"}}`); status != 400 || w.taken() != KindResponse {
		t.Errorf("a message: %d", status)
	}
	many := strings.TrimSuffix(strings.Repeat(`{"name":"a","value":"a"},`, 26), ",")
	if status, _ := w.answer(it, `{"type":8,"data":{"choices":[`+many+`]}}`); status != 400 || w.taken() != KindBody {
		t.Errorf("26 choices: %d", status)
	}
	if status, _ := w.answer(it, `{"type":8,"data":{"choices":[{"name":"What is IL-2?","value":"q1"}]}}`); status != 204 || it.Choices()[0].Value != "q1" {
		t.Errorf("one choice: %d", status)
	}
}

// TestRefusedCommands: what Discord does not register.
func TestRefusedCommands(t *testing.T) {
	w := newWorld(t)
	opt := func(name, rest string) string {
		return `{"type":3,"name":"` + name + `","description":"d"` + rest + `}`
	}
	choice := `{"name":"` + strings.Repeat("n", 100) + `","value":"` + strings.Repeat("v", 300) + `"}`
	many := strings.TrimSuffix(strings.Repeat(choice+",", 21), ",")
	for name, body := range map[string]string{
		"upper case":            `{"name":"Ask","description":"d"}`,
		"space":                 `{"name":"ask me","description":"d"}`,
		"no description":        `{"name":"ask"}`,
		"description of a menu": `{"name":"Ask","type":3,"description":"d"}`,
		"description too long":  `{"name":"ask","description":"` + strings.Repeat("d", 101) + `"}`,
		"required after":        `{"name":"ask","description":"d","options":[` + opt("a", "") + `,` + opt("b", `,"required":true`) + `]}`,
		"option twice":          `{"name":"ask","description":"d","options":[` + opt("a", "") + `,` + opt("a", "") + `]}`,
		"choices and typing":    `{"name":"ask","description":"d","options":[` + opt("a", `,"autocomplete":true,"choices":[{"name":"n","value":"v"}]`) + `]}`,
		"too long in all":       `{"name":"ask","description":"d","options":[` + opt("a", `,"choices":[`+many+`]`) + `]}`,
		"discordgo's empty key": `{"name":"ask","description":"d","options":[{"type":3,"name":"q","description":"d","channel_types":null}]}`,
	} {
		if status, out := w.do("POST /applications/{application_id}/commands", body, w.srv.Bot().ID); status != 400 || w.taken() != KindBody {
			t.Errorf("%s: %d %v", name, status, out)
		}
	}
}

// TestCommands: what is registered is what users can call, where and by whom it says.
func TestCommands(t *testing.T) {
	w := newWorld(t)
	w.srv.opts.anyCommand = false
	app := w.srv.Bot().ID
	status, body := w.raw(RouteCommands, "application/json", `[
		{"name":"ask","description":"Ask","options":[{"type":3,"name":"question","description":"q","required":true,"max_length":500,"autocomplete":true},{"type":5,"name":"private","description":"p"}]},
		{"name":"settings","description":"Set","default_member_permissions":"32","contexts":[0]},
		{"name":"session","description":"Round","options":[{"type":1,"name":"start","description":"s","options":[{"type":3,"name":"audience","description":"a","choices":[{"name":"Patients","value":"patient"}]}]}]},
		{"name":"Ask about this","type":3}]`, app)
	if status != 200 {
		t.Fatalf("%d %s", status, body)
	}
	chief := w.ward.Member("chief", w.ward.Role("Chief", ManageGuild))
	question := Opts{"question": "q", "private": true}
	for name, it := range map[string]*Interaction{
		"unknown":            w.ana.Slash(w.general, "nothing"),
		"required missing":   w.ana.Slash(w.general, "ask"),
		"too long":           w.ana.Slash(w.general, "ask", Opts{"question": strings.Repeat("a", 501)}),
		"unknown option":     w.ana.Slash(w.general, "ask", question, Opts{"colour": "red"}),
		"wrong type":         w.ana.Slash(w.general, "ask", question, Opts{"private": "yes"}),
		"not among choices":  w.ana.Slash(w.general, "session start", Opts{"audience": "x"}),
		"without subcommand": w.ana.Slash(w.general, "session"),
		"no permission":      w.ana.Slash(w.general, "settings"),
		"not in messages":    chief.Slash(chief.Direct(), "settings"),
		"another's messages": w.ana.Slash(w.bob.Direct(), "ask", question),
		"stranger":           w.srv.User("eve").Slash(w.general, "ask", question),
	} {
		if it.Refused == "" {
			t.Errorf("%s: the bot was told", name)
		}
	}
	for name, it := range map[string]*Interaction{
		"ask":      w.ana.Slash(w.general, "ask", question),
		"direct":   w.ana.Slash(w.ana.Direct(), "ask", question),
		"settings": chief.Slash(w.general, "settings"),
		"session":  w.ana.Slash(w.general, "session start", Opts{"audience": "patient"}),
		"menu":     w.ana.Menu("Ask about this", w.bob.Say(w.general, "hm")),
		"typing":   w.ana.Types(w.general, "ask", "question", ""),
	} {
		if it.Refused != "" {
			t.Errorf("%s: %s", name, it.Refused)
		}
	}
}
