package search

import (
	"slices"
	"strings"

	"curbside/internal/corpus"
)

// What strength, age and readership of a source may add to a score, as a
// share of it. Together they stay near three in a hundred: they decide
// between passages that match about equally well, and no more.
const (
	perGrade     = 0.005 // for each grade above E
	perYear      = 0.001 // for each year that the source is newer than tenYears back
	forAudience  = 0.01
	yearsCounted = 10
)

// tieBreak returns the factor for the source of a passage.
func (ix *Index) tieBreak(doc int, audience string) float64 {
	s := ix.passages[doc].Source
	f := 1 + perGrade*float64(gradesAboveE(s)) + perYear*float64(ix.freshness(s))
	if audience != "" && slices.Contains(s.Audience, audience) {
		f += forAudience
	}
	return f
}

func gradesAboveE(s *corpus.Source) int {
	if i := strings.Index("EDCBA", s.Evidence); i > 0 && len(s.Evidence) == 1 {
		return i
	}
	return 0
}

// freshness counts years from ten years before the newest source of the
// corpus, so that an answer does not change with the calendar.
func (ix *Index) freshness(s *corpus.Source) int {
	if s.Date().IsZero() {
		return 0
	}
	return min(max(s.Date().Year-(ix.newest-yearsCounted), 0), yearsCounted)
}
