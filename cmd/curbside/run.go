package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"
)

// Exit codes. README and docs name them; scripts rely on them.
const (
	exitOK           = 0
	exitFailure      = 1 // also: findings of a lint, a bad line of JSON lines
	exitUsage        = 2
	exitDeclined     = 3 // also: check found nothing on it
	exitEmergency    = 4
	exitBlocked      = 5
	exitContradicted = 6
	exitInterrupted  = 130
)

// environment is all that a command sees of the world outside.
type environment struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	environ        []string // in the form of os.Environ
}

// getenv returns a variable, the last where it is set twice.
func (e environment) getenv(name string) string {
	for i := len(e.environ) - 1; i >= 0; i-- {
		if value, ok := strings.CutPrefix(e.environ[i], name+"="); ok {
			return value
		}
	}
	return ""
}

// exitCode ends a command that has said all there is to say.
type exitCode int

func (c exitCode) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

// usageError is a mistake on the command line.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// run carries out one command line and returns its exit code. Answers go to stdout; what went wrong goes to stderr
// as "curbside: what happened; what to do".
func run(ctx context.Context, args []string, env environment) int {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	out := &outlet{to: env.stdout, broken: cancel}
	app := &app{env: env, out: out, style: styleFor(env)}
	root := newRoot(app)
	root.SetArgs(args)
	root.SetIn(env.stdin)
	root.SetOut(out)
	root.SetErr(env.stderr)
	err := root.ExecuteContext(ctx)
	app.close()
	if out.err != nil {
		if errors.Is(out.err, syscall.EPIPE) || errors.Is(out.err, io.ErrClosedPipe) {
			return exitOK // whoever reads has seen enough
		}
		return complain(env, fmt.Errorf("the output could not be written: %w; is the disk full?", out.err), exitFailure)
	}
	return conclude(ctx, env, app, err)
}

// conclude turns the error of a command into an exit code.
func conclude(ctx context.Context, env environment, app *app, err error) int {
	var code exitCode
	var usage *usageError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &code):
		return int(code)
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return complain(env, errors.New("interrupted"), exitInterrupted)
	case errors.As(err, &usage), !app.started: // cobra's own errors come before any command has started
		return complain(env, err, exitUsage)
	}
	return complain(env, err, exitFailure)
}

// complain prints an error, further lines indented.
func complain(env environment, err error, code int) int {
	text := strings.ReplaceAll(strings.TrimSpace(err.Error()), "\n", "\n  ")
	fmt.Fprintf(env.stderr, "curbside: %s\n", text)
	return code
}
