package guard

import "slices"

// flatten turns alternatives of one word each into a set, which matches faster.
func (n *node) flatten() {
	if n.syms != nil {
		return
	}
	var syms []int32
	var rest [][]node
	for _, a := range n.alts {
		if len(a) == 1 && a[0].syms != nil && !a[0].optional {
			syms = append(syms, a[0].syms...)
			continue
		}
		rest = append(rest, a)
	}
	slices.Sort(syms)
	syms = slices.Compact(syms)
	if len(rest) == 0 {
		n.syms, n.alts = syms, nil
		return
	}
	if len(syms) > 0 {
		rest = append(rest, []node{{syms: syms, gap: -1}})
	}
	n.alts = rest
}

// first adds the symbols that a phrase may begin with; it reports whether the
// phrase may be empty.
func first(seq []node, add func(int32)) bool {
	for _, n := range seq {
		empty := n.optional || n.gap >= 0 || n.opens
		for _, s := range n.syms {
			add(s)
		}
		for _, a := range n.alts {
			if first(a, add) {
				empty = true
			}
		}
		if !empty {
			return false
		}
	}
	return true
}
