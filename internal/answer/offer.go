package answer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// offer names questions that the sources answer near one that they do not:
// curators' questions that speak of something that was asked, the nearest
// first, one to a sentence.
func (w *work) offer() {
	type offered struct {
		question string
		nearness float64
	}
	var all []offered
	for i := range w.parts {
		p := &w.parts[i]
		for _, s := range rank(p, w.answer.Audience, w.hits) {
			if q, v := s.nearestQuestion(p); q != "" && !refuted(s.passage) {
				all = append(all, offered{q, v})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b offered) int { return cmp.Compare(b.nearness, a.nearness) })
	for _, o := range all {
		if len(w.answer.FollowUps) < mostFollowUps && !slices.Contains(w.answer.FollowUps, o.question) {
			w.answer.FollowUps = append(w.answer.FollowUps, o.question)
		}
	}
}

// nearestQuestion is the curator's question to s that is nearest to p, of those
// that are written out and name what p asks about, and how near it is; "" where
// there is none.
func (s *scored) nearestQuestion(p *part) (question string, nearness float64) {
	nearness = -1
	for i := range s.asked.pool {
		a := &s.asked.pool[i]
		if !isSentence(a.text) || !a.names(p) {
			continue
		}
		if v := s.nearness(p, a); v > nearness {
			question, nearness = a.text, v
		}
	}
	return question, nearness
}

// names reports whether a curator's question names something that p asks
// about, other than what the whole corpus is about.
func (a *askedView) names(p *part) bool {
	return slices.ContainsFunc(p.Words, func(w word) bool {
		return w.Level >= measureLevel && !w.strange() && w.IDF >= leastAnchor && (anyForm(a.stems, w.Forms) || anyForm(a.stems, w.Near))
	})
}

// isSentence reports whether a question is written out, asks one thing, and
// can be read alone.
func isSentence(q string) bool {
	return writtenOut.MatchString(q) && strings.Count(q, "?") == 1 && !leansBack.MatchString(q)
}

var writtenOut = regexp.MustCompile(`^(?:What|Which|Who|When|Where|Why|How|Is|Are|Was|Were|Does|Do|Did|Can|May|Must|Should|Has|Have|Will) [^:;]{8,90}\?$`)

var leansBack = regexp.MustCompile(`(?i)\b(?:this|these|those|it|they|them)\b`)
