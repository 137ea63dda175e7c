package discord

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"curbside/internal/discord/discordtest"
)

// How long the load lasts, from CURBSIDE_TEST_LOAD; without it a breath, to keep the test from rotting. Times are
// judged with CURBSIDE_TEST_LOAD_STRICT, on a machine that has nothing else to do.
func loadTime(t *testing.T) time.Duration {
	d, err := time.ParseDuration(os.Getenv("CURBSIDE_TEST_LOAD"))
	if err != nil {
		return 2 * time.Second
	}
	return d
}

// questions are those of the repository's own set that are answered.
func questions(t *testing.T) []string {
	t.Helper()
	f, err := os.Open("../eval/testdata/questions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var row struct{ Kind, Half, Question string }
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		if row.Kind == "answerable" && row.Half == "tune" {
			out = append(out, row.Question)
		}
	}
	return out
}

// slowly is how long an answer takes that is not ready for a direct reply.
const slowly = directTime + 200*time.Millisecond

// TestLoad asks at a steady rate, with a network of 150 ms there and back.
func TestLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("load is borne only without -short")
	}
	for _, load := range []struct {
		name  string
		rate  int // questions a second
		delay time.Duration
	}{{"direct", 200, 0}, {"deferred", 50, slowly}} {
		t.Run(load.name, func(t *testing.T) { underLoad(t, load.rate, load.delay) })
	}
}

func underLoad(t *testing.T, rate int, delay time.Duration) {
	lasts := loadTime(t)
	if lasts < 10*time.Second {
		rate /= 10 // a breath says nothing about what is borne, and other tests run beside it
	}
	srv := discordtest.New(t, discordtest.RoundTrip(150*time.Millisecond), discordtest.CheckEvery(100), discordtest.Keep(4000), discordtest.Patience(time.Minute))
	ward := srv.Guild("Ward 3")
	general := ward.Channel("general")
	start(t, srv, func(o *Options) {
		o.Limits = Limits{PerUser: 1 << 20, PerServer: 1 << 20, Waiting: 1 << 16, WaitingPerServer: 1 << 16}
		o.Hooks.Passed = func(p Point) {
			if p == Preparing && delay > 0 {
				<-time.After(delay) // the answer takes its time
			}
		}
	})
	var people []*discordtest.User
	for i := range 50 {
		people = append(people, ward.Member(fmt.Sprint("person", i)))
	}
	asks := questions(t)
	var mu sync.Mutex
	var acks, answers []time.Duration
	failed := 0
	var all sync.WaitGroup
	memory := heap()
	tick := time.NewTicker(time.Second / time.Duration(rate))
	defer tick.Stop()
	end := time.After(lasts)
	for n, over := 0, false; !over; n++ {
		select {
		case <-end:
			over = true
			continue
		case <-tick.C:
		}
		all.Go(func() {
			it := people[n%len(people)].Slash(general, "ask", discordtest.Opts{"question": asks[n%len(asks)], "private": true})
			late := time.After(30 * time.Second)
			select {
			case <-it.Answered():
			case <-late:
			}
			mu.Lock()
			defer mu.Unlock()
			if it.Failed() || it.AnsweredAfter() <= 0 {
				failed++
				return
			}
			acks, answers = append(acks, it.Acked()), append(answers, it.AnsweredAfter())
		})
	}
	all.Wait()
	ack, answer := quantile(acks, .99), quantile(answers, .99)
	t.Logf("%d asked, %d failed; acknowledged p50 %v p99 %v; answered p50 %v p99 %v; heap %d -> %d MiB",
		len(acks)+failed, failed, quantile(acks, .5).Round(time.Millisecond), ack.Round(time.Millisecond),
		quantile(answers, .5).Round(time.Millisecond), answer.Round(time.Millisecond), memory>>20, heap()>>20)
	if failed > 0 {
		t.Errorf("%d questions were not answered", failed)
	}
	if os.Getenv("CURBSIDE_TEST_LOAD_STRICT") != "" && (ack > time.Second || answer > 3*time.Second) {
		t.Errorf("p99: acknowledged after %v, answered after %v", ack, answer)
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func quantile(all []time.Duration, q float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[min(len(sorted)-1, int(q*float64(len(sorted))))]
}

// TestBurst: a thousand questions in one second, or a breath of them, are answered or refused in words.
func TestBurst(t *testing.T) {
	if testing.Short() {
		t.Skip("load is borne only without -short")
	}
	burst := 1000
	if os.Getenv("CURBSIDE_TEST_LOAD_STRICT") == "" {
		burst /= 10 // on a busy machine a thousand are acknowledged too late
	}
	srv := discordtest.New(t, discordtest.CheckEvery(50), discordtest.Patience(time.Minute))
	var places []*discordtest.Channel
	var people []*discordtest.User
	for i := range 5 {
		ward := srv.Guild(fmt.Sprint("Ward ", i))
		places = append(places, ward.Channel("general"))
		for n := range burst / 5 {
			people = append(people, ward.Member(fmt.Sprint("person ", i, n)))
		}
	}
	start(t, srv, nil)
	asks := questions(t)
	asked := make([]*discordtest.Interaction, burst)
	var all sync.WaitGroup
	for n := range burst {
		all.Go(func() {
			asked[n] = people[n].Slash(places[n/(burst/5)], "ask", discordtest.Opts{"question": asks[n%len(asks)]})
		})
	}
	all.Wait()
	said := map[string]int{}
	for _, it := range asked {
		m := it.Until("an answer", func(m *discordtest.Message) bool { return !m.Thinking && !strings.HasPrefix(m.Content, "-# Searching") })
		switch {
		case m.Content == wordsBusy, m.Content == wordsNotRecorded:
			said["busy"]++
		case strings.HasPrefix(m.Content, "That is more questions than"):
			said["too often"]++
		case strings.Contains(m.Content, "Educational information"):
			said["answered"]++
		default:
			t.Fatalf("said: %s", m.Content)
		}
	}
	t.Logf("%v", said)
	if said["answered"] == 0 || said["answered"]+said["busy"]+said["too often"] != burst {
		t.Errorf("%v", said)
	}
}
