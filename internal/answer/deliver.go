package answer

import (
	"slices"
	"sort"
	"strings"

	"curbside/internal/corpus"
)

// deliver numbers the passages that are shown, in the order of appearance,
// and writes claims, warnings, cautions, disagreements and the evidence line.
func (w *work) deliver(pending []pendingWarning) {
	a := w.answer
	a.Status = Answered
	for i, c := range w.claims {
		out := w.shown(c)
		if i == 0 {
			a.Headline = &out
			continue
		}
		a.Claims = append(a.Claims, out)
	}
	w.deliverComparison()
	for _, p := range pending {
		if len(a.Warnings) < mostWarnings {
			a.Warnings = append(a.Warnings, Warning{Kind: p.kind, Text: p.text, Citations: []int{w.cite(p.view)}})
		}
	}
	w.deliverDisagreements()
	w.deliverCautions()
	a.Evidence = w.evidence()
}

func (w *work) shown(c claim) Claim {
	n := w.cite(c.view)
	out := Claim{Section: c.section, Text: c.text, Citations: []int{n}, Quotes: []Quote{{N: n, Text: c.quote}}}
	if c.view.Strength != "" {
		out.Strength = ptr(c.view.Strength)
	}
	return out
}

// cite returns the number of a passage, a new one at its first appearance.
func (w *work) cite(v *passageView) int {
	for _, r := range w.answer.References {
		if r.Passage == v.ID {
			return r.N
		}
	}
	n := len(w.answer.References) + 1
	w.answer.References = append(w.answer.References, ReferenceTo(n, v.Passage))
	return n
}

// ReferenceTo is the reference to a passage under a number.
func ReferenceTo(n int, p *corpus.Passage) Reference {
	s := p.Source
	r := Reference{
		N: n, Source: s.ID, Passage: p.ID, Title: s.Title, Publisher: known(s.Publisher), Author: known(s.Author),
		URL: known(s.URL), Kind: s.Kind, Evidence: s.Evidence, Section: strings.Join(p.Headings, " > "),
		Locator: known(p.Locator), Digest: s.Digest, Text: p.Text, Hash: p.Hash, Works: works(p),
		SourceReview: s.Review.State,
	}
	if y := s.Date().Year; y > 0 {
		r.Year = &y
	}
	if len(s.ConflictsOfInterest) > 0 {
		r.Conflicts = s.ConflictsOfInterest
	}
	return r
}

func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// works returns the publications that the passage cites: those that its
// numbers point to, and, where a number points to nothing, also those that
// the source lists without a number.
func works(p *corpus.Passage) []Work {
	out := []Work{}
	unresolved := false
	for _, n := range p.Works {
		if c := p.Source.Work(n); c != nil {
			out = append(out, workOf(c))
			unresolved = unresolved || c.Type == "unresolved"
		}
	}
	if unresolved {
		for i := range p.Source.Cites {
			if c := &p.Source.Cites[i]; c.N == 0 {
				out = append(out, workOf(c))
			}
		}
	}
	return out
}

func workOf(c *corpus.Work) Work {
	w := Work{Type: c.Type, Title: known(c.Title), Journal: known(c.Journal), Note: known(c.Note)}
	if c.N > 0 {
		w.N = ptr(c.N)
	}
	if c.Year > 0 {
		w.Year = ptr(c.Year)
	}
	return w
}

// deliverDisagreements shows each side with its passage. A side that its
// passage does not support is not shown, nor a disagreement with one side.
func (w *work) deliverDisagreements() {
	for _, d := range w.differ {
		var sides []claim
		for _, p := range d.Positions {
			passage := w.engine.Corpus.Passage(p.Passage)
			if passage == nil || !w.allowed(passage.Source) {
				continue
			}
			side := claim{text: p.Text, view: w.engine.views.of(passage)}
			if s := sentenceOf(side.view, p.Text); s != nil {
				side.quote = s.text
			}
			if len(w.problems(side)) > 0 {
				side.text = side.quote
			}
			if side.text != "" {
				sides = append(sides, side)
			}
		}
		if len(sides) < 2 {
			continue
		}
		out := Disagreement{About: d.About, Note: d.Note}
		for _, s := range sides {
			out.Positions = append(out.Positions, Position{Text: s.text, Citations: []int{w.cite(s.view)}})
		}
		w.answer.Disagreements = append(w.answer.Disagreements, out)
	}
}

func (w *work) deliverCautions() {
	for _, r := range w.answer.References {
		for _, c := range w.engine.Corpus.Passage(r.Passage).Cautions {
			w.answer.Cautions = append(w.answer.Cautions, Caution{N: r.N, Text: c.Text, Reason: c.Reason, State: c.State, By: c.By})
		}
	}
}

// evidence sums up what the shown references are.
func (w *work) evidence() *Evidence {
	e := &Evidence{Checked: len(w.claims) + w.cells + len(w.answer.Removed), Removed: len(w.answer.Removed)}
	sources := map[string]bool{}
	for _, r := range w.answer.References {
		sources[r.Source] = true
		e.Withheld += w.engine.views.of(w.engine.Corpus.Passage(r.Passage)).withheld
		if !slices.Contains(e.Grades, r.Evidence) {
			e.Grades = append(e.Grades, r.Evidence)
		}
		e.Sources.add(r.Year)
		for _, k := range r.Works {
			e.Works.add(k.Year)
		}
	}
	sort.Strings(e.Grades)
	e.SingleSource = len(sources) == 1
	e.HangsOn = w.hangsOn()
	return e
}

// add widens the span of years by y.
func (s *Years) add(y *int) {
	if y == nil {
		return
	}
	if s.Oldest == nil || *y < *s.Oldest {
		s.Oldest = ptr(*y)
	}
	if s.Newest == nil || *y > *s.Newest {
		s.Newest = ptr(*y)
	}
}
