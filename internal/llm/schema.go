package llm

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schema checks a model's text.
type schema struct{ compiled *jsonschema.Schema }

// compileSchema reads a JSON Schema. References to other documents are not followed.
func compileSchema(raw json.RawMessage) (*schema, error) {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("reading the JSON Schema: %w", err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.UseLoader(noLoader{})
	const name = "mem:schema"
	if err := compiler.AddResource(name, document); err != nil {
		return nil, fmt.Errorf("reading the JSON Schema: %w", err)
	}
	compiled, err := compiler.Compile(name)
	if err != nil {
		return nil, fmt.Errorf("compiling the JSON Schema: %w", err)
	}
	return &schema{compiled: compiled}, nil
}

// validate reports whether text is one JSON value that the schema accepts, and where it is not; without a schema any text will do. The place is made of
// names from the schema and of indexes; the error itself may quote the text and must not be shown.
func (s *schema) validate(text string) (where string, err error) {
	if s == nil {
		return "", nil
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		return " (it is not JSON)", err
	}
	err = s.compiled.Validate(value)
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return "", err
	}
	for len(invalid.Causes) > 0 {
		invalid = invalid.Causes[0]
	}
	return " (at /" + strings.Join(invalid.InstanceLocation, "/") + ")", err
}

// noLoader refuses to fetch anything that a schema refers to.
type noLoader struct{}

func (noLoader) Load(string) (any, error) {
	return nil, errors.New("a schema must not refer to another document")
}
