package verify

// Thresholds of coverage, shares of the claim's weight.
const (
	minSentence    = 0.45 // in one sentence
	minWindow      = 0.55 // in the sentences that it rests on
	minPassage     = 0.63 // in the passage
	everydayShare  = 0.4  // of the weight of everyday words that the passage lacks
	maxStitched    = 0.28 // only in other sentences of the passage
	stitchedFigure = 0.18 // ... of a claim with figures
	fewWords       = 32.0 // weight below which a claim says what many passages say
	fewShare       = 0.85 // ... and must stand nearly whole in one sentence
)

// coverage checks that what the claim speaks of stands in the window.
func (r *reading) coverage() []Problem {
	if r.weight == 0 {
		return nil
	}
	var all, own, window, passage, stitched float64
	missing := ""
	var worst float64
	for i := range r.best {
		x := &r.c.toks[r.cs.from+i]
		if !x.content() || x.fig >= 0 {
			continue
		}
		w := x.weight
		if r.far[i] < likeLoose && !x.hard() && len(x.axis) == 0 {
			w *= everydayShare
		}
		all += w
		own += w * float64(r.best[i])
		window += w * float64(r.lent[i])
		passage += w * float64(r.far[i])
		if r.far[i] > r.lent[i] {
			stitched += x.weight * float64(r.far[i]-r.lent[i])
		}
		if r.lent[i] < likeLoose && x.weight > worst {
			worst, missing = x.weight, x.low
		}
	}
	figs := r.figureWeight()
	total := all + figs
	if figs == 0 && r.weight < fewWords && r.aligned < nearVerbatim && own < fewShare*all {
		return []Problem{{KindCoverage, missing, "the passage does not speak of this"}}
	}
	switch {
	case (passage+figs)/total < minPassage, (window+figs)/total < minWindow && len(r.sents) > 1, (own+figs)/total < minSentence:
		return []Problem{{KindCoverage, missing, "the passage does not speak of this"}}
	case stitched/total > maxStitched, figs > 0 && stitched/total > stitchedFigure && r.aligned < nearVerbatim:
		return []Problem{{KindCoverage, missing, "the passage says this of something else"}}
	}
	return nil
}

// figureWeight is the weight of the figures found.
func (r *reading) figureWeight() float64 {
	var w float64
	for n := range r.match {
		if r.match[n] >= 0 {
			w += 3
		}
	}
	return w
}
