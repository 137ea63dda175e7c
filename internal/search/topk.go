package search

import (
	"cmp"
	"context"
	"slices"
	"sort"
)

// slack is how much, as a share, a bound is widened before it is compared:
// sums of the same numbers in another order differ by far less.
const slack = 1e-9

// cursor walks through the listing of one term.
type cursor struct {
	*listing
	term   int     // its place in the question
	weight float64 // how much the term counts
	typed  bool    // its first form is the word as typed
	at     int
	most   float64 // that the term can add to a score
}

// doc is the passage that the cursor stands at, beyond all at the end.
func (c *cursor) doc() uint32 {
	if c.at < len(c.docs) {
		return c.docs[c.at]
	}
	return noDoc
}

const noDoc = ^uint32(0)

// seek goes on to the first passage not before doc: in steps that double,
// and then by halves.
func (c *cursor) seek(doc uint32) {
	if c.at >= len(c.docs) || c.docs[c.at] >= doc {
		return
	}
	step := 1
	low := c.at
	for low+step < len(c.docs) && c.docs[low+step] < doc {
		low += step
		step *= 2
	}
	high := min(low+step, len(c.docs))
	c.at = low + 1 + sort.Search(high-low-1, func(i int) bool { return c.docs[low+1+i] >= doc })
}

// pruned finds the best k passages and scores no more of them than it must
// (MaxScore): once k are found, terms that together cannot lift a passage
// over the last of them are not looked through any more, but looked up in
// the passages that the other terms find. What it finds is what scoring
// every passage finds.
type pruned struct {
	r       *ranking
	cursors []cursor  // the ones that can add least first
	sums    []float64 // bounds[i] of the terms up to and with i
	needed  int       // cursors from here on: a passage without any of these cannot enter
	parts   []float64 // by place in the question, of the passage at hand
	best    worstFirst
	k       int
	keep    func(doc int) bool // nil keeps all
}

// top returns the k passages that score best and that keep lets through, the
// best first, as scoring every passage would.
func (r *ranking) top(ctx context.Context, k int, keep func(doc int) bool) ([]scored, error) {
	if k <= 0 || len(r.cursors) == 0 {
		return nil, ctx.Err()
	}
	p := &pruned{r: r, cursors: slices.Clone(r.cursors), parts: make([]float64, len(r.terms)), k: k, keep: keep}
	slices.SortStableFunc(p.cursors, func(a, b cursor) int { return cmp.Compare(a.most, b.most) })
	sum := 0.0
	for _, c := range p.cursors {
		sum += c.most
		p.sums = append(p.sums, sum*r.mostFactor*(1+slack))
	}
	for n := 1; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		doc := p.next()
		if doc == noDoc {
			break
		}
		p.visit(doc)
	}
	slices.SortFunc(p.best, ahead)
	return p.best, ctx.Err()
}

// next is the first passage that a needed term finds.
func (p *pruned) next() uint32 {
	doc := noDoc
	for i := p.needed; i < len(p.cursors); i++ {
		doc = min(doc, p.cursors[i].doc())
	}
	return doc
}

// visit scores one passage, unless it turns out that it cannot enter, and
// moves the needed terms past it.
func (p *pruned) visit(doc uint32) {
	kept := p.keep == nil || p.keep(int(doc))
	found := scored{doc: int(doc)}
	sum := 0.0
	for i := p.needed; i < len(p.cursors); i++ {
		c := &p.cursors[i]
		if c.doc() != doc {
			continue
		}
		if kept {
			sum += p.take(c, &found)
		}
		c.at++
	}
	if !kept || !p.complete(doc, sum, &found) {
		clear(p.parts)
		return
	}
	for _, part := range p.parts { // in the order of the question, so that equal passages get equal sums
		found.words += part
	}
	clear(p.parts)
	found.score = found.words * p.r.factor(int(doc))
	p.offer(found)
}

// take adds what the term at c adds to the passage that it stands at.
func (p *pruned) take(c *cursor, to *scored) float64 {
	part := c.weight * float64(c.bent[c.at])
	p.parts[c.term] = part
	if form, _ := match(c.how[c.at]); form == 0 && c.typed {
		to.exact++
	}
	return part
}

// complete looks the other terms up, the one that can add most first, for as
// long as the passage can enter.
func (p *pruned) complete(doc uint32, sum float64, found *scored) bool {
	if p.needed == 0 {
		return true
	}
	most := p.r.mostFactor * (1 + slack)
	for i := p.needed - 1; i >= 0; i-- {
		if len(p.best) == p.k && sum*most+p.sums[i] < p.best[0].score {
			return false
		}
		c := &p.cursors[i]
		if c.seek(doc); c.doc() == doc {
			sum += p.take(c, found)
		}
	}
	return true
}

// offer puts a passage among the best where it belongs there.
func (p *pruned) offer(s scored) {
	if len(p.best) < p.k {
		p.best.push(s)
	} else if ahead(s, p.best[0]) < 0 {
		p.best.replace(s)
	} else {
		return
	}
	if len(p.best) < p.k {
		return
	}
	for p.needed < len(p.cursors) && p.sums[p.needed] < p.best[0].score {
		p.needed++
	}
}

// ahead orders by score; of equal scores the passage with more words as
// typed comes first, then the order of the corpus.
func ahead(a, b scored) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.exact, a.exact), cmp.Compare(a.doc, b.doc))
}

// worstFirst is a heap with the worst of the best on top.
type worstFirst []scored

func (h *worstFirst) push(s scored) {
	*h = append(*h, s)
	for i := len(*h) - 1; i > 0; {
		up := (i - 1) / 2
		if ahead((*h)[i], (*h)[up]) <= 0 {
			return
		}
		(*h)[i], (*h)[up] = (*h)[up], (*h)[i]
		i = up
	}
}

// replace puts s in the place of the worst.
func (h worstFirst) replace(s scored) {
	h[0] = s
	for i := 0; ; {
		worst := i
		for down := 2*i + 1; down <= 2*i+2 && down < len(h); down++ {
			if ahead(h[down], h[worst]) > 0 {
				worst = down
			}
		}
		if worst == i {
			return
		}
		h[i], h[worst] = h[worst], h[i]
		i = worst
	}
}
