package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"curbside": main})
}

// TestScripts runs the program as a shell would, in a folder of its own and without configuration.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			env.Vars = append(env.Vars, "HOME="+env.WorkDir, "XDG_CONFIG_HOME="+env.WorkDir+"/.config", "XDG_DATA_HOME="+env.WorkDir+"/.data")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"garbage": garbage,
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

// exits CODE PROGRAM ARGS... runs a program and demands this exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARGS...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var failed *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &failed) {
		got = failed.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// garbage FILE KIND writes what a text file in a script cannot hold: "latin1", "long" (a line of 2 MiB between two
// good ones) or "zeros".
func garbage(ts *testscript.TestScript, _ bool, args []string) {
	content := map[string]string{
		"latin1": "{\"id\":1,\"text\":\"na\xefve\"}\n",
		"long":   "{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"" + strings.Repeat("x", 2<<20) + "\"}\n{\"id\":3,\"text\":\"b\"}",
		"zeros":  strings.Repeat("\x00", 4096),
	}[args[1]]
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(content), 0o666))
}
