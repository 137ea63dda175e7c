package arch

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module = "curbside/"
	root   = "../.."
)

// room is what a package may import beside the standard library.
type room struct {
	rooms     []string // of this module, below internal/ unless they stand in the root
	libraries []string // by module path
	tests     []string // rooms that its tests use besides
	rivals    []string // libraries that its tests measure it against
}

const (
	bleve      = "github.com/blevesearch/"
	xtext      = "golang.org/x/text"
	xtime      = "golang.org/x/time"
	openai     = "github.com/sashabaranov/go-openai"
	jsonschema = "github.com/santhosh-tekuri/jsonschema/v6"
	gorilla    = "github.com/gorilla/websocket"
	discordgo  = "github.com/bwmarrin/discordgo"
)

// house is the plan: rooms from the bottom to the top.
var house = map[string]room{
	// The ground that the leaves share.
	"text":       {libraries: []string{xtext}},
	"strictyaml": {libraries: []string{"github.com/goccy/go-yaml"}},

	// Leaves.
	"corpus":      {rooms: []string{"strictyaml", "text"}},
	"verify":      {rooms: []string{"text"}, libraries: []string{xtext}},
	"guard":       {rooms: []string{"text"}, libraries: []string{xtext}},
	"config":      {rooms: []string{"strictyaml", "text"}},
	"llm":         {rooms: []string{"text"}, libraries: []string{openai, "github.com/failsafe-go/failsafe-go", jsonschema, xtime}, tests: []string{"llm/llmtest"}},
	"llm/llmtest": {rooms: []string{"text"}, libraries: []string{jsonschema}},

	"ingest":         {rooms: []string{"corpus", "strictyaml", "text"}},
	"search/vectors": {},
	"search":         {rooms: []string{"search/rerank", "search/vectors", "corpus", "text"}, libraries: []string{bleve, xtext}, rivals: []string{"modernc.org/sqlite"}},
	"answer":         {rooms: []string{"search", "verify", "guard", "corpus", "text"}, libraries: []string{"github.com/yuin/goldmark"}},
	"consult":        {rooms: []string{"answer", "guard", "search", "corpus", "text"}, tests: []string{"store/storetest"}},
	"discord/render": {rooms: []string{"session", "consult", "answer", "corpus", "text"}, tests: []string{"verify"}},
	"session":        {rooms: []string{"consult", "answer", "text"}, tests: []string{"search", "store/storetest"}},
	"eval/arms":      {rooms: []string{"eval", "answer", "search", "verify", "corpus", "text"}, tests: []string{"llm", "llm/llmtest"}},
	"eval":           {rooms: []string{"eval/beir", "eval/claims", "consult", "answer", "search", "verify", "guard", "corpus", "text"}, tests: []string{"llm", "search/vectors"}},

	"store":           {rooms: []string{"session", "consult", "answer"}, libraries: []string{"modernc.org/sqlite", "github.com/pressly/goose/v3", "golang.org/x/sys"}, tests: []string{"store/storetest"}},
	"store/storetest": {rooms: []string{"session", "consult", "answer"}, libraries: []string{"pgregory.net/rapid"}},

	"discord/rest":    {tests: []string{"discord/discordtest"}},
	"discord/gateway": {rooms: []string{"discord/rest"}, libraries: []string{discordgo, gorilla}, tests: []string{"discord/discordtest"}},

	// Discord in a process, for tests; its own tests hold it against a real client.
	"discord": {
		rooms:     []string{"discord/gateway", "discord/rest", "discord/render", "session", "consult", "answer", "guard", "corpus", "text"},
		libraries: []string{xtime},
		tests:     []string{"discord/discordtest", "store", "search"},
	},
	"discord/discordtest": {libraries: []string{jsonschema, gorilla, xtext, discordgo, "github.com/rogpeppe/go-internal"}},

	// What operators watch the bot by.
	"web": {libraries: []string{"github.com/prometheus/client_golang"}},

	// A command that draws docs/pictures.
	"discord/pictures": {
		rooms: []string{"discord", "discord/discordtest", "discord/gateway", "discord/rest", "store", "session", "consult", "answer", "search", "corpus", "/corpus"},
	},

	"search/rerank": {libraries: []string{"gonum.org/v1/gonum"}},

	"eval/beir":   {},
	"eval/claims": {rooms: []string{"verify", "text"}},

	// The roof, and what is built into it.
	"cmd/curbside": {
		rooms: []string{"discord", "discord/gateway", "discord/rest", "web", "store", "session", "eval", "eval/arms", "eval/beir", "eval/claims", "consult", "answer", "search", "search/vectors", "verify",
			"guard", "ingest", "corpus", "text", "llm", "config", "/corpus", "/prompts"},
		libraries: []string{"github.com/spf13/cobra", "github.com/spf13/pflag", "github.com/schollz/progressbar/v3",
			"github.com/charmbracelet/glamour", "github.com/charmbracelet/lipgloss", "github.com/muesli/termenv", "golang.org/x/term"},
		tests: []string{"llm/llmtest", "discord/discordtest"},
	},
	"/corpus":  {},
	"/prompts": {},
	"arch":     {},
}

// testLibraries may be used by the tests of every room.
var testLibraries = []string{"github.com/rogpeppe/go-internal", "go.uber.org/goleak", "pgregory.net/rapid", jsonschema}

// testRooms may be used by the tests of every room that stands above them: to load a real corpus, for one.
var testRooms = []string{"/corpus", "/prompts", "corpus", "text", "strictyaml"}

// manyRooms are libraries that more than one room may use; every other library has one room.
var manyRooms = []string{xtext, xtime, jsonschema, gorilla, discordgo}

// TestImports holds the imports of every file against the plan.
func TestImports(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range goFiles(t) {
		seen[f.room] = true
		plan, ok := house[f.room]
		if !ok {
			t.Errorf("%s: package %s is not in the plan; add it to house in internal/arch/arch_test.go, with what it may import", f.path, f.room)
			continue
		}
		for _, imp := range f.ast.Imports {
			p, err := strconv.Unquote(imp.Path.Value)
			if err != nil {
				t.Fatalf("%s: %v", f.path, err)
			}
			if why := refuse(f, plan, p); why != "" {
				t.Errorf("%s: %s", f.path, why)
			}
		}
	}
	for name := range house {
		if !seen[name] {
			t.Errorf("package %s is in the plan and does not exist; take it out", name)
		}
	}
}

// refuse says why a file may not import p, or "".
func refuse(f goFile, plan room, p string) string {
	if other, ok := strings.CutPrefix(p, module); ok {
		name := roomOf(other)
		if slices.Contains(plan.rooms, name) || name == f.room {
			return ""
		}
		if f.test && (slices.Contains(plan.tests, name) || slices.Contains(testRooms, name)) {
			return ""
		}
		return fmt.Sprintf("room %s may not import room %s", f.room, name)
	}
	first, _, _ := strings.Cut(p, "/")
	if !strings.Contains(first, ".") {
		if p == "testing" && !f.test && !strings.HasSuffix(f.room, "test") {
			return "production code may not import testing"
		}
		return ""
	}
	libraries := plan.libraries
	if f.test {
		libraries = slices.Concat(libraries, testLibraries, plan.rivals)
	}
	if slices.ContainsFunc(libraries, func(l string) bool { return within(p, l) }) {
		return ""
	}
	return fmt.Sprintf("room %s may not import %s", f.room, p)
}

// within reports whether an import path lies in a module; a module that ends in "/" stands for all below it.
func within(p, mod string) bool {
	return p == mod || strings.HasPrefix(p, strings.TrimSuffix(mod, "/")+"/")
}

// TestOneLibraryOneRoom holds the plan itself against the rule that a library lives in one room.
func TestOneLibraryOneRoom(t *testing.T) {
	owner := map[string]string{}
	for name, r := range house {
		for _, l := range r.libraries {
			if other := owner[l]; other != "" && !slices.Contains(manyRooms, l) {
				t.Errorf("%s lives in both %s and %s", l, other, name)
			}
			owner[l] = name
		}
	}
}

// TestPlanPointsDown holds the plan itself against the rule that imports point down: no room reaches itself.
func TestPlanPointsDown(t *testing.T) {
	var visit func(name string, trail []string)
	visit = func(name string, trail []string) {
		if slices.Contains(trail, name) {
			t.Fatalf("the plan goes in a circle: %s", strings.Join(append(trail, name), " -> "))
		}
		for _, r := range house[name].rooms {
			visit(r, append(trail, name))
		}
	}
	for name := range house {
		visit(name, nil)
	}
}

// TestPackageComments: every package says what it is for.
func TestPackageComments(t *testing.T) {
	said := map[string]string{}
	for _, f := range goFiles(t) {
		if !f.test {
			said[f.room] = cmp.Or(said[f.room], f.ast.Doc.Text())
		}
	}
	for name, text := range said {
		if len(strings.Fields(text)) < 8 {
			t.Errorf("package %s has no comment that says what it is for", name)
		}
	}
}

// TestNoInit: nothing happens before main.
func TestNoInit(t *testing.T) {
	for _, f := range goFiles(t) {
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s has an init function", f.path)
			}
		}
	}
}

type goFile struct {
	path, room string
	test       bool
	ast        *ast.File
}

// goFiles parses every Go file of the repository.
func goFiles(t *testing.T) []goFile {
	t.Helper()
	var out []goFile
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := d.Name()
		if d.IsDir() && name != root && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") || base == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(base) != ".go" {
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		out = append(out, goFile{path: rel, room: roomOf(path.Dir(rel)), test: strings.HasSuffix(base, "_test.go"), ast: parsed})
		return nil
	})
	if err != nil {
		t.Fatalf("read the repository: %v", err)
	}
	if len(out) < 20 {
		t.Fatalf("only %d Go files found below %s", len(out), root)
	}
	return out
}

// roomOf names a package by its folder: without internal/, and with a leading / for those in the root.
func roomOf(dir string) string {
	if name, ok := strings.CutPrefix(dir, "internal/"); ok {
		return name
	}
	if strings.HasPrefix(dir, "cmd/") {
		return dir
	}
	return "/" + dir
}
