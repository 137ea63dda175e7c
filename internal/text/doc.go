// Package text reads clinical prose: it cleans characters, folds spelling
// that does not matter, and finds sentences.
//
// It is the one leaf that the other leaves share, so that a sentence begins
// and ends at the same place wherever it is looked at: in the corpus, in a
// claim under verification, in a marked-up document.
//
// Start with [Clean] on foreign input, then [Sentences]. Offsets count
// Unicode code points throughout. The package keeps nothing.
package text
