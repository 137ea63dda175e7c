package search

import (
	"math/bits"
	"slices"
)

// listing is what one term finds, decoded and ready for ranking. Questions
// share it, so nobody changes it.
type listing struct {
	docs []uint32  // passages by their place in the corpus, in order
	bent []float32 // how much the term counts in each, below k1+1
	how  []uint16  // which form was found there, and where: see match

	most  float32 // the greatest of bent
	exact int     // passages that hold an exact form or a synonym in text or headings
	told  int     // passages that hold it themselves, and not only in a question that a curator wrote to them
	asked bool    // some hold it in such a question
}

// match unpacks an entry of how: the best form found, and the field where it
// stands, the weightiest field first.
func match(how uint16) (form, field int) { return int(how >> 3), int(how & 7) }

// mostForms is how many forms of a term fit into an entry of how.
const mostForms = 1 << 13

// size is roughly what a listing takes of memory, in bytes.
func (l *listing) size() int { return 10*len(l.docs) + 128 }

// at returns where doc stands in the listing, or false.
func (l *listing) at(doc int) (int, bool) { return slices.BinarySearch(l.docs, uint32(doc)) }

// gatherer puts one listing together. It has a place for each passage of the
// corpus, so that postings may come in any order, and is used again and
// again: what was touched is cleared, and nothing else.
type gatherer struct {
	sum     []float64 // of the fields read so far, weighed and put right for length
	tf      []float64 // weighted occurrences in the field at hand
	how     []uint16
	flags   []uint8
	seen    []uint64 // a bit for each passage in docs
	docs    []uint32
	inField []uint32 // passages with tf above 0
}

// Flags of a passage.
const (
	inBody = 1 << iota // in text or headings
	isTold             // in any field but the questions of curators
	isAsked
)

// bitmapFrom is the share of the corpus, as one in so many passages, from
// which on a scan of the bitmap is quicker than sorting.
const bitmapFrom = 256

func newGatherer(n int) *gatherer {
	return &gatherer{
		sum: make([]float64, n), tf: make([]float64, n), how: make([]uint16, n), flags: make([]uint8, n), seen: make([]uint64, (n+63)/64),
	}
}

// add counts times occurrences of a form in field f of a passage. A better
// form than those before, by weight and then by place in the term, becomes
// the one that is shown.
func (g *gatherer) add(t *Term, doc uint32, form int, weight float64, f int, times float64) {
	word, bit := doc/64, uint64(1)<<(doc%64)
	if g.seen[word]&bit == 0 {
		g.seen[word] |= bit
		g.docs = append(g.docs, doc)
		g.how[doc] = uint16(form<<3 | f)
	} else if known, _ := match(g.how[doc]); known != form {
		if _, old := t.form(known); weight > old || weight == old && form < known {
			g.how[doc] = uint16(form<<3 | f)
		}
	}
	if g.tf[doc] == 0 {
		g.inField = append(g.inField, doc)
	}
	g.tf[doc] += times * weight
}

// endField adds the field at hand to the sums, unless the field does not
// count.
func (g *gatherer) endField(ix *Index, f int, counts bool) {
	spec, average, lengths := fields[f], ix.averages[f], ix.lengths[f]
	flag := uint8(isTold)
	switch f {
	case fieldText, fieldHeadings:
		flag |= inBody
	case fieldAsked:
		flag = isAsked
	}
	for _, doc := range g.inField {
		if counts {
			g.sum[doc] += spec.weight * g.tf[doc] / (1 - spec.b + spec.b*float64(lengths[doc])/average)
		}
		g.flags[doc] |= flag
		g.tf[doc] = 0
	}
	g.inField = g.inField[:0]
}

// listing returns what was gathered for t, and clears the gatherer.
func (g *gatherer) listing(t *Term) *listing {
	g.order()
	l := &listing{docs: slices.Clone(g.docs), bent: make([]float32, len(g.docs)), how: make([]uint16, len(g.docs))}
	for i, doc := range g.docs {
		l.bent[i], l.how[i] = float32(saturate(g.sum[doc])), g.how[doc]
		l.most = max(l.most, l.bent[i])
		flags := g.flags[doc]
		if form, _ := match(g.how[doc]); form < len(t.Forms) && flags&inBody != 0 {
			l.exact++
		}
		if flags&isTold != 0 {
			l.told++
		}
		l.asked = l.asked || flags&isAsked != 0
	}
	g.clear()
	return l
}

// order sorts the passages.
func (g *gatherer) order() {
	if len(g.docs)*bitmapFrom < len(g.sum) {
		slices.Sort(g.docs)
		return
	}
	g.docs = g.docs[:0]
	for i, word := range g.seen {
		for ; word != 0; word &= word - 1 {
			g.docs = append(g.docs, uint32(i*64+bits.TrailingZeros64(word)))
		}
	}
}

func (g *gatherer) clear() {
	for _, doc := range g.inField {
		g.tf[doc] = 0
	}
	for _, doc := range g.docs {
		g.sum[doc], g.flags[doc], g.seen[doc/64] = 0, 0, 0
	}
	g.docs, g.inField = g.docs[:0], g.inField[:0]
}

// saturate bends the frequency of a term, put right for length: below k1+1
// however often it stands there.
func saturate(tf float64) float64 { return tf * (k1 + 1) / (k1 + tf) }
