package discordtest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// bot is a small client without a gateway. It holds every answer of the server against the API description.
type bot struct {
	t   *testing.T
	srv *Server
	ua  string
	// token is the server's where it is empty
	token string
}

var openSpec = sync.OnceValues(func() (*spec, error) { return newSpec(false) })

var argument = regexp.MustCompile(`\{[a-z_]+\}`)

// do sends a request of a route, written as in the API description, with its arguments in order and a JSON body.
func (b bot) do(route, body string, args ...string) (int, map[string]any) {
	b.t.Helper()
	status, raw := b.raw(route, "application/json", body, args...)
	out := map[string]any{}
	if strings.HasPrefix(raw, "{") {
		if err := json.Unmarshal([]byte(raw), &out); err != nil {
			b.t.Fatalf("%s answers no JSON: %s", route, raw)
		}
	}
	return status, out
}

func (b bot) raw(route, media, body string, args ...string) (int, string) {
	b.t.Helper()
	method, template, _ := strings.Cut(route, " ")
	i := 0
	path := argument.ReplaceAllStringFunc(template, func(string) string { i++; return args[i-1] })
	req, err := http.NewRequest(method, b.srv.APIURL()+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+cmp.Or(b.token, b.srv.Token()))
	req.Header.Set("User-Agent", b.ua)
	if body != "" {
		req.Header.Set("Content-Type", media)
	}
	client := http.Client{Transport: b.srv.Transport()}
	res, err := client.Do(req)
	if err != nil {
		return 0, err.Error()
	}
	defer res.Body.Close()
	raw, _ := io.ReadAll(res.Body)
	b.conforms(strings.ToLower(method), template, res.StatusCode, raw)
	return res.StatusCode, string(raw)
}

// conforms holds an answer against what the API description says of it.
func (b bot) conforms(method, template string, status int, raw []byte) {
	b.t.Helper()
	sp, err := openSpec()
	if err != nil {
		b.t.Fatal(err)
	}
	template, _, _ = strings.Cut(template, "?")
	op := sp.operation(strings.ToUpper(method), template)
	answers, _ := op["responses"].(map[string]any)
	described, ok := answers[fmt.Sprint(status)].(map[string]any)
	if status >= 400 {
		return
	}
	if !ok {
		b.t.Errorf("%s %s: the description knows no status %d", method, template, status)
		return
	}
	if described["content"] == nil {
		if len(raw) > 0 {
			b.t.Errorf("%s %s: the description knows no body for %d", method, template, status)
		}
		return
	}
	for _, p := range sp.check(raw, "paths", template, method, "responses", fmt.Sprint(status), "content", "application/json", "schema") {
		b.t.Errorf("%s %s: the server's own answer is not as described: %s\n%.600s", method, template, p, raw)
	}
}

// world is a server with a guild, a channel and two members.
type world struct {
	bot
	ward     *Guild
	general  *Channel
	ana, bob *User
}

func newWorld(t *testing.T, opts ...Option) world {
	t.Helper()
	srv := New(t, append([]Option{AnyCommand(), Patience(5 * time.Second)}, opts...)...)
	ward := srv.Guild("Ward 3")
	return world{
		bot:  bot{t: t, srv: srv, ua: "DiscordBot (https://example.org, 1)"},
		ward: ward, general: ward.Channel("general"), ana: ward.Member("ana"), bob: ward.Member("bob"),
	}
}

// answer sends a first response.
func (w world) answer(it *Interaction, body string) (int, map[string]any) {
	w.t.Helper()
	return w.do(RouteCallback, body, it.ID, it.Token)
}

// taken returns the kinds of the violations so far, and forgets them.
func (w world) taken() string {
	var kinds []string
	for _, v := range w.srv.TakeViolations() {
		kinds = append(kinds, v.Kind)
	}
	return strings.Join(kinds, " ")
}

// form writes payload_json and files as Discord wants them.
func form(payload string, files ...string) (media, body string) {
	var b bytes.Buffer
	f := multipart.NewWriter(&b)
	_ = f.WriteField("payload_json", payload)
	for i, text := range files {
		part, _ := f.CreateFormFile(fmt.Sprintf("files[%d]", i), fmt.Sprintf("file%d.md", i))
		_, _ = part.Write([]byte(text))
	}
	_ = f.Close()
	return f.FormDataContentType(), b.String()
}

// clock is a time that a test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
