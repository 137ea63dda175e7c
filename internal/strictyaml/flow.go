package strictyaml

import "strings"

// flowReader reads one value within a line: a scalar, [a, b] or {key: value}.
type flowReader struct {
	rest   string
	line   int
	failed bool
}

func (f *flowReader) fail() node {
	f.failed = true
	return node{}
}

func (f *flowReader) skip() { f.rest = strings.TrimLeft(f.rest, " ") }

// take consumes c behind spaces, if it comes next.
func (f *flowReader) take(c byte) bool {
	f.skip()
	if f.rest == "" || f.rest[0] != c {
		return false
	}
	f.rest = f.rest[1:]
	return true
}

func (f *flowReader) value(inFlow bool) node {
	f.skip()
	if f.rest == "" {
		return f.fail()
	}
	switch c := f.rest[0]; {
	case c == '[':
		return f.list()
	case c == '{':
		return f.mapping()
	case c == '"':
		return f.double()
	case c == '\'':
		return f.single()
	case wordByte(c) && c != '-' || c >= 0x80 || c == '(' || c == '/':
		return f.bare(inFlow)
	default:
		return f.fail()
	}
}

func (f *flowReader) list() node {
	out := node{kind: kindList, line: f.line}
	f.rest = f.rest[1:]
	if end := strings.IndexByte(f.rest, ']'); end > 0 {
		out.items = make([]node, 0, 1+strings.Count(f.rest[:end], ","))
	}
	if f.take(']') {
		return out
	}
	for !f.failed {
		out.items = append(out.items, f.value(true))
		if f.take(']') {
			return out
		}
		if !f.take(',') {
			return f.fail()
		}
	}
	return out
}

func (f *flowReader) mapping() node {
	out := node{kind: kindMap, line: f.line}
	f.rest = f.rest[1:]
	if f.take('}') {
		return out
	}
	for !f.failed {
		f.skip()
		key, rest, ok := cutKey(f.rest)
		if !ok || rest == "" || len(rest) == len(f.rest)-len(key)-1 { // a space must follow the colon
			return f.fail()
		}
		f.rest = rest
		out.pairs = append(out.pairs, pair{key: key, line: f.line, value: f.value(true)})
		if f.take('}') {
			return out
		}
		if !f.take(',') {
			return f.fail()
		}
	}
	return out
}

// double reads a text in double quotes; escapes other than \" and \\ are left to the full parser.
func (f *flowReader) double() node {
	var b strings.Builder
	for i := 1; i < len(f.rest); i++ {
		switch c := f.rest[i]; c {
		case '"':
			f.rest = f.rest[i+1:]
			return node{kind: kindScalar, line: f.line, value: b.String(), quoted: true}
		case '\\':
			i++
			if i == len(f.rest) || f.rest[i] != '"' && f.rest[i] != '\\' {
				return f.fail()
			}
			b.WriteByte(f.rest[i])
		default:
			b.WriteByte(c)
		}
	}
	return f.fail()
}

// single reads a text in single quotes, in which two of them stand for one.
func (f *flowReader) single() node {
	var b strings.Builder
	for i := 1; i < len(f.rest); i++ {
		if f.rest[i] != '\'' {
			b.WriteByte(f.rest[i])
			continue
		}
		if i+1 == len(f.rest) || f.rest[i+1] != '\'' {
			f.rest = f.rest[i+1:]
			return node{kind: kindScalar, line: f.line, value: b.String(), quoted: true}
		}
		b.WriteByte('\'')
		i++
	}
	return f.fail()
}

// bare reads a scalar without quotes; what could be a key, a comment or a bracket inside it is left to the full parser.
func (f *flowReader) bare(inFlow bool) node {
	end := len(f.rest)
	if inFlow {
		if i := strings.IndexAny(f.rest, ",]}"); i >= 0 {
			end = i
		}
	}
	text := strings.TrimRight(f.rest[:end], " ")
	if i := strings.Index(text, " #"); i >= 0 {
		if inFlow {
			return f.fail()
		}
		text, end = strings.TrimRight(text[:i], " "), i
	}
	if strings.Contains(text, ": ") || strings.HasSuffix(text, ":") || inFlow && strings.ContainsAny(text, `[{":`) {
		return f.fail()
	}
	f.rest = f.rest[end:]
	switch text {
	case "null", "Null", "NULL":
		return node{kind: kindNull, line: f.line}
	}
	return node{kind: kindScalar, line: f.line, value: text}
}
