package gateway

import (
	"errors"
	"time"
)

// beat sends heartbeats until the connection ends, and ends it when one is
// not acknowledged within half a beat.
func (s *serving) beat(interval time.Duration) {
	pause := time.Duration(s.opt.Jitter() * float64(interval))
	for {
		if !s.sleep(pause) {
			return
		}
		s.forgetAck()
		sent := time.Now()
		if err := s.conn.send(opHeartbeat, s.beatData()); err != nil {
			s.conn.abort(ending{reason: "cut", err: err})
			return
		}
		if !s.acknowledged(interval / 2) {
			return
		}
		s.opt.Hooks.Beat(time.Since(sent))
		pause = interval - time.Since(sent)
	}
}

// beatData is the number of the last event, or null before the first.
func (s *serving) beatData() *int64 {
	if n := s.top.Load(); n > 0 {
		return &n
	}
	return nil
}

// acknowledged waits for the acknowledgement of a heartbeat; false when the
// connection has ended, or was ended for want of it.
func (s *serving) acknowledged(within time.Duration) bool {
	t := time.NewTimer(within)
	defer t.Stop()
	select {
	case <-s.acks:
		return true
	case <-s.done:
		return false
	case <-t.C:
		s.conn.abort(ending{reason: "no heartbeat ack", err: errors.New("a heartbeat was not acknowledged")})
		return false
	}
}

// forgetAck drops an acknowledgement that came without a heartbeat of ours.
func (s *serving) forgetAck() {
	select {
	case <-s.acks:
	default:
	}
}

func (s *serving) sleep(d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-s.done:
		return false
	case <-t.C:
		return true
	}
}
