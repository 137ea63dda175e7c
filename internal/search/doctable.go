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
	d.topic = append(d.topic, d.topicOf(p.About.Topic))
}

// topicOf returns the place of a topic in topics.
func (d *docTable) topicOf(topic string) uint16 {
	i := slices.Index(d.topics, topic)
	if i < 0 {
		i = len(d.topics)
		d.topics = append(d.topics, topic)
	}
	return uint16(i)
}

func (d *docTable) of(doc int) *corpus.Source { return d.sources[d.source[doc]] }
