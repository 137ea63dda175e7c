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

// tieTable holds the factors of all sources for one audience.
type tieTable struct {
	factor []float64 // by place in docTable.sources
	most   float64
}

// tiesFor returns the factors for an audience. There are few audiences, so
// all are kept.
func (ix *Index) tiesFor(audience string) *tieTable {
	if known, ok := ix.ties.Load(audience); ok {
		return known.(*tieTable)
	}
	t := &tieTable{factor: make([]float64, len(ix.docs.sources)), most: 1}
	for i, s := range ix.docs.sources {
		t.factor[i] = ix.tieBreak(s, audience)
		t.most = max(t.most, t.factor[i])
	}
	if audience == "" || slices.Contains(knownAudiences, audience) {
		ix.ties.Store(audience, t)
	}
	return t
}

var knownAudiences = []string{"clinician", "educator", "patient"}

// tieBreak returns the factor for a source.
func (ix *Index) tieBreak(s *corpus.Source, audience string) float64 {
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
