package guard

import (
	"math"
	"slices"
)

// opcode says what an instruction does.
type opcode byte

const (
	opWord  opcode = iota // one word out of syms
	opGap                 // up to width words of any kind
	opSplit               // go on at one of to, in order
	opOpen                // the place where a sentence opens
	opMatch               // the rule has matched
)

// instr is one instruction of a compiled rule. It goes on at the next one.
type instr struct {
	op    opcode
	width int16
	syms  []int32
	to    []int32
	next  int32
}

// assemble turns the nodes of a rule into instructions, so that matching needs
// no memory of its own.
func (a *assembler) assemble(nodes []node) []instr {
	a.code = append(a.code[:0], instr{op: opMatch})
	start := a.sequence(nodes, 0)
	// the entry stands last; the matcher begins there
	if int(start) != len(a.code)-1 {
		a.code = append(a.code, instr{op: opSplit, to: []int32{start}})
	}
	return slices.Clone(a.code)
}

// assembler keeps its buffer from rule to rule.
type assembler struct{ code []instr }

// sequence emits nodes that go on at next, and gives where they begin.
func (a *assembler) sequence(nodes []node, next int32) int32 {
	for i := len(nodes) - 1; i >= 0; i-- {
		next = a.node(&nodes[i], next)
	}
	return next
}

func (a *assembler) node(n *node, next int32) int32 {
	var at int32
	switch {
	case n.opens:
		at = a.emit(instr{op: opOpen, next: next})
	case n.syms != nil:
		at = a.emit(instr{op: opWord, syms: n.syms, next: next})
	case n.alts != nil:
		to := make([]int32, 0, len(n.alts)+1)
		for _, alt := range n.alts {
			to = append(to, a.sequence(alt, next))
		}
		if n.optional {
			to = append(to, next)
		}
		return a.emit(instr{op: opSplit, to: to})
	default:
		return a.emit(instr{op: opGap, width: int16(n.gap), next: next})
	}
	if n.optional {
		return a.emit(instr{op: opSplit, to: []int32{at, next}})
	}
	return at
}

func (a *assembler) emit(in instr) int32 {
	a.code = append(a.code, in)
	return int32(len(a.code) - 1)
}

// Words that are in nearly every message wake too many rules: a rule is woken
// by its rarest part.
var frequent = map[string]float64{
	"i": 20, "is": 30, "the": 40, "to": 40, "of": 40, "a": 40, "in": 40, "and": 40, "it": 20, "he": 15, "she": 15, "my": 20, "not": 15,
	"was": 15, "has": 15, "have": 20, "had": 15, "for": 30, "with": 30, "on": 30, "what": 30, "how": 20, "be": 15, "are": 20, "do": 20,
	"does": 15, "can": 20, "at": 15, "this": 15, "that": 15, "her": 10, "his": 10, "s": 20, "will": 10, "or": 20, "from": 15, "by": 15,
	"if": 10, "when": 10, "you": 15, "me": 10, "we": 10, "an": 20, "am": 10, "as": 15, "after": 10, "there": 8, "no": 10, "up": 5,
	"patient": 20, "treatment": 10, "dose": 10, "il": 10, "blood": 5, "out": 5, "get": 5, "your": 10, "all": 5, "which": 10, "been": 5,
	"should": 10, "day": 5, "now": 5, "pain": 3, "year": 5, "old": 5, "symNumber": 30, "they": 8, "him": 5, "them": 5, "than": 5,
}

// wakers gives the words of which one must stand in a sentence for the rule to
// match: the rarest of the parts that it cannot do without.
func (l *lexicon) wakers(nodes []node) []int32 {
	best, low := []int32(nil), math.Inf(1)
	for i := range nodes {
		syms, ok := l.needed(&nodes[i])
		if !ok {
			continue
		}
		if w := l.weight(syms); w < low {
			best, low = syms, w
		}
	}
	return best
}

// needed gives words of which one must be there for the node to match.
func (l *lexicon) needed(n *node) ([]int32, bool) {
	if n.optional || n.opens || n.syms == nil && n.alts == nil {
		return nil, false
	}
	if n.syms != nil {
		return n.syms, true
	}
	var all []int32
	for _, alt := range n.alts {
		w := l.wakers(alt)
		if w == nil {
			return nil, false
		}
		all = append(all, w...)
	}
	slices.Sort(all)
	return slices.Compact(all), true
}

func (l *lexicon) weight(syms []int32) float64 {
	w := 0.0
	for _, s := range syms {
		w += l.common[s]
	}
	return w
}
