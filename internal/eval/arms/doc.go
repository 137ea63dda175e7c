// Package arms measures answers beside what a user would have instead: the
// sources' own sentences, a model whose every sentence is checked, and the
// same model with the same passages and a plain prompt.
//
// Start with [Own], [BioASQ] and [MedQuAD] for questions, a [Bench] for each
// corpus, and [Run]. [Measure] makes the figures; [Readings] chooses sentences
// for people to read who know neither arm nor verdict, and [Judge] reads back
// what they found. What a model said is kept in a folder by [Calls].
//
// The package keeps nothing else.
package arms
