package verify

// qualifiers checks the words that make another measure of a measure: what
// the claim calls a complete response must be one in the source, and the
// source's complete response no mere response in the claim.
func (r *reading) qualifiers() []Problem {
	for i := r.cs.from; i < r.cs.to; i++ {
		x := &r.c.toks[i]
		if x.flags&flagMeasure == 0 || x.fig >= 0 || !x.content() || r.isTold(i) {
			continue
		}
		found, fits := false, false
		for _, n := range r.sents {
			st := &r.d.sents[n]
			for k := st.from; k < st.to; k++ {
				if v := r.d.word[k]; v < 0 || r.tab.grade[i-r.cs.from][v] < likeSyn || r.d.toks[k].fig >= 0 {
					continue
				}
				found = true
				fits = fits || r.qualified(i, k, st) && r.keeps(i, k, st)
			}
		}
		if found && !fits {
			return []Problem{{KindQuantity, r.words(max(r.cs.from, i-1), i+1), "the passage measures something else"}}
		}
	}
	return nil
}

// fixedQualifiers must not be dropped.
var fixedQualifiers = map[string]bool{"complete": true, "partial": true, "progressionfree": true, "eventfree": true,
	"diseasefree": true, "relapsefree": true, "distant": true}

// keeps reports whether the claim keeps the qualifier of the source's measure
// k, somewhere near its own.
func (r *reading) keeps(i, k int, st *sentence) bool {
	for j := k - 1; j >= max(st.from, k-2); j-- {
		y := &r.d.toks[j]
		if !fixedQualifiers[y.low] {
			continue
		}
		kept := false
		for c := max(r.cs.from, i-6); c < min(r.cs.to, i+5); c++ {
			kept = kept || like(&r.c.toks[c], y) >= likeSyn || r.c.toks[c].stem == y.stem
		}
		if !kept {
			return false
		}
	}
	return true
}

// shares checks "n % of" something: what the claim takes the share of must be
// what the source takes it of.
func (r *reading) shares() []Problem {
	for n, k := range r.match {
		if k < 0 || r.settled != nil && r.settled[n] || r.cs.figs[n].dim != "percent" || r.figs[k].dim != "percent" {
			continue
		}
		f, g := &r.cs.figs[n], r.figs[k]
		mine := r.c.partOf(r.cs, f)
		theirs := r.d.partOf(r.sentenceOf(g), g)
		if len(mine) == 0 || len(theirs) == 0 {
			continue
		}
		shared := genericWhole[r.d.toks[theirs[0]].stem] || r.anyAlike(mine, theirs)
		if !shared && r.elsewhere(mine, theirs) {
			return []Problem{{KindSubject, r.words(f.from, mine[0]+1), "the passage says " + g.text(r.d.toks) + " of " + r.d.toks[theirs[0]].low}}
		}
	}
	return nil
}

// genericWhole are wholes that say nothing of what they are of.
var genericWhole = stemSet("cases patients people persons individuals tumors cancers malignancies neoplasms lesions women men children adults participants subjects")

// elsewhere reports whether the source has one of the claim's words, though
// not as what the share is of.
func (r *reading) elsewhere(mine, theirs []int) bool {
	for _, i := range mine {
		row := r.tab.grade[i-r.cs.from]
		for _, at := range r.core {
			if v := r.d.word[at]; v >= 0 && row[v] >= likeSyn && at != theirs[0] {
				return true
			}
		}
	}
	return false
}

// partOf returns the words of what figure f is a share of: up to four content
// words behind "of".
func (d *document) partOf(st *sentence, f *figure) []int {
	if f.to >= st.to || d.toks[f.to].low != "of" {
		return nil
	}
	var out []int
	for i := f.to + 1; i < st.to && len(out) < 4; i++ {
		t := &d.toks[i]
		switch {
		case t.fig >= 0 && !t.counted:
			continue
		case t.kind == tokPunct:
			return out
		case t.content():
			out = append(out, i)
		case len(out) > 0 && t.low != "or" && t.low != "and":
			return out
		}
	}
	return out
}
