package strictyaml

import "strings"

// plain reads the part of YAML in which nearly all curated files are written: block mappings with bare keys, block
// lists, lists and mappings in brackets on one line, scalars on one line, comments. On anything else it gives up
// (ok is false) and the full YAML parser decides; it never reports a fault itself. A fuzz test holds it equal to the
// full parser, which takes ten times as long on the hundreds of small blocks of a corpus.
func plain(data string, first int) (root node, ok bool) {
	r := plainReader{lines: make([]plainLine, 0, strings.Count(data, "\n")+1)}
	for l := range strings.Lines(data) {
		l = strings.TrimRight(l, "\n ")
		if !printable(l) {
			return node{}, false
		}
		text := strings.TrimLeft(l, " ")
		if text != "" && text[0] != '#' {
			r.lines = append(r.lines, plainLine{indent: len(l) - len(text), text: text, number: first})
		}
		first++
	}
	if len(r.lines) == 0 || r.lines[0].indent != 0 {
		return node{}, false
	}
	root = r.block(0)
	return root, !r.failed && r.at == len(r.lines)
}

// printable reports whether a line holds only characters whose meaning does not depend on fine print: no tabs,
// control characters, exotic line ends or byte order marks.
func printable(l string) bool {
	for i := 0; i < len(l); i++ {
		if c := l[i]; c < ' ' || c >= 0x7f {
			return printableRunes(l)
		}
	}
	return true
}

func printableRunes(l string) bool {
	for _, c := range l {
		if c < ' ' || c >= 0x7f && c <= 0xa0 || c == 0x2028 || c == 0x2029 || c == 0xfeff || c == 0xfffd {
			return false
		}
	}
	return true
}

// plainLine is one line that is neither blank nor a comment.
type plainLine struct {
	indent, number int
	text           string
}

type plainReader struct {
	lines  []plainLine
	at     int
	failed bool
}

func (r *plainReader) fail() node {
	r.failed = true
	return node{}
}

// next gives the current line's indentation, or -1 at the end.
func (r *plainReader) next() int {
	if r.failed || r.at == len(r.lines) {
		return -1
	}
	return r.lines[r.at].indent
}

func (r *plainReader) block(indent int) node {
	if strings.HasPrefix(r.lines[r.at].text, "- ") {
		return r.list(indent)
	}
	return r.mapping(indent)
}

func (r *plainReader) mapping(indent int) node {
	out := node{kind: kindMap, line: r.lines[r.at].number, pairs: make([]pair, 0, 9)}
	for r.next() >= indent {
		l := r.lines[r.at]
		key, rest, ok := cutKey(l.text)
		if l.indent > indent || !ok {
			return r.fail()
		}
		r.at++
		out.pairs = append(out.pairs, pair{key: key, line: l.number, value: r.valueOf(rest, l)})
	}
	return out
}

// valueOf reads what stands behind the colon of line l: on the same line, or as a block below.
func (r *plainReader) valueOf(rest string, l plainLine) node {
	if rest != "" && rest[0] != '#' {
		return r.inline(rest, l.number)
	}
	below := r.next()
	if below > l.indent || below == l.indent && strings.HasPrefix(r.lines[r.at].text, "- ") {
		return r.block(below)
	}
	return node{kind: kindNull, line: l.number}
}

func (r *plainReader) list(indent int) node {
	out := node{kind: kindList, line: r.lines[r.at].number}
	for r.next() == indent && strings.HasPrefix(r.lines[r.at].text, "- ") {
		l := &r.lines[r.at]
		text := strings.TrimLeft(l.text[2:], " ")
		if _, _, isKey := cutKey(text); isKey {
			l.indent += len(l.text) - len(text)
			l.text = text
			out.items = append(out.items, r.mapping(l.indent))
			continue
		}
		if text == "" || text[0] == '#' {
			return r.fail()
		}
		r.at++
		out.items = append(out.items, r.inline(text, l.number))
	}
	if r.next() > indent {
		return r.fail()
	}
	return out
}

// inline reads a value that fills the rest of a line.
func (r *plainReader) inline(text string, line int) node {
	f := flowReader{rest: text, line: line}
	n := f.value(false)
	rest := strings.TrimLeft(f.rest, " ")
	if f.failed || rest != "" && (rest[0] != '#' || len(rest) == len(f.rest)) {
		return r.fail()
	}
	return n
}

// cutKey splits "key: value" where the key is a bare word.
func cutKey(text string) (key, rest string, ok bool) {
	i := 0
	for i < len(text) && wordByte(text[i]) {
		i++
	}
	if i == 0 || text[0] == '-' || i == len(text) || text[i] != ':' || i+1 < len(text) && text[i+1] != ' ' {
		return "", "", false
	}
	return text[:i], strings.TrimLeft(text[i+1:], " "), true
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}
