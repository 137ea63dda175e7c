package answer

import (
	"regexp"
	"slices"
	"sync"

	"curbside/internal/text"
)

// A curator writes down, in askers' words, which questions a sentence answers
// (corpus/questions). A question that is near one of them is answered by that
// sentence even where they share no word; how near is measured here.

// Bounds on how near a question is to one that a curator wrote, 0 to 1.
// Chosen on the tuning half of the question set.
const (
	nearAsked      = 0.5  // its words count as the sentence's
	sameAsked      = 0.74 // it is the same question
	certainlyAsked = 0.88 // the more so, whatever kind of figure the words seem to ask for
	leastTold      = 4.5  // rarity of the words besides names that must be the same
	wordingShare   = 0.2  // of the likeness of all words, the form of the question included
	otherFigure    = 0.8  // where another kind of figure is asked for, or none
	aboutShare     = 0.3  // of the weight of a word that the passage is about, where the asker has left it out
	inAsked        = 0.9  // what a word is worth that stands in the nearest curator's question only
	inPool         = 0.7  // or in another question to the sentence
)

// askedView is a curator's question made ready for matching.
type askedView struct {
	text    string
	stems   []string // with content
	weights []float64
	figure  func() quantity // that it asks for, found out when it matters
	all     []string        // with the words that carry no content
}

// askedFit is the curator's question that is nearest to the asker's.
type askedFit struct {
	value float64     // 0 to 1
	stems []string    // none where it asks for another kind of figure
	pool  []askedView // all questions to the sentence
}

// holds reports whether the nearest question has w, and is near enough for
// its words to count. Drugs, diseases, people and the like count where the
// source itself has them only.
func (f askedFit) holds(w *word) bool {
	return w.Level < entityLevel && f.value >= nearAsked && (anyForm(f.stems, w.Forms) || anyForm(f.stems, w.Near))
}

// match is what w is worth in the sentence or in the nearest question.
func (s *scored) match(w *word) float64 {
	if s.passage.About.Topic == "pregnancy" && !s.part.Topics["pregnancy"] && offspring.MatchString(w.Stem) {
		return 0
	}
	m := s.sentenceView.match(w)
	if m < inAsked && s.asked.holds(w) {
		return inAsked
	}
	if m < inPool && s.asked.pooled(s.part, w) {
		return inPool
	}
	return m
}

// offspring are stems that mean a patient's own in a passage on pregnancy, and
// patients elsewhere.
var offspring = regexp.MustCompile(`^(?:child|children|kid|infant|newborn|babi)$`)

// pooled reports whether a question to the sentence holds w together with
// another word of p that tells.
func (f askedFit) pooled(p *part, w *word) bool {
	if w.Level != contentLevel {
		return false
	}
	for i := range f.pool {
		stems := f.pool[i].stems
		if anyForm(stems, w.Forms) && f.pool[i].figure() == p.Figure && slices.ContainsFunc(p.Words, func(o word) bool {
			return o.Start != w.Start && o.Level != softLevel && !isName(o.Kind) && (anyForm(stems, o.Forms) || anyForm(stems, o.Near))
		}) {
			return true
		}
	}
	return false
}

// asked makes questions ready. The caller holds v.mu.
func (v *views) asked(questions []string) []askedView {
	var out []askedView
	for _, q := range questions {
		a := askedView{text: q, figure: sync.OnceValue(func() quantity { return askedFor(text.Fold(q)) })}
		for _, t := range v.index.Analyze(q) {
			a.all = append(a.all, t.Stem)
			if word := text.Fold(t.Text); v.index.IsStop(word) || v.soft[word] {
				continue
			}
			a.stems = append(a.stems, t.Stem)
			a.weights = append(a.weights, min(max(v.index.IDF(t.Stem), 1), 5))
		}
		out = append(out, a)
	}
	return out
}

// fit finds the curator's question that is nearest to p.
func (s *sentenceView) fit(p *part) askedFit {
	best := askedFit{pool: s.asked}
	for i := range s.asked {
		a := &s.asked[i]
		if v := s.nearness(p, a); v > best.value {
			best = askedFit{value: v, pool: s.asked}
			if p.Figure == noQuantity || p.Figure == a.figure() {
				best.stems = a.stems
			}
		}
	}
	return best
}

// nearness is the harmonic mean of how much of the asker's question the
// curator's holds and how much of the curator's the asker's does, by rarity.
// Names that the passage is about may be left out of the asker's and count
// little in the curator's.
//
// The same words in any order are the same question, however common they are.
func (s *sentenceView) nearness(p *part, a *askedView) float64 {
	if sameWords(p.stems, a.all) {
		return theSame
	}
	met := make([]bool, len(a.stems))
	got, all, told := 0.0, 0.0, 0.0
	for i := range p.Words {
		w := &p.Words[i]
		found := markForms(a.stems, w.Forms, met)
		near := !found && (markForms(a.stems, w.Near, met) || markForms(a.stems, w.Akin, met))
		if w.Level == softLevel {
			continue
		}
		weight := weightOf(w)
		all += weight
		switch {
		case found:
			got += weight
		case near:
			weight *= nearShare
			got += weight
		case isName(w.Kind):
			got += weight * s.match(w)
		}
		if (found || near) && !isName(w.Kind) {
			told += weight
		}
	}
	if all == 0 || got == 0 {
		return 0
	}
	recall := got / all * min(1, told/leastTold)
	got, all = 0, 0
	for i, stem := range a.stems {
		if !met[i] && slices.Contains(s.passage.about, stem) {
			all += a.weights[i] * aboutShare
			continue
		}
		all += a.weights[i]
		if met[i] {
			got += a.weights[i]
		}
	}
	if all == 0 || got == 0 {
		return 0
	}
	precision := got / all
	value := (1-wordingShare)*2*recall*precision/(recall+precision) + wordingShare*overlap(p.stems, a.all)
	if p.Figure != noQuantity && p.Figure != a.figure() {
		value *= otherFigure
	}
	return value
}

// theSame is how near a question is that has the curator's words, no more and
// no less.
const theSame = 1.0

func sameWords(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}

// overlap is the share of the words of two texts that both have (Dice).
func overlap(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	n := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	return min(1, 2*float64(n)/float64(len(a)+len(b)))
}

// markForms marks where any of the forms stands in stems, and reports whether
// one does.
func markForms(stems []string, forms [][]string, met []bool) bool {
	found := false
	for _, f := range forms {
		if i := indexOf(stems, f); i >= 0 {
			found = true
			for j := range f {
				met[i+j] = true
			}
		}
	}
	return found
}

// hasFigure finds a figure that is not part of a name, as in IL-2.
var hasFigure = regexp.MustCompile(`(?:^|[\s(<>$])\d`)

// isAsked reports whether s answers p because a curator says so: the same
// question in nearly the same words, no name in it that is not the
// sentence's, and a figure where one is asked for.
func (s *scored) isAsked(p *part) bool {
	if s.asked.value < sameAsked || s.asked.value < certainlyAsked && s.withholds(p) || foreignDrug(p, s) != "" || !s.holdsFigure(p) && (s.asked.value < certainlyAsked || !hasFigure.MatchString(s.text)) {
		return false
	}
	for i := range p.Words {
		w := &p.Words[i]
		if w.Level >= measureLevel && s.match(w) < needed(p, w) {
			return false
		}
	}
	return true
}
