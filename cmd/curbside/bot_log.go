package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"strings"

	"curbside/internal/config"
)

// newLog makes the log of a running bot: JSON, a record a line. counted is
// told the level of each.
func newLog(to io.Writer, level slog.Level, token config.Secret, counted func(level string)) *slog.Logger {
	if token != "" {
		to = &scrubber{to: to, secret: []byte(token.Reveal())}
	}
	return slog.New(counting{slog.NewJSONHandler(to, &slog.HandlerOptions{Level: level}), counted})
}

// scrubber keeps the bot's token out of the log, whatever an error may quote.
// slog writes a whole record at once, one after the other.
type scrubber struct {
	to     io.Writer
	secret []byte
}

// Write implements io.Writer.
func (s *scrubber) Write(p []byte) (int, error) {
	if !bytes.Contains(p, s.secret) {
		return s.to.Write(p)
	}
	if _, err := s.to.Write(bytes.ReplaceAll(p, s.secret, []byte("[token]"))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// counting counts records by level.
type counting struct {
	slog.Handler
	counted func(level string)
}

// Handle implements slog.Handler.
func (c counting) Handle(ctx context.Context, r slog.Record) error {
	c.counted(strings.ToLower(r.Level.String()))
	return c.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (c counting) WithAttrs(attrs []slog.Attr) slog.Handler {
	return counting{c.Handler.WithAttrs(attrs), c.counted}
}

// WithGroup implements slog.Handler.
func (c counting) WithGroup(name string) slog.Handler {
	return counting{c.Handler.WithGroup(name), c.counted}
}
