package rest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// DefaultBaseURL is Discord's address.
const DefaultBaseURL = "https://discord.com/api/v10"

const (
	defaultUserAgent = "DiscordBot (https://github.com/curbside, 1.0)"
	defaultTimeout   = 15 * time.Second
	defaultRetries   = 3
	defaultMaxWait   = time.Minute
	defaultPerSecond = 50

	maxResponse = 8 << 20 // bytes of a response that are read
)

// Options say how to reach Discord. The zero value of a field stands for
// its default.
type Options struct {
	BaseURL   string // with the version, such as DefaultBaseURL; a path of another proxy is fine
	Token     string // the bot's, without "Bot "
	HTTP      *http.Client
	UserAgent string

	Retries   int           // repeats after the first try; default 3, negative: none
	Timeout   time.Duration // of one try; default 15 s
	MaxWait   time.Duration // longest single wait for a rate limit; default 1 min
	PerSecond int           // global limit; default 50

	Now     func() time.Time
	Wait    func(ctx context.Context, d time.Duration) error // returns ctx.Err() when ctx ends first
	Jitter  func() float64                                   // [0, 1)
	Log     *slog.Logger
	Observe func(Call) // called after each method, for metrics; from many goroutines
}

// Call is what one method came to.
type Call struct {
	Op      string        // what was tried, such as "edit the original reply"
	Status  int           // last HTTP status; 0 where none came
	Tries   int           // requests sent
	Limited int           // of these answered with 429
	Took    time.Duration // waiting included
	Err     error         // without tokens
}

// Client is safe for concurrent use.
type Client struct {
	base   string
	opt    Options
	http   *http.Client
	log    *slog.Logger
	limits *limits
	clock  clock
}

// New checks the options; it sends nothing.
func New(o Options) (*Client, error) {
	base := strings.TrimRight(cmp.Or(o.BaseURL, DefaultBaseURL), "/")
	u, err := url.Parse(base)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil, errors.New("discord's API address is no http or https address")
	}
	if strings.ContainsFunc(o.Token, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return nil, errors.New("the bot's token holds a space, a line break or another character that no token has; copy it anew")
	}
	o.UserAgent = cmp.Or(o.UserAgent, defaultUserAgent)
	o.Timeout = cmp.Or(o.Timeout, defaultTimeout)
	o.MaxWait = cmp.Or(o.MaxWait, defaultMaxWait)
	o.PerSecond = cmp.Or(o.PerSecond, defaultPerSecond)
	o.Retries = max(0, cmp.Or(o.Retries, defaultRetries))
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == nil {
		o.Wait = Wait
	}
	if o.Jitter == nil {
		o.Jitter = rand.Float64
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Client{base: base, opt: o, http: httpClient(o.HTTP), log: o.Log, limits: newLimits(o.Now, o.PerSecond)}, nil
}

// httpClient returns a client that follows no redirect: a redirect would
// carry an interaction's token, which is part of the path, to somewhere else.
func httpClient(given *http.Client) *http.Client {
	c := http.Client{Transport: transport()}
	if given != nil {
		c = *given
	}
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &c
}

func transport() *http.Transport {
	t, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		t = &http.Transport{Proxy: http.ProxyFromEnvironment}
	}
	t = t.Clone()
	t.MaxIdleConns = 256
	t.MaxIdleConnsPerHost = 256
	t.IdleConnTimeout = time.Minute
	t.TLSHandshakeTimeout = 5 * time.Second
	t.HTTP2 = &http.HTTP2Config{SendPingTimeout: 10 * time.Second, PingTimeout: 5 * time.Second}
	return t
}

// Close lets go of idle connections. The client can still be used.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// String keeps the token out of what prints a client.
func (c *Client) String() string { return "rest.Client" }

// GoString keeps the token out of what prints a client.
func (c *Client) GoString() string { return c.String() }

// Wait waits for d, or until ctx ends and returns its error then.
func Wait(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// pathOf joins the parts of a path, each escaped: an id that came from
// outside cannot reach another route.
func pathOf(format string, parts ...string) string {
	escaped := make([]any, len(parts))
	for i, p := range parts {
		escaped[i] = url.PathEscape(p)
	}
	return fmt.Sprintf(format, escaped...)
}
