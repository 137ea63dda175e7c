package web

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
	"time"
)

const (
	requestTime  = 10 * time.Second // for a whole request
	shutdownTime = time.Second
	maxHeaders   = 16 << 10 // bytes
)

// Server serves health and metrics. Its methods are safe for concurrent use.
type Server struct {
	listener net.Listener
	http     *http.Server
}

// Options of Listen.
type Options struct {
	Address string  // host:port; port 0 takes a free one
	Checks  []Check // what has to be well for the bot to answer
	Metrics *Metrics
}

// Listen takes the address, so that nobody else can, and serves nothing yet.
// Its error says what to do.
func Listen(o Options) (*Server, error) {
	l, err := net.Listen("tcp", o.Address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s is taken by another program, perhaps by a curbside that still runs; stop it, or set web.listen to another address or to \"off\"", o.Address)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("this user may not listen on %s; set web.listen to a port above 1023", o.Address)
	case err != nil:
		return nil, fmt.Errorf("listen on %s for health and metrics: %w; set web.listen to an address of this machine, or to \"off\"", o.Address, err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", lives)
	mux.Handle("GET /readyz", &readiness{checks: o.Checks, now: time.Now})
	mux.Handle("GET /metrics", o.Metrics.handler())
	return &Server{listener: l, http: &http.Server{
		Handler: bounded(mux), ReadHeaderTimeout: requestTime, ReadTimeout: requestTime, WriteTimeout: 2 * requestTime,
		IdleTimeout: time.Minute, MaxHeaderBytes: maxHeaders,
	}}, nil
}

// Address is where it listens, as host:port.
func (s *Server) Address() string { return s.listener.Addr().String() }

// Serve serves until ctx ends, and returns nil then.
func (s *Server) Serve(ctx context.Context) error {
	done := make(chan error, 1)
	go func() { done <- s.http.Serve(s.listener) }()
	select {
	case err := <-done:
		return fmt.Errorf("serve health and metrics: %w", err)
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if s.http.Shutdown(end) != nil { // whoever still reads has had their time
		_ = s.http.Close()
	}
	<-done
	return nil
}

// Close lets go of the address where Serve was never called.
func (s *Server) Close() { _ = s.http.Close(); _ = s.listener.Close() }

// bounded keeps bodies away: no request here has one.
func bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, 0)
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}

func lives(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("ok\n")) // whoever asked is gone otherwise
}
