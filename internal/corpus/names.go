package corpus

// nameKinds are the kinds of terms that name a thing. What a regimen, a
// concept or a population is called holds in a question, where a reader means
// the nearest thing; in a sentence that is to be proven it may not.
var nameKinds = map[string]bool{"drug": true, "disease": true, "symptom": true, "procedure": true, "organisation": true, "cell": true}

// Names returns the words that name the same thing, a group for each term: what
// may stand for one another where a claim is held against its source.
func (l *Lexicon) Names() [][]string {
	named := &Lexicon{}
	for _, t := range l.Terms {
		if nameKinds[t.Kind] {
			named.Terms = append(named.Terms, t)
		}
	}
	return named.Groups()
}
