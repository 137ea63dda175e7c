package rerank

// letters ranks by BM25 over the pieces of four letters that the question's
// words have.
type letters struct {
	stage  *Stage
	x      *scratch
	asked  []int     // pieces of the question, each once
	weight []float32 // of each: its rarity, times how often the question has it
	tf     []float32 // of each, in the passage at hand
}

// sharing is the first link of the chain of pieces that a word shares with
// a question.
type sharing struct {
	question uint32 // the chain is of this question
	first    int32  // index into scratch.links
}

// link is one piece of a chain.
type link struct{ piece, next int32 }

const chainEnd = -1

func (s *Stage) newLetters(q Query, x *scratch) *letters {
	l := &letters{stage: s, x: x}
	place := map[int]int{}
	var keys []uint32
	for _, w := range q.Words {
		keys = appendPieces(keys[:0], w.Text)
		for _, key := range keys {
			n, ok := s.grams.find(key)
			if !ok {
				continue
			}
			at, ok := place[n]
			if !ok {
				at = len(l.asked)
				place[n] = at
				l.asked, l.weight = append(l.asked, n), append(l.weight, 0)
			}
			l.weight[at] += rarity(int(s.grams.holds[n]), s.Passages())
		}
	}
	l.tf = make([]float32, len(l.weight))
	l.chain()
	return l
}

// chain notes for each word of the corpus the pieces that it shares with the
// question.
func (l *letters) chain() {
	g, x := &l.stage.grams, l.x
	for at, n := range l.asked {
		for _, word := range g.words[g.from[n]:g.from[n+1]] {
			w := &x.words[word]
			if w.question != x.now {
				*w = sharing{x.now, chainEnd}
			}
			x.links = append(x.links, link{int32(at), w.first})
			w.first = int32(len(x.links) - 1)
		}
	}
}

// score is that of the passage whose entries are in x.buffer.
func (l *letters) score(doc int) float64 {
	clear(l.tf)
	x := l.x
	for _, e := range x.buffer {
		w := x.words[e.word]
		if w.question != x.now {
			continue
		}
		for i := w.first; i != chainEnd; i = x.links[i].next {
			l.tf[x.links[i].piece] += float32(e.times)
		}
	}
	bend := k1 * (1 - b + b*l.stage.pieces[doc]/l.stage.avgPieces)
	sum := float32(0)
	for i, tf := range l.tf {
		if tf > 0 {
			sum += l.weight[i] * tf * (k1 + 1) / (tf + bend)
		}
	}
	return float64(sum)
}
