package search

import (
	"slices"

	"curbside/internal/corpus"
)

// docTable holds what ranking needs to know of each passage, by its place in
// the corpus, so that no passage has to be read for it.
type docTable struct {
	sources []*corpus.Source
	source  []uint32 // index into sources
	topics  []string // distinct topics
	topic   []uint16 // index into topics
}

func (d *docTable) count() int { return len(d.source) }

// add notes the next passage.
func (d *docTable) add(p *corpus.Passage) {
	if n := len(d.sources); n == 0 || d.sources[n-1] != p.Source {
		d.sources = append(d.sources, p.Source)
	}
	d.source = append(d.source, uint32(len(d.sources)-1))
	topic := slices.Index(d.topics, p.About.Topic)
	if topic < 0 {
		topic = len(d.topics)
		d.topics = append(d.topics, p.About.Topic)
	}
	d.topic = append(d.topic, uint16(topic))
}

func (d *docTable) of(doc int) *corpus.Source { return d.sources[d.source[doc]] }

// passage returns a passage by its place in the corpus.
func (ix *Index) passage(doc int) *corpus.Passage { return ix.passages[doc] }
