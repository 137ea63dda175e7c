package discordtest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

const (
	button = `{"type":2,"style":1,"label":"Go","custom_id":%q}`
	reply4 = `{"type":4,"data":%s}`
)

func row(ids ...string) string {
	var list []string
	for _, id := range ids {
		list = append(list, fmt.Sprintf(button, id))
	}
	return `{"type":1,"components":[` + strings.Join(list, ",") + `]}`
}

// TestRefusedBodies: what Discord would not take is answered with 400, names the place, and is a violation.
func TestRefusedBodies(t *testing.T) {
	long := strings.Repeat("é", 2001)
	embed := `{"description":"` + strings.Repeat("a", 3001) + `"}`
	six := row("1", "2", "3", "4", "5", "6")
	rows := strings.Join([]string{row("1"), row("2"), row("3"), row("4"), row("5"), row("6")}, ",")
	for _, c := range []struct{ name, data, place string }{
		{"content too long", `{"content":"` + long + `"}`, "data/content"},
		{"unknown field", `{"content":"a","colour":1}`, "data"},
		{"unknown field of a button", `{"content":"a","components":[{"type":1,"components":[{"type":2,"style":1,"label":"a","custom_id":"a","tooltip":"b"}]}]}`, "data/components/0/components/0"},
		{"embeds too long together", `{"embeds":[` + embed + `,` + embed + `]}`, "embeds"},
		{"six rows", `{"content":"a","components":[` + rows + `]}`, "components"},
		{"six buttons", `{"content":"a","components":[` + six + `]}`, "data/components/0/components"},
		{"custom id too long", `{"content":"a","components":[` + row(strings.Repeat("a", 101)) + `]}`, "data/components/0/components/0/custom_id"},
		{"custom id twice", `{"content":"a","components":[` + row("a", "a") + `]}`, "components"},
		{"label too long", `{"content":"a","components":[{"type":1,"components":[{"type":2,"style":1,"label":"` + strings.Repeat("a", 81) + `","custom_id":"a"}]}]}`, "data/components/0/components/0/label"},
		{"link with a custom id", `{"content":"a","components":[{"type":1,"components":[{"type":2,"style":5,"label":"a","url":"https://example.org","custom_id":"a"}]}]}`, "components/0/components/0/url"},
		{"mentions all and some", `{"content":"a","allowed_mentions":{"parse":["users"],"users":["1"]}}`, "allowed_mentions"},
		{"link to no address", `{"content":"a","components":[{"type":1,"components":[{"type":2,"style":5,"label":"a","url":"example"}]}]}`, "components/0/components/0/url"},
		{"button without anything", `{"content":"a","components":[{"type":1,"components":[{"type":2,"style":1,"custom_id":"a"}]}]}`, "components/0/components/0/label"},
		{"text without the flag", `{"components":[{"type":10,"content":"a"}]}`, "components/0/type"},
		{"content beside version 2", `{"content":"a","flags":32768,"components":[{"type":10,"content":"a"}]}`, "content"},
		{"26 options", `{"content":"a","components":[{"type":1,"components":[{"type":3,"custom_id":"s","options":[` + strings.TrimSuffix(strings.Repeat(`{"label":"a","value":"a"},`, 26), ",") + `]}]}]}`, "data/components/0/components/0/options"},
		{"an option twice", `{"content":"a","components":[{"type":1,"components":[{"type":3,"custom_id":"s","options":[{"label":"a","value":"a"},{"label":"b","value":"a"}]}]}]}`, "components/0/components/0/options/1/value"},
		{"flags out of place", `{"content":"a","flags":2}`, "flags"},
		{"file that is not there", `{"content":"a","attachments":[{"id":"0","filename":"a.md"}]}`, "attachments/0/id"},
		{"empty embed", `{"embeds":[{"color":1}]}`, "embeds/0"},
		{"wrong type", `{"content":7}`, "data/content"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			it := w.ana.Slash(w.general, "ask")
			status, body := w.answer(it, fmt.Sprintf(reply4, c.data))
			if status != 400 || body["code"] != 50035.0 {
				t.Fatalf("answered %d %v", status, body)
			}
			if !holds(body["errors"], strings.Split(c.place, "/")) {
				raw, _ := json.Marshal(body["errors"])
				t.Errorf("no error at %s: %s", c.place, raw)
			}
			if got := w.taken(); got != KindBody {
				t.Errorf("violations %q", got)
			}
			if w.ana.Sees(w.general) != "" || !it.Open() {
				t.Error("it was shown all the same")
			}
		})
	}
}

func holds(errors any, path []string) bool {
	for _, p := range path {
		m, _ := errors.(map[string]any)
		errors = m[p]
	}
	m, _ := errors.(map[string]any)
	list, _ := m["_errors"].([]any)
	return len(list) > 0
}

// TestEmptyMessage has its own code.
func TestEmptyMessage(t *testing.T) {
	w := newWorld(t)
	it := w.ana.Slash(w.general, "ask")
	status, body := w.answer(it, `{"type":4,"data":{"content":""}}`)
	if status != 400 || body["code"] != 50006.0 || w.taken() != KindBody {
		t.Errorf("answered %d %v", status, body)
	}
}

// TestAcceptedBodies: what is allowed is allowed, to the last character.
func TestAcceptedBodies(t *testing.T) {
	five := []string{}
	for i := range 5 {
		five = append(five, row(fmt.Sprint(i, "a"), fmt.Sprint(i, "b"), fmt.Sprint(i, "c"), fmt.Sprint(i, "d"), fmt.Sprint(i, strings.Repeat("e", 99))))
	}
	for _, data := range []string{
		`{"content":"` + strings.Repeat("é", 2000) + `","components":[` + strings.Join(five, ",") + `],"allowed_mentions":{"parse":[]}}`,
		`{"embeds":[{"title":"a","description":"` + strings.Repeat("a", 4000) + `","fields":[{"name":"n","value":"v","inline":true}]}],"flags":64}`,
		`{"flags":32832,"components":[{"type":10,"content":"words"},{"type":17,"components":[{"type":10,"content":"inside"}]}]}`,
		`{"content":"a","components":null,"embeds":null,"tts":false}`,
	} {
		w := newWorld(t)
		it := w.ana.Slash(w.general, "ask")
		if status, body := w.answer(it, fmt.Sprintf(reply4, data)); status != 204 {
			t.Errorf("%.60s: %d %v", data, status, body)
		}
		if len(it.Message().everything()) < 4 {
			t.Errorf("%.60s: nothing arrived", data)
		}
	}
}

// TestFiles: a form brings payload_json and files; an edit keeps those that it lists.
func TestFiles(t *testing.T) {
	w := newWorld(t)
	it := w.ana.Slash(w.general, "ask")
	media, body := form(`{"type":4,"data":{"content":"see","attachments":[{"id":"0","filename":"answer.md","description":"all of it"}]}}`, "# Answer")
	if status, raw := w.raw(RouteCallback, media, body, it.ID, it.Token); status != 204 {
		t.Fatalf("%d %s", status, raw)
	}
	m := it.Message()
	if len(m.Files) != 1 || m.Files[0].Name != "answer.md" || string(m.Files[0].Data) != "# Answer" || m.Files[0].Description != "all of it" {
		t.Fatalf("files %+v", m.Files)
	}
	media, body = form(`{"attachments":[{"id":"`+m.Files[0].ID+`"},{"id":"0","filename":"more.md"}]}`, "more")
	if status, raw := w.raw(RouteEditOriginal, media, body, w.srv.Bot().ID, it.Token); status != 200 {
		t.Fatalf("%d %s", status, raw)
	}
	if got := it.Message(); len(got.Files) != 2 || got.Files[1].Name != "more.md" || got.Content != "see" {
		t.Errorf("after the edit %+v", got)
	}
	if got := w.srv.WhoSaw("# Answer"); len(got) != 3 {
		t.Errorf("a file in an open channel was seen by %v", got)
	}
}

// TestAdmission: strangers, unknown routes and undeclared bodies are refused.
func TestAdmission(t *testing.T) {
	w := newWorld(t)
	if status, _ := w.do("GET /users/@me", ""); status != 200 {
		t.Errorf("a proper request: %d", status)
	}
	if status, _ := w.do("GET /users/@me?verbose=1", ""); status != 200 || w.taken() != KindRoute {
		t.Errorf("an unknown query: %d", status)
	}
	anonymous := w.bot
	anonymous.ua = "Go-http-client/1.1"
	anonymous.do("GET /users/@me", "")
	if got := w.taken(); got != KindAuth {
		t.Errorf("without a proper User-Agent: %q", got)
	}
	stranger := w.bot
	stranger.token = "another"
	if status, _ := stranger.do("GET /users/@me", ""); status != 401 || w.taken() != KindAuth {
		t.Errorf("with another token: %d", status)
	}
	if status, _ := w.raw("GET /voice/regions", "", ""); status != 404 || w.taken() != KindRoute {
		t.Errorf("a route that the server does not know: %d", status)
	}
	if status, _ := w.raw(RouteDM, "text/plain", `{"recipient_id":"1"}`); status != 400 || w.taken() != KindBody {
		t.Errorf("a body that is not declared as JSON: %d", status)
	}
}
