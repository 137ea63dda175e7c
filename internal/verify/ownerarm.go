package verify

// otherArm returns a figure of g's sentence that belongs to the only treatment
// that the claim names, where g belongs to others: "16.9 months with
// vemurafenib" is not "33.6 months with vemurafenib".
func (r *reading) otherArm(f, g *figure) *figure {
	st := r.sentenceOf(g)
	if st == nil || g.role != rolePlain || len(r.c.sameKind(r.cs, f)) > 1 || r.compares() {
		return nil
	}
	run := r.d.sameKind(st, g)
	if len(run) < 2 {
		return nil
	}
	mine := r.d.owners(st, g)
	for _, h := range run {
		if h.num == g.num {
			continue
		}
		theirs := r.d.owners(st, h)
		held, lost := false, false
		for i := range r.best {
			if !r.c.toks[r.cs.from+i].isName() || r.best[i] < likeSyn {
				continue
			}
			a, b := r.owned(r.cs.from+i, st, mine), r.owned(r.cs.from+i, st, theirs)
			held = held || a > 0
			lost = lost || a == ownedNot && b >= likeSyn*ownedWholly
		}
		if lost && !held {
			return h
		}
	}
	return nil
}

// compares reports whether the claim sets one thing against another.
func (r *reading) compares() bool {
	for i := r.cs.from; i < r.cs.to; i++ {
		switch t := &r.c.toks[i]; {
		case t.fig >= 0:
		case t.flags&flagCompare != 0, t.low == "against", t.low == "over", t.low == "before", t.low == "after":
			return true
		}
	}
	return false
}
