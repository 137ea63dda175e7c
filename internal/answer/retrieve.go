package answer

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"curbside/internal/corpus"
	"curbside/internal/search"
)

// Passages looked at for one part of a question.
const (
	mostHits      = 32
	mostPerSource = 10
)

// retrieve searches for each part and keeps the best passages of all.
func (w *work) retrieve(ctx context.Context) error {
	seen := map[string]int{}
	for i := range w.parts {
		hits, how, err := w.engine.search(ctx, w.request, queryText(&w.parts[i]), false)
		if err != nil {
			return err
		}
		w.found(how)
		for _, h := range hits {
			if at, ok := seen[h.view.ID]; ok {
				w.hits[at].share = max(w.hits[at].share, h.share)
				continue
			}
			seen[h.view.ID] = len(w.hits)
			w.hits = append(w.hits, h)
		}
	}
	return nil
}

// found notes how the passages of one search were found: by words alone as
// soon as one of several searches was.
func (w *work) found(how *search.Retrieval) {
	a := w.answer
	if how != nil && (a.Retrieval == nil || a.Retrieval.Reason == "") {
		a.Retrieval = &Retrieval{Mode: how.Mode, Reason: how.Reason}
	}
}

// queryText is a part with the words that it inherited from the first, and the
// sources' word for what it wants told.
func queryText(p *part) string {
	words := []string{p.Text}
	for _, w := range p.Words {
		if !strings.Contains(p.Text, w.Text) {
			words = append(words, w.Text)
		}
	}
	if p.Matter != nil && p.Matter.seek != "" {
		words = append(words, p.Matter.seek)
	}
	return strings.Join(words, " ")
}

// search returns the passages for a query with their share of the best score,
// and how they were found. A plain query is of our own words, which name what
// is meant: it is looked for by words alone.
func (e *Engine) search(ctx context.Context, r Request, query string, plain bool) ([]passageHit, *search.Retrieval, error) {
	res, err := e.Index.Search(ctx, search.Query{
		Text: query, Limit: mostHits, PerSource: mostPerSource, Collections: r.Collections, Audience: r.Audience, Plain: plain, Lexical: plain,
		Setting: e.Setting,
	})
	if err != nil {
		return nil, nil, fmt.Errorf("search passages: %w", err)
	}
	var out []passageHit
	for _, h := range res.Hits {
		share := 1.0
		if top := res.Hits[0].Score; top > 0 {
			share = h.Score / top
		}
		if v := e.views.of(h.Passage); len(v.sentences) > 0 {
			out = append(out, passageHit{v, share})
		}
	}
	return out, res.Retrieval, nil
}

// extract chooses sentences for each part. Parts that nothing covers come
// back as gaps.
func (w *work) extract(ctx context.Context) ([]selection, []gap) {
	var out []selection
	var gaps []gap
	for i := range w.parts {
		p := &w.parts[i]
		if len(p.Words) == 0 {
			continue
		}
		sel, g, ok := w.extractPart(ctx, p)
		if ok {
			out = append(out, sel)
		} else {
			gaps = append(gaps, g)
		}
	}
	return out, gaps
}

func (w *work) extractPart(ctx context.Context, p *part) (selection, gap, bool) {
	ranked := func(q *part) []scored { return rank(q, w.answer.Audience, w.hits) }
	switch p.Form {
	case overviewForm:
		all, shares := w.overviewPassages(ctx, p)
		if sel, g, ok := overview(p, w.answer.Audience, all, shares); ok {
			return sel, g, ok
		}
		p.Form = factForm // too little for an overview may still be an answer
	case compareForm:
		sel, g, ok := compare(p, w.answer.Audience, ranked)
		if ok && sel.apart && p.Matter != nil && w.compared() == nil {
			return selection{}, gap{missing: []string{p.Matter.missing(p)}}, false // drugs of different trials: who sets them side by side misleads
		}
		return sel, g, ok
	}
	all := ranked(p)
	sel, g, ok := direct(p, w.answer.Audience, all)
	if q, as := asDefinition(p); as && !ok {
		all = ranked(&q)
		sel, _, ok = direct(&q, w.answer.Audience, all)
	}
	if ok {
		sel.part, sel.ranked = p, all
		w.leadSound(&sel)
	}
	return sel, g, ok
}

// leadSound puts a stronger source's side of a curated disagreement before a
// headline that a confirmed caution corrects.
func (w *work) leadSound(sel *selection) {
	if !refuted(sel.headline.passage) {
		return
	}
	var best *sentenceView
	for i := range w.engine.Corpus.Disagreements {
		d := &w.engine.Corpus.Disagreements[i]
		if !slices.ContainsFunc(d.Positions, func(p corpus.Position) bool { return p.Passage == sel.headline.passage.ID }) || w.touches(d.Terms, w.questionStems()) == 0 {
			continue
		}
		for _, p := range d.Positions {
			passage := w.engine.Corpus.Passage(p.Passage)
			if passage == nil || !w.allowed(passage.Source) || passage.Source.Evidence >= sel.headline.passage.Source.Evidence {
				continue
			}
			if s := sentenceOf(w.engine.views.of(passage), p.Text); s != nil && (best == nil || s.passage.Source.Evidence < best.passage.Source.Evidence) {
				best = s
			}
		}
	}
	if best == nil {
		return
	}
	sel.points = slices.DeleteFunc(sel.points, func(p point) bool { return p.s == best })
	sel.points = append([]point{{s: sel.headline}}, sel.points...)
	sel.headline = best
}

// overviewPassages searches once for each section of an overview.
func (w *work) overviewPassages(ctx context.Context, p *part) ([]*passageView, map[string]float64) {
	var all []*passageView
	shares := map[string]float64{}
	names := strings.Join(drugsOf(p), " ")
	for _, sec := range overviewSections {
		hits, _, err := w.engine.search(ctx, w.request, names+" "+sec.query, true)
		if err != nil {
			continue // the sections that were found still make the overview
		}
		for _, h := range hits {
			if _, ok := shares[h.view.ID]; !ok {
				all = append(all, h.view)
			}
			shares[h.view.ID] = max(shares[h.view.ID], h.share)
		}
	}
	return all, shares
}
