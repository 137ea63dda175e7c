package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// call is one method of the API, as it is sent.
type call struct {
	op     string // in words, for errors, logs and metrics
	method string
	route  string // the path without ids: what a bucket is for
	major  string // channel, server or interaction token: each has buckets of its own
	path   string // holds tokens: never in an error or a log
	query  url.Values
	body   any    // encoded as JSON; nil for none
	files  []File // sent besides body

	hook    string // an interaction's token: the bot's own is not sent with it, and the global limit does not bind it
	repeat  bool   // sending it twice changes nothing
	lax     bool   // accepted is enough: an answer that cannot be read is none
	already []int  // codes that mean, after a try with an unknown outcome, that it was carried out

	secrets []string
}

func (k *call) reading() bool { return k.method == http.MethodGet }

// scrub takes tokens out of words that came from elsewhere.
func (k *call) scrub(s string) string {
	for _, secret := range k.secrets {
		for _, form := range []string{secret, url.PathEscape(secret), url.QueryEscape(secret)} {
			s = strings.ReplaceAll(s, form, "[token]")
		}
	}
	return s
}

// answer is what came back of one try.
type answer struct {
	status int
	header http.Header
	body   []byte
	err    error // no answer, or one that broke off
	sent   bool  // the request may have arrived
}

// do carries a call out and decodes the answer into out, which may be nil.
func (c *Client) do(ctx context.Context, k call, out any) error {
	start := c.opt.Now()
	done := Call{Op: k.op}
	err := c.tries(ctx, &k, out, &done)
	done.Took, done.Err = c.opt.Now().Sub(start), err
	if c.opt.Observe != nil {
		c.opt.Observe(done)
	}
	return err
}

func (c *Client) tries(ctx context.Context, k *call, out any, done *Call) error {
	for _, s := range []string{c.opt.Token, k.hook} {
		if s != "" {
			k.secrets = append(k.secrets, s)
		}
	}
	body, contentType, err := encode(k.body, k.files)
	if err != nil {
		return &Error{Op: k.op, Message: "the body cannot be encoded"}
	}
	doubt := false // an earlier try may have been carried out
	for try := 0; ; try++ {
		t, e := c.admit(ctx, k)
		if e != nil {
			e.unknown = e.unknown || doubt
			return e
		}
		a := c.send(ctx, k, body, contentType)
		done.Tries, done.Status = done.Tries+1, a.status
		e, again := c.judge(k, a, out, doubt)
		c.limits.give(t, a, pauseFor(e))
		if e == nil {
			return nil
		}
		if a.status == http.StatusTooManyRequests {
			done.Limited++
		}
		doubt = doubt || e.unknown
		e.unknown = doubt
		if !again || try >= c.opt.Retries || !c.backoff(ctx, k, e, try) {
			return e
		}
	}
}

// admit waits until the rate limits let a call pass.
func (c *Client) admit(ctx context.Context, k *call) (*ticket, *Error) {
	for {
		t, d, changed := c.limits.take(k)
		if t != nil {
			return t, nil
		}
		if changed != nil {
			select {
			case <-ctx.Done():
				return nil, k.failure(ctx.Err(), false)
			case <-changed:
			}
			continue
		}
		if d > c.opt.MaxWait || tooLate(ctx, d) {
			return nil, &Error{Op: k.op, Status: http.StatusTooManyRequests, RetryAfter: d, Message: "held back by a rate limit", cause: ctx.Err()}
		}
		if err := c.opt.Wait(ctx, d); err != nil {
			return nil, k.failure(err, false)
		}
	}
}

// tooLate reports whether ctx ends before d has passed.
func tooLate(ctx context.Context, d time.Duration) bool {
	end, ok := ctx.Deadline()
	return ok && time.Until(end) < d
}

// send makes one try.
func (c *Client) send(ctx context.Context, k *call, body []byte, contentType string) answer {
	ctx, cancel := context.WithTimeout(ctx, c.opt.Timeout)
	defer cancel()
	address := c.base + k.path
	if len(k.query) > 0 {
		address += "?" + k.query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, k.method, address, bytes.NewReader(body))
	if err != nil {
		return answer{err: err}
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	req.Header.Set("User-Agent", c.opt.UserAgent)
	if k.hook == "" && c.opt.Token != "" {
		req.Header.Set("Authorization", "Bot "+c.opt.Token)
	}
	began := c.opt.Now()
	resp, err := c.http.Do(req)
	if err != nil {
		return answer{err: err, sent: !neverSent(err)}
	}
	defer resp.Body.Close()
	c.clock.learn(resp.Header, began, c.opt.Now())
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxResponse+1))
	if err == nil && len(data) > maxResponse {
		err = fmt.Errorf("the answer is longer than %d MiB", maxResponse>>20)
	}
	return answer{status: resp.StatusCode, header: resp.Header, body: data, err: err, sent: true}
}

// judge says what a try came to: nil for success, else what is wrong and
// whether to try again.
func (c *Client) judge(k *call, a answer, out any, doubt bool) (_ *Error, again bool) {
	switch {
	case a.status == 0:
		return k.failure(a.err, a.sent), k.repeat || !a.sent
	case a.status == http.StatusTooManyRequests:
		e := k.refusal(a.status, a.body)
		e.RetryAfter = retryAfter(a.header, a.body)
		return e, true
	case a.status >= 500:
		return k.refusal(a.status, a.body), k.repeat
	case a.status >= 300:
		e := k.refusal(a.status, a.body)
		if doubt && slices.Contains(k.already, e.Code) {
			return nil, false
		}
		return e, false
	case out == nil, k.lax && (a.err != nil || json.Unmarshal(a.body, out) != nil):
		return nil, false
	case a.err != nil:
		e := k.failure(a.err, true)
		e.Status = a.status
		return e, k.repeat
	}
	if len(a.body) == 0 || json.Unmarshal(a.body, out) != nil {
		return &Error{Op: k.op, Status: a.status, Message: "the answer is no JSON of the expected form", unknown: !k.reading()}, k.repeat
	}
	return nil, false
}

// pauseFor is how long the bucket of a refused call has to rest.
func pauseFor(e *Error) time.Duration {
	if e == nil || e.Status != http.StatusTooManyRequests {
		return 0
	}
	return e.RetryAfter
}

const (
	firstBackoff = 250 * time.Millisecond
	maxBackoff   = 10 * time.Second
)

// backoff waits before the next try; false when there is no time for one.
func (c *Client) backoff(ctx context.Context, k *call, e *Error, try int) bool {
	grown := min(firstBackoff<<min(try, 10), maxBackoff)
	d := time.Duration((0.5 + c.opt.Jitter()) * float64(grown))
	if e.Status == http.StatusTooManyRequests {
		if e.RetryAfter > c.opt.MaxWait {
			return false
		}
		d = e.RetryAfter + time.Duration(c.opt.Jitter()*float64(50*time.Millisecond))
	}
	if ctx.Err() != nil || tooLate(ctx, d) {
		return false
	}
	c.log.LogAttrs(ctx, slog.LevelWarn, "discord call is tried again", slog.String("op", k.op),
		slog.Int("status", e.Status), slog.Int("code", e.Code), slog.Int("try", try+1), slog.Duration("wait", d))
	return c.opt.Wait(ctx, d) == nil
}
