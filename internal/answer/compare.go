package answer

import "curbside/internal/text"

// sides returns the two things that a comparison question sets beside each
// other, as two parts with all other words in common; ok is false where two
// such things cannot be told apart.
func sides(p *part) ([]part, bool) {
	for _, kind := range []string{"drug", "regimen", "disease", "population", "cell", "procedure", "symptom"} {
		var at []int
		seen := map[string]bool{}
		for i, w := range p.Words {
			if w.Kind == kind && w.Level >= measureLevel && !seen[canonical(w.Term)] {
				seen[canonical(w.Term)] = true
				at = append(at, i)
			}
		}
		if len(at) == 2 {
			return []part{without(p, at[1]), without(p, at[0])}, true
		}
	}
	return nil, false
}

// without returns p without word i.
func without(p *part, i int) part {
	q := *p
	q.Words, q.Matter = nil, nil
	for k, w := range p.Words {
		if k != i && canonical(w.Term) != canonical(p.Words[i].Term) {
			q.Words = append(q.Words, w)
		}
	}
	return q
}

// compare answers a comparison: one sentence on both sides where there is
// one, else the best on each.
func compare(p *part, audience string, ranked func(*part) []scored) (selection, gap, bool) {
	two, split := sides(p)
	sel, g, ok := direct(p, audience, ranked(p))
	if ok && (!split || holdsBoth(p, two, sel.headline)) {
		return sel, g, true
	}
	if !split {
		return selection{}, g, false
	}
	sel = selection{apart: true}
	for i := range two {
		side, gapOfSide, covered := direct(&two[i], audience, ranked(&two[i]))
		if !covered {
			return selection{}, gapOfSide, false
		}
		section := sideName(&two[i], p)
		if sel.headline == nil {
			sel.headline = side.headline
		} else if !redundant(side.headline, sel.with(nil)) {
			sel.points = append(sel.points, point{section, side.headline})
		}
		for k, pt := range side.points {
			if k < 2 && !redundant(pt.s, sel.with(nil)) {
				sel.points = append(sel.points, point{section, pt.s})
			}
		}
	}
	return sel, gap{}, true
}

// holdsBoth reports whether one sentence names all that is compared. What is asked
// of both sides, as the disease, may stand over it.
func holdsBoth(p *part, sides []part, s *sentenceView) bool {
	for i := range p.Words {
		w := &p.Words[i]
		if w.Level < measureLevel || s.match(w) >= inSentence*nearShare {
			continue
		}
		if w.Kind == "measure" || opensList(s) || !sides[0].names(*w) || !sides[1].names(*w) || s.match(w) < inHeadings {
			return false
		}
	}
	return true
}

// sideName names a side of a comparison by the word that only it holds.
func sideName(side, whole *part) string {
	for _, w := range side.Words {
		shared := 0
		for _, o := range whole.Words {
			if o.Kind == w.Kind && o.Level >= measureLevel {
				shared++
			}
		}
		if w.Level >= measureLevel && shared == 2 {
			return text.Squeeze(w.Text)
		}
	}
	return ""
}
