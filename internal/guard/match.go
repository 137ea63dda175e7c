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
const maxSteps = 300

// matcher runs rules over the words of one reading.
type matcher struct {
	words []word
	limit int // end of the sentence at hand
	// opening is the first word of the sentence that says something ("and",
	// "please" and the like are passed over)
	opening int
	steps   int
	code    []instr
	awake   []int32 // rules to try in the sentence at hand
	seen    []int32 // per rule: the sentence that woke it last, plus one
}

// match finds the rules of some groups in every place, at most once per rule
// and first word, in the order of the text.
func (l *lexicon) match(r *reading, groups groupSet) []mention {
	var out []mention
	m := matcher{words: r.words, seen: make([]int32, len(l.rules))}
	for s := range r.ends {
		from, to := r.sentence(s)
		m.limit, m.opening = to, r.opening(s)
		m.wake(l, from, to, int32(s+1), groups)
		start := len(out)
		for _, ri := range m.awake {
			out = m.try(&l.rules[ri], from, s, out)
		}
		slices.SortStableFunc(out[start:], func(a, b mention) int { return a.from - b.from })
	}
	return out
}

// wake collects the rules whose rarest part stands in words [from,to).
func (m *matcher) wake(l *lexicon, from, to int, stamp int32, groups groupSet) {
	m.awake = m.awake[:0]
	for i := from; i < to; i++ {
		m.wakeBy(l, m.words[i].sym, stamp, groups)
		for _, h := range m.words[i].heads {
			m.wakeBy(l, h, stamp, groups)
		}
	}
	slices.Sort(m.awake)
}

func (m *matcher) wakeBy(l *lexicon, sym, stamp int32, groups groupSet) {
	if sym == 0 {
		return
	}
	for _, ri := range l.index[sym] {
		if m.seen[ri] != stamp && groups.has(l.rules[ri].set) {
			m.seen[ri] = stamp
			m.awake = append(m.awake, ri)
		}
	}
}

// try runs one rule at every word of the sentence that it may begin with.
func (m *matcher) try(r *rule, from, sent int, out []mention) []mention {
	m.code = r.code
	for i := from; i < m.limit; i++ {
		if !r.anyFirst && !m.words[i].in(r.first) {
			continue
		}
		m.steps = maxSteps
		if end := m.run(int32(len(r.code)-1), i); end > i {
			out = append(out, mention{rule: r, from: i, to: end, sent: sent})
		}
	}
	return out
}

// run goes on at instruction pc and word pos; it returns the end, or -1.
func (m *matcher) run(pc int32, pos int) int {
	for {
		if m.steps--; m.steps < 0 {
			return -1
		}
		in := &m.code[pc]
		switch in.op {
		case opMatch:
			return pos
		case opOpen:
			if pos != m.opening {
				return -1
			}
			pc = in.next
		case opWord:
			if pos >= m.limit || !m.words[pos].in(in.syms) {
				return -1
			}
			pc, pos = in.next, pos+1
		case opGap:
			return m.runGap(in, pos)
		default:
			for _, to := range in.to {
				if end := m.run(to, pos); end >= 0 {
					return end
				}
			}
			return -1
		}
	}
}

func (m *matcher) runGap(in *instr, pos int) int {
	next := &m.code[in.next]
	for i := 0; i <= int(in.width) && pos+i <= m.limit; i++ {
		if next.op == opWord && (pos+i >= m.limit || !m.words[pos+i].in(next.syms)) {
			continue
		}
		if end := m.run(in.next, pos+i); end >= 0 {
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
	if s == 0 || s < syms[0] || s > syms[len(syms)-1] {
		return false
	}
	if len(syms) <= 6 {
		return slices.Contains(syms, s)
	}
	lo, hi := 0, len(syms)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if syms[mid] < s {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(syms) && syms[lo] == s
}
