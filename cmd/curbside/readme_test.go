package main

import (
	"bytes"
	"context"
	"os"
	"regexp"
	"strings"
	"testing"
)

var printed = regexp.MustCompile("(?s)```console\n\\$ curbside ask \"([^\"]+)\"\n(.*?)```")

// TestReadmeShowsARealAnswer holds the README's answer to what is printed.
func TestReadmeShowsARealAnswer(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	found := printed.FindSubmatch(readme)
	if found == nil {
		t.Fatal("the README shows no answer as printed")
	}
	var out, complaints bytes.Buffer
	code := run(context.Background(), []string{"ask", string(found[1])}, environment{
		stdin: strings.NewReader(""), stdout: &out, stderr: &complaints,
		environ: []string{"XDG_CONFIG_HOME=" + t.TempDir(), "HOME=" + t.TempDir()},
	})
	if code != exitOK {
		t.Fatalf("exit status %d: %s", code, complaints.String())
	}
	if out.String() != string(found[2]) {
		t.Errorf("the README shows another answer than is printed now; put this there:\n%s", out.String())
	}
}
