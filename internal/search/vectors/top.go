package vectors

import (
	"cmp"
	"container/heap"
	"slices"
)

// Top returns the documents of the k best scores, best first, of equal scores the one with the lower number first;
// only those for which keep holds, where it is not nil.
func Top(scores []float32, k int, keep func(doc int) bool) []int {
	h := &worstFirst{scores: scores}
	for doc, score := range scores {
		switch {
		case k <= 0:
		case len(h.docs) < k:
			if keep == nil || keep(doc) {
				heap.Push(h, doc)
			}
		case score > scores[h.docs[0]]:
			if keep == nil || keep(doc) {
				h.docs[0] = doc
				heap.Fix(h, 0)
			}
		}
	}
	slices.SortFunc(h.docs, func(a, b int) int { return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(a, b)) })
	return h.docs
}

// worstFirst is a heap of documents with the one to be thrown out first on top.
type worstFirst struct {
	scores []float32
	docs   []int
}

func (h *worstFirst) Len() int { return len(h.docs) }
func (h *worstFirst) Less(i, j int) bool {
	a, b := h.docs[i], h.docs[j]
	return cmp.Or(cmp.Compare(h.scores[a], h.scores[b]), cmp.Compare(b, a)) < 0
}
func (h *worstFirst) Swap(i, j int) { h.docs[i], h.docs[j] = h.docs[j], h.docs[i] }
func (h *worstFirst) Push(doc any)  { h.docs = append(h.docs, doc.(int)) }
func (h *worstFirst) Pop() any {
	last := h.docs[len(h.docs)-1]
	h.docs = h.docs[:len(h.docs)-1]
	return last
}
