package guard

import (
	"fmt"
	"strconv"
	"strings"
)

// node is one element of a phrase pattern. Exactly one of syms, alts, gap and
// opens is set.
type node struct {
	syms     []int32  // one word out of these, sorted
	alts     [][]node // one of these phrases
	gap      int      // any words, up to this many; -1 when not a gap
	opens    bool     // no word, but the place where a sentence opens
	optional bool
}

// rule is one line of a data file.
type rule struct {
	group, kind, grade string
	set                groupSet // the group as a bit
	line               string   // as written, for messages and tests
	code               []instr
	first              []int32 // the words that it may begin with
	anyFirst           bool    // it may begin with any word
}

// groupSet is a set of rule groups.
type groupSet byte

const (
	groupDanger groupSet = 1 << iota
	groupFrame
	groupCue
	groupID
	groupUnsafe
	groupInjection
	groupOrders

	groupsOfCheck = groupDanger | groupFrame | groupCue | groupID | groupUnsafe
)

var groupNames = map[string]groupSet{
	"danger": groupDanger, "frame": groupFrame, "cue": groupCue, "id": groupID, "unsafe": groupUnsafe, "injection": groupInjection, "orders": groupOrders,
}

func (g groupSet) has(o groupSet) bool { return g&o != 0 }

// compile reads the notation of data/README.md into nodes.
func (l *lexicon) compile(line string) ([]node, error) {
	p := patternParser{lex: l, in: line}
	nodes, err := p.sequence(false)
	if err != nil {
		return nil, fmt.Errorf("pattern %q: %w", line, err)
	}
	if p.pos < len(p.in) {
		return nil, fmt.Errorf("pattern %q: unexpected %q", line, p.in[p.pos:])
	}
	if len(nodes) == 0 {
		return nil, fmt.Errorf("pattern %q: empty", line)
	}
	return nodes, nil
}

type patternParser struct {
	lex *lexicon
	in  string
	pos int
}

// sequence reads elements up to the end; inside brackets up to '|' or ')'.
func (p *patternParser) sequence(inside bool) ([]node, error) {
	var out []node
	for p.pos < len(p.in) {
		c := p.in[p.pos]
		if c == ' ' {
			p.pos++
			continue
		}
		if inside && (c == '|' || c == ')') {
			break
		}
		n, err := p.element(inside)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

func (p *patternParser) element(inside bool) (node, error) {
	var n node
	var err error
	switch {
	case p.in[p.pos] == '(':
		n, err = p.group()
	case p.in[p.pos] == '^':
		p.pos++
		n = node{gap: -1, opens: true}
	case strings.HasPrefix(p.in[p.pos:], ".."):
		n, err = p.gap()
	default:
		n, err = p.words(inside)
	}
	if err == nil && p.pos < len(p.in) && p.in[p.pos] == '?' {
		n.optional = true
		p.pos++
	}
	return n, err
}

func (p *patternParser) group() (node, error) {
	n := node{gap: -1}
	p.pos++ // (
	var syms []int32
	for {
		if s, ok := p.lone(); ok {
			if syms = append(syms, s); p.in[p.pos-1] == ')' {
				n.alts = append(n.alts, []node{{syms: syms, gap: -1}})
				n.flatten()
				return n, nil
			}
			continue
		}
		seq, err := p.sequence(true)
		if err != nil {
			return n, err
		}
		n.alts = append(n.alts, seq)
		if p.pos >= len(p.in) {
			return n, fmt.Errorf("a bracket is not closed")
		}
		p.pos++
		if p.in[p.pos-1] == ')' {
			if len(syms) > 0 {
				n.alts = append(n.alts, []node{{syms: syms, gap: -1}})
			}
			n.flatten()
			return n, nil
		}
	}
}

// lone reads an alternative of one plain word with the '|' or ')' after it,
// which most alternatives are.
func (p *patternParser) lone() (int32, bool) {
	for i := p.pos; i < len(p.in); i++ {
		switch c := p.in[i]; {
		case c >= 'a' && c <= 'z':
		case (c == '|' || c == ')') && i > p.pos:
			s, ok := p.lex.simple(p.in[p.pos:i])
			if ok {
				p.pos = i + 1
			}
			return s, ok
		default:
			return 0, false
		}
	}
	return 0, false
}

func (p *patternParser) gap() (node, error) {
	p.pos += 2
	start := p.pos
	for p.pos < len(p.in) && isDigit(rune(p.in[p.pos])) {
		p.pos++
	}
	width, err := strconv.Atoi(p.in[start:p.pos])
	if err != nil || width < 1 || width > 16 {
		return node{}, fmt.Errorf("a gap needs a width from 1 to 16, as in ..4")
	}
	return node{gap: width}, nil
}

// words reads one word, or several joined by '|' outside brackets.
func (p *patternParser) words(inside bool) (node, error) {
	stop := " ()?"
	if inside {
		stop = " ()?|"
	}
	end := strings.IndexAny(p.in[p.pos:], stop)
	if end < 0 {
		end = len(p.in) - p.pos
	}
	atom := p.in[p.pos : p.pos+end]
	if atom == "" {
		return node{}, fmt.Errorf("a word is missing before %q", p.in[p.pos:])
	}
	p.pos += end
	n := node{gap: -1}
	var syms []int32
	for w := range strings.SplitSeq(atom, "|") {
		if s, ok := p.lex.simple(w); ok {
			syms = append(syms, s)
			continue
		}
		alt, err := p.lex.atom(w)
		if err != nil {
			return n, err
		}
		n.alts = append(n.alts, alt...)
	}
	if len(syms) > 0 {
		n.alts = append(n.alts, []node{{syms: syms, gap: -1}})
	}
	n.flatten()
	return n, nil
}

// simple gives the symbol of a word that is written as it is matched.
func (l *lexicon) simple(w string) (int32, bool) {
	if s, ok := l.vocab[w]; ok {
		return s, l.normal[w] == nil
	}
	for i := range len(w) {
		if w[i] < 'a' || w[i] > 'z' {
			return 0, false
		}
	}
	if w == "" || l.normal[w] != nil {
		return 0, false
	}
	return l.intern(w), true
}

// atom compiles one word, prefix* or <macro> into alternatives.
func (l *lexicon) atom(w string) ([][]node, error) {
	if strings.HasPrefix(w, "<") {
		m, ok := l.macros[strings.Trim(w, "<>")]
		if !ok {
			return nil, fmt.Errorf("no list is called %s", w)
		}
		return m, nil
	}
	if head, ok := strings.CutSuffix(w, "*"); ok {
		return [][]node{{{syms: []int32{l.prefix(foldString(head))}, gap: -1}}}, nil
	}
	var seq []node
	for _, part := range l.spell(w) {
		seq = append(seq, node{syms: []int32{l.intern(part)}, gap: -1})
	}
	if len(seq) == 0 {
		return nil, fmt.Errorf("%q holds no word", w)
	}
	return [][]node{seq}, nil
}
