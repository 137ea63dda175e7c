package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

const (
	maxPayload  = 64 << 20 // bytes of one payload; the largest is a server with all its channels
	closeWait   = time.Second
	closeResume = 4900 // a code of ours, after which a session can be resumed
)

// conn is one connection. Reading is for one goroutine; the rest is safe for
// concurrent use.
type conn struct {
	address string
	ws      *websocket.Conn
	net     *deadlineConn

	write sync.Mutex
	once  sync.Once
	last  *time.Timer            // closes what does not end by itself
	why   atomic.Pointer[ending] // why we ended it ourselves
}

// dial connects. Each read and write has to be done within HelloWait, until
// the heartbeat is known.
func dial(ctx context.Context, o Options, address string) (*conn, error) {
	c := &conn{address: address}
	dialer := websocket.Dialer{
		Proxy:            http.ProxyFromEnvironment,
		HandshakeTimeout: o.HelloWait,
		NetDialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			var d net.Dialer
			raw, err := d.DialContext(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			c.net = newDeadlineConn(raw, o.HelloWait)
			return c.net, nil
		},
	}
	ws, resp, err := dialer.DialContext(ctx, address, nil)
	if err != nil {
		if resp != nil {
			return nil, fmt.Errorf("connect to the gateway: status %d", resp.StatusCode)
		}
		return nil, fmt.Errorf("connect to the gateway: %w", err)
	}
	ws.SetReadLimit(maxPayload)
	// The reader sees the close code; nothing is sent back.
	ws.SetCloseHandler(func(int, string) error { return nil })
	c.ws = ws
	return c, nil
}

// payload is a message of the gateway.
type payload struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  *int64          `json:"s"`
	Type string          `json:"t"`
}

// read returns the next payload; one that is no JSON is errBadPayload.
func (c *conn) read() (payload, error) {
	_, data, err := c.ws.ReadMessage()
	if err != nil {
		return payload{}, err
	}
	var p payload
	if json.Unmarshal(data, &p) != nil {
		return payload{}, errBadPayload
	}
	return p, nil
}

var errBadPayload = errors.New("the gateway sent what is no payload")

// send writes a payload.
func (c *conn) send(op int, data any) error {
	c.write.Lock()
	defer c.write.Unlock()
	return c.ws.WriteJSON(struct {
		Op   int `json:"op"`
		Data any `json:"d"`
	}{op, data})
}

// end ends the connection from our side, so that the reader returns soon. The
// first reason counts.
func (c *conn) end(code int, why ending) {
	c.once.Do(func() {
		c.why.Store(&why)
		c.net.limit(closeWait)
		// An error means that the connection is gone, which is what we want.
		_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(closeWait))
		_ = c.ws.SetReadDeadline(time.Now().Add(closeWait))
		// Whatever the other end goes on to send, the reader returns by then.
		c.last = time.AfterFunc(closeWait, func() { _ = c.ws.Close() })
	})
}

// abort ends a connection that is thought dead, without waiting for it. A
// session whose connection is lost can be resumed.
func (c *conn) abort(why ending) {
	c.once.Do(func() {
		c.why.Store(&why)
		_ = c.ws.Close()
	})
}

// close lets go of the connection.
func (c *conn) close() {
	c.once.Do(func() {})
	if c.last != nil {
		c.last.Stop()
	}
	_ = c.ws.Close() // it is over, whatever this says
}

// ended says how the connection ended, after read returned err.
func (c *conn) ended(err error) ending {
	if why := c.why.Load(); why != nil {
		return *why
	}
	if e, ok := errors.AsType[*websocket.CloseError](err); ok && e.Code != websocket.CloseAbnormalClosure {
		return closed(e)
	}
	if e, ok := errors.AsType[net.Error](err); ok && e.Timeout() {
		return ending{reason: reasonSilent, err: errors.New("the gateway said nothing for one and a half heartbeats")}
	}
	return ending{reason: "cut", err: err}
}
