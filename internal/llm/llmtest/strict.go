package llmtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// strictKeywords are those that the API takes in a strict schema. maxLength and minLength are not among them; small
// models besides break words in two to keep within them.
var strictKeywords = []string{
	"$schema", "$id", "title", "description", "type", "properties", "required", "additionalProperties", "items", "enum",
	"const", "anyOf", "$ref", "$defs", "minItems", "maxItems", "minimum", "maximum", "exclusiveMinimum",
	"exclusiveMaximum", "multipleOf", "pattern", "format",
}

// checkStrict holds a schema against the rules for "strict": true: the root is an object, every object closes itself
// and requires all its properties, and no unsupported keyword stands anywhere.
func checkStrict(raw json.RawMessage, root bool) error {
	var schema map[string]json.RawMessage
	if err := json.Unmarshal(raw, &schema); err != nil {
		return errors.New("a schema must be a JSON object")
	}
	for keyword := range schema {
		if !slices.Contains(strictKeywords, keyword) {
			return fmt.Errorf("%q is not permitted", keyword)
		}
	}
	var kind any
	if err := json.Unmarshal(schema["type"], &kind); err != nil && schema["anyOf"] == nil && schema["$ref"] == nil {
		return errors.New("'type' is required")
	}
	if root && kind != "object" {
		return errors.New("the root must be of type object")
	}
	if kind == "object" {
		return checkObject(schema)
	}
	if kind == "array" {
		if schema["items"] == nil {
			return errors.New("an array needs 'items'")
		}
		return checkStrict(schema["items"], false)
	}
	return nil
}

func checkObject(schema map[string]json.RawMessage) error {
	if string(schema["additionalProperties"]) != "false" {
		return errors.New("'additionalProperties' is required to be false")
	}
	var properties map[string]json.RawMessage
	var required []string
	if err := json.Unmarshal(schema["properties"], &properties); err != nil {
		return errors.New("an object needs 'properties'")
	}
	if err := json.Unmarshal(schema["required"], &required); err != nil {
		return errors.New("'required' must be an array with every key of 'properties'")
	}
	for name, property := range properties {
		if !slices.Contains(required, name) {
			return fmt.Errorf("'required' must include every key of 'properties': missing %q", name)
		}
		if err := checkStrict(property, false); err != nil {
			return fmt.Errorf("in %q: %w", name, err)
		}
	}
	return nil
}
