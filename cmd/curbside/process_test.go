//go:build unix

package main

import (
	"bufio"
	"bytes"
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"curbside/internal/llm/llmtest"
)

// These tests run the program as a process of its own: signals and closed pipes are between it and the system.

// process is the program with a home of its own.
func process(t *testing.T, variables []string, args ...string) (cmd *exec.Cmd, stderr *bytes.Buffer) {
	t.Helper()
	cmd, stderr = exec.Command("curbside", args...), &bytes.Buffer{}
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir()}, variables...)
	cmd.Stderr = stderr
	return cmd, stderr
}

// exitOf waits for a process, but not for ever.
func exitOf(t *testing.T, cmd *exec.Cmd, most time.Duration) int {
	t.Helper()
	timer := time.AfterFunc(most, func() { _ = cmd.Process.Kill() }) // fails only where it has ended
	defer timer.Stop()
	err := cmd.Wait()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode()
}

// Ctrl-C while a model hangs ends the program at once, and nothing half-made is shown.
func TestInterruptWhileModelHangs(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		asked := make(chan struct{}, 8)
		server := llmtest.NewServer(t, func(x llmtest.Exchange) {
			asked <- struct{}{}
			llmtest.Hang()(x)
		})
		cmd, stderr := process(t, []string{"CURBSIDE_LLM_BASE_URL=" + server.URL, "CURBSIDE_LLM_MODEL=small"}, "ask", doseQuestion)
		var stdout bytes.Buffer
		cmd.Stdout = &stdout
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		select {
		case <-asked:
		case <-time.After(30 * time.Second):
			_ = cmd.Process.Kill()
			t.Fatal("the model was not asked")
		}
		start := time.Now()
		if err := cmd.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		code := exitOf(t, cmd, 20*time.Second)
		if code != exitInterrupted || stderr.String() != "curbside: interrupted\n" || stdout.Len() > 0 {
			t.Errorf("%v: exit code %d, stdout %q, stderr %q", sig, code, stdout.String(), stderr.String())
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%v: it took %v to end", sig, took)
		}
	}
}

// A model that hangs costs its time limit; then the sources answer.
func TestModelThatHangsIsLeft(t *testing.T) {
	server := llmtest.NewServer(t, llmtest.Hang(), llmtest.Hang(), llmtest.Hang())
	cmd, stderr := process(t, []string{"CURBSIDE_LLM_BASE_URL=" + server.URL, "CURBSIDE_LLM_MODEL=small", "CURBSIDE_LLM_TIMEOUT=1s",
		"CURBSIDE_LLM_RETRIES=0"}, "ask", "--format", "json", doseQuestion)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, stderr)
	}
	for _, want := range []string{`"composer":"extractive"`, `"notes":["model_unavailable"]`, "600,000"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("no %s in %s", want, out)
		}
	}
	if !strings.HasPrefix(stderr.String(), "curbside: warning: ") {
		t.Errorf("stderr %q", stderr)
	}
}

// `curbside corpus list | head -1` ends quietly.
func TestReaderThatLeaves(t *testing.T) {
	for _, args := range [][]string{{"corpus", "list"}, {"ask", doseQuestion}, {"sources", "--format", "json"}, {"chat"}} {
		cmd, stderr := process(t, nil, args...)
		cmd.Stdin = strings.NewReader(strings.Repeat(doseQuestion+"\n", 40))
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if line, err := bufio.NewReaderSize(out, 16).ReadByte(); err != nil {
			t.Fatalf("%v: read %q, %v, stderr %q", args, line, err, stderr)
		}
		out.Close()
		if code := exitOf(t, cmd, 60*time.Second); code != exitOK || stderr.Len() > 0 {
			t.Errorf("%v: exit code %d, stderr %q", args, code, stderr)
		}
	}
}
