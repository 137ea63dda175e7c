// Command curbside answers clinical questions from curated sources, and shows for every sentence where it stands.
//
// main parses nothing itself: [run] does, so that scripts under test call exactly what a shell calls. Each command is
// a file of its own and hands the work to a package below internal. The program keeps no state.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

func main() {
	debug.SetGCPercent(400) // most runs end before a collection pays; memory stays below 100 MB
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)   // a second Ctrl-C ends the program the hard way
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is an error of the write, which run ends on quietly
	os.Exit(run(ctx, os.Args[1:], environment{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, environ: os.Environ(),
	}))
}
