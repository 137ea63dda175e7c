package rerank

import "slices"

// grams counts the pieces of four letters of all words. A piece is four
// bytes, so it is its own key; the marks before and after a word count as
// letters.
type grams struct {
	keys  []uint32 // ascending
	holds []uint32 // by piece: the passages that hold it
	from  []uint32 // by piece: where its words begin, and the end
	words []uint32
}

const edge = '_'

// pieces returns how many pieces a word has.
func pieces(word string) int { return max(len(word)-1, 1) }

// appendPieces appends the pieces of a word: "_aci", "acid", "cid_". A word
// of one letter has one piece, "_a_".
func appendPieces(to []uint32, word string) []uint32 {
	key := uint32(edge)
	for i := range len(word) {
		key = key<<8 | uint32(word[i])
		if i >= 2 {
			to = append(to, key)
		}
	}
	key = key<<8 | edge
	if len(word) < 2 {
		key <<= 8
	}
	return append(to, key)
}

// find returns the number of a piece, or false.
func (g *grams) find(key uint32) (int, bool) { return slices.BinarySearch(g.keys, key) }

// countGrams finds the pieces of all words and the passages that hold them.
func (s *Stage) countGrams() {
	g := &s.grams
	for _, w := range s.words {
		g.keys = appendPieces(g.keys, w)
	}
	slices.Sort(g.keys)
	g.keys = slices.Clip(slices.Compact(g.keys))
	of := g.byWord(s.words)
	g.invert(of)
	g.holds = make([]uint32, len(g.keys))
	seenIn := make([]uint32, len(g.keys))
	var buffer []entry
	for doc := range s.docs.len() {
		buffer = s.docs.entries(doc, buffer)
		for _, e := range buffer {
			for _, piece := range of[e.word] {
				if seenIn[piece] != uint32(doc)+1 {
					seenIn[piece] = uint32(doc) + 1
					g.holds[piece]++
				}
			}
		}
	}
}

// byWord returns the pieces of each word, each once.
func (g *grams) byWord(words []string) [][]uint32 {
	out := make([][]uint32, len(words))
	var keys []uint32
	for i, w := range words {
		keys = appendPieces(keys[:0], w)
		for _, key := range keys {
			if n, ok := g.find(key); ok && !slices.Contains(out[i], uint32(n)) {
				out[i] = append(out[i], uint32(n))
			}
		}
	}
	return out
}

// invert lists the words of each piece.
func (g *grams) invert(of [][]uint32) {
	g.from = make([]uint32, len(g.keys)+1)
	for _, pieces := range of {
		for _, p := range pieces {
			g.from[p+1]++
		}
	}
	for i := range g.keys {
		g.from[i+1] += g.from[i]
	}
	g.words = make([]uint32, g.from[len(g.keys)])
	next := slices.Clone(g.from)
	for word, pieces := range of {
		for _, p := range pieces {
			g.words[next[p]] = uint32(word)
			next[p]++
		}
	}
}
