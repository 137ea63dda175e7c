package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

const (
	checkTime = 2 * time.Second // for one check
	fresh     = time.Second     // for so long a result is given again
)

// Check is one thing that has to be well for the bot to answer.
type Check struct {
	Name string
	Do   func(context.Context) error // its error is shown: it says what is wrong
}

// readiness answers /readyz: 200 where every check is well, else 503.
type readiness struct {
	checks []Check
	now    func() time.Time

	mu   sync.Mutex
	at   time.Time
	last report
}

// report is the answer's JSON.
type report struct {
	Ready  bool      `json:"ready"`
	Checks []outcome `json:"checks"`
}

type outcome struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Reason string `json:"reason,omitempty"`
}

// ServeHTTP implements http.Handler. Many who ask at once cost one round of
// checks: one of them writes to the disk.
func (r *readiness) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	if r.at.IsZero() || r.now().Sub(r.at) >= fresh {
		r.last = r.look(context.WithoutCancel(req.Context())) // others wait for it too
		r.at = r.now()
	}
	said := r.last
	r.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if !said.Ready {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(w).Encode(said) // whoever asked is gone otherwise
}

// look makes all checks, each in a goroutine of its own.
func (r *readiness) look(ctx context.Context) report {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	said := report{Ready: true, Checks: make([]outcome, len(r.checks))}
	var all sync.WaitGroup
	for i, c := range r.checks {
		said.Checks[i] = outcome{Name: c.Name, OK: true}
		all.Go(func() {
			if err := c.try(ctx); err != nil {
				said.Checks[i].OK, said.Checks[i].Reason = false, err.Error()
			}
		})
	}
	all.Wait()
	for _, o := range said.Checks {
		said.Ready = said.Ready && o.OK
	}
	return said
}

// try does the check; one that fails by a panic must not end the bot.
func (c Check) try(ctx context.Context) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("the check itself failed")
		}
	}()
	if err := c.Do(ctx); err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			return fmt.Errorf("no answer within %v", checkTime)
		}
		return err
	}
	return nil
}
