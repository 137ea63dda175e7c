package web

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// serve runs a server on a free port until the test ends.
func serve(t *testing.T, checks []Check, m *Metrics) string {
	t.Helper()
	s, err := Listen(Options{Address: "127.0.0.1:0", Checks: checks, Metrics: m})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return s.Address()
}

func get(t *testing.T, method, url string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

func TestPages(t *testing.T) {
	m := NewMetrics("v1")
	m.Handled("/ask", "answered", 300*time.Millisecond)
	m.Called("send a message", 0, 4, 2, time.Second)
	m.GatewayState("connected", "disconnected", "connected")
	m.Budget(func() (int, int) { return 7, 100 })
	m.StoreFailed("full")
	m.Asked("timeout", time.Second)
	m.Embedded("resting", time.Millisecond)
	address := serve(t, []Check{
		{Name: "store", Do: func(context.Context) error { return errors.New("the disk is full") }},
		{Name: "index", Do: func(context.Context) error { return nil }},
		{Name: "odd", Do: func(context.Context) error { panic("secret") }},
	}, m)
	for _, tc := range []struct {
		method, path string
		status       int
		want         []string
	}{
		{"GET", "/healthz", 200, []string{"ok\n"}},
		{"HEAD", "/healthz", 200, nil},
		{"POST", "/healthz", 405, nil},
		{"GET", "/", 404, nil},
		{"GET", "/debug/pprof/", 404, nil},
		{"GET", "/readyz", 503, []string{`"ready":false`, `{"name":"store","ok":false,"reason":"the disk is full"}`, `{"name":"index","ok":true}`, `"reason":"the check itself failed"`}},
		{"GET", "/metrics", 200, []string{
			`curbside_build_info{version="v1"} 1`, `curbside_handled_total{name="/ask",outcome="answered"} 1`, `curbside_handle_seconds_bucket{name="/ask",outcome="answered",le="0.5"} 1`,
			`curbside_discord_calls_total{op="send a message",status="0"} 1`, `curbside_discord_limited_total{op="send a message"} 2`, `curbside_discord_requests_total{op="send a message"} 4`,
			`curbside_gateway_state{state="connected"} 1`, `curbside_gateway_state{state="disconnected"} 0`, "curbside_model_tokens_spent 7", "curbside_model_tokens_limit 100",
			`curbside_store_errors_total{kind="full"} 1`, `curbside_model_calls_total{outcome="timeout"} 1`, `curbside_embeddings_calls_total{outcome="resting"} 1`, "go_goroutines ", "curbside_waiting 0"}},
	} {
		status, body := get(t, tc.method, "http://"+address+tc.path)
		if status != tc.status {
			t.Errorf("%s %s: status %d, want %d", tc.method, tc.path, status, tc.status)
		}
		for _, want := range tc.want {
			if !strings.Contains(body, want) {
				t.Errorf("%s: no %s in\n%s", tc.path, want, body)
			}
		}
		if strings.Contains(body, "secret") {
			t.Errorf("%s shows the words of a panic", tc.path)
		}
	}
}

// Two sets of figures in one process do not meet.
func TestOwnRegistry(t *testing.T) {
	a, b := NewMetrics("a"), NewMetrics("b")
	a.Unrecorded()
	if _, body := get(t, "GET", "http://"+serve(t, nil, b)+"/metrics"); !strings.Contains(body, "curbside_unrecorded_total 0") {
		t.Error("figures of another registry are shown")
	}
}

// A check that hangs costs its time and no more, and whoever asks soon after
// gets the same result.
func TestSlowCheck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		r := &readiness{now: time.Now, checks: []Check{{Name: "slow", Do: func(ctx context.Context) error {
			calls++
			<-ctx.Done()
			return ctx.Err()
		}}}}
		nobody := (&http.Request{Method: "GET"}).WithContext(t.Context())
		ask := func() report {
			w := &answer{header: http.Header{}}
			r.ServeHTTP(w, nobody)
			var said report
			if err := json.Unmarshal(w.body, &said); err != nil {
				t.Fatal(err)
			}
			return said
		}
		start := time.Now()
		ask()
		said := ask()
		if took := time.Since(start); took != checkTime || calls != 1 {
			t.Errorf("took %v, %d calls", took, calls)
		}
		if said.Ready || said.Checks[0].Reason != "no answer within 2s" {
			t.Errorf("said %+v", said)
		}
		time.Sleep(fresh)
		if ask(); calls != 2 {
			t.Errorf("an old result was given: %d calls", calls)
		}
	})
}

type answer struct {
	header http.Header
	body   []byte
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(int)             {}
func (a *answer) Write(p []byte) (int, error) { a.body = append(a.body, p...); return len(p), nil }

func TestListenErrors(t *testing.T) {
	taken := serve(t, nil, nil)
	for address, want := range map[string]string{
		taken:           "is taken by another program",
		"203.0.113.1:1": "to an address of this machine",
		"nowhere":       "to an address of this machine",
	} {
		if _, err := Listen(Options{Address: address}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", address, err)
		}
	}
}
