package answer

import (
	"math"
	"regexp"
	"slices"
	"sort"
	"strings"
)

// scored is a sentence with what it is worth as an answer to one part of a
// question.
type scored struct {
	*sentenceView
	part                     *part // that it is scored for
	score                    float64
	mass                     float64  // share of the question's content that it meets, 0 to 1
	asked                    askedFit // how near a question that it answers is
	tells                    bool     // it tells what the part wants told, or nothing is
	aspectTold, aspectHeaded bool     // it, or a heading over it, tells the aspect that the part asks for
	strays                   bool     // it is on another subject than the part, and does not say so
	figure                   bool     // it holds the kind of figure asked for, or none was
	missing                  []string
}

// Weights of the ranking of sentences, in units of the share of a question's
// content that a sentence meets. Tuned on the tuning half of the question
// set; see docs/quality.md.
const (
	figureBonus   = 0.25
	figureMalus   = 0.45
	topicBonus    = 0.18
	formBonus     = 0.2
	audienceBonus = 0.06
	patientBonus  = 0.2 // sources written for patients lead for them
	contextMalus  = 0.4
	strangerMalus = 0.25 // speaks of other drugs, and the question names none and no disease
	searchBonus   = 0.2
	softShare     = 0.08
	lengthMalus   = 0.04
	rosterMalus   = 0.12
	manyCommas    = 4
	firstBonus    = 0.05
	lightShare    = 0.4  // of a plain word's rarity
	askedBonus    = 0.08 // of a curator's question that is the asker's
	verbatimAsked = 0.5  // of a curator's question in the same words
	refutedMalus  = 0.6  // a curator has confirmed that the passage is wrong
	suspectMalus  = 0.15 // or suspects it
	otherStep     = 0.2  // the passage is headed by another procedure than the one asked about
	leansMalus    = 0.08 // the sentence leans on the one before
	looseMalus    = 0.2  // and cannot be shown with it
	labelMalus    = 0.3  // it only names something
	labeledBonus  = 0.15 // of a regulator's dosing, for the dose of one patient
)

func audienceFit(written []string, audience string) float64 {
	switch {
	case !slices.Contains(written, audience):
		return 0
	case audience == Patient:
		return patientBonus
	}
	return audienceBonus
}

var gradeBonus = map[string]float64{"A": 0.12, "B": 0.09, "C": 0.05, "D": 0, "E": 0}

// passageHit is a retrieved passage with its share of the best score.
type passageHit struct {
	view  *passageView
	share float64 // 0 to 1
}

// rank scores every sentence of the retrieved passages for one part.
func rank(p *part, audience string, hits []passageHit) []scored {
	var out []scored
	fits := subjectFits(p, hits)
	for _, h := range hits {
		from, away := len(out), p.away(h.view, fits)
		for _, s := range h.view.sentences {
			r := score(p, audience, h, s)
			r.score += fits[h.view]
			r.strays = away && !p.namedBy(s.stems)
			out = append(out, r)
		}
		around := aspectOfPassage(out[from:])
		for i := from; i < len(out); i++ {
			if out[i].aspectTold || out[i].aspectHeaded {
				out[i].score += around
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].score > out[j].score })
	return out
}

func score(p *part, audience string, h passageHit, s *sentenceView) scored {
	r := scored{sentenceView: s, part: p, figure: p.Figure == noQuantity || s.holdsKind(p.Figure)}
	r.asked = s.fit(p)
	r.mass, r.missing = mass(p, r.match)
	v := askedBonus*r.asked.value*r.asked.value + r.mass + softShare*softMass(p, s) + searchBonus*h.share
	if r.asked.value == theSame {
		v += verbatimAsked
	}
	pass := h.view
	v += gradeBonus[pass.Source.Evidence]
	v += audienceFit(pass.Source.Audience, audience)
	switch {
	case refuted(pass):
		v -= refutedMalus
	case len(pass.Cautions) > 0:
		v -= suspectMalus
	}
	if p.Topics[pass.About.Topic] {
		v += topicBonus
	}
	if isOtherStep(p, pass) {
		v -= otherStep
	}
	if saysDenied(p, s) {
		v -= negatedMalus
	}
	if p.Patients && pass.About.Topic == "dosing" && pass.Source.Evidence == "A" {
		v += labeledBonus
	}
	switch {
	case p.Figure == noQuantity:
	case s.statesKind(p.Figure):
		v += figureBonus
	case !r.figure:
		v -= figureMalus
	}
	var onlyHints bool
	r.tells, onlyHints = r.tellsMatter(p)
	switch {
	case p.Matter == nil, onlyHints && audience != Patient:
	case r.tells:
		v += matterBonus
	default:
		v -= matterMalus
	}
	v += r.tellsAspect(p)
	if p.Matter == whetherHeld && hasFigure.MatchString(p.Folded) && s.statesKind(threshold) {
		v += limitBonus
	}
	v += formBonus*formFit(p, s) + bandFit(p, s)
	if perAnother(p, s) {
		v -= perMalus
	}
	v -= contextMalus * contextGap(p, pass) * contextWeight(p, r.mass)
	if pass.foreign && !slices.ContainsFunc(p.Words, func(w word) bool { return isName(w.Kind) && w.Level != softLevel }) {
		v -= strangerMalus
	}
	if s.n == 0 {
		v += firstBonus
	}
	switch {
	case s.label, s.refers:
		v -= labelMalus
	case s.leansLoose(), s.breaksIn():
		v -= looseMalus
	case s.leans:
		v -= leansMalus
	}
	if n := len(s.stems); n > 30 {
		v -= lengthMalus
	}
	if p.Form != listForm && p.Form != overviewForm && strings.Count(s.text, ",") >= manyCommas {
		v -= rosterMalus // names the thing among many; another sentence may tell of it
	}
	r.score = v
	return r
}

// isOtherStep reports whether the passage's heading names a procedure, and
// none that the question names: what is reconstituted is then diluted, and
// each passage mentions the other's step.
func isOtherStep(p *part, pass *passageView) bool {
	if len(pass.does) == 0 {
		return false
	}
	asked := false
	for i := range p.Words {
		w := &p.Words[i]
		if w.Kind != "procedure" || w.Level == softLevel {
			continue
		}
		if slices.Contains(pass.does, w.Canonical) {
			return false
		}
		asked = true
	}
	return asked
}

// mass is the share of the question's content, by rarity, that is met, and
// the words that are not.
func mass(p *part, match func(*word) float64) (float64, []string) {
	got, all := 0.0, 0.0
	var missing []string
	for i := range p.Words {
		w := &p.Words[i]
		if w.Level == softLevel {
			continue
		}
		weight := weightOf(w)
		m := match(w)
		got += weight * m
		all += weight
		if m == 0 {
			missing = append(missing, w.Text)
		}
	}
	if all == 0 {
		return 0, missing
	}
	return got / all, missing
}

// weightOf is what a word counts: its rarity, bounded, more for what must
// stand with the answer.
func weightOf(w *word) float64 {
	weight := math.Min(math.Max(w.IDF, 1), 5)
	switch {
	case w.Level != contentLevel:
		return weight
	case len(w.Topics) > 0: // a topic stands for the word
		return math.Min(weight, 2)
	case w.Light:
		return math.Min(weight*lightShare, 1)
	}
	return weight * 0.8
}

func softMass(p *part, s *sentenceView) float64 {
	got, all := 0.0, 0.0
	for i := range p.Words {
		if w := &p.Words[i]; w.Level == softLevel {
			all++
			if anyForm(s.stems, w.Forms) {
				got++
			}
		}
	}
	if all == 0 {
		return 0
	}
	return got / all
}

// contextWeight halves what another context costs where a sentence of the
// same drug meets all of a question: it is shown, with the difference.
func contextWeight(p *part, mass float64) float64 {
	if mass >= 0.95 && p.Context == "" && len(drugsOf(p)) > 0 {
		return 0.4
	}
	return 1
}

// contextGap is 1 where a passage speaks of another thing than the question:
// IL-2 measured in blood, IL-2 given as treatment, another treatment.
func contextGap(p *part, pass *passageView) float64 {
	c := pass.About.Context
	switch {
	case p.Context == measured:
		if c != measured {
			return 1
		}
	case c == measured, c == "other-treatment":
		return 0.8
	case c == "cell-therapy" && !namesCellTherapy(p):
		return 0.5
	}
	return 0
}

var cellTherapy = regexp.MustCompile(`\b(?:til|tils|lifileucel|amtagvi|tumou?r[- ]infiltrating|cell(?:ular)? therapy|lymphodepletion)\b`)

func namesCellTherapy(p *part) bool { return cellTherapy.MatchString(p.Folded) }
