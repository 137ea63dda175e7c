package beir

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
)

// Ranking holds the hits of one query.
type Ranking struct {
	Query string
	Hits  []Hit
}

// WriteRun writes rankings as a TREC run, best hits first: query, Q0,
// document, rank from 1, score, tag. Scores are written in full, so that
// another evaluator sees the same order.
func WriteRun(w io.Writer, tag string, rankings []Ranking) error {
	b := bufio.NewWriter(w)
	for _, r := range rankings {
		for i, h := range sorted(r.Hits) {
			fmt.Fprintf(b, "%s Q0 %s %d %s %s\n", r.Query, h.Doc, i+1, strconv.FormatFloat(float64(h.Score), 'g', -1, 32), tag)
		}
	}
	if err := b.Flush(); err != nil { // holds the first error of all writes
		return fmt.Errorf("write the run: %w", err)
	}
	return nil
}
