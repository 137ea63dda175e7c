package corpus

// Assemble returns the corpus of sources that were loaded before, sorted by id and with their passages: for those who
// keep a loaded corpus in a form of their own.
func Assemble(sources []*Source, lexicon *Lexicon, disagreements []Disagreement, version string) *Corpus {
	c := &Corpus{Sources: sources, Lexicon: lexicon, Disagreements: disagreements, Version: version, passages: map[string]*Passage{}}
	for _, s := range sources {
		for _, p := range s.Passages {
			c.passages[p.ID] = p
		}
	}
	return c
}
