package answer

import (
	"context"
	"errors"
	"slices"
	"strings"

	"curbside/internal/text"
)

// claim is a sentence on its way to the reader.
type claim struct {
	section string
	text    string
	view    *passageView // the passage that it cites
	quote   string       // words of the passage that bear it
	head    bool         // answers a part directly
}

// compose drafts with the model where there is one, else takes the selected
// sentences; either way w.claims holds only what passed the check.
func (w *work) compose(ctx context.Context, selections []selection) error {
	if w.engine.Composer != nil {
		ok, err := w.composeModel(ctx, selections[0].headline)
		if err != nil || ok {
			return err
		}
	}
	w.answer.Composer = ptr("extractive")
	w.verifyAll(fromSelections(selections))
	return nil
}

// fromSelections turns chosen sentences into claims: headlines first, each
// part's points after.
func fromSelections(selections []selection) []claim {
	var out []claim
	seen := map[*sentenceView]bool{}
	add := func(s *sentenceView, section string, head bool) {
		if s == nil || seen[s] {
			return
		}
		seen[s] = true
		said := s.alone(func(o *sentenceView) bool { return seen[o] })
		if s.on != nil {
			seen[s.on] = true
		}
		out = append(out, claim{section: section, text: said, view: s.passage, quote: s.text, head: head})
	}
	for _, sel := range selections {
		add(sel.headline, "", true)
	}
	for _, sel := range selections {
		for _, p := range sel.points {
			add(p.s, p.section, false)
		}
	}
	return out
}

// composeModel lets the model draft. ok is false where its draft cannot
// stand and the sentences of the sources must answer; a note says why. The
// error is that of a cancelled context only.
func (w *work) composeModel(ctx context.Context, best *sentenceView) (ok bool, err error) {
	e := w.engine
	left := e.ModelTime(w.request.Waited)
	if left == 0 {
		w.answer.Notes = append(w.answer.Notes, NoteModelDown)
		return false, nil
	}
	w.step("drafting")
	start := e.Now()
	patient, cancel := context.WithTimeout(ctx, left)
	defer cancel()
	res, err := e.Composer.Compose(patient, w.composeRequest())
	w.answer.Timings.Compose += millis(e.Now().Sub(start))
	if err != nil {
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		w.answer.Notes = append(w.answer.Notes, noteFor(err))
		return false, nil
	}
	if len(res.Drafts) == 0 {
		w.answer.Notes = append(w.answer.Notes, NoteModelEmpty)
		return false, nil
	}
	w.verifyDrafts(patient, res.Drafts)
	if !w.leads(best) {
		w.claims = nil
		w.answer.Notes = append(w.answer.Notes, NoteModelUnproven)
		return false, nil
	}
	w.answer.Composer, w.answer.Model, w.answer.Prompt = ptr("llm"), ptr(res.Model), ptr(res.Prompt)
	return true, nil
}

func noteFor(err error) string {
	var over interface{ OverBudget() bool }
	var unproven interface{ Unproven() bool }
	switch {
	case errors.As(err, &over) && over.OverBudget():
		return NoteModelBudget
	case errors.As(err, &unproven) && unproven.Unproven():
		return NoteModelUnproven
	}
	return NoteModelDown
}

// mostCandidates is how many passages a model is given.
const mostCandidates = 6

func (w *work) composeRequest() ComposeRequest {
	req := ComposeRequest{Question: w.question, Audience: w.answer.Audience}
	for i := range w.parts {
		req.Broad = req.Broad || w.parts[i].Form == overviewForm
	}
	for _, v := range w.bestPassages(mostCandidates) {
		req.Candidates = append(req.Candidates, Candidate{
			Number: len(req.Candidates) + 1, ID: v.ID, Title: v.Source.Title, Evidence: v.Source.Evidence,
			Section: strings.Join(v.Headings, " > "), Text: v.Text,
		})
	}
	return req
}

// bestPassages returns the passages whose sentences answer best, those of
// all parts in turn.
func (w *work) bestPassages(most int) []*passageView {
	var lists [][]scored
	for i := range w.parts {
		lists = append(lists, rank(&w.parts[i], w.answer.Audience, w.hits))
	}
	var out []*passageView
	for at := 0; len(out) < most; at++ {
		more := false
		for _, l := range lists {
			if at >= len(l) || len(out) >= most {
				continue
			}
			more = true
			if !slices.Contains(out, l[at].passage) {
				out = append(out, l[at].passage)
			}
		}
		if !more {
			break
		}
	}
	return out
}

// leads moves the claim that answers the question first to the front, and
// reports whether there is one: its quoted sentence must cover a part as a
// sentence of the sources would have to. That a figure is unknown leads only
// where the best sentence of the sources says no more.
func (w *work) leads(best *sentenceView) bool {
	for i := range w.parts {
		for k := range w.claims {
			p, c := &w.parts[i], &w.claims[k]
			if !w.answers(p, c) || best != nil && best.statesKind(p.Figure) && !p.Figure.states(text.Fold(c.text)) {
				continue
			}
			head := w.claims[k]
			head.head = true
			w.claims = slices.Insert(slices.Delete(w.claims, k, k+1), 0, head)
			return true
		}
	}
	return false
}

// answers reports whether c's quoted sentence covers p, and c itself holds
// the figure asked for.
func (w *work) answers(p *part, c *claim) bool {
	s := sentenceOf(c.view, c.quote)
	if s == nil || !p.Figure.holds(text.Fold(c.text)) {
		return false
	}
	if p.Form == overviewForm {
		return speaksOf(p, c.view)
	}
	r := score(p, w.answer.Audience, passageHit{c.view, 1}, s)
	_, ok := covers(p, &r)
	return ok
}

// sentenceOf returns the sentence of a passage that holds most of a quote.
func sentenceOf(v *passageView, quote string) *sentenceView {
	words := strings.Fields(wordsOnly(text.Fold(quote)))
	var best *sentenceView
	most := 0
	for _, s := range v.sentences {
		padded, n := " "+wordsOnly(s.folded)+" ", 0
		for _, word := range words {
			if strings.Contains(padded, " "+word+" ") {
				n++
			}
		}
		if n > most {
			best, most = s, n
		}
	}
	return best
}

func ptr[T any](v T) *T { return &v }
