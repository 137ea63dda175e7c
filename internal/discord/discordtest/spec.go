package discordtest

import (
	"bytes"
	_ "embed" // the API description
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

//go:embed testdata/openapi.json
var openapi []byte

const specURL = "mem:///openapi.json"

// spec is Discord's API description, made strict: what it does not name is an error.
type spec struct {
	compiler *jsonschema.Compiler
	paths    map[string]any

	mu      sync.Mutex // the compiler is for one user at a time
	schemas map[string]*jsonschema.Schema
}

// loadSpec reads the description once for all servers of a process; it is not changed afterwards.
var loadSpec = sync.OnceValues(func() (*spec, error) { return newSpec(true) })

func newSpec(strict bool) (*spec, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(openapi))
	if err != nil {
		return nil, fmt.Errorf("read the API description: %w", err)
	}
	root, _ := doc.(map[string]any)
	paths, ok := root["paths"].(map[string]any)
	if !ok {
		return nil, errors.New("the API description names no paths")
	}
	if strict {
		tighten(root["components"], false)
		tighten(paths, false)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource(specURL, doc); err != nil {
		return nil, fmt.Errorf("add the API description: %w", err)
	}
	return &spec{compiler: c, paths: paths, schemas: map[string]*jsonschema.Schema{}}, nil
}

// tighten closes every object of the description. Members of an allOf stay open, for each names only its part.
// Permissions are described as integers, and Discord's own pages and every client write them as strings: both are let in.
func tighten(v any, open bool) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			tighten(e, open)
		}
	case map[string]any:
		props, object := v["properties"].(map[string]any)
		if _, said := v["additionalProperties"]; object && !said && !open {
			v["additionalProperties"] = false
		}
		if p, ok := props["default_member_permissions"].(map[string]any); ok {
			p["type"] = []any{"integer", "string", "null"}
		}
		for k, e := range v {
			tighten(e, k == "allOf")
		}
	}
}

// operation is what the description says of a method and path template; nil where it says nothing.
func (sp *spec) operation(method, path string) map[string]any {
	item, _ := sp.paths[path].(map[string]any)
	op, _ := item[strings.ToLower(method)].(map[string]any)
	return op
}

// queryNames lists the query parameters of an operation.
func (sp *spec) queryNames(method, path string) []string {
	var out []string
	list, _ := sp.operation(method, path)["parameters"].([]any)
	for _, p := range list {
		p, _ := p.(map[string]any)
		if name, ok := p["name"].(string); ok && p["in"] == "query" {
			out = append(out, name)
		}
	}
	return out
}

// body holds a request's JSON body against the description.
func (sp *spec) body(method, path string, raw []byte) []problem {
	return sp.check(raw, "paths", path, strings.ToLower(method), "requestBody", "content", "application/json", "schema")
}

// check holds a JSON text against the schema at a place of the description.
func (sp *spec) check(raw []byte, place ...string) []problem {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return []problem{{code: "JSON_INVALID", text: "not JSON: " + err.Error()}}
	}
	schema, err := sp.schema(place)
	if err != nil {
		return []problem{{code: "NO_SCHEMA", text: err.Error()}}
	}
	var invalid *jsonschema.ValidationError
	if err := schema.Validate(value); errors.As(err, &invalid) {
		return problemsOf(invalid)
	}
	return nil
}

func (sp *spec) schema(place []string) (*jsonschema.Schema, error) {
	escape := strings.NewReplacer("~", "~0", "/", "~1")
	loc := specURL + "#"
	for _, p := range place {
		loc += "/" + url.PathEscape(escape.Replace(p))
	}
	sp.mu.Lock()
	defer sp.mu.Unlock()
	if s, ok := sp.schemas[loc]; ok {
		return s, nil
	}
	s, err := sp.compiler.Compile(loc)
	if err != nil {
		return nil, fmt.Errorf("no schema at %s: %w", strings.Join(place, " "), err)
	}
	sp.schemas[loc] = s
	return s, nil
}

// problemsOf words a validation error. Of the branches of a oneOf it follows the one that the value was meant for: the
// one whose "type" fits and that went deepest.
func problemsOf(e *jsonschema.ValidationError) []problem {
	switch e.ErrorKind.(type) {
	case *kind.OneOf, *kind.AnyOf:
		if best := meant(e.Causes); best != nil {
			return problemsOf(best)
		}
	}
	if len(e.Causes) == 0 {
		return []problem{{path: e.InstanceLocation, code: errorCode(e.ErrorKind), text: e.ErrorKind.LocalizedString(message.NewPrinter(language.English))}}
	}
	var out []problem
	for _, c := range e.Causes {
		out = append(out, problemsOf(c)...)
	}
	return out
}

func meant(causes []*jsonschema.ValidationError) *jsonschema.ValidationError {
	var best *jsonschema.ValidationError
	score := 0
	for _, c := range causes {
		if s := fitness(c); best == nil || s > score {
			best, score = c, s
		}
	}
	return best
}

// fitness tells how far a value got in a branch; a wrong "type" or kind of value rules the branch out.
func fitness(branch *jsonschema.ValidationError) int {
	depth, off := 0, 0
	for _, p := range problemsOf(branch) {
		depth = max(depth, len(p.path))
		if p.code == "BASE_TYPE_CHOICES" && slices.Equal(p.path, append(slices.Clone(branch.InstanceLocation), "type")) {
			off = 100
		}
		if p.code == "BASE_TYPE_BAD_TYPE" && slices.Equal(p.path, branch.InstanceLocation) {
			off = 200
		}
	}
	return depth - off
}

func errorCode(k jsonschema.ErrorKind) string {
	switch k.(type) {
	case *kind.Required:
		return "BASE_TYPE_REQUIRED"
	case *kind.MaxLength, *kind.MinLength, *kind.MaxItems, *kind.MinItems:
		return "BASE_TYPE_BAD_LENGTH"
	case *kind.Type:
		return "BASE_TYPE_BAD_TYPE"
	case *kind.Enum, *kind.Const:
		return "BASE_TYPE_CHOICES"
	case *kind.AdditionalProperties:
		return "UNKNOWN_FIELD"
	case *kind.Maximum, *kind.Minimum:
		return "NUMBER_TYPE_RANGE"
	}
	return strings.ToUpper(strings.Join(k.KeywordPath(), "_"))
}

// at makes a path out of names and indices.
func at(steps ...any) []string {
	out := make([]string, len(steps))
	for i, s := range steps {
		switch s := s.(type) {
		case int:
			out[i] = strconv.Itoa(s)
		case string:
			out[i] = s
		}
	}
	return out
}
