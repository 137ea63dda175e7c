package gateway

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
)

// TestIdentify: a session begins with what Discord wants, and an interaction
// is handed over.
func TestIdentify(t *testing.T) {
	ident := make(chan json.RawMessage, 1)
	f := newFake(t, func(p *peer) {
		p.hello(1000)
		op, data, _ := p.next()
		if op != opIdentify {
			t.Errorf("op %d, want identify", op)
		}
		ident <- data
		p.ready(1, "s1")
		p.event(2, "INTERACTION_CREATE", `{"id":"70","application_id":"900","token":"tok","type":2,"guild_id":"5","channel":{"id":"10","type":0},
			"member":{"user":{"id":"7","username":"ann"},"roles":["3"],"permissions":"32"},"data":{"id":"1","name":"ask","type":1,"options":[{"name":"question","type":3,"value":"dose?"}]}}`)
		p.drain()
	})
	l := listen(t, f, nil)
	if e := until[*Ready](t, l); e.Application != "900" || e.User.ID != "1" || !slices.Equal(e.Guilds, []string{"5"}) {
		t.Errorf("ready: %+v", e)
	}
	in := until[*Interaction](t, l)
	if in.Kind != KindCommand || in.Command.Text("question") != "dose?" || in.User.ID != "7" || in.Token != "tok" || in.Channel.ID != "10" {
		t.Errorf("interaction: %+v", *in)
	}
	var got struct {
		Token   string
		Intents int
	}
	if err := json.Unmarshal(<-ident, &got); err != nil || got.Token != token || got.Intents != 1|1<<9|1<<12 {
		t.Errorf("identified with %+v, %v", got, err)
	}
	if err := l.end(t); err != nil {
		t.Errorf("Run: %v", err)
	}
}

// TestFatalCodes end the program with words that say what to do.
func TestFatalCodes(t *testing.T) {
	for code := range fatalWords {
		f := newFake(t, func(p *peer) {
			p.hello(1000)
			p.next()
			p.close(code)
		})
		err := listen(t, f, nil).result(t)
		fatal, ok := errors.AsType[*FatalError](err)
		if !ok || fatal.Code != code || len(fatal.Words) < 40 || strings.Contains(err.Error(), token) {
			t.Errorf("%d: %v", code, err)
		}
		if n := f.connections(); n != 1 {
			t.Errorf("%d: %d connections", code, n)
		}
	}
}

// TestResume: after a cut the session goes on where it was, and what is sent
// again is handed over once.
func TestResume(t *testing.T) {
	resumed := make(chan json.RawMessage, 1)
	f := newFake(t, func(p *peer) {
		p.hello(1000)
		op, data, _ := p.next()
		switch p.n {
		case 0:
			p.ready(1, "s1")
			p.message(2, "m2")
			p.message(4, "m4") // 3 is late, and the connection is cut before it comes
		case 1:
			if op != opResume {
				t.Errorf("op %d, want resume", op)
			}
			resumed <- data
			p.message(3, "m3")
			p.message(4, "m4")
			p.event(5, "RESUMED", `{}`)
			p.message(6, "m6")
			p.drain()
		}
	})
	l := listen(t, f, nil)
	for {
		if until[*Message](t, l).ID == "m6" {
			break
		}
	}
	if err := l.end(t); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range l.events {
		if m, ok := e.(*Message); ok {
			got = append(got, m.ID)
		}
	}
	if !slices.Equal(got, []string{"m2", "m4", "m3", "m6"}) {
		t.Errorf("handled %v", got)
	}
	if data := <-resumed; string(data) != `{"token":"`+token+`","session_id":"s1","seq":2}` {
		t.Errorf("resumed with %s", data)
	}
}
