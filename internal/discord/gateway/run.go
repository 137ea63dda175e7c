package gateway

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"curbside/internal/discord/rest"
)

const (
	betweenSessions = 5 * time.Second // Discord lets one session begin in this time
	firstBackoff    = time.Second
	maxBackoff      = time.Minute
	shortLived      = 30 * time.Second // a session that ends sooner is not taken for a success
	resumeTries     = 3                // until a session that does not go on is given up
	urlTries        = 2                // until its own address is given up
)

// Reasons that more than one place names.
const (
	reasonStopped     = "stopped"
	reasonUnreachable = "unreachable"
	reasonSilent      = "silent"
)

// session is what a connection needs to go on where the last one ended.
type session struct {
	id    string
	url   string // empty: where discovery says
	seqs  sequence
	tries int // in a row, to resume it, that Discord did not take
	lost  int // in a row, to reach url
}

// ending is how a connection came to its end.
type ending struct {
	reason  string        // one of a few words, for metrics
	err     error         // details, for logs
	fatal   *FatalError   // not to be tried again
	forget  bool          // the session cannot be resumed
	at      time.Duration // wait at least this long before the next connection
	asked   bool          // it was asked to begin or resume a session
	moved   bool          // events came
	resumed bool          // the session went on
	ready   bool          // a session began
	lived   time.Duration // since then
}

// run makes one connection after the other.
func (g *gateway) run(ctx context.Context) error {
	defer g.opt.Hooks.State(Disconnected)
	for {
		g.opt.Hooks.State(Connecting)
		end := g.connect(ctx)
		if ctx.Err() != nil {
			return nil
		}
		g.opt.Hooks.State(Disconnected)
		g.opt.Hooks.Lost(end.reason)
		if end.fatal != nil {
			return end.fatal
		}
		g.account(end)
		d := g.pause(end)
		g.log.LogAttrs(ctx, slog.LevelWarn, "gateway connection ended", slog.String("reason", end.reason), slog.Any("error", end.err),
			slog.Bool("resume", g.session.id != ""), slog.Duration("wait", d))
		if g.opt.Wait(ctx, d) != nil {
			return nil
		}
	}
}

// account notes what an ending means for the next connection.
func (g *gateway) account(end ending) {
	switch {
	case end.resumed, end.ready && end.lived >= shortLived:
		g.misses = 0
	default:
		g.misses++
	}
	s := &g.session
	switch {
	case end.resumed || end.ready || end.moved:
		s.tries, s.lost = 0, 0
	case end.asked:
		s.tries++
	case end.reason == reasonUnreachable:
		s.lost++
	}
	if s.lost >= urlTries {
		s.url, s.lost = "", 0
	}
	if end.forget || s.tries >= resumeTries {
		*s = session{}
		g.top.Store(0)
	}
}

// pause is how long to wait before the next connection: the longer, the more
// of them came to nothing.
func (g *gateway) pause(end ending) time.Duration {
	d := time.Duration(g.opt.Jitter() * float64(250*time.Millisecond))
	if g.misses > 0 {
		grown := min(firstBackoff<<min(g.misses-1, 10), maxBackoff)
		d = time.Duration((0.5 + g.opt.Jitter()) * float64(grown))
	}
	return max(d, end.at)
}

// connect makes one connection and stays until it ends.
func (g *gateway) connect(ctx context.Context) ending {
	address := g.session.url
	if address == "" {
		var end ending
		if address, end = g.discover(ctx); end.reason != "" {
			return end
		}
	}
	if d := g.begun.Add(betweenSessions).Sub(g.opt.Now()); g.session.id == "" && d > 0 {
		if err := g.opt.Wait(ctx, d); err != nil {
			return ending{reason: reasonStopped, err: err}
		}
	}
	c, err := dial(ctx, g.opt, address)
	if err != nil {
		return ending{reason: reasonUnreachable, err: err}
	}
	return g.serve(ctx, c)
}

// discover asks Discord where the gateway is, and whether the bot may still
// begin a session.
func (g *gateway) discover(ctx context.Context) (string, ending) {
	info, err := g.opt.REST.Gateway(ctx)
	if rest.Unauthorized(err) {
		return "", ending{reason: "token refused", fatal: &FatalError{Code: codeBadToken, Words: fatalWords[codeBadToken]}}
	}
	if err != nil {
		return "", ending{reason: "no gateway", err: err}
	}
	if g.session.id == "" && info.Limit.Total > 0 && info.Limit.Remaining <= 0 {
		d := time.Duration(info.Limit.ResetAfter) * time.Millisecond
		return "", ending{reason: "no sessions left", at: d,
			err: fmt.Errorf("discord lets this bot begin no more sessions for %v: it was started too often within a day", d.Round(time.Second))}
	}
	address, err := gatewayURL(info.URL)
	if err != nil {
		return "", ending{reason: "no gateway", err: err}
	}
	return address, ending{}
}

// gatewayURL adds what version and encoding we speak.
func gatewayURL(s string) (string, error) {
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "ws" && u.Scheme != "wss") || u.Host == "" {
		return "", fmt.Errorf("discord names an address for the gateway that is none")
	}
	u.Path = strings.TrimSuffix(u.Path, "/") + "/" // as other clients of Discord do, and proxies expect
	q := u.Query()
	q.Set("v", "10")
	q.Set("encoding", "json")
	u.RawQuery = q.Encode()
	return u.String(), nil
}
