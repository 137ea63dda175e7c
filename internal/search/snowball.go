package search

import (
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// Snowball returns what the Snowball stemmer for English makes of a word in
// lower case, without the clinical exceptions of the index: for baselines
// that the index is compared with.
func Snowball(word string) string {
	env := snowballstem.NewEnv(word)
	english.Stem(env)
	return env.Current()
}
