package rest

import (
	"context"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
)

// TestBodies holds what is sent, to the byte, for each method.
func TestBodies(t *testing.T) {
	row := Row{Button{Label: "Sources", CustomID: "/answer/a1/sources"}, Button{Label: "Page", URL: "https://example.org"}}
	msg := Message{Content: "IL-2 <b> & @everyone", Components: []Component{row}, Flags: FlagEphemeral}
	const rowJSON = `{"type":1,"components":[{"type":2,"style":2,"label":"Sources","custom_id":"/answer/a1/sources"},{"type":2,"style":5,"label":"Page","url":"https://example.org"}]}`
	two := 2
	tests := map[string]struct {
		call                     func(context.Context, *Client) error
		method, path, auth, body string
	}{
		"reply": {func(ctx context.Context, c *Client) error { return callback(ctx, c, Reply(msg)) },
			"POST", "/interactions/77/tok/callback?with_response=true", "",
			`{"type":4,"data":{"content":"IL-2 <b> & @everyone","components":[` + rowJSON + `],"flags":64,"allowed_mentions":{"parse":[]}}}`},
		"defer privately": {func(ctx context.Context, c *Client) error { return callback(ctx, c, Defer(true)) },
			"POST", "/interactions/77/tok/callback?with_response=true", "", `{"type":5,"data":{"flags":64}}`},
		"defer": {func(ctx context.Context, c *Client) error { return callback(ctx, c, Defer(false)) },
			"POST", "/interactions/77/tok/callback?with_response=true", "", `{"type":5}`},
		"defer an update": {func(ctx context.Context, c *Client) error { return callback(ctx, c, DeferUpdate()) },
			"POST", "/interactions/77/tok/callback?with_response=true", "", `{"type":6}`},
		"update": {func(ctx context.Context, c *Client) error {
			return callback(ctx, c, Update(Edit{Components: []Component{}}))
		},
			"POST", "/interactions/77/tok/callback?with_response=true", "", `{"type":7,"data":{"components":[],"allowed_mentions":{"parse":[]}}}`},
		"suggest": {func(ctx context.Context, c *Client) error {
			return callback(ctx, c, Suggest(Choice{Name: "IL-2", Value: "il2"}))
		},
			"POST", "/interactions/77/tok/callback?with_response=true", "", `{"type":8,"data":{"choices":[{"name":"IL-2","value":"il2"}]}}`},
		"suggest nothing": {func(ctx context.Context, c *Client) error { return callback(ctx, c, Suggest()) },
			"POST", "/interactions/77/tok/callback?with_response=true", "", `{"type":8,"data":{"choices":[]}}`},
		"ask": {func(ctx context.Context, c *Client) error {
			return callback(ctx, c, Ask(Modal{CustomID: "/wrong/a1", Title: "Not right", Parts: []Component{
				Label{Label: "What", Part: Select{CustomID: "what", Options: []SelectOption{{Label: "Number", Value: "number"}}, Max: &two}},
				Label{Label: "Words", Part: TextInput{CustomID: "words", Style: TextParagraph, Optional: true, Max: 4000}}}}))
		},
			"POST", "/interactions/77/tok/callback?with_response=true", "",
			`{"type":9,"data":{"custom_id":"/wrong/a1","title":"Not right","components":[{"type":18,"label":"What","component":{"type":3,"custom_id":"what","options":[{"label":"Number","value":"number"}],"max_values":2}},{"type":18,"label":"Words","component":{"type":4,"custom_id":"words","style":2,"required":false,"max_length":4000}}]}}`},
		"edit the original": {func(ctx context.Context, c *Client) error {
			_, err := c.EditOriginal(ctx, Hook{"900", "tok"}, Message{Content: "done"}.Edit())
			return err
		}, "PATCH", "/webhooks/900/tok/messages/@original", "", `{"content":"done","components":[],"attachments":[],"allowed_mentions":{"parse":[]}}`},
		"edit a follow-up": {func(ctx context.Context, c *Client) error {
			_, err := c.EditFollowUp(ctx, Hook{"900", "tok"}, "5", Edit{Content: Text("x")})
			return err
		}, "PATCH", "/webhooks/900/tok/messages/5", "", `{"content":"x","allowed_mentions":{"parse":[]}}`},
		"read the original": {func(ctx context.Context, c *Client) error {
			_, err := c.GetOriginal(ctx, Hook{"900", "tok"})
			return err
		}, "GET", "/webhooks/900/tok/messages/@original", "", ``},
		"follow up": {func(ctx context.Context, c *Client) error {
			_, err := c.FollowUp(ctx, Hook{"900", "tok"}, Message{Content: "more", Flags: FlagEphemeral | FlagSuppressEmbeds})
			return err
		}, "POST", "/webhooks/900/tok?wait=true", "", `{"content":"more","flags":68,"allowed_mentions":{"parse":[]}}`},
		"message": {func(ctx context.Context, c *Client) error {
			_, err := c.CreateMessage(ctx, "10", Message{Content: "hi", ReplyTo: "11", Nonce: "n1"})
			return err
		}, "POST", "/channels/10/messages", "Bot " + botToken,
			`{"content":"hi","allowed_mentions":{"parse":[]},"message_reference":{"message_id":"11","fail_if_not_exists":false},"nonce":"n1","enforce_nonce":true}`},
		"edit a message": {func(ctx context.Context, c *Client) error {
			_, err := c.EditMessage(ctx, "10", "11", Edit{Content: Text("x"), Components: []Component{row}})
			return err
		}, "PATCH", "/channels/10/messages/11", "Bot " + botToken, `{"content":"x","components":[` + rowJSON + `],"allowed_mentions":{"parse":[]}}`},
		"thread": {func(ctx context.Context, c *Client) error {
			_, err := c.StartThread(ctx, "10", "11", "IL-2")
			return err
		}, "POST", "/channels/10/messages/11/threads", "Bot " + botToken, `{"name":"IL-2","auto_archive_duration":1440}`},
		"direct message": {func(ctx context.Context, c *Client) error {
			_, err := c.CreateDM(ctx, "55")
			return err
		}, "POST", "/users/@me/channels", "Bot " + botToken, `{"recipient_id":"55"}`},
		"an id that is a path": {func(ctx context.Context, c *Client) error {
			_, err := c.GetMessage(ctx, "10/../..", "11?x")
			return err
		}, "GET", "/channels/10%2F..%2F../messages/11%3Fx", "Bot " + botToken, ``},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, text(200, `{"id":"1"}`))
			c, _, _ := newClient(t, s.URL, nil)
			if err := tt.call(t.Context(), c); err != nil {
				t.Fatal(err)
			}
			got := s.requests()[0]
			path := got.Path
			if got.Query != "" {
				path += "?" + got.Query
			}
			if got.Method != tt.method || path != tt.path || got.Auth != tt.auth || got.Body != tt.body {
				t.Errorf("sent %+v\nwant %s %s %q\n%s", got, tt.method, tt.path, tt.auth, tt.body)
			}
			if wantType := map[bool]string{true: "application/json"}[tt.body != ""]; got.Type != wantType {
				t.Errorf("content type %q, want %q", got.Type, wantType)
			}
		})
	}
}

func callback(ctx context.Context, c *Client, r Response) error {
	_, err := c.Callback(ctx, "77", "tok", r)
	return err
}

// TestCallbackMessage: the id of the message that a callback made is told,
// and an acceptance that tells none is no failure.
func TestCallbackMessage(t *testing.T) {
	for body, want := range map[string]string{
		`{"interaction":{"id":"77"},"resource":{"type":4,"message":{"id":"123"}}}`: "123",
		`{"interaction":{"id":"77"}}`: "",
		``:                            "",
		`{"resource":{"mess`:          "",
	} {
		s := newServer(t, text(200, body))
		c, _, _ := newClient(t, s.URL, nil)
		m, err := c.Callback(t.Context(), "77", "tok", Reply(Message{Content: "x"}))
		if err != nil || m.ID != want {
			t.Errorf("%s: %+v, %v; want id %q", body, m, err, want)
		}
	}
}

// TestFiles: a message with files is a form with the JSON first.
func TestFiles(t *testing.T) {
	s := newServer(t, text(200, `{"id":"1"}`))
	c, _, _ := newClient(t, s.URL, nil)
	m := Message{Content: "full", Files: []File{{Name: "an\"swer\r\n.md", Type: "text/markdown", Data: []byte("# IL-2\n")}}}
	if _, err := c.FollowUp(t.Context(), hook, m); err != nil {
		t.Fatal(err)
	}
	got := s.requests()[0]
	_, params, err := mime.ParseMediaType(got.Type)
	if err != nil {
		t.Fatal(err)
	}
	form := multipart.NewReader(strings.NewReader(got.Body), params["boundary"])
	for _, want := range []struct{ name, file, typ, data string }{
		{"payload_json", "", "application/json", `{"content":"full","attachments":[{"id":"0","filename":"an\"swer\r\n.md"}],"allowed_mentions":{"parse":[]}}`},
		{"files[0]", "an_swer__.md", "text/markdown", "# IL-2\n"},
	} {
		p, err := form.NextPart()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(p)
		if err != nil || p.FormName() != want.name || p.FileName() != want.file || p.Header.Get("Content-Type") != want.typ || string(data) != want.data {
			t.Errorf("part %v %q, %v; want %+v", p.Header, data, err, want)
		}
	}
	if _, err := form.NextPart(); err != io.EOF {
		t.Errorf("more parts: %v", err)
	}
}

// TestNew: what cannot work is refused before anything is sent.
func TestNew(t *testing.T) {
	for _, o := range []Options{{BaseURL: "ftp://x"}, {BaseURL: "://"}, {BaseURL: "/api"}, {Token: "a b"}, {Token: "abc\n"}} {
		if _, err := New(o); err == nil || (o.Token != "" && strings.Contains(err.Error(), o.Token)) {
			t.Errorf("%q: %v", o.BaseURL, err)
		}
	}
	if _, err := New(Options{HTTP: &http.Client{}}); err != nil {
		t.Error(err)
	}
}
