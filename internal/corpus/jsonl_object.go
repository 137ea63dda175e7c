package corpus

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
)

// pair is one key of an object with its value as written.
type pair struct {
	key string
	raw []byte
}

// readObject splits a JSON object into its keys and values. encoding/json takes a key in any case and twice; here each
// stands once and as it is written.
func readObject(line []byte) ([]pair, error) {
	if !utf8.Valid(line) {
		return nil, errors.New("is not UTF-8 text")
	}
	if !json.Valid(line) {
		return nil, errors.New("is no complete JSON object")
	}
	if line[0] != '{' {
		return nil, errors.New("is JSON, but no object")
	}
	var out []pair
	at := 1
	for {
		at += skipJSONSpace(line[at:])
		if line[at] == '}' {
			return out, nil
		}
		if line[at] == ',' {
			at++
			continue
		}
		n := valueLen(line[at:])
		var key string
		if err := json.Unmarshal(line[at:at+n], &key); err != nil {
			return nil, fmt.Errorf("a key cannot be read: %w", err)
		}
		at += n
		at += skipJSONSpace(line[at:]) + 1 // the colon
		at += skipJSONSpace(line[at:])
		n = valueLen(line[at:])
		if slices.ContainsFunc(out, func(p pair) bool { return p.key == key }) {
			return nil, fmt.Errorf("holds the key `%s` twice", key)
		}
		out = append(out, pair{key, line[at : at+n]})
		at += n
	}
}

func skipJSONSpace(b []byte) int {
	return len(b) - len(bytes.TrimLeft(b, " \t\r\n"))
}

// valueLen returns the length of the valid JSON value that b begins with.
func valueLen(b []byte) int {
	depth := 0
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '"':
			for i++; b[i] != '"'; i++ {
				if b[i] == '\\' {
					i++
				}
			}
			if depth == 0 {
				return i + 1
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth <= 0 {
				return i + max(1+depth, 0)
			}
		case ',', ':', ' ', '\t', '\n', '\r':
			if depth == 0 {
				return i
			}
		}
	}
	return len(b)
}

// sameJSON reports whether two values are the same but for white space.
func sameJSON(a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	var x, y bytes.Buffer
	return json.Compact(&x, a) == nil && json.Compact(&y, b) == nil && bytes.Equal(x.Bytes(), y.Bytes())
}

// keysOf maps the JSON keys of a struct to its fields.
func keysOf(t reflect.Type) map[string]reflect.StructField {
	out := map[string]reflect.StructField{}
	for i := range t.NumField() {
		f := t.Field(i)
		if key, _, _ := strings.Cut(f.Tag.Get("json"), ","); key != "" && key != "-" {
			out[key] = f
		}
	}
	return out
}

func withoutKeys(m map[string]reflect.StructField, keys ...string) map[string]reflect.StructField {
	for _, k := range keys {
		delete(m, k)
	}
	return m
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// formOf says how a value of a type is written.
func formOf(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Slice:
		return `a list of texts, such as ["..."]`
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number"
	case reflect.Struct:
		return `an object, such as {"state": "unreviewed"}, with dates as "2026-11-22"`
	}
	return `a text, such as "..."`
}

// shorten quotes the beginning of a value.
func shorten(raw []byte) string {
	const most = 40
	if len(raw) <= most {
		return string(raw)
	}
	return strings.ToValidUTF8(string(raw[:most]), "") + "..."
}
