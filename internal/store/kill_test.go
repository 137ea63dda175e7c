package store

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"curbside/internal/consult"
	"curbside/internal/store/storetest"
)

const childDir = "CURBSIDE_TEST_STORE_CHILD" // set: this process is the one that is killed

// child answers requests as fast as it can and says, line by line, what the
// store has promised it. Some it leaves unanswered.
func child(dir, life string) {
	ctx := context.Background()
	db, err := Open(ctx, Options{Dir: dir})
	if err != nil {
		fmt.Println("error", err)
		return
	}
	var wait sync.WaitGroup
	for worker := range 4 {
		wait.Go(func() {
			for n := 0; ; n++ {
				id := fmt.Sprintf("%s-%d-%d", life, worker, n)
				r := consult.Request{ID: id, Tenant: "guild:1", User: "u", Channel: "c", Text: "what?", Token: "t", Received: time.Now()}
				ok, err := db.Claim(ctx, r)
				fmt.Println("claimed", id, ok, err)
				if n%5 == 4 {
					continue
				}
				k := &consult.Kept{Turn: consult.Turn{Asked: "what?", Answer: storetest.Answer("a"+id, "This.")}, Tenant: r.Tenant, User: r.User}
				fmt.Println("composed", id, true, db.Composed(ctx, id, k, []byte("m")))
				fmt.Println("delivered", id, true, db.Delivered(ctx, id, "m"+id, time.Now()))
			}
		})
	}
	wait.Wait()
}

// TestKilled kills a process while it writes, several times: what the store
// had promised holds, and all that is open is taken up at once, exactly once.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	said := map[string]string{} // by request: the furthest that the child was told
	taken := map[string]bool{}
	for life := range 5 {
		runAndKill(t, dir, fmt.Sprint(life), 150+37*life, said)
		db := open(t, dir)
		left, err := db.Open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range left {
			if said[p.ID] == "delivered" || taken[p.ID] {
				t.Errorf("%s is taken up, but it was delivered or taken up before", p.ID)
			}
			if said[p.ID] == "composed" && p.Answer != "a"+p.ID {
				t.Errorf("%s was composed, but its answer is %q", p.ID, p.Answer)
			}
			taken[p.ID] = true
			if err := db.Abandoned(t.Context(), p.ID, "test", db.now()); err != nil {
				t.Fatal(err)
			}
		}
		for id, state := range said {
			closed := 0
			if err := db.read.QueryRow("SELECT count(*) FROM requests WHERE id = ? AND closed IS NOT NULL", id).Scan(&closed); err != nil || closed != 1 {
				t.Errorf("%s, which was %s, is lost: %d rows, error %v", id, state, closed, err)
			}
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(taken) < 20 || len(said) < 100 {
		t.Errorf("%d requests, %d of them taken up: too few to tell", len(said), len(taken))
	}
}

func runAndKill(t *testing.T, dir, life string, lines int, said map[string]string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), childDir+"="+dir, "CURBSIDE_TEST_STORE_LIFE="+life)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	scan := bufio.NewScanner(out)
	for n := 0; scan.Scan(); n++ {
		f := strings.SplitN(scan.Text(), " ", 4)
		if len(f) != 4 || f[2] != "true" || f[3] != "<nil>" {
			t.Errorf("the child says %q", scan.Text())
			continue
		}
		said[f[1]] = f[0]
		if n == lines/2 {
			wantNothingOpen(t, dir)
		}
		if n == lines {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = cmd.Wait() // it was killed
}

// wantNothingOpen: what a living process works on is not taken from it.
func wantNothingOpen(t *testing.T, dir string) {
	t.Helper()
	db := open(t, dir)
	defer db.Close()
	if left, err := db.Open(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("%d requests were taken from a living process, error %v", len(left), err)
	}
}
