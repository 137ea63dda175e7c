package guard

import "slices"

// mention is a place where a rule matched: words [from,to) of a reading.
type mention struct {
	rule     *rule
	from, to int
	sent     int
}

// One try of one rule at one word takes at most this many steps, so that
// matching stays linear whatever the text.
const maxSteps = 400

// matcher runs rules over the words of one reading.
type matcher struct {
	words []word
	limit int // end of the sentence at hand
	// opening is the first word of the sentence that says something ("and",
	// "please" and the like are passed over)
	opening int
	steps   int
}

// frame is what is left to match after an alternative.
type frame struct {
	nodes []node
	next  *frame
}

// match finds every rule in every place, at most once per rule and first word.
func (l *lexicon) match(r *reading) []mention {
	var out []mention
	m := matcher{words: r.words}
	for s := range r.ends {
		from, to := r.sentence(s)
		m.limit, m.opening = to, r.opening(s)
		for i := from; i < to; i++ {
			out = l.matchAt(&m, i, s, out)
		}
	}
	return out
}

func (l *lexicon) matchAt(m *matcher, i, sent int, out []mention) []mention {
	w := &m.words[i]
	out = l.try(m, w.sym, i, sent, out)
	for _, h := range w.heads {
		out = l.try(m, h, i, sent, out)
	}
	return out
}

func (l *lexicon) try(m *matcher, sym int32, i, sent int, out []mention) []mention {
	if sym == 0 {
		return out
	}
	for _, ri := range l.index[sym] {
		r := &l.rules[ri]
		m.steps = maxSteps
		if end := m.run(r.nodes, nil, i); end > i {
			out = append(out, mention{rule: r, from: i, to: end, sent: sent})
		}
	}
	return out
}

// run matches nodes and then what k holds, from word pos on; it returns the
// end, or -1.
func (m *matcher) run(nodes []node, k *frame, pos int) int {
	if m.steps--; m.steps < 0 {
		return -1
	}
	if len(nodes) == 0 {
		if k == nil {
			return pos
		}
		return m.run(k.nodes, k.next, pos)
	}
	n, rest := &nodes[0], nodes[1:]
	switch {
	case n.gap >= 0 && n.syms == nil && n.alts == nil:
		return m.runGap(n.gap, rest, k, pos)
	case n.opens:
		if pos == m.opening {
			return m.run(rest, k, pos)
		}
	case n.syms != nil:
		if pos < m.limit && m.words[pos].in(n.syms) {
			if end := m.run(rest, k, pos+1); end >= 0 {
				return end
			}
		}
	default:
		for _, a := range n.alts {
			if end := m.run(a, &frame{rest, k}, pos); end >= 0 {
				return end
			}
		}
	}
	if n.optional {
		return m.run(rest, k, pos)
	}
	return -1
}

func (m *matcher) runGap(width int, rest []node, k *frame, pos int) int {
	for i := 0; i <= width && pos+i <= m.limit; i++ {
		if end := m.run(rest, k, pos+i); end >= 0 {
			return end
		}
	}
	return -1
}

func (w *word) in(syms []int32) bool {
	if has(syms, w.sym) {
		return true
	}
	for _, h := range w.heads {
		if has(syms, h) {
			return true
		}
	}
	return false
}

func has(syms []int32, s int32) bool {
	if s == 0 {
		return false
	}
	if len(syms) <= 6 {
		return slices.Contains(syms, s)
	}
	_, ok := slices.BinarySearch(syms, s)
	return ok
}
