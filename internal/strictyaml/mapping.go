package strictyaml

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// field is what a struct says about one key.
type field struct {
	key      string
	index    int
	enum     []string
	required bool
}

// shape is what the tags of a struct say.
type shape struct {
	fields []field
	line   int // index of the field that wants the line, or -1
}

func (dec *Decoder) shapeOf(t reflect.Type) shape {
	s, ok := dec.shapes[t]
	if !ok {
		s = readShape(t)
		if dec.shapes == nil {
			dec.shapes = map[reflect.Type]shape{}
		}
		dec.shapes[t] = s
	}
	return s
}

func readShape(t reflect.Type) shape {
	s := shape{line: -1}
	for i := range t.NumField() {
		tag := t.Field(i).Tag
		name, opt, _ := strings.Cut(tag.Get("yaml"), ",")
		if opt == "line" {
			s.line = i
		}
		if name == "" || name == "-" {
			continue
		}
		f := field{key: name, index: i, required: opt == "required"}
		if e := tag.Get("enum"); e != "" {
			f.enum = strings.Split(e, "|")
		}
		s.fields = append(s.fields, f)
	}
	return s
}

func (d *decoder) mapping(n node, v reflect.Value, at place) {
	if n.kind != kindMap {
		d.add(n.line, at.key, fmt.Sprintf("%s holds %s where keys with values belong", at.named(), n.describe()), "`key: value` lines")
		return
	}
	s := d.dec.shapeOf(v.Type())
	fields := s.fields
	if s.line >= 0 {
		v.Field(s.line).SetInt(int64(n.line))
	}
	seen := make([]int, len(fields)) // line on which a field was set
	for _, p := range n.pairs {
		path := join(at.key, p.key)
		i := slices.IndexFunc(fields, func(f field) bool { return f.key == p.key })
		if i < 0 {
			d.unknown(p, path, fields)
			continue
		}
		if seen[i] > 0 {
			d.add(p.line, path, fmt.Sprintf("key `%s` stands twice, first on line %d", path, seen[i]), "it once")
			continue
		}
		seen[i] = p.line
		if d.dec.Lines != nil {
			d.dec.Lines[path] = p.line
		}
		value := p.value
		value.line = max(value.line, p.line)
		d.value(value, v.Field(fields[i].index), place{key: path, enum: fields[i].enum, required: fields[i].required})
	}
	for i, f := range fields {
		if f.required && seen[i] == 0 {
			path := join(at.key, f.key)
			t := v.Type().Field(f.index).Type
			d.add(n.line, path, fmt.Sprintf("key `%s` is missing", path), fmt.Sprintf("`%s:` with %s", f.key, example(t, place{enum: f.enum})))
		}
	}
}

// join makes a path of a key; the outermost mapping has none.
func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func (d *decoder) unknown(p pair, path string, fields []field) {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.key
	}
	write := "one of: " + strings.Join(keys, ", ")
	if near := Nearest(p.key, keys); near != "" {
		write = near
	}
	d.add(p.line, path, fmt.Sprintf("unknown key `%s`", path), write)
}

// Nearest gives the known word that a misspelt one most likely means, or "" where none is close: at most one edit in
// three letters, and never more than three.
func Nearest(word string, known []string) string {
	best, bestDist := "", min(3, max(1, len(word)/3))+1
	for _, k := range known {
		if dist := distance(strings.ToLower(word), strings.ToLower(k)); dist < bestDist {
			best, bestDist = k, dist
		}
	}
	return best
}

// distance is the optimal string alignment distance: edits and swaps of neighbours.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 64 || len(y) > 64 {
		return 64
	}
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range y {
		rows[0][j+1] = j + 1
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}
