package search

import (
	index "github.com/blevesearch/bleve_index_api"
)

// readyField is a field of a passage that is analyzed already, so that
// building reads each text once and can count words and lengths on the way.
// bleve only reads it; passages with one title share one field.
type readyField struct {
	name   string
	length int // in tokens
	terms  index.TokenFrequencies
}

// newReadyField takes the tokens of the parts of a field. Offsets are never
// asked for: positions are enough for phrases.
func newReadyField(name string, parts [][]rawToken) *readyField {
	f := &readyField{name: name}
	for _, ts := range parts {
		f.length += len(ts)
	}
	places := make([]index.TokenLocation, f.length)
	at := make(map[string][]*index.TokenLocation, f.length)
	n := 0
	for i, ts := range parts {
		for _, t := range ts {
			places[n].Position = n + i*partGap + 1
			at[t.stem] = append(at[t.stem], &places[n])
			n++
		}
	}
	f.terms = make(index.TokenFrequencies, len(at))
	freqs := make([]index.TokenFreq, len(at))
	for stem, locations := range at {
		t := &freqs[0]
		freqs = freqs[1:]
		t.Term, t.Locations = []byte(stem), locations
		t.SetFrequency(len(locations))
		f.terms[stem] = t
	}
	return f
}

// The methods of bleve's document.Field.

func (f *readyField) Name() string             { return f.name }
func (f *readyField) Value() []byte            { return nil }
func (f *readyField) ArrayPositions() []uint64 { return nil }
func (f *readyField) EncodedFieldType() byte   { return 't' }
func (f *readyField) Analyze()                 {}
func (f *readyField) Options() index.FieldIndexingOptions {
	return index.IndexField | index.IncludeTermVectors
}
func (f *readyField) AnalyzedLength() int                              { return f.length }
func (f *readyField) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms }
func (f *readyField) NumPlainTextBytes() uint64                        { return 0 }
func (f *readyField) Size() int                                        { return 0 }
