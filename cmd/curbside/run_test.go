package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"syscall"
	"testing"
	"time"
)

// try runs a command line and returns its exit code and what it wrote.
func try(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, complaints bytes.Buffer
	code = run(context.Background(), args, environment{
		stdin: strings.NewReader(stdin), stdout: &out, stderr: &complaints, environ: []string{"HOME=" + t.TempDir()},
	})
	return code, out.String(), complaints.String()
}

// brokenWriter fails every write.
type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

func TestClosedOutputEndsQuietly(t *testing.T) {
	lines := strings.Repeat(`{"id":1,"text":"a"}`+"\n", 10_000)
	for _, args := range [][]string{{"sources"}, {"guard"}, {"help"}, {"completion", "bash"}} {
		var complaints bytes.Buffer
		code := run(context.Background(), args, environment{
			stdin: strings.NewReader(lines), stdout: brokenWriter{syscall.EPIPE}, stderr: &complaints,
		})
		if code != exitOK || complaints.Len() > 0 {
			t.Errorf("%v: exit code %d, stderr %q", args, code, complaints.String())
		}
	}
}

func TestFullDiskIsToldOf(t *testing.T) {
	var complaints bytes.Buffer
	code := run(context.Background(), []string{"version"}, environment{
		stdin: strings.NewReader(""), stdout: brokenWriter{syscall.ENOSPC}, stderr: &complaints,
	})
	if code != exitFailure || !strings.Contains(complaints.String(), "no space left") {
		t.Errorf("exit code %d, stderr %q", code, complaints.String())
	}
}

// Ctrl-C ends a command that waits for a line which never comes.
func TestInterruptWhileWaiting(t *testing.T) {
	reader, writer := io.Pipe()
	defer writer.Close()
	ctx, cancel := context.WithCancel(context.Background())
	outReader, outWriter := io.Pipe()
	var complaints bytes.Buffer
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"guard"}, environment{stdin: reader, stdout: outWriter, stderr: &complaints})
	}()
	if _, err := io.WriteString(writer, `{"id":1,"text":"a"}`+"\n"); err != nil {
		t.Fatal(err)
	}
	answer := make([]byte, 200)
	n, err := outReader.Read(answer) // the answer comes while the input is still open
	if err != nil || !strings.Contains(string(answer[:n]), `"verdict":"clear"`) {
		t.Fatalf("read %q, %v", answer[:n], err)
	}
	cancel()
	select {
	case code := <-done:
		if code != exitInterrupted || complaints.String() != "curbside: interrupted\n" {
			t.Errorf("exit code %d, stderr %q", code, complaints.String())
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the command did not end")
	}
}

func TestReadErrorIsToldOf(t *testing.T) {
	var out, complaints bytes.Buffer
	stdin := io.MultiReader(strings.NewReader(`{"id":1,"text":"a"}`+"\n"), failingReader{})
	code := run(context.Background(), []string{"guard"}, environment{stdin: stdin, stdout: &out, stderr: &complaints})
	if code != exitFailure || !strings.Contains(complaints.String(), "standard input could not be read: torn") {
		t.Errorf("exit code %d, stderr %q", code, complaints.String())
	}
	if !strings.Contains(out.String(), `"id":1`) {
		t.Errorf("what was read before was lost: %q", out.String())
	}
}

type failingReader struct{}

func (failingReader) Read([]byte) (int, error) { return 0, errors.New("torn") }

func TestNearest(t *testing.T) {
	names := []string{"search", "sources", "corpus", "verify", "guard"}
	for typed, want := range map[string]string{
		"serch": "search", "sorces": "sources", "ver": "verify", "gaurd": "guard", "xyzzyplugh": "", "": "",
	} {
		if got := nearest(typed, names); got != want {
			t.Errorf("nearest(%q) = %q, want %q", typed, got, want)
		}
	}
}

// Every command explains itself with an example, and every example names the program.
func TestEveryCommandHasAnExample(t *testing.T) {
	app := &app{}
	pending := commands(app)
	for len(pending) > 0 {
		cmd := pending[0]
		pending = append(pending[1:], cmd.Commands()...)
		if !strings.Contains(cmd.Example, "curbside ") || cmd.Short == "" {
			t.Errorf("%s has no example or no short help", cmd.CommandPath())
		}
	}
}

func FuzzLines(f *testing.F) {
	f.Add("{\"id\":1,\"text\":\"a\"}\n\n[]\n{\"text\":\"b\"}")
	f.Add("\ufeff{\"id\":\"\\ud800\",\"text\":\"\\u0000\"}\r\n")
	f.Fuzz(func(t *testing.T, stdin string) {
		code, stdout, stderr := try(t, stdin, "guard")
		want := 0
		for _, line := range strings.Split(stdin, "\n") {
			if strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "\ufeff")) != "" {
				want++
			}
		}
		if got := strings.Count(stdout, "\n"); got > want || code > exitFailure || stderr != "" {
			t.Errorf("%d answers to %d lines, exit code %d, stderr %q", got, want, code, stderr)
		}
		if (code == exitFailure) != strings.Contains(stdout, `{"line":`) {
			t.Errorf("exit code %d and answers\n%s", code, stdout)
		}
	})
}
