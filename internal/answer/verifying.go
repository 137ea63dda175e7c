package answer

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"curbside/internal/text"
	"curbside/internal/verify"
)

// verifyAll keeps the claims that their passages support and counts the
// rest as removed.
func (w *work) verifyAll(claims []claim) {
	e := w.engine
	w.step("checking")
	start := e.Now()
	for _, c := range claims {
		if problems := w.problems(c); len(problems) > 0 {
			w.remove(c.text, problems)
			continue
		}
		w.claims = append(w.claims, c)
	}
	w.answer.Timings.Verify += millis(e.Now().Sub(start))
}

// problems checks one claim against the passage that it cites.
func (w *work) problems(c claim) []string {
	v := w.engine.check.Check(verify.Claim{Text: c.text, Quotes: []string{c.quote}, Given: w.request.Question}, []verify.Passage{passageFor(c.view)})
	if v.Supported {
		return nil
	}
	var kinds []string
	for _, p := range v.Problems {
		if !slices.Contains(kinds, p.Kind) {
			kinds = append(kinds, p.Kind)
		}
	}
	if len(kinds) == 0 {
		kinds = []string{"coverage"}
	}
	return kinds
}

func (w *work) remove(claimText string, problems []string) {
	r := Removed{Problems: problems}
	if w.request.Debug {
		r.Text = claimText
	}
	w.answer.Removed = append(w.answer.Removed, r)
}

// verifyDrafts checks a model's draft. A claim that fails but whose quote
// stands in the passage and bears on the question is replaced by the quoted
// sentence, which is checked again. Where a model judges too, it may refuse
// what the rules accept.
func (w *work) verifyDrafts(ctx context.Context, drafts []Draft) {
	e := w.engine
	second, stop := w.newBench(ctx)
	defer stop()
	w.step("checking")
	start := e.Now()
	for _, d := range drafts {
		p := e.Corpus.Passage(d.Passage)
		if p == nil {
			w.remove(d.Text, []string{"citation"})
			continue
		}
		c := claim{section: d.Section, text: text.Squeeze(text.Clean(d.Text)), view: e.views.of(p), quote: d.Quote}
		from := sentenceOf(c.view, c.quote)
		if from != nil && from.strange && !w.bears(from) {
			w.remove(c.text, []string{verify.KindCoverage})
			continue
		}
		if w.straysFromAll(c.view, c.text) {
			w.remove(c.text, []string{verify.KindSubject})
			continue
		}
		if hasLink.MatchString(c.text) {
			w.remove(c.text, []string{"citation"})
			continue
		}
		c = w.standAlone(c, from)
		problems := w.problems(c)
		if len(problems) == 0 && second.refuses(c) {
			problems = []string{verify.KindCoverage}
		}
		if len(problems) > 0 {
			w.remove(c.text, problems)
			var ok bool
			if c, ok = w.replace(c); !ok {
				continue
			}
		}
		if !w.said(c) {
			w.claims = append(w.claims, c)
		}
	}
	w.answer.Timings.Verify += millis(e.Now().Sub(start))
}

// standAlone gives a claim that leans on what stood before it in its source
// ("Hence, ...") the sentence from which it quotes, with what that leans on,
// unless the claim before it says just that.
func (w *work) standAlone(c claim, from *sentenceView) claim {
	if from == nil || from.leansLoose() || !leansOn(text.Fold(c.text), false) {
		return c
	}
	if n := len(w.claims); n > 0 && from.on != nil && w.claims[n-1].view == c.view && sentenceOf(c.view, w.claims[n-1].quote) == from.on {
		return c
	}
	c.text, c.quote = from.alone(func(*sentenceView) bool { return false }), from.text
	return c
}

// replace puts the quoted sentence in place of a failed claim.
func (w *work) replace(c claim) (claim, bool) {
	if !strings.Contains(squeezedFold(c.view.Text), squeezedFold(c.quote)) || len(c.quote) < 12 {
		return c, false
	}
	s := sentenceOf(c.view, c.quote)
	if s == nil || !w.bears(s) {
		return c, false
	}
	c.text, c.quote = s.text, s.text
	return c, len(w.problems(c)) == 0
}

func squeezedFold(s string) string { return text.Squeeze(text.Fold(s)) }

// bears reports whether a sentence bears on a part of the question.
func (w *work) bears(s *sentenceView) bool {
	for i := range w.parts {
		p := &w.parts[i]
		m, _ := mass(p, s.match)
		if m >= leastMass && contextGap(p, s.passage) == 0 {
			return true
		}
	}
	return false
}

// said reports whether a claim repeats one that stands.
func (w *work) said(c claim) bool {
	for _, o := range w.claims {
		if squeezedFold(o.text) == squeezedFold(c.text) {
			return true
		}
	}
	return false
}

// hasLink finds links and mentions in drafted text: links come from source records only.
var hasLink = regexp.MustCompile(`(?i)https?://|www\.|\]\(|<[a-z!/@#]|@everyone|@here|\b[a-z0-9-]+\.[a-z]{2,}/\S`)
