package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Opcodes of the gateway.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatAck   = 11
)

// serve stays with a connection until it ends.
func (g *gateway) serve(ctx context.Context, c *conn) ending {
	s := &serving{gateway: g, conn: c, done: make(chan struct{}), acks: make(chan struct{}, 1)}
	stop := context.AfterFunc(ctx, func() { c.end(websocket.CloseNormalClosure, ending{reason: reasonStopped}) })
	end := s.stay(ctx)
	stop()
	close(s.done)
	c.close()
	s.helpers.Wait()
	end.asked, end.moved, end.resumed, end.ready = s.asked, s.moved, s.resumed, s.ready
	if s.ready || s.resumed {
		end.lived = g.opt.Now().Sub(s.since)
	}
	return end
}

// serving is one connection being served.
type serving struct {
	*gateway
	conn    *conn
	done    chan struct{}
	acks    chan struct{}
	helpers sync.WaitGroup

	asked, moved, ready, resumed bool

	since      time.Time
	readyTimer *time.Timer
}

func (s *serving) stay(ctx context.Context) ending {
	if end := s.hello(); end.reason != "" {
		return end
	}
	s.asked = true
	if err := s.introduce(); err != nil {
		return s.conn.ended(err)
	}
	s.readyTimer = time.AfterFunc(s.opt.ReadyWait, func() {
		s.conn.abort(ending{reason: "not ready", err: errors.New("no session came about in time")})
	})
	defer s.readyTimer.Stop()
	for {
		p, err := s.conn.read()
		if errors.Is(err, errBadPayload) {
			s.opt.Hooks.Dropped("unreadable")
			s.log.LogAttrs(ctx, slog.LevelError, "gateway payload not readable")
			continue
		}
		if err != nil {
			return s.conn.ended(err)
		}
		if end := s.take(ctx, p); end.reason != "" {
			s.conn.end(closeResume, end)
			return end
		}
	}
}

// hello waits for the first payload and starts the heart.
func (s *serving) hello() ending {
	p, err := s.conn.read()
	if err != nil {
		end := s.conn.ended(err)
		if end.reason == reasonSilent {
			end = ending{reason: "no hello", err: errors.New("the gateway did not say hello in time")}
		}
		return end
	}
	var hello struct {
		Interval float64 `json:"heartbeat_interval"` // milliseconds
	}
	if p.Op != opHello || json.Unmarshal(p.Data, &hello) != nil || hello.Interval < 1 || hello.Interval > maxInterval {
		return ending{reason: "no hello", err: errors.New("the gateway began with something else than hello")}
	}
	interval := time.Duration(hello.Interval * float64(time.Millisecond))
	s.conn.net.limit(interval + interval/2)
	s.helpers.Go(func() { s.beat(interval) })
	return ending{}
}

// maxInterval is the longest interval between heartbeats that is believed,
// in milliseconds. Discord's is 41,250.
const maxInterval = 600_000

// introduce resumes the session, or begins one.
func (s *serving) introduce() error {
	if s.session.id != "" {
		return s.conn.send(opResume, struct {
			Token   string `json:"token"`
			Session string `json:"session_id"`
			Seq     int64  `json:"seq"`
		}{s.opt.Token, s.session.id, s.session.seqs.last()})
	}
	s.begun = s.opt.Now()
	return s.conn.send(opIdentify, struct {
		Token      string            `json:"token"`
		Intents    int               `json:"intents"`
		Properties map[string]string `json:"properties"`
	}{s.opt.Token, s.opt.Intents, map[string]string{"os": runtime.GOOS, "browser": "curbside", "device": "curbside"}})
}

// take deals with one payload; an ending with a reason ends the connection.
func (s *serving) take(ctx context.Context, p payload) ending {
	switch p.Op {
	case opDispatch:
		s.dispatch(ctx, p)
	case opHeartbeat:
		if err := s.conn.send(opHeartbeat, s.beatData()); err != nil {
			return s.conn.ended(err)
		}
	case opReconnect:
		return ending{reason: "reconnect", err: errors.New("the gateway asked for a new connection")}
	case opInvalidSession:
		var resumable bool
		_ = json.Unmarshal(p.Data, &resumable) // anything else is no
		pause := time.Second + time.Duration(s.opt.Jitter()*float64(4*time.Second))
		return ending{reason: "invalid session", forget: !resumable, at: pause, err: errors.New("the gateway does not know the session")}
	case opHeartbeatAck:
		select {
		case s.acks <- struct{}{}:
		default:
		}
	}
	return ending{}
}

// dispatch hands an event over, and notes its number after that.
func (s *serving) dispatch(ctx context.Context, p payload) {
	if p.Type == "READY" {
		s.begin(ctx, p)
	} else {
		s.out.take(ctx, p.Type, p.Data)
	}
	if p.Seq != nil {
		s.moved = true
		s.session.seqs.note(*p.Seq)
		s.top.Store(max(s.top.Load(), *p.Seq))
	}
	if p.Type == "RESUMED" && !s.resumed {
		s.resumed, s.session.url = true, s.conn.address
		s.connected(true)
	}
}

// begin notes the session that READY tells of.
func (s *serving) begin(ctx context.Context, p payload) {
	var raw rawReady
	if err := json.Unmarshal(p.Data, &raw); err != nil || raw.Session == "" {
		s.log.LogAttrs(ctx, slog.LevelError, "gateway: READY not readable")
		return
	}
	if raw.Session == s.session.id {
		return // told again
	}
	address, err := gatewayURL(raw.ResumeURL)
	if err != nil {
		address = s.conn.address
	}
	s.session = session{id: raw.Session, url: address}
	s.top.Store(0)
	s.ready = true
	s.connected(false)
	s.out.put(ctx, raw.event())
}

func (s *serving) connected(resumed bool) {
	s.readyTimer.Stop()
	s.since = s.opt.Now()
	s.opt.Hooks.State(Connected)
	s.opt.Hooks.Connected(resumed)
	s.log.Info("gateway connected", "resumed", resumed)
}
