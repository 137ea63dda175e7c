package answer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// aspect is what a question wants to know of a disease or another thing as
// such, told by its wording alone: its treatment, who gets it. The words that
// ask for it need not stand with the answer; that the answer tells it must be
// seen from the sentence or from the heading over it.
type aspect struct {
	name  string         // of one that has rules of its own
	of    string         // what is missing where no sentence tells it, with %s for the thing
	asks  *regexp.Regexp // finds it in a folded question
	tells *regexp.Regexp // finds it in a folded sentence
	heads *regexp.Regexp // finds it in a folded heading
	about bool           // the sentence must be about the thing, not only name it
}

// What telling an aspect is worth, in units of the share of a question's
// content: the sentence tells it, its heading is on it, much of its passage
// tells it; and what telling nothing of it costs.
const (
	aspectTold   = 0.25
	aspectHeaded = 0.2
	aspectAround = 0.15
	aspectMalus  = 0.35
	muchAround   = 0.5 // share of a passage's sentences that counts as all of it
)

// Aspects that need more than their wording: inheritance may be asked for by
// yes or no, and an outlook in figures is no aspect but a rate.
const (
	inheritance = "inheritance"
	outlook     = "outlook"
)

// aspectOf returns the aspect that a folded question asks for, or nil, and
// where the words stand that ask for it: pairs of offsets in bytes.
func aspectOf(folded string) (*aspect, []int) {
	for _, a := range aspects {
		if at := a.asks.FindStringSubmatchIndex(folded); at != nil {
			if len(at) > 2 {
				at = at[2:] // the subject stands among them: what the groups hold
			}
			return a, at
		}
	}
	return nil, nil
}

// takeAspect reads which aspect of its subject p asks for. Where the drug
// that all is about is named, the rules for topics see to it, and where a
// complaint is, what the question wants told of it.
func (p *part) takeAspect() {
	a, at := aspectOf(p.Folded)
	if a == nil || p.Matter != nil || p.Figure == rateAmount && a.name == outlook || p.Form == yesNoForm && a.name != inheritance || slices.ContainsFunc(p.Words, isCurated) {
		return
	}
	p.Aspect = a
	if p.Form == definitionForm {
		p.Form = factForm // "What are the symptoms of ..." asks not what it is
	}
	for i := 0; i < len(at); i += 2 {
		if at[i] < 0 {
			continue
		}
		from, to := len([]rune(p.Folded[:at[i]])), len([]rune(p.Folded[:at[i+1]]))
		p.soften(func(w *word) bool { return w.Start >= from && w.End <= to && !isName(w.Kind) })
	}
}

// isCurated reports whether curators have seen to questions on w: the drug that
// all is about, or a turn of phrase that their lexicon has as a whole.
func isCurated(w word) bool {
	return isName(w.Kind) && w.Level == entityLevel && w.IDF < leastAnchor || w.Kind == "concept" && strings.Count(w.Text, " ") >= 2
}

// tellsAspect finds out whether s and its headings tell the aspect that p asks
// for, and is what that is worth.
func (s *scored) tellsAspect(p *part) float64 {
	a := p.Aspect
	if a == nil {
		return 0
	}
	s.aspectTold, s.aspectHeaded = a.tells.MatchString(idleWords.ReplaceAllString(s.folded, "")), a.heads.MatchString(s.passage.foldedHeadings)
	v := 0.0
	if s.aspectTold {
		v += aspectTold
	}
	if s.aspectHeaded {
		v += aspectHeaded
	}
	if v == 0 {
		return -aspectMalus
	}
	return v
}

// besideAspect reports whether s stands under a heading on another aspect than
// the one that p asks for: the circumstances that put people at risk are none
// of the symptoms, whatever "include" stands before them.
func (s *scored) besideAspect(p *part) bool {
	if p.Aspect == nil || s.aspectHeaded || !s.passage.unread() {
		return false
	}
	return slices.ContainsFunc(aspects, func(a *aspect) bool { return a.heads.MatchString(s.passage.foldedHeadings) })
}

// aspectOfPassage is what the share of a passage's sentences that tell the
// aspect is worth for each of them that tells it or is headed by it.
func aspectOfPassage(sentences []scored) float64 {
	n := 0
	for i := range sentences {
		if sentences[i].aspectTold {
			n++
		}
	}
	return aspectAround * min(1, float64(n)/float64(max(1, len(sentences)))/muchAround)
}

// aspectUnmet returns what the question wants to know of a thing and s does
// not tell, or "".
func aspectUnmet(p *part, s *scored) string {
	a := p.Aspect
	if a == nil || s.asked.value >= certainlyAsked {
		return ""
	}
	away := a.about && slices.ContainsFunc(p.Words, func(w word) bool { return w.Level >= measureLevel && !s.isAbout(&w) && !s.tellsUnread(&w) })
	if away || !s.aspectTold && !s.aspectHeaded {
		return fmt.Sprintf(a.of, p.subject())
	}
	return ""
}

// subject is what p asks an aspect of, in the asker's words.
func (p *part) subject() string {
	of := textsOf(p, func(w *word) bool { return w.Level >= measureLevel || !w.Plain && !w.Light })
	if len(of) == 0 {
		return "this"
	}
	return listWords(of)
}

// tellsUnread reports whether s itself names w where nobody has said what its
// passage is on, or a heading does: what else is about w, is not known there.
func (s *scored) tellsUnread(w *word) bool {
	return s.passage.unread() && (anyForm(s.stems, w.Forms) || anyForm(s.passage.headings, w.Forms))
}

// unread reports whether no curator has said what a passage is on.
func (v *passageView) unread() bool {
	return len(v.About.Drug) == 0 && v.About.Population == "" && v.About.Topic == ""
}
