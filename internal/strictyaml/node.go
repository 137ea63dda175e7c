package strictyaml

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// maxDepth bounds nesting, so that a hostile file cannot exhaust the stack. Hand-written files need 4 or 5 levels.
const maxDepth = 32

type kind int

const (
	kindNull kind = iota
	kindScalar
	kindList
	kindMap
)

// node is one value of the document, free of the YAML library's types.
type node struct {
	kind   kind
	line   int
	value  string // scalar: its text, unquoted
	quoted bool   // scalar: written in quotes or as a block, so surely a string
	items  []node // list
	pairs  []pair // map, in file order
}

type pair struct {
	key   string
	line  int
	value node
}

// describe names a node's kind as a curator would.
func (n node) describe() string {
	switch n.kind {
	case kindNull:
		return "nothing"
	case kindScalar:
		return fmt.Sprintf("%q", shorten(n.value))
	case kindList:
		return "a list"
	default:
		return "keys with values"
	}
}

// parse reads one document; lines count from first.
func parse(data []byte, first int) (root node, problem *Problem) {
	defer func() {
		// The YAML library is foreign code fed with foreign text: a crash of its parser is that text's fault.
		if r := recover(); r != nil {
			problem = &Problem{Line: first, What: "cannot be read as YAML", Write: "one `key: value` per line"}
		}
	}()
	if line, deep := tooDeep(data); deep {
		return node{}, &Problem{Line: first + line, What: fmt.Sprintf("nested more than %d levels deep", maxDepth), Write: "flat keys and short lists"}
	}
	for i, c := range data {
		if c < ' ' && c != '\n' && c != '\t' && c != '\r' {
			return node{}, &Problem{Line: first + bytes.Count(data[:i], []byte("\n")), What: fmt.Sprintf("the control character 0x%02x", c), Write: "plain text"}
		}
	}
	if root, ok := plain(string(data), first); ok {
		return root, nil
	}
	return parseFull(data, first)
}

// parseFull reads one document with the YAML library.
func parseFull(data []byte, first int) (root node, problem *Problem) {
	file, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return node{}, syntaxProblem(err, data, first)
	}
	if len(file.Docs) > 1 {
		return node{}, &Problem{Line: first + file.Docs[1].GetToken().Position.Line - 1, What: "a second document starts here", Write: "one document without further `---` lines"}
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return node{kind: kindNull, line: first}, nil
	}
	b := builder{offset: first - 1}
	root = b.build(file.Docs[0].Body)
	return root, b.problem
}

// tooDeep reports the zero-based line on which brackets or indentation nest beyond maxDepth.
func tooDeep(data []byte) (int, bool) {
	line, depth, indent, leading := 0, 0, 0, true
	for _, c := range data {
		switch {
		case c == '\n':
			line, indent, leading = line+1, 0, true
			continue
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth = max(0, depth-1)
		}
		leading = leading && (c == ' ' || c == '-')
		if leading {
			indent++
		}
		if depth > maxDepth || indent > 4*maxDepth {
			return line, true
		}
	}
	return 0, false
}

// openQuote is a line whose value begins with a quotation mark and has no second one.
var openQuote = regexp.MustCompile(`^[^"#]*[:\-,\[{] *"(?:[^"\\]|\\.)*$`)

// syntaxProblem places what the YAML library says. A quotation mark that is never closed is noticed by the library
// only where the next one stands, often many lines below; the curator is pointed to where it was opened.
func syntaxProblem(err error, data []byte, first int) *Problem {
	p := &Problem{Line: first, What: "cannot be read as YAML: " + firstLine(err.Error()), Write: "one `key: value` per line, text with a colon in quotes"}
	var se yaml.Error
	if errors.As(err, &se) {
		p.What = "cannot be read as YAML: " + firstLine(se.GetMessage())
		if tk := se.GetToken(); tk != nil && tk.Position != nil {
			p.Line = first + tk.Position.Line - 1
		}
	}
	for i, l := range strings.Split(string(data), "\n") {
		if first+i <= p.Line && openQuote.MatchString(l) {
			return &Problem{Line: first + i, What: "cannot be read as YAML: a quotation mark has no partner on its line", Write: `the closing " too`}
		}
	}
	return p
}

// builder turns the library's tree into nodes; the first thing that does not belong here stops it.
type builder struct {
	offset  int
	problem *Problem
}

func (b *builder) refuse(n ast.Node, what, write string) node {
	if b.problem == nil {
		b.problem = &Problem{Line: b.line(n), What: what, Write: write}
	}
	return node{kind: kindNull, line: b.line(n)}
}

func (b *builder) line(n ast.Node) int {
	if tk := n.GetToken(); tk != nil && tk.Position != nil {
		return tk.Position.Line + b.offset
	}
	return b.offset + 1
}

func (b *builder) build(n ast.Node) node {
	switch n := n.(type) {
	case *ast.NullNode:
		return node{kind: kindNull, line: b.line(n)}
	case *ast.StringNode:
		return node{kind: kindScalar, line: b.line(n), value: n.Value, quoted: n.Token.Type == token.SingleQuoteType || n.Token.Type == token.DoubleQuoteType}
	case *ast.LiteralNode:
		return node{kind: kindScalar, line: b.line(n), value: strings.TrimRight(n.Value.Value, "\n"), quoted: true}
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return node{kind: kindScalar, line: b.line(n), value: n.GetToken().Value}
	case *ast.SequenceNode:
		return b.list(n)
	case *ast.MappingNode:
		return b.mapping(n, n.Values)
	case *ast.MappingValueNode:
		return b.mapping(n, []*ast.MappingValueNode{n})
	default:
		return b.refuse(n, "anchors, aliases, merges and tags are not used here", "the value itself")
	}
}

func (b *builder) list(n *ast.SequenceNode) node {
	out := node{kind: kindList, line: b.line(n), items: make([]node, 0, len(n.Values))}
	for _, v := range n.Values {
		out.items = append(out.items, b.build(v))
	}
	return out
}

func (b *builder) mapping(n ast.Node, values []*ast.MappingValueNode) node {
	out := node{kind: kindMap, line: b.line(n), pairs: make([]pair, 0, len(values))}
	for i, v := range values {
		key, ok := v.Key.(ast.ScalarNode)
		if !ok {
			return b.refuse(n, "a key is not a plain word", "`key: value`")
		}
		p := pair{key: key.GetToken().Value, line: b.line(v.Key), value: b.build(v.Value)}
		if i == 0 {
			out.line = p.line
		}
		out.pairs = append(out.pairs, p)
	}
	return out
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "..."
	}
	return s
}
