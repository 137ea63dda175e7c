package answer

import "slices"

// apart says of a gap what is true of the whole of the passages: a word that
// the closest sentence lacks may be spoken of elsewhere. Then it is not that
// word that is missing, but a passage that says of it what was asked.
func (g gap) apart(p *part, ranked []scored) gap {
	elsewhere, nowhere := g.spoken(p, ranked)
	switch {
	case len(elsewhere) == 0:
		return g
	case len(nowhere) > 0:
		g.missing = nowhere
	case p.Figure != noQuantity && !slices.ContainsFunc(p.Words, func(w word) bool { return w.Kind == "measure" && slices.Contains(elsewhere, w.Text) }):
		g.missing = []string{figureName(p)}
	case p.Matter != nil:
		g.missing = []string{p.Matter.missing(p)}
	default:
		if with := besides(p, elsewhere); len(with) > 0 {
			g.missing = []string{listWords(elsewhere) + " together with " + listWords(with)}
		}
	}
	return g
}

// spoken divides what is missing into the words of the question that some
// sentence is about, and all else.
func (g gap) spoken(p *part, ranked []scored) (elsewhere, nowhere []string) {
	for k, m := range g.missing {
		if slices.Contains(g.missing[:k], m) {
			continue
		}
		i := slices.IndexFunc(p.Words, func(w word) bool { return w.Text == m && w.Level >= measureLevel && !w.strange() })
		if i >= 0 && slices.ContainsFunc(ranked, func(s scored) bool { return !s.refers && s.match(&p.Words[i]) >= inTitle }) {
			elsewhere = append(elsewhere, m)
		} else {
			nowhere = append(nowhere, m)
		}
	}
	return elsewhere, nowhere
}

// besides are the other names and measures of a question.
func besides(p *part, but []string) []string {
	return textsOf(p, func(w *word) bool { return w.Level >= measureLevel && !slices.Contains(but, w.Text) })
}
