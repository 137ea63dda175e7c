package discordtest

import (
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// BenchmarkAnswers measures what the fake itself costs: an interaction, a first response, two edits, the body of each
// held against the API description.
func BenchmarkAnswers(b *testing.B) {
	srv := New(b, AnyCommand(), Keep(500))
	ward := srv.Guild("Ward 3")
	general := ward.Channel("general")
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	defer client.CloseIdleConnections()
	send := func(method, path, body string) {
		req, _ := http.NewRequest(method, srv.APIURL()+path, strings.NewReader(body))
		req.Header = http.Header{"Authorization": {"Bot " + srv.Token()}, "User-Agent": {"DiscordBot (https://example.org, 1)"}, "Content-Type": {"application/json"}}
		res, err := client.Do(req)
		if err != nil {
			b.Error(err)
			return
		}
		_, _ = io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
		if res.StatusCode >= 300 {
			b.Errorf("%s %s: %d", method, path, res.StatusCode)
		}
	}
	text := strings.Repeat("words ", 200)
	b.SetParallelism(16)
	var n int
	var mu sync.Mutex
	b.RunParallel(func(pb *testing.PB) {
		mu.Lock()
		n++
		u := ward.Member(fmt.Sprint("user", n))
		mu.Unlock()
		for pb.Next() {
			it := u.Slash(general, "ask", Opts{"question": "q"})
			send("POST", "/interactions/"+it.ID+"/"+it.Token+"/callback", `{"type":5,"data":{"flags":64}}`)
			for range 2 {
				send("PATCH", "/webhooks/"+srv.Bot().ID+"/"+it.Token+"/messages/@original", `{"content":"`+text+`","components":[`+row("/a", "/b", "/c")+`]}`)
			}
			<-it.Answered()
		}
	})
}

// TestKeep: a long run keeps the newest interactions only, with their messages.
func TestKeep(t *testing.T) {
	w := newWorld(t, Keep(10))
	for range 100 {
		it := w.ana.Slash(w.general, "ask")
		w.answer(it, `{"type":4,"data":{"content":"a","flags":64}}`)
	}
	if n := len(w.srv.Interactions()); n < 10 || n > 20 {
		t.Errorf("%d interactions kept", n)
	}
	if n := len(w.ana.Messages(w.general)); n < 10 || n > 20 {
		t.Errorf("%d messages kept", n)
	}
	if n := len(w.srv.Requests()); n < 10 || n > 20 {
		t.Errorf("%d requests kept", n)
	}
}

// TestRoundTrip: a request takes the time of the simulated network, and requests do not wait for one another.
func TestRoundTrip(t *testing.T) {
	const trip = 100 * time.Millisecond
	w := newWorld(t, RoundTrip(trip))
	began := time.Now()
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() { w.do("GET /users/@me", "") })
	}
	all.Wait()
	if took := time.Since(began); took < trip || took > 5*trip {
		t.Errorf("ten requests at once took %s", took)
	}
}

// TestReconnects: a bot that comes again and again leaves nothing behind.
func TestReconnects(t *testing.T) {
	w := newWorld(t)
	before := 0
	for i := range 300 {
		g := dial(t, w.srv, "/?v=10")
		g.next()
		g.identify(w.srv)
		g.all(2)
		_ = g.ws.Close()
		w.srv.Await("the connection's end", func() bool { return w.srv.Gateway().Counts().Connections == 0 })
		if i == 20 {
			before = runtime.NumGoroutine()
		}
	}
	w.srv.mu.Lock()
	defer w.srv.mu.Unlock()
	if n := len(w.srv.sessions); n > 5 {
		t.Errorf("%d sessions", n)
	}
	if n := runtime.NumGoroutine(); n > before+5 {
		t.Errorf("%d goroutines, %d before", n, before)
	}
}

// TestHistory: every state of a message is kept, with its time.
func TestHistory(t *testing.T) {
	now := newClock()
	w := newWorld(t, Clock(now.Now))
	it := w.ana.Slash(w.general, "ask")
	w.answer(it, `{"type":5}`)
	for _, text := range []string{"searching", "found"} {
		now.Add(time.Second)
		w.do(RouteEditOriginal, `{"content":"`+text+`"}`, w.srv.Bot().ID, it.Token)
	}
	var got []string
	for _, m := range w.srv.History(it.Message().ID) {
		got = append(got, fmt.Sprint(m.Version, m.Content, m.Thinking, m.At.Sub(it.Sent)))
	}
	if s := strings.Join(got, " "); s != "0true 0s 1searchingfalse 1s 2foundfalse 2s" {
		t.Errorf("history %s", s)
	}
}

// TestUnanswered names who still waits.
func TestUnanswered(t *testing.T) {
	w := newWorld(t)
	silent, deferred, answered := w.ana.Slash(w.general, "ask"), w.ana.Slash(w.general, "ask"), w.ana.Slash(w.general, "ask")
	w.answer(deferred, `{"type":5}`)
	w.answer(answered, `{"type":4,"data":{"content":"a"}}`)
	if got := w.srv.Unanswered(); len(got) != 2 || got[0] != silent || got[1] != deferred {
		t.Errorf("unanswered: %v", got)
	}
	if it := w.ana.Slash(w.general, "ask"); it.AnsweredAfter() != 0 {
		t.Error("an answer before there is one")
	}
	if raw := string(w.srv.JSON(answered.Message())); !strings.Contains(raw, `"content": "a"`) {
		t.Errorf("JSON %s", raw)
	}
}
