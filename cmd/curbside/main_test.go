package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
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
	if testing.Short() {
		t.Skip("processes are started only without -short")
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			env.Vars = append(env.Vars, "HOME="+env.WorkDir, "XDG_CONFIG_HOME="+env.WorkDir+"/.config", "XDG_DATA_HOME="+env.WorkDir+"/.data")
			return setStage(env)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":     exits,
			"garbage":   garbage,
			"foreign":   foreign,
			"copies":    copies,
			"damage":    damage,
			"spoil":     spoil,
			"discord":   playDiscord,
			"model":     playModel,
			"get":       get,
			"counts":    counts,
			"terminate": terminate,
			"pack":      pack,
			"found":     found,
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
// good ones), "zeros", "mebibyte" (one byte more than that) or "question" (questions of 2,001 characters and of 1 MiB
// between two good ones).
func garbage(ts *testscript.TestScript, _ bool, args []string) {
	content := map[string]string{
		"latin1":   "{\"id\":1,\"text\":\"na\xefve\"}\n",
		"long":     "{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"" + strings.Repeat("x", 2<<20) + "\"}\n{\"id\":3,\"text\":\"b\"}",
		"zeros":    strings.Repeat("\x00", 4096),
		"mebibyte": strings.Repeat("a b. ", 1<<20/5) + "ab",
		"question": "What is aldesleukin?\n" + strings.Repeat("x", 2001) + "\n" + strings.Repeat("x ", 1<<19) + "\nHow does it work?\n",
	}[args[1]]
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(content), 0o666))
}

// foreign KIND sets $FOREIGN to an argument that a script cannot hold.
func foreign(ts *testscript.TestScript, _ bool, args []string) {
	const question = "What is the standard dose of high-dose IL-2?"
	value, ok := map[string]string{
		"invisible": "\u200b\u202e \u2060",
		"broken":    "\xff\xfe",
		"long":      strings.Repeat("x", 2001),
		"longest":   question + strings.Repeat("?", 2000-len(question)),
		"hidden":    "What is the st\u200bandard d\u200dose of \u202ehigh-dose IL-2\u202c?",
		"torn":      "What is the stan\xffdard dose of high-dose IL-2?",
	}[args[0]]
	if !ok {
		ts.Fatalf("there is no kind %q", args[0])
	}
	ts.Setenv("FOREIGN", value)
}

// copies FILE FOLDER N makes a folder of N copies of a file, under names of their own.
func copies(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	content := ts.ReadFile(args[0])
	ts.Check(os.Mkdir(ts.MkAbs(args[1]), 0o777))
	for i := range n {
		name := filepath.Join(ts.MkAbs(args[1]), "copy-"+strconv.Itoa(i)+".md")
		ts.Check(os.WriteFile(name, []byte(content), 0o666))
	}
}

// pack FILES... makes each from the text beside it, whose name ends in .txt.
func pack(ts *testscript.TestScript, _ bool, files []string) {
	for _, file := range files {
		var out bytes.Buffer
		w := gzip.NewWriter(&out)
		_, err := w.Write([]byte(ts.ReadFile(file + ".txt")))
		ts.Check(errors.Join(err, w.Close(), os.WriteFile(ts.MkAbs(file), out.Bytes(), 0o666)))
	}
}

// found FOLDER FILE VERDICT writes the same verdict on every sentence of the lists in a folder.
func found(ts *testscript.TestScript, _ bool, args []string) {
	lists, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "*.jsonl"))
	ts.Check(err)
	var out strings.Builder
	for _, list := range lists {
		for line := range strings.Lines(ts.ReadFile(list)) {
			var row struct{ ID string }
			ts.Check(json.Unmarshal([]byte(line), &row))
			fmt.Fprintf(&out, `{"id":%q,"verdict":%q,"reason":"as read"}`+"\n", row.ID, args[2])
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(out.String()), 0o666))
}

// damage DIR cuts a file of the index in force in a folder short.
func damage(ts *testscript.TestScript, _ bool, args []string) {
	name, _, _ := strings.Cut(ts.ReadFile(filepath.Join(args[0], "CURRENT")), "\n")
	ts.Check(os.Truncate(ts.MkAbs(filepath.Join(args[0], name, "words.bin")), 10))
}

// spoil FROM TO puts the index of one folder in force in another, damaged.
func spoil(ts *testscript.TestScript, neg bool, args []string) {
	damage(ts, neg, args)
	name, _, _ := strings.Cut(ts.ReadFile(filepath.Join(args[0], "CURRENT")), "\n")
	for _, file := range []string{"words.bin", "manifest.json"} {
		to := ts.MkAbs(filepath.Join(args[1], "g-spoilt", file))
		ts.Check(os.MkdirAll(filepath.Dir(to), 0o777))
		ts.Check(os.WriteFile(to, []byte(ts.ReadFile(filepath.Join(args[0], name, file))), 0o666))
	}
	ts.Check(os.WriteFile(ts.MkAbs(filepath.Join(args[1], "CURRENT")), []byte("g-spoilt\n"), 0o666))
}
