package gateway

import (
	"net"
	"sync/atomic"
	"time"
)

// deadlineConn gives each read and each write a time in which it has to be
// done, so that a connection whose other end is gone does not look alive.
type deadlineConn struct {
	net.Conn
	each atomic.Int64 // nanoseconds
}

func newDeadlineConn(c net.Conn, each time.Duration) *deadlineConn {
	d := &deadlineConn{Conn: c}
	d.limit(each)
	return d
}

// limit sets the time for the reads and writes that begin from now on.
func (d *deadlineConn) limit(each time.Duration) { d.each.Store(int64(each)) }

func (d *deadlineConn) end() time.Time { return time.Now().Add(time.Duration(d.each.Load())) }

func (d *deadlineConn) Read(p []byte) (int, error) {
	if err := d.Conn.SetReadDeadline(d.end()); err != nil {
		return 0, err
	}
	return d.Conn.Read(p)
}

func (d *deadlineConn) Write(p []byte) (int, error) {
	if err := d.Conn.SetWriteDeadline(d.end()); err != nil {
		return 0, err
	}
	return d.Conn.Write(p)
}
