package verify

// A passage has a topic: what its first sentence names, its later sentences need
// not name again. A claim that rests on a later sentence may say it. Behind
// the first sentence's verb, and beside figures, only names count: what it does is no
// topic, and "opened bottles" are not "the diluted syrup".

// topicWords is how many content words of the first sentence may be its topic.
const topicWords = 12

// lendTopic lets the words of the passage's topic stand with the window, where
// the window speaks of nothing of their kind instead.
func (r *reading) lendTopic() {
	if len(r.d.sents) < 2 || r.d.ids != nil {
		return
	}
	first := &r.d.sents[0]
	for _, n := range r.sents {
		if n == 0 {
			return
		}
	}
	words, verb := 0, false
	for k := first.from; k < first.to && words < topicWords; k++ {
		y := &r.d.toks[k]
		verb = verb || auxiliary(y.low) || modalWords[y.low]
		if !y.content() || y.fig >= 0 {
			continue
		}
		words++
		for i := range r.best {
			x := &r.c.toks[r.cs.from+i]
			if !x.content() || (verb || len(r.cs.figs) > 0) && !x.isName() || x.fig >= 0 || r.lent[i] >= likeSyn || r.tab.grade[i][r.d.word[k]] < likeSyn || r.sameKindHere(x) {
				continue
			}
			if r.topical == nil {
				r.topical = make([]bool, len(r.best))
			}
			r.topical[i] = true
			r.lent[i], r.far[i] = likeSyn, max(r.far[i], likeSyn)
		}
	}
}

// sameKindHere reports whether the window has another name of the kind of x
// that the claim does not say.
func (r *reading) sameKindHere(x *token) bool {
	for _, at := range r.toks {
		y := &r.d.toks[at]
		if !y.content() || y.fig >= 0 || r.claimHas(y) {
			continue
		}
		switch {
		case excluded(x, y), x.flags&y.flags&flagDrug != 0, opposed(x, y):
			return true
		case x.isName() && y.isName():
			return true
		}
	}
	return false
}

// isTopical reports whether the claim's word i is lent by the passage's topic.
func (r *reading) isTopical(i int) bool { return r.topical != nil && r.topical[i-r.cs.from] }
