package strictyaml

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Problem is one fault of a document.
type Problem struct {
	Line  int    // 1-based line in the file, as Decode was told to count
	Key   string // path of the key, such as "cites[2].type"; empty for the document as a whole
	What  string // what is wrong
	Write string // what to write instead
}

// String gives the problem without its line, for messages that place it themselves.
func (p Problem) String() string {
	if p.Write == "" {
		return p.What
	}
	return p.What + "; write " + p.Write
}

// ValueError lets a type's UnmarshalText say what to write instead.
type ValueError struct{ What, Write string }

func (e *ValueError) Error() string { return e.What + "; write " + e.Write }

// Decode is Decoder.Decode for a single document.
func Decode(data []byte, first int, into any) []Problem {
	return new(Decoder).Decode(data, first, into)
}

// Decoder reads many documents and keeps what it has learned of the structs it fills. The zero value is ready; it is
// not safe for concurrent use.
type Decoder struct {
	Lines map[string]int // if not nil, receives the line of each known key that was read, by path ("llm.model")

	shapes map[reflect.Type]shape
}

// Decode reads one YAML mapping into the struct that into points to and returns all problems in file order; none means
// success. first is the line in the file on which data starts (1 for a whole file). Fields already set stay as they
// are where the document has no such key, or null. Decode panics only if into is not a pointer to a struct, which is a
// programming error.
func (dec *Decoder) Decode(data []byte, first int, into any) []Problem {
	root, problem := parse(data, first)
	if problem != nil {
		return []Problem{*problem}
	}
	v := reflect.ValueOf(into)
	if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
		panic(fmt.Sprintf("strictyaml: Decode into %T, want a pointer to a struct", into))
	}
	if root.kind == kindNull { // an empty document is a mapping without keys
		root = node{kind: kindMap, line: first}
	}
	d := decoder{dec: dec}
	d.value(root, v.Elem(), place{})
	slices.SortStableFunc(d.problems, func(a, b Problem) int { return a.Line - b.Line })
	return d.problems
}

// place says where a value stands and what its field allows.
type place struct {
	key      string
	enum     []string
	required bool
}

func (p place) named() string {
	if p.key == "" {
		return "the document"
	}
	return "`" + p.key + "`"
}

// decoder fills one struct from one document.
type decoder struct {
	dec      *Decoder
	problems []Problem
}

func (d *decoder) add(line int, key, what, write string) {
	d.problems = append(d.problems, Problem{Line: line, Key: key, What: what, Write: write})
}

func (d *decoder) value(n node, v reflect.Value, at place) {
	if n.kind == kindNull {
		if at.required {
			d.add(n.line, at.key, at.named()+" is empty", "a value: "+example(v.Type(), at))
			return
		}
		return
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		d.text(n, u, at)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.mapping(n, v, at)
	case reflect.Slice:
		d.list(n, v, at)
	default:
		d.scalar(n, v, at)
	}
}

func (d *decoder) text(n node, u encoding.TextUnmarshaler, at place) {
	if n.kind != kindScalar {
		d.add(n.line, at.key, fmt.Sprintf("%s holds %s", at.named(), n.describe()), "a single value")
		return
	}
	err := u.UnmarshalText([]byte(n.value))
	if err == nil {
		return
	}
	var ve *ValueError
	if errors.As(err, &ve) {
		d.add(n.line, at.key, at.named()+": "+ve.What, ve.Write)
		return
	}
	d.add(n.line, at.key, at.named()+": "+err.Error(), "a value of the right form")
}

func (d *decoder) list(n node, v reflect.Value, at place) {
	if n.kind != kindList {
		write := "a list in brackets"
		if n.kind == kindScalar {
			write = "[" + n.value + "]"
		}
		d.add(n.line, at.key, fmt.Sprintf("%s holds %s where a list belongs", at.named(), n.describe()), write)
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.items), len(n.items)))
	texts := at.enum == nil && v.Type().Elem() == stringType
	for i, item := range n.items {
		if texts && item.kind == kindScalar { // most lists: nothing can be wrong, so no path is made
			v.Index(i).SetString(item.value)
			continue
		}
		d.value(item, v.Index(i), place{key: at.key + "[" + strconv.Itoa(i+1) + "]", enum: at.enum, required: true})
	}
}

func (d *decoder) scalar(n node, v reflect.Value, at place) {
	if n.kind != kindScalar {
		d.add(n.line, at.key, fmt.Sprintf("%s holds %s where one value belongs", at.named(), n.describe()), example(v.Type(), at))
		return
	}
	if err := set(n, v); err != nil {
		d.add(n.line, at.key, fmt.Sprintf("%s is %s", at.named(), n.describe()), example(v.Type(), at))
		return
	}
	if at.enum == nil || slices.Contains(at.enum, n.value) {
		return
	}
	write := "one of: " + strings.Join(at.enum, ", ")
	if near := Nearest(n.value, at.enum); near != "" {
		write = near
	}
	d.add(n.line, at.key, fmt.Sprintf("%s is %s, which is not known", at.named(), n.describe()), write)
}

var (
	durationType = reflect.TypeFor[time.Duration]()
	stringType   = reflect.TypeFor[string]()
	textType     = reflect.TypeFor[encoding.TextUnmarshaler]()
)

func set(n node, v reflect.Value) error {
	if v.Kind() != reflect.String && n.quoted {
		return errors.New("a quoted text")
	}
	return SetScalar(n.value, v)
}

// SetScalar sets a string, bool, integer, float or time.Duration from its written form, as Decode does.
func SetScalar(s string, v reflect.Value) error {
	switch {
	case v.Type() == durationType:
		x, err := time.ParseDuration(s)
		v.SetInt(int64(x))
		return err
	case v.Kind() == reflect.String:
		v.SetString(s)
		return nil
	case v.Kind() == reflect.Bool:
		if s != "true" && s != "false" {
			return fmt.Errorf("%q is neither true nor false", s)
		}
		v.SetBool(s == "true")
		return nil
	case v.CanInt():
		x, err := strconv.ParseInt(s, 10, v.Type().Bits())
		v.SetInt(x)
		return err
	case v.CanFloat():
		x, err := strconv.ParseFloat(s, 64)
		v.SetFloat(x)
		return err
	default:
		return fmt.Errorf("no way to read a %s", v.Type())
	}
}

// example says in words what a field takes.
func example(t reflect.Type, at place) string {
	switch {
	case at.enum != nil:
		return "one of: " + strings.Join(at.enum, ", ")
	case t == durationType:
		return "a duration such as 20s or 1m30s"
	case reflect.PointerTo(t).Implements(textType):
		return "its value"
	case t.Kind() == reflect.Bool:
		return "true or false"
	case t.Kind() == reflect.Int || t.Kind() == reflect.Int64:
		return "a whole number"
	case t.Kind() == reflect.Float64:
		return "a number"
	case t.Kind() == reflect.Slice:
		return "a list in brackets"
	case t.Kind() == reflect.Struct:
		return "keys with values"
	default:
		return "a text"
	}
}
