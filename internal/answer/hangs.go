package answer

import (
	"regexp"
	"slices"
	"strings"

	"curbside/internal/verify"
)

// What an answer hangs on: each source of a direct answer is left out, and the
// question is answered again from what is left.

// HangsOn says what becomes of the direct answer without its source.
type HangsOn struct {
	Without string `json:"without"` // nothing: no other source answers; otherwise: others answer with other figures or words; same: another says the same
	Source  string `json:"source"`  // that was left out
	Kind    string `json:"kind"`    // of it
}

// Values of HangsOn.Without, the weakest first.
const (
	WithoutNothing   = "nothing"
	WithoutOtherwise = "otherwise"
	WithoutSame      = "same"
)

// mostLeft bounds how many sentences are looked at when a source is left out.
// What ranks behind them does not answer as well.
const mostLeft = 80

// hangsOn returns the weakest of the direct answers, nil where none is to be
// judged: an overview or a comparison has no sentence that it hangs on.
func (w *work) hangsOn() *HangsOn {
	var weakest *HangsOn
	for _, sel := range w.selected {
		p := sel.part
		if p == nil || p.Form == overviewForm || p.Form == compareForm {
			continue
		}
		head := w.headOf(sel)
		if head == nil {
			return nil // a model's own; what it hangs on is not known
		}
		h := &HangsOn{Without: w.without(sel, head), Source: head.passage.Source.ID, Kind: head.passage.Source.Kind}
		if weakest == nil || order[h.Without] < order[weakest.Without] {
			weakest = h
		}
	}
	return weakest
}

var order = map[string]int{WithoutNothing: 0, WithoutOtherwise: 1, WithoutSame: 2}

// headOf returns the sentence that stands as a direct answer for a selection:
// its own, or the one that a model's first claim quotes.
func (w *work) headOf(sel selection) *sentenceView {
	for _, c := range w.claims {
		if c.head && (c.view == sel.headline.passage || len(w.selected) == 1) {
			return sentenceOf(c.view, c.quote)
		}
	}
	return nil
}

// without answers sel's part again without the source of head.
func (w *work) without(sel selection, head *sentenceView) string {
	var left []scored
	for i := range sel.ranked {
		if r := &sel.ranked[i]; r.passage.Source != head.passage.Source {
			if left = append(left, *r); len(left) == mostLeft {
				break
			}
		}
	}
	other, _, ok := headline(sel.part, w.answer.Audience, left)
	switch {
	case !ok:
		return WithoutNothing
	case w.agree(sel.part, head, other.sentenceView):
		return WithoutSame
	}
	return WithoutOtherwise
}

// agree reports whether two sentences answer alike: with a figure in common
// where one is asked for, else so that the passage of the second supports the
// first.
func (w *work) agree(p *part, a, b *sentenceView) bool {
	if p.Figure != noQuantity {
		theirs := figuresIn(b.folded)
		return slices.ContainsFunc(figuresIn(a.folded), func(f string) bool { return slices.Contains(theirs, f) })
	}
	if overlapOf(a.stems, b.stems) >= repeats {
		return true
	}
	return w.engine.check.Check(verify.Claim{Text: a.text, Quotes: []string{b.text}, Given: w.request.Question}, []verify.Passage{b.passage.verifiable}).Supported
}

// aFigure finds the figures of a sentence, not those in names as IL-2.
var aFigure = regexp.MustCompile(`([a-z]-?)?(\d[\d,]*(?:\.\d+)?)`)

func figuresIn(folded string) []string {
	var out []string
	for _, m := range aFigure.FindAllStringSubmatch(folded, -1) {
		if m[1] == "" {
			out = append(out, strings.ReplaceAll(m[2], ",", ""))
		}
	}
	return out
}

// oneOf names what an answer rests on where it is one source of a kind.
var oneOf = map[string]string{
	"guideline": "guideline", "label": "label", "evidence-summary": "evidence summary", "review": "review",
	"patient-education": "patient page", "lay-press": "lay article", "machine-written": "machine-written page",
}

// hangsWords says in a few words what an answer hangs on, "" for nothing to
// say.
func hangsWords(e *Evidence) string {
	h := e.HangsOn
	switch {
	case h != nil && h.Without == WithoutNothing && oneOf[h.Kind] != "":
		return "rests on one " + oneOf[h.Kind]
	case h != nil && h.Without == WithoutSame:
		return "same without any one source"
	case e.SingleSource:
		return "rests on one source"
	}
	return ""
}
