package storetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"curbside/internal/consult"
)

func privacy(t *testing.T, place func(t testing.TB) Place) {
	t.Run("forget", func(t *testing.T) { forget(t, place(t)) })
	t.Run("what comes after is kept", func(t *testing.T) {
		p := place(t)
		s := p.Open(t)
		serve(t, s, request("1"), "a1", "m1")
		_, err := s.Forget(t.Context(), "100", noon().Add(time.Hour))
		must(t, err)
		later := request("2")
		later.Received = noon().Add(2 * time.Hour)
		serve(t, s, later, "a2", "m2")
		p.Close(t, s)
		s = p.Open(t)
		if _, err := s.Answer(t.Context(), later.Tenant, "a2"); err != nil {
			t.Errorf("the later answer: %v", err)
		}
	})
	t.Run("a question in work is forgotten with its answer", func(t *testing.T) {
		p := place(t)
		s, r := p.Open(t), request("1")
		claim(t, s, r, true)
		_, err := s.Forget(t.Context(), r.User, noon())
		must(t, err)
		wantGone(t, "composed", s.Composed(t.Context(), "1", keptFor(r, "a1"), []byte("{}")))
		p.Kill(t, s)
		wantOpen(t, p.Open(t))
	})
	t.Run("what another is about to post is forgotten too", func(t *testing.T) { deletedOnTheWay(t, place(t)) })
	t.Run("export", func(t *testing.T) { export(t, place(t).Open(t)) })
	t.Run("expire", func(t *testing.T) { expire(t, place(t)) })
}

// fill keeps something of a user's in every way that there is. The word stands
// in everything that is text.
func fill(t testing.TB, s Store, user, tenant, word, n string) {
	t.Helper()
	r := request("req" + n)
	r.User, r.Tenant, r.Text, r.Token = user, tenant, word+" question", word+" token"
	r.Options = map[string]string{"hint": word + " option"}
	claim(t, s, r, true)
	k := keptFor(r, "ans"+n)
	k.Asked, k.Standalone, k.Answer = word+" asked", word+" standalone", Answer("ans"+n, word+" headline"+strings.Repeat(" and more of the "+word, 300))
	must(t, s.Composed(t.Context(), r.ID, k, []byte(word+" message")))
	must(t, s.Delivered(t.Context(), r.ID, "msg"+n, noon()))
	open := r
	open.ID = "open" + n
	claim(t, s, open, true)
	must(t, s.Composed(t.Context(), open.ID, nil, []byte(word+" open message")))
	must(t, s.Feedback(t.Context(), tenant, consult.Feedback{Answer: "ans" + n, User: user, At: noon(), Wrong: "number", Words: word + " words"}))
	must(t, s.BeginAnew(t.Context(), tenant, user, "200", noon()))
	_, err := s.Once(t.Context(), tenant, "share/ans"+n+"/"+user, noon())
	must(t, err)
	must(t, s.SetUserSettings(t.Context(), user, consult.UserSettings{Audience: word}))
	must(t, s.SetServerSettings(t.Context(), "user:"+user, consult.ServerSettings{Audience: word}))
}

func forget(t *testing.T, p Place) {
	s := p.Open(t)
	// Many others around, so that rows are moved about in the file.
	for n := range 40 {
		fill(t, s, "300", "guild:1", "bystander", fmt.Sprint("b", n))
		if n%4 == 0 {
			fill(t, s, "100", fmt.Sprint("guild:", n%3), "unmistakable", fmt.Sprint("u", n))
		}
	}
	fill(t, s, "100", "user:100", "unmistakable", "dm")
	must(t, s.Feedback(t.Context(), "guild:0", consult.Feedback{Answer: "ansu0", User: "300", At: noon(), Words: "unmistakable quoted"}))
	if !p.Trace(t, s, "unmistakable") {
		t.Fatal("the word stands in no file: this test cannot fail")
	}
	n, err := s.Forget(t.Context(), "100", noon().Add(time.Hour))
	if err != nil || n != 11 {
		t.Fatalf("%d answers, error %v", n, err)
	}
	if p.Trace(t, s, "unmistakable") {
		t.Error("the word still stands in a file")
	}
	_, err = s.Answer(t.Context(), "guild:0", "ansu0")
	wantGone(t, "the answer", err)
	if k, err := s.Answer(t.Context(), "guild:1", "ansb3"); err != nil || k.User != "300" {
		t.Errorf("a bystander's answer: %+v, error %v", k, err)
	}
	if n, err := s.Forget(t.Context(), "100", noon().Add(time.Hour)); err != nil || n != 0 {
		t.Errorf("forgotten twice: %d, error %v", n, err)
	}
	p.Close(t, s)
	if s = p.Open(t); p.Trace(t, s, "unmistakable") {
		t.Error("the word stands in a file after a restart")
	}
}

func export(t *testing.T, s Store) {
	fill(t, s, "100", "guild:1", "mine", "1")
	fill(t, s, "100", "user:100", "mine", "2")
	fill(t, s, "300", "guild:1", "theirs", "3")
	b, err := s.Export(t.Context(), "100")
	must(t, err)
	var doc map[string]any
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatalf("the export is no JSON: %v", err)
	}
	for _, want := range []string{"mine asked", "mine headline", "mine words", "mine question", "label#4", "ans2", "2026-03-01T12:00:01.123456789Z"} {
		if !strings.Contains(string(b), want) {
			t.Errorf("the export lacks %q", want)
		}
	}
	for _, secret := range []string{"theirs", "mine token", "ans3"} {
		if strings.Contains(string(b), secret) {
			t.Errorf("the export holds %q", secret)
		}
	}
	if b, err = s.Export(t.Context(), "nobody"); err != nil || !json.Valid(b) {
		t.Errorf("the export of nobody: %s, error %v", b, err)
	}
}

func expire(t *testing.T, p Place) {
	s := p.Open(t)
	day := 24 * time.Hour
	must(t, s.SetServerSettings(t.Context(), "guild:7", consult.ServerSettings{RetentionDays: 7}))
	for _, tenant := range []string{"guild:7", "guild:30"} {
		for _, days := range []int{1, 8, 31} {
			r := request(fmt.Sprint(tenant, "/", days))
			r.Tenant, r.Received = tenant, noon().Add(-time.Duration(days)*day)
			serve(t, s, r, fmt.Sprint("a", days), fmt.Sprint("m", days))
			must(t, s.Feedback(t.Context(), tenant, consult.Feedback{Answer: fmt.Sprint("a", days), User: "1", At: noon(), Words: fmt.Sprint("word", days, tenant, "!")}))
		}
	}
	n, err := s.Expire(t.Context(), noon())
	if err != nil || n != 3 {
		t.Fatalf("%d answers expired, error %v; want 3", n, err)
	}
	for key, want := range map[string]bool{"guild:7 a1": true, "guild:7 a8": false, "guild:7 a31": false, "guild:30 a1": true, "guild:30 a8": true, "guild:30 a31": false} {
		tenant, id, _ := strings.Cut(key, " ")
		_, err := s.Answer(t.Context(), tenant, id)
		if got := err == nil; got != want || (err != nil && !errors.Is(err, consult.ErrGone)) {
			t.Errorf("%s is kept: %v, error %v", key, got, err)
		}
		if got := p.Trace(t, s, "word"+id[1:]+tenant+"!"); got != want {
			t.Errorf("feedback on %s stands in a file: %v", key, got)
		}
	}
	if n, err := s.Expire(t.Context(), noon()); err != nil || n != 0 {
		t.Errorf("expired twice: %d, error %v", n, err)
	}
}
